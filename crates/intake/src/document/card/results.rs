//! Results as cards write them: a metric's label, a value, an interval, a group.

use garant_rules::Value;

use super::Content;
use super::fill::line;

const RESULTS: &str = "evaluation.results";
/// The attribute of everyone.
const OVERALL: &str = "overall";

/// A result.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// A label that reading knows, or the metric's id.
    pub(super) label: String,
    /// The metric's name, for people.
    pub(super) title: String,
    pub(super) value: f64,
    pub(super) interval: Option<(f64, f64)>,
    pub(super) level: Option<f64>,
    /// The group, with its attribute where its own words do not name it.
    pub(super) group: Option<String>,
    pub(super) dataset: Option<String>,
}

impl Content<'_> {
    /// The results that are stated and that readers may see.
    pub(super) fn results(&self) -> Vec<Outcome> {
        let entries = self.stated.entries(RESULTS);
        entries.iter().filter_map(|own| self.outcome(own)).collect()
    }

    fn outcome(&self, own: &str) -> Option<Outcome> {
        let shown = |key: &str| {
            self.stated
                .shown(&format!("{own}.{key}"), self.asked.audience)
        };
        let number = |key: &str| shown(key).and_then(Value::number);
        let text = |key: &str| match shown(key) {
            Some(Value::Text(text) | Value::Choice(text)) => Some(line(text)),
            _ => None,
        };
        let metric = text("metric")?;
        let known = self.common.metric.iter().find(|known| known.id == metric);
        let label = known.and_then(|known| known.labels.first());
        let attribute = text("attribute").filter(|attribute| attribute != OVERALL);
        Some(Outcome {
            title: self.choice("metric", &metric),
            label: label.cloned().unwrap_or_else(|| metric.clone()),
            value: number("value")?,
            interval: number("low").zip(number("high")),
            level: number("level"),
            group: attribute.map(|attribute| {
                let group = text("group").unwrap_or_default();
                let named = self.common.group.iter().any(|known| {
                    known.attribute == attribute && known.labels.contains(&group.to_lowercase())
                });
                if named {
                    group
                } else {
                    format!("{} – {group}", self.choice("attribute", &attribute))
                }
            }),
            dataset: text("dataset"),
        })
    }

    /// The name of a choice of a result.
    fn choice(&self, key: &str, id: &str) -> String {
        let field = self.stated.catalog().field(&format!("{RESULTS}[].{key}"));
        let choice = field.and_then(|field| field.choices.iter().find(|choice| choice.id == id));
        choice
            .map_or(id, |choice| choice.title.get(self.asked.lang))
            .to_owned()
    }
}
