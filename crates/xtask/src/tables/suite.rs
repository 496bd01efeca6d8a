//! Answers to altered inputs, and a figure a period.

use serde::Deserialize;

use super::row;
use crate::random::Random;

/// Altered inputs to draw.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Suite {
    /// The table, below the folder of the examples.
    pub(super) path: String,
    seed: u64,
    /// The answers that there are; a wrong one is the next in the list.
    answers: Vec<String>,
    variations: Vec<Variation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Variation {
    variation: String,
    cases: usize,
    wrong: usize,
}

impl Suite {
    /// The table, a row a case.
    pub(super) fn table(&self) -> Result<String, String> {
        let mut random = Random::new(self.seed);
        let mut text = row(&["case", "variation", "expected", "observed"]);
        let mut number = 0;
        for own in &self.variations {
            let mut wrong: Vec<bool> = (0..own.cases).map(|index| index < own.wrong).collect();
            random.shuffle(&mut wrong);
            for wrong in wrong {
                number += 1;
                let place = random.below(self.answers.len() as u64);
                let place = usize::try_from(place).unwrap_or_default();
                let mut answers = self.answers.iter().cycle().skip(place);
                let (Some(expected), Some(other)) = (answers.next(), answers.next()) else {
                    return Err("no answers".to_owned());
                };
                let observed = if wrong { other } else { expected };
                let case = format!("cas-{number:03}");
                text += &row(&[case.as_str(), &own.variation, expected, observed]);
            }
        }
        Ok(text)
    }
}

/// A proportion a period.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Series {
    /// The table, below the folder of the examples.
    pub(super) path: String,
    periods: Vec<Period>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Period {
    period: String,
    events: u64,
    n: u64,
}

impl Series {
    /// The table, a row a period.
    pub(super) fn table(&self) -> String {
        let rows = self.periods.iter().map(|own| {
            let (events, n) = (own.events.to_string(), own.n.to_string());
            row(&[own.period.as_str(), &events, &n])
        });
        row(&["period", "events", "n"]) + &rows.collect::<String>()
    }
}
