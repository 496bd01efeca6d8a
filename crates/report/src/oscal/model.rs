//! The parts of OSCAL that both documents share. What is empty is left out: OSCAL refuses it.

use serde::Serialize;

use super::NS;
use super::text;

/// A property.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Property {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<&'static str>,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

/// Properties of ours, in the order in which they are told; those without a value are left out.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Properties(Vec<Property>);

impl Properties {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// With a property of ours.
    pub(super) fn with(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.push(name, value.as_ref(), None, None, None);
        self
    }

    /// With a property of ours and what its code means in words.
    pub(super) fn told(mut self, name: &'static str, value: &str, says: Option<&str>) -> Self {
        self.push(name, value, None, None, says);
        self
    }

    /// With a property of ours, where there is one.
    pub(super) fn maybe(self, name: &'static str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With a property of ours, if it is so.
    pub(super) fn flag(self, name: &'static str, is: bool) -> Self {
        if is { self.with(name, "true") } else { self }
    }

    /// With a property of ours of a class, and what that class is in words.
    pub(super) fn of(
        mut self,
        class: &str,
        name: &'static str,
        value: impl AsRef<str>,
        says: Option<&str>,
    ) -> Self {
        let class = super::id::token(class);
        self.push(name, value.as_ref(), Some(class), None, says);
        self
    }

    /// With a property of ours that belongs together with others.
    pub(super) fn grouped(mut self, group: &str, name: &'static str, value: Option<&str>) -> Self {
        let value = value.unwrap_or_default();
        self.push(name, value, None, Some(group.to_owned()), None);
        self
    }

    /// The same, with a remark.
    pub(super) fn remarked(
        mut self,
        group: &str,
        name: &'static str,
        value: Option<&str>,
        remarks: Option<&str>,
    ) -> Self {
        let value = value.unwrap_or_default();
        self.push(name, value, None, Some(group.to_owned()), remarks);
        self
    }

    /// With a property that NIST defines.
    pub(super) fn defined(mut self, name: &'static str, value: &str) -> Self {
        self.push(name, value, None, None, None);
        if let Some(last) = self.0.last_mut() {
            last.ns = None;
        }
        self
    }

    /// With others after them.
    pub(super) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    fn push(
        &mut self,
        name: &'static str,
        value: &str,
        class: Option<String>,
        group: Option<String>,
        remarks: Option<&str>,
    ) {
        if let Some(value) = text::string(value) {
            self.0.push(Property {
                name,
                ns: Some(NS),
                value,
                class,
                group,
                remarks: remarks.map(text::prose),
            });
        }
    }
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) rel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
}

impl Link {
    /// A reference to what a UUID names in the same document.
    pub(super) fn to(uuid: &str, says: Option<&str>) -> Self {
        Self {
            href: format!("#{uuid}"),
            rel: "reference",
            text: says.map(text::line),
        }
    }
}

/// The resources at the end of a document.
#[derive(Debug, Serialize)]
pub(super) struct BackMatter {
    pub(super) resources: Vec<Resource>,
}

/// A resource.
#[derive(Debug, Serialize)]
pub(super) struct Resource {
    pub(super) uuid: String,
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    pub(super) props: Properties,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) citation: Option<Citation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) rlinks: Vec<Rlink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remarks: Option<String>,
}

/// How a resource is cited.
#[derive(Debug, Serialize)]
pub(super) struct Citation {
    pub(super) text: String,
}

/// Where a resource is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Rlink {
    pub(super) href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) media_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) hashes: Vec<Hash>,
}

/// The digest of a file.
#[derive(Debug, Serialize)]
pub(super) struct Hash {
    algorithm: &'static str,
    value: String,
}

impl Hash {
    /// Of a SHA-256.
    pub(super) fn sha256(value: String) -> Self {
        Self {
            algorithm: "SHA-256",
            value,
        }
    }
}
