//! `CycloneDX` 1.6: a component of the type `machine-learning-model` with its `modelCard`.

use serde::Deserialize;
use serde_json::json;

use super::Content;
use super::out::{Out, escaped};
use super::results::Outcome;
use crate::document::verbatim::{MARK, VERSION};

/// Where reading looks for figures.
const METRICS: &str = "modelCard/quantitativeAnalysis/performanceMetrics[]";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    version: String,
}

impl Form {
    pub(super) fn write(&self, content: &Content<'_>) -> Option<String> {
        let mut component = content.tree.clone();
        component.put("type", text("machine-learning-model"));
        component.put("bom-ref", text("model"));
        for outcome in content.results() {
            component.put(METRICS, metric(outcome));
        }
        component.put("properties[]", property(MARK, VERSION));
        component.put("properties[]", property("garant:about", &content.about()));
        if let Some(said) = content.masked() {
            component.put("properties[]", property("garant:masked", &said));
        }
        for path in &content.unstated {
            component.put("properties[]", property("garant:unstated", path));
        }
        let card = json!({
            "bomFormat": "CycloneDX",
            "specVersion": self.version,
            "version": 1,
            "metadata": { "component": component.json() },
        });
        let text = serde_json::to_string_pretty(&card).ok()?;
        Some(escaped(&text) + "\n")
    }
}

fn text(text: &str) -> Out {
    Out::Text(text.to_owned())
}

fn number(number: f64) -> Out {
    Out::Text(number.to_string())
}

/// A result, its numbers as texts, as the schema has them.
fn metric(outcome: &Outcome) -> Out {
    let mut metric = Out::empty();
    metric.put("type", text(&outcome.label));
    metric.put("value", number(outcome.value));
    if let Some(group) = &outcome.group {
        metric.put("slice", text(group));
    }
    if let Some((low, high)) = outcome.interval {
        metric.put("confidenceInterval/lowerBound", number(low));
        metric.put("confidenceInterval/upperBound", number(high));
    }
    metric
}

fn property(name: &str, value: &str) -> Out {
    let mut property = Out::empty();
    property.put("name", text(name));
    property.put("value", text(value));
    property
}
