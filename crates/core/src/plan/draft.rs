//! What a plan supposes so far: answers, entries, documents, figures and suppliers' audits that are not there yet.

use garant_rules::Value;
use garant_rules::field::Kind;
use garant_rules::way::{Need, Sought, Wanted, Way};
use jiff::civil::Date;

use super::ground::Ground;
use super::places::Places;
use super::witness;
use super::world::World;

/// One thing supposed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    Answer(Answer),
    /// An entry of a list, at the place that it has when everything before it is done too.
    Entry {
        list: String,
        index: usize,
    },
    Attached(Attached),
    /// A piece of the descriptor that proves something again.
    Restored {
        id: String,
        at: String,
    },
    /// A new audit of a supplier that finds a criterion met; of a first supplier where none is taken up.
    Audited {
        supplier: usize,
        criterion: String,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) path: String,
    pub(super) value: Value,
    pub(super) wanted: Vec<Wanted>,
    /// Whether its entry cannot be written without it.
    pub(super) bound: bool,
    /// The day of the act that it is an outcome of, where the act is to be done again: all outcomes and the day are one step.
    pub(super) act: Option<String>,
    /// The entry that it makes room for, where it says of another that it is replaced: both are one step.
    pub(super) beside: Option<String>,
    /// What is supposed of a fact that only had to be known, and no check asks for: any answer would do, and this one asks most.
    pub(super) settled: Vec<Wanted>,
}

/// A document, or a table with its figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attached {
    pub(super) id: String,
    pub(super) kind: String,
    /// The path that cites it.
    pub(super) at: String,
    pub(super) date: Option<Date>,
    pub(super) sought: Vec<Sought>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) changes: Vec<Change>,
}

impl Draft {
    /// Supposes all that a way needs; false where something of it cannot be. `variant` chooses among values where several fit: whether
    /// there were so many is told by `varied`.
    pub(super) fn take(
        &mut self,
        ground: &Ground<'_, '_>,
        way: &Way,
        variant: usize,
        varied: &mut bool,
    ) -> bool {
        way.needs
            .iter()
            .all(|need| self.suppose(ground, need, variant, varied))
    }

    fn suppose(
        &mut self,
        ground: &Ground<'_, '_>,
        need: &Need,
        variant: usize,
        varied: &mut bool,
    ) -> bool {
        if ground.is_kept(&need.path) {
            return self.replace(ground, need, variant, varied);
        }
        let kind = ground.field(&need.path).map(|field| field.kind);
        match (&need.wanted, kind) {
            (Wanted::Entry, _) => self.entry(ground, &need.path),
            (Wanted::Figure(sought), _) => self.figure(ground, &need.path, sought),
            (_, Some(Kind::Evidence)) => self.attach(ground, &need.path),
            (Wanted::Entries(least), Some(Kind::List)) => {
                let mut count = self.count(ground, &need.path);
                while count < *least {
                    if !self.entry(ground, &format!("{}[{count}]", need.path)) {
                        return false;
                    }
                    count += 1;
                }
                true
            }
            // What is written of a list is not taken away.
            (Wanted::FewEntries(0), Some(Kind::List)) if self.count(ground, &need.path) == 0 => {
                self.answer(need, Value::List(0));
                true
            }
            (_, Some(Kind::List) | None) => false,
            _ => self.state(ground, need, variant, varied),
        }
    }

    pub(super) fn count(&self, ground: &Ground<'_, '_>, wanted: &str) -> usize {
        let own = self.changes.iter().filter(
            |change| matches!(change, Change::Entry { list, .. } if list.as_str() == wanted),
        );
        ground.entries(wanted) + own.count()
    }

    pub(super) fn planned(&self, path: &str) -> Option<&Answer> {
        self.changes.iter().find_map(|change| match change {
            Change::Answer(answer) if answer.path == path => Some(answer),
            _ => None,
        })
    }

    /// Another entry, with what it cannot be written without.
    pub(super) fn entry(&mut self, ground: &Ground<'_, '_>, path: &str) -> bool {
        let Some((list, index)) = path
            .strip_suffix(']')
            .and_then(|path| path.rsplit_once('['))
            .and_then(|(list, index)| Some((list, index.parse::<usize>().ok()?)))
        else {
            return false;
        };
        let count = self.count(ground, list);
        if index != count {
            return index < count;
        }
        self.changes.push(Change::Entry {
            list: list.to_owned(),
            index,
        });
        for (key, field) in ground.judge.index.required(&format!("{list}[]")) {
            let at = format!("{path}.{key}");
            let taken: Vec<&Value> = (0..index)
                .filter_map(|other| {
                    let at = format!("{list}[{other}].{key}");
                    ground
                        .stated(&at)
                        .or_else(|| self.planned(&at).map(|answer| &answer.value))
                })
                .collect();
            let since = self.since(ground, &at);
            let Some(value) = witness::first(field, since, ground.as_of(), &taken) else {
                return false;
            };
            self.changes.push(Change::Answer(Answer {
                path: at,
                value,
                wanted: vec![Wanted::Stated],
                bound: true,
                act: None,
                beside: None,
                settled: Vec::new(),
            }));
        }
        true
    }

