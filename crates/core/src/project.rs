//! A descriptor and its evidence, as operators see them.

use garant_rules::Value;
use garant_rules::facts::{Exhibit, Facts, Found, Read};
use jiff::civil::Date;

use crate::descriptor::Descriptor;
use crate::evidence::Evidence;

/// The facts of a project at a date.
#[derive(Debug)]
pub struct Project<'a> {
    /// The descriptor.
    pub descriptor: &'a Descriptor,
    /// Its evidence.
    pub evidence: &'a [Evidence],
    /// The audit's date.
    pub as_of: Date,
}

impl Facts for Project<'_> {
    fn as_of(&self) -> Date {
        self.as_of
    }

    fn look_up(&self, path: &str) -> Found {
        self.descriptor.look_up(path)
    }

    fn evidence(&self, id: &str) -> Exhibit {
        let found = self
            .evidence
            .iter()
            .enumerate()
            .find(|(_, evidence)| evidence.id == id);
        let Some((index, evidence)) = found else {
            return Exhibit {
                problem: Some(garant_rules::Reason::EvidenceMissing),
                reviewed: false,
                read: Read::new("evidence", Found::Missing(None)),
            };
        };
        let (key, place) = match &evidence.url {
            Some(url) if evidence.path.is_empty() => ("url", url),
            _ => ("path", &evidence.path),
        };
        let path = format!("evidence[{index}].{key}");
        let found = Found::Value(
            Value::Text(place.clone()),
            Some(self.descriptor.span(&path)),
        );
        Exhibit {
            problem: evidence.state.reason(),
            reviewed: evidence.reviewed_by.is_some(),
            read: Read::new(path, found),
        }
    }
}
