//! All findings of one run in a fixed order, with the versions and digests that make it repeatable: `garant.audit`, version 1.

use std::collections::BTreeMap;

use garant_rules::{Catalog, Lang};
use garant_source::Diagnostic;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::finding::{Finding, Words};
use crate::gate::Gate;
use crate::look::Look;
use crate::scope::Reach;
use crate::score::Score;
use crate::takeup::TakenUp;
use crate::texts::Texts;
use crate::waiver::Waiver;

/// The name of the format.
pub const FORMAT: &str = "garant.audit";
/// The version of the format; it only ever adds.
pub const VERSION: u32 = 1;

/// An audit. All formats are rendered from this value alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Audit {
    /// `garant.audit`.
    pub format: String,
    /// `1`.
    pub version: u32,
    /// The program.
    pub tool: Tool,
    /// The date used.
    pub as_of: String,
    /// The catalog.
    pub catalog: CatalogStamp,
    /// The profile.
    pub profile: String,
    /// The file judged.
    pub descriptor: FileStamp,
    /// The language of the answers.
    pub lang: Option<String>,
    /// Who declares.
    pub declaration: Declaration,
    /// What is judged.
    pub system: System,
    /// The gate.
    pub gate: Gate,
    /// By principle, in the catalog's order.
    pub scores: Vec<Score>,
    /// On what the met criteria stand.
    #[serde(default)]
    pub footings: crate::score::Footings,
    /// In the catalog's order.
    pub findings: Vec<Finding>,
    /// Accepted risks.
    pub waivers: Vec<Waiver>,
    /// Whether waivers were ignored.
    #[serde(default)]
    pub waivers_ignored: bool,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// Opinions given on the project.
    #[serde(default)]
    pub opinions: Vec<crate::opinion::Opinion>,
    /// Figures computed again; none in this version.
    pub measures: Vec<crate::measures::Measure>,
    /// For whom the report is.
    #[serde(default)]
    pub audience: crate::audience::Audience,
    /// Who may see what is told outside the reads, by declared path.
    #[serde(default)]
    pub audiences: BTreeMap<String, crate::audience::Readers>,
    /// Open findings in order: not met, then undetermined, by level, effort, code.
    pub actions: Vec<String>,
    /// What falls due at the next phase.
    pub due_next: Vec<String>,
    /// Suppliers' audits taken up.
    pub takes_up: Vec<TakenUp>,
    /// Which regimes reach the project, since when, and who owes what.
    #[serde(default)]
    pub scope: Vec<Reach>,
    /// Criteria that the profile leaves out, with the reason.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// How the profile lays the report out: `full` or `page`.
    #[serde(default)]
    pub layout: String,
    /// How the report presents itself.
    #[serde(default)]
    pub look: Look,
    /// What deserves a look in the file.
    pub diagnostics: Vec<Notice>,
    /// Every word of the catalog that a report needs, by language.
    pub texts: BTreeMap<String, Texts>,
}

/// The program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CatalogStamp {
    /// Its version.
    pub version: String,
    /// Of its files.
    pub sha256: String,
    /// How many criteria it holds.
    pub criteria: usize,
    /// Its packs, those of its user included.
    #[serde(default)]
    pub packs: Vec<String>,
}

/// A criterion that the profile leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftOut {
    /// `PACK/ID`.
    pub criterion: String,
    /// For people to say aloud.
    pub code: String,
    /// Why, in both languages.
    pub says: Words,
}

/// A file judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FileStamp {
    /// Relative as given and without `..`, else the file's name.
    pub path: String,
    /// Of its bytes.
    pub sha256: String,
}

/// Who declares. Null where nothing is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Declaration {
    /// Name.
    pub by: Option<String>,
    /// Role.
    pub role: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Date.
    pub on: Option<String>,
}

/// What is judged. Null where nothing is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct System {
    /// Id.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Version.
    pub version: Option<String>,
    /// Provider.
    pub provider: Option<String>,
    /// Summary.
    pub summary: Option<String>,
    /// supplier, deployer or both.
    pub acts_as: Option<String>,
    /// The project's phase.
    pub phase: Option<String>,
    /// The services of its sites, each once, in the descriptor's order.
    #[serde(default)]
    pub services: Vec<String>,
}

/// A diagnostic: a code with arguments and a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Notice {
    /// Its code.
    pub code: String,
    /// Its severity: `error` or `warning`.
    pub severity: String,
    /// What its sentence needs.
    pub args: BTreeMap<String, String>,
    /// Line; 0 where the report's readers may not see it, or where the facts were no text.
    pub line: usize,
    /// Column; 0 with the line.
    pub column: usize,
    /// The concrete path, where the facts were no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its sentence in both languages.
    pub says: Words,
    /// That sentence before its arguments are put in.
    #[serde(default)]
    pub form: Words,
}

/// A diagnostic with its sentence in both languages, from the words of the catalog that gave it.
pub fn notice(catalog: &Catalog, problem: &Diagnostic) -> Notice {
    let args: Vec<(&str, &str)> = problem
        .args
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let key = format!("diagnostic.{}.message", problem.code);
    Notice {
        code: problem.code.to_owned(),
        severity: match problem.severity {
            garant_source::Severity::Error => "error",
            garant_source::Severity::Warning => "warning",
        }
        .to_owned(),
        args: problem
            .args
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
        line: problem.line,
        column: problem.column,
        path: problem.path.clone(),
        says: Words {
            fr: catalog.words.fill(&key, Lang::Fr, &args),
            en: catalog.words.fill(&key, Lang::En, &args),
        },
        form: Words {
            fr: catalog.words.get(&key, Lang::Fr).to_owned(),
            en: catalog.words.get(&key, Lang::En).to_owned(),
        },
    }
}
