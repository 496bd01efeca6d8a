//! Numbers of a document, and their units.

use garant_rules::Lang;
use garant_rules::field::Field;

use super::node::Tree;

/// Whether a field is asked for in the unit that a conversion leads to: a catalog of one's own may ask for another.
pub(super) fn in_unit(field: &Field, unit: &str) -> bool {
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
