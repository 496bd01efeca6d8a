//! Why a verdict changed: a code with arguments, told only where the audits show it.

use garant_rules::figure::FigureKind;
use serde::{Deserialize, Serialize};

use super::acceptance::Reach;
use super::answer::{Given, Stated};
use super::edition::Amendment;
use crate::evidence;
use crate::takeup;
use crate::verdict::Verdict;
use crate::waiver;

/// The code of a change that nothing read explains.
pub(super) const UNEXPLAINED: &str = "unexplained";

/// Why a verdict changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case"
)]
#[non_exhaustive]
pub enum Cause {
    /// An answer that the criterion reads.
    Answer {
        /// Whether it appeared, changed or was withdrawn.
        change: Given,
        /// Its concrete path in the new side; in the old one where it is in that alone. A whole entry has the path of the entry.
        path: String,
        /// The field, as the catalog declares it.
        field: String,
        /// What stood there.
        before: Stated,
        /// What stands there.
        after: Stated,
    },
    /// A piece of evidence that the criterion cites.
    Evidence {
        /// Its id.
        id: String,
        /// Its state in the old side; null where it was not declared.
        before: Option<evidence::State>,
        /// Its state in the new side; null where it is not declared.
        after: Option<evidence::State>,
        /// Why it proves nothing in the new side, or did not in the old one; null where the file is another.
        why: Option<String>,
        /// Line of its entry in the new side.
        line: Option<usize>,
    },
    /// A figure computed again.
    Figure {
        /// Which figure.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        figure: FigureKind,
        /// The id of the metric.
        metric: Option<String>,
        /// The id of the attribute.
        attribute: Option<String>,
        /// The group, the variation or the period; empty for the whole.
        name: String,
        /// In the old side; null where it was not computed.
        before: Option<Reading>,
        /// In the new side; null where it is not computed.
        after: Option<Reading>,
        /// Line of what it stands on in the new side.
        line: Option<usize>,
    },
    /// A waiver of the criterion.
    Waiver {
        /// The check, when not the whole criterion.
        check: Option<String>,
        /// The id of the site, when not everywhere.
        #[serde(default)]
        site: Option<String>,
        /// What it was for in the old side, where that is another check or site; null where it is the same.
        #[serde(default)]
        reach_before: Option<Reach>,
        /// Its state in the old side; null where there was none.
        before: Option<waiver::State>,
        /// Its state in the new side; null where there is none.
        after: Option<waiver::State>,
        /// Its last day.
        ends: String,
        /// Line of its entry in the new side.
        line: Option<usize>,
    },
    /// A supplier's audit that was taken up.
    TakeUp {
        /// Its path.
        path: String,
        /// Its state in the old side; null where it was not taken up.
        before: Option<takeup::State>,
        /// Its state in the new side; null where it is not taken up.
        after: Option<takeup::State>,
        /// What it found, in the old side.
        verdict_before: Option<Verdict>,
        /// What it finds, in the new side.
        verdict_after: Option<Verdict>,
        /// Line of its entry in the new side.
        line: Option<usize>,
    },
    /// The date.
    Date {
        /// Of the old side.
        before: String,
        /// Of the new side.
        after: String,
        /// The concrete path of the dated answer that decided, where there is one and no more.
        path: Option<String>,
        /// Its field, as the catalog declares it.
        field: Option<String>,
        /// Its line in the new side.
        line: Option<usize>,
    },
    /// The edition of the catalog.
    Catalog {
        /// The version of the old side's.
        before: String,
        /// The version of the new side's.
        after: String,
        /// What changed between the two that can change the verdict; left out where the editions were not laid beside each other.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        because: Vec<Amendment>,
    },
    /// The profile.
    Profile {
        /// The id of the old side's.
        before: String,
        /// The id of the new side's.
        after: String,
    },
    /// Nothing that was read explains it.
    Unexplained {
        /// What else differs between the two.
        differs: Vec<Differs>,
        /// Whether the criterion reads what these readers may not see.
        withheld: bool,
    },
}

/// What may differ between two audits as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Differs {
    /// The descriptor.
    Descriptor,
    /// The files of the evidence, or of suppliers' audits.
    Files,
    /// The date.
    Date,
    /// The edition of the catalog.
    Catalog,
    /// The profile.
    Profile,
    /// Whether waivers were ignored.
    Waivers,
    /// The version of the program.
    Tool,
}

impl Differs {
    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Descriptor => "descriptor",
            Self::Files => "files",
            Self::Date => "date",
            Self::Catalog => "catalog",
            Self::Profile => "profile",
            Self::Waivers => "waivers",
            Self::Tool => "tool",
        }
    }
}

/// A figure's value and interval. Null where a number is not known or masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reading {
    /// The value.
    pub value: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end of its interval.
    pub high: Option<f64>,
    /// How many rows it stands on; 0 where it is masked.
    pub n: u64,
}

impl Cause {
    /// Its code, as in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "answer",
            Self::Evidence { .. } => "evidence",
            Self::Figure { .. } => "figure",
            Self::Waiver { .. } => "waiver",
            Self::TakeUp { .. } => "take-up",
            Self::Date { .. } => "date",
            Self::Catalog { .. } => "catalog",
            Self::Profile { .. } => "profile",
            Self::Unexplained { .. } => UNEXPLAINED,
        }
    }

    /// Its line in the new side's descriptor.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Answer { after, .. } => after.line,
            Self::Evidence { line, .. }
            | Self::Figure { line, .. }
            | Self::Waiver { line, .. }
            | Self::TakeUp { line, .. }
            | Self::Date { line, .. } => *line,
            Self::Catalog { .. } | Self::Profile { .. } | Self::Unexplained { .. } => None,
        }
    }
}
