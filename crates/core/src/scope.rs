//! Which regimes reach a project, since when, by which fact, and who owes what they ask.

use garant_rules::catalog::Catalog;
use garant_rules::facts::{Exhibit, Facts, Found, Parameters, Read, Scope};
use garant_rules::figure::{Ask, Figure};
use garant_rules::reference::Status;
use garant_rules::regime::Regime;
use garant_rules::{Truth, Value};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Words;
use crate::project::Project;
use crate::trace::Trace;

const ROLE: &str = "system.acts-as";

/// A regime and a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Reach {
    /// The regime.
    pub regime: String,
    /// Its name.
    pub title: Words,
    /// What it asks.
    pub says: Words,
    /// The text.
    #[serde(rename = "ref")]
    pub source: String,
    /// How the text is cited in a line.
    pub short: Words,
    /// The place that decides.
    pub at: Option<String>,
    /// Places that come with it.
    pub with: Vec<String>,
    /// Whether it binds the project at the audit's date, whoever owes it.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub status: Status,
    /// First day.
    pub from: Option<String>,
    /// The branch that tells.
    pub because: Option<Words>,
    /// The facts that decided.
    pub read: Vec<Trace>,
    /// The paths that would decide: of a status to be established, and of one that begins later where the project is not known to be reached.
    pub depends_on: Vec<String>,
    /// Who owes it.
    pub owed_by: Vec<String>,
    /// Whether the declarant is one of them; null where the role is not stated.
    pub yours: Option<bool>,
    /// What is easily got wrong about it in this project.
    pub traps: Vec<Words>,
}

impl Reach {
    /// Whether it begins later, and unstated facts decide whether it then reaches the project.
    pub fn perhaps_later(&self) -> bool {
        self.status == Status::NotYet && !self.depends_on.is_empty()
    }
}

/// A project seen by whoever may owe something: regimes are told for all duty holders.
pub(crate) struct Everyone<'a>(pub(crate) &'a Project<'a>);

impl Facts for Everyone<'_> {
    fn as_of(&self) -> Date {
        self.0.as_of()
    }

    fn look_up(&self, path: &str) -> Found {
        if path == ROLE {
            return Found::Value(Value::Choice("both".to_owned()), None);
        }
        self.0.look_up(path)
    }

    fn evidence(&self, id: &str) -> Exhibit {
        self.0.evidence(id)
    }

    fn figure(&self, ask: &Ask) -> Figure {
        self.0.figure(ask)
    }
}

/// The regimes of a catalog for a project, in the catalog's order.
pub(crate) fn scope(catalog: &Catalog, project: &Project<'_>) -> Vec<Reach> {
    catalog
        .regimes
        .iter()
        .filter_map(|regime| reach(catalog, regime, project))
        .collect()
}

fn reach(catalog: &Catalog, regime: &Regime, project: &Project<'_>) -> Option<Reach> {
    let source = catalog.source(&regime.source)?;
    let everyone = Everyone(project);
    let standing = source.standing(regime.at.as_deref(), &everyone);
    let told = |read: &&Read| read.path != ROLE;
    let parameters = Parameters::new();
    let facts = Scope {
        facts: &everyone,
        place: "",
        parameters: &parameters,
    };
    let open = match standing.status {
        Status::ToBeEstablished => true,
        Status::NotYet => !standing.reached,
        _ => false,
    };
    Some(Reach {
        regime: regime.id.clone(),
        title: Words::of(&regime.title),
        says: Words::of(&regime.says),
        source: source.id.clone(),
        short: Words::of(&source.short),
        at: regime.at.clone(),
        with: regime.with.clone(),
        status: standing.status,
        from: standing.from.map(|date| date.to_string()),
        because: standing.says.as_ref().map(Words::of),
        read: standing
            .decided
            .iter()
            .filter(told)
            .filter(|read| read.value().is_some())
            .map(|read| project.told(read))
            .collect(),
        depends_on: standing
            .decided
            .iter()
            .filter(told)
            .filter(|read| open && read.value().is_none())
            .map(|read| read.path.clone())
            .collect(),
        owed_by: regime.owed_by.clone(),
        yours: project
            .descriptor
            .string(ROLE)
            .map(|role| catalog.answers_for(role, &regime.owed_by)),
        traps: regime
            .traps
            .iter()
            .filter(|trap| trap.when.evaluate(facts).truth == Truth::True)
            .map(|trap| Words::of(&trap.says))
            .collect(),
    })
}
