//! What is asked of a drift series.

/// What is asked of a drift series: one row a period, or a period of a group. All but `order` and `reference` are names of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The period. It stands once, or once a group.
    pub period: String,
    /// How many rows a figure stands on: whole, from 1 up.
    pub n: String,
    /// What the figures are.
    pub values: Values,
    /// The group, such as a site.
    pub group: Option<String>,
    /// The reference period, by its value in the table; the first in order of each group when none is given.
    pub reference: Option<String>,
    /// In which order periods come.
    pub order: Order,
}

/// What the figures are, and the columns that have them. It is told, never guessed: a mean may lie between 0 and 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// A column of whole numbers of events, from 0 to n: proportions of n.
    Events(String),
    /// A column of proportions, from 0 to 1.
    Proportions(String),
    /// A column of means, and one of the standard deviations of the rows; without it there is no interval.
    Means {
        /// The mean.
        figure: String,
        /// The standard deviation.
        sd: Option<String>,
    },
}

/// In which order periods come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As texts, so that `2026-02` follows `2026-01`, and `10` stands before `9`.
    #[default]
    Text,
    /// As the file has them.
    File,
}

impl Spec {
    /// A request without groups, against the first period.
    pub fn new(period: &str, n: &str, values: Values) -> Self {
        Self {
            period: period.to_owned(),
            n: n.to_owned(),
            values,
            group: None,
            reference: None,
            order: Order::Text,
        }
    }
}
