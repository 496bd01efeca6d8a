//! The pages of the criteria and their index, in both languages, from `rules/`, `reports/` and the fixtures.

use std::collections::BTreeMap;
use std::path::Path;

use garant_core::evidence::Files;
use garant_core::{Request, audit};
use garant_report::criterion::{Examples, criterion};
use garant_report::index::index;
use garant_report::{Assets, RenderError};
use garant_rules::{Catalog, Lang};
use jiff::civil::Date;

/// The folder of the pages, below the root.
pub const FOLDER: &str = "docs/reference/criteria";

/// Every page by its path below [`FOLDER`].
///
/// `fixture(ID, NAME)` gives the text of a fixture, if there is one.
///
/// # Errors
/// When a template is broken.
pub fn pages(
    catalog: &Catalog,
    as_of: Date,
    files: &dyn Files,
    fixture: &dyn Fn(&str, &str) -> Option<String>,
) -> Result<BTreeMap<String, String>, RenderError> {
    let assets = Assets::default();
    let mut pages = BTreeMap::new();
    for lang in Lang::ALL {
        let code = lang.code();
        pages.insert(format!("index.{code}.md"), index(catalog, lang, &assets)?);
        for asked in &catalog.criteria {
            let met = fixture(&asked.id, "met");
            let not_met = fixture(&asked.id, "not-met");
            let audited = not_met
                .as_deref()
                .and_then(|text| audit(catalog, &Request::new("garant.toml", text, as_of), files).ok());
            let finding = audited
                .as_ref()
                .and_then(|audit| audit.findings.iter().find(|finding| finding.criterion == asked.id));
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

/// The pages of a folder, by their path below it.
///
/// # Errors
/// When the folder cannot be read.
pub fn kept(folder: &Path) -> std::io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found)?;
    Ok(found)
}

fn collect(
    folder: &Path,
    prefix: &str,
    found: &mut BTreeMap<String, String>,
) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else if name.ends_with(".md") {
            found.insert(name, std::fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}
