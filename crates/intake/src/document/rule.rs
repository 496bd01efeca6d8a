//! Parts of a document as answers, by the rules of its mapping: where values are weighed, and where what is not taken is told.

use garant_rules::field::Field;

use super::limits::{MAX_REMARKS, MAX_TEXTS};
use super::mapping::{Entry, How, Rule};
use super::node::{Node, Part, Tree, folded};
use super::number::{in_unit, numeric, rounded};
use super::plain::plain;
use super::reading::Reading;
use super::{remark, verbatim};
use crate::answer::Given;

impl Reading<'_> {
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
                        let text = plain(text, part.is_markdown()).text;
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

    /// The text of a part, as the document writes it.
    fn source(&mut self, part: &Part<'_>, rule: &Rule, path: &str) -> Option<String> {
        let source = match &part.node.tree {
            _ if rule.how == How::Key => part.key()?,
            Tree::Text(text) | Tree::Number(_, text) => text.clone(),
            _ => {
                self.remark(remark::NOT_A_TEXT, path, part);
                return None;
            }
        };
        let strip = rule.strip.as_deref().filter(|strip| {
            let known = source.get(..strip.len());
            known.is_some_and(|known| known.eq_ignore_ascii_case(strip))
        });
        let from = strip.map_or(0, str::len);
        Some(source.get(from..).unwrap_or_default().to_owned())
    }

    /// The text of a part, if it says something: plain, or as it was where the document has the mark of that.
    fn text(&mut self, part: &Part<'_>, rule: &Rule, path: &str) -> Option<String> {
        let source = self.source(part, rule, path)?;
        if self.verbatim {
            let text = as_it_was(part, &source);
            if self.says_nothing(&text) {
                self.remark(remark::SAYS_NOTHING, path, part);
                return None;
            }
            return Some(text);
        }
        let read = plain(&source, part.is_markdown());
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
            if self.verbatim && rule.how == How::Texts {
                let Some(source) = self.source(part, rule, path) else {
                    continue;
                };
                let own = listed(part, &source, &rule.from);
                let own = own.iter().map(|item| as_it_was(part, item));
                let own: Vec<String> = own.filter(|text| !self.says_nothing(text)).collect();
                texts.extend(own);
                if texts.len() > MAX_TEXTS {
                    texts.truncate(MAX_TEXTS);
                    self.remark(remark::TOO_MANY, path, part);
                }
                if !texts.is_empty() {
                    origin.get_or_insert(part);
                }
                continue;
            }
            let Some(text) = self.text(part, rule, path) else {
                continue;
            };
            let items = match rule.how {
                How::Texts => items(&text).unwrap_or_else(|| vec![text.clone()]),
                _ => vec![text],
            };
            for item in items {
                if !texts.contains(&item) && texts.len() < MAX_TEXTS {
                    texts.push(item);
                    origin.get_or_insert(part);
                }
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

    /// A number, if the field can have it.
    pub(super) fn measured(&mut self, part: &Part<'_>, field: &Field, path: &str, value: f64) {
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
        for whole in from.select(&rule.from).into_iter().take(MAX_REMARKS) {
            let verbatim = self.verbatim;
            let text = whole.node.text().and_then(|text| {
                if verbatim {
                    Some(listed(&whole, text, &rule.from))
                } else {
                    items(text)
                }
            });
            let nodes = text.into_iter().flatten().map(|text| whole.node.with(text));
            let nodes: Vec<Node> = nodes.take(MAX_REMARKS).collect();
            if nodes.is_empty() {
                self.one_entry(&whole, rule);
            }
            for node in &nodes {
                self.one_entry(&whole.of(node), rule);
            }
        }
    }

    fn one_entry(&mut self, part: &Part<'_>, rule: &Entry) {
        let Some((base, number)) = self.next_entry(&rule.list, part) else {
            return;
        };
        let (answers, remarks) = (self.answers.len(), self.remarks.len());
        for field in &rule.field {
            self.rule(part, field, &base);
        }
        let has = |key: &String| {
            let path = format!("{base}.{key}");
            self.answers.iter().any(|answer| answer.path == path)
        };
        if !rule.needs.iter().any(has) {
            self.answers.truncate(answers);
            if self.remarks.len() == remarks && !part.node.is_nothing() {
                self.remark(remark::ENTRY_INCOMPLETE, &rule.list, part);
            }
            return;
        }
        let read = self.answers.split_off(answers);
        for (key, value) in &rule.fixed {
            let value = value.replace("{n}", &number.to_string());
            self.push(&format!("{base}.{key}"), Given::Text(value), part);
        }
        self.answers.extend(read);
        self.keep_entry(&rule.list);
    }
}

/// What stands under a heading of a card, without the empty lines around it.
fn bare<'t>(part: &Part<'_>, source: &'t str) -> &'t str {
    if part.is_markdown() {
        source.trim_matches('\n')
    } else {
        source
    }
}

/// The texts at a place of a card that Garant wrote: one, where the place is an item already.
fn listed(part: &Part<'_>, source: &str, from: &str) -> Vec<String> {
    if from.ends_with("[]") {
        vec![source.to_owned()]
    } else {
        verbatim::items(bare(part, source))
    }
}

/// A text of a card that Garant wrote. One that no such card holds is read as those of others.
fn as_it_was(part: &Part<'_>, source: &str) -> String {
    let text = if part.is_markdown() {
        verbatim::of_markdown(bare(part, source))
    } else {
        source.to_owned()
    };
    if verbatim::can_carry(&text) {
        text
    } else {
        plain(&text, false).text
    }
}

/// The items of a text that is a list of two or more and nothing else.
fn items(text: &str) -> Option<Vec<String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let items: Option<Vec<String>> = lines
        .map(|line| Some(line.strip_prefix("- ")?.trim().to_owned()))
        .collect();
    // A labelled item is a form's, and says nothing without its label.
    items.filter(|items| items.len() > 1 && !items.iter().any(|item| item.starts_with("**")))
}

fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        && !text.contains(char::is_whitespace)
}
