//! Whether cited texts bind a project at a date: for the references of a criterion, and for all the texts of a catalog.

use garant_rules::facts::Facts;
use garant_rules::reference::{Source, Standing, Status};
use garant_rules::{Catalog, Index};
use serde::{Deserialize, Serialize};

use crate::error::AuditError;
use crate::figures::NoFigures;
use crate::finding::Words;
use crate::project::{Memory, Project};
use crate::readership::Readership;
use crate::request::Request;

/// A place of a text, and whether it binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Place {
    /// The source's id.
    #[serde(rename = "ref")]
    pub source: String,
    /// Article, item or page; null for the text as a whole.
    pub at: Option<String>,
    /// Whether it binds this project at the audit's date.
    pub status: Status,
    /// The first day of the branch that tells.
    pub from: Option<String>,
    /// The branch that tells, in both languages.
    pub because: Option<Words>,
    /// The paths that would decide: of a status to be established, and of one that begins later where the project is not known to be reached.
    pub depends_on: Vec<String>,
}

/// The standing of one place of a text for a project.
pub(crate) fn place(source: &Source, at: Option<&str>, project: &dyn Facts) -> Place {
    let Standing {
        status,
        from,
        says,
        reached,
        reads,
        decided,
    } = source.standing(at, project);
    let open = match status {
        Status::ToBeEstablished => reads,
        Status::NotYet if !reached => decided,
        _ => Vec::new(),
    };
    Place {
        source: source.id.clone(),
        at: at.map(str::to_owned),
        status,
        from: from.map(|date| date.to_string()),
        because: says.map(|says| Words {
            fr: says.fr.into(),
            en: says.en.into(),
        }),
        depends_on: open
            .iter()
            .filter(|read| read.value().is_none())
            .map(|read| read.path.clone())
            .collect(),
    }
}

/// The standing of every place of every text of the catalog, in its order. A text that a criterion cites as a whole, or that has
/// no places, stands with `at` null.
///
/// # Errors
/// Those of the descriptor, as [`audit`](crate::audit()) gives them.
pub fn standings(catalog: &Catalog, request: &Request<'_>) -> Result<Vec<Place>, AuditError> {
    let descriptor = request.descriptor(catalog, &Index::of(catalog))?;
    let project = Project {
        descriptor: &descriptor,
        evidence: &[],
        as_of: request.as_of,
        readership: &Readership::new(catalog, &descriptor),
        measures: &NoFigures,
        told: true,
        memory: Memory::default(),
    };
    let mut places = Vec::new();
    for source in &catalog.sources {
        let whole = catalog
            .criteria
            .iter()
            .flat_map(|criterion| &criterion.sources)
            .any(|citation| citation.source == source.id && citation.at.is_none());
        if whole || source.locators.is_empty() {
            places.push(place(source, None, &project));
        }
        places.extend(
            source
                .locators
                .iter()
                .map(|locator| place(source, Some(&locator.at), &project)),
        );
    }
    Ok(places)
}
