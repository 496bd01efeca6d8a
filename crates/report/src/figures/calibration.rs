//! Whether scores mean what they say, arranged for showing.

use garant_measure::Figure;
use garant_measure::predictions::Stratum;

use super::predictions::{Member, table};
use super::say;
use super::sheet::{Status, Table};
use crate::lang::Words;

/// The figures of a stratum's calibration, by id; without values where it has none.
pub(super) fn figures(stratum: &Stratum) -> [(&'static str, Figure); 8] {
    let own = stratum.calibration.as_ref();
    let bare = |value: Option<f64>| Figure {
        value,
        ..Figure::default()
    };
    let fit = |figure: Option<Figure>| figure.unwrap_or_default();
    [
        ("brier", bare(own.map(|it| it.brier))),
        ("mean-score", bare(own.map(|it| it.mean_score))),
        ("observed-rate", bare(own.map(|it| it.observed_rate))),
        (
            "observed-over-expected",
            bare(own.and_then(|it| it.observed_over_expected)),
        ),
        ("ece", bare(own.map(|it| it.ece))),
        (
            "calibration-in-the-large",
            fit(own.map(|it| it.in_the_large)),
        ),
        ("calibration-slope", fit(own.map(|it| it.slope))),
        ("calibration-intercept", fit(own.map(|it| it.intercept))),
    ]
}

/// Calibration by group; none where there are no scores. Fits need all scores, and enough of them.
pub(super) fn table_of(members: &[Member<'_>], words: &Words) -> Option<Table> {
    let any = members
        .iter()
        .any(|member| member.stratum.calibration.is_some());
    let row = |member: &Member<'_>| {
        let otherwise = member.hidden(Status::NotComputed);
        let figures = figures(member.stratum);
        let mut cells = Vec::new();
        for (id, figure) in figures {
            match id {
                "brier" | "ece" | "observed-over-expected" | "calibration-in-the-large" => {
                    cells.push(say::value(words, figure.value, otherwise));
                }
                "calibration-slope" => cells.extend(say::both(words, figure, otherwise)),
                _ => {}
            }
        }
        member.row(words, cells)
    };
    let columns = [
        "group",
        "brier",
        "observed-over-expected",
        "ece",
        "in-the-large",
        "slope",
        "interval",
    ];
    let title = words.get("measure.title.calibration").to_owned();
    any.then(|| {
        let rows = members.iter().map(row).collect();
        table(words, "calibration", title, &columns, rows)
    })
}

/// Between what the area under the curve lies, where a tally alone says so.
pub(super) fn bounds(members: &[Member<'_>], words: &Words) -> Option<Table> {
    let any = members
        .iter()
        .any(|member| member.stratum.auroc_bounds.is_some());
    let row = |member: &Member<'_>| {
        let own = member.stratum.auroc_bounds;
        let otherwise = member.hidden(Status::Undefined);
        let cell = |value: Option<f64>| say::value(words, value, otherwise);
        let cells = vec![cell(own.map(|it| it.low)), cell(own.map(|it| it.high))];
        member.row(words, cells)
    };
    let title = words.get("measure.title.auroc-bounds").to_owned();
    any.then(|| {
        let rows = members.iter().map(row).collect();
        table(
            words,
            "auroc-bounds",
            title,
            &["group", "least", "most"],
            rows,
        )
    })
}
