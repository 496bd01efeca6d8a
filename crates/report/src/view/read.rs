//! What was read for a check: the deciding lines in full, each once; of the others only where they stand.

use garant_core::texts::Texts;
use garant_core::trace::Trace;
use garant_rules::catalog::declared;
use serde::Serialize;

use crate::lang::Words;

/// A line read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The field's name.
    pub title: String,
    /// Where it stands, or that nothing stands there.
    pub place: String,
    /// The line as it is in the file, or the path that is not there.
    pub text: String,
    /// The number of the piece of evidence whose entry this is.
    pub piece: Option<usize>,
}

/// The reads of a check or of a condition.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Reads {
    /// What decided.
    pub lines: Vec<Line>,
    /// What was read too, and did not decide.
    pub also: Vec<usize>,
}

impl Reads {
    /// What decided in several checks together, each line once.
    pub(super) fn together<'r>(all: impl Iterator<Item = &'r Self>) -> Self {
        let mut told = Self::default();
        for line in all.flat_map(|reads| &reads.lines) {
            if !told.lines.contains(line) {
                told.lines.push(line.clone());
            }
        }
        told
    }

    pub(super) fn new(reads: &[Trace], texts: &Texts, words: &Words) -> Self {
        let mut told = Self::default();
        let mut seen = Vec::new();
        for read in reads.iter().filter(|read| read.decided) {
            let line = Line::new(read, texts, words);
            seen.extend(read.line);
            if !told.lines.contains(&line) {
                told.lines.push(line);
            }
        }
        let others = reads
            .iter()
            .filter(|read| !read.decided && read.found == "value");
        told.also = others
            .filter_map(|read| read.line)
            .filter(|line| !seen.contains(line))
            .collect();
        told.also.sort_unstable();
        told.also.dedup();
        told
    }
}

impl Line {
    fn new(read: &Trace, texts: &Texts, words: &Words) -> Self {
        let path = declared(&read.path);
        let title = texts.fields.get(&path).unwrap_or(&read.path).clone();
        let line = read.line.map(|line| line.to_string()).unwrap_or_default();
        let key = match read.found.as_str() {
            "value" => "report.line",
            "missing" => "report.missing-at",
            _ => "report.empty-at",
        };
        let text = if read.found == "missing" {
            Some(&read.path)
        } else {
            read.text.as_ref()
        };
        Self {
            title,
            place: words.fill(key, &[("line", &line)]),
            text: text.cloned().unwrap_or_default(),
            piece: piece(&read.path).filter(|_| read.found == "value"),
        }
    }
}

/// The number of the piece of evidence that a path belongs to, from one.
pub(super) fn piece(path: &str) -> Option<usize> {
    let (place, _) = path.strip_prefix("evidence[")?.split_once(']')?;
    place.parse::<usize>().ok().map(|place| place + 1)
}
