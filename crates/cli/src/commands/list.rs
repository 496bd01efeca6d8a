//! `garant list`: what the catalog holds, for sources, whether each binds a project at a date, and what a project has to follow.

use clap::ArgMatches;
use garant_core::Request;
use garant_core::standing::{Place, standings};
use garant_rules::Catalog;
use garant_rules::criterion::{Citation, Criterion};
use serde_json::{Value, json};

use super::{as_of, crosswalk, descriptor, followed, listing, string};
use crate::exit::Exit;
use crate::input::shown;
use crate::output;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let as_json = string(matches, "format").is_some_and(|format| format == "json");
    if let Some(framework) = string(matches, "crosswalk") {
        return crosswalk::run(setting, &catalog, framework, as_json);
    }
    let what = string(matches, "what").map_or("criteria", String::as_str);
    if matches.contains_id("expiring") && what != "waivers" {
        setting.fail("terminal.list-expiring", &[]);
        return Exit::Failed;
    }
    if followed::LISTS.contains(&what) {
        return followed::run(setting, &catalog, matches, what);
    }
    let places = match string(matches, "path") {
        None => None,
        Some(_) if what != "sources" => {
            setting.fail("terminal.list-path", &[]);
            return Exit::Failed;
        }
        Some(path) => match bound(setting, &catalog, matches, path) {
            Ok(places) => Some(places),
            Err(exit) => return exit,
        },
    };
    let rows = match what {
        "fields" => fields(setting, &catalog),
        "sources" => sources(setting, &catalog, places.as_deref()),
        "profiles" => profiles(setting, &catalog),
        "principles" => principles(setting, &catalog),
        "crosswalks" => crosswalks(setting, &catalog),
        _ => criteria(setting, &catalog),
    };
    if as_json {
        let stamp = json!({"version": catalog.version, "sha256": catalog.sha256, "criteria": catalog.criteria.len()});
        let whole = json!({"catalog": stamp, what: rows});
        let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
        output::out(&format!("{text}\n"));
        return Exit::Holds;
    }
    let mut text: String = rows
        .iter()
        .map(|row| listing::row(setting, &catalog, row))
        .collect();
    text.push('\n');
    text.push_str(&setting.words.count(&format!("list.{what}"), rows.len()));
    text.push('\n');
    output::out(&text);
    Exit::Holds
}

/// The standing of the catalog's texts for a descriptor.
fn bound(
    setting: &Setting,
    catalog: &Catalog,
    matches: &ArgMatches,
    path: &str,
) -> Result<Vec<Place>, Exit> {
    let as_of = as_of(setting, matches)?;
    let text = descriptor(setting, path).ok_or(Exit::Failed)?;
    let name = shown(path);
    standings(catalog, &Request::new(&name, &text, as_of)).map_err(|error| {
        setting.no_audit(catalog, &error);
        Exit::Failed
    })
}

fn criteria(setting: &Setting, catalog: &Catalog) -> Vec<Value> {
    let lang = setting.lang;
    let row = |criterion: &Criterion| {
        let cited: Vec<Value> = criterion
            .sources
            .iter()
            .map(|citation| cited(catalog, citation))
            .collect();
        // The level of reading of a criterion is that of the text it cites first.
        let verification = cited
            .first()
            .and_then(|first| first.get("verification"))
            .cloned();
        let cens: Vec<Value> = criterion
            .cens
            .iter()
            .map(|place| json!({"principle": place.principle, "placement": place.placement}))
            .collect();
        json!({"id": criterion.id, "code": criterion.code, "title": criterion.title.get(lang), "principle": criterion.principle,
            "cens": cens, "phase": criterion.phase, "actors": criterion.actors, "relied-on-by": criterion.relied_on_by,
            "level": criterion.level, "effort": criterion.effort, "draft": criterion.draft, "since": criterion.since,
            "reviewed-by": criterion.reviewed_by, "verification": verification, "sources": cited,
            "checks": criterion.checks.iter().map(|check| check.id.as_str()).collect::<Vec<_>>()})
    };
    catalog.criteria.iter().map(row).collect()
}

