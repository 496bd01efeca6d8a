//! Figures of predictions to be drawn: each in all groups, and its differences with the reference groups.

use garant_measure::Figure;
use garant_measure::predictions::Report;

use super::Member;
use crate::figures::say;
use crate::figures::sheet::{By, Chart, Mark, Status};
use crate::lang::Words;

/// A figure in all groups.
pub(super) fn of(report: &Report, members: &[Member<'_>], id: &str, words: &Words) -> Chart {
    let mark = |member: &Member<'_>| {
        let (value, n) = member.figure(id);
        let status = member.status(value.value, Status::Undefined);
        mark(report, member, (value, n, status), words)
    };
    let whole = members.first().and_then(|whole| whole.figure(id).0.value);
    Chart {
        id: id.to_owned(),
        figure: id.to_owned(),
        title: say::capital(&say::figure(words, id)),
        difference: false,
        share: true,
        by: By::Group,
        whole,
        least: None,
        most: None,
        rows: members.iter().map(mark).collect(),
    }
}

/// The differences of a figure with the reference groups; none where nothing is compared.
pub(super) fn of_differences(
    report: &Report,
    members: &[Member<'_>],
    id: &str,
    words: &Words,
) -> Option<Chart> {
    let mark = |member: &Member<'_>| {
        let (_, n) = member.figure(id);
        let gap = member.gap(report, id);
        let told = match gap {
            _ if member.is_reference(report) => (Figure::default(), n, Status::Reference),
            Some(gap) if gap.masked => (Figure::default(), n, Status::Masked),
            Some(gap) => {
                let status = member.status(gap.difference.value, Status::Undefined);
                (gap.difference, n, status)
            }
            None => return None,
        };
        Some(mark(report, member, told, words))
    };
    let rows: Vec<Mark> = members
        .iter()
        .filter(|member| !member.is_whole())
        .filter_map(mark)
        .collect();
    let name = say::capital(&say::figure(words, id));
    let title = words.fill("measure.chart.difference", &[("figure", &name)]);
    let any = rows.iter().any(|mark| mark.value.value.is_some());
    any.then(|| Chart {
        id: format!("{id}-difference"),
        figure: id.to_owned(),
        title,
        difference: true,
        share: true,
        by: By::Group,
        whole: None,
        least: None,
        most: None,
        rows,
    })
}

fn mark(
    report: &Report,
    member: &Member<'_>,
    (value, n, status): (Figure, Option<u64>, Status),
    words: &Words,
) -> Mark {
    Mark {
        attribute: member.attribute.clone(),
        under: member.under(words),
        name: member.name(words),
        value,
        n,
        reference: member.is_reference(report),
        status,
    }
}
