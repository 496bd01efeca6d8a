//! Words as values, each made once for all audits that share them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use garant_core::texts::{CriterionTexts, SourceTexts};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

/// The words of criteria and of cited texts as values, each made once for all audits that share them.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<BTreeMap<usize, (Held, Value)>>);

/// What keeps an address from being another's.
#[derive(Debug)]
#[expect(dead_code, reason = "they are held, not read")]
pub(super) enum Held {
    Criterion(Arc<CriterionTexts>),
    Source(Arc<SourceTexts>),
}

/// So many are kept: those of a catalog many times over.
const KEPT: usize = 4_096;

impl Shelf {
    pub(super) fn value<T: Serialize>(&self, own: &Arc<T>, held: fn(Arc<T>) -> Held) -> Value {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        let (_, value) = known
            .entry(Arc::as_ptr(own) as usize)
            .or_insert_with(|| (held(Arc::clone(own)), Value::from(Serde(&**own))));
        value.clone()
    }
}
