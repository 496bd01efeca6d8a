//! The page of a criterion: what a lawyer, a clinician and an engineer read before an audit.
//!
//! All words come from the catalog and from `reports/`; the examples are the criterion's own fixtures, and the finding that is shown
//! was judged by the caller.

use garant_core::finding::{CheckResult, Finding};
use garant_core::texts::criterion_texts;
use garant_rules::Lang;
use garant_rules::catalog::{Catalog, Term};
use garant_rules::criterion::{Citation, Criterion};
use garant_rules::reference::Branch;
use serde::Serialize;

use crate::assets::Assets;
use crate::lang::Words;
use crate::page;
use crate::render::RenderError;

/// Descriptors that show a criterion at work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Examples<'a> {
    /// A descriptor in which it is met.
    pub met: Option<&'a str>,
    /// A descriptor in which it is not met, with the finding.
    pub not_met: Option<(&'a str, &'a Finding)>,
}

#[derive(Serialize)]
struct Page<'a> {
    lang: &'static str,
    other: &'static str,
    id: &'a str,
    name: &'a str,
    code: &'a str,
    draft: bool,
    since: &'a str,
    title: String,
    asks: String,
    why: String,
    remedy: String,
    question: Option<String>,
    applies: Option<String>,
    principle: &'a str,
    cens: Vec<(&'a str, &'a str)>,
    phase: &'a str,
    actors: Vec<&'a str>,
    relied_on_by: Vec<&'a str>,
    level: &'a str,
    effort: String,
    reviewed_by: Option<&'a str>,
    sources: Vec<Cited<'a>>,
    checks: Vec<Check>,
    parameters: Vec<String>,
    met: Option<String>,
    not_met: Option<String>,
    found: Vec<Found>,
    limits: Vec<String>,
}

#[derive(Serialize)]
struct Cited<'a> {
    relation: &'a str,
    short: &'a str,
    at: Option<&'a str>,
    asks: Option<&'a str>,
    title: &'a str,
    publisher: &'a str,
    edition: Option<&'a str>,
    force: &'a str,
    verification: &'a str,
    proposed: bool,
    url: Option<&'a str>,
    note: Option<&'a str>,
    binds: Vec<(Option<String>, &'a str)>,
}

#[derive(Serialize)]
struct Check {
    says: String,
    how: String,
}

#[derive(Serialize)]
struct Found {
    says: String,
    truth: String,
    reads: Vec<(Option<usize>, String)>,
}

/// The page of a criterion, in Markdown.
///
/// # Errors
/// When the template is broken.
pub fn criterion(
    catalog: &Catalog,
    criterion: &Criterion,
    examples: Examples<'_>,
    lang: Lang,
    assets: &Assets,
) -> Result<String, RenderError> {
    let words = Words::new(assets, lang);
    let said = |key: &str| catalog.words.get(key, lang).to_owned();
    let profile = catalog.profile(&catalog.default_profile);
    let texts = profile
        .map(|profile| criterion_texts(catalog, profile, criterion, lang))
        .unwrap_or_default();
    let says = |id: &str| {
        texts
            .checks
            .get(id)
            .map_or_else(String::new, |check| check.says.clone())
    };
    let found = |check: &CheckResult| Found {
        says: says(&check.id),
        truth: said(&format!(
            "truth.{}",
            if check.asked {
                check.truth.code()
            } else {
                "not-asked"
            }
        )),
        reads: check
            .read
            .iter()
            .filter(|read| read.decided)
            .map(|read| (read.line, read.text.clone().unwrap_or_default()))
            .collect(),
    };
    let page = Page {
        lang: lang.code(),
        other: other(lang).code(),
        id: &criterion.id,
        name: name(&criterion.id),
        code: &criterion.code,
        draft: criterion.draft,
        since: &criterion.since,
        principle: title(&catalog.principles, &criterion.principle, lang),
        cens: criterion
            .cens
            .iter()
            .map(|place| {
                (
                    title(&catalog.cens, &place.principle, lang),
                    place.placement.as_str(),
                )
            })
            .collect(),
        phase: title(&catalog.phases, &criterion.phase, lang),
        actors: titles(&catalog.actors, &criterion.actors, lang),
        relied_on_by: titles(&catalog.actors, &criterion.relied_on_by, lang),
        level: title(&catalog.levels, &criterion.level, lang),
        effort: said(&format!("effort.{}", criterion.effort)),
        reviewed_by: criterion.reviewed_by.as_deref(),
        sources: criterion
            .sources
            .iter()
            .filter_map(|citation| cited(catalog, citation, lang))
            .collect(),
        checks: criterion
            .checks
            .iter()
            .filter_map(|check| texts.checks.get(&check.id))
            .map(|check| Check {
                says: check.says.clone(),
                how: check.how.clone(),
            })
            .collect(),
        met: examples.met.map(str::to_owned),
        not_met: examples.not_met.map(|(text, _)| text.to_owned()),
        found: examples
            .not_met
            .map(|(_, finding)| finding.checks.iter().map(found).collect())
            .unwrap_or_default(),
        limits: limits(catalog, criterion, &words),
        title: texts.title,
        asks: texts.asks,
        why: texts.why,
        remedy: texts.remedy,
        question: texts.question,
        applies: texts.applies,
        parameters: texts.parameters,
    };
    page::render(&page, &words, assets, "templates/criterion.md.j2")
}

