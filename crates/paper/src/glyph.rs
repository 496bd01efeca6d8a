//! Characters that no font of the PDF has, written out as garant writes those that cannot be seen: `{U+1F9EA}`. PDF/UA-1 allows no empty box
//! in the place of a character.

use std::fmt::Write as _;

use crate::sheet::{Block, Sheet, Span};
use crate::world::has;

/// Leaves only characters that can be shown.
pub(crate) fn only(sheet: &mut Sheet) {
    for text in [&mut sheet.title, &mut sheet.state, &mut sheet.said] {
        shown(text);
    }
    blocks(&mut sheet.blocks);
}

fn blocks(all: &mut [Block]) {
    for block in all {
        match block {
            Block::Heading { spans, .. } | Block::Text { spans, .. } => line(spans),
            Block::List { items, .. } => {
                for item in items {
                    blocks(&mut item.blocks);
                }
            }
            Block::Terms { entries, .. } => {
                for entry in entries {
                    line(&mut entry.term);
                    blocks(&mut entry.blocks);
                }
            }
            Block::Table(table) => {
                line(&mut table.caption);
                for row in table.head.iter_mut().chain(&mut table.body) {
                    for cell in &mut row.cells {
                        blocks(&mut cell.blocks);
                    }
                }
            }
            Block::Picture { alt, .. } => shown(alt),
            Block::Group(group) => blocks(&mut group.blocks),
        }
    }
}

fn line(spans: &mut [Span]) {
    for span in spans {
        match span {
            Span::Text { text } => shown(text),
            Span::Picture { alt, .. } => shown(alt),
            Span::Run { spans, .. } => line(spans),
            Span::Break | Span::Sign { .. } => {}
        }
    }
}

fn shown(text: &mut String) {
    if text.chars().all(has) {
        return;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if has(c) {
            out.push(c);
        } else {
            let _ = write!(out, "{{U+{:04X}}}", u32::from(c));
        }
    }
    *text = out;
}
