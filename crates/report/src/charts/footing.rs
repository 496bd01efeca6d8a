//! By principle: on what the met criteria stand, on the axis of the chart of verdicts, and what was reviewed.

use garant_core::Audit;
use garant_core::score::{Counts, Footings};
use garant_core::texts::Texts;

use super::bars::{Bars, REST, Share, lay_out};
use super::principles::{principle, word};
use super::{Frame, Length, Table, Values, WIDTH, key};
use crate::figures::say::capital;
use crate::lang::Words;

/// The pieces, from the axis's beginning: the footing that says most comes first.
const KINDS: [&str; 3] = ["measured", "documented", "declared"];
const REVIEWED: &str = "reviewed";

pub(super) fn chart(audit: &Audit, texts: &Texts, words: &Words) -> Bars {
    let of = |id: Option<&str>| {
        let mine = || {
            let all = audit.findings.iter();
            all.filter(|finding| id.is_none_or(|id| finding.principle == id))
        };
        (Footings::of(mine()), Counts::of(mine()).applicable())
    };
    let whole = (words.get("report.chart.whole").to_owned(), of(None));
    let named = audit.scores.iter().map(|score| {
        let id = score.principle.as_str();
        (principle(texts, id), of(Some(id)))
    });
    let rows: Vec<(String, (Footings, usize))> = std::iter::once(whole).chain(named).collect();
    let footing = |kind: &str| capital(&word(texts, &format!("footing.{kind}")));
    let mut entries = KINDS.map(|kind| (kind, footing(kind))).to_vec();
    entries.push((REST, words.get("report.chart.footing.rest").to_owned()));
    entries.push((REVIEWED, footing(REVIEWED)));
    let (key, top) = key(entries);
    let mut columns = vec![
        words.get("report.principle").to_owned(),
        words.get("report.chart.applicable").to_owned(),
        word(texts, "verdict.met"),
    ];
    columns.extend(KINDS.iter().chain(&[REVIEWED]).map(|kind| footing(kind)));
    let title = words.get("report.chart.footing.title").to_owned();
    let total = rows.first().map(|(_, (footings, _))| *footings);
    let frame = Frame {
        id: "chart-footing",
        says: says(total.unwrap_or_default(), words),
        note: words.get("report.chart.footing.note").to_owned(),
        width: Length(WIDTH),
        height: Length(0.0),
        key,
        table: Table {
            caption: title.clone(),
            columns,
            rows: rows.iter().map(values).collect(),
        },
        title,
    };
    let shares = rows.into_iter().enumerate();
    let shares = shares.map(|(index, (name, (footings, applicable)))| Share {
        name,
        strong: index == 0,
        pieces: KINDS
            .into_iter()
            .zip(pieces(footings))
            .chain([(REST, applicable.saturating_sub(footings.met))])
            .collect(),
        marked: footings.reviewed,
        after: if footings.reviewed > 0 {
            words.count("report.chart.footing.reviewed", footings.reviewed)
        } else {
            String::new()
        },
    });
    let kinds = KINDS.into_iter().chain([REST]).collect();
    lay_out(frame, kinds, shares.collect(), top, words)
}

fn pieces(footings: Footings) -> [usize; 3] {
    [footings.measured, footings.documented, footings.declared]
}

fn values((name, (footings, applicable)): &(String, (Footings, usize))) -> Values {
    let mut cells = vec![applicable.to_string(), footings.met.to_string()];
    cells.extend(pieces(*footings).map(|count| count.to_string()));
    cells.push(footings.reviewed.to_string());
    Values {
        name: name.clone(),
        cells,
    }
}

fn says(footings: Footings, words: &Words) -> String {
    if footings.met == 0 {
        return words.get("report.chart.footing.none").to_owned();
    }
    let text = |count: usize| count.to_string();
    words.fill(
        "report.chart.footing.says",
        &[
            ("met", &text(footings.met)),
            ("measured", &text(footings.measured)),
            ("documented", &text(footings.documented)),
            ("declared", &text(footings.declared)),
            ("reviewed", &text(footings.reviewed)),
        ],
    )
}
