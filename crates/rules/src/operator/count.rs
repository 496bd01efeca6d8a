//! `count`: a list has so many entries. A written empty list counts 0; entries that say nothing make the count uncertain.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Quantity, Speaker};
use crate::answer::{Answer, Reason};
use crate::facts::{Found, Scope};
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ count = { path = "intended-use.users", at-least = 1 } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    path: String,
    at_least: Option<Quantity>,
    at_most: Option<Quantity>,
}

impl Operator for Count {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let read = scope.read(&self.path);
        // The number of entries lies between those that say something and all.
        let bounds = match &read.found {
            Found::Value(Value::List(count), _) => Some((*count, *count)),
            Found::Value(Value::Choices(ids), _) => Some((ids.len(), ids.len())),
            Found::Value(Value::Texts(said, silent), _) => Some((said.len(), said.len() + silent)),
            Found::Empty {
                placeholder: false, ..
            } => Some((0, 0)),
            _ => None,
        };
        let limit = |quantity: &Option<Quantity>| {
            let value = quantity.as_ref()?.value(scope)?.number()?;
            Some(value)
        };
        let mut truth = Truth::True;
        let Some((low, high)) = bounds else {
            return Answer::declared(Truth::Unknown, read.reason(), scope.kept([read]));
        };
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let (low, high) = (low as f64, high as f64);
        if let Some(least) = limit(&self.at_least) {
            truth = truth.and(within(low >= least, high >= least));
        }
        if let Some(most) = limit(&self.at_most) {
            truth = truth.and(within(high <= most, low <= most));
        }
        Answer::declared(truth, Some(Reason::Placeholder), scope.kept([read]))
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        let title = speaker.title(&self.path);
        let said = |key: &str, quantity: &Quantity| {
            let value = quantity.say(&self.path, speaker);
            speaker.fill(key, &[("field", &title), ("value", &value)])
        };
        let parts: Vec<String> = [
            self.at_least
                .as_ref()
                .map(|least| said("operator.count-at-least", least)),
            self.at_most
                .as_ref()
                .map(|most| said("operator.count-at-most", most)),
        ]
        .into_iter()
        .flatten()
        .collect();
        parts.join(&speaker.fill("operator.and", &[]))
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        if !holds {
            return Vec::new();
        }
        let read = scope.read(&self.path);
        let number = |quantity: &Option<Quantity>| quantity.as_ref()?.value(scope)?.number();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "numbers of entries are small and whole"
        )]
        let whole = |number: f64| number.max(0.0).ceil() as usize;
        let need = |wanted| Need::of(&read, scope.path(&self.path), wanted);
        let least = number(&self.at_least).map(|least| need(Wanted::Entries(whole(least))));
        let most = number(&self.at_most).map(|most| need(Wanted::FewEntries(whole(most))));
        let needs = least.into_iter().chain(most).collect();
        vec![Way { needs }]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", &[Kind::List, Kind::Texts, Kind::Choices])?;
        let at_least = inner.maybe_quantity("at-least", Kind::Integer);
        let at_most = inner.maybe_quantity("at-most", Kind::Integer);
        if at_least.is_none() && at_most.is_none() {
            inner.missing("at-least");
            return None;
        }
        Some(Self {
            path: field.path,
            at_least,
            at_most,
        })
    }
}

/// True if certain, false if impossible, else unknown.
fn within(certain: bool, possible: bool) -> Truth {
    match (certain, possible) {
        (true, _) => Truth::True,
        (_, false) => Truth::False,
        _ => Truth::Unknown,
    }
}
