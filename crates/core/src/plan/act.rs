//! What is still to be done is dated from the day of the audit on. A day that nobody has stated may well be past.

use garant_rules::Value;
use garant_rules::catalog::concrete;
use garant_rules::field::{Field, Kind};
use garant_rules::way::{Need, Wanted};
use jiff::civil::Date;

use super::draft::{Change, Draft};
use super::ground::Ground;
use super::touched::table_of;
use super::witness;

impl Draft {
    /// The first day that an act may bear, where it is still to be done: another day is stated, other entries are, or something of it is
    /// stated not to be so.
    pub(super) fn since(&self, ground: &Ground<'_, '_>, path: &str) -> Option<Date> {
        let field = ground.field(path)?;
        if field.kind != Kind::Date {
            return None;
        }
        let stated = matches!(ground.stated(path), Some(Value::Date(_)));
        let beside = !field.once && entry_of(path).is_some_and(|own| is_beside(ground, own));
        let undone = || {
            let table = table_of(path);
            let mut changes = self.changes.iter();
            changes.any(|change| match change {
                Change::Answer(own) => {
                    table_of(&own.path) == table
                        && is_undone(ground, &own.path)
                        && ground.readings.are_together(path, &own.path)
                }
                _ => false,
            })
        };
        (stated || beside || undone()).then(|| ground.as_of())
    }

    /// Another outcome of an act that took place is that of the act done again: its day comes with it. False where it happens once.
    pub(super) fn redo(
        &mut self,
        ground: &Ground<'_, '_>,
        field: &Field,
        path: &str,
        varied: &mut bool,
    ) -> bool {
        let outcome = field.dated_by.as_ref();
        let Some(dated) = outcome.filter(|_| ground.stated(path).is_some()) else {
            return true;
        };
        let day = concrete(dated, path);
        let Some(Value::Date(_)) = ground.stated(&day) else {
            return true;
        };
        if ground.is_kept(&day) {
            return false;
        }
        let need = Need {
            path: day.clone(),
            wanted: Wanted::Days {
                from: Some(ground.as_of()),
                until: None,
            },
            weight: 6,
        };
        if !self.state(ground, &need, 0, varied) {
            return false;
        }
        for change in &mut self.changes {
            if let Change::Answer(own) = change
                && (own.path == day || own.path == path)
            {
                own.bound |= own.path == day;
                own.act = Some(day.clone());
            }
        }
        true
    }

    /// Dates what was supposed beside an answer that is stated not to be so; false where that cannot be.
    pub(super) fn date_anew(&mut self, ground: &Ground<'_, '_>, path: &str) -> bool {
        if !is_undone(ground, path) {
            return true;
        }
        let table = table_of(path);
        let dated: Vec<(usize, Option<Value>)> = self
            .changes
            .iter()
            .enumerate()
            .filter_map(|(at, change)| match change {
                Change::Answer(own) if table_of(&own.path) == table => {
                    let since = self.since(ground, &own.path)?;
                    let field = ground.field(&own.path)?;
                    let now = Some(&own.value);
                    let own =
                        witness::fitting(field, &own.wanted, now, Some(since), ground.as_of());
                    Some((at, own.into_iter().next()))
                }
                _ => None,
            })
            .collect();
        for (at, day) in dated {
            let Some(day) = day else { return false };
            if let Some(Change::Answer(own)) = self.changes.get_mut(at) {
                own.value = day;
            }
        }
        true
    }
}

/// Whether an answer says that something is not so: to make another of it, it has to be done.
fn is_undone(ground: &Ground<'_, '_>, path: &str) -> bool {
    ground.stated(path) == Some(&Value::Bool(false))
}

/// The list and the place of the entry that a path lies in.
fn entry_of(path: &str) -> Option<(&str, usize)> {
    let (list, rest) = path.rsplit_once('[')?;
    let (index, _) = rest.split_once(']')?;
    Some((list, index.parse().ok()?))
}

/// Whether an entry is new where others are stated.
fn is_beside(ground: &Ground<'_, '_>, (list, index): (&str, usize)) -> bool {
    let stated = ground.entries(list);
    stated > 0 && index >= stated
}
