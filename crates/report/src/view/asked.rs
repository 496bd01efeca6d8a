//! A text that asks, in words: by which relation, with which force, since when, and whether it binds the project.

use garant_core::finding::Reference;
use garant_core::texts::Texts;
use garant_rules::catalog::declared;
use garant_rules::reference::Status;
use serde::Serialize;

use crate::lang::Words;

/// Texts of one relation and one standing, told together.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Required by, or inspired by.
    pub relation: String,
    /// The texts, each with its force.
    pub texts: Vec<(String, String)>,
    /// Whether they bind, and from which day.
    pub standing: String,
    /// Which branch tells, where that decides something.
    pub because: Option<String>,
    /// The names of the unstated fields that would tell.
    pub missing: Vec<String>,
}

impl Group {
    /// Groups texts, in their order.
    pub(super) fn all(asks: &[Asked]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for ask in asks {
            let told = matches!(ask.status, "binds" | "not-yet" | "to-be-established");
            let because = ask.because.clone().filter(|_| told);
            let text = (ask.text.clone(), ask.force.clone());
            let same = groups.iter_mut().find(|group| {
                group.relation == ask.relation
                    && group.standing == ask.standing
                    && group.because == because
                    && group.missing == ask.missing
            });
            match same {
                Some(group) => group.texts.push(text),
                None => groups.push(Self {
                    relation: ask.relation.clone(),
                    texts: vec![text],
                    standing: ask.standing.clone(),
                    because,
                    missing: ask.missing.clone(),
                }),
            }
        }
        groups
    }
}

/// A text that asks.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Required by, or inspired by.
    pub relation: String,
    /// The text and its place, in short.
    pub text: String,
    /// Its force.
    pub force: String,
    /// Whether it binds, and from which day.
    pub standing: String,
    /// The status's code.
    pub status: &'static str,
    /// Which branch tells.
    pub because: Option<String>,
    /// The names of the unstated fields that would tell.
    pub missing: Vec<String>,
}

impl Asked {
    pub(super) fn new(reference: &Reference, as_of: &str, texts: &Texts, words: &Words) -> Self {
        let word = |key: String| texts.words.get(&key).cloned().unwrap_or(key);
        let source = texts.sources.get(&reference.source);
        let short = source.map_or(reference.source.as_str(), |source| source.short.as_str());
        let text = match &reference.at {
            Some(at) => format!("{short}, {at}"),
            None => short.to_owned(),
        };
        let status = reference.status.code();
        let own = standing(reference, as_of, words);
        Self {
            relation: word(format!("relation.{}", reference.relation)),
            text,
            force: source.map_or_else(String::new, |source| {
                word(format!("force.{}", source.force))
            }),
            standing: own,
            status,
            because: reference
                .because
                .as_ref()
                .map(|because| because.get(words.lang).to_owned()),
            missing: reference
                .depends_on
                .iter()
                .map(|path| {
                    let title = texts.fields.get(&*declared(path));
                    title.cloned().unwrap_or_else(|| path.clone())
                })
                .collect(),
        }
    }
}

/// Whether a text binds, and from which day.
fn standing(reference: &Reference, as_of: &str, words: &Words) -> String {
    let status = reference.status.code();
    let later = reference.from.as_deref().is_some_and(|from| from > as_of);
    let kind = match reference.status {
        Status::Binds if reference.relation != "requires" => "binds-unasked",
        Status::ToBeEstablished if later => "to-be-established-later",
        Status::NotYet if reference.perhaps_later() => "to-be-established-later",
        _ => status,
    };
    let date = reference.from.as_deref().map(|from| words.date(from));
    let mut said = match date {
        Some(date) => words.fill(&format!("report.standing.{kind}-from"), &[("date", &date)]),
        None => words.get(&format!("report.standing.{kind}")).to_owned(),
    };
    // Nothing is unstated: it is the text that nobody read.
    if reference.status == Status::ToBeEstablished && reference.depends_on.is_empty() {
        said = format!(
            "{said}{}{}",
            words.get("report.sep"),
            words.get("report.standing.unread")
        );
    }
    said
}
