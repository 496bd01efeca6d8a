//! A row a check; a finding without checks has one row all the same.

use garant_core::finding::CheckResult;

use super::{Sheet, Table, code, deciding, lines, named};
use crate::lang::Words;
use crate::view::View;

/// The columns, in order.
pub const COLUMNS: [&str; 31] = [
    "criterion",
    "code",
    "title",
    "principle_code",
    "principle",
    "phase_code",
    "phase",
    "level_code",
    "level",
    "draft",
    "verdict_code",
    "verdict",
    "disposition",
    "reason_code",
    "reason",
    "check",
    "check_says",
    "truth_code",
    "truth",
    "check_reason_code",
    "check_reason",
    "footing_code",
    "footing",
    "reviewed",
    "lines",
    "file",
    "sources",
    "actors",
    "remedy",
    "effort_code",
    "effort",
];

/// Up to `lines`.
const PRINTED: usize = 25;

/// The checks of a view's findings, in its order.
///
/// A check that a supplier's audit answers has that audit as its file, and lines of the supplier's descriptor.
pub(crate) fn table(view: &View<'_>, words: &Words) -> Table {
    let mut rows = Vec::new();
    for card in &view.cards {
        let sheet = Sheet { view, words, card };
        let checks = sheet.checks();
        if checks.is_empty() {
            rows.push(row(&sheet, sheet.file(), None));
        }
        for (file, check) in checks {
            rows.push(row(&sheet, file, Some(check)));
        }
    }
    Table {
        columns: &COLUMNS,
        printed: PRINTED,
        rows,
    }
}

fn row(sheet: &Sheet<'_>, file: &str, check: Option<&CheckResult>) -> Vec<String> {
    let f = sheet.card.f;
    let word = |kind: &str, code: &str| named(sheet.view.texts, kind, code);
    let truth = check.map_or("", |check| {
        if check.asked {
            check.truth.code()
        } else {
            "not-asked"
        }
    });
    let why = check
        .filter(|check| check.asked)
        .and_then(|check| check.reason.as_deref())
        .unwrap_or_default();
    // Only what stands on something can have been reviewed.
    let reviewed = check.and_then(|check| check.footing.map(|_| check.reviewed));
    let footing = check.and_then(|check| check.footing);
    let footing = footing.map_or_else(String::new, code);
    let mut cells = sheet.criterion();
    cells.extend([
        check.map_or_else(String::new, |check| check.id.clone()),
        sheet.says(check),
        truth.to_owned(),
        word("truth", truth),
        why.to_owned(),
        word("reason", why),
        footing.clone(),
        word("footing", &footing),
        reviewed.map_or_else(String::new, |reviewed| reviewed.to_string()),
        check.map_or_else(String::new, |check| lines(&deciding(&check.read))),
        file.to_owned(),
        sheet.sources(),
        sheet.actors(),
        sheet.card.t.remedy.clone(),
        f.effort.clone(),
        word("effort", &f.effort),
    ]);
    cells
}
