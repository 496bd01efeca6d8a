//! The public statement: what is met and what is not, what is out of scope and why, whom to write to. Nothing that the public may not see
//! is in it; it is refused while a criterion of the strongest level remains to be established.

use std::collections::BTreeMap;
use std::rc::Rc;

use garant_core::audience::Audience;
use garant_core::finding::{Finding, Reference};
use garant_core::redact::redact;
use garant_core::score::Counts;
use garant_core::texts::Texts;
use garant_core::trace::Trace;
use garant_core::verdict::Verdict;
use garant_rules::catalog::declared;
use garant_rules::reference::Status;
use minijinja::Value;
use serde::{Deserialize, Serialize};

use super::fact::{Fact, weigh};
use super::missing::{Missing, Why};
use super::say::{Part, said};
use super::{Format, Kind, Sources, WriteError, Written, cited, data, rendered};
use crate::assets::Assets;
use crate::lang::Words;
use crate::render::{Extent, RenderError};
use crate::view::{self, Card, Shelf, View, own};

const FILE: &str = "documents/statement.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Fact>,
    part: Vec<Part>,
}

/// Criteria that do not apply, for one reason.
#[derive(Serialize)]
struct Aside {
    why: String,
    cards: Vec<Value>,
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
    let of = |verdict: Verdict| {
        let mut cards: Vec<Rc<Card<'_>>> = view.cards.clone();
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
    let level = strongest.map_or_else(String::new, |level| level.title.get(lang).to_lowercase());
    let seen = view::value_with(&view, &Shelf::default(), |card| {
        let all = |verdict| of(verdict).iter().map(|own| card(own)).collect();
        vec![
            // How many criteria of the strongest level have which verdict, and its name.
            ("essential", own(Counts::of(&essential))),
            ("level", own(level)),
            // What is not met, the strongest level first, what remains to be established, and what does not apply, by why.
            ("not_met", all(Verdict::NotMet)),
            ("open", all(Verdict::Undetermined)),
            // Which texts require what is not met, since when or from when, by criterion.
            (
                "required",
                own(required(&of(Verdict::NotMet), sources, texts, &words)),
            ),
            ("aside", own(aside(&of(Verdict::NotApplicable), card))),
            ("parts", own(said(&file.part, sources.stated, &words))),
        ]
    });
    rendered(Kind::Statement, seen, format, &words, assets)
}

/// What requires each criterion of this project, and from when: texts that bind it, will, or may.
fn required<'a>(
    cards: &[Rc<Card<'a>>],
    sources: &Sources<'_>,
    texts: &Texts,
    words: &Words,
) -> BTreeMap<&'a str, Vec<String>> {
    let catalog = sources.stated.catalog();
    let said = |own: &Reference| {
        let key = match (own.status, &own.from) {
            (Status::Binds, _) => "statement.required",
            (Status::NotYet, Some(_)) => "statement.required-from",
            (Status::NotYet, None) => "statement.required-later",
            (Status::ToBeEstablished, _) => "statement.required-perhaps",
            _ => return None,
        };
        let text = cited(catalog, &own.source, own.at.as_deref(), words);
        let force = texts.sources.get(&own.source);
        let force = force.and_then(|source| texts.words.get(&format!("force.{}", source.force)));
        let date = own.from.as_deref().map(|from| words.date(from));
        let args = [
            ("text", text.as_str()),
            ("force", force.map_or("", String::as_str)),
            ("date", date.as_deref().unwrap_or_default()),
        ];
        Some(words.fill(key, &args))
    };
    let own = cards.iter().map(|card| {
        let asks = card.f.sources.iter();
        let asks = asks.filter(|own| own.relation == "requires");
        (card.f.criterion.as_str(), asks.filter_map(said).collect())
    });
    own.collect()
}

fn aside(cards: &[Rc<Card<'_>>], value: &dyn Fn(&Card<'_>) -> Value) -> Vec<Aside> {
    let mut groups: Vec<Aside> = Vec::new();
    for card in cards {
        match groups.iter_mut().find(|group| group.why == card.verdict) {
            Some(group) => group.cards.push(value(card)),
            None => groups.push(Aside {
                why: card.verdict.clone(),
                cards: vec![value(card)],
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
        .map(|source| cited(catalog, &source.source, source.at.as_deref(), words))
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
            .get(&*declared(&read.path))
            .cloned()
            .unwrap_or_default(),
        line: read.line,
        why: match read.found.as_str() {
            "missing" => Why::Unstated,
            "empty" => Why::Empty,
            _ => Why::Open(reason.clone()),
        },
        decides: false,
        cites: cites.clone(),
        drawn: Vec::new(),
    });
    told.collect()
}
