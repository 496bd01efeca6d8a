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
    /// Several tables in one, where that is shorter: those whose `folded` is true.
    pub overview: Option<Table>,
    /// How the figures are computed, in sentences.
    pub conventions: Vec<String>,
    /// What the words and signs of the tables mean.
    pub terms: Vec<Term>,
    /// What deserves a look, in sentences.
    pub notes: Vec<String>,
    /// Every figure, one a line, for machines.
    #[serde(skip)]
    pub lines: Vec<Line>,
    /// Figures that can be drawn.
    #[serde(skip)]
    pub charts: Vec<Chart>,
}

/// A word or sign of tables, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// As tables write it.
    pub term: String,
    /// What it means.
    pub says: String,
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
    /// Whether the overview shows its figures too.
    pub folded: bool,
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

/// What rows of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Groups of people or places.
    Group,
    /// Periods.
    Period,
    /// Variations of a case.
    Variation,
}

impl By {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Period => "period",
            Self::Variation => "variation",
        }
    }
}

/// A figure in all groups, to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The figure's id; of differences, with `-difference` at its end.
    pub id: String,
    /// The figure's id, which is that of the table behind it.
    pub figure: String,
    /// The figure's name.
    pub title: String,
    /// Whether its values are differences with a reference.
    pub difference: bool,
    /// Whether its values are shares, from 0 to 1, or differences of shares.
    pub share: bool,
    /// What its rows are.
    pub by: By,
    /// The value of all rows, where an upright line stands.
    pub whole: Option<f64>,
    /// The least value that a criterion allows.
    pub least: Option<f64>,
    /// The greatest value that a criterion allows.
    pub most: Option<f64>,
    /// Its rows, attribute after attribute.
    pub rows: Vec<Mark>,
}

/// A row of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The attribute, as in the table that was read; empty for the whole.
    pub attribute: String,
    /// The attribute in words; none for the whole.
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
