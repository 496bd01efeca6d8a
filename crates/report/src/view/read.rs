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

/// What stands nowhere, told together by the place where it was looked for.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// Where it was looked for.
    pub place: String,
    /// The fields: their names and their paths.
    pub fields: Vec<(String, String)>,
}

/// The reads of a check or of a condition.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Reads {
    /// What decided and stands in the file, or is withheld.
    pub lines: Vec<Line>,
    /// What decided by standing nowhere.
    pub missing: Vec<Missing>,
    /// How many more decided, beyond the first ten.
    pub more: usize,
    /// What was read too, and did not decide.
    pub also: Vec<usize>,
}

/// So many deciding lines are shown; all are in the JSON audit.
const SHOWN: usize = 10;

impl Reads {
    /// What decided in several checks together, each line once.
    pub(super) fn together(all: &[&Self]) -> Self {
        let mut told = Self::default();
        for line in all.iter().flat_map(|reads| &reads.lines) {
            let same = |known: &Line| known.place == line.place && known.text == line.text;
            if !told.lines.iter().any(same) {
                told.lines.push(line.clone());
            }
        }
        told.more = all.iter().map(|reads| reads.more).sum::<usize>()
            + told.lines.len().saturating_sub(SHOWN);
        told.lines.truncate(SHOWN);
        told
    }

    pub(super) fn new(reads: &[Trace], texts: &Texts, words: &Words) -> Self {
        let mut told = Self::default();
        let mut seen = Vec::new();
        let mut shown: Vec<Line> = Vec::new();
        for read in reads.iter().filter(|read| read.decided) {
            let line = Line::new(read, texts, words);
            seen.extend(read.line);
            if shown.contains(&line) {
                continue;
            }
            shown.push(line.clone());
            if shown.len() > SHOWN {
                told.more += 1;
            } else if read.found == "missing" {
                told.miss(line);
            } else {
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

impl Reads {
    fn miss(&mut self, line: Line) {
        let field = (line.title, line.text);
        match self
            .missing
            .iter_mut()
            .find(|known| known.place == line.place)
        {
            Some(known) => known.fields.push(field),
            None => self.missing.push(Missing {
                place: line.place,
                fields: vec![field],
            }),
        }
    }
}

impl Line {
    fn new(read: &Trace, texts: &Texts, words: &Words) -> Self {
        let path = declared(&read.path);
        let title = texts.fields.get(&*path).unwrap_or(&read.path).clone();
        let line = read.line.map(|line| line.to_string());
        let at = |key: &str, line: &str| words.fill(key, &[("line", line)]);
        let value = || {
            read.value
                .as_str()
                .map_or_else(|| read.value.to_string(), str::to_owned)
        };
        let (place, text) = match (read.found.as_str(), &line) {
            ("withheld", _) => (words.get("report.withheld").to_owned(), String::new()),
            ("value", Some(line)) => {
                let text = read.text.clone().unwrap_or_else(value);
                (at("report.line", line), text)
            }
            ("value", None) => (String::new(), value()),
            ("missing", Some(line)) => (at("report.missing-at", line), read.path.clone()),
            ("missing", None) => (
                texts
                    .words
                    .get("reason.unstated")
                    .cloned()
                    .unwrap_or_default(),
                read.path.clone(),
            ),
            (_, Some(line)) => {
                let text = read.text.clone().unwrap_or_else(|| read.path.clone());
                (at("report.empty-at", line), text)
            }
            (_, None) => (
                texts
                    .words
                    .get("reason.placeholder")
                    .cloned()
                    .unwrap_or_default(),
                read.path.clone(),
            ),
        };
        Self {
            title,
            place,
            text,
            piece: piece(&read.path).filter(|_| read.found == "value"),
        }
    }
}

/// The number of the piece of evidence that a path belongs to, from one.
pub(crate) fn piece(path: &str) -> Option<usize> {
    let (place, _) = path.strip_prefix("evidence[")?.split_once(']')?;
    place.parse::<usize>().ok().map(|place| place + 1)
}
