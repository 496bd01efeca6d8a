//! What a step says: sentences from the words of reports and of the catalog.

use garant_core::Catalog;
use garant_core::plan::{Asked, Wish};
use garant_rules::catalog::declared;
use garant_rules::field::{Field, Kind};
use serde_json::Value as Json;

use crate::lang::Words;

/// Says what stands in plans, in one language.
#[derive(Clone, Copy)]
pub(crate) struct Speaker<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) words: &'a Words,
}

impl<'a> Speaker<'a> {
    /// The catalog's word of a code.
    pub(crate) fn named(&self, kind: &str, code: &str) -> String {
        let key = format!("{kind}.{code}");
        self.catalog.words.get(&key, self.words.lang).to_owned()
    }

    pub(crate) fn field(&self, path: &str) -> Option<&'a Field> {
        self.catalog.field(&declared(path))
    }

    /// Whether an answer is of no fixed set of values.
    pub(super) fn is_free(&self, path: &str) -> bool {
        self.field(path)
            .is_some_and(|field| matches!(field.kind, Kind::Number | Kind::Integer | Kind::Text))
    }

    fn choice(&self, path: &str, id: &str) -> String {
        let choices = self.field(path).map_or(&[][..], |field| &field.choices);
        let own = choices.iter().find(|choice| choice.id == id);
        own.map_or_else(
            || id.to_owned(),
            |choice| choice.title.get(self.words.lang).to_owned(),
        )
    }

    /// A value of the field at a path, in words.
    pub(crate) fn value(&self, path: &str, value: &Json) -> String {
        match value {
            Json::Null => self.words.get("unstated").to_owned(),
            Json::Bool(value) => self.named("value", if *value { "yes" } else { "no" }),
            Json::Number(number) => match (number.as_u64(), number.as_f64()) {
                (Some(whole), _) => self.words.integer(whole),
                (_, Some(number)) => self.words.bound(number),
                _ => number.to_string(),
            },
            Json::String(text) => match self.field(path) {
                Some(field) if field.kind == Kind::Date => self.words.date(text),
                _ => self.choice(path, text),
            },
            Json::Array(items) if items.is_empty() => self.words.get("plan.empty").to_owned(),
            Json::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(path, item)).collect();
                self.listed(&items)
            }
            Json::Object(_) => String::new(),
        }
    }

    /// Several texts one after the other, each between quotation marks: one may hold a comma. One alone stands as it is.
    pub(super) fn listed(&self, texts: &[String]) -> String {
        match texts {
            [alone] => alone.clone(),
            _ => {
                let quoted = texts
                    .iter()
                    .map(|text| self.words.fill("quoted", &[("text", text)]));
                let quoted: Vec<String> = quoted.collect();
                quoted.join(self.words.get("separator"))
            }
        }
    }

    /// A value of the field at a path, between quotation marks.
    pub(super) fn quoted(&self, path: &str, value: &Json) -> String {
        let said = self.value(path, value);
        match value {
            Json::Array(items) if items.len() > 1 => said,
            _ => self.words.fill("quoted", &[("text", &said)]),
        }
    }

    /// What an answer has to be.
    pub(super) fn wanted(&self, wish: &Wish) -> Vec<String> {
        let asked = wish.wanted.iter();
        asked
            .map(|asked| match asked {
                // A number or a text is wanted by no condition for its own sake: it is what another answer says, and may not be asked here.
                Asked::Equal { .. } if wish.stated.is_null() && self.is_free(&wish.path) => {
                    self.words.get("plan.wanted.same").to_owned()
                }
                _ => self.asked(&wish.path, asked),
            })
            .collect()
    }

    fn asked(&self, path: &str, asked: &Asked) -> String {
        let one = |key: &str, value: &str| self.words.fill(key, &[("value", value)]);
        let choices = |ids: &[String]| {
            let titles: Vec<String> = ids.iter().map(|id| self.choice(path, id)).collect();
            match &titles[..] {
                [alone] => self.words.fill("quoted", &[("text", alone)]),
                _ => self.listed(&titles),
            }
        };
        match asked {
            Asked::Stated => self.words.get("plan.wanted.stated").to_owned(),
            Asked::Equal { value } => one("plan.wanted.equal", &self.quoted(path, value)),
            Asked::Other { value } => one("plan.wanted.other", &self.quoted(path, value)),
            Asked::OneOf { values } => one("plan.wanted.one-of", &choices(values)),
            Asked::NoneOf { values } => one("plan.wanted.other", &choices(values)),
            Asked::With { value } => one("plan.wanted.with", &self.choice(path, value)),
            Asked::Without { value } => one("plan.wanted.without", &self.choice(path, value)),
            Asked::AtLeast { value } => one("plan.wanted.at-least", &self.value(path, value)),
            Asked::AtMost { value } => one("plan.wanted.at-most", &self.value(path, value)),
            Asked::Entries { count } => self.words.count("plan.wanted.entries", *count),
            Asked::FewEntries { count: 0 } => self.words.get("plan.wanted.no-entry").to_owned(),
            Asked::FewEntries { count } => self.words.count("plan.wanted.few-entries", *count),
            Asked::Days { from, until } => self.days(from.as_deref(), until.as_deref()),
            Asked::NotAfter { title, .. } => {
                one("plan.wanted.not-after", title.get(self.words.lang))
            }
            Asked::NotBefore { title, .. } => {
                one("plan.wanted.not-before", title.get(self.words.lang))
            }
            Asked::Proof => self.proof(path),
            Asked::Figure {
                metric,
                attribute,
                group,
                least,
                most,
                after,
                more,
                figure,
                ..
            } => {
                let term = |key: &str, id: &Option<String>| {
                    let at = path.rsplit_once('.').map_or("", |(entry, _)| entry);
                    let id = id.as_deref().unwrap_or_default();
                    self.choice(&format!("{at}.{key}"), id)
                };
                let key = format!("operator.measured.{}", figure.code());
                let key = match group {
                    Some(_) => format!("{key}-of-group"),
                    None => key,
                };
                let args = [
                    ("metric", term("metric", metric)),
                    ("attribute", term("attribute", attribute)),
                    ("group", group.clone().unwrap_or_default()),
                ];
                let args: Vec<(&str, &str)> = args
                    .iter()
                    .map(|(name, said)| (*name, said.as_str()))
                    .collect();
                let said = self.catalog.words.fill(&key, self.words.lang, &args);
                let range = match (least, most) {
                    (None, None) => self.words.get("plan.wanted.figure-limit").to_owned(),
                    _ => self.range(*least, *most),
                };
                let mut out = self.words.fill(
                    "plan.wanted.figure",
                    &[("figure", said.trim_end_matches(',')), ("range", &range)],
                );
                if let Some(day) = after {
                    let day = self.words.date(day);
                    out.push_str(
                        &self
                            .words
                            .fill("plan.wanted.figure-after", &[("day", &day)]),
                    );
                }
                if let Some(more) = more {
                    let more = self.words.integer(*more);
                    out.push_str(&self.words.fill("plan.wanted.figure-more", &[("n", &more)]));
                }
                out
            }
        }
    }

    fn range(&self, least: Option<f64>, most: Option<f64>) -> String {
        let bound = |value: f64| self.words.bound(value);
        match (least, most) {
            (Some(least), Some(most)) => {
                let args = [("low", bound(least)), ("high", bound(most))];
                let args: Vec<(&str, &str)> = args
                    .iter()
                    .map(|(name, said)| (*name, said.as_str()))
                    .collect();
                self.words.fill("plan.wanted.range", &args)
            }
            (Some(least), None) => self
                .words
                .fill("plan.wanted.at-least", &[("value", &bound(least))]),
            (None, Some(most)) => self
                .words
                .fill("plan.wanted.at-most", &[("value", &bound(most))]),
            (None, None) => String::new(),
        }
    }

    fn days(&self, from: Option<&str>, until: Option<&str>) -> String {
        let day = |iso: Option<&str>| self.words.date(iso.unwrap_or_default());
        let (first, last) = (day(from), day(until));
        let key = match (from, until) {
            (Some(_), Some(_)) => "plan.wanted.days",
            (Some(_), None) => "plan.wanted.days-from",
            _ => "plan.wanted.days-until",
        };
        self.words.fill(key, &[("from", &first), ("until", &last)])
    }

    fn proof(&self, path: &str) -> String {
        let kinds = self.field(path).map_or(&[][..], |field| &field.documents);
        let names: Vec<String> = kinds
            .iter()
            .map(|kind| self.choice("evidence[].kind", kind))
            .collect();
        if names.is_empty() {
            return self.words.get("plan.wanted.proof").to_owned();
        }
        let names = names.join(", ");
        self.words
            .fill("plan.wanted.proof-of-kind", &[("kinds", &names)])
    }
}
