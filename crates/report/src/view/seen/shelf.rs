//! Words as values of the template engine, each made once for all audits that share them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use garant_core::texts::{CriterionTexts, SourceTexts};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use crate::assets::Assets;

/// The words of criteria and of cited texts as values, each made once for all audits that share them.
#[derive(Debug)]
pub(crate) struct Shelf {
    made: Mutex<BTreeMap<usize, (Held, Value)>>,
    /// Whether a template may name `texts.fields`: several hundred titles, which no built-in template asks for.
    pub(super) fields: bool,
}

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
    /// An empty one, for the templates of the assets.
    pub(crate) fn new(assets: &Assets) -> Self {
        Self {
            made: Mutex::default(),
            fields: assets.own_mention("fields"),
        }
    }

    pub(super) fn value<T: Serialize>(&self, own: &Arc<T>, held: fn(Arc<T>) -> Held) -> Value {
        let mut known = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        let (_, value) = known
            .entry(Arc::as_ptr(own) as usize)
            .or_insert_with(|| (held(Arc::clone(own)), Value::from(Serde(&**own))));
        value.clone()
    }
}
