//! The public statement: what is met and what is not, what is out of scope and why, whom to write to. Nothing that the public may not see
//! is in it; it is refused while a criterion of the strongest level remains to be established.

use std::collections::BTreeMap;
use std::rc::Rc;

use garant_core::Audit;
use garant_core::audience::Audience;
use garant_core::finding::{Finding, Reference};
use garant_core::opinion::State;
use garant_core::redact::{MARK, redact};
use garant_core::score::Counts;
use garant_core::texts::Texts;
use garant_core::trace::Trace;
use garant_core::verdict::Verdict;
use garant_rules::catalog::declared;
use garant_rules::reference::Status;
use serde::{Deserialize, Serialize};

use super::aside::{Teller, aside};
use super::fact::{Fact, weigh};
use super::missing::{Missing, Why};
use super::say::{Both, Part, said};
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
    /// Declared paths of answers that are told to be awaited: a criterion that waits for nothing else does not keep the statement back.
    awaited: Vec<String>,
    /// How conditions are said to people, in the place of the catalog's words of the same keys.
    say: BTreeMap<String, Both>,
    /// What actors are called, in the place of the catalog's names.
    actors: BTreeMap<String, Both>,
}

/// An opinion whose reservations nobody has found lifted, as the public may know it.
#[derive(Serialize)]
struct Reserved<'a> {
    body: Option<&'a str>,
    date: Option<&'a str>,
    count: usize,
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
    let awaited = |own: &Missing| {
        let path = declared(&own.path);
        own.why == Why::Unstated && file.awaited.iter().any(|known| *known == path)
    };
    for finding in open {
        let lacks = unsettled(finding, sources, texts, words);
        if lacks.is_empty() || !lacks.iter().all(awaited) {
            missing.extend(lacks);
        }
    }
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
    let teller = Teller::new(&file.say, &file.actors, sources, texts, lang);
    let seen = view::value_with(&view, &Shelf::new(assets), |card| {
        let all = |verdict| of(verdict).iter().map(|own| card(own)).collect();
        vec![
            // How many criteria of the strongest level have which verdict, and its name.
            ("essential", own(Counts::of(&essential))),
            ("level", own(level)),
            // On what the criteria that are met rest.
            ("shown_by", own(view.footings)),
            // What is not met, the strongest level first, what remains to be established, and what does not apply, by why.
            ("not_met", all(Verdict::NotMet)),
            ("open", all(Verdict::Undetermined)),
            // Which texts require what is not met, since when or from when, by criterion.
            (
                "required",
                own(required(&of(Verdict::NotMet), sources, texts, &words)),
            ),
            (
                "aside",
                own(aside(&of(Verdict::NotApplicable), &teller, card)),
            ),
            // The opinions whose reservations are not found lifted: what the public may know of each, and how many reservations.
            ("reserved", own(reserved(&audit))),
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
            (Status::NotYet, Some(_)) if own.perhaps_later() => "statement.required-perhaps-from",
            (Status::NotYet, None) if own.perhaps_later() => "statement.required-perhaps",
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

/// The opinions whose reservations are open.
fn reserved(audit: &Audit) -> Vec<Reserved<'_>> {
    let opinions = audit.opinions.iter();
    let open = opinions.filter(|own| own.state == State::Open);
    let told = open.map(|own| Reserved {
        body: shown(own.body.as_ref()),
        date: shown(own.date.as_ref()),
        count: own.reservations.len(),
    });
    told.collect()
}

/// A text, unless it is withheld.
fn shown(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| *text != MARK)
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
            "empty" => Why::silent(sources.stated, &read.path),
            _ => Why::Open(reason.clone()),
        },
        decides: false,
        cites: cites.clone(),
        drawn: Vec::new(),
    });
    told.collect()
}
