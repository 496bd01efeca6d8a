//! Values that fit what is wanted of an answer: what a plan supposes so that the judge can judge. They stand for the project's own.

use garant_rules::Value;
use garant_rules::field::{Field, Kind};
use garant_rules::way::Wanted;
use jiff::civil::Date;

use super::example::example;

/// A value of a field where nothing stands yet, other than those taken where entries may not share it.
pub(super) fn first(
    field: &Field,
    since: Option<Date>,
    as_of: Date,
    taken: &[&Value],
) -> Option<Value> {
    if field.kind == Kind::Evidence {
        return example(field);
    }
    let fitting = fitting(field, &[Wanted::Stated], None, since, as_of);
    let value = fitting.into_iter().next()?;
    match value {
        Value::Text(text) if field.unique => {
            let mut own = text.clone();
            let mut again = 1;
            while taken
                .iter()
                .any(|known| **known == Value::Text(own.clone()))
            {
                again += 1;
                own = format!("{text}-{again}");
            }
            Some(Value::Text(own))
        }
        value => Some(value),
    }
}

/// Values that fit all that is wanted, the likeliest first. `now` is what stands there, `since` the first day of what is still to be done.
pub(super) fn fitting(
    field: &Field,
    wanted: &[Wanted],
    now: Option<&Value>,
    since: Option<Date>,
    as_of: Date,
) -> Vec<Value> {
    let example = example(field);
    let equal = wanted.iter().find_map(|wanted| match wanted {
        Wanted::Equal(value) => Some(value.clone()),
        _ => None,
    });
    let candidates: Vec<Value> = match field.kind {
        Kind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Kind::Choice => {
            let all = field.choices.iter();
            let all = all.map(|choice| Value::Choice(choice.id.clone()));
            example.into_iter().chain(all).collect()
        }
        Kind::Choices => vec![choices(field, wanted, now.or(example.as_ref()))],
        Kind::Texts => texts(field, wanted, now, example),
        Kind::Integer | Kind::Number => {
            let own = equal.into_iter().chain(example);
            own.chain([Value::Number(1.0)])
                .filter_map(|value| number(field, wanted, &value))
                .collect()
        }
        Kind::Duration => {
            let bounds = wanted.iter().filter_map(|wanted| match wanted {
                Wanted::AtLeast(value) | Wanted::AtMost(value) => Some(value.clone()),
                _ => None,
            });
            equal.into_iter().chain(example).chain(bounds).collect()
        }
        Kind::Date => day(wanted, since, example.as_ref(), as_of)
            .into_iter()
            .map(Value::Date)
            .collect(),
        Kind::Text | Kind::Url | Kind::Evidence | Kind::Criterion | Kind::Profile => {
            let path = Value::Text(field.path.clone());
            equal
                .into_iter()
                .chain(example)
                .chain([path])
                .take(1)
                .collect()
        }
        Kind::List => Vec::new(),
    };
    let mut fitting: Vec<Value> = Vec::new();
    for value in candidates {
        let fits = wanted.iter().all(|wanted| fits(&value, wanted, as_of));
        if fits && !fitting.contains(&value) {
            fitting.push(value);
        }
    }
    fitting
}

/// The choices that stand there, with those wanted and without those that must not be.
fn choices(field: &Field, wanted: &[Wanted], now: Option<&Value>) -> Value {
    let mut own = match now {
        Some(Value::Choices(own)) => own.clone(),
        _ => Vec::new(),
    };
    for wanted in wanted {
        match wanted {
            Wanted::With(id) if !own.contains(id) => own.push(id.clone()),
            Wanted::Without(id) => own.retain(|known| known != id),
            Wanted::FewEntries(most) => own.truncate(*most),
            _ => {}
        }
    }
    let least = wanted.iter().map(|wanted| match wanted {
        Wanted::Entries(least) => *least,
        Wanted::Stated => 1,
        _ => 0,
    });
    let least = least.max().unwrap_or(0);
    for choice in &field.choices {
        if own.len() < least && !own.contains(&choice.id) {
            own.push(choice.id.clone());
        }
    }
    Value::Choices(own)
}

