//! The answers that an audit tells through its reads, and how those of two audits differ.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::Audit;
use crate::finding::Finding;
use crate::trace::{Trace, WITHHELD};

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// Nothing stood there.
    Appeared,
    /// Another stood there.
    Changed,
    /// Nothing stands there any more.
    Withdrawn,
}

impl Given {
    pub(super) fn of(before: &Stated, after: &Stated) -> Self {
        if !before.is_stated() {
            Self::Appeared
        } else if !after.is_stated() {
            Self::Withdrawn
        } else {
            Self::Changed
        }
    }

    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Appeared => "appeared",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What stands at a path, and where. Lines and columns are one-based, and null where there is no text or its readers may not see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Stated {
    /// `value`, `missing` or `empty`; `withheld` for a value that the report's readers may not see; `entry` for a whole entry of a list.
    pub found: String,
    /// The value, cut at 200 characters.
    pub value: serde_json::Value,
    /// The line; of what is missing, that of the nearest table that is there.
    pub line: Option<usize>,
    /// First column.
    pub column: Option<usize>,
    /// One past the last column, where it is on that line.
    pub end_column: Option<usize>,
    /// The text of the line, cut at 200 characters.
    pub text: Option<String>,
    /// Whether the value may be longer than what is told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}

impl Stated {
    pub(super) fn of(trace: &Trace) -> Self {
        let same = trace.end_line == trace.line;
        Self {
            found: trace.found.clone(),
            value: trace.value.clone(),
            line: trace.line,
            column: trace.column,
            end_column: trace.end_column.filter(|_| same),
            text: trace.text.clone(),
            truncated: trace.truncated,
        }
    }

    fn plain(found: &str, value: serde_json::Value) -> Self {
        Self {
            found: found.to_owned(),
            value,
            line: None,
            column: None,
            end_column: None,
            text: None,
            truncated: false,
        }
    }

    /// Nothing at all.
    pub(super) fn missing() -> Self {
        Self::plain("missing", serde_json::Value::Null)
    }

    /// A whole entry of a list, at the place of one of its answers.
    pub(super) fn entry(of: &Self) -> Self {
        Self {
            found: "entry".to_owned(),
            value: serde_json::Value::Null,
            truncated: false,
            ..of.clone()
        }
    }

    /// Whether both say the same, as far as it is told.
    pub(super) fn says(&self, other: &Self) -> bool {
        // Of what is withheld, no more is known than that something is stated.
        if [self, other].iter().any(|own| own.found == WITHHELD) {
            let stated = |own: &Self| matches!(own.found.as_str(), "value" | WITHHELD);
            return stated(self) == stated(other);
        }
        self.found == other.found && self.value == other.value
    }

    /// Whether something stands there.
    pub fn is_stated(&self) -> bool {
        self.found != "missing"
    }
}

/// A path in a list: the list, the place of the entry, and the rest.
pub(super) fn entry(path: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = path.split_once('[')?;
    let (index, rest) = rest.split_once(']')?;
    Some((
        list,
        index.parse().ok()?,
        rest.strip_prefix('.').unwrap_or(rest),
    ))
}

/// All reads of a finding of the descriptor itself.
pub(super) fn reads(finding: &Finding) -> impl Iterator<Item = &Trace> {
    let applies = finding.applies.iter().flat_map(|applies| &applies.read);
    let checks = finding.checks.iter().flat_map(|check| &check.read);
    applies.chain(&finding.because).chain(checks)
}

/// What an audit tells of its descriptor, by concrete path.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) stated: BTreeMap<String, Stated>,
    /// The names of entries, by list and place.
    pub(super) names: BTreeMap<(String, usize), String>,
}

impl Answers {
    pub(super) fn of(audit: &Audit) -> Self {
        let mut stated = BTreeMap::new();
        let mut names = BTreeMap::new();
        for finding in &audit.findings {
            for read in reads(finding) {
                if let Some(("not-applicable", index, _)) = entry(&read.path) {
                    let key = ("not-applicable".to_owned(), index);
                    names.insert(key, finding.criterion.clone());
                }
                stated
                    .entry(read.path.clone())
                    .or_insert_with(|| Stated::of(read));
            }
        }
        for read in audit.scope.iter().flat_map(|reach| &reach.read) {
            stated
                .entry(read.path.clone())
                .or_insert_with(|| Stated::of(read));
        }
        // What every audit tells, read or not.
        let system = &audit.system;
        for (path, value) in [
            ("system.acts-as", &system.acts_as),
            ("system.phase", &system.phase),
        ] {
            let own = match value {
                Some(value) => Stated::plain("value", value.as_str().into()),
                None => Stated::missing(),
            };
            stated.entry(path.to_owned()).or_insert(own);
        }
        for (index, piece) in audit.evidence.iter().enumerate() {
            names.insert(("evidence".to_owned(), index), piece.id.clone());
        }
        for (index, taken) in audit.takes_up.iter().enumerate() {
            names.insert(("takes-up".to_owned(), index), taken.path.clone());
        }
        for (index, opinion) in audit.opinions.iter().enumerate() {
            if let Some(id) = &opinion.id {
                names.insert(("governance.opinions".to_owned(), index), id.clone());
            }
        }
        for (path, own) in &stated {
            if let Some((list, index, "id" | "name")) = entry(path)
                && own.found != WITHHELD
                && let Some(name) = own.value.as_str()
            {
                let key = (list.to_owned(), index);
                names.entry(key).or_insert_with(|| name.to_owned());
            }
        }
        Self { stated, names }
    }

    /// Whether a list is read at all: as a whole, or one of its entries.
    pub(super) fn knows_list(&self, list: &str) -> bool {
        let first = format!("{list}[");
        self.stated.contains_key(list)
            || self
                .stated
                .range(first.clone()..)
                .next()
                .is_some_and(|(path, _)| path.starts_with(&first))
    }
}
