//! Sentences on opinions of bodies that are not what they were.

use garant_core::change::{OpinionChange, Turn};
use garant_core::opinion::State;

use super::cause::{Speaker, cut};
use super::sheet::Said;

impl Speaker<'_> {
    pub(super) fn opinion(&self, change: &OpinionChange) -> Said {
        let unstated = || self.words.get("unstated").to_owned();
        let body = change.body.as_ref().or(change.id.as_ref());
        let date = change.date.as_ref();
        let parts = match change.turn {
            Turn::Went => Vec::new(),
            Turn::Came => self.given(change),
            _ => self.turned(change),
        };
        let key = match change.turn {
            Turn::Came => "diff.opinion.came",
            Turn::Went => "diff.opinion.went",
            _ => "diff.opinion.changed",
        };
        let args = [
            ("body", body.map_or_else(unstated, Clone::clone)),
            (
                "date",
                date.map_or_else(unstated, |date| self.words.date(date)),
            ),
            ("parts", parts.join(self.words.get("separator"))),
        ];
        let args = args.each_ref().map(|(key, said)| (*key, said.as_str()));
        Said {
            says: self.words.fill(key, &args),
            line: change.line,
            old: false,
        }
    }

    /// What a new opinion says.
    fn given(&self, change: &OpinionChange) -> Vec<String> {
        let mut parts = vec![self.outcome(change.outcome_after.as_deref())];
        let stands = change.after.filter(|state| *state != State::NoReservation);
        parts.extend(stands.map(|state| self.stands(state)));
        parts
    }

    fn turned(&self, change: &OpinionChange) -> Vec<String> {
        let mut parts = Vec::new();
        if change.outcome_before != change.outcome_after {
            let from = self.outcome(change.outcome_before.as_deref());
            let to = self.outcome(change.outcome_after.as_deref());
            let args = [("before", from.as_str()), ("after", &to)];
            parts.push(self.words.fill("diff.turn", &args));
        }
        match (change.before, change.after) {
            (before, after) if before == after => {}
            (_, Some(State::Open)) => {
                parts.push(self.words.get("diff.opinion.opened").to_owned());
            }
            // Of an opinion that never had reservations, none are told.
            (Some(State::Later | State::Replaced), Some(State::NoReservation)) => {
                parts.push(self.words.get("diff.opinion.current").to_owned());
            }
            (_, Some(after)) => parts.push(self.stands(after)),
            (_, None) => {}
        }
        let told = |key: &str, said: &String| {
            let args = [("said", cut(said))];
            let args = args.each_ref().map(|(key, said)| (*key, said.as_str()));
            self.words.fill(key, &args)
        };
        let gone = change.reservations_gone.iter();
        parts.extend(gone.map(|said| told("diff.opinion.reservation-gone", said)));
        let new = change.reservations_new.iter();
        parts.extend(new.map(|said| told("diff.opinion.reservation-new", said)));
        if parts.is_empty() {
            parts.push(self.words.get("diff.opinion.reordered").to_owned());
        }
        parts
    }

    fn outcome(&self, outcome: Option<&str>) -> String {
        match outcome {
            Some(id) => {
                let said = self.texts.words.get(&format!("outcome.{id}"));
                said.map_or_else(|| id.to_owned(), Clone::clone)
            }
            None => self.words.get("unstated").to_owned(),
        }
    }

    fn stands(&self, state: State) -> String {
        let code = serde_json::to_value(state).ok();
        let code = code.as_ref().and_then(serde_json::Value::as_str);
        let key = format!("diff.reservations.{}", code.unwrap_or_default());
        self.words.get(&key).to_owned()
    }
}
