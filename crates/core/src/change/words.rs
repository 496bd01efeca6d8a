//! The words of the catalog that a report of changes needs, in one language.

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::{Catalog, Lang};
use serde::{Deserialize, Serialize};

use super::Changes;
use super::cause::Cause;
use crate::audit::Audit;

/// Kinds of words, by the part of their keys before the first point.
const KINDS: [&str; 10] = [
    "verdict", "reason", "evidence", "waiver", "outcome", "takes-up", "choice", "value", "truth",
    "measure",
];

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct DiffTexts {
    /// The catalog's name.
    pub catalog: String,
    /// Names of the two profiles.
    pub profiles: BTreeMap<String, String>,
    /// Names of levels.
    pub levels: BTreeMap<String, String>,
    /// Titles of the fields told as causes, by declared path.
    pub fields: BTreeMap<String, String>,
    /// Words of statuses and reasons, by dotted key.
    pub words: BTreeMap<String, String>,
    /// Titles of the choices told as values of causes, by declared path and id; left out where no catalog gave them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, BTreeMap<String, String>>,
}

impl Changes {
    /// The same, with the titles of the choices that causes tell, as a catalog has them; an id that it does not know stays as it is.
    #[must_use]
    pub fn with_choices(mut self, catalog: &Catalog) -> Self {
        let causes = self.changed.iter().flat_map(|change| &change.causes);
        let told: Vec<(String, Vec<String>)> = causes
            .filter_map(|cause| match cause {
                Cause::Answer {
                    field,
                    before,
                    after,
                    ..
                } => {
                    let ids = [before, after].into_iter().flat_map(|own| ids(&own.value));
                    Some((field.clone(), ids.collect()))
                }
                _ => None,
            })
            .collect();
        for (path, ids) in told {
            let field = catalog.field(&path);
            let choices = field.iter().flat_map(|field| &field.choices);
            for choice in choices.filter(|choice| ids.contains(&choice.id)) {
                for lang in Lang::ALL {
                    if let Some(texts) = self.texts.get_mut(lang.code()) {
                        let titles = texts.choices.entry(path.clone()).or_default();
                        titles.insert(choice.id.clone(), choice.title.get(lang).to_owned());
                    }
                }
            }
        }
        self
    }
}

/// The texts of a value, or of a list of them.
fn ids(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(values) => values.iter().flat_map(ids).collect(),
        _ => Vec::new(),
    }
}

/// The words of both audits, those of the new one first; a language that neither has is left out.
pub(super) fn gather(changes: &Changes, old: &Audit, new: &Audit) -> BTreeMap<String, DiffTexts> {
    let causes = changes.changed.iter().flat_map(|change| &change.causes);
    let read: BTreeSet<&str> = causes
        .filter_map(|cause| match cause {
            Cause::Answer { field, .. } => Some(field.as_str()),
            Cause::Date { field, .. } => field.as_deref(),
            _ => None,
        })
        .collect();
    let mut all = BTreeMap::new();
    for lang in Lang::ALL {
        let mut told = DiffTexts::default();
        let mut known = false;
        for audit in [old, new] {
            let Some(texts) = audit.texts.get(lang.code()) else {
                continue;
            };
            known = true;
            told.catalog.clone_from(&texts.catalog);
            told.profiles
                .insert(audit.profile.clone(), texts.profile.clone());
            told.levels.extend(texts.levels.clone());
            let fields = texts.fields.iter();
            told.fields.extend(
                fields
                    .filter(|(path, _)| read.contains(path.as_str()))
                    .map(|(path, title)| (path.clone(), title.clone())),
            );
            let kind = |key: &str| key.split('.').next().unwrap_or_default().to_owned();
            let words = texts.words.iter();
            told.words.extend(
                words
                    .filter(|(key, _)| KINDS.contains(&kind(key).as_str()))
                    .map(|(key, said)| (key.clone(), said.clone())),
            );
        }
        if known {
            all.insert(lang.code().to_owned(), told);
        }
    }
    all
}
