//! The public statement: what is met and what is not, what is out of scope and why, whom to write to. Nothing that the public may not see
//! is in it; it is refused while a criterion of the strongest level remains to be established.

use garant_core::audience::Audience;
use garant_core::finding::Finding;
use garant_core::redact::redact;
use garant_core::score::Counts;
use garant_core::texts::Texts;
use garant_core::trace::Trace;
use garant_core::verdict::Verdict;
use garant_rules::catalog::declared;
use garant_rules::reference::Status;
use serde::{Deserialize, Serialize};

use super::fact::{Fact, weigh};
use super::missing::{Missing, Why};
use super::say::{Part, Said, said};
use super::{Format, Kind, Sources, WriteError, Written, cited, data, rendered};
use crate::assets::Assets;
use crate::lang::Words;
use crate::render::{Extent, RenderError};
use crate::view::{Card, View};

const FILE: &str = "documents/statement.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Fact>,
    part: Vec<Part>,
}

#[derive(Serialize)]
struct Statement<'a> {
    #[serde(flatten)]
    view: View<'a>,
    /// How many criteria of the strongest level have which verdict.
    essential: Counts,
    /// The name of that level.
    level: String,
    /// What is not met, the strongest level first.
    not_met: Vec<Card<'a>>,
    /// What remains to be established, at the other levels.
    open: Vec<Card<'a>>,
    /// What does not apply, by why.
    aside: Vec<Aside<'a>>,
    parts: Vec<Said>,
}

/// Criteria that do not apply, for one reason.
#[derive(Serialize)]
struct Aside<'a> {
    why: String,
    cards: Vec<Card<'a>>,
}

pub(super) fn write(
    sources: &Sources<'_>,
    format: Format,
    words: &Words,
    assets: &Assets,
) -> Result<Written, WriteError> {
    let file: File = data(assets, FILE)?;
    let lang = words.lang;
    let mut missing = weigh(&file.fact, sources.stated, words).missing;
    let catalog = sources.stated.catalog();
    let strongest = catalog.levels.first();
    let level = strongest.map_or("", |level| level.id.as_str());
    let none = || RenderError::Language(lang.code());
    let texts = sources.audit.texts.get(lang.code()).ok_or_else(none)?;
    let findings = sources.audit.findings.iter();
    let open = findings.filter(|finding| {
        !finding.draft && finding.level == level && finding.verdict == Verdict::Undetermined
    });
    missing.extend(open.flat_map(|finding| unsettled(finding, sources, texts, words)));
    if !missing.is_empty() {
        return Ok(Written::Refused(missing));
    }
    let audit = sources.audit.clone();
    // Nobody sees less than the public: an audit for any audience can be told to it.
    let audit = redact(audit, Audience::Public).map_err(|_| none())?;
    let words = words.clone().with_choices(texts.words.clone());
    let view = View::new(&audit, &words, Extent::Full).ok_or_else(none)?;
    let own = |verdict: Verdict| {
        let mut cards: Vec<Card<'_>> = view.cards.clone();
        cards.retain(|card| !card.f.draft && card.f.verdict == verdict);
        cards.sort_by_key(|card| (catalog.level_rank(&card.f.level), card.f.code.clone()));
        cards
    };
    let essential: Vec<Finding> = audit
        .findings
        .iter()
        .filter(|finding| finding.level == level)
        .cloned()
        .collect();
    let statement = Statement {
        essential: Counts::of(&essential),
        level: strongest.map_or_else(String::new, |level| level.title.get(lang).to_lowercase()),
        not_met: own(Verdict::NotMet),
        open: own(Verdict::Undetermined),
        aside: aside(own(Verdict::NotApplicable)),
        parts: said(&file.part, sources.stated, &words),
        view,
    };
    rendered(Kind::Statement, &statement, format, &words, assets)
}

fn aside(cards: Vec<Card<'_>>) -> Vec<Aside<'_>> {
    let mut groups: Vec<Aside<'_>> = Vec::new();
    for card in cards {
        match groups.iter_mut().find(|group| group.why == card.verdict) {
            Some(group) => group.cards.push(card),
            None => groups.push(Aside {
                why: card.verdict.clone(),
                cards: vec![card],
            }),
        }
    }
    groups
}

/// What keeps a criterion from being settled: each place that was read and decides nothing.
fn unsettled(
    finding: &Finding,
    sources: &Sources<'_>,
    texts: &Texts,
    words: &Words,
) -> Vec<Missing> {
    let title = texts.criteria.get(&finding.criterion);
    let title = title.map_or("", |own| own.title.as_str());
    let requires = finding.sources.iter().filter(|source| {
        source.relation == "requires"
            && matches!(source.status, Status::Binds | Status::ToBeEstablished)
    });
    let catalog = sources.stated.catalog();
    let cites: Vec<String> = requires
        .map(|source| cited(catalog, &source.source, source.at.as_deref(), words.lang))
        .collect();
    let reason = finding.reason.as_deref().unwrap_or_default();
    let reason = texts.words.get(&format!("reason.{reason}"));
    let reason = reason.map_or_else(String::new, Clone::clone);
    let mut seen: Vec<&str> = Vec::new();
    let mut reads: Vec<&Trace> = finding.deciding().collect();
    // What is stated is told only where nothing else keeps the criterion open.
    if reads.iter().any(|read| !read.is_stated()) {
        reads.retain(|read| !read.is_stated());
    }
    reads.retain(|read| {
        let new = !seen.contains(&read.path.as_str());
        seen.push(&read.path);
        new
    });
    let told = reads.into_iter().map(|read| Missing {
        fact: format!("{} – {title}", finding.code),
        path: read.path.clone(),
        criterion: Some(finding.code.clone()),
        title: texts
            .fields
            .get(&declared(&read.path))
            .cloned()
            .unwrap_or_default(),
        line: read.line,
        why: match read.found.as_str() {
            "missing" => Why::Unstated,
            "empty" => Why::Empty,
            _ => Why::Open(reason.clone()),
        },
        cites: cites.clone(),
    });
    told.collect()
}
