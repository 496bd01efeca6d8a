//! YAML 1.2 as a tree, from the parser's events: `no` is a text, a key that stands twice is an error, an alias is refused.

use std::collections::BTreeSet;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::limits::{MAX_DEPTH, MAX_PARTS};
use super::node::{Node, Tree};
use super::refusal::Refusal;

enum Open {
    List(usize, Vec<Node>),
    Map(usize, Vec<(String, Node)>, BTreeSet<String>, Option<String>),
}

/// The first document of a YAML text that begins after `before` lines of its file.
pub(super) fn parse(text: &str, before: usize) -> Result<Node, Refusal> {
    let mut open: Vec<Open> = Vec::new();
    let mut parts = 0;
    for next in Parser::new_from_str(text) {
        let (event, span) = next.map_err(|error| Refusal::Broken {
            format: "YAML",
            line: error.marker().line() + before,
        })?;
        let line = span.start.line() + before;
        parts += 1;
        if parts > MAX_PARTS {
            return Err(Refusal::TooManyParts { max: MAX_PARTS });
        }
        let whole = match event {
            Event::Alias(_) => return Err(Refusal::Alias { line }),
            Event::Scalar(value, style, _, tag) => {
                let tree = if style == ScalarStyle::Plain && tag.is_none() {
                    plain(&value)
                } else {
                    Tree::Text(value.into_owned())
                };
                Some(Node::new(line, tree))
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(line, Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(line, Vec::new(), BTreeSet::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(line, items)) => Some(Node::new(line, Tree::List(items))),
                Some(Open::Map(line, entries, ..)) => Some(Node::new(line, Tree::Map(entries))),
                None => None,
            },
            Event::DocumentEnd => break,
            _ => None,
        };
        if open.len() > MAX_DEPTH {
            return Err(Refusal::TooDeep { max: MAX_DEPTH });
        }
        let Some(node) = whole else { continue };
        match open.last_mut() {
            None => return Ok(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, seen, key)) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    let name = match node.tree {
                        Tree::Text(text) | Tree::Number(_, text) => text,
                        Tree::Bool(value) => value.to_string(),
                        Tree::Null => String::new(),
                        // A list or a table as a key: no card has one.
                        Tree::List(_) | Tree::Map(_) => {
                            return Err(Refusal::Broken {
                                format: "YAML",
                                line,
                            });
                        }
                    };
                    if !seen.insert(name.clone()) {
                        return Err(Refusal::DuplicateKey { line });
                    }
                    *key = Some(name);
                }
            },
        }
    }
    Ok(Node::new(before + 1, Tree::Null))
}

/// A plain scalar by the core schema of YAML 1.2.
fn plain(text: &str) -> Tree {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Tree::Null,
        "true" | "True" | "TRUE" => return Tree::Bool(true),
        "false" | "False" | "FALSE" => return Tree::Bool(false),
        _ => {}
    }
    let number = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'))
        && text.bytes().any(|b| b.is_ascii_digit());
    match text.parse::<f64>() {
        Ok(value) if number && value.is_finite() => Tree::Number(value, text.to_owned()),
        _ => Tree::Text(text.to_owned()),
    }
}
