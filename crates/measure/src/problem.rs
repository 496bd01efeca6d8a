//! What is wrong with a table, a tally or a request: a code and its arguments, for words in any language.

use serde::Serialize;

/// Something that stops a measure. Nothing is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{code}: {}", .args.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", "))]
#[serde(rename_all = "kebab-case")]
pub struct Problem {
    /// Its code, kebab-case.
    pub code: &'static str,
    /// Names and values that its sentence shows.
    pub args: Vec<(&'static str, String)>,
    /// The rows at fault, when rows are: the first ten, and how many there are.
    pub faults: Option<FaultList>,
}

/// Rows that cannot be read: the first of them, and their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FaultList {
    /// The first ten, in the order of the file.
    pub first: Vec<Fault>,
    /// How many there are.
    pub total: u64,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Line of the file for CSV (one-based, the header is line 1), row number for Parquet and Arrow (one-based).
    pub row: u64,
    /// The column, where one is at fault.
    pub column: Option<String>,
    /// What is wrong, kebab-case.
    pub code: &'static str,
    /// What stands there, cut at 40 characters, without control characters.
    pub found: String,
}

/// How many faults are told one by one.
pub const TOLD: usize = 10;

impl Problem {
    /// A problem without arguments.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            args: Vec::new(),
            faults: None,
        }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, shown(&value.to_string())));
        self
    }
}

impl FaultList {
    /// Counts a fault, and keeps it if it is among the first.
    pub fn push(&mut self, row: u64, column: Option<&str>, code: &'static str, found: &str) {
        self.total += 1;
        let fault = Fault {
            row,
            column: column.map(str::to_owned),
            code,
            found: shown(found),
        };
        // Faults of one batch come from the reader first and from its user next: the first in the file are kept.
        let place = self.first.partition_point(|other| other.row <= row);
        if place < TOLD {
            self.first.insert(place, fault);
            self.first.truncate(TOLD);
        }
    }

    /// An error if there is any.
    ///
    /// # Errors
    /// `bad-rows`, with the first ten and the total.
    pub fn settle(self) -> Result<(), Problem> {
        if self.total == 0 {
            return Ok(());
        }
        Err(Problem {
            faults: Some(self.clone()),
            ..Problem::new("bad-rows").with("count", self.total)
        })
    }
}

/// A text as a message shows it: at most 40 characters, none of them a control or a direction mark.
pub fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .map(|char| {
            let hidden = char.is_control()
                || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
            if hidden { '\u{fffd}' } else { char }
        })
        .take(40)
        .collect();
    if text.chars().nth(40).is_some() {
        shown.push('…');
    }
    shown
}