    /// Supposes an answer, or what it has to be besides.
    fn answer(&mut self, need: &Need, value: Value) {
        for change in &mut self.changes {
            if let Change::Answer(own) = change
                && own.path == need.path
            {
                own.value = value;
                // A check asks for it now.
                own.settled.retain(|known| *known != need.wanted);
                if !own.wanted.contains(&need.wanted) {
                    own.wanted.push(need.wanted.clone());
                }
                return;
            }
        }
        self.changes.push(Change::Answer(Answer {
            path: need.path.clone(),
            value,
            wanted: vec![need.wanted.clone()],
            bound: false,
            act: None,
            beside: None,
            settled: Vec::new(),
        }));
    }

    /// An answer with a value that fits all that is wanted of it.
    pub(super) fn state(
        &mut self,
        ground: &Ground<'_, '_>,
        need: &Need,
        variant: usize,
        varied: &mut bool,
    ) -> bool {
        let Some(field) = ground.field(&need.path) else {
            return false;
        };
        let planned = self.planned(&need.path);
        let mut wanted = planned.map_or_else(Vec::new, |own| own.wanted.clone());
        // Two answers that were to be the same are so by the later one.
        if matches!(need.wanted, Wanted::Equal(_)) {
            wanted.retain(|own| !matches!(own, Wanted::Equal(Value::Text(_))));
        }
        wanted.push(need.wanted.clone());
        let stated = ground.stated(&need.path);
        let fitting = witness::fitting(
            field,
            &wanted,
            planned.map(|own| &own.value).or(stated),
            self.since(ground, &need.path),
            ground.as_of(),
        );
        *varied |= fitting.len() > variant + 1;
        let chosen = fitting.get(variant.min(fitting.len().saturating_sub(1)));
        let Some(value) = chosen.cloned() else {
            return false;
        };
        self.answer(need, value);
        self.redo(ground, field, &need.path, varied) && self.date_anew(ground, &need.path)
    }

    /// The project with all of it, or with those changes alone that are kept.
    pub(super) fn world<'c, 'a>(
        &self,
        ground: &Ground<'c, 'a>,
        kept: impl Fn(usize) -> bool,
    ) -> World<'c, 'a> {
        World::of(ground, &self.changes, kept)
    }
}

impl Draft {
    /// Marks the answers of a way as facts that only had to be known.
    pub(super) fn settle(&mut self, way: &Way) {
        for change in &mut self.changes {
            if let Change::Answer(own) = change {
                let needs = way.needs.iter().filter(|need| need.path == own.path);
                own.settled.extend(needs.map(|need| need.wanted.clone()));
            }
        }
    }

    /// Whether an answer at a path is supposed.
    pub(super) fn states(&self, path: &str) -> bool {
        self.planned(path).is_some() || self.attached(path).is_some()
    }

    /// Ways, the cheapest first: what the plan itself supposes is sooner another than what is stated, and what a body decided is last.
    pub(super) fn cheapest(&self, ground: &Ground<'_, '_>, mut ways: Vec<Way>) -> Vec<Way> {
        let weigh = |need: &Need| {
            if ground.is_kept(&need.path) {
                return need.weight + 6;
            }
            let own = ground.stated(&need.path).is_none() && self.planned(&need.path).is_some();
            if own { 1 } else { need.weight }
        };
        ways.sort_by_key(|way| way.needs.iter().map(weigh).sum::<u32>());
        ways
    }

    /// The changes that are kept alone, their entries where they come to stand.
    pub(super) fn only(&self, ground: &Ground<'_, '_>, kept: &[usize]) -> Self {
        let places = Places::of(ground, &self.changes, |at| kept.contains(&at));
        let mut changes = Vec::new();
        for at in kept {
            let Some(mut change) = self.changes.get(*at).cloned() else {
                continue;
            };
            let place = |path: &mut String| {
                if let Some(own) = places.find(path) {
                    *path = own;
                }
            };
            match &mut change {
                Change::Answer(own) => {
                    place(&mut own.path);
                    let others = own.beside.iter_mut().chain(&mut own.act);
                    others.for_each(place);
                }
                Change::Entry { list, index } => {
                    let mut entry = format!("{list}[{index}]");
                    place(&mut entry);
                    let own = entry.strip_suffix(']').and_then(|own| own.rsplit_once('['));
                    *index = own.and_then(|(_, own)| own.parse().ok()).unwrap_or(*index);
                }
                Change::Attached(own) => place(&mut own.at),
                Change::Restored { at, .. } => place(at),
                Change::Audited { .. } => {}
            }
            changes.push(change);
        }
        Self { changes }
    }
}
