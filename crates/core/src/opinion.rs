//! Opinions that bodies gave on the project, and whether their reservations were found lifted at the audit's date.

use std::collections::BTreeMap;

use garant_rules::catalog::Catalog;
use garant_rules::facts::Found;
use garant_rules::{Lang, Value};
use garant_source::Diagnostic;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::descriptor::Descriptor;
use crate::evidence::fold;
use crate::texts::Texts;

const LIST: &str = "governance.opinions";

/// The outcome that comes with reservations, listed or not.
const RESERVED: &str = "favourable-with-reservations";

/// The outcome that decides against the project.
const AGAINST: &str = "unfavourable";

/// The outcomes that decide: a body that asks for more information has not decided yet.
const DECIDES: [&str; 3] = ["favourable", RESERVED, AGAINST];

/// The standing of an opinion that another one of the same body took the place of.
const REPLACED: &str = "replaced";

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
    /// A later opinion of the same body, which decides, took its place.
    Replaced,
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
    /// For how many days reservations have been open at the audit's date; null where none is, or where the opinion's day is not told.
    #[serde(default)]
    pub days_open: Option<i32>,
    /// The id of the evidence that holds the opinion.
    pub document: Option<String>,
    /// Line of its entry.
    pub line: Option<usize>,
    /// Whether something of it is not for the report's readers: it reads `[…]`.
    #[serde(default)]
    pub withheld: bool,
}

impl Opinion {
    /// Whether it decides: for, for with reservations, or against.
    pub fn decides(&self) -> bool {
        self.outcome.as_deref().is_some_and(decides)
    }

    /// Whether it decides against the project.
    pub fn is_against(&self) -> bool {
        self.outcome.as_deref() == Some(AGAINST)
    }

    /// Whether its state follows from its days, as far as they are told; `as_of` is the audit's date, where it is one.
    pub(crate) fn agrees(&self, as_of: Option<Date>) -> bool {
        let Some(as_of) = as_of else {
            return true;
        };
        let day =
            |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
        let (date, lifted) = (day(&self.date), day(&self.lifted_on));
        let later = date.is_some_and(|date| date > as_of);
        let lifts = lifted.is_some_and(|on| on <= as_of && date.is_none_or(|date| date <= on));
        match self.state {
            State::Later => date.is_none() || later,
            // What is withheld cannot be counted again.
            State::Lifted => !later && (lifts || self.withheld),
            State::Open => !later && !lifts,
            State::NoReservation => !later && self.reservations.is_empty(),
            State::Replaced => !later,
        }
    }
}

/// The opinions of a descriptor at a date, in its order, and what deserves a look in them.
pub(crate) fn read_all(descriptor: &Descriptor, as_of: Date) -> (Vec<Opinion>, Vec<Diagnostic>) {
    let mut warnings = Vec::new();
    let entries = descriptor.entries(LIST);
    let told = entries.iter().map(|entry| {
        let (opinion, codes) = read(descriptor, entry, &entries, as_of);
        let stated = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        for code in codes {
            warnings.push(
                Diagnostic::warning(code, &descriptor.text, descriptor.span(entry))
                    .with("body", stated(&opinion.body))
                    .with("date", stated(&opinion.date))
                    .with("lifted", stated(&opinion.lifted_on)),
            );
        }
        opinion
    });
    (told.collect(), warnings)
}

fn read(
    descriptor: &Descriptor,
    entry: &str,
    all: &[String],
    as_of: Date,
) -> (Opinion, Vec<&'static str>) {
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
    let (body, outcome) = (string("body"), string("outcome"));
    let with_reservations = outcome.as_deref() == Some(RESERVED);
    let early = date.zip(lifted).is_some_and(|(date, on)| on < date);
    let said_replaced = descriptor.string(&at("standing")) == Some(REPLACED);
    let replaced = said_replaced && {
        let mut others = all.iter().filter(|other| *other != entry);
        others.any(|other| follows(descriptor, other, body.as_deref(), date, as_of))
    };
    let state = if date.is_some_and(|date| date > as_of) {
        State::Later
    } else if replaced {
        State::Replaced
    } else if reservations.is_empty() && !with_reservations {
        State::NoReservation
    } else if lifted.is_some_and(|on| on <= as_of) && !early {
        State::Lifted
    } else {
        State::Open
    };
    let codes = [
        ("opinion-open", state == State::Open && !early),
        ("opinion-lifted-early", early),
        (
            "opinion-without-reservations",
            with_reservations && reservations.is_empty(),
        ),
        ("opinion-later", state == State::Later),
        (
            "opinion-replaced-by-none",
            said_replaced && !replaced && state != State::Later,
        ),
    ];
    let codes = codes.into_iter().filter(|(_, holds)| *holds);
    let days = date.and_then(|date| date.until(as_of).ok());
    let opinion = Opinion {
        id: string("id"),
        body,
        date: date.map(|date| date.to_string()),
        outcome,
        reservations,
        lifted_on: lifted.map(|date| date.to_string()),
        state,
        days_open: days
            .filter(|_| state == State::Open)
            .map(|days| days.get_days()),
        document: string("document"),
        line: Some(descriptor.line(entry)),
        withheld: false,
    };
    (opinion, codes.map(|(code, _)| code).collect())
}

fn decides(outcome: &str) -> bool {
    DECIDES.contains(&outcome)
}

/// Whether an entry is an opinion of the same body that decides, later than a day and given by another.
fn follows(
    descriptor: &Descriptor,
    entry: &str,
    body: Option<&str>,
    date: Option<Date>,
    as_of: Date,
) -> bool {
    let own = descriptor.string(&format!("{entry}.body"));
    let same = own.zip(body).is_some_and(|(a, b)| fold(a) == fold(b));
    let on = descriptor.date(&format!("{entry}.date"));
    let outcome = descriptor.string(&format!("{entry}.outcome"));
    let decided = outcome.is_some_and(decides);
    same && decided
        && on
            .zip(date)
            .is_some_and(|(on, date)| date < on && on <= as_of)
}

/// Adds the words of the outcomes that opinions have, as `outcome.ID`.
pub(crate) fn add_words(
    catalog: &Catalog,
    opinions: &[Opinion],
    texts: &mut BTreeMap<String, Texts>,
) {
    let Some(field) = catalog.field(&format!("{LIST}[].outcome")) else {
        return;
    };
    for lang in Lang::ALL {
        let Some(texts) = texts.get_mut(lang.code()) else {
            continue;
        };
        for choice in &field.choices {
            let mut own = opinions.iter().filter_map(|own| own.outcome.as_deref());
            if own.any(|outcome| outcome == choice.id) {
                let said = choice.title.get(lang).to_owned();
                texts.words.insert(format!("outcome.{}", choice.id), said);
            }
        }
    }
}
