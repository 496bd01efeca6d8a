//! Whether a descriptor and a source say the same.

use garant_rules::Catalog;
use garant_rules::Value;
use garant_rules::field::Kind;
use garant_rules::value::Duration;

use crate::answer::Given;

/// Whether a value that was read is what a source gives. The order of choices does not matter.
pub(super) fn same(catalog: &Catalog, value: &Value, given: &Given) -> bool {
    let silent = |text: &&String| !catalog.words.is_placeholder(text);
    match (value, given) {
        (Value::Bool(a), Given::Bool(b)) => a == b,
        (Value::Integer(a), Given::Integer(b)) => a == b,
        #[expect(clippy::cast_precision_loss, reason = "read as the validator reads it")]
        (Value::Number(a), Given::Integer(b)) => a.total_cmp(&(*b as f64)).is_eq(),
        // Zero has two signs, and says the same.
        (Value::Number(a), Given::Number(b)) => {
            a.partial_cmp(b).is_some_and(std::cmp::Ordering::is_eq)
        }
        (Value::Text(a) | Value::Choice(a), Given::Text(b)) => a == b || names(catalog, a, b),
        (Value::Choices(a), Given::Texts(b)) => {
            a.len() == b.len() && b.iter().all(|id| a.contains(id))
        }
        (Value::Texts(a, _), Given::Texts(b)) => a.iter().eq(b.iter().filter(silent)),
        (Value::Date(a), Given::Date(b)) => a == b,
        (Value::Duration(a), Given::Text(b)) => Duration::parse(b).as_ref() == Some(a),
        _ => false,
    }
}

/// A criterion is read under its whole id, and may be named by its code.
fn names(catalog: &Catalog, id: &str, name: &str) -> bool {
    let known = catalog.criterion(name);
    known.is_some_and(|criterion| criterion.id == id)
}

/// Whether a source says that there is none: a list written empty.
pub(super) fn is_none(given: &Given) -> bool {
    matches!(given, Given::Texts(texts) if texts.is_empty())
}

/// Whether a source says nothing with what it gives: a text that holds the place of an answer, or no text at all. A choice says what it
/// says, whatever its id.
pub(super) fn says_nothing(catalog: &Catalog, kind: Kind, given: &Given) -> bool {
    let silent = |text: &String| catalog.words.is_placeholder(text);
    if is_none(given) {
        return false;
    }
    match (kind, given) {
        (Kind::Choice | Kind::Choices | Kind::Duration, Given::Text(text)) => {
            text.trim().is_empty()
        }
        (Kind::Choices, Given::Texts(_)) => false,
        (_, Given::Text(text)) => silent(text),
        (_, Given::Texts(texts)) => texts.iter().all(silent),
        _ => false,
    }
}