fn cited(catalog: &Catalog, citation: &Citation) -> Value {
    let source = catalog.source(&citation.source);
    json!({"ref": citation.source, "at": citation.at, "relation": citation.relation(),
        "force": source.map(|source| source.force.code()),
        "verification": source.map(|source| source.verification_at(citation.at.as_deref()))})
}

fn sources(setting: &Setting, catalog: &Catalog, places: Option<&[Place]>) -> Vec<Value> {
    let lang = setting.lang;
    let mut rows = Vec::new();
    for source in &catalog.sources {
        let standing = |at: Option<&str>| {
            let found = |place: &&Place| place.source == source.id && place.at.as_deref() == at;
            places.and_then(|places| places.iter().find(found))
        };
        let mut row = json!({"id": source.id, "short": source.short.get(lang), "title": source.title.get(lang),
            "publisher": source.publisher.get(lang), "edition": source.edition.as_ref().map(|edition| edition.get(lang)),
            "date": source.date.map(|date| date.to_string()), "url": source.url, "force": source.force.code(),
            "verification": source.verification, "checked-on": source.checked_on.map(|date| date.to_string()),
            "proposed": source.proposed, "replaced-by": source.replaced_by, "note": source.note.as_ref().map(|note| note.get(lang))});
        let below: Vec<Value> = source
            .locators
            .iter()
            .map(|locator| {
                let mut row = json!({"at": locator.at, "says": locator.says.get(lang),
                    "verification": source.verification_at(Some(&locator.at))});
                bind(setting, &mut row, standing(Some(&locator.at)));
                row
            })
            .collect();
        bind(setting, &mut row, standing(None));
        if let Some(row) = row.as_object_mut() {
            row.insert("locators".to_owned(), Value::from(below));
        }
        rows.push(row);
    }
    rows
}

/// Adds what binds, since when and why to a row.
fn bind(setting: &Setting, row: &mut Value, place: Option<&Place>) {
    if let (Some(row), Some(place)) = (row.as_object_mut(), place) {
        let because = place.because.as_ref().map(|words| words.get(setting.lang));
        row.insert("status".to_owned(), json!(place.status));
        row.insert("from".to_owned(), json!(place.from));
        row.insert("because".to_owned(), json!(because));
        row.insert("depends-on".to_owned(), json!(place.depends_on));
    }
}

fn fields(setting: &Setting, catalog: &Catalog) -> Vec<Value> {
    let lang = setting.lang;
    catalog
        .fields()
        .map(|field| {
            json!({"id": field.path, "type": field.kind.code(), "title": field.title.get(lang), "help": field.help.get(lang),
                "choices": field.choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>(), "actor": field.actor})
        })
        .collect()
}

fn profiles(setting: &Setting, catalog: &Catalog) -> Vec<Value> {
    let lang = setting.lang;
    catalog
        .profiles
        .iter()
        .map(|profile| json!({"id": profile.id, "title": profile.title.get(lang), "says": profile.says.get(lang), "gate": profile.gate}))
        .collect()
}

fn crosswalks(setting: &Setting, catalog: &Catalog) -> Vec<Value> {
    let lang = setting.lang;
    catalog
        .crosswalks
        .iter()
        .map(|known| json!({"id": known.id, "title": known.title.get(lang), "says": known.says.get(lang), "source": known.source, "items": known.items.len()}))
        .collect()
}

fn principles(setting: &Setting, catalog: &Catalog) -> Vec<Value> {
    let lang = setting.lang;
    catalog
        .principles
        .iter()
        .map(|term| json!({"id": term.id, "code": term.code, "title": term.title.get(lang), "says": term.says.get(lang), "key": term.key}))
        .collect()
}
