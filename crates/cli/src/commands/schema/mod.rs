//! `garant schema`: the JSON Schemas of the descriptor, from the field catalog, of the audit, of a portfolio, of what changed, and of
//! figures.

mod descriptor;
mod leaf;

use clap::ArgMatches;
use garant_core::portfolio::Portfolio;
use garant_core::{Audit, Changes, Plan};
use garant_measure::predictions::{Report, Tally};
use garant_measure::{drift, oversight, perturbation};
use serde_json::Value;

pub(super) use descriptor::descriptor;

use super::string;
use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let schema = match string(matches, "what").map(String::as_str) {
        Some("audit") => garant_core::audit_schema::<Audit>(),
        Some("portfolio") => garant_core::audit_schema::<Portfolio>(),
        Some("diff") => garant_core::audit_schema::<Changes>(),
        Some("plan") => garant_core::audit_schema::<Plan>(),
        Some("predictions") => garant_measure::schema::<Report>(),
        Some("oversight") => garant_measure::schema::<oversight::Report>(),
        Some("perturbation") => garant_measure::schema::<perturbation::Report>(),
        Some("drift") => garant_measure::schema::<drift::Report>(),
        Some("tally") => garant_measure::schema::<Tally>(),
        _ => match setting.catalog(string(matches, "catalog")) {
            Some(catalog) => descriptor(&catalog, setting),
            None => return Exit::Failed,
        },
    };
    let text = written(&schema);
    let Some(path) = string(matches, "output") else {
        output::out(&text);
        return Exit::Holds;
    };
    if output::file(path, text.as_bytes()).is_err() {
        setting.fail("terminal.no-write", &[("path", path)]);
        return Exit::Failed;
    }
    let told = setting.words.fill("terminal.written", &[("path", path)]);
    output::err(&format!("{told}\n"));
    Exit::Holds
}

/// A schema as a file holds it.
pub(super) fn written(schema: &Value) -> String {
    let text = serde_json::to_string_pretty(schema).unwrap_or_default();
    format!("{text}\n")
}