fn cited<'a>(catalog: &'a Catalog, citation: &'a Citation, lang: Lang) -> Option<Cited<'a>> {
    let source = catalog.source(&citation.source)?;
    let at = citation.at.as_deref();
    let place = source.locator(at);
    let own = place.map_or(&[][..], |place| &place.binds);
    let branches = if own.is_empty() {
        &source.binds[..]
    } else {
        own
    };
    let branch = |branch: &'a Branch| {
        let from = branch.from.map(|date| date.to_string());
        (from, branch.says.get(lang))
    };
    Some(Cited {
        relation: said(catalog, "relation", citation.relation(), lang),
        short: source.short.get(lang),
        at,
        asks: place.map(|place| place.says.get(lang)),
        title: source.title.get(lang),
        publisher: source.publisher.get(lang),
        edition: source.edition.as_ref().map(|edition| edition.get(lang)),
        force: said(catalog, "force", source.force.code(), lang),
        verification: said(catalog, "verification", source.verification_at(at), lang),
        proposed: source.proposed,
        url: source.url.as_deref(),
        note: source.note.as_ref().map(|note| note.get(lang)),
        binds: branches.iter().map(branch).collect(),
    })
}

fn said<'a>(catalog: &'a Catalog, kind: &str, code: &str, lang: Lang) -> &'a str {
    catalog
        .words
        .said
        .get(&format!("{kind}.{code}"))
        .map_or("", |said| said.get(lang))
}

/// What a verdict on this criterion does not say.
fn limits(catalog: &Catalog, criterion: &Criterion, words: &Words) -> Vec<String> {
    let uses = |wanted: &str| {
        criterion
            .checks
            .iter()
            .any(|check| check.require.uses(wanted))
    };
    let required = criterion.sources.iter().any(|citation| citation.requires);
    let first = criterion.sources.first().and_then(|citation| {
        let source = catalog.source(&citation.source)?;
        Some(source.verification_at(citation.at.as_deref()))
    });
    [
        ("declared", true),
        ("documented", uses("documented")),
        ("text", uses("present")),
        ("date", uses("dated") || uses("ordered")),
        ("parameter", !criterion.parameters.is_empty()),
        ("voluntary", !required),
        ("not-read", first.is_some_and(|read| read != "text-read")),
        (
            "never-false",
            !criterion
                .checks
                .iter()
                .any(|check| check.require.can_be_false()),
        ),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .map(|(key, _)| words.get(&format!("page.limit-{key}")).to_owned())
    .collect()
}

pub(crate) fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Fr => Lang::En,
        Lang::En => Lang::Fr,
    }
}

/// The part of an id after the pack.
pub(crate) fn name(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, name)| name)
}

pub(crate) fn title<'a>(terms: &'a [Term], id: &str, lang: Lang) -> &'a str {
    terms
        .iter()
        .find(|term| term.id == id)
        .map_or("", |term| term.title.get(lang))
}

pub(crate) fn titles<'a>(terms: &'a [Term], ids: &[String], lang: Lang) -> Vec<&'a str> {
    ids.iter().map(|id| title(terms, id, lang)).collect()
}
