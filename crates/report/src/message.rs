//! A finding told in plain sentences, for formats that hold no more than a text: what was found, check by check, what to do, and which
//! texts ask. Sentences are the words of `reports/lang`.

use garant_core::finding::CheckResult;
use garant_core::trace::Trace;
use garant_core::verdict::Verdict;
use garant_core::waiver::{State, Waiver};
use garant_rules::Truth;
use garant_source::visible::visible;

use crate::lang::Words;
use crate::view::{Card, View};

/// A finding in sentences, each on one line and ended.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The verdict and what it is about.
    pub(crate) headline: String,
    /// Each check that is asked, with its answer and its lines.
    pub(crate) checks: Vec<String>,
    /// What decides that it does not apply; none where it does.
    pub(crate) because: Option<String>,
    /// The figures that are outside their limit, or that decide nothing yet.
    pub(crate) figures: Vec<String>,
    /// What to do; none where nothing is open.
    pub(crate) remedy: Option<String>,
    /// The texts that ask, and whether they bind.
    pub(crate) sources: Vec<String>,
    /// The accepted risk that covers it.
    pub(crate) waiver: Option<String>,
    /// The tools of the suppliers' audits that found it.
    pub(crate) taken: Option<String>,
}

impl Message {
    /// Tells a finding.
    pub(crate) fn new(view: &View<'_>, card: &Card<'_>, words: &Words) -> Self {
        let open = matches!(card.state, "not-met" | "undetermined" | "waived");
        let applies = card.f.verdict != Verdict::NotApplicable;
        let tools = card.tools.join(", ");
        Self {
            headline: headline(card, words),
            // Checks that are not due would read as open.
            checks: if applies {
                checks(view, card, words)
            } else {
                Vec::new()
            },
            figures: figures(card, words),
            because: (!applies).then(|| because(card, words)),
            remedy: open.then(|| {
                let args = [("remedy", card.t.remedy.as_str())];
                sentence(&words.fill("message.remedy", &args))
            }),
            sources: sources(card, words),
            waiver: waiver(view, card).map(|waiver| accepted(waiver, words)),
            taken: (!tools.is_empty())
                .then(|| sentence(&words.fill("message.taken", &[("tools", &tools)]))),
        }
    }

    /// All sentences, a line each.
    pub(crate) fn text(&self) -> String {
        self.lines().join("\n")
    }

    fn lines(&self) -> Vec<&str> {
        let mut lines = vec![self.headline.as_str()];
        lines.extend(self.waiver.as_deref());
        lines.extend(self.taken.as_deref());
        lines.extend(self.because.as_deref());
        lines.extend(self.checks.iter().map(String::as_str));
        lines.extend(self.figures.iter().map(String::as_str));
        lines.extend(self.remedy.as_deref());
        lines.extend(self.sources.iter().map(String::as_str));
        lines
    }
}

/// The waiver in force that covers a finding; of several, the one that ends first.
pub(crate) fn waiver<'a>(view: &View<'a>, card: &Card<'_>) -> Option<&'a Waiver> {
    let own = view.audit.waivers.iter();
    let covers =
        |waiver: &&Waiver| waiver.criterion == card.f.criterion && waiver.state == State::InForce;
    own.filter(covers)
        .min_by_key(|waiver| waiver.ends.as_str())
        .filter(|_| card.state == "waived")
}

fn headline(card: &Card<'_>, words: &Words) -> String {
    let args = [
        ("verdict", card.verdict.as_str()),
        ("reason", &card.reason),
        ("title", &card.t.title),
    ];
    // What is asked must not read as if it held.
    let key = match (card.state, card.reason.is_empty()) {
        ("met" | "not-applicable", true) => "message.headline",
        ("met" | "not-applicable", false) => "message.headline-reason",
        (_, true) => "message.expected",
        (_, false) => "message.expected-reason",
    };
    let told = sentence(&words.fill(key, &args));
    if card.f.draft {
        let draft = sentence(words.get("message.draft"));
        return format!("{told} {draft}");
    }
    told
}

/// What decides that a criterion does not apply: its condition, and the lines read; for a phase, an actor or a claim, those lines.
fn because(card: &Card<'_>, words: &Words) -> String {
    let f = card.f;
    let reads = match &f.applies {
        Some(applies) if f.because.is_empty() => &applies.read,
        _ => &f.because,
    };
    let lines = lines(reads, words);
    let condition = card.t.applies.as_deref().filter(|_| f.because.is_empty());
    let args = [
        ("condition", condition.unwrap_or_default()),
        ("lines", &lines),
    ];
    let key = match (condition.is_some(), lines.is_empty()) {
        (true, true) => "message.applies",
        (true, false) => "message.applies-lines",
        (false, false) => "message.decided-at",
        (false, true) => "message.decided",
    };
    sentence(&words.fill(key, &args))
}

