//! What a document cannot tell without contradicting itself, as data: answers that do not go together, and several things where it tells of one.

use garant_core::{Lang, Stated};
use garant_rules::Truth;
use serde::Deserialize;

use super::missing::{Missing, Why};
use super::say::{Both, When};

/// Answers that do not go together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conflict {
    title: Both,
    #[serde(rename = "if")]
    when: Vec<When>,
}

/// A list of which the document tells one entry at most.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Single {
    title: Both,
    list: String,
}

impl Conflict {
    /// Its fields, all named, where they contradict each other.
    pub(super) fn found(&self, stated: &Stated<'_>, lang: Lang) -> Vec<Missing> {
        if When::all(&self.when, stated) != Truth::True {
            return Vec::new();
        }
        let own = self.when.iter();
        own.map(|when| blocked(&when.path, &self.title, Why::Contradicts, stated, lang))
            .collect()
    }
}

impl Single {
    /// The list, where it has several entries.
    pub(super) fn found(&self, stated: &Stated<'_>, lang: Lang) -> Option<Missing> {
        let several = stated.entries(&self.list).len() > 1;
        several.then(|| blocked(&self.list, &self.title, Why::Several, stated, lang))
    }
}

fn blocked(path: &str, title: &Both, why: Why, stated: &Stated<'_>, lang: Lang) -> Missing {
    let field = stated.field(path);
    Missing {
        fact: title.get(lang).to_owned(),
        path: path.to_owned(),
        title: field.map_or_else(String::new, |field| field.title.get(lang).to_owned()),
        line: stated.line(path),
        why,
        criterion: None,
        decides: false,
        cites: Vec::new(),
        drawn: Vec::new(),
    }
}
