//! A page as paper takes it: what it says, in order, with the classes that tell how it looks. It holds no style of its own.

use std::collections::BTreeMap;

use serde::Serialize;

/// A page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sheet {
    /// The language of its words, as `fr`.
    pub lang: String,
    /// The title of the document.
    pub title: String,
    /// What the heading says of the page's state, as that it is provisional; empty where it says nothing.
    pub state: String,
    /// The day of the audit, as `2026-11-23`; empty where the page does not tell it.
    pub day: String,
    /// The same day in words.
    pub said: String,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// The signs that classes name, as the paths of pictures.
    pub signs: BTreeMap<String, String>,
    /// Pictures by path.
    #[serde(skip)]
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// A part that stands for itself.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// From 1.
        level: u8,
        /// Its anchor; empty where nothing leads there.
        id: String,
        /// Its classes.
        class: Vec<String>,
        /// What it says.
        spans: Vec<Span>,
    },
    /// A paragraph.
    Text {
        /// Its classes.
        class: Vec<String>,
        /// What it says.
        spans: Vec<Span>,
    },
    /// A list.
    List {
        /// Its classes.
        class: Vec<String>,
        /// Whether its items are numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Group>,
    },
    /// Terms with what they mean.
    Terms {
        /// Its classes.
        class: Vec<String>,
        /// Each term with its meaning.
        entries: Vec<Term>,
    },
    /// A table.
    Table(Table),
    /// A picture that says something.
    Picture {
        /// Its path.
        path: String,
        /// What it shows, in words.
        alt: String,
        /// Its classes.
        class: Vec<String>,
    },
    /// Parts that belong together.
    Group(Group),
}

/// Parts that belong together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// Their classes.
    pub class: Vec<String>,
    /// Their anchor; empty where nothing leads there.
    pub id: String,
    /// The parts.
    pub blocks: Vec<Block>,
}

/// A term with what it means.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Term {
    /// The term.
    pub term: Vec<Span>,
    /// What it means.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Its classes.
    pub class: Vec<String>,
    /// Its name.
    pub caption: Vec<Span>,
    /// Of each column, how many characters its longest cell holds.
    pub columns: Vec<usize>,
    /// The rows at its head, which repeat on each page.
    pub head: Vec<Row>,
    /// Its other rows.
    pub body: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// Its anchor; empty where nothing leads there.
    pub id: String,
    /// Its classes.
    pub class: Vec<String>,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// `col` or `row` of a heading, else empty.
    pub scope: String,
    /// How many columns it takes.
    pub span: usize,
    /// Its classes.
    pub class: Vec<String>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A part of a line.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Span {
    /// A text.
    Text {
        /// The text.
        text: String,
    },
    /// A line ends.
    Break,
    /// A sign that says nothing that its words do not say.
    Sign {
        /// The path of its picture.
        path: String,
        /// Its classes.
        class: Vec<String>,
    },
    /// A picture that says something.
    Picture {
        /// Its path.
        path: String,
        /// What it shows, in words.
        alt: String,
    },
    /// Parts of one look.
    Run {
        /// `strong`, `code`, `link`, `plain` or `sr` (said, not shown).
        look: &'static str,
        /// Its classes.
        class: Vec<String>,
        /// Where it leads: `#anchor` or an address; empty where it leads nowhere.
        to: String,
        /// The parts.
        spans: Vec<Self>,
    },
}

impl Table {
    /// Counts what its columns hold.
    pub(crate) fn measure(&mut self) {
        let rows = self.head.iter().chain(&self.body);
        let wide = rows.map(|row| row.cells.iter().map(|cell| cell.span).sum());
        let mut columns = vec![0; wide.max().unwrap_or(0)];
        for row in self.head.iter().chain(&self.body) {
            let mut at = 0;
            for cell in &row.cells {
                if cell.span == 1
                    && let Some(most) = columns.get_mut(at)
                {
                    *most = length(&cell.blocks).max(*most);
                }
                at += cell.span;
            }
        }
        self.columns = columns;
    }
}

/// The words of spans.
pub(crate) fn words(spans: &[Span]) -> String {
    let each = spans.iter().map(|span| match span {
        Span::Text { text } => text.clone(),
        Span::Run { spans, .. } => words(spans),
        Span::Break => " ".to_owned(),
        Span::Sign { .. } | Span::Picture { .. } => String::new(),
    });
    each.collect()
}

/// How many characters parts hold.
fn length(blocks: &[Block]) -> usize {
    let said = |spans: &[Span]| words(spans).chars().count();
    let each = blocks.iter().map(|block| match block {
        Block::Heading { spans, .. } | Block::Text { spans, .. } => said(spans),
        Block::List { items, .. } => items.iter().map(|item| length(&item.blocks)).sum(),
        Block::Terms { entries, .. } => {
            let entries = entries.iter();
            entries
                .map(|entry| said(&entry.term) + length(&entry.blocks))
                .sum()
        }
        Block::Group(group) => length(&group.blocks),
        Block::Table(_) | Block::Picture { .. } => 40,
    });
    each.sum()
}
