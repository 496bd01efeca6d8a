//! A typed answer of a descriptor, or a constant of a criterion.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A typed value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// A text, an address, an evidence id.
    Text(String),
    /// The id of a choice.
    Choice(String),
    /// The ids of choices.
    Choices(Vec<String>),
    /// Texts that say something, and how many entries say nothing.
    Texts(Vec<String>, usize),
    /// A day.
    Date(Date),
    /// A length of time.
    Duration(Duration),
    /// A list of entries, with its length.
    List(usize),
}

impl Value {
    /// The value as a number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "answers are far below 2^52")]
            Self::Integer(value) => Some(*value as f64),
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }
}

/// A length of time in calendar months and days, written as in ISO 8601: `P12M`, `P1Y6M`, `P2W`, `P30D`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// Calendar months.
    pub months: i32,
    /// Days.
    pub days: i32,
}

/// The most months of a length of time: two hundred years.
const MAX_MONTHS: i32 = 2_400;
/// The most days of a length of time: two hundred years.
const MAX_DAYS: i32 = 73_050;

impl Duration {
    /// Reads `P12M`, `P1Y6M`, `P2W` or `P30D`; times of day are refused.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('P')?;
        let mut found = Self::default();
        let mut any = false;
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: i32 = rest.get(..digits)?.parse().ok()?;
            let (length, each) = match rest.as_bytes().get(digits)? {
                b'Y' => (&mut found.months, 12),
                b'M' => (&mut found.months, 1),
                b'W' => (&mut found.days, 7),
                b'D' => (&mut found.days, 1),
                _ => return None,
            };
            *length = number.checked_mul(each)?.checked_add(*length)?;
            // Longer than any project: no calendar arithmetic leaves its range.
            if found.months > MAX_MONTHS || found.days > MAX_DAYS {
                return None;
            }
            any = true;
            rest = rest.get(digits + 1..)?;
        }
        any.then_some(found)
    }

    /// The first day from which it reaches a day.
    pub fn first_reaching(self, day: Date) -> Date {
        let span = jiff::Span::new().months(self.months).days(self.days);
        let mut first = day.checked_sub(span).unwrap_or(Date::MIN);
        // Months end differently: a few days decide.
        while self.after(first) < day {
            let Ok(next) = first.tomorrow() else { break };
            first = next;
        }
        while let Ok(earlier) = first.yesterday() {
            if self.after(earlier) < day {
                break;
            }
            first = earlier;
        }
        first
    }

    /// The day that lies this long after `date`, the last day of the month where the month is shorter.
    pub fn after(self, date: Date) -> Date {
        let span = jiff::Span::new().months(self.months).days(self.days);
        date.checked_add(span).unwrap_or(Date::MAX)
    }
}

impl std::fmt::Display for Duration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("P")?;
        if self.months != 0 || self.days == 0 {
            write!(f, "{}M", self.months)?;
        }
        if self.days != 0 {
            write!(f, "{}D", self.days)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_calendar_months_and_days() {
        let year = Duration::parse("P1Y").unwrap();
        assert_eq!(year.to_string(), "P12M");
        assert_eq!(
            Duration::parse("P1M")
                .unwrap()
                .after(Date::constant(2026, 1, 31)),
            Date::constant(2026, 2, 28)
        );
        for bad in [
            "", "P", "12M", "P12", "PT4H", "P-1M", "P99999Y", "P201Y", "P200Y1M",
        ] {
            assert_eq!(Duration::parse(bad), None, "{bad}");
        }
    }
}
