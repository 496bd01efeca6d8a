//! What a descriptor says of a table: which column is which.

use garant_measure::Problem;
use garant_measure::predictions::{Flag, Report, Spec};
use garant_rules::facts::Found;
use garant_rules::{Catalog, Value};

use crate::descriptor::Descriptor;

/// The kind of evidence that holds a figure a period.
pub(super) const DRIFT: &str = "drift-series";
/// Before the name of an attribute, in the catalog's fields.
const GROUPS: &str = "evidence[].columns.groups.";
/// Score bins, for calibration.
const BINS: usize = 20;

/// The attributes by which the catalog knows to compare.
pub(super) fn attributes(catalog: &Catalog) -> Vec<String> {
    let fields = catalog.sections.iter().flat_map(|section| &section.fields);
    fields
        .filter_map(|field| field.path.strip_prefix(GROUPS))
        .map(str::to_owned)
        .collect()
}

/// The names of attributes in a table, and the groups that may not be shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The catalog's attribute, and the table's.
    pub(super) attributes: Vec<(String, String)>,
    /// The report as the audience sees it, where that is another one.
    pub(super) hidden: Option<Report>,
}

impl Names {
    /// The table's name of an attribute.
    pub(super) fn of<'a>(&'a self, attribute: &str) -> Option<&'a str> {
        let own = self.attributes.iter().find(|(id, _)| id == attribute);
        own.map(|(_, name)| name.as_str())
    }
}

/// An entry of evidence that is a table.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    descriptor: &'a Descriptor,
    entry: &'a str,
    attributes: &'a [String],
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        descriptor: &'a Descriptor,
        entry: &'a str,
        attributes: &'a [String],
    ) -> Self {
        Self {
            descriptor,
            entry,
            attributes,
        }
    }

    pub(super) fn string(&self, key: &str) -> Option<&'a str> {
        self.descriptor.string(&format!("{}.{key}", self.entry))
    }

    fn number(&self, key: &str) -> Option<f64> {
        match self.descriptor.look_up(&format!("{}.{key}", self.entry)) {
            Found::Value(Value::Number(number), _) => Some(number),
            Found::Value(value @ Value::Integer(_), _) => value.number(),
            _ => None,
        }
    }

    /// The column of a role, when one is named.
    pub(super) fn named(&self, role: &str) -> Option<&'a str> {
        self.string(&format!("columns.{role}"))
    }

    /// The column of a role: the one named, else the one of the role's own name, if the table has it.
    pub(super) fn column(&self, role: &str, columns: &[String]) -> Option<String> {
        let named = self.named(role).map(str::to_owned);
        named.or_else(|| columns.iter().find(|column| *column == role).cloned())
    }

    /// The attributes that a table has, by the name that the descriptor gives them, else by their own.
    pub(super) fn names_in(&self, known: &[String]) -> Names {
        let attributes = self.attributes.iter().filter_map(|id| {
            let named = self.string(&format!("columns.groups.{id}"));
            let name = named.unwrap_or(id);
            let there = known.iter().any(|known| known == name);
            there.then(|| (id.clone(), name.to_owned()))
        });
        Names {
            attributes: attributes.collect(),
            hidden: None,
        }
    }

    /// What is asked of a table of predictions.
    ///
    /// # Errors
    /// `no-flag` without threshold nor decision; a column that is named and not there is found by the reading.
    pub(super) fn predictions(&self, columns: &[String]) -> Result<Spec, Problem> {
        let threshold = self.number("threshold");
        let decision = self.column("decision", columns);
        let flag = match (threshold, decision) {
            (Some(threshold), _) => Flag::Threshold(threshold),
            (None, Some(column)) => Flag::Column(column),
            (None, None) => return Err(Problem::new("no-flag")),
        };
        let groups = self.attributes.iter().filter_map(|id| {
            // A column that is named must be there; one that is not named is taken where it is.
            let named = self.string(&format!("columns.groups.{id}"));
            let own = columns.iter().any(|column| column == id);
            let column = named.or_else(|| own.then_some(id.as_str()))?;
            Some((column.to_owned(), column.to_owned()))
        });
        let score = self.column("score", columns);
        Ok(Spec {
            label: self.named("label").unwrap_or("label").to_owned(),
            rates_only: score.is_none(),
            score,
            flag,
            groups: groups.collect(),
            cross: Vec::new(),
            weight: None,
            unit: self.string("unit").map(str::to_owned),
            positive: self.string("positive").map(str::to_owned),
            exclude_missing_label: self.string("missing-outcome") == Some("exclude"),
            bins: BINS,
        })
    }
}
