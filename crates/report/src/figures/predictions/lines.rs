//! Figures of predictions for machines.

use garant_measure::Figure;
use garant_measure::predictions::Report;
use garant_measure::predictions::rates::METRICS;

use super::{AUROC, Member};
use crate::figures::calibration;
use crate::figures::sheet::{Line, Status};

/// Every figure of every group, for machines.
pub(super) fn of(report: &Report, members: &[Member<'_>]) -> Vec<Line> {
    let mut lines = Vec::new();
    let ranked = report.conventions.without_scores.is_none();
    let no_auroc = if ranked {
        Status::Undefined
    } else {
        Status::NotComputed
    };
    for member in members {
        let stratum = member.stratum;
        let line = |figure: &str, value: Figure, n, otherwise| Line {
            attribute: member.attribute.clone(),
            group: member.group.clone().unwrap_or_default(),
            figure: figure.to_owned(),
            value,
            n,
            reference: String::new(),
            status: member.status(value.value, otherwise),
        };
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let count = |count: Option<u64>| Figure {
            value: count.map(|count| count as f64),
            ..Figure::default()
        };
        for (name, cell) in [
            ("n", stratum.n),
            ("excluded", stratum.excluded),
            ("tp", stratum.tp),
            ("fp", stratum.fp),
            ("tn", stratum.tn),
            ("fn", stratum.fn_),
        ] {
            lines.push(line(name, count(cell), stratum.n, Status::Masked));
        }
        let share = Figure {
            value: stratum.share,
            ..Figure::default()
        };
        lines.push(line("share", share, stratum.n, Status::Undefined));
        for metric in METRICS {
            let (figure, n) = member.figure(metric.name);
            lines.push(line(metric.name, figure, n, Status::Undefined));
        }
        lines.push(line(AUROC, stratum.auroc, stratum.n, no_auroc));
        for (name, figure) in calibration::figures(stratum) {
            let otherwise = if stratum.calibration.is_some() && ranked {
                Status::Undefined
            } else {
                Status::NotComputed
            };
            lines.push(line(name, figure, stratum.n, otherwise));
        }
    }
    for gap in &report.gaps {
        for (what, figure) in [("difference", gap.difference), ("ratio", gap.ratio)] {
            if what == "ratio" && gap.metric == AUROC {
                continue;
            }
            let status = match figure.value {
                _ if gap.masked => Status::Masked,
                None => Status::Undefined,
                Some(_) if gap.group.is_none() => Status::NotRecorded,
                Some(_) => Status::Defined,
            };
            let own = members.iter().find(|member| member.stratum.by == gap.by);
            lines.push(Line {
                attribute: gap.attribute.clone(),
                group: gap.group.clone().unwrap_or_default(),
                figure: format!("{}-{what}", gap.metric),
                value: figure,
                n: own.and_then(|member| member.figure(&gap.metric).1),
                reference: gap.reference.clone(),
                status,
            });
        }
    }
    lines
}
