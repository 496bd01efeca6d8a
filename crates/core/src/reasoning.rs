//! Why a verdict is what it is: the conditions of a criterion as they were judged, part by part, each leaf with what it read.

use garant_rules::catalog::Catalog;
use garant_rules::facts::{Parameters, Scope};
use garant_rules::operator::Speaker;
use garant_rules::tree::Tree;
use garant_rules::{Condition, Index, Lang, Truth};
use serde::{Deserialize, Serialize};

use crate::error::AuditError;
use crate::evidence::Files;
use crate::finding::{Finding, Words};
use crate::judge::Judge;
use crate::project::Project;
use crate::readership::Readership;
use crate::request::Request;
use crate::texts;
use crate::trace::Trace;

/// One criterion on one project, condition by condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reasoning {
    /// What was found.
    pub finding: Finding,
    /// When it applies; null where it always does.
    pub applies: Option<Branch>,
    /// Its checks, in their order.
    pub checks: Vec<Reasoned>,
}

/// A check, condition by condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reasoned {
    /// Its id.
    pub id: String,
    /// The statement.
    pub says: Words,
    /// When it is asked; null where it always is.
    pub applies: Option<Branch>,
    /// What it asks.
    pub require: Branch,
}

/// A condition as it was judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Branch {
    /// The operator's key: `all`, `any`, `not`, `every`, `some` and `definition` have parts.
    pub operator: String,
    /// The condition, said by its operators.
    pub says: Words,
    /// The entry of a list that it was judged for: `deployment.sites[0]`.
    pub entry: Option<String>,
    /// Whether it only says which entries count.
    pub filter: bool,
    /// What is known.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub truth: Truth,
    /// Why it is unknown.
    pub reason: Option<String>,
    /// What it read, where it has no parts.
    pub read: Vec<Trace>,
    /// The conditions that it combines, in order.
    pub parts: Vec<Self>,
}

impl Judge<'_> {
    /// A criterion judged condition by condition; none where the profile does not select it.
    ///
    /// # Errors
    /// Those of [`audit`](crate::audit()).
    pub fn reasoning(
        &self,
        request: &Request<'_>,
        files: &dyn Files,
        criterion: &str,
    ) -> Result<Option<Reasoning>, AuditError> {
        let catalog = self.catalog;
        let case = self.open(request, files)?;
        let readership = Readership::new(catalog, &case.descriptor);
        let sheet = case.sheet(catalog, request);
        let project = sheet.project(&readership, true);
        let bench = sheet.bench(&project);
        let own = catalog
            .criterion(criterion)
            .filter(|own| bench.selected(own));
        let Some(own) = own else {
            return Ok(None);
        };
        let parameters = texts::parameters(own, case.profile);
        let teller = Teller {
            catalog,
            index: &self.index,
            project: &project,
            parameters: &parameters,
        };
        let checks = own.checks.iter().map(|check| Reasoned {
            id: check.id.clone(),
            says: Words::of(&check.says),
            applies: check.applies.as_ref().map(|own| teller.branch(own)),
            require: teller.branch(&check.require),
        });
        Ok(Some(Reasoning {
            finding: bench.judge(own),
            applies: own.applies.as_ref().map(|own| teller.branch(own)),
            checks: checks.collect(),
        }))
    }
}

struct Teller<'a> {
    catalog: &'a Catalog,
    index: &'a Index<'a>,
    project: &'a Project<'a>,
    parameters: &'a Parameters,
}

impl Teller<'_> {
    fn branch(&self, condition: &Condition) -> Branch {
        let scope = Scope {
            facts: self.project,
            place: "",
            parameters: self.parameters,
        };
        self.told(&Tree::of(condition, scope))
    }

    fn told(&self, tree: &Tree<'_>) -> Branch {
        let says = |lang: Lang| {
            tree.condition.say(&Speaker {
                words: &self.catalog.words,
                index: self.index,
                lang,
                parameters: self.parameters,
                list: &tree.list,
            })
        };
        Branch {
            operator: tree.condition.key().to_owned(),
            says: Words {
                fr: says(Lang::Fr),
                en: says(Lang::En),
            },
            entry: tree.entry.clone(),
            filter: tree.filter,
            truth: tree.truth,
            reason: tree.reason.map(|reason| reason.code().to_owned()),
            read: tree
                .reads
                .iter()
                .map(|read| self.project.told(read))
                .collect(),
            parts: tree.parts.iter().map(|part| self.told(part)).collect(),
        }
    }
}
