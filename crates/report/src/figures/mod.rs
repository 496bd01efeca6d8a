//! Figures in each format, in both languages, from one arrangement that knows nothing of what they are figures of.

mod calibration;
pub mod compared;
mod conventions;
pub(crate) mod csv;
pub mod forest;
mod logs;
mod predictions;
mod problem;
pub(crate) mod say;
pub mod sheet;
pub mod shown;
mod text;
pub(crate) use text::wrapped;
pub(crate) mod trouble;
mod vocabulary;

use garant_core::measures::Measure;
use garant_measure::predictions::Report;
use garant_measure::{drift, oversight, perturbation};
pub use problem::{fault, problem};
pub use sheet::Sheet;
pub use shown::{Shown, shown};

use crate::assets::Assets;
use crate::lang::Words;
use crate::page;
use crate::render::RenderError;

/// The figure that is drawn when none is asked for.
pub const DRAWN: &str = "sensitivity";

/// A format of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal, at most 100 columns.
    Text,
    /// Markdown.
    Markdown,
    /// One line a figure, for machines.
    Csv,
    /// One figure in all groups, drawn.
    Svg,
}

impl Format {
    /// The format of a name, which is also a file's ending.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "text" | "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }
}

/// Arranges figures of predictions.
pub fn of_predictions(report: &Report, words: &Words) -> Sheet {
    predictions::sheet(report, words)
}

/// Arranges figures of an oversight log.
pub fn of_oversight(report: &oversight::Report, words: &Words) -> Sheet {
    logs::oversight(report, words)
}

/// Arranges figures of a perturbation suite.
pub fn of_perturbation(report: &perturbation::Report, words: &Words) -> Sheet {
    logs::perturbation(report, words)
}

/// Arranges figures of a drift series.
pub fn of_drift(report: &drift::Report, words: &Words) -> Sheet {
    logs::drift(report, words)
}

/// Arranges the figures of a piece of evidence.
pub fn of_measure(measure: &Measure, words: &Words) -> Option<Sheet> {
    if let Some(report) = &measure.predictions {
        return Some(of_predictions(report, words));
    }
    if let Some(report) = &measure.oversight {
        return Some(of_oversight(report, words));
    }
    if let Some(report) = &measure.perturbation {
        return Some(of_perturbation(report, words));
    }
    let drift = measure.drift.as_ref();
    drift.map(|report| of_drift(report, words))
}

/// Renders figures. `metric` is the one that is drawn.
///
/// # Errors
/// When a template is broken, or the metric is not among those that can be drawn.
pub fn render(
    sheet: &Sheet,
    format: Format,
    words: &Words,
    assets: &Assets,
    metric: Option<&str>,
) -> Result<String, RenderError> {
    match format {
        Format::Text => Ok(text::render(sheet, words)),
        Format::Csv => Ok(csv::render(sheet)),
        Format::Markdown => {
            let view = serde_json::json!({ "sheet": sheet, "hashes": "#" });
            page::render(&view, words, assets, "templates/figures.md.j2")
        }
        Format::Svg => {
            let chart = sheet.chart(metric)?;
            let plot = forest::plot(chart, words, "forest", true);
            let view = serde_json::json!({ "plot": plot });
            page::render(&view, words, assets, "templates/forest.svg.j2")
        }
    }
}

impl Sheet {
    /// The chart of a metric; without one, the first that is drawn by default.
    fn chart(&self, metric: Option<&str>) -> Result<&sheet::Chart, RenderError> {
        let named = |id: &str| self.charts.iter().find(|chart| chart.id == id);
        let found = match metric {
            Some(id) => named(id),
            None => named(DRAWN).or_else(|| self.charts.first()),
        };
        found.ok_or_else(|| RenderError::Metric {
            found: metric.unwrap_or(DRAWN).to_owned(),
            known: self.charts.iter().map(|chart| chart.id.clone()).collect(),
        })
    }
}
