//! The project as it would be with some of the changes.

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::Value;
use garant_rules::facts::Found;
use jiff::civil::Date;

use super::draft::{Attached, Change};
use super::figures::{self, Supposed};
use super::ground::Ground;
use super::places::Places;
use crate::audience::Audience;
use crate::case::{Case, Sheet};
use crate::descriptor::Descriptor;
use crate::evidence::{Evidence, State};
use crate::takeup::Supplier;

pub(super) struct World<'c, 'a> {
    case: &'a Case<'c>,
    descriptor: Descriptor,
    evidence: Vec<Evidence>,
    suppliers: Vec<Supplier>,
    figures: Supposed<'a>,
    places: Places,
}

/// What stood at the paths where changes were lifted.
pub(super) struct Lifted(Vec<(String, Option<Found>)>);

impl<'c, 'a> World<'c, 'a> {
    pub(super) fn of(
        ground: &Ground<'c, 'a>,
        changes: &[Change],
        kept: impl Fn(usize) -> bool,
    ) -> Self {
        let case = ground.case;
        let places = Places::of(ground, changes, &kept);
        let mut own = Self {
            case,
            descriptor: case.descriptor.clone(),
            evidence: case.evidence.clone(),
            suppliers: case.suppliers.clone(),
            figures: Supposed {
                computed: &case.measures,
                own: Vec::new(),
            },
            places,
        };
        for (list, count) in own.places.longer() {
            own.put(&list, Value::List(count));
        }
        let mut audited: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let changes = changes.iter().enumerate();
        for (_, change) in changes.filter(|(at, _)| kept(*at)) {
            match change {
                Change::Audited {
                    supplier,
                    criterion,
                } => {
                    audited
                        .entry(*supplier)
                        .or_default()
                        .insert(criterion.clone());
                }
                change => {
                    own.add(change);
                }
            }
        }
        for (at, criteria) in audited {
            if let Some(supplier) = own.suppliers.get_mut(at) {
                *supplier = supplier.clone().supposing(criteria);
            } else {
                let entry = format!("takes-up[{at}]");
                own.suppliers.push(Supplier::first(entry, criteria));
            }
        }
        own
    }

    /// Supposes one change more; false where the whole is to be supposed anew.
    pub(super) fn add(&mut self, change: &Change) -> bool {
        match change {
            Change::Answer(answer) => {
                if let Some(path) = self.places.find(&answer.path) {
                    self.put(&path, answer.value.clone());
                }
            }
            Change::Attached(piece) => {
                let at = self.places.find(&piece.at);
                self.attach(piece, at);
            }
            Change::Restored { id, .. } => {
                for piece in self.evidence.iter_mut().filter(|piece| piece.id == *id) {
                    piece.state = State::Present;
                }
            }
            Change::Entry { .. } | Change::Audited { .. } => return false,
        }
        true
    }

    /// Leaves out changes that are supposed; none where the whole is to be supposed anew. A piece that nothing cites any more proves nothing.
    pub(super) fn lift(&mut self, changes: &mut dyn Iterator<Item = &Change>) -> Option<Lifted> {
        let paths = changes.map(|change| match change {
            Change::Answer(answer) => self.places.find(&answer.path),
            Change::Attached(piece) => self.places.find(&piece.at),
            _ => None,
        });
        let paths: Option<Vec<String>> = paths.collect();
        let lifted = paths?.into_iter().map(|path| {
            let own = self.case.descriptor.answers.get(&path);
            let was = self.descriptor.answers.set(path.clone(), own.cloned());
            (path, was)
        });
        Some(Lifted(lifted.collect()))
    }

    /// Supposes again what was lifted.
    pub(super) fn restore(&mut self, lifted: Lifted) {
        for (path, was) in lifted.0 {
            self.descriptor.answers.set(path, was);
        }
    }

    /// Puts an answer where it stands, or none; tells what stood there.
    pub(super) fn set(&mut self, path: &str, found: Option<Found>) -> Option<Found> {
        self.descriptor.answers.set(path.to_owned(), found)
    }

    /// The day at a path.
    pub(super) fn date(&self, path: &str) -> Option<Date> {
        self.descriptor.date(path)
    }

    fn put(&mut self, path: &str, value: Value) {
        let found = match value {
            Value::List(0) => Found::Empty {
                placeholder: false,
                span: None,
            },
            value => Found::Value(value, None),
        };
        self.descriptor.answers.insert(path.to_owned(), found);
    }

    fn attach(&mut self, piece: &Attached, at: Option<String>) {
        let index = self.evidence.len();
        let text = |text: &str| Value::Text(text.to_owned());
        let path = format!("pieces/{}", piece.id);
        self.put("evidence", Value::List(index + 1));
        self.put(&format!("evidence[{index}].id"), text(&piece.id));
        let kind = Value::Choice(piece.kind.clone());
        self.put(&format!("evidence[{index}].kind"), kind);
        self.put(&format!("evidence[{index}].path"), text(&path));
        if let Some(date) = piece.date {
            self.put(&format!("evidence[{index}].date"), Value::Date(date));
        }
        if let Some(at) = at {
            self.put(&at, text(&piece.id));
        }
        let supposed = piece.sought.iter();
        let supposed = supposed.map(|sought| figures::kept(sought, &piece.id));
        self.figures.own.extend(supposed);
        self.evidence.push(Evidence {
            id: piece.id.clone(),
            kind: piece.kind.clone(),
            audience: Audience::Internal,
            withheld: false,
            path,
            url: None,
            title: None,
            at: None,
            date: piece.date.map(|date| date.to_string()),
            expires: None,
            state: State::Present,
            why: None,
            trouble: None,
            sha256: None,
            reviewed_by: None,
            line: None,
        });
    }

    pub(super) fn sheet(&self, ground: &Ground<'c, '_>) -> Sheet<'c, '_> {
        Sheet {
            catalog: ground.catalog(),
            profile: self.case.profile,
            selection: &self.case.selection,
            descriptor: &self.descriptor,
            evidence: &self.evidence,
            figures: &self.figures,
            suppliers: &self.suppliers,
            as_of: ground.as_of(),
            ignore_waivers: ground.request.ignore_waivers,
        }
    }
}
