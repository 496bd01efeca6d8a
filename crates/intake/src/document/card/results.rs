//! Results as cards write them: a metric's label, a value, an interval, a group.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use garant_core::audience::Audience;
use garant_rules::Value;

use super::Content;
use crate::document::verbatim::can_carry;

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
    /// Whether its figures stay out: so few cases may tell who they are.
    pub(super) masked: bool,
    attribute: Option<String>,
    cases: Option<f64>,
}

impl Content<'_> {
    /// The results that are stated and that readers may see.
    pub(super) fn results(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|own| !own.masked)
    }

    /// All results, those whose figures stay out marked. Of a control character in a group's name, the path is told.
    pub(super) fn outcomes(&self) -> (Vec<Outcome>, Vec<String>) {
        let mut lost = Vec::new();
        let mut all: Vec<Outcome> = Vec::new();
        let entries = self.stated.entries(RESULTS);
        let sizes = self.sizes(&entries);
        for own in entries {
            let Some(outcome) = self.outcome(&own, &sizes) else {
                continue;
            };
            let group = outcome.group.as_deref().unwrap_or_default();
            let dataset = outcome.dataset.as_deref().unwrap_or_default();
            if can_carry(group) && can_carry(dataset) {
                all.push(outcome);
            } else {
                lost.push(own);
            }
        }
        if self.asked.audience == Audience::Public {
            mask(&mut all);
        } else {
            for own in &mut all {
                own.masked = false;
            }
        }
        (all, lost)
    }

    /// The smallest size that is stated of each group, whatever the figure that it stands beside, and whoever may see it.
    fn sizes(&self, entries: &[String]) -> BTreeMap<(String, String), f64> {
        let mut sizes = BTreeMap::new();
        for own in entries {
            let Some((group, cases)) = self.group(own).zip(self.count(own, "n")) else {
                continue;
            };
            let known = sizes.entry(group).or_insert(cases);
            *known = cases.min(*known);
        }
        sizes
    }

    /// The attribute and the group of a result, whoever may see them; `None` of everyone.
    fn group(&self, own: &str) -> Option<(String, String)> {
        let text = |key: &str| self.stated.text(&format!("{own}.{key}"));
        let attribute = text("attribute").filter(|attribute| *attribute != OVERALL)?;
        let group = text("group").unwrap_or_default().trim().to_lowercase();
        Some((attribute.to_owned(), group))
    }

    fn count(&self, own: &str, key: &str) -> Option<f64> {
        let value = self.stated.value(&format!("{own}.{key}"));
        value.and_then(Value::number)
    }

    fn outcome(&self, own: &str, sizes: &BTreeMap<(String, String), f64>) -> Option<Outcome> {
        let shown = |key: &str| {
            self.stated
                .shown(&format!("{own}.{key}"), self.asked.audience)
        };
        let number = |key: &str| shown(key).and_then(Value::number);
        let text = |key: &str| match shown(key) {
            Some(Value::Text(text) | Value::Choice(text)) => Some(text.clone()),
            _ => None,
        };
        let metric = text("metric")?;
        let known = self.common.metric.iter().find(|known| known.id == metric);
        let label = known.and_then(|known| known.labels.first());
        let attribute = text("attribute").filter(|attribute| attribute != OVERALL);
        // Of a share, cases with the event and cases without are denominators. What stays out for a few, stays out whoever may see how few.
        let (stated, events) = (self.count(own, "n"), self.count(own, "events"));
        let group = self.group(own);
        let cases = group.and_then(|group| sizes.get(&group).copied());
        let cases = cases.or(stated);
        let others = stated.or(cases).zip(events);
        let others = others.map(|(cases, events)| cases - events);
        let few = |count: &Option<f64>| count.is_some_and(|count| self.small.contains(&count));
        Some(Outcome {
            masked: [cases, events, others].iter().any(few),
            attribute: attribute.clone(),
            cases,
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

/// Counts that are small.
pub(super) type Small = RangeInclusive<f64>;

/// Where one group alone of an attribute stays out, the next smallest does too: else it follows from the others and from everyone's figure.
fn mask(all: &mut [Outcome]) {
    let alone = |all: &[Outcome], own: &Outcome| {
        let same = |other: &&Outcome| other.label == own.label && other.attribute == own.attribute;
        own.masked
            && own.attribute.is_some()
            && all.iter().filter(same).filter(|own| own.masked).count() == 1
    };
    let lonely: Vec<(String, Option<String>)> = all
        .iter()
        .filter(|own| alone(all, own))
        .map(|own| (own.label.clone(), own.attribute.clone()))
        .collect();
    for (label, attribute) in lonely {
        let next = all
            .iter_mut()
            .filter(|own| !own.masked && own.label == label && own.attribute == attribute)
            .min_by(|one, other| {
                let cases = |own: &Outcome| own.cases.unwrap_or(f64::MAX);
                cases(one).total_cmp(&cases(other))
            });
        if let Some(next) = next {
            next.masked = true;
        }
    }
}
