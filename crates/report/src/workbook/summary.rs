//! The first sheet: what was audited, the conclusion, and the principles.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{LINE, Styles, lines, paper, put};
use crate::lang::Words;
use crate::view::View;

/// The width of the column of answers, in characters.
const SECOND: f64 = 70.0;

/// Writes the first sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    view: &View<'_>,
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let audit = view.audit;
    sheet.set_name(words.get("workbook.summary"))?;
    for (column, width) in [
        (0, 34.0),
        (1, SECOND),
        (2, 16.0),
        (3, 16.0),
        (4, 16.0),
        (5, 16.0),
        (6, 16.0),
    ] {
        sheet.set_column_width(column, width)?;
    }
    put(sheet, 0, 0, words.get("report.title"), &styles.title)?;
    let unstated = words.get("unstated");
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| unstated.to_owned());
    let catalog = format!("{} {}", view.texts.catalog, audit.catalog.version);
    let level = view.texts.levels.get(&audit.gate.level);
    let level = level.map_or(audit.gate.level.as_str(), String::as_str);
    let state = if view.provisional {
        words.fill("report.provisional", &[("level", level)])
    } else {
        words.fill("report.final", &[("level", level)])
    };
    let mut facts = vec![
        ("report.system", or(&audit.system.name)),
        ("workbook.version", or(&audit.system.version)),
        ("report.organisation", or(&audit.declaration.organisation)),
        ("report.declarant", or(&audit.declaration.by)),
        ("report.date", words.date(&audit.as_of)),
        ("workbook.profile", view.texts.profile.clone()),
        ("report.catalog", catalog),
        ("report.descriptor", audit.descriptor.path.clone()),
        ("workbook.digest", audit.descriptor.sha256.clone()),
        (
            "report.audience.title",
            words
                .get(&format!("report.audience.{}", audit.audience.code()))
                .to_owned(),
        ),
        ("report.state", state),
        ("report.conclusion", view.conclusion.clone()),
    ];
    if let Some(organisation) = &audit.look.organisation {
        facts.insert(0, ("report.presented-by", organisation.clone()));
    }
    let lists = [
        ("report.fails-are", &view.failing),
        ("report.open-are", &view.undetermined),
    ];
    for (key, cards) in lists.into_iter().filter(|(_, cards)| !cards.is_empty()) {
        let named = cards.iter();
        let named = named.map(|card| format!("{} {}", card.f.code, card.t.title));
        facts.push((key, named.collect::<Vec<_>>().join("\u{a0}; ")));
    }
    let mut row = 2;
    for (key, text) in &facts {
        put(sheet, row, 0, words.get(key), &styles.strong)?;
        put(sheet, row, 1, text, &styles.text)?;
        sheet.set_row_height(row, lines(text, SECOND) * LINE)?;
        row += 1;
    }
    let is = words.get("report.is");
    put(sheet, row, 1, is, &styles.text)?;
    sheet.set_row_height(row, lines(is, SECOND) * LINE)?;
    row += 2;
    let named = |state: &str| {
        let said = view.texts.words.get(&format!("verdict.{state}"));
        said.cloned().unwrap_or_else(|| state.to_owned())
    };
    let states = ["met", "not-met", "undetermined", "waived", "not-applicable"];
    put(sheet, row, 0, words.get("ci.principle"), &styles.head)?;
    put(sheet, row, 1, words.get("ci.share"), &styles.head)?;
    for (column, state) in (2u16..).zip(states) {
        put(sheet, row, column, &named(state), &styles.head)?;
    }
    for principle in &view.principles {
        row += 1;
        put(sheet, row, 0, principle.title, &styles.text)?;
        let share = match (principle.score.lower, principle.score.upper) {
            (Some(low), Some(high)) => words.fill(
                "ci.share-of",
                &[("low", &words.percent(low)), ("high", &words.percent(high))],
            ),
            _ => words.get("ci.none").to_owned(),
        };
        put(sheet, row, 1, &share, &styles.text)?;
        let counts = &principle.score.counts;
        let all = [
            counts.met,
            counts.not_met.saturating_sub(counts.waived),
            counts.undetermined,
            counts.waived,
            counts.not_applicable,
        ];
        for (column, count) in (2u16..).zip(all) {
            put(sheet, row, column, &count.to_string(), &styles.text)?;
        }
    }
    paper(sheet);
    Ok(())
}
