//! Bounds one step weaker: where the operators keep them, and which way is weaker; and what they may leave out.

use std::collections::BTreeSet;

use garant_rules::Value;
use garant_rules::operator::Quantity;
use serde_json::Value as Json;

/// The way in which a bound asks for less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// A least value: weaker when smaller.
    Down,
    /// A greatest value: weaker when larger.
    Up,
}

/// Where an operator keeps its bounds, as pointers into its serialised form.
pub fn bounds(operator: &str) -> &'static [(&'static str, Way)] {
    match operator {
        "AtLeast" => &[("/value", Way::Down)],
        "AtMost" => &[("/value", Way::Up)],
        "Count" => &[("/at_least", Way::Down), ("/at_most", Way::Up)],
        "Dated" => &[("/within/Quantity", Way::Up)],
        _ => &[],
    }
}

/// What an operator may leave out, and asks for less without, as pointers into its serialised form. A figure that may be declared for
/// want of evidence is one: whoever drops it must be told.
pub fn droppable(operator: &str) -> &'static [&'static str] {
    match operator {
        "Measured" => &["/set_on", "/declared", "/declared/on"],
        _ => &[],
    }
}

/// A value one step weaker: one for whole numbers, a tenth for numbers, a month for lengths of time.
pub fn step(value: &Value, way: Way) -> Option<Value> {
    let sign = match way {
        Way::Down => -1_i8,
        Way::Up => 1,
    };
    match value {
        Value::Integer(number) => Some(Value::Integer(number + i64::from(sign))),
        Value::Number(number) => {
            let tenth = if number.abs() > 0.0 {
                number.abs() / 10.0
            } else {
                0.1
            };
            // Without the last binary digits, which would make a bound hard to read.
            let weaker = number + tenth * f64::from(sign);
            Some(Value::Number((weaker * 1e9).round() / 1e9))
        }
        Value::Duration(duration) => {
            let mut weaker = *duration;
            weaker.months += i32::from(sign);
            Some(Value::Duration(weaker))
        }
        _ => None,
    }
}

/// A value in the words of a mutant.
pub fn say(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Duration(duration) => duration.to_string(),
        other => format!("{other:?}"),
    }
}

/// The ways in which the conditions of a serialised criterion use a parameter.
pub fn ways(json: &Json, parameter: &str) -> BTreeSet<Way> {
    let mut found = BTreeSet::new();
    search(json, parameter, &mut found);
    found
}

fn search(json: &Json, parameter: &str, found: &mut BTreeSet<Way>) {
    match json {
        Json::Array(items) => {
            for item in items {
                search(item, parameter, found);
            }
        }
        Json::Object(entries) => {
            for (key, inner) in entries {
                for (pointer, way) in bounds(key) {
                    if quantity(inner, pointer) == Some(Quantity::Parameter(parameter.to_owned())) {
                        found.insert(*way);
                    }
                }
                search(inner, parameter, found);
            }
        }
        _ => {}
    }
}

/// The quantity at a pointer, if one stands there.
pub fn quantity(body: &Json, pointer: &str) -> Option<Quantity> {
    serde_json::from_value(body.pointer(pointer)?.clone()).ok()
}
