//! What the results point to: the plan that there is not, and the catalog.

use super::model::{BackMatter, Hash, Properties, Resource, Rlink};
use super::{Source, text};

/// The UUID of the resource that stands for the plan.
pub(super) fn plan(source: Source<'_>) -> String {
    source.ids.of(&["resource", "plan"])
}

/// The UUID of the resource that stands for the catalog.
pub(super) fn catalog(source: Source<'_>) -> String {
    source.ids.of(&["resource", "catalog"])
}

/// The UUID of the catalog as a document: the same for all projects of an edition, a profile and a language.
pub(super) fn document(source: Source<'_>) -> String {
    source.ids.of_catalog(&["catalog", source.view.lang])
}

/// The resources of the results.
pub(super) fn of_results(source: Source<'_>) -> BackMatter {
    let (audit, texts, words) = (source.view.audit, source.view.texts, source.words);
    let args = [
        ("path", audit.descriptor.path.as_str()),
        ("catalog", &texts.catalog),
        ("version", &audit.catalog.version),
        ("profile", &texts.profile),
    ];
    let digest = text::sha256(Some(&audit.descriptor.sha256));
    let descriptor = text::href(&audit.descriptor.path).map(|href| Rlink {
        href,
        media_type: Some("application/toml"),
        hashes: digest.clone().map(Hash::sha256).into_iter().collect(),
    });
    let uuid = document(source);
    let plan = Resource {
        uuid: plan(source),
        title: text::line(words.get("oscal.plan-title")),
        description: Some(text::prose(&words.fill("oscal.plan-says", &args))),
        props: Properties::new().maybe("descriptor-sha256", digest),
        citation: None,
        rlinks: descriptor.into_iter().collect(),
        remarks: None,
    };
    let catalog = Resource {
        uuid: catalog(source),
        title: text::line(&words.fill("oscal.catalog-title", &args)),
        description: Some(text::prose(words.get("oscal.catalog-here"))),
        props: Properties::new()
            .with("catalog-uuid", &uuid)
            .with("catalog-version", &audit.catalog.version)
            .with("catalog-sha256", &audit.catalog.sha256),
        citation: None,
        // A file's name is its user's; the document's UUID is not.
        rlinks: vec![Rlink {
            href: format!("urn:uuid:{uuid}"),
            media_type: Some("application/oscal+json"),
            hashes: Vec::new(),
        }],
        remarks: None,
    };
    BackMatter {
        resources: vec![plan, catalog],
    }
}
