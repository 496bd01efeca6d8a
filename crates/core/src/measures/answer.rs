//! A figure that a criterion asks for, looked up in what was computed.

use garant_measure::predictions::rates::ERROR_RATE;
use garant_measure::predictions::{By, Report};
use garant_measure::{Figure, Found, drift, perturbation};
use garant_rules::figure::{Ask, Estimate, FigureKind};

use super::Measure;
use super::spec::Names;

/// The values of a figure; none where the table does not hold it.
pub(super) fn answer(measure: &Measure, names: &Names, ask: &Ask) -> Option<Vec<Estimate>> {
    match ask.figure {
        FigureKind::Gap => gaps(measure.predictions.as_ref()?, names, ask),
        FigureKind::Result => result(measure.predictions.as_ref()?, names, ask),
        FigureKind::Agreement => {
            let report = measure.perturbation.as_ref()?;
            let told = names.shown.as_ref().and_then(|it| it.perturbation.as_ref());
            let told = told.map(perturbation::Report::agreements);
            found(report.agreements(), told.as_deref())
        }
        FigureKind::Change => {
            let report = measure.drift.as_ref()?;
            let told = names.shown.as_ref().and_then(|it| it.drift.as_ref());
            let told = told.map(drift::Report::changes);
            found(report.changes(), told.as_deref())
        }
        FigureKind::WrongAdviceAccepted
        | FigureKind::FollowRate
        | FigureKind::ReviewedAfterwards
        | FigureKind::ReasonsGiven => {
            let report = measure.oversight.as_ref()?;
            let told = names.shown.as_ref().and_then(|it| it.oversight.as_ref());
            let told = told.and_then(|it| it.figure(ask.figure.code()));
            let own = Found {
                name: String::new(),
                ..report.figure(ask.figure.code())?
            };
            found(vec![own], told.as_ref().map(std::slice::from_ref))
        }
    }
}

/// Figures of a log, masked where the report as told masks them.
fn found(own: Vec<Found>, told: Option<&[Found]>) -> Option<Vec<Estimate>> {
    let estimates: Vec<Estimate> = own
        .into_iter()
        .enumerate()
        .map(|(index, own)| {
            let hidden = told
                .and_then(|told| told.get(index))
                .is_some_and(|it| it.masked);
            estimate(&own.name, own.figure, own.n.unwrap_or_default(), hidden)
        })
        .collect();
    (!estimates.is_empty()).then_some(estimates)
}

fn estimate(name: &str, figure: Figure, n: u64, masked: bool) -> Estimate {
    Estimate {
        name: name.to_owned(),
        value: figure.value,
        low: figure.low,
        high: figure.high,
        n,
        masked,
    }
}

/// Each recorded group against the reference. A group whose figure is undefined stays, without a value.
fn gaps(report: &Report, names: &Names, ask: &Ask) -> Option<Vec<Estimate>> {
    let attribute = names.of(ask.attribute.as_deref()?)?;
    let asked = ask.metric.as_deref()?;
    // The error rate is one less the accuracy: its gap is the other's, turned round.
    let (metric, turned) = if asked == ERROR_RATE {
        ("accuracy", true)
    } else {
        (asked, false)
    };
    let own = report
        .gaps
        .iter()
        .filter(|gap| gap.attribute == attribute && gap.metric == metric && gap.group.is_some());
    let found: Vec<Estimate> = own
        .map(|gap| {
            let figure = if turned {
                turn(gap.difference, 0.0)
            } else {
                gap.difference
            };
            let rows = |by: &By| {
                let stratum = report.stratum(by);
                let rate = stratum.and_then(|it| it.rates.get(metric)?.n);
                rate.or_else(|| stratum.and_then(|it| it.n))
                    .unwrap_or_default()
            };
            let reference = By::from([(attribute.to_owned(), Some(gap.reference.clone()))]);
            let hidden = [&gap.by, &reference].iter().any(|by| masked(names, by));
            // The smaller of the two groups sets the width.
            let n = rows(&gap.by).min(rows(&reference));
            estimate(gap.group.as_deref().unwrap_or_default(), figure, n, hidden)
        })
        .collect();
    let known =
        metric == "auroc" || garant_measure::predictions::rates::Metric::named(metric).is_some();
    // A tally holds no area under the curve: such a gap is not measured, and not undefined.
    let held = metric != "auroc" || report.conventions.without_scores.is_none();
    (known && held && !found.is_empty()).then_some(found)
}

/// The figure of all, or of one group.
fn result(report: &Report, names: &Names, ask: &Ask) -> Option<Vec<Estimate>> {
    let by = match (&ask.attribute, &ask.group) {
        (Some(attribute), Some(group)) => {
            By::from([(names.of(attribute)?.to_owned(), Some(group.clone()))])
        }
        _ => By::new(),
    };
    let stratum = report.stratum(&by)?;
    let n = stratum.n.unwrap_or_default();
    let (figure, n) = match ask.metric.as_deref()? {
        "auroc" if report.conventions.without_scores.is_none() => (stratum.auroc, n),
        "calibration-slope" if report.conventions.without_scores.is_none() => {
            (stratum.calibration.as_ref()?.slope, n)
        }
        ERROR_RATE => {
            let rate = stratum.rates.get("accuracy")?;
            (turn(rate.figure, 1.0), rate.n.unwrap_or_default())
        }
        metric => {
            let rate = stratum.rates.get(metric)?;
            (rate.figure, rate.n.unwrap_or_default())
        }
    };
    let name = ask.group.as_deref().unwrap_or_default();
    Some(vec![estimate(name, figure, n, masked(names, &by))])
}

/// A figure taken from another one.
fn turn(figure: Figure, from: f64) -> Figure {
    Figure {
        value: figure.value.map(|value| from - value),
        low: figure.high.map(|high| from - high),
        high: figure.low.map(|low| from - low),
    }
}

/// Whether the audience may not see a group.
fn masked(names: &Names, by: &By) -> bool {
    let told = names.shown.as_ref().and_then(|it| it.predictions.as_ref());
    let hidden = told.and_then(|report| report.stratum(by));
    hidden.is_some_and(|stratum| stratum.masked)
}
