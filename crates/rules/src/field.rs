//! The descriptor's fields: what may be written, of which kind, and what it means.

use serde::{Deserialize, Serialize};

use crate::lang::Said;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A text.
    Text,
    /// Several texts.
    Texts,
    /// One of the field's choices.
    Choice,
    /// Several of the field's choices.
    Choices,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A length of time such as `P12M`.
    Duration,
    /// An address.
    Url,
    /// The id of a piece of evidence.
    Evidence,
    /// Entries.
    List,
    /// The id of a criterion.
    Criterion,
    /// The id of a profile.
    Profile,
}

impl Kind {
    /// All, with their codes.
    pub const ALL: [(&'static str, Self); 14] = [
        ("bool", Self::Bool),
        ("text", Self::Text),
        ("texts", Self::Texts),
        ("choice", Self::Choice),
        ("choices", Self::Choices),
        ("integer", Self::Integer),
        ("number", Self::Number),
        ("date", Self::Date),
        ("duration", Self::Duration),
        ("url", Self::Url),
        ("evidence", Self::Evidence),
        ("list", Self::List),
        ("criterion", Self::Criterion),
        ("profile", Self::Profile),
    ];

    /// The code.
    pub fn code(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(code, _)| code)
    }
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Kebab-case.
    pub id: String,
    /// Its words.
    pub title: Said,
}

/// For whom an answer may be, the most closed first.
pub const AUDIENCES: [&str; 3] = ["internal", "client", "public"];

/// One field.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of its own in a catalog"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The path, `[]` after each list: `data.datasets[].name`.
    pub path: String,
    /// What it holds.
    pub kind: Kind,
    /// A noun phrase.
    pub title: Said,
    /// What to write.
    pub help: Said,
    /// Who knows the answer.
    pub actor: String,
    /// The body whose decision it tells, where it is not the project's to state otherwise: nobody plans it for that body.
    pub decided_by: Option<Said>,
    /// Whether the day it holds is that of what happens once: a day that is past stays, and nobody plans another.
    pub once: bool,
    /// Whether each entry of the list tells something that took place: what is stated of it stays, and another is another entry.
    pub record: bool,
    /// Whether what is stated stays: it says what the project is, or was set before what it is to be held against. Nobody plans another.
    pub kept: bool,
    /// The declared path of the day of the act whose outcome it tells: another outcome is that of the act done again.
    pub dated_by: Option<String>,
    /// The choice that says of its entry that another entry took its place.
    pub replaced: Option<String>,
    /// Who may read the answer: one of [`AUDIENCES`].
    pub audience: String,
    /// Whether the answer names a person: it is then for those who work on the project alone, whatever its audience.
    pub person: bool,
    /// Whether each entry must have it.
    pub required: bool,
    /// Whether entries may not share it.
    pub unique: bool,
    /// The unit of a number.
    pub unit: Option<Said>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// The choices.
    pub choices: Vec<Choice>,
    /// An example as TOML.
    pub example: Option<String>,
    /// Kinds of document that usually carry it.
    pub documents: Vec<String>,
    /// The path that it had before.
    pub renamed_from: Option<String>,
}

/// A section of the descriptor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The top-level key; `top` for the keys outside any section.
    pub id: String,
    /// Its words.
    pub title: Said,
    /// What it is for.
    pub help: Said,
    /// Its fields in the order shown.
    pub fields: Vec<Field>,
}
