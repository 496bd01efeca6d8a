//! Answers from the parts of a document, by its mapping: one place where values are weighed, and where what is not taken is told.

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::catalog::declared;
use garant_rules::field::Field;
use garant_rules::{Catalog, Lang};

use super::limits::{MAX_ENTRIES, MAX_REMARKS, MAX_TAKEN, MAX_TEXTS};
use super::mapping::{Activity, Entry, How, Quantity, Rule};
use super::node::{Part, Tree, folded};
use super::nothing::Nothing;
use super::plain::plain;
use super::remark::{self, Remark};
use crate::answer::{Answer, Given, Origin};

/// What was taken so far.
pub(super) struct Reading<'c> {
    catalog: &'c Catalog,
    file: &'c str,
    nothing: Nothing,
    pub(super) answers: Vec<Answer>,
    pub(super) remarks: Vec<Remark>,
    /// Declared paths that a part of the document could answer.
    pub(super) mapped: BTreeSet<String>,
    entries: BTreeMap<String, usize>,
    /// Bytes of texts.
    taken: usize,
}

impl<'c> Reading<'c> {
    pub(super) fn new(catalog: &'c Catalog, file: &'c str, nothing: Nothing) -> Self {
        Self {
            catalog,
            file,
            nothing,
            answers: Vec::new(),
            remarks: Vec::new(),
            mapped: BTreeSet::new(),
            entries: BTreeMap::new(),
            taken: 0,
        }
    }

    pub(super) fn remark(&mut self, code: &'static str, field: &str, part: &Part<'_>) {
        if self.remarks.len() < MAX_REMARKS {
            self.remarks.push(Remark {
                code,
                args: vec![("field", declared(field))],
                place: part.place(),
            });
        }
    }

    /// As [`Self::remark`], with the units between which nobody can tell.
    pub(super) fn doubtful(&mut self, units: &str, field: &str, part: &Part<'_>) {
        let before = self.remarks.len();
        self.remark(remark::UNIT_DOUBTFUL, field, part);
        if let Some(remark) = self.remarks.get_mut(before) {
            remark.args.push(("units", units.to_owned()));
        }
    }

    pub(super) fn says_nothing(&self, text: &str) -> bool {
        self.nothing.holds(self.catalog, text)
    }

