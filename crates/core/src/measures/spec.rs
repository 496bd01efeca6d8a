//! What a descriptor says of a table: which column is which.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use garant_measure::drift::{self, Values};
use garant_measure::oversight::{self, Period};
use garant_measure::predictions::{Flag, Spec};
use garant_measure::{Problem, perturbation};
use garant_rules::facts::Found;
use garant_rules::field::Field;
use garant_rules::{Catalog, Lang, Value};

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

/// The words of those attributes in a language, as keys `choice.ID`: the choices of the field that lists most of them, the first one
/// among equals.
pub(super) fn attribute_words(catalog: &Catalog, lang: Lang) -> BTreeMap<String, String> {
    let known = attributes(catalog);
    let fields = catalog.sections.iter().flat_map(|section| &section.fields);
    let held = |field: &Field| {
        let own = field.choices.iter();
        own.filter(|choice| known.contains(&choice.id)).count()
    };
    let mut lists: Vec<&Field> = fields.filter(|field| held(field) > 0).collect();
    lists.sort_by_key(|field| Reverse(held(field)));
    let mut words = BTreeMap::new();
    for choice in lists.into_iter().flat_map(|field| &field.choices) {
        if known.contains(&choice.id) {
            let said = || choice.title.get(lang).to_owned();
            words
                .entry(format!("choice.{}", choice.id))
                .or_insert_with(said);
        }
    }
    words
}

/// An entry of evidence that is a table.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    descriptor: &'a Descriptor,
    entry: &'a str,
    attributes: &'a [String],
    empty_reasons: &'a [String],
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        descriptor: &'a Descriptor,
        entry: &'a str,
        attributes: &'a [String],
        empty_reasons: &'a [String],
    ) -> Self {
        Self {
            descriptor,
            entry,
            attributes,
            empty_reasons,
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
    ///
    /// # Errors
    /// `no-such-column`: a name that the descriptor gives and the table has not.
    pub(super) fn names_in(&self, known: &[String]) -> Result<BTreeMap<String, String>, Problem> {
        let mut names = BTreeMap::new();
        for id in self.attributes {
            let named = self.string(&format!("columns.groups.{id}"));
            let name = named.unwrap_or(id);
            if known.iter().any(|known| known == name) {
                names.insert(id.clone(), name.to_owned());
            } else if named.is_some() {
                return Err(Problem::new("no-such-column")
                    .with("column", name)
                    .with("columns", known.join(", ")));
            }
        }
        Ok(names)
    }

    /// The column that a role has if none is named.
    fn usual(&self, role: &str) -> String {
        self.named(role).unwrap_or(role).to_owned()
    }

    /// What is asked of an oversight log.
    pub(super) fn oversight(&self, columns: &[String]) -> oversight::Spec {
        let own = |role: &str| self.column(role, columns);
        let decided_at = own("decided-at");
        let seconds = own("seconds");
        let period = match self.string("period-length") {
            Some("month") => Period::Month,
            Some("quarter") => Period::Quarter,
            Some("year") => Period::Year,
            Some(_) => Period::None,
            None => match own("period") {
                Some(column) => Period::Column(column),
                None if decided_at.is_some() => Period::Quarter,
                None => Period::None,
            },
        };
        let outcome = own("outcome");
        oversight::Spec {
            suggestion: self.usual("suggestion"),
            decision: self.usual("decision"),
            initial: own("initial").filter(|_| outcome.is_some()),
            outcome,
            reason: own("reason"),
            reviewed: own("reviewed"),
            suggested_at: own("suggested-at").filter(|_| seconds.is_none() && decided_at.is_some()),
            seconds,
            decided_at,
            period,
            empty_reasons: self.empty_reasons.to_vec(),
        }
    }

    /// What is asked of a perturbation suite.
    pub(super) fn perturbation(&self) -> perturbation::Spec {
        perturbation::Spec::new(
            &self.usual("case"),
            &self.usual("variation"),
            &self.usual("expected"),
            &self.usual("observed"),
        )
    }

    /// What is asked of a drift series: events where there is a column of them, means where there is one of deviations, else
    /// proportions.
    pub(super) fn drift(&self, columns: &[String]) -> drift::Spec {
        let figure = self.usual("figure");
        let values = match (self.column("events", columns), self.column("sd", columns)) {
            (Some(events), _) => Values::Events(events),
            (None, Some(sd)) => Values::Means {
                figure,
                sd: Some(sd),
            },
            (None, None) => Values::Proportions(figure),
        };
        drift::Spec {
            reference: self.string("reference-period").map(str::to_owned),
            ..drift::Spec::new(&self.usual("period"), &self.usual("n"), values)
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
