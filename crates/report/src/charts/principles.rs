//! By principle: the part met, what remains to be established, what is not met, accepted risks apart.

use garant_core::Audit;
use garant_core::score::Counts;
use garant_core::texts::Texts;

use super::bars::{Bars, Share, lay_out};
use super::{Frame, Length, Table, Values, WIDTH, key};
use crate::lang::Words;

/// The pieces, from the axis's beginning: the interval's lower bound ends the first, its upper bound the second.
const KINDS: [&str; 4] = ["met", "undetermined", "not-met", "waived"];

pub(super) fn chart(audit: &Audit, texts: &Texts, words: &Words) -> Bars {
    let whole = Counts::of(&audit.findings);
    let verdict = |kind: &str| word(texts, &format!("verdict.{kind}"));
    let (key, top) = key(KINDS.map(|kind| (kind, verdict(kind))).to_vec());
    let all = ("", words.get("report.chart.whole").to_owned(), whole);
    let named = audit.scores.iter().map(|score| {
        let name = principle(texts, &score.principle);
        (score.principle.as_str(), name, score.counts)
    });
    let rows: Vec<(&str, String, Counts)> = std::iter::once(all).chain(named).collect();
    let mut columns = vec![
        words.get("report.principle").to_owned(),
        words.get("report.interval").to_owned(),
        words.get("report.chart.applicable").to_owned(),
    ];
    columns.extend(
        KINDS
            .iter()
            .chain(&["not-applicable"])
            .map(|kind| verdict(kind)),
    );
    let title = words.get("report.chart.principles.title").to_owned();
    let frame = Frame {
        id: "chart-principles",
        says: says(whole, words),
        note: words.get("report.chart.principles.note").to_owned(),
        width: Length(WIDTH),
        height: Length(0.0),
        key,
        table: Table {
            caption: title.clone(),
            columns,
            rows: rows.iter().map(|row| values(row, words)).collect(),
        },
        title,
    };
    let shares = rows.into_iter().map(|(id, name, counts)| Share {
        strong: id.is_empty(),
        pieces: KINDS.into_iter().zip(pieces(counts)).collect(),
        marked: 0,
        after: band(counts, words),
        name,
    });
    lay_out(frame, KINDS.to_vec(), shares.collect(), top, words)
}

/// A principle's name.
pub(super) fn principle(texts: &Texts, id: &str) -> String {
    let named = texts.principles.get(id);
    named.cloned().unwrap_or_else(|| id.to_owned())
}

/// A word of the catalog.
pub(super) fn word(texts: &Texts, key: &str) -> String {
    let said = texts.words.get(key);
    said.cloned().unwrap_or_else(|| key.to_owned())
}

fn pieces(counts: Counts) -> [usize; 4] {
    let open = counts.not_met.saturating_sub(counts.waived);
    [
        counts.met,
        counts.undetermined,
        open,
        counts.waived.min(counts.not_met),
    ]
}

/// The interval in words: one share where both bounds are the same.
fn band(counts: Counts, words: &Words) -> String {
    let Some((low, high)) = counts.bounds() else {
        return words.get("nothing-applies").to_owned();
    };
    let (low, high) = (words.percent(low), words.percent(high));
    if counts.undetermined == 0 {
        return low;
    }
    words.fill("report.band", &[("low", &low), ("high", &high)])
}

fn values((_, name, counts): &(&str, String, Counts), words: &Words) -> Values {
    let mut cells = vec![band(*counts, words), counts.applicable().to_string()];
    cells.extend(pieces(*counts).map(|count| count.to_string()));
    cells.push(counts.not_applicable.to_string());
    Values {
        name: name.clone(),
        cells,
    }
}

fn says(counts: Counts, words: &Words) -> String {
    let Some((low, high)) = counts.bounds() else {
        return words.get("report.chart.principles.none").to_owned();
    };
    let text = |count: usize| count.to_string();
    let [met, undetermined, open, waived] = pieces(counts).map(text);
    words.fill(
        "report.chart.principles.says",
        &[
            ("low", &words.percent(low)),
            ("high", &words.percent(high)),
            ("all", &text(counts.applicable())),
            ("met", &met),
            ("undetermined", &undetermined),
            ("open", &open),
            ("waived", &waived),
        ],
    )
}
