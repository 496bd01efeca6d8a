//! The index of the criteria of a catalog, by principle and by phase.

use garant_rules::Lang;
use garant_rules::catalog::{Catalog, Term};
use garant_rules::criterion::Criterion;
use serde::Serialize;

use crate::assets::Assets;
use crate::criterion::{name, other, title, titles};
use crate::lang::Words;
use crate::page;
use crate::render::RenderError;

#[derive(Serialize)]
struct Index<'a> {
    lang: &'static str,
    other: &'static str,
    catalog: &'a str,
    version: &'a str,
    criteria: usize,
    principles: Vec<Group<'a>>,
    phases: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    title: &'a str,
    says: &'a str,
    key: bool,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    id: &'a str,
    name: &'a str,
    title: &'a str,
    level: &'a str,
    phase: &'a str,
    principle: &'a str,
    actors: Vec<&'a str>,
}

/// The index of the criteria by principle and by phase, in Markdown.
///
/// # Errors
/// When the template is broken.
pub fn index(catalog: &Catalog, lang: Lang, assets: &Assets) -> Result<String, RenderError> {
    let words = Words::new(assets, lang);
    let index = Index {
        lang: lang.code(),
        other: other(lang).code(),
        catalog: catalog.title.get(lang),
        version: &catalog.version,
        criteria: catalog.criteria.len(),
        principles: catalog
            .principles
            .iter()
            .map(|term| group(catalog, lang, term, |criterion| &criterion.principle))
            .collect(),
        phases: catalog
            .phases
            .iter()
            .map(|term| group(catalog, lang, term, |criterion| &criterion.phase))
            .collect(),
    };
    page::render(&index, &words, assets, "templates/criteria.md.j2")
}

fn group<'a>(
    catalog: &'a Catalog,
    lang: Lang,
    term: &'a Term,
    of: fn(&Criterion) -> &str,
) -> Group<'a> {
    Group {
        title: term.title.get(lang),
        says: term.says.get(lang),
        key: term.key,
        rows: rows(catalog, lang, |criterion| of(criterion) == term.id),
    }
}

fn rows(catalog: &Catalog, lang: Lang, wanted: impl Fn(&Criterion) -> bool) -> Vec<Row<'_>> {
    catalog
        .criteria
        .iter()
        .filter(|criterion| wanted(criterion))
        .map(|criterion| Row {
            code: &criterion.code,
            id: &criterion.id,
            name: name(&criterion.id),
            title: criterion.title.get(lang),
            level: title(&catalog.levels, &criterion.level, lang),
            phase: title(&catalog.phases, &criterion.phase, lang),
            principle: title(&catalog.principles, &criterion.principle, lang),
            actors: titles(&catalog.actors, &criterion.actors, lang),
        })
        .collect()
}
