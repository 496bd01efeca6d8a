//! Figures arranged for showing, whatever they are figures of: the only thing that a format of figures sees.

use garant_measure::Figure;
use serde::Serialize;

/// Figures arranged for showing, in one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sheet {
    /// What they are figures of.
    pub title: String,
    /// Tables, in the order of reading.
    pub tables: Vec<Table>,
    /// How the figures are computed, in sentences.
    pub conventions: Vec<String>,
    /// What deserves a look, in sentences.
    pub notes: Vec<String>,
    /// Every figure, one a line, for machines.
    #[serde(skip)]
    pub lines: Vec<Line>,
    /// Figures that can be drawn.
    #[serde(skip)]
    pub charts: Vec<Chart>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// The id of what it shows, kebab-case.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Its columns, the name of rows first.
    pub columns: Vec<String>,
    /// Which of the others hold numbers, and stand at the right.
    pub numbers: Vec<bool>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The attribute that its group is of, where rows are groups.
    pub under: Option<String>,
    /// Its name.
    pub name: String,
    /// Its cells, one for each column but the first.
    pub cells: Vec<Cell>,
}

/// A cell: as read, in the language's form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// What stands there; never empty.
    pub text: String,
    /// Whether it is a number, which stands at the right.
    pub number: bool,
}

/// What is known of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It has a value.
    Defined,
    /// It has a value, of rows whose group is not recorded.
    NotRecorded,
    /// It is a proportion of nothing.
    Undefined,
    /// It is left out to protect a small group.
    Masked,
    /// It could not be computed from what was read.
    NotComputed,
    /// It is what others are compared with.
    Reference,
}

impl Status {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Defined => "defined",
            Self::NotRecorded => "not-recorded",
            Self::Undefined => "undefined",
            Self::Masked => "masked",
            Self::NotComputed => "not-computed",
            Self::Reference => "reference",
        }
    }
}

/// A figure of a group, for machines: names as in the table that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The attribute; empty for the whole.
    pub attribute: String,
    /// The group; empty for the whole, and where it is not recorded.
    pub group: String,
    /// The figure's id.
    pub figure: String,
    /// Value and interval.
    pub value: Figure,
    /// Rows that it stands on.
    pub n: Option<u64>,
    /// What it is compared with; empty where it is no comparison.
    pub reference: String,
    /// What is known of it.
    pub status: Status,
}

/// A figure in all groups, to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The figure's id.
    pub id: String,
    /// The figure's name.
    pub title: String,
    /// What the axis always shows.
    pub range: (f64, f64),
    /// Where the upright line stands.
    pub whole: Option<f64>,
    /// Its rows, attribute after attribute.
    pub rows: Vec<Mark>,
}

/// A row of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The attribute; none for the whole.
    pub under: Option<String>,
    /// The group.
    pub name: String,
    /// Value and interval.
    pub value: Figure,
    /// Rows that it stands on.
    pub n: Option<u64>,
    /// Whether others are compared with it.
    pub reference: bool,
    /// What is known of it.
    pub status: Status,
}
