//! One of the two audits compared: what it is of, and its counts.

use serde::{Deserialize, Serialize};

use crate::audit::{Audit, CatalogStamp};
use crate::gate::Gate;
use crate::score::Counts;

/// One of the two audits compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Side {
    /// What was given: a path, or a revision and a path.
    pub name: String,
    /// The commit that was read, as git names it in full; null where none was.
    pub commit: Option<String>,
    /// The digest of the descriptor.
    pub sha256: String,
    /// The date used.
    pub as_of: String,
    /// The catalog.
    pub catalog: CatalogStamp,
    /// What was asked for as its edition of the catalog, where a project is judged on two; left out for the built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The id of the profile.
    pub profile: String,
    /// The name of what is judged; null where nothing is stated.
    pub system: Option<String>,
    /// Its version; null where nothing is stated.
    pub system_version: Option<String>,
    /// Counts by verdict. Drafts are not counted.
    pub counts: Counts,
    /// The gate.
    pub gate: Gate,
}

impl Side {
    pub(super) fn of(audit: &Audit) -> Self {
        Self {
            name: audit.descriptor.path.clone(),
            commit: None,
            sha256: audit.descriptor.sha256.clone(),
            as_of: audit.as_of.clone(),
            catalog: audit.catalog.clone(),
            edition: None,
            profile: audit.profile.clone(),
            system: audit.system.name.clone(),
            system_version: audit.system.version.clone(),
            counts: Counts::of(&audit.findings),
            gate: audit.gate.clone(),
        }
    }
}
