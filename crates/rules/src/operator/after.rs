//! `after`: a date lies strictly after a constant.

use crate::way::{Need, Wanted, Way};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ after = { path = "system.placed-on-market-on", date = 2026-08-02 } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct After {
    path: String,
    date: Date,
}

impl Operator for After {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        scope.judge(&self.path, |found| match found.value() {
            Some(Value::Date(date)) => Truth::from(*date > self.date),
            _ => Truth::Unknown,
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill(
            "operator.after",
            &[
                ("field", &speaker.title(&self.path)),
                ("date", &self.date.to_string()),
            ],
        )
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        let read = scope.read(&self.path);
        let wanted = if holds {
            Wanted::Days {
                from: self.date.tomorrow().ok(),
                until: None,
            }
        } else {
            Wanted::Days {
                from: None,
                until: Some(self.date),
            }
        };
        vec![Way::one(Need::of(&read, scope.path(&self.path), wanted))]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", &[Kind::Date])?;
        let date = inner.date("date")?;
        Some(Self {
            path: field.path,
            date,
        })
    }
}
