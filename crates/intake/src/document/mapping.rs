//! Which part of a document answers which field: data of `rules/documents/`, the same for the program and its tests.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::nothing::Nothing;
use super::refusal::Refusal;

const COMMON: &str = include_str!("../../../../rules/documents/common.toml");

/// The parts of a kind of document that are read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mapping {
    /// Marks by which a card is told from any other text.
    #[serde(default)]
    pub(super) recognise: Recognise,
    #[serde(default)]
    pub(super) nothing: Nothing,
    #[serde(default)]
    pub(super) field: Vec<Rule>,
    #[serde(default)]
    pub(super) entry: Vec<Entry>,
    #[serde(default)]
    pub(super) figures: Vec<Figures>,
    #[serde(default)]
    pub(super) activity: Vec<Activity>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Recognise {
    /// Keys of a front matter, of which one is enough.
    pub(super) front: Vec<String>,
    /// Headings, folded, of which two are needed where there is no such key.
    pub(super) headings: Vec<String>,
    /// Labels, folded, of bullets that are no part of the text around them.
    pub(super) labels: Vec<String>,
}

/// One part, and the field that it answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Rule {
    /// The path of the part in the document.
    pub(super) from: String,
    /// The declared path of the field, or its last part inside an entry.
    pub(super) to: String,
    pub(super) how: How,
    /// For a choice: words of the document, folded, and the choice each stands for.
    #[serde(default)]
    pub(super) values: BTreeMap<String, String>,
    /// For a number.
    pub(super) unit: Option<Unit>,
    /// Words before the value that are not part of it.
    pub(super) strip: Option<String>,
    /// Whether a card that is written has it.
    #[serde(default = "yes")]
    pub(super) write: bool,
}

fn yes() -> bool {
    true
}

/// How a part becomes an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum How {
    /// A plain text.
    Text,
    /// All texts that the path leads to, one under the other, as one text.
    Joined,
    /// All texts that the path leads to.
    Texts,
    /// An address of the web.
    Url,
    /// A word of a closed list.
    Choice,
    /// A number, or a text that is one.
    Number,
    /// Nothing is taken: a person must answer, and is told where something is written.
    Ask,
    /// Nothing is taken: the number is of something else.
    OtherQuantity,
    /// The name of a key.
    Key,
}

/// The conversion of a number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Unit {
    /// The unit in which the kind's documentation asks for it.
    pub(super) from: String,
    /// The unit of the field.
    pub(super) to: String,
    pub(super) factor: f64,
    /// Below this, people are known to write in the other unit.
    pub(super) doubtful_below: Option<f64>,
}

/// Parts that become entries of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) from: String,
    pub(super) list: String,
    /// What each entry has by what the part is; `{n}` is its number.
    #[serde(default)]
    pub(super) fixed: BTreeMap<String, String>,
    pub(super) field: Vec<Rule>,
    /// Without one of these, there is no entry.
    pub(super) needs: Vec<String>,
    /// Whether a card that is written has it.
    #[serde(default = "yes")]
    pub(super) write: bool,
}

/// Parts that hold figures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Figures {
    pub(super) from: String,
    pub(super) shape: Shape,
    /// Zeros without a unit stand where nothing was measured.
    #[serde(default)]
    pub(super) zero_says_nothing: bool,
}

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Shape {
    /// A label and a JSON text.
    Chai,
    /// A type and a value.
    HuggingFace,
    /// A type, texts for the value and the bounds, a slice.
    CycloneDx,
    /// A key and a number.
    Monai,
}

/// Energy and emissions of one activity, each a value with its unit, taken together or not at all.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Activity {
    pub(super) from: String,
    pub(super) energy: Quantity,
    pub(super) emissions: Quantity,
    /// The most kilograms a kilowatt-hour that a grid gives.
    pub(super) most: f64,
}

/// A value with its unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quantity {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) unit: String,
    /// Units of the document, and what a number in each is multiplied by.
    pub(super) units: BTreeMap<String, f64>,
}

/// What all kinds share.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Common {
    pub(super) nothing: Nothing,
    pub(super) metric: Vec<Metric>,
    pub(super) group: Vec<Group>,
}

/// Labels that name a metric, folded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Metric {
    pub(super) id: String,
    pub(super) labels: Vec<String>,
    /// The most that it can be, as a share.
    pub(super) most: f64,
}

/// Labels that name a group of people, folded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) attribute: String,
    pub(super) labels: Vec<String>,
}

pub(super) fn mapping(text: &str) -> Result<Mapping, Refusal> {
    toml::from_str(text).map_err(|_| Refusal::Mapping)
}

pub(super) fn common() -> Result<Common, Refusal> {
    toml::from_str(COMMON).map_err(|_| Refusal::Mapping)
}
