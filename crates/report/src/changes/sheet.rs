//! Everything that a report of changes says, in order: what templates and the terminal show.

use garant_core::Verdict;
use garant_core::audience::Audience;
use garant_core::change::{Cause, Change, Changes, DiffTexts, Direction, Given, Held, Side};
use serde::Serialize;

use super::cause::Speaker;
use crate::editions::{label, short};
use crate::lang::Words;

/// What a report of changes says.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    /// The name of the system.
    pub(super) name: String,
    /// The two sides, in a sentence.
    pub(super) sides: String,
    /// What differs between them as a whole, a sentence each.
    pub(super) notes: Vec<String>,
    /// How many verdicts went which way.
    pub(super) counts: String,
    /// What the gate counts, in a sentence; empty where none was asked.
    pub(super) gate: String,
    /// A table of counts by verdict: name, before, after.
    pub(super) verdicts: Vec<(String, usize, usize)>,
    /// Criteria that changed, by direction.
    pub(super) groups: Vec<Group>,
    /// What changed beside the verdicts.
    pub(super) beside: Vec<Beside>,
    /// Criteria of one side alone.
    pub(super) alone: Vec<Beside>,
    /// How many are the same, in a sentence.
    pub(super) unchanged_says: String,
    /// Those that are the same: code, title, verdict.
    pub(super) unchanged: Vec<(String, String, String)>,
    /// What was not met and is not judged any more, in sentences.
    pub(super) gone: Vec<String>,
    /// For whom it is; empty where everything shows.
    pub(super) audience: String,
}

/// Criteria that went one way.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) direction: &'static str,
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// A criterion that changed.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// Its place among those that changed.
    pub(super) index: usize,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) level: String,
    pub(super) turn: String,
    pub(super) causes: Vec<Said>,
}

/// A cause, and its line.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    pub(super) says: String,
    pub(super) line: Option<usize>,
    /// Whether the line is one of the old side.
    pub(super) old: bool,
}

/// A list under a title.
#[derive(Debug, Serialize)]
pub(super) struct Beside {
    pub(super) title: String,
    pub(super) lines: Vec<Said>,
}

const DIRECTIONS: [(Direction, &str); 4] = [
    (Direction::Worse, "diff.worse"),
    (Direction::NewlyUndetermined, "diff.newly"),
    (Direction::Better, "diff.better"),
    (Direction::Other, "diff.other"),
];

impl Sheet {
    pub(super) fn new(changes: &Changes, texts: &DiffTexts, words: &Words) -> Self {
        let speaker = Speaker { texts, words };
        let title = |said: &garant_core::finding::Words| said.get(words.lang).to_owned();
        let name = changes.new.system.as_ref().or(changes.old.system.as_ref());
        let groups = DIRECTIONS
            .iter()
            .map(|(direction, key)| Group {
                direction: direction.code(),
                title: words.get(key).to_owned(),
                rows: rows(changes, *direction, speaker),
            })
            .filter(|group| !group.rows.is_empty())
            .collect();
        let held = |held: &[Held], key: &str| Beside {
            title: words.get(key).to_owned(),
            lines: held
                .iter()
                .map(|own| {
                    let verdict = speaker.standing(&own.standing);
                    let args = [
                        ("code", own.code.as_str()),
                        ("title", &title(&own.title)),
                        ("verdict", &verdict),
                    ];
                    Said {
                        says: words.fill("diff.held", &args),
                        line: None,
                        old: false,
                    }
                })
                .collect(),
        };
        let beside = |key: &str, lines: Vec<Said>| Beside {
            title: words.get(key).to_owned(),
            lines,
        };
        let full = |beside: &Beside| !beside.lines.is_empty();
        let counts = changes.counts;
        Self {
            name: name.map_or_else(|| words.get("unnamed").to_owned(), Clone::clone),
            sides: sides(changes, words),
            notes: notes(changes, speaker),
            counts: counted(changes, words),
            gate: gate(changes, texts, words),
            verdicts: verdicts(changes, speaker),
            groups,
            beside: vec![
                beside(
                    "diff.waivers",
                    changes
                        .waivers
                        .iter()
                        .map(|own| speaker.waiver(own))
                        .collect(),
                ),
                beside(
                    "diff.evidence",
                    changes
                        .evidence
                        .iter()
                        .map(|own| speaker.piece(own))
                        .collect(),
                ),
                beside(
                    "diff.opinions",
                    changes
                        .opinions
                        .iter()
                        .map(|own| speaker.opinion(own))
                        .collect(),
                ),
            ]
            .into_iter()
            .filter(full)
            .collect(),
            alone: vec![
                held(&changes.added, "diff.added"),
                held(&changes.removed, "diff.removed"),
            ]
            .into_iter()
            .filter(full)
            .collect(),
            unchanged_says: words.count("diff.unchanged", counts.unchanged),
            unchanged: changes
                .unchanged
                .iter()
                .map(|own| {
                    let verdict = speaker.standing(&own.standing);
                    (own.code.clone(), title(&own.title), verdict)
                })
                .collect(),
            gone: gone(changes, words),
            audience: match changes.audience {
                Audience::Internal => String::new(),
                other => words
                    .get(&format!("report.audience.says-{}", other.code()))
                    .to_owned(),
            },
        }
    }
}

