//! `garant list --crosswalk`: another framework, item by item: covered, covered partly, touched, not covered.

use garant_rules::Catalog;
use garant_rules::crosswalk::{Crosswalk, Degree, Item};
use garant_source::diagnostic::nearest;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;

/// The groups, strongest first.
const GROUPS: [Option<Degree>; 4] = [
    Some(Degree::Covers),
    Some(Degree::Partly),
    Some(Degree::Touches),
    None,
];

pub(super) fn run(setting: &Setting, catalog: &Catalog, id: &str, as_json: bool) -> Exit {
    let Some(crosswalk) = catalog.crosswalk(id) else {
        let ids: Vec<&str> = catalog
            .crosswalks
            .iter()
            .map(|known| known.id.as_str())
            .collect();
        let near = nearest(id, ids.iter().copied()).unwrap_or("–");
        setting.fail(
            "terminal.unknown-crosswalk",
            &[
                ("found", id),
                ("nearest", near),
                ("choices", &ids.join(", ")),
            ],
        );
        return Exit::Failed;
    };
    if as_json {
        let text = serde_json::to_string_pretty(&value(setting, crosswalk)).unwrap_or_default();
        output::out(&format!("{text}\n"));
    } else {
        output::out(&text(setting, catalog, crosswalk));
    }
    Exit::Holds
}

fn code(degree: Option<Degree>) -> &'static str {
    degree.map_or("none", Degree::code)
}

fn counts(crosswalk: &Crosswalk) -> impl Iterator<Item = (Option<Degree>, usize)> {
    GROUPS.into_iter().map(|group| {
        let own = crosswalk.items.iter().filter(|item| item.degree() == group);
        (group, own.count())
    })
}

fn value(setting: &Setting, crosswalk: &Crosswalk) -> Value {
    let lang = setting.lang;
    let items: Vec<Value> = crosswalk
        .items
        .iter()
        .map(|item| {
            let links: Vec<Value> = item
                .links
                .iter()
                .map(|link| json!({"criterion": link.criterion, "degree": link.degree}))
                .collect();
            json!({"at": item.at, "says": item.says.get(lang), "degree": code(item.degree()), "links": links,
                "gap": item.gap.as_ref().map(|gap| gap.get(lang))})
        })
        .collect();
    let counts: serde_json::Map<String, Value> = counts(crosswalk)
        .map(|(group, count)| (code(group).to_owned(), json!(count)))
        .collect();
    json!({"crosswalk": crosswalk.id, "source": crosswalk.source, "title": crosswalk.title.get(lang),
        "says": crosswalk.says.get(lang), "counts": counts, "items": items})
}

fn text(setting: &Setting, catalog: &Catalog, crosswalk: &Crosswalk) -> String {
    let lang = setting.lang;
    let mut out = format!(
        "{}\n{}\n",
        crosswalk.title.get(lang),
        crosswalk.says.get(lang)
    );
    for (group, count) in counts(crosswalk) {
        if count == 0 {
            continue;
        }
        let name = catalog
            .words
            .get(&format!("coverage.{}", code(group)), lang)
            .to_owned();
        out.push_str(&format!("\n{name} ({count})\n"));
        for item in crosswalk.items.iter().filter(|item| item.degree() == group) {
            line(setting, catalog, item, &mut out);
        }
    }
    let told: Vec<String> = counts(crosswalk)
        .map(|(group, count)| {
            let key = format!("coverage.{}", code(group));
            format!("{count} {}", catalog.words.get(&key, lang))
        })
        .collect();
    let total = setting.words.count("list.items", crosswalk.items.len());
    let fact = fact(setting, &total, &told.join(", "));
    out.push_str(&format!("\n{fact}\n"));
    out
}

/// A name and what is said of it.
fn fact(setting: &Setting, name: &str, said: &str) -> String {
    let args = [("name", name), ("said", said)];
    setting.words.fill("init.fact", &args)
}

fn line(setting: &Setting, catalog: &Catalog, item: &Item, out: &mut String) {
    let lang = setting.lang;
    out.push_str(&format!("  {}  {}\n", item.at, item.says.get(lang)));
    for degree in GROUPS.into_iter().flatten() {
        let codes: Vec<&str> = item
            .links
            .iter()
            .filter(|link| link.degree == degree)
            .filter_map(|link| catalog.criterion(&link.criterion))
            .map(|criterion| criterion.code.as_str())
            .collect();
        if !codes.is_empty() {
            let key = format!("degree.{}", degree.code());
            let fact = fact(setting, catalog.words.get(&key, lang), &codes.join(", "));
            out.push_str(&format!("      {fact}\n"));
        }
    }
    if let Some(gap) = &item.gap {
        out.push_str(&format!("      – {}\n", gap.get(lang)));
    }
}
