//! What a body decided stays as it is: another decision is another entry, and where the first can be replaced, it says so.

use garant_rules::Value;
use garant_rules::field::{Field, Kind};
use garant_rules::way::{Need, Wanted};

use super::draft::{Answer, Change, Draft};
use super::ground::Ground;

impl Draft {
    /// Another entry beside one that tells what a body decided, where its list knows entries that are replaced; false where it does not.
    pub(super) fn replace(
        &mut self,
        ground: &Ground<'_, '_>,
        need: &Need,
        variant: usize,
        varied: &mut bool,
    ) -> bool {
        let decided = |field: &Field| field.decided_by.is_some();
        let Some((entry, key)) = need.path.rsplit_once('.') else {
            return false;
        };
        let Some((list, _)) = entry.rsplit_once('[') else {
            return false;
        };
        if !ground.field(&need.path).is_some_and(decided) {
            return false;
        }
        let mark = ground.fields_of(list).find_map(|field| {
            let id = field.replaced.as_ref()?;
            let (_, key) = field.path.rsplit_once('.')?;
            Some((key, id))
        });
        let Some((mark, replaced)) = mark else {
            return false;
        };
        if key == mark {
            return false;
        }
        let mark = format!("{entry}.{mark}");
        let known = self.planned(&mark).and_then(|own| own.beside.clone());
        let other = match known {
            Some(other) => other,
            None => {
                let other = format!("{list}[{}]", self.count(ground, list));
                if !self.another(ground, entry, &other) {
                    return false;
                }
                let value = Value::Choice(replaced.clone());
                self.changes.push(Change::Answer(Answer {
                    path: mark,
                    wanted: vec![Wanted::Equal(value.clone())],
                    value,
                    bound: true,
                    act: None,
                    beside: Some(other.clone()),
                    settled: Vec::new(),
                }));
                other
            }
        };
        let need = Need {
            path: format!("{other}.{key}"),
            ..need.clone()
        };
        self.state(ground, &need, variant, varied)
    }

    /// An entry like one that is stated: the same body on the same matter, on the day that it is written.
    fn another(&mut self, ground: &Ground<'_, '_>, like: &str, entry: &str) -> bool {
        if !self.entry(ground, entry) {
            return false;
        }
        let Some((list, _)) = entry.rsplit_once('[') else {
            return false;
        };
        let mut dated = false;
        for field in ground.fields_of(list) {
            let Some((_, key)) = field.path.rsplit_once('.') else {
                continue;
            };
            let path = format!("{entry}.{key}");
            let Some(stated) = ground.stated(&format!("{like}.{key}")) else {
                continue;
            };
            let marks = field.replaced.is_some();
            let told = |value: &Value| vec![Wanted::Equal(value.clone())];
            let (value, wanted) = match field.kind {
                _ if field.unique || self.planned(&path).is_some() => continue,
                Kind::Date if field.decided_by.is_some() && !dated => {
                    dated = true;
                    (Value::Date(ground.as_of()), vec![Wanted::Stated])
                }
                Kind::Bool | Kind::Choice if marks || field.decided_by.is_none() => {
                    (stated.clone(), told(stated))
                }
                Kind::Text if field.decided_by.is_none() => (stated.clone(), vec![Wanted::Stated]),
                _ => continue,
            };
            self.changes.push(Change::Answer(Answer {
                path,
                value,
                wanted,
                bound: true,
                act: None,
                beside: None,
                settled: Vec::new(),
            }));
        }
        true
    }
}
