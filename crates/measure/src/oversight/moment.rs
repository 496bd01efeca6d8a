//! When a suggestion was shown and a decision taken, as logs write it, and the periods that this falls in.

use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use jiff::{SignedDuration, Timestamp, civil};

use super::spec::Period;

/// A date, a local time or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// The date as it is written.
    pub date: Date,
    time: Option<civil::Time>,
    instant: Option<Timestamp>,
}

/// What lies between two moments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Between {
    /// So many seconds.
    Seconds(f64),
    /// One is a date alone: not known.
    Unknown,
    /// The second is before the first.
    Negative,
    /// One has an offset, the other has none.
    Mixed,
}

impl Moment {
    /// Reads an ISO date-time with an offset or without, or a date. The name of a zone without an offset is refused: its offset depends on
    /// a database.
    pub(super) fn read(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text).ok()?;
        let (date, time) = (pieces.date(), pieces.time());
        let offset = pieces.to_numeric_offset();
        if offset.is_none() && pieces.time_zone_annotation().is_some() {
            return None;
        }
        let instant = match (offset, time) {
            (Some(offset), Some(time)) => {
                let local = civil::DateTime::from_parts(date, time);
                Some(offset.to_timestamp(local).ok()?)
            }
            (Some(_), None) => return None,
            (None, _) => None,
        };
        Some(Self {
            date,
            time,
            instant,
        })
    }

    /// From this moment to another one.
    pub(super) fn until(self, later: Self) -> Between {
        let duration = match ((self.instant, self.time), (later.instant, later.time)) {
            ((Some(own), _), (Some(later), _)) => later.duration_since(own),
            ((Some(_), _), (None, _)) | ((None, _), (Some(_), _)) => return Between::Mixed,
            ((None, Some(own)), (None, Some(then))) => {
                let local = civil::DateTime::from_parts;
                local(later.date, then).duration_since(local(self.date, own))
            }
            _ if later.date < self.date => return Between::Negative,
            _ => return Between::Unknown,
        };
        if duration < SignedDuration::ZERO {
            Between::Negative
        } else {
            Between::Seconds(duration.as_secs_f64())
        }
    }
}

/// The number of the period that a date falls in: they sort as the periods do. None where no calendar is asked for.
pub(super) fn number(period: &Period, date: Date) -> Option<i64> {
    let (year, month) = (i64::from(date.year()), i64::from(date.month()) - 1);
    match period {
        Period::Month => Some(year * 12 + month),
        Period::Quarter => Some(year * 4 + month / 3),
        Period::Year => Some(year),
        Period::None | Period::Column(_) => None,
    }
}

/// The name of a period that is numbered so: `2026-03`, `2026-Q1`, `2026`.
pub(super) fn name(period: &Period, number: i64) -> String {
    match period {
        Period::Month => {
            let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
            format!("{year:04}-{month:02}")
        }
        Period::Quarter => {
            let (year, quarter) = (number.div_euclid(4), number.rem_euclid(4) + 1);
            format!("{year:04}-Q{quarter}")
        }
        Period::Year | Period::None | Period::Column(_) => format!("{number:04}"),
    }
}

/// Whether a text is a period: a year, alone or with a numbered part of it, which a letter may name.
pub(super) fn is_period(text: &str) -> bool {
    let (year, part) = match text.split_once('-') {
        Some((year, part)) => (year, Some(part)),
        None => (text, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let within = |text: &str, low: u32, high: u32| {
        digits(text) && text.parse().is_ok_and(|own| (low..=high).contains(&own))
    };
    let part = part.is_none_or(|part| match part.strip_prefix(char::is_alphabetic) {
        Some(number) => number.len() <= 2 && within(number, 1, 53),
        None => part.len() == 2 && within(part, 1, 12),
    });
    year.len() == 4 && within(year, 1900, 2199) && part
}
