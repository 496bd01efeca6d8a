//! Documents that teams already have, as answers: CHAI applied model cards, Hugging Face cards, MONAI bundles, `CycloneDX`.
//!
//! Only the parts that `rules/documents/` names are read. A text becomes a text; a choice or a number comes from a part that is one,
//! never from words found in a text. What says nothing, is of something else or has a doubtful unit is not taken, and told by its place.

mod activity;
pub mod card;
mod detect;
mod figure;
mod json;
pub mod limits;
mod mapping;
mod markdown;
mod node;
mod nothing;
mod number;
mod plain;
mod reading;
mod refusal;
pub mod remark;
mod rule;
mod verbatim;
mod written;
mod xml;
mod yaml;

use std::collections::BTreeSet;

use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_rules::field::Kind as FieldKind;

use crate::answer::{Answer, Given};
use node::Part;
use reading::Reading;
pub use refusal::{Refusal, Unread};
pub use remark::Remark;

/// A kind of document that is read. Its words are `intake.kind.CODE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// CHAI applied model card, schema v0.1: figures are free text.
    Chai01,
    /// CHAI applied model card, schema v0.2: figures have a form of their own.
    Chai02,
    /// Hugging Face model card: YAML front matter and headings.
    HuggingFace,
    /// Metadata of a MONAI bundle.
    Monai,
    /// `CycloneDX` 1.5 to 1.7 with a model, as JSON.
    CycloneDx,
}

impl Kind {
    /// All.
    pub const ALL: [Self; 5] = [
        Self::Chai01,
        Self::Chai02,
        Self::HuggingFace,
        Self::Monai,
        Self::CycloneDx,
    ];

    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chai01 => "chai-v0-1",
            Self::Chai02 => "chai-v0-2",
            Self::HuggingFace => "hugging-face",
            Self::Monai => "monai",
            Self::CycloneDx => "cyclonedx",
        }
    }

    /// Its mapping, as data.
    fn mapping(self) -> &'static str {
        match self {
            Self::Chai01 | Self::Chai02 => {
                include_str!("../../../../rules/documents/chai.toml")
            }
            Self::HuggingFace => include_str!("../../../../rules/documents/hugging-face.toml"),
            Self::Monai => include_str!("../../../../rules/documents/monai.toml"),
            Self::CycloneDx => include_str!("../../../../rules/documents/cyclonedx.toml"),
        }
    }
}

/// A section of the descriptor, and what a document gave for it. Lists are not counted, the fields of their entries are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The section's id.
    pub section: String,
    /// Fields that got an answer.
    pub filled: usize,
    /// Fields that this kind of document has, without an answer here.
    pub empty: usize,
    /// Fields that no document of this kind has.
    pub absent: usize,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its kind.
    pub kind: Kind,
    /// What it answers. Entries of a list are numbered from zero, without a gap.
    pub answers: Vec<Answer>,
    /// What was not taken, and why.
    pub remarks: Vec<Remark>,
    /// Every section of the catalog, in its order.
    pub coverage: Vec<Coverage>,
}

/// Reads a document. `file` is its name without its folder: it stands in origins, and its ending tells kinds whose content has no mark.
///
/// # Errors
/// A [`Refusal`] for a kind that is not read, for a file that is broken, and for one that is more than a document should be.
pub fn read(catalog: &Catalog, file: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    let known = detect::detect(file, bytes)?;
    let mapping = mapping::mapping(known.kind.mapping())?;
    let common = mapping::common()?;
    let nothing = mapping.nothing.with(&common.nothing);
    let mut reading = Reading::new(catalog, file, nothing);
    let root = Part::root(&known.root, known.style);
    let from = match known.kind {
        Kind::CycloneDx => model(&mut reading, &root)?,
        _ => root,
    };
    reading.verbatim = known.verbatim || component_mark(&from);
    for rule in &mapping.field {
        reading.rule(&from, rule, "");
    }
    for rule in &mapping.entry {
        for field in &rule.field {
            let path = format!("{}[].{}", rule.list, field.to);
            reading.mapped.insert(path);
        }
        reading.entry(&from, rule);
    }
    // In v0.1 a result is a sentence: figures in it are nobody's to guess.
    let figures = match known.kind {
        Kind::Chai01 => &[],
        _ => mapping.figures.as_slice(),
    };
    for rule in figures {
        figure::figures(&mut reading, &common, &from, rule);
    }
    for rule in &mapping.activity {
        reading.activity(&from, rule);
    }
    let coverage = coverage(catalog, &reading);
    // An item of a list is a line: a document's own line ends within it would make two of it elsewhere.
    for answer in &mut reading.answers {
        if let (Given::Texts(texts), false) = (&mut answer.given, reading.verbatim) {
            for text in texts {
                *text = plain::spaced(text).collect::<Vec<_>>().join(" ");
            }
        }
    }
    Ok(Document {
        kind: known.kind,
        answers: reading.answers,
        remarks: reading.remarks,
        coverage,
    })
}

/// Whether a component has the mark of cards whose texts come back as they were.
fn component_mark(component: &Part<'_>) -> bool {
    let own = component.first(&format!("properties[name={}]/value", verbatim::MARK));
    own.is_some_and(|own| own.node.text() == Some(verbatim::VERSION))
}

/// The component of a bill of materials that is a model: the one that it is about, or the first of its parts.
fn model<'n>(reading: &mut Reading<'_>, root: &Part<'n>) -> Result<Part<'n>, Refusal> {
    const MODEL: &str = "[type=machine-learning-model]";
    let own = root.select(&format!("metadata/component{MODEL}"));
    let parts = root.select(&format!("components{MODEL}"));
    let several = own.is_empty() && parts.len() > 1;
    let first = own.into_iter().chain(parts).next();
    let first = first.ok_or(Refusal::Kind(Unread::CycloneModel))?;
    if several {
        reading.remark(remark::SEVERAL_MODELS, "", &first);
    }
    Ok(first)
}

fn coverage(catalog: &Catalog, reading: &Reading<'_>) -> Vec<Coverage> {
    let answered: BTreeSet<String> = reading
        .answers
        .iter()
        .map(|answer| declared(&answer.path).into_owned())
        .collect();
    let of = |section: &garant_rules::field::Section| {
        let mut found = Coverage {
            section: section.id.clone(),
            filled: 0,
            empty: 0,
            absent: 0,
        };
        for field in &section.fields {
            let mapped = reading.mapped.contains(&field.path);
            match field.kind {
                FieldKind::List => {}
                _ if mapped && answered.contains(&field.path) => found.filled += 1,
                _ if mapped => found.empty += 1,
                _ => found.absent += 1,
            }
        }
        found
    };
    catalog.sections.iter().map(of).collect()
}
