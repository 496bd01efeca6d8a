//! Numbers, as a spreadsheet holds them or as a person typed them into a cell of text.

use garant_rules::Lang;
use garant_rules::field::Field;

use super::{Fault, Held};

/// The largest whole number up to which a cell tells all of them apart.
const WHOLE: f64 = 9_007_199_254_740_992.0;

pub(super) fn integer(field: &Field, held: &Held, lang: Lang) -> Result<i64, Fault> {
    let value = number(field, held, lang)?;
    let shown = held.shown();
    if value.fract() != 0.0 {
        return Err(Fault::new("fraction", &[("found", &shown)]));
    }
    if value.abs() >= WHOLE {
        return Err(Fault::new("number-too-large", &[("found", &shown)]));
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
    Ok(value as i64)
}

pub(super) fn number(field: &Field, held: &Held, lang: Lang) -> Result<f64, Fault> {
    let shown = held.shown();
    let value = match held {
        Held::Number(value) => *value,
        Held::Text(text) => {
            let fault = |code| Fault::new(code, &[("found", &shown)]);
            match text.trim().strip_suffix('%') {
                // A share is written between 0 and 1; of another quantity nobody knows what a percentage would be.
                Some(part) if field.max == Some(1.0) => typed(part, lang).map_err(fault)? / 100.0,
                Some(_) => return Err(fault("not-number")),
                None => typed(text, lang).map_err(fault)?,
            }
        }
        Held::Day(_) | Held::Time(_) => {
            return Err(Fault::new("date-for-number", &[("found", &shown)]));
        }
        _ => return Err(Fault::new("not-number", &[("found", &shown)])),
    };
    let low = field.min.unwrap_or(f64::MIN);
    let high = field.max.unwrap_or(f64::MAX);
    if !value.is_finite() || value < low || value > high {
        let bound =
            |bound: Option<f64>| bound.map_or_else(|| "…".to_owned(), |one| one.to_string());
        let args = [
            ("found", shown.as_str()),
            ("min", &bound(field.min)),
            ("max", &bound(field.max)),
        ];
        return Err(Fault::new("out-of-range", &args));
    }
    Ok(value)
}

/// A number typed as text. The language's own decimal mark is taken at its word; the other language's only where it cannot be meant to
/// set thousands apart: `1,234` in English and `1.234` in French are refused.
fn typed(text: &str, lang: Lang) -> Result<f64, &'static str> {
    let text = text.trim().replace('\u{2212}', "-");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.as_str()),
    };
    let marks = digits.matches([',', '.']).count();
    let (whole, part) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let whole = joined(whole).ok_or("not-number")?;
    if marks > 1 {
        return Err("number-ambiguous");
    }
    if marks == 1 && !is_number(part) {
        return Err("not-number");
    }
    let own = match lang {
        Lang::Fr => digits.contains(','),
        Lang::En => digits.contains('.'),
    };
    let thousands = part.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    if marks == 1 && !own && thousands {
        return Err("number-ambiguous");
    }
    let plain = if part.is_empty() {
        whole
    } else {
        format!("{whole}.{part}")
    };
    plain
        .parse::<f64>()
        .map(|value| sign * value)
        .map_err(|_| "not-number")
}

/// Digits without the spaces that set thousands apart.
fn joined(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([' ', '\u{a0}', '\u{202f}']).collect();
    let digits = groups
        .iter()
        .all(|group| !group.is_empty() && group.bytes().all(|c| c.is_ascii_digit()));
    let sound = digits && groups.iter().skip(1).all(|group| group.len() == 3);
    let first = groups.first().map_or(0, |group| group.len());
    (sound && (groups.len() == 1 || first <= 3)).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_a_number_where_it_can_be_one_only() {
        let both = |text: &str| [typed(text, Lang::Fr), typed(text, Lang::En)];
        for (text, value) in [
            ("0,85", 0.85),
            ("0.85", 0.85),
            ("0,123", 0.123),
            ("0.123", 0.123),
            ("12 500", 12_500.0),
            ("12\u{202f}500,5", 12_500.5),
            (" -3 ", -3.0),
            ("\u{2212}3,5", -3.5),
            ("007", 7.0),
            ("1234,567", 1_234.567),
        ] {
            assert_eq!(both(text), [Ok(value), Ok(value)], "{text}");
        }
        let ambiguous = Err("number-ambiguous");
        assert_eq!(both("1,234"), [Ok(1.234), ambiguous]);
        assert_eq!(both("1.234"), [ambiguous, Ok(1.234)]);
        assert_eq!(both("1.234,5"), [ambiguous, ambiguous]);
        assert_eq!(both("1,234,567"), [ambiguous, ambiguous]);
        for text in [
            "", "-", "85 %", "1e3", "0,", ",5", "a", "1 2", "1234 567", "--1", "NaN",
        ] {
            assert_eq!(both(text), [Err("not-number"), Err("not-number")], "{text}");
        }
    }
}
