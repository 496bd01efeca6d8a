//! Reviews of evidence: what makes one count, and why another does not.

use garant_source::{Diagnostic, Span};
use jiff::civil::Date;

use super::fold;
use crate::descriptor::Descriptor;

/// The reviewer of an entry, when the review counts: a named person other than the declarant, with a role, on a day that is not
/// after the audit's date and not before the evidence's own. Nothing where no review is stated.
///
/// # Errors
/// Why a review that is stated does not count.
pub(super) fn reviewer(
    descriptor: &Descriptor,
    entry: &str,
    as_of: Date,
) -> Option<Result<String, Box<Diagnostic>>> {
    let place = Descriptor::at(entry, "reviewed-by");
    // An answer under a former name has no table of its own.
    let answered = |key: &&str| {
        descriptor
            .answers
            .contains_key(&Descriptor::at(&place, key))
    };
    let stated =
        descriptor.tables.contains_key(&place) || ["name", "role", "on"].iter().any(answered);
    stated.then(|| judged(descriptor, entry, &place, as_of))
}

fn judged(
    descriptor: &Descriptor,
    entry: &str,
    place: &str,
    as_of: Date,
) -> Result<String, Box<Diagnostic>> {
    let path = |key: &str| format!("{place}.{key}");
    let id = descriptor.string(&format!("{entry}.id")).unwrap_or("–");
    let refuse = |code, key: &str| {
        let places = [path(key), place.to_owned(), entry.to_owned()];
        let mut spans = places.iter().map(|place| descriptor.span(place));
        let span = spans.find(|span| *span != Span::default());
        Diagnostic::warning(code, &descriptor.text, span.unwrap_or_default()).with("id", id)
    };
    let incomplete = |key: &str| {
        let warning = refuse("review-incomplete", key);
        Box::new(warning.with("key", format!("reviewed-by.{key}")))
    };
    let string = |key: &str| descriptor.string(&path(key)).ok_or_else(|| incomplete(key));
    let name = string("name")?;
    string("role")?;
    let on = descriptor.date(&path("on"));
    let on = on.ok_or_else(|| incomplete("on"))?;
    // Where the declarant is unknown, nobody is known to be another person.
    let declarant = descriptor.string("declaration.by");
    let declarant = declarant.ok_or_else(|| refuse("review-of-no-declarant", "name"))?;
    if fold(declarant) == fold(name) {
        return Err(Box::new(refuse("review-by-declarant", "name")));
    }
    let told = |code| refuse(code, "on").with("on", on.to_string());
    if on > as_of {
        return Err(Box::new(told("review-later")));
    }
    match descriptor.date(&format!("{entry}.date")) {
        Some(date) if on < date => {
            let warning = told("review-older").with("date", date.to_string());
            Err(Box::new(warning))
        }
        _ => Ok(name.to_owned()),
    }
}
