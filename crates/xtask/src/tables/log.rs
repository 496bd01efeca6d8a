//! What a tool suggested and what people decided, in the order of time.

use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan as _};
use serde::Deserialize;

use super::row;
use crate::random::Random;

/// Decisions to draw.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Log {
    /// The table, below the folder of the examples.
    pub(super) path: String,
    seed: u64,
    /// The first moment of the first day.
    from: DateTime,
    days: u64,
    /// The hours of each day in which decisions are taken.
    hours: u64,
    /// The shortest and the longest time of a decision.
    seconds: [u64; 2],
    cases: Vec<Case>,
}

/// Decisions of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    count: usize,
    suggestion: String,
    decision: String,
    outcome: String,
    #[serde(default)]
    initial: String,
    #[serde(default)]
    reason: String,
    /// How many are reviewed afterwards.
    #[serde(default)]
    reviewed: usize,
}

const COLUMNS: [&str; 8] = [
    "suggested-at",
    "decided-at",
    "initial",
    "suggestion",
    "decision",
    "outcome",
    "reason",
    "reviewed",
];

impl Log {
    /// The table, a row a decision.
    pub(super) fn table(&self) -> Result<String, String> {
        let mut random = Random::new(self.seed);
        let mut decisions: Vec<(&Case, bool)> = self
            .cases
            .iter()
            .flat_map(|case| (0..case.count).map(move |index| (case, index < case.reviewed)))
            .collect();
        random.shuffle(&mut decisions);
        let mut moments: Vec<DateTime> = (0..decisions.len())
            .map(|_| self.moment(&mut random))
            .collect::<Result<_, _>>()?;
        moments.sort_unstable();
        let mut text = row(&COLUMNS);
        for ((case, reviewed), decided) in decisions.into_iter().zip(moments) {
            let [shortest, longest] = self.seconds;
            let took = shortest + random.below(longest.saturating_sub(shortest) + 1);
            let suggested = before(decided, took)?;
            let (suggested, decided) = (suggested.to_string(), decided.to_string());
            text += &row(&[
                suggested.as_str(),
                &decided,
                &case.initial,
                &case.suggestion,
                &case.decision,
                &case.outcome,
                &case.reason,
                if reviewed { "oui" } else { "non" },
            ]);
        }
        Ok(text)
    }

    fn moment(&self, random: &mut Random) -> Result<DateTime, String> {
        let day = i64::try_from(random.below(self.days)).unwrap_or_default();
        let second = random.below(self.hours.saturating_mul(3600));
        let second = i64::try_from(second).unwrap_or_default();
        let day = self.from.checked_add(day.days()).map_err(told)?;
        day.checked_add(SignedDuration::from_secs(second))
            .map_err(told)
    }
}

fn before(moment: DateTime, seconds: u64) -> Result<DateTime, String> {
    let seconds = i64::try_from(seconds).unwrap_or_default();
    moment
        .checked_sub(SignedDuration::from_secs(seconds))
        .map_err(told)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of `map_err`")]
fn told(error: jiff::Error) -> String {
    error.to_string()
}
