//! XML as a tree: no document type, no entity but XML's own, depth and parts counted.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::limits::{MAX_DEPTH, MAX_PARTS};
use super::node::{Node, Tree};
use super::refusal::Refusal;
use super::verbatim::{MARK, VERSION};

/// A document: its root's name and namespace, and its tree below the root's name.
#[derive(Debug)]
pub(super) struct Xml {
    pub(super) name: String,
    pub(super) namespace: String,
    pub(super) root: Node,
    /// Whether an instruction marks it as a card whose texts come back as they were.
    pub(super) verbatim: bool,
}

#[derive(Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<(String, Vec<Node>)>,
    /// Where children of a name stand.
    names: BTreeMap<String, usize>,
}

pub(super) fn parse(source: &str) -> Result<Xml, Refusal> {
    let mut reader = Reader::from_str(source);
    let mut open: Vec<Element> = Vec::new();
    let mut head: Option<(String, String)> = None;
    let mut whole: Option<Node> = None;
    let mut parts = 0;
    let mut verbatim = false;
    loop {
        let before = reader.buffer_position();
        let line = || line_at(source, before);
        let broken = || Refusal::Broken {
            format: "XML",
            line: line(),
        };
        let event = reader.read_event().map_err(|_| broken())?;
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                parts += 1;
                if parts > MAX_PARTS {
                    return Err(Refusal::TooManyParts { max: MAX_PARTS });
                }
                if open.len() >= MAX_DEPTH {
                    return Err(Refusal::TooDeep { max: MAX_DEPTH });
                }
                // Text or an element after the root is none of XML.
                if open.is_empty() && whole.is_some() {
                    return Err(broken());
                }
                let name = start.local_name().into_inner().to_owned();
                if head.is_none() {
                    head = Some((name.clone(), namespace(start)));
                }
                open.push(Element {
                    name,
                    ..Element::default()
                });
                if matches!(event, Event::Empty(_)) {
                    close(&mut open, &mut whole);
                }
            }
            Event::End(_) => close(&mut open, &mut whole),
            Event::Text(text) => append(&mut open, &text.xml10_content()).ok_or_else(broken)?,
            Event::CData(text) => append(&mut open, &text.xml10_content()).ok_or_else(broken)?,
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    Ok(None) => own(&reference.xml10_content()),
                    Err(_) => None,
                };
                let Some(c) = resolved else {
                    return Err(Refusal::Entity { line: line() });
                };
                append(&mut open, c.encode_utf8(&mut [0; 4])).ok_or_else(broken)?;
            }
            Event::DocType(_) => return Err(Refusal::Doctype { line: line() }),
            Event::PI(own) => {
                let mark = format!("{MARK} {VERSION}");
                verbatim |= head.is_none() && *own == *mark;
            }
            Event::Comment(_) | Event::Decl(_) => {}
            Event::Eof => break,
        }
    }
    match (head, whole) {
        (Some((name, namespace)), Some(root)) if open.is_empty() => {
            let tree = Tree::Map(vec![(name.clone(), root)]);
            Ok(Xml {
                name,
                namespace,
                root: Node::new(0, tree),
                verbatim,
            })
        }
        _ => Err(Refusal::Broken {
            format: "XML",
            line: line_at(source, source.len() as u64),
        }),
    }
}

/// Adds a text to the open element; outside of the root only space may stand.
fn append(open: &mut [Element], text: &str) -> Option<()> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return None,
    }
    Some(())
}

fn close(open: &mut Vec<Element>, whole: &mut Option<Node>) {
    let Some(element) = open.pop() else { return };
    let tree = if element.children.is_empty() {
        Tree::Text(element.text)
    } else {
        let entries = element.children.into_iter().map(|(name, mut nodes)| {
            let node = match nodes.pop() {
                Some(only) if nodes.is_empty() => only,
                Some(last) => {
                    nodes.push(last);
                    Node::new(0, Tree::List(nodes))
                }
                None => Node::new(0, Tree::Null),
            };
            (name, node)
        });
        Tree::Map(entries.collect())
    };
    let node = Node::new(0, tree);
    match open.last_mut() {
        None => *whole = Some(node),
        Some(parent) => {
            let at = *parent
                .names
                .entry(element.name.clone())
                .or_insert(parent.children.len());
            match parent.children.get_mut(at) {
                Some((_, nodes)) => nodes.push(node),
                None => parent.children.push((element.name, vec![node])),
            }
        }
    }
}

/// The namespace of the root. Only the root's is looked up: names below it are told apart by their place.
fn namespace(start: &BytesStart<'_>) -> String {
    let prefix = start
        .name()
        .prefix()
        .map(|prefix| prefix.into_inner().to_owned());
    let wanted = prefix.map_or_else(|| "xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    attributes
        .flatten()
        .find(|attribute| attribute.key.into_inner() == wanted)
        .map(|attribute| attribute.value.into_owned())
        .unwrap_or_default()
}

/// The five entities that XML defines.
fn own(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn line_at(source: &str, position: u64) -> usize {
    let end = usize::try_from(position).unwrap_or(usize::MAX);
    let read = source.as_bytes().iter().take(end);
    read.filter(|byte| **byte == b'\n').count() + 1
}
