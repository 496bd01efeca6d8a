//! One of two editions: what it says in both languages, and what its criteria read.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::catalog::{Catalog, Term};
use crate::criterion::Criterion;
use crate::facts::Parameters;
use crate::index::Index;
use crate::lang::{Lang, Said};
use crate::operator::{Condition, Speaker};
use crate::probe;
use crate::reference::{Branch, Source};
use crate::value::Value;

/// Criteria: their codes by their ids.
pub(super) type Codes = BTreeMap<String, String>;

/// An edition.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) catalog: &'a Catalog,
    index: Index<'a>,
    readers: BTreeMap<String, Codes>,
}

/// In both languages.
pub(super) fn both(say: impl Fn(Lang) -> String) -> Said {
    Said {
        fr: say(Lang::Fr).into(),
        en: say(Lang::En).into(),
    }
}

/// The same text in both languages: a code, a number, a date.
pub(super) fn same(text: impl Into<String>) -> Said {
    let text = text.into();
    Said {
        fr: text.clone().into(),
        en: text.into(),
    }
}

/// A list in both languages.
pub(super) fn list<S: Borrow<Said>>(said: impl IntoIterator<Item = S>) -> Said {
    let said: Vec<S> = said.into_iter().collect();
    both(|lang| {
        let parts: Vec<&str> = said.iter().map(|said| said.borrow().get(lang)).collect();
        parts.join(", ")
    })
}

impl<'a> Side<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let mut readers: BTreeMap<String, Codes> = BTreeMap::new();
        for criterion in &catalog.criteria {
            for path in probe::fields_of(catalog, criterion) {
                readers
                    .entry(path)
                    .or_default()
                    .insert(criterion.id.clone(), criterion.code.clone());
            }
        }
        Self {
            catalog,
            index: Index::of(catalog),
            readers,
        }
    }

    /// The criteria that read a field.
    pub(super) fn readers(&self, path: &str) -> Codes {
        self.readers.get(path).cloned().unwrap_or_default()
    }

    fn speaker<'s>(&'s self, lang: Lang, parameters: &'s Parameters) -> Speaker<'s> {
        Speaker {
            words: &self.catalog.words,
            index: &self.index,
            lang,
            parameters,
            list: "",
        }
    }

    /// What a condition asks, said by its operators, with the parameters of its criterion.
    pub(super) fn condition(&self, condition: &Condition, own: Option<&Criterion>) -> Said {
        let parameters = own.into_iter().flat_map(|own| &own.parameters);
        let parameters = parameters
            .map(|(name, parameter)| (name.clone(), parameter.value.clone()))
            .collect();
        both(|lang| condition.say(&self.speaker(lang, &parameters)))
    }

    /// A value in words.
    pub(super) fn value(&self, value: &Value) -> Said {
        let none = Parameters::new();
        both(|lang| self.speaker(lang, &none).value("", value))
    }

    /// The words of a code; the code where it has none.
    pub(super) fn word(&self, room: &str, code: &str) -> Said {
        let key = format!("{room}.{code}");
        let own = self.catalog.words.said.get(&key);
        own.cloned().unwrap_or_else(|| same(code))
    }

    pub(super) fn yes_no(&self, yes: bool) -> Said {
        self.value(&Value::Bool(yes))
    }

    /// When a text binds: a line a branch.
    pub(super) fn branches(&self, branches: &[Branch]) -> Said {
        let when: Vec<Option<Said>> = branches
            .iter()
            .map(|branch| branch.when.as_ref())
            .map(|when| when.map(|when| self.condition(when, None)))
            .collect();
        both(|lang| {
            let told = branches.iter().zip(&when).map(|(branch, when)| {
                let day = |date: Option<jiff::civil::Date>| {
                    date.map_or_else(|| "…".to_owned(), |date| date.to_string())
                };
                let mut told = format!(
                    "{} – {} · {}",
                    day(branch.from),
                    day(branch.until),
                    branch.says.get(lang)
                );
                if let Some(when) = when {
                    told.push_str(&format!(" [{}]", when.get(lang)));
                }
                told
            });
            told.collect::<Vec<_>>().join(" ; ")
        })
    }

    /// The criteria that cite a text, or a place of it.
    pub(super) fn citing(&self, source: &str, at: Option<&str>) -> Codes {
        self.ids(|criterion| {
            criterion.sources.iter().any(|citation| {
                citation.source == source && (at.is_none() || citation.at.as_deref() == at)
            })
        })
    }

    /// The criteria that use a named condition, themselves or through a text that they cite.
    pub(super) fn using(&self, definition: &str) -> Codes {
        let named = |condition: &Condition| condition.names().contains(definition);
        let binding = |branches: &[Branch]| {
            let mut when = branches.iter().filter_map(|branch| branch.when.as_ref());
            when.any(named)
        };
        let mut found = self.ids(|criterion| {
            let checks = criterion.checks.iter();
            let checks = checks.flat_map(|check| check.applies.iter().chain([&check.require]));
            criterion.applies.iter().chain(checks).any(named)
        });
        for Source {
            id,
            binds,
            locators,
            ..
        } in &self.catalog.sources
        {
            if binding(binds) || locators.iter().any(|place| binding(&place.binds)) {
                found.extend(self.citing(id, None));
            }
        }
        found
    }

    pub(super) fn ids(&self, wanted: impl Fn(&Criterion) -> bool) -> Codes {
        let criteria = self.catalog.criteria.iter();
        criteria
            .filter(|criterion| wanted(criterion))
            .map(|criterion| (criterion.id.clone(), criterion.code.clone()))
            .collect()
    }
}

/// The name of a term; its id where it has none.
pub(super) fn title(terms: &[Term], id: &str) -> Said {
    let own = terms.iter().find(|term| term.id == id);
    own.map_or_else(|| same(id), |term| term.title.clone())
}

/// The names of terms.
pub(super) fn titles(terms: &[Term], ids: &[String]) -> Said {
    let said: Vec<Said> = ids.iter().map(|id| title(terms, id)).collect();
    list(&said)
}
