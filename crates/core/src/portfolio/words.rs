//! The names that a portfolio's readers need of a catalog.

use std::collections::BTreeMap;

use garant_rules::catalog::Term;
use garant_rules::{Catalog, Lang};
use serde::{Deserialize, Serialize};

type ByName = BTreeMap<String, String>;

/// Kinds of words that a portfolio shows, by the beginning of their key.
const KINDS: [&str; 4] = ["verdict.", "waiver.", "acts-as.", "evidence."];

/// Names of one language, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Names {
    /// The catalog's name.
    pub catalog: String,
    /// Profiles.
    pub profiles: ByName,
    /// Principles.
    pub principles: ByName,
    /// Phases.
    pub phases: ByName,
    /// Levels.
    pub levels: ByName,
    /// Criteria that were judged, by code.
    pub criteria: ByName,
    /// Verdicts, roles and states, by dotted key.
    pub words: ByName,
}

impl Names {
    pub(super) fn of(catalog: &Catalog, judged: &dyn Fn(&str) -> bool, lang: Lang) -> Self {
        let named = |terms: &[Term]| -> ByName {
            let named = terms.iter();
            named
                .map(|term| (term.id.clone(), term.title.get(lang).to_owned()))
                .collect()
        };
        let criteria = catalog.criteria.iter();
        let words = catalog.words.said.iter();
        Self {
            catalog: catalog.title.get(lang).to_owned(),
            profiles: catalog
                .profiles
                .iter()
                .map(|profile| (profile.id.clone(), profile.title.get(lang).to_owned()))
                .collect(),
            principles: named(&catalog.principles),
            phases: named(&catalog.phases),
            levels: named(&catalog.levels),
            criteria: criteria
                .filter(|criterion| judged(&criterion.code))
                .map(|criterion| (criterion.code.clone(), criterion.title.get(lang).to_owned()))
                .collect(),
            words: words
                .filter(|(key, _)| KINDS.iter().any(|kind| key.starts_with(kind)))
                .map(|(key, said)| (key.clone(), said.get(lang).to_owned()))
                .collect(),
        }
    }
}
