//! The pages of the criteria and their index, in both languages, from `rules/`, `reports/` and the fixtures.

use std::collections::BTreeMap;
use std::io::{self, Write};

use garant_core::carried::Carried;
use garant_core::fixture::AS_OF;
use garant_core::{Request, audit};
use garant_report::criterion::{Examples, criterion};
use garant_report::index::index;
use garant_report::{Assets, RenderError};
use garant_rules::{Catalog, Lang};

use crate::checkout::Checkout;

/// The folder of the pages, below the root.
pub const FOLDER: &str = "docs/reference/criteria";

/// Writes the pages that are not current and removes those of no criterion.
///
/// # Errors
/// When a template is broken, or a page cannot be written.
pub fn run(checkout: &Checkout, out: &mut dyn Write) -> io::Result<bool> {
    let pages = pages(checkout).map_err(io::Error::other)?;
    let stale = stale(&pages, &checkout.pages()?);
    for path in &stale {
        checkout.write_page(path, pages.get(path).map(String::as_str))?;
        writeln!(out, "{FOLDER}/{path}")?;
    }
    writeln!(out, "{} pages, {} changed", pages.len(), stale.len())?;
    Ok(true)
}

/// Every page by its path below [`FOLDER`].
///
/// # Errors
/// When a template is broken.
pub fn pages(checkout: &Checkout) -> Result<BTreeMap<String, String>, RenderError> {
    let catalog: &Catalog = &checkout.catalog;
    let fixture = |id: &str, name: &str| {
        checkout
            .fixtures
            .iter()
            .find(|fixture| fixture.criterion == id && fixture.name == name)
            .map(|fixture| fixture.text.clone())
    };
    let assets = Assets::default();
    let mut pages = BTreeMap::new();
    for lang in Lang::ALL {
        let code = lang.code();
        pages.insert(format!("index.{code}.md"), index(catalog, lang, &assets)?);
        for asked in &catalog.criteria {
            let met = fixture(&asked.id, "met");
            let not_met = fixture(&asked.id, "not-met");
            let audited = not_met.as_deref().and_then(|text| {
                audit(
                    catalog,
                    &Request::new("garant.toml", text, AS_OF),
                    &Carried::of(text),
                )
                .ok()
            });
            let finding = audited.as_ref().and_then(|audit| {
                audit
                    .findings
                    .iter()
                    .find(|finding| finding.criterion == asked.id)
            });
            let examples = Examples {
                met: met.as_deref(),
                not_met: not_met.as_deref().zip(finding),
            };
            let text = criterion(catalog, asked, examples, lang, &assets)?;
            pages.insert(format!("{}.{code}.md", asked.id), text);
        }
    }
    Ok(pages)
}

/// What differs between the pages and those of a folder: changed or missing ones, and those of no criterion.
pub fn stale(pages: &BTreeMap<String, String>, kept: &BTreeMap<String, String>) -> Vec<String> {
    let changed = pages
        .iter()
        .filter(|(path, text)| kept.get(*path) != Some(*text))
        .map(|(path, _)| path.clone());
    let orphans = kept
        .keys()
        .filter(|path| !pages.contains_key(*path))
        .cloned();
    changed.chain(orphans).collect()
}
