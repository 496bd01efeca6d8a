//! What a document is, since when, and who declares.

use serde::Serialize;

use super::model::Properties;
use super::{Source, VERSION, text};

/// The metadata of a document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Metadata {
    title: String,
    last_modified: String,
    version: String,
    oscal_version: &'static str,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    props: Properties,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<Role>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parties: Vec<Party>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    responsible_parties: Vec<Responsible>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

#[derive(Debug, Serialize)]
struct Role {
    id: &'static str,
    title: String,
}

#[derive(Debug, Serialize)]
struct Party {
    uuid: String,
    #[serde(rename = "type")]
    kind: &'static str,
    name: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Responsible {
    role_id: &'static str,
    party_uuids: Vec<String>,
}

impl Metadata {
    /// Of the results.
    pub(super) fn of_results(source: Source<'_>) -> Self {
        let (audit, words) = (source.view.audit, source.words);
        let name = audit.system.name.as_deref().and_then(text::string);
        let name = name.unwrap_or_else(|| words.get("unnamed").to_owned());
        let title = words.fill(
            "oscal.title",
            &[("name", &name), ("date", &words.date(&audit.as_of))],
        );
        let props = properties(source)
            .with("audience", audit.audience.code())
            .with("descriptor-sha256", &audit.descriptor.sha256);
        let said = format!("report.audience.says-{}", audit.audience.code());
        let mut own = Self::new(source, &title, &audit.as_of, props, words.get(&said));
        let (by, what) = (&audit.declaration, &audit.system);
        own.add(
            source,
            "declarant",
            &[
                ("organization", by.organisation.as_deref()),
                ("person", by.by.as_deref()),
            ],
        );
        own.add(
            source,
            "provider",
            &[("organization", what.provider.as_deref())],
        );
        own
    }

    /// Of the catalog.
    pub(super) fn of_catalog(source: Source<'_>) -> Self {
        let (audit, texts) = (source.view.audit, source.view.texts);
        let title = source.words.fill(
            "oscal.catalog-title",
            &[("catalog", &texts.catalog), ("profile", &texts.profile)],
        );
        let says = source.words.get("oscal.catalog-says");
        let version = &audit.catalog.version;
        Self::new(source, &title, version, properties(source), says)
    }

    fn new(
        source: Source<'_>,
        title: &str,
        version: &str,
        props: Properties,
        remarks: &str,
    ) -> Self {
        Self {
            title: text::line(title),
            last_modified: text::morning(&source.view.audit.as_of),
            version: text::string(version).unwrap_or_else(|| text::NOTHING.to_owned()),
            oscal_version: VERSION,
            props,
            roles: Vec::new(),
            parties: Vec::new(),
            responsible_parties: Vec::new(),
            remarks: Some(text::prose(remarks)),
        }
    }

    /// Adds who has a role, where somebody is stated.
    fn add(
        &mut self,
        source: Source<'_>,
        role: &'static str,
        stated: &[(&'static str, Option<&str>)],
    ) {
        let mut own = Vec::new();
        for (kind, name) in stated {
            if let Some(name) = name.and_then(text::string) {
                let uuid = source.ids.of(&["party", role, kind]);
                own.push(uuid.clone());
                self.parties.push(Party { uuid, kind, name });
            }
        }
        if !own.is_empty() {
            self.roles.push(Role {
                id: role,
                title: text::line(source.words.get(&format!("oscal.role.{role}"))),
            });
            self.responsible_parties.push(Responsible {
                role_id: role,
                party_uuids: own,
            });
        }
    }
}

/// What both documents say of themselves.
fn properties(source: Source<'_>) -> Properties {
    let audit = source.view.audit;
    Properties::new()
        .with("language", source.view.lang)
        .with("tool", &audit.tool.name)
        .with("tool-version", &audit.tool.version)
        .with("profile", &audit.profile)
        .with("catalog-version", &audit.catalog.version)
        .with("catalog-sha256", &audit.catalog.sha256)
}