fn checks(view: &View<'_>, card: &Card<'_>, words: &Words) -> Vec<String> {
    let own: Vec<(Option<&str>, &CheckResult)> = if card.f.taken.is_empty() {
        card.f.checks.iter().map(|check| (None, check)).collect()
    } else {
        let taken = card.f.taken.iter();
        taken
            .flat_map(|taken| {
                let path = taken.path.as_str();
                let tool = view.systems.get(path).copied().unwrap_or(path);
                taken.checks.iter().map(move |check| (Some(tool), check))
            })
            .collect()
    };
    let mut own: Vec<_> = own.into_iter().filter(|(_, check)| check.asked).collect();
    // What is open is read first.
    own.sort_by_key(|(_, check)| match check.truth {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    });
    own.into_iter()
        .filter_map(|(tool, check)| {
            let said = card.t.checks.get(&check.id)?;
            let truth = format!("message.truth.{}", check.truth.code());
            let reason = check.reason.as_ref();
            let reason = reason.map_or("", |code| said_of(view, &format!("reason.{code}")));
            let details = [
                tool.unwrap_or_default().to_owned(),
                lines(&check.read, words),
                missing(check, words),
            ];
            let details = details.into_iter().filter(|detail| !detail.is_empty());
            let details = details.collect::<Vec<_>>().join(words.get("report.sep"));
            let args = [
                ("truth", words.get(&truth)),
                ("says", said.says.as_str()),
                ("reason", reason),
                ("lines", &details),
            ];
            let key = match (reason.is_empty(), details.is_empty()) {
                (true, true) => "message.check",
                (true, false) => "message.check-lines",
                (false, true) => "message.check-reason",
                (false, false) => "message.check-reason-lines",
            };
            Some(sentence(&words.fill(key, &args)))
        })
        .collect()
}

/// So many fields without an answer are named.
const MISSING: usize = 4;

/// The fields without an answer that keep a check open, by path, for they are what is to be written.
fn missing(check: &CheckResult, words: &Words) -> String {
    let mut paths: Vec<&str> = Vec::new();
    let unstated = check
        .read
        .iter()
        .filter(|read| read.decided && !read.is_stated());
    for read in unstated.filter(|_| check.truth != Truth::True) {
        if !paths.contains(&read.path.as_str()) {
            paths.push(&read.path);
        }
    }
    if paths.is_empty() {
        return String::new();
    }
    let more = paths.len().saturating_sub(MISSING).to_string();
    let key = if paths.len() > MISSING {
        "message.missing.more"
    } else {
        "message.missing.all"
    };
    paths.truncate(MISSING);
    words.fill(key, &[("paths", &paths.join(", ")), ("more", &more)])
}

/// So many figures are told; all are in the JSON audit.
const FIGURES: usize = 5;

fn figures(card: &Card<'_>, words: &Words) -> Vec<String> {
    let open = card.figures.iter().filter(|said| said.truth != "true");
    open.take(FIGURES)
        .map(|said| sentence(&words.fill("message.figure", &[("figure", &said.text)])))
        .collect()
}

/// The catalog's word of a code; nothing where it has none.
fn said_of<'a>(view: &View<'a>, key: &str) -> &'a str {
    view.texts.words.get(key).map_or("", String::as_str)
}

/// So many lines are told; all are in the JSON audit.
const LINES: usize = 10;

/// The lines that decided, each once, in order: `line 12`, `lines 12, 40 and 3 more`.
fn lines(reads: &[Trace], words: &Words) -> String {
    let decided = reads.iter().filter(|read| read.decided);
    let mut all: Vec<usize> = decided.filter_map(|read| read.line).collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = all.iter().take(LINES).map(ToString::to_string).collect();
    let shown = shown.join(", ");
    let more = all.len().saturating_sub(LINES).to_string();
    let key = match all.len() {
        1 => "message.lines.one",
        count if count <= LINES => "message.lines.many",
        _ => "message.lines.more",
    };
    words.fill(key, &[("lines", &shown), ("more", &more)])
}

fn sources(card: &Card<'_>, words: &Words) -> Vec<String> {
    let told = card.asks.iter().map(|ask| {
        let relation = capital(&ask.relation);
        let args = [
            ("relation", relation.as_str()),
            ("text", &ask.text),
            ("force", &ask.force),
            ("standing", &ask.standing),
        ];
        sentence(&words.fill("message.source", &args))
    });
    told.collect()
}

/// A waiver in a sentence.
pub(crate) fn accepted(waiver: &Waiver, words: &Words) -> String {
    let ends = words.date(&waiver.ends);
    let args = [
        ("reason", waiver.reason.as_str()),
        ("risk", &waiver.risk_accepted),
        ("owner", &waiver.owner),
        ("approver", &waiver.approver),
        ("ends", &ends),
    ];
    sentence(&words.fill("message.waived", &args))
}

/// A text that begins a sentence.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest.as_str().chars()).collect()
}

/// A text on one line, with the end of a sentence, and nothing in it that does not show.
pub(crate) fn sentence(text: &str) -> String {
    let shown = visible(text, false);
    // The narrow and unbreakable spaces of French typography stay.
    let told = shown.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if told.ends_with(['.', '!', '?', '…']) {
        told
    } else {
        format!("{told}.")
    }
}

/// A text of at most so many characters, with a sign where it was longer.
pub(crate) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