fn rows(changes: &Changes, direction: Direction, speaker: Speaker<'_>) -> Vec<Row> {
    let words = speaker.words;
    let row = |(index, change): (usize, &Change)| {
        let title = change.title.get(words.lang).to_owned();
        let draft = words.get("diff.draft");
        Row {
            index,
            code: change.code.clone(),
            title: if change.draft {
                format!("{title} {draft}")
            } else {
                title
            },
            level: speaker
                .texts
                .levels
                .get(&change.level)
                .cloned()
                .unwrap_or_else(|| change.level.clone()),
            turn: words.fill(
                "diff.turn",
                &[
                    ("before", &speaker.standing(&change.before)),
                    ("after", &speaker.standing(&change.after)),
                ],
            ),
            causes: change
                .causes
                .iter()
                .map(|cause| said(cause, speaker))
                .chain(change.uncovered.iter().map(|own| speaker.uncovered(own)))
                .collect(),
        }
    };
    let own = changes.changed.iter().enumerate();
    own.filter(|(_, change)| change.direction == direction)
        .map(row)
        .collect()
}

fn said(cause: &Cause, speaker: Speaker<'_>) -> Said {
    // Where nothing stands any more, the line that stood says more than the table that is left.
    let gone = match cause {
        Cause::Answer {
            change: Given::Withdrawn,
            before,
            ..
        } => before.line,
        _ => None,
    };
    Said {
        says: speaker.cause(cause),
        line: gone.or_else(|| cause.line()),
        old: gone.is_some(),
    }
}

fn sides(changes: &Changes, words: &Words) -> String {
    let (old, new) = (
        words.date(&changes.old.as_of),
        words.date(&changes.new.as_of),
    );
    let key = if changes.old.edition.is_some() {
        "diff.sides-replayed"
    } else {
        "diff.sides"
    };
    words.fill(
        key,
        &[
            ("old", &changes.old.name),
            ("old-date", &old),
            ("new", &changes.new.name),
            ("new-date", &new),
        ],
    )
}

/// What differs as a whole: another system, another edition, another profile.
fn notes(changes: &Changes, speaker: Speaker<'_>) -> Vec<String> {
    let (old, new, words) = (&changes.old, &changes.new, speaker.words);
    let mut notes = Vec::new();
    if old.system != new.system {
        let named = |name: &Option<String>| {
            let name = name.as_deref();
            name.unwrap_or_else(|| words.get("unnamed")).to_owned()
        };
        let (from, to) = (named(&old.system), named(&new.system));
        notes.push(words.fill("diff.note.system", &[("old", &from), ("new", &to)]));
    }
    if old.system_version != new.system_version {
        let stated = |version: &Option<String>| {
            let version = version.as_deref();
            version.unwrap_or_else(|| words.get("unstated")).to_owned()
        };
        let (from, to) = (stated(&old.system_version), stated(&new.system_version));
        notes.push(words.fill("diff.note.version", &[("old", &from), ("new", &to)]));
    }
    if old.catalog.sha256 != new.catalog.sha256 {
        let alike = old.catalog.version == new.catalog.version;
        let named = |own: &Side| {
            let stamp = &own.catalog;
            if old.edition.is_some() {
                let asked = own.edition.as_deref();
                return label(asked, &stamp.version, &stamp.sha256, alike, words);
            }
            if !alike {
                return stamp.version.clone();
            }
            let digest = short(&stamp.sha256);
            let args = [("version", stamp.version.as_str()), ("sha256", &digest)];
            words.fill("editions.versioned", &args)
        };
        let (from, to) = (named(old), named(new));
        notes.push(words.fill("diff.note.catalog", &[("old", &from), ("new", &to)]));
    }
    if old.profile != new.profile {
        let (from, to) = (speaker.profile(&old.profile), speaker.profile(&new.profile));
        notes.push(words.fill("diff.note.profile", &[("old", from), ("new", to)]));
    }
    notes
}

