//! A figure that a criterion asks for, looked up in what was computed.

use garant_measure::predictions::rates::ERROR_RATE;
use garant_measure::predictions::{By, Report};
use garant_measure::{Figure, Found};
use garant_rules::figure::{Ask, Estimate, FigureKind};

use super::Measure;

/// The values of a figure; none where the table does not hold it.
pub(super) fn answer(measure: &Measure, ask: &Ask) -> Option<Vec<Estimate>> {
    let named = |id: &str| measure.attributes.get(id).map(String::as_str);
    match ask.figure {
        FigureKind::Gap => gaps(measure.predictions.as_ref()?, &named, ask),
        FigureKind::Result => result(measure.predictions.as_ref()?, &named, ask),
        FigureKind::Agreement => found(measure.perturbation.as_ref()?.agreements()),
        FigureKind::Change => found(measure.drift.as_ref()?.changes()),
        FigureKind::WrongAdviceAccepted
        | FigureKind::FollowRate
        | FigureKind::ReviewedAfterwards
        | FigureKind::ReasonsGiven => {
            let report = measure.oversight.as_ref()?;
            found(vec![Found {
                name: String::new(),
                ..report.figure(ask.figure.code())?
            }])
        }
    }
}

/// The name that a table has for an attribute of the catalog.
type Named<'a> = dyn Fn(&str) -> Option<&'a str> + 'a;

/// Figures of a log.
fn found(own: Vec<Found>) -> Option<Vec<Estimate>> {
    let estimates: Vec<Estimate> = own
        .into_iter()
        .map(|own| estimate(&own.name, own.figure, own.n.unwrap_or_default()))
        .collect();
    (!estimates.is_empty()).then_some(estimates)
}

fn estimate(name: &str, figure: Figure, n: u64) -> Estimate {
    Estimate {
        name: name.to_owned(),
        value: figure.value,
        low: figure.low,
        high: figure.high,
        n,
        masked: false,
    }
}

/// Each recorded group against the reference. A group whose figure is undefined stays, without a value.
fn gaps(report: &Report, named: &Named<'_>, ask: &Ask) -> Option<Vec<Estimate>> {
    let attribute = named(ask.attribute.as_deref()?)?;
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
            // The smaller of the two groups sets the width.
            let n = rows(&gap.by).min(rows(&reference));
            estimate(gap.group.as_deref().unwrap_or_default(), figure, n)
        })
        .collect();
    let known =
        metric == "auroc" || garant_measure::predictions::rates::Metric::named(metric).is_some();
    // A tally holds no area under the curve: such a gap is not measured, and not undefined.
    let held = metric != "auroc" || report.conventions.without_scores.is_none();
    (known && held && !found.is_empty()).then_some(found)
}

/// The figure of all, or of one group.
fn result(report: &Report, named: &Named<'_>, ask: &Ask) -> Option<Vec<Estimate>> {
    let by = match (&ask.attribute, &ask.group) {
        (Some(attribute), Some(group)) => {
            By::from([(named(attribute)?.to_owned(), Some(group.clone()))])
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
    Some(vec![estimate(name, figure, n)])
}

/// A figure taken from another one.
fn turn(figure: Figure, from: f64) -> Figure {
    Figure {
        value: figure.value.map(|value| from - value),
        low: figure.high.map(|high| from - high),
        high: figure.low.map(|low| from - low),
    }
}
