//! Figures as each kind of document writes them.

use super::mapping::Shape;
use super::node::{Node, Part, Tree};
use super::number::numeric;
use super::{json, remark};

/// A figure as the document writes it.
#[derive(Default)]
pub(super) struct Figure {
    pub(super) label: String,
    pub(super) value: Option<Amount>,
    pub(super) low: Option<Amount>,
    pub(super) high: Option<Amount>,
    pub(super) level: Option<f64>,
    pub(super) slice: Option<String>,
    /// Whether bounds stand there, readable or not.
    pub(super) bounds: bool,
}

/// A number, and whether it is in percent; `None` where no unit is told.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) value: f64,
    pub(super) percent: Option<bool>,
}

impl Shape {
    /// Fields of a result that this form of a figure can answer.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Chai => &[
                "metric",
                "value",
                "low",
                "high",
                "level",
                "attribute",
                "group",
            ],
            Self::CycloneDx => &["metric", "value", "low", "high", "attribute", "group"],
            Self::HuggingFace | Self::Monai => &["metric", "value"],
        }
    }

    /// The figure of a part, or why it is none.
    pub(super) fn read(self, part: &Part<'_>) -> Result<Figure, &'static str> {
        match self {
            Self::Chai => chai(part),
            Self::HuggingFace => hugging_face(part),
            Self::CycloneDx => cyclonedx(part),
            Self::Monai => Ok(Figure {
                label: part.key().unwrap_or_default(),
                value: amount(part.node),
                ..Figure::default()
            }),
        }
    }
}

/// A number, or a text that is one, with a percent sign or without.
fn amount(node: &Node) -> Option<Amount> {
    let percent = node.text().and_then(|text| text.trim().strip_suffix('%'));
    match percent {
        Some(text) => Some(Amount {
            value: numeric(&Tree::Text(text.to_owned()))?,
            percent: Some(true),
        }),
        None => Some(Amount {
            value: numeric(&node.tree)?,
            percent: None,
        }),
    }
}

fn chai(part: &Part<'_>) -> Result<Figure, &'static str> {
    let text = |key: &str| part.node.get(key).and_then(Node::text);
    let json = text("ValueJson").ok_or(remark::NOT_A_NUMBER)?;
    let value = json::parse(json.trim()).map_err(|_| remark::NOT_A_NUMBER)?;
    let unit = value.get("unit").and_then(Node::text).map(str::trim);
    let percent = match unit {
        Some("%") => Some(true),
        None | Some("") => None,
        // Minutes, millimetres, counts: no metric of the descriptor has them.
        Some(_) => return Err(remark::NOT_THE_QUANTITY),
    };
    let read = |key: &str| {
        let value = numeric(&value.get(key)?.tree)?;
        Some(Amount { value, percent })
    };
    let label = text("Label").unwrap_or_default().to_owned();
    match value.get("kind").and_then(Node::text) {
        Some("single") => Ok(Figure {
            label,
            value: read("value"),
            ..Figure::default()
        }),
        Some("estimate_ci") => Ok(Figure {
            label,
            value: read("estimate"),
            low: read("lower"),
            high: read("upper"),
            level: value.get("level").and_then(|level| numeric(&level.tree)),
            slice: None,
            bounds: true,
        }),
        Some("mean_sd") => Err(remark::NOT_THE_QUANTITY),
        _ => Err(remark::NOT_A_NUMBER),
    }
}

fn hugging_face(part: &Part<'_>) -> Result<Figure, &'static str> {
    let value = part.node.get("value").ok_or(remark::NOT_A_NUMBER)?;
    if value.is_nothing() {
        return Err(remark::SAYS_NOTHING);
    }
    let label = part.node.get("type").and_then(Node::text);
    Ok(Figure {
        label: label.unwrap_or_default().to_owned(),
        value: amount(value),
        ..Figure::default()
    })
}

fn cyclonedx(part: &Part<'_>) -> Result<Figure, &'static str> {
    let text = |key: &str| part.node.get(key).and_then(Node::text);
    let interval = part.node.get("confidenceInterval");
    let bound = |key: &str| interval.and_then(|interval| interval.get(key));
    let (low, high) = (bound("lowerBound"), bound("upperBound"));
    let value = part.node.get("value").ok_or(remark::NOT_A_NUMBER)?;
    Ok(Figure {
        label: text("type").unwrap_or_default().to_owned(),
        value: amount(value),
        low: low.and_then(amount),
        high: high.and_then(amount),
        level: None,
        slice: text("slice").map(str::to_owned),
        // An interval cannot make up for a value that is no number.
        bounds: (low.is_some() || high.is_some()) && amount(value).is_some(),
    })
}