    pub(super) fn field(&self, path: &str) -> Option<&'c Field> {
        self.catalog.field(&declared(path))
    }

    /// Adds an answer; whether it still fits into what one document may give.
    pub(super) fn push(&mut self, path: &str, given: Given, part: &Part<'_>) -> bool {
        let bytes = match &given {
            Given::Text(text) => text.len(),
            Given::Texts(texts) => texts.iter().map(String::len).sum(),
            _ => 0,
        };
        if self.taken + bytes > MAX_TAKEN {
            self.remark(remark::TOO_MANY, path, part);
            return false;
        }
        self.taken += bytes;
        self.answers.push(Answer {
            path: path.to_owned(),
            given,
            origin: Origin {
                file: self.file.to_owned(),
                place: part.place(),
            },
        });
        true
    }

    /// The path of the next entry of a list, if it may have one more.
    pub(super) fn next_entry(&mut self, list: &str, part: &Part<'_>) -> Option<(String, usize)> {
        self.field(list)?;
        let at = self.entries.get(list).copied().unwrap_or(0);
        if at >= MAX_ENTRIES {
            let told = |remark: &Remark| remark.code == remark::TOO_MANY;
            if !self.remarks.iter().any(told) {
                self.remark(remark::TOO_MANY, list, part);
            }
            return None;
        }
        Some((format!("{list}[{at}]"), at + 1))
    }

    /// Keeps the entry that [`Self::next_entry`] gave.
    pub(super) fn keep_entry(&mut self, list: &str) {
        *self.entries.entry(list.to_owned()).or_default() += 1;
    }

    /// Reads the part of a rule, below `base` in the descriptor. The first answer of a field stays.
    pub(super) fn rule(&mut self, from: &Part<'_>, rule: &Rule, base: &str) {
        let path = if base.is_empty() {
            rule.to.clone()
        } else {
            format!("{base}.{}", rule.to)
        };
        let Some(field) = self.field(&path) else {
            return;
        };
        if !matches!(rule.how, How::Ask | How::OtherQuantity) {
            self.mapped.insert(field.path.clone());
        }
        if self.answers.iter().any(|answer| answer.path == path) {
            return;
        }
        let mut parts: Vec<Part<'_>> = from.select(&rule.from);
        parts.truncate(MAX_REMARKS);
        let parts = self.filled(parts, &path);
        match rule.how {
            How::Text | How::Url | How::Choice | How::Key => {
                for part in &parts {
                    if self.one(part, rule, field, &path) {
                        break;
                    }
                }
            }
            How::Joined | How::Texts => self.several(&parts, rule, &path),
            How::Number => {
                for part in &parts {
                    self.number(part, rule, field, &path);
                }
            }
            How::Ask => {
                for part in &parts {
                    let empty = part.node.text().is_some_and(|text| {
                        let text = plain(text).text;
                        self.says_nothing(&text)
                    });
                    let code = if empty {
                        remark::SAYS_NOTHING
                    } else {
                        remark::ASK
                    };
                    self.remark(code, &path, part);
                }
            }
            How::OtherQuantity => {
                for part in &parts {
                    self.remark(remark::NOT_THE_QUANTITY, &path, part);
                }
            }
        }
    }

    /// Parts where something stands. A heading with nothing under it is told.
    fn filled<'n>(&mut self, parts: Vec<Part<'n>>, path: &str) -> Vec<Part<'n>> {
        let (empty, filled): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|part| part.node.is_nothing());
        for part in empty.iter().filter(|part| part.is_heading()) {
            self.remark(remark::SAYS_NOTHING, path, part);
        }
        filled
    }

    /// The plain text of a part, if it says something.
    fn text(&mut self, part: &Part<'_>, rule: &Rule, path: &str) -> Option<String> {
        let source = match &part.node.tree {
            _ if rule.how == How::Key => part.key()?,
            Tree::Text(text) | Tree::Number(_, text) => text.clone(),
            _ => {
                self.remark(remark::NOT_A_TEXT, path, part);
                return None;
            }
        };
        let source = rule.strip.as_deref().map_or(source.as_str(), |strip| {
            let known = source.get(..strip.len());
            match known.filter(|known| known.eq_ignore_ascii_case(strip)) {
                Some(_) => source.get(strip.len()..).unwrap_or_default(),
                None => &source,
            }
        });
        let read = plain(source);
        if read.left_out {
            self.remark(remark::LEFT_OUT, path, part);
        }
        if self.says_nothing(&read.text) {
            self.remark(remark::SAYS_NOTHING, path, part);
            return None;
        }
        if read.cut {
            self.remark(remark::CUT, path, part);
        }
        Some(read.text)
    }

    fn one(&mut self, part: &Part<'_>, rule: &Rule, field: &Field, path: &str) -> bool {
        let Some(text) = self.text(part, rule, path) else {
            return false;
        };
        let given = match rule.how {
            How::Url if !is_address(&text) => {
                self.remark(remark::NOT_AN_ADDRESS, path, part);
                return false;
            }
            How::Choice => {
                let id = rule.values.get(&folded(&text));
                let known = id.filter(|id| field.choices.iter().any(|choice| choice.id == **id));
                let Some(id) = known else {
                    self.remark(remark::NO_CHOICE_FITS, path, part);
                    return false;
                };
                id.clone()
            }
            _ => text,
        };
        self.push(path, Given::Text(given), part)
    }

    fn several(&mut self, parts: &[Part<'_>], rule: &Rule, path: &str) {
        let mut texts = Vec::new();
        let mut origin = None;
        for part in parts {
            if texts.len() >= MAX_TEXTS {
                self.remark(remark::TOO_MANY, path, part);
                break;
            }
            if let Some(text) = self.text(part, rule, path)
                && !texts.contains(&text)
            {
                texts.push(text);
                origin.get_or_insert(part);
            }
        }
        let Some(origin) = origin else { return };
        let given = match rule.how {
            How::Joined => Given::Text(texts.join("\n")),
            _ => Given::Texts(texts),
        };
        self.push(path, given, origin);
    }

    fn number(&mut self, part: &Part<'_>, rule: &Rule, field: &Field, path: &str) {
        let Some(value) = numeric(&part.node.tree) else {
            // A table has a rule of its own for the number in it.
            if !matches!(part.node.tree, Tree::Map(_)) {
                self.remark(remark::NOT_A_NUMBER, path, part);
            }
            return;
        };
        let mut factor = 1.0;
        if let Some(unit) = &rule.unit {
            factor = unit.factor;
            if !in_unit(field, &unit.to) {
                self.remark(remark::UNIT_UNKNOWN, path, part);
                return;
            }
            if unit.doubtful_below.is_some_and(|below| value < below) {
                self.doubtful(&format!("{}, {}", unit.from, unit.to), path, part);
                return;
            }
        }
        self.measured(part, field, path, rounded(value * factor));
    }

    fn measured(&mut self, part: &Part<'_>, field: &Field, path: &str, value: f64) {
        let low = field.min.unwrap_or(f64::MIN);
        let high = field.max.unwrap_or(f64::MAX);
        if value.is_finite() && value >= low && value <= high {
            self.push(path, Given::Number(value), part);
        } else {
            self.remark(remark::OUT_OF_RANGE, path, part);
        }
    }

    /// Reads the parts of an entry rule, each an entry of its list.
    pub(super) fn entry(&mut self, from: &Part<'_>, rule: &Entry) {
        for part in from.select(&rule.from).into_iter().take(MAX_REMARKS) {
            let Some((base, number)) = self.next_entry(&rule.list, &part) else {
                return;
            };
            let (answers, remarks) = (self.answers.len(), self.remarks.len());
            for field in &rule.field {
                self.rule(&part, field, &base);
            }
            let has = |key: &String| {
                let path = format!("{base}.{key}");
                self.answers.iter().any(|answer| answer.path == path)
            };
            if !rule.needs.iter().any(has) {
                self.answers.truncate(answers);
                if self.remarks.len() == remarks && !part.node.is_nothing() {
                    self.remark(remark::ENTRY_INCOMPLETE, &rule.list, &part);
                }
                continue;
            }
            let read = self.answers.split_off(answers);
            for (key, value) in &rule.fixed {
                let value = value.replace("{n}", &number.to_string());
                self.push(&format!("{base}.{key}"), Given::Text(value), &part);
            }
            self.answers.extend(read);
            self.keep_entry(&rule.list);
        }
    }

    /// Energy and emissions of an activity. Where they contradict each other, nobody can tell which of them is right.
    pub(super) fn activity(&mut self, from: &Part<'_>, rule: &Activity) {
        for quantity in [&rule.energy, &rule.emissions] {
            self.mapped.insert(quantity.to.clone());
        }
        let parts = from.select(&rule.from);
        if parts.len() > 1 {
            for part in &parts {
                self.remark(remark::ASK, &rule.energy.to, part);
            }
            return;
        }
        let Some(part) = parts.first() else { return };
        let energy = self.quantity(part, &rule.energy);
        let emissions = self.quantity(part, &rule.emissions);
        if let (Some((_, energy)), Some((_, emissions))) = (&energy, &emissions)
            && *emissions > energy * rule.most
        {
            self.remark(remark::DO_NOT_GO_TOGETHER, &rule.energy.to, part);
            self.remark(remark::DO_NOT_GO_TOGETHER, &rule.emissions.to, part);
            return;
        }
        for (quantity, found) in [(&rule.energy, energy), (&rule.emissions, emissions)] {
            if let (Some((part, value)), Some(field)) = (found, self.field(&quantity.to)) {
                if in_unit(field, &quantity.unit) {
                    self.measured(&part, field, &quantity.to, value);
                } else {
                    self.remark(remark::UNIT_UNKNOWN, &quantity.to, &part);
                }
            }
        }
    }

    fn quantity<'n>(&mut self, from: &Part<'n>, quantity: &Quantity) -> Option<(Part<'n>, f64)> {
        let part = from.first(&quantity.from)?;
        let value = part
            .node
            .get("value")
            .and_then(|value| numeric(&value.tree));
        let unit = part.node.get("unit").and_then(|unit| unit.text());
        let Some(value) = value else {
            self.remark(remark::NOT_A_NUMBER, &quantity.to, &part);
            return None;
        };
        let Some(factor) = unit.and_then(|unit| quantity.units.get(unit)) else {
            self.remark(remark::UNIT_UNKNOWN, &quantity.to, &part);
            return None;
        };
        Some((part, rounded(value * factor)))
    }
}

/// Whether a field is asked for in the unit that a conversion leads to: a catalog of one's own may ask for another.
fn in_unit(field: &Field, unit: &str) -> bool {
    let said = field.unit.as_ref();
    said.is_some_and(|said| said.get(Lang::En) == unit)
}

/// A number, or a text that is nothing but one.
pub(super) fn numeric(tree: &Tree) -> Option<f64> {
    let value = match tree {
        Tree::Number(value, _) => *value,
        Tree::Text(text) => {
            let text = text.trim();
            let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
            text.chars()
                .all(plain)
                .then(|| text.parse::<f64>().ok())
                .flatten()?
        }
        _ => return None,
    };
    value.is_finite().then_some(value)
}

/// To twelve digits: a conversion by a power of ten leaves no tail.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        && !text.contains(char::is_whitespace)
}