fn counted(changes: &Changes, words: &Words) -> String {
    let counts = changes.counts;
    let turns = [
        ("diff.count.worse", counts.worse),
        ("diff.count.newly", counts.newly_undetermined),
        ("diff.count.better", counts.better),
        ("diff.count.other", counts.other),
        ("diff.count.added", counts.added),
        ("diff.count.removed", counts.removed),
    ];
    let parts: Vec<String> = turns
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| words.count(key, *count))
        .collect();
    let same = words.count("diff.count.unchanged", counts.unchanged);
    if changes.has_nothing_common() {
        let all = parts.join(", ");
        return words.fill("diff.nothing-common", &[("turns", &all)]);
    }
    if parts.is_empty() {
        return words.fill("diff.nothing", &[("unchanged", &same)]);
    }
    let all = parts.join(", ");
    words.fill("diff.says", &[("turns", &all), ("unchanged", &same)])
}

fn gate(changes: &Changes, texts: &DiffTexts, words: &Words) -> String {
    let Some(gate) = &changes.gate else {
        return String::new();
    };
    let levels: Vec<&str> = gate
        .levels
        .iter()
        .map(|level| {
            texts
                .levels
                .get(level)
                .map_or(level.as_str(), String::as_str)
        })
        .collect();
    let levels = levels.join(", ");
    if gate.nothing_compared {
        return words.get("diff.gate.nothing-compared").to_owned();
    }
    if gate.counted.is_empty() {
        return words.fill("diff.gate.holds", &[("levels", &levels)]);
    }
    let codes = changes.changed.iter();
    let codes: Vec<&str> = codes
        .filter(|change| gate.counted.contains(&change.criterion))
        .map(|change| change.code.as_str())
        .collect();
    let told = words.count("diff.gate.fails", codes.len());
    let args = [("levels", levels.as_str()), ("codes", &codes.join(", "))];
    garant_rules::words::fill(&told, &args)
}

/// What was not met, and left or does not apply any more: a failure that ends that way is neither better nor worse.
fn gone(changes: &Changes, words: &Words) -> Vec<String> {
    let left = changes.removed.iter();
    let left = left.filter(|own| !own.draft && own.standing.verdict == Verdict::NotMet);
    let left: Vec<&str> = left.map(|own| own.code.as_str()).collect();
    let idle = changes.changed.iter().filter(|own| {
        !own.draft
            && own.before.verdict == Verdict::NotMet
            && own.after.verdict == Verdict::NotApplicable
    });
    let idle: Vec<&str> = idle.map(|own| own.code.as_str()).collect();
    [("diff.left", left), ("diff.no-longer-applies", idle)]
        .into_iter()
        .filter(|(_, codes)| !codes.is_empty())
        .map(|(key, codes)| {
            let told = words.count(key, codes.len());
            garant_rules::words::fill(&told, &[("codes", &codes.join(", "))])
        })
        .collect()
}

fn verdicts(changes: &Changes, speaker: Speaker<'_>) -> Vec<(String, usize, usize)> {
    if changes.has_nothing_common() {
        return Vec::new();
    }
    let (old, new) = (changes.old.counts, changes.new.counts);
    [
        ("verdict.met", old.met, new.met),
        (
            "verdict.not-met",
            old.not_met - old.waived.min(old.not_met),
            new.not_met - new.waived.min(new.not_met),
        ),
        ("verdict.undetermined", old.undetermined, new.undetermined),
        ("verdict.waived", old.waived, new.waived),
        (
            "verdict.not-applicable",
            old.not_applicable,
            new.not_applicable,
        ),
    ]
    .into_iter()
    .filter(|(_, before, after)| before + after > 0)
    .map(|(key, before, after)| (speaker.word(key), before, after))
    .collect()
}
