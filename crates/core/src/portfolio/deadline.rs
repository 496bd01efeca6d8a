//! Accepted risks and pieces of evidence that are past or end soon.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Shared;
use crate::brief::Brief;
use crate::waiver;

/// In how many days something ends. Its last day is included: what ends today is in force today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// Its last day is before the audit's date.
    Expired,
    /// In 0 to 30 days.
    Within30,
    /// In 31 to 90 days.
    Within90,
    /// In 91 to 180 days.
    Within180,
}

impl Window {
    /// The window of so many days left; `None` where there are more than 180.
    pub fn of(days: i32) -> Option<Self> {
        match days {
            ..=-1 => Some(Self::Expired),
            0..=30 => Some(Self::Within30),
            31..=90 => Some(Self::Within90),
            91..=180 => Some(Self::Within180),
            _ => None,
        }
    }

    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Within30 => "within30",
            Self::Within90 => "within90",
            Self::Within180 => "within180",
        }
    }
}

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// An accepted risk.
    Waiver,
    /// A piece of evidence.
    Evidence,
}

impl Subject {
    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiver => "waiver",
            Self::Evidence => "evidence",
        }
    }
}

/// In what role somebody is named beside a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Carries the accepted risk.
    Owner,
    /// Declares the system: a piece of evidence has no owner of its own.
    Declarant,
}

impl Who {
    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Declarant => "declarant",
        }
    }
}

/// Something that is past or ends within 180 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Deadline {
    /// Its last day.
    pub ends: String,
    /// Days left from the audit's date; negative when past.
    pub days_left: i32,
    /// In which window it ends.
    pub window: Window,
    /// What it is.
    pub subject: Subject,
    /// The descriptor's path.
    pub path: Shared,
    /// The criterion's code, or the id of the piece of evidence.
    pub id: String,
    /// The check, where the waiver is for one; the title of the piece of evidence.
    pub detail: Option<String>,
    /// What the waiver changes at the audit's date; null for a piece of evidence.
    #[serde(default)]
    pub effect: Option<waiver::Effect>,
    /// Who is to act; null where nobody is named, or the portfolio's readers may not see the name.
    pub who: Option<String>,
    /// In what role.
    pub role: Who,
    /// Line of its entry.
    pub line: Option<usize>,
}

impl Deadline {
    /// All of a brief that are past or end within 180 days. A waiver that never covered anything is not among them: it is told as idle.
    pub(super) fn all(
        path: &Shared,
        brief: &Brief<'_>,
        as_of: Date,
        code: &dyn Fn(&str) -> String,
    ) -> Vec<Self> {
        let counts = |waiver: &&waiver::Waiver| {
            !matches!(
                waiver.state,
                waiver::State::Needless | waiver::State::Unmatched
            )
        };
        let waivers = brief.waivers.iter().filter(counts).filter_map(|waiver| {
            let (days_left, window) = left(&waiver.ends, as_of)?;
            Some(Self {
                ends: waiver.ends.clone(),
                days_left,
                window,
                subject: Subject::Waiver,
                path: Shared::clone(path),
                id: code(&waiver.criterion),
                detail: waiver.check.clone(),
                effect: Some(brief.effect(waiver)),
                who: Some(waiver.owner.clone()).filter(|who| !who.is_empty()),
                role: Who::Owner,
                line: waiver.line,
            })
        });
        let evidence = brief.evidence.iter().filter_map(|piece| {
            let ends = piece.expires.as_ref()?;
            let (days_left, window) = left(ends, as_of)?;
            Some(Self {
                ends: ends.clone(),
                days_left,
                window,
                subject: Subject::Evidence,
                path: Shared::clone(path),
                id: piece.id.clone(),
                detail: piece.title.clone(),
                effect: None,
                who: brief.declaration.by.clone(),
                role: Who::Declarant,
                line: piece.line,
            })
        });
        waivers.chain(evidence).collect()
    }

    pub(super) fn order(&self) -> impl Ord + use<> {
        (
            self.days_left,
            Shared::clone(&self.path),
            self.subject,
            self.line,
            self.id.clone(),
        )
    }
}

/// Days left and their window; nothing for a day that is withheld or further than 180 days.
fn left(ends: &str, as_of: Date) -> Option<(i32, Window)> {
    let ends: Date = ends.parse().ok()?;
    let days = as_of.until(ends).ok()?.get_days();
    Some((days, Window::of(days)?))
}
