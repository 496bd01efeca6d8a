//! The pages of the criteria and their index, in both languages, from `rules/`, `reports/` and the fixtures.

use std::collections::BTreeMap;
use std::io::{self, Write};

use garant_core::Verdict;
use garant_core::finding::Finding;
use garant_core::fixture::{AS_OF, Fixture};
use garant_report::Assets;
use garant_report::criterion::{Examples, criterion};
use garant_report::index::index;
use garant_rules::{Catalog, Lang};

use crate::checkout::Checkout;

/// The folder of the pages, below the root.
pub const FOLDER: &str = "docs/reference/criteria";

/// Writes the pages that are not current and removes those of no criterion.
///
/// # Errors
/// As [`pages`], or when a page cannot be written.
pub fn run(checkout: &Checkout, out: &mut dyn Write) -> io::Result<bool> {
    let pages = pages(checkout)?;
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
/// When a template is broken; when a fixture that a page shows is not judged, or is not as its name says.
pub fn pages(checkout: &Checkout) -> io::Result<BTreeMap<String, String>> {
    let catalog: &Catalog = &checkout.catalog;
    let assets = Assets::default();
    let mut pages = BTreeMap::new();
    for lang in Lang::ALL {
        let path = format!("index.{}.md", lang.code());
        let text = index(catalog, lang, &assets).map_err(io::Error::other)?;
        pages.insert(path, text);
    }
    for asked in &catalog.criteria {
        let named = |name: &str| {
            checkout
                .fixtures_of(asked)
                .find(|fixture| fixture.name == name)
        };
        let not_met = named(Verdict::NotMet.code())
            .map(|fixture| Ok::<_, io::Error>((fixture.text.as_str(), found(catalog, fixture)?)))
            .transpose()?;
        let examples = Examples {
            met: named(Verdict::Met.code()).map(|fixture| fixture.text.as_str()),
            not_met: not_met.as_ref().map(|(text, finding)| (*text, finding)),
        };
        for lang in Lang::ALL {
            let text =
                criterion(catalog, asked, examples, lang, &assets).map_err(io::Error::other)?;
            pages.insert(format!("{}.{}.md", asked.id, lang.code()), text);
        }
    }
    Ok(pages)
}

/// What a fixture's page shows as found: a page that left it out would say that the criterion cannot fail.
fn found(catalog: &Catalog, fixture: &Fixture) -> io::Result<Finding> {
    let broken = |told: &dyn std::fmt::Display| {
        io::Error::other(format!("{}/{}: {told}", fixture.criterion, fixture.name))
    };
    let finding = fixture
        .finding(catalog, AS_OF)
        .map_err(|fault| broken(&fault))?;
    if finding.verdict.code() == fixture.verdict() {
        Ok(finding)
    } else {
        Err(broken(&format!("gives {}", finding.verdict.code())))
    }
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
