//! The changelog of the catalog, from the editions in the history and today's, in both languages.

use std::collections::BTreeMap;
use std::io::{self, Write};

use garant_report::{Assets, RenderError, Words, editions as changelog};
use garant_rules::Lang;
use garant_rules::catalog::Catalog;
use garant_rules::edition::Changes;

use crate::checkout::Checkout;
use crate::history::{Edition, History};

/// Where the changelog lies, below the root, before `.fr.md` and `.en.md`.
pub const PAGE: &str = "docs/reference/catalog-changes";

/// Writes the changelog where it is not current, or with `check` tells so. Without the history nothing is wrong, and it is said.
///
/// # Errors
/// When git stops in the middle, a template is broken, or a page cannot be written.
pub fn run(checkout: &Checkout, check: bool, out: &mut dyn Write) -> io::Result<bool> {
    let editions = match checkout.history()? {
        History::Absent => {
            writeln!(
                out,
                "the history of the catalog is not there (no git, or a shallow clone): nothing is checked or written"
            )?;
            return Ok(true);
        }
        History::Editions(editions) => editions,
    };
    for Edition {
        version,
        commit,
        catalog,
    } in &editions
    {
        let loads = if catalog.is_some() {
            "loads"
        } else {
            "does not load: left out"
        };
        writeln!(out, "edition {version} ({commit}) {loads}")?;
    }
    let mut current = true;
    for (path, text) in pages(&checkout.catalog, &editions).map_err(io::Error::other)? {
        if checkout.text(&path).is_ok_and(|kept| kept == text) {
            continue;
        }
        current = false;
        if !check {
            checkout.write_text(&path, &text)?;
        }
        writeln!(out, "{path}{}", if check { " is not current" } else { "" })?;
    }
    Ok(current || !check)
}

/// The changelog in each language, by its path.
///
/// # Errors
/// When a template is broken.
pub fn pages(
    today: &Catalog,
    editions: &[Edition],
) -> Result<BTreeMap<String, String>, RenderError> {
    let older = editions
        .iter()
        .filter_map(|edition| edition.catalog.as_ref());
    let catalogs: Vec<&Catalog> = older.chain([today]).collect();
    let steps: Vec<Changes> = catalogs
        .windows(2)
        .filter_map(|pair| Some(Changes::between(pair.first()?, pair.get(1)?)))
        .collect();
    let assets = Assets::default();
    let mut pages = BTreeMap::new();
    for lang in Lang::ALL {
        let words = Words::new(&assets, lang);
        let mut text = format!(
            "# {}\n\n{}\n\n{}\n",
            words.get("editions.page.title"),
            words.get("editions.page.says"),
            words.get("editions.star")
        );
        // The newest first.
        for changes in steps.iter().rev() {
            text.push('\n');
            text.push_str(&changelog::markdown(changes, true, lang, &assets)?);
        }
        pages.insert(format!("{PAGE}.{}.md", lang.code()), text);
    }
    Ok(pages)
}
