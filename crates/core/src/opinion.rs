//! Opinions that bodies gave on the project, and whether their reservations were found lifted at the audit's date.

use garant_rules::Value;
use garant_rules::facts::Found;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::descriptor::Descriptor;

const LIST: &str = "governance.opinions";

/// The outcome that comes with reservations, listed or not.
const RESERVED: &str = "favourable-with-reservations";

/// Where the reservations of an opinion stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// No reservation is stated, and the outcome has none.
    NoReservation,
    /// The body has found them all lifted, at the audit's date or before.
    Lifted,
    /// Nobody has found them lifted yet.
    Open,
    /// The opinion is dated after the audit.
    Later,
}

/// An opinion as an audit tells it. Null where nothing is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Opinion {
    /// Its id.
    pub id: Option<String>,
    /// The body that gave it.
    pub body: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// The id of its outcome.
    pub outcome: Option<String>,
    /// Its reservations, in the body's own words.
    pub reservations: Vec<String>,
    /// The day on which the body found them all lifted.
    pub lifted_on: Option<String>,
    /// Where they stand at the audit's date.
    pub state: State,
    /// The id of the evidence that holds the opinion.
    pub document: Option<String>,
    /// Line of its entry.
    pub line: Option<usize>,
    /// Whether something of it is not for the report's readers: it reads `[…]`.
    #[serde(default)]
    pub withheld: bool,
}

/// The opinions of a descriptor at a date, in its order.
pub(crate) fn read_all(descriptor: &Descriptor, as_of: Date) -> Vec<Opinion> {
    descriptor
        .entries(LIST)
        .iter()
        .map(|entry| {
            let at = |key: &str| format!("{entry}.{key}");
            let string = |key: &str| descriptor.string(&at(key)).map(str::to_owned);
            let (date, lifted) = (
                descriptor.date(&at("date")),
                descriptor.date(&at("lifted-on")),
            );
            let reservations = match descriptor.answers.get(&at("reservations")) {
                Some(Found::Value(Value::Texts(texts, _), _)) => texts.clone(),
                _ => Vec::new(),
            };
            let outcome = string("outcome");
            let reserved = !reservations.is_empty() || outcome.as_deref() == Some(RESERVED);
            let state = if date.is_some_and(|date| date > as_of) {
                State::Later
            } else if !reserved {
                State::NoReservation
            } else if lifted.is_some_and(|lifted| lifted <= as_of) {
                State::Lifted
            } else {
                State::Open
            };
            Opinion {
                id: string("id"),
                body: string("body"),
                date: date.map(|date| date.to_string()),
                outcome,
                reservations,
                lifted_on: lifted.map(|date| date.to_string()),
                state,
                document: string("document"),
                line: Some(descriptor.line(entry)),
                withheld: false,
            }
        })
        .collect()
}
