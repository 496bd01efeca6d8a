//! For whom each answer of a descriptor is, each piece of evidence, and each line.

use std::collections::BTreeMap;

use garant_rules::catalog::declared;
use garant_rules::facts::Found;
use garant_rules::field::Kind;
use garant_rules::{Catalog, Value};
use rustc_hash::FxHashMap;

use crate::audience::{Audience, Readers};
use crate::descriptor::Descriptor;

/// The list of the pieces of evidence.
const PIECES: &str = "evidence[";

/// Who may see what of a descriptor.
#[derive(Clone, Debug, Default)]
pub struct Readership<'a> {
    fields: FxHashMap<&'a str, (Readers, Kind)>,
    /// By piece of evidence: its id, and for whom it is.
    pieces: Vec<(String, Audience)>,
    /// Lines that are not for everybody, one-based.
    lines: BTreeMap<usize, Readers>,
}

impl<'a> Readership<'a> {
    /// Takes the audiences of fields from the catalog, those of pieces of evidence from the descriptor.
    pub fn new(catalog: &'a Catalog, descriptor: &Descriptor) -> Self {
        let fields = catalog.fields().map(|field| {
            let readers = Readers {
                audience: Audience::of(&field.audience).unwrap_or_default(),
                person: field.person,
            };
            (field.path.as_str(), (readers, field.kind))
        });
        let pieces = descriptor.entries("evidence").into_iter().map(|entry| {
            let string = |key: &str| descriptor.string(&format!("{entry}.{key}"));
            let audience = string("audience").and_then(Audience::of);
            let id = string("id").unwrap_or_default().to_owned();
            (id, audience.unwrap_or_default())
        });
        let mut own = Self {
            fields: fields.collect(),
            pieces: pieces.collect(),
            lines: BTreeMap::new(),
        };
        for (path, found) in &descriptor.answers {
            own.mark(path, found, descriptor);
        }
        own
    }

    /// Marks the lines of an answer.
    fn mark(&mut self, path: &str, found: &Found, descriptor: &Descriptor) {
        let (value, span) = match found {
            // A list is its entries.
            Found::Value(Value::List(_), _) | Found::Missing(_) => return,
            Found::Value(value, span) => (Some(value), span),
            Found::Empty { span, .. } => (None, span),
        };
        let readers = self.of(path, value);
        let Some(span) = span.filter(|_| readers != Readers::ALL) else {
            return;
        };
        let first = descriptor.text.line_of(span.start);
        let last = descriptor.text.line_of(span.end);
        for line in first..=last {
            let known = self.lines.entry(line).or_insert(Readers::ALL);
            *known = known.and(readers);
        }
    }

    /// Who may see what stands at a concrete path. An answer that names a piece of evidence is for the readers of that piece.
    pub fn of(&self, path: &str, value: Option<&Value>) -> Readers {
        let Some((readers, kind)) = self.fields.get(&*declared(path)) else {
            return Readers::default();
        };
        let named = match value {
            Some(Value::Text(id)) if *kind == Kind::Evidence => {
                self.pieces.iter().find(|(own, _)| own == id)
            }
            _ => None,
        };
        let own = path.strip_prefix(PIECES).and_then(|rest| {
            let index: usize = rest.split_once(']')?.0.parse().ok()?;
            self.pieces.get(index)
        });
        [named, own]
            .into_iter()
            .flatten()
            .fold(*readers, |readers, (_, audience)| {
                readers.and(Readers {
                    audience: *audience,
                    person: false,
                })
            })
    }

    /// Who may see a piece of evidence, by its place in the list.
    pub fn piece(&self, index: usize) -> Audience {
        self.pieces
            .get(index)
            .map(|(_, audience)| *audience)
            .unwrap_or_default()
    }

    /// Who may see the text of a line.
    pub fn line(&self, line: usize) -> Readers {
        self.lines.get(&line).copied().unwrap_or(Readers::ALL)
    }

    /// Who may see the fields that an audit tells outside its reads, by declared path.
    pub fn told(&self, paths: &[&str]) -> BTreeMap<String, Readers> {
        let known = paths.iter().filter_map(|path| {
            let (readers, _) = self.fields.get(path)?;
            Some(((*path).to_owned(), *readers))
        });
        known.collect()
    }
}