fn texts(
    field: &Field,
    wanted: &[Wanted],
    now: Option<&Value>,
    example: Option<Value>,
) -> Vec<Value> {
    if wanted.contains(&Wanted::FewEntries(0)) {
        let written = matches!(now, Some(Value::Texts(..)));
        return (!written).then_some(Value::List(0)).into_iter().collect();
    }
    let examples = match example {
        Some(Value::Texts(texts, _)) if !texts.is_empty() => texts,
        _ => vec![field.path.clone()],
    };
    let mut own = match now {
        Some(Value::Texts(own, _)) => own.clone(),
        _ => Vec::new(),
    };
    let least = wanted.iter().map(|wanted| match wanted {
        Wanted::Entries(least) => *least,
        _ => 1,
    });
    let least = least.max().unwrap_or(1);
    let mut again = 1;
    while own.len() < least {
        for text in &examples {
            let text = if again == 1 {
                text.clone()
            } else {
                format!("{text} ({again})")
            };
            if own.len() < least && !own.contains(&text) {
                own.push(text);
            }
        }
        again += 1;
        if again > least + 1 {
            break;
        }
    }
    vec![Value::Texts(own, 0)]
}

/// The number nearest to one that fits.
fn number(field: &Field, wanted: &[Wanted], from: &Value) -> Option<Value> {
    let mut low = field.min.unwrap_or(f64::MIN);
    let mut high = field.max.unwrap_or(f64::MAX);
    for wanted in wanted {
        match wanted {
            Wanted::AtLeast(value) => low = low.max(value.number()?),
            Wanted::AtMost(value) => high = high.min(value.number()?),
            _ => {}
        }
    }
    if low > high {
        return None;
    }
    let own = from.number()?.clamp(low, high);
    if field.kind == Kind::Number {
        return Some(Value::Number(own));
    }
    #[expect(clippy::cast_possible_truncation, reason = "answers are small")]
    let whole = if own.ceil() <= high {
        own.ceil() as i64
    } else {
        own.floor() as i64
    };
    Some(Value::Integer(whole))
}

/// The days in which a date may lie: the times wanted together, from the first day of what is still to be done.
pub(super) fn days(wanted: &[Wanted], since: Option<Date>) -> (Option<Date>, Option<Date>) {
    let (mut first, mut last) = (since, None);
    for wanted in wanted {
        if let Wanted::Days { from, until } = wanted {
            first = first.max(*from);
            last = match (last, *until) {
                (Some(known), Some(until)) => Some(until.min(known)),
                (known, until) => known.or(until),
            };
        }
    }
    (first, last)
}

fn day(
    wanted: &[Wanted],
    since: Option<Date>,
    example: Option<&Value>,
    as_of: Date,
) -> Option<Date> {
    let (from, until) = days(wanted, since);
    let inside =
        |day: Date| from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until);
    let shown = match example {
        Some(Value::Date(day)) if *day <= as_of => Some(*day),
        _ => None,
    };
    let own = [shown, Some(as_of), until, from];
    own.into_iter().flatten().find(|day| inside(*day))
}

/// Whether a value is what is wanted.
fn fits(value: &Value, wanted: &Wanted, as_of: Date) -> bool {
    let reaches = |bound: &Value| match (value, bound) {
        (Value::Duration(own), Value::Duration(bound)) => {
            Some(own.after(as_of).cmp(&bound.after(as_of)))
        }
        _ => value.number()?.partial_cmp(&bound.number()?),
    };
    let entries = || match value {
        Value::List(count) => *count,
        Value::Choices(ids) => ids.len(),
        Value::Texts(texts, _) => texts.len(),
        _ => 0,
    };
    match wanted {
        Wanted::Stated => !matches!(value, Value::Choices(ids) if ids.is_empty()),
        Wanted::Equal(other) => {
            value == other
                || matches!((value.number(), other.number()), (Some(own), Some(other)) if own.total_cmp(&other).is_eq())
        }
        Wanted::Other(other) => value != other,
        Wanted::OneOf(ids) => matches!(value, Value::Choice(id) if ids.contains(id)),
        Wanted::NoneOf(ids) => matches!(value, Value::Choice(id) if !ids.contains(id)),
        Wanted::With(id) => matches!(value, Value::Choices(ids) if ids.contains(id)),
        Wanted::Without(id) => matches!(value, Value::Choices(ids) if !ids.contains(id)),
        Wanted::AtLeast(bound) => reaches(bound).is_some_and(std::cmp::Ordering::is_ge),
        Wanted::AtMost(bound) => reaches(bound).is_some_and(std::cmp::Ordering::is_le),
        Wanted::Entries(least) => entries() >= *least,
        Wanted::FewEntries(most) => entries() <= *most,
        Wanted::Days { from, until } => match value {
            Value::Date(day) => {
                from.is_none_or(|from| from <= *day) && until.is_none_or(|until| *day <= until)
            }
            _ => false,
        },
        Wanted::Entry | Wanted::Proof | Wanted::Figure(_) => false,
    }
}
