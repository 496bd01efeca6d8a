//! The names that a portfolio's readers need of a catalog.

use std::collections::BTreeMap;

use garant_rules::catalog::Term;
use garant_rules::{Catalog, Lang};
use serde::{Deserialize, Serialize};

type ByName = BTreeMap<String, String>;

/// Kinds of words that a portfolio shows, by the beginning of their key.
const KINDS: [&str; 5] = ["verdict.", "waiver.", "opinion.", "acts-as.", "evidence."];

const OUTCOME: &str = "governance.opinions[].outcome";

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
    /// The statements of checks that deadlines and waivers name, by their criterion's code and their own id: `CODE ID`.
    #[serde(default)]
    pub checks: ByName,
    /// Verdicts, roles, states and outcomes of opinions, by dotted key.
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
        let outcomes = catalog.field(OUTCOME).into_iter();
        let outcomes = outcomes.flat_map(|field| &field.choices).map(|choice| {
            let key = format!("outcome.{}", choice.id);
            (key, choice.title.get(lang).to_owned())
        });
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
                .chain(outcomes)
                .collect(),
            checks: ByName::new(),
        }
    }

    /// Adds the statement of a check, where the catalog has it.
    pub(super) fn add_check(&mut self, catalog: &Catalog, code: &str, check: &str, lang: Lang) {
        let mut criteria = catalog.criteria.iter();
        let criterion = criteria.find(|criterion| criterion.code == code);
        let mut checks = criterion.into_iter().flat_map(|own| &own.checks);
        if let Some(known) = checks.find(|known| known.id == check) {
            let says = known.says.get(lang).to_owned();
            self.checks.insert(format!("{code} {check}"), says);
        }
    }
}
