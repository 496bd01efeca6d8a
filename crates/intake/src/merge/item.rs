//! An answer that is in order by itself, whatever the descriptor that it comes into.

use garant_core::validate;
use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_rules::field::{Field, Kind};
use garant_source::{Diagnostic, Severity};

use super::Why;
use super::says::{is_none, says_nothing};
use crate::answer::{Answer, Given};

/// An answer that is in order by itself.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) answer: &'a Answer,
    /// Its path under today's name.
    pub(super) path: String,
    /// Whether it holds the place of an answer.
    pub(super) silent: bool,
}

impl<'a> Item<'a> {
    /// # Errors
    /// Why the answer cannot be written into any descriptor.
    pub(super) fn of(
        catalog: &Catalog,
        answer: &'a Answer,
        placeholders: bool,
    ) -> Result<Self, Why> {
        let (path, kind) = current(catalog, answer).ok_or(Why::NoField)?;
        let silent = says_nothing(catalog, kind, &answer.given);
        if silent && !placeholders {
            return Err(Why::SaysNothing);
        }
        alone(catalog, &path, &answer.given)?;
        Ok(Self {
            answer,
            path,
            silent,
        })
    }

    /// The list of an entry, its number in the source, and the path in the entry.
    pub(super) fn entry(&self) -> Option<(&str, usize, &str)> {
        entry(&self.path)
    }
}

/// The list, the number and the rest of a path in an entry.
pub(super) fn entry(path: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = path.split_once('[')?;
    let (index, rest) = rest.split_once("].")?;
    Some((list, index.parse().ok()?, rest))
}

/// The concrete path of a field under today's name; nothing where no field has it. A list takes the answer that it has no entry, and no
/// other. Lists in lists are none.
fn current(catalog: &Catalog, answer: &Answer) -> Option<(String, Kind)> {
    let path = answer.path.as_str();
    let form = declared(path);
    let mut fields = catalog.fields();
    let field: &Field = match catalog.field(&form) {
        Some(field) => field,
        None => fields.find(|field| field.renamed_from.as_deref() == Some(&*form))?,
    };
    if (field.kind == Kind::List && !is_none(&answer.given)) || field.path.matches("[]").count() > 1
    {
        return None;
    }
    let index = entry(path).map(|(_, index, _)| index);
    let now = match (field.path.split_once("[]."), index) {
        (None, None) if !path.contains('[') => field.path.clone(),
        (Some((list, rest)), Some(index)) => format!("{list}[{index}].{rest}"),
        _ => return None,
    };
    Some((now, field.kind))
}

/// Judges an answer in a descriptor that holds nothing else; what it refers to may be elsewhere.
fn alone(catalog: &Catalog, path: &str, given: &Given) -> Result<(), Why> {
    let value = given.toml();
    let text = match entry(path) {
        Some((list, _, rest)) => format!("garant = 1\n[[{list}]]\n{rest} = {value}\n"),
        None if path == "garant" => format!("\n\n{path} = {value}\n"),
        None => format!("garant = 1\n\n{path} = {value}\n"),
    };
    let Err(problems) = validate::descriptor(catalog, "", &text) else {
        return Ok(());
    };
    let own = |problem: &Diagnostic| {
        problem.severity == Severity::Error
            && problem.line == 3
            && !["unknown-evidence", "unknown-site"].contains(&problem.code)
    };
    match problems.into_iter().find(own) {
        Some(problem) => Err(Why::Problem(Box::new(problem))),
        None => Ok(()),
    }
}
