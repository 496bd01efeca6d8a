//! `CycloneDX` 1.6: a component of the type `machine-learning-model` with its `modelCard`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Content;

/// Where reading looks for figures.
const METRICS: &str = "/modelCard/quantitativeAnalysis/performanceMetrics";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    version: String,
}

impl Form {
    pub(super) fn write(&self, content: &Content<'_>) -> Option<String> {
        let mut component = json!({ "type": "machine-learning-model", "bom-ref": "model" });
        if let (Value::Object(own), Value::Object(filled)) = (&mut component, content.tree.json()) {
            own.extend(filled);
        }
        let metrics: Vec<Value> = content
            .results()
            .iter()
            .map(|own| {
                let mut metric = json!({ "type": own.label, "value": own.value.to_string() });
                if let Some(group) = &own.group {
                    metric["slice"] = json!(group);
                }
                if let Some((low, high)) = own.interval {
                    metric["confidenceInterval"] = json!({
                        "lowerBound": low.to_string(),
                        "upperBound": high.to_string(),
                    });
                }
                metric
            })
            .collect();
        if !metrics.is_empty() {
            let mut at = &mut component;
            for name in METRICS.split('/').skip(1) {
                at = &mut at[name];
            }
            *at = metrics.into();
        }
        let mut properties = vec![json!({ "name": "garant:about", "value": content.about() })];
        let missing = content.unstated.iter();
        properties.extend(missing.map(|path| json!({ "name": "garant:unstated", "value": path })));
        component["properties"] = properties.into();
        let card = json!({
            "bomFormat": "CycloneDX",
            "specVersion": self.version,
            "version": 1,
            "metadata": { "component": component },
        });
        let text = serde_json::to_string_pretty(&card).ok()?;
        Some(text + "\n")
    }
}
