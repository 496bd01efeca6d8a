//! JSON as a tree: depth and parts are counted, and a key that stands twice is an error.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::limits::{MAX_DEPTH, MAX_PARTS};
use super::node::{Node, Tree};
use super::refusal::Refusal;

#[derive(Clone, Copy)]
enum Fault {
    Deep,
    Many,
    Twice,
}

#[derive(Default)]
struct Count {
    parts: Cell<usize>,
    fault: Cell<Option<Fault>>,
}

pub(super) fn parse(text: &str) -> Result<Node, Refusal> {
    let count = Count::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Seed {
        count: &count,
        depth: 0,
    };
    let read = seed
        .deserialize(&mut reader)
        .and_then(|node| reader.end().map(|()| node));
    read.map_err(|error| match count.fault.get() {
        Some(Fault::Deep) => Refusal::TooDeep { max: MAX_DEPTH },
        Some(Fault::Many) => Refusal::TooManyParts { max: MAX_PARTS },
        Some(Fault::Twice) => Refusal::DuplicateKey { line: error.line() },
        None => Refusal::Broken {
            format: "JSON",
            line: error.line(),
        },
    })
}

#[derive(Clone, Copy)]
struct Seed<'c> {
    count: &'c Count,
    depth: usize,
}

impl Seed<'_> {
    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fault(Fault::Deep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    fn fault<E: serde::de::Error>(self, fault: Fault) -> E {
        self.count.fault.set(Some(fault));
        E::custom("limit")
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a visitor gives")]
    fn leaf<E>(tree: Tree) -> Result<Node, E> {
        Ok(Node::new(0, tree))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let parts = self.count.parts.get() + 1;
        self.count.parts.set(parts);
        if parts > MAX_PARTS {
            return Err(self.fault(Fault::Many));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Self::leaf(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Self::leaf(Tree::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "kept as written beside it")]
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Self::leaf(Tree::Number(value as f64, value.to_string()))
    }

    #[expect(clippy::cast_precision_loss, reason = "kept as written beside it")]
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Self::leaf(Tree::Number(value as f64, value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Self::leaf(Tree::Number(value, value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Self::leaf(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(below)? {
            items.push(item);
        }
        Self::leaf(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let below = self.below()?;
        let mut entries: Vec<(String, Node)> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        while let Some(key) = access.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                self.count.fault.set(Some(Fault::Twice));
                return Err(A::Error::custom("twice"));
            }
            entries.push((key, access.next_value_seed(below)?));
        }
        Self::leaf(Tree::Map(entries))
    }
}
