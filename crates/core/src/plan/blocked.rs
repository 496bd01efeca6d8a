//! What no step opens at this date, and the days that keep it from opening.

use garant_rules::Value;
use garant_rules::facts::Scope;
use serde::{Deserialize, Serialize};

use super::ground::Ground;
use super::reduce::{Reduced, with};
use crate::finding::Words;
use crate::project::Project;
use crate::readership::Readership;
use crate::texts;

/// A criterion that no step opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Blocked {
    /// Its id.
    pub criterion: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Words,
    /// The checks that stay open, by id.
    pub checks: Vec<String>,
    /// The days that are stated and decide it: what is past stays.
    #[serde(default)]
    pub stays: Vec<Stays>,
}

/// A day that is stated and stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Stays {
    /// The concrete path.
    pub path: String,
    /// The field's title.
    pub title: Words,
    /// The line where it stands; null where the facts were no text.
    pub line: Option<usize>,
    /// The day.
    pub day: String,
}

pub(super) fn blocked(ground: &Ground<'_, '_>, reduced: &Reduced<'_>) -> Vec<Blocked> {
    let world = with(ground, &reduced.draft, &reduced.units);
    let readership = Readership::default();
    let sheet = world.sheet(ground);
    let project = sheet.project(&readership, true);
    let open = reduced.full.seen.iter();
    let open = open.filter(|seen| seen.open && ground.aims(seen.criterion));
    open.map(|seen| {
        let criterion = seen.criterion;
        let parameters = texts::parameters(criterion, ground.case.profile);
        let scope = Scope {
            facts: &project,
            place: "",
            parameters: &parameters,
        };
        let checks = seen.open_checks();
        let checks: Vec<_> = checks.filter_map(|at| criterion.checks.get(at)).collect();
        let mut stays: Vec<Stays> = Vec::new();
        for read in checks
            .iter()
            .flat_map(|check| check.require.evaluate(scope).reads)
        {
            let known = stays.iter().any(|own| own.path == read.path);
            if let (Some(Value::Date(day)), true, false) = (read.value(), read.decided, known)
                && ground.stated(&read.path) == Some(&Value::Date(*day))
            {
                stays.push(stay(ground, &project, &read, day.to_string()));
            }
        }
        Blocked {
            criterion: criterion.id.clone(),
            code: criterion.code.clone(),
            title: Words::of(&criterion.title),
            checks: checks.iter().map(|check| check.id.clone()).collect(),
            stays,
        }
    })
    .collect()
}

fn stay(
    ground: &Ground<'_, '_>,
    project: &Project<'_>,
    read: &garant_rules::facts::Read,
    day: String,
) -> Stays {
    let field = ground.field(&read.path);
    let text = ground.case.descriptor.value.is_none();
    Stays {
        path: read.path.clone(),
        title: field
            .map(|field| Words::of(&field.title))
            .unwrap_or_default(),
        line: project.told(read).line.filter(|_| text),
        day,
    }
}
