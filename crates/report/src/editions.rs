//! What changed from one edition of a catalog to another, as Markdown and as text.

use garant_rules::Lang;
use garant_rules::edition::{Change, Changes, Kind, Stamp, Wording};
use garant_rules::lang::Said;
use serde::Serialize;

use crate::assets::Assets;
use crate::lang::Words;
use crate::page;
use crate::render::RenderError;

/// How much of a digest is told.
const DIGEST: usize = 12;

/// The room of the words of diagnostics.
const MESSAGES: &str = "diagnostic";

#[derive(Serialize)]
struct View {
    /// Under a head of a page that has one already.
    nested: bool,
    title: String,
    same_version: Option<String>,
    counts: String,
    star: bool,
    groups: Vec<Group>,
    wording: Vec<Room>,
}

#[derive(Serialize)]
struct Group {
    head: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    criterion: bool,
    code: String,
    name: String,
    part: String,
    notes: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Room {
    title: String,
    things: Vec<(String, String)>,
}

/// The changelog of a catalog, in Markdown.
///
/// # Errors
/// When the template is broken.
pub fn markdown(
    changes: &Changes,
    nested: bool,
    lang: Lang,
    assets: &Assets,
) -> Result<String, RenderError> {
    let words = Words::new(assets, lang);
    let view = view(changes, nested, &words);
    let text = page::render(&view, &words, assets, "templates/catalog-changes.md.j2")?;
    Ok(crate::markdown::spaced(&text))
}

/// The changelog of a catalog, for a terminal.
pub fn text(changes: &Changes, words: &Words) -> String {
    let view = view(changes, false, words);
    let mut out = format!("{}\n", view.title);
    for line in view.same_version.iter().chain([&view.counts]) {
        out.push_str(&format!("{line}\n"));
    }
    if view.star {
        out.push_str(&format!("{}\n", words.get("editions.star")));
    }
    for group in &view.groups {
        out.push_str(&format!("\n{}\n", group.head));
        for row in &group.rows {
            let parts = [&row.code, &row.name, &row.part];
            let parts: Vec<&str> = parts
                .into_iter()
                .map(String::as_str)
                .filter(|part| !part.is_empty())
                .collect();
            out.push_str(&format!("  {}\n", parts.join(" – ")));
            for note in &row.notes {
                out.push_str(&format!("      {}\n", told(words, note)));
            }
        }
    }
    if !view.wording.is_empty() {
        out.push_str(&format!("\n{}\n", words.get("editions.wording")));
    }
    for room in &view.wording {
        out.push_str(&format!("  {}\n", room.title));
        for thing in &room.things {
            out.push_str(&format!("      {}\n", told(words, thing)));
        }
    }
    garant_source::visible::visible(&out, true)
}

/// A change in one line, without its star: what changed, of what, from what to what.
pub fn line(change: &Change, words: &Words) -> String {
    let row = row(change, words);
    let key = format!("editions.kind.{}", change.kind.code());
    let kind = words.get(&key);
    let mut notes: Vec<String> = row.notes.iter().map(|note| told(words, note)).collect();
    if !row.part.is_empty() {
        notes.insert(0, row.part);
    }
    // A criterion is named by whoever tells its changes.
    let name = if change.code.is_some() { "" } else { &row.name };
    let name = if name.is_empty() {
        kind.to_owned()
    } else {
        told(words, &(kind.to_owned(), name.to_owned()))
    };
    if notes.is_empty() {
        return name;
    }
    format!("{name} ({})", notes.join(words.get("separator")))
}

fn told(words: &Words, (name, said): &(String, String)) -> String {
    words.fill("editions.said", &[("name", name), ("said", said)])
}

fn view(changes: &Changes, nested: bool, words: &Words) -> View {
    let starred = changes
        .changes
        .iter()
        .filter(|change| change.starred)
        .count();
    let (old, new) = (&changes.old, &changes.new);
    let alike = old.version == new.version && old.sha256 != new.sha256;
    let asked = old.asked.is_some() || new.asked.is_some();
    let named = |own: &Stamp| {
        if asked {
            label(
                own.asked.as_deref(),
                &own.version,
                &own.sha256,
                alike,
                words,
            )
        } else {
            own.version.clone()
        }
    };
    let title = words.fill(
        "editions.title",
        &[("old", &named(old)), ("new", &named(new))],
    );
    let same_version = (alike && !asked).then(|| {
        let (before, after) = (short(&old.sha256), short(&new.sha256));
        let args = [
            ("version", old.version.as_str()),
            ("old", &before),
            ("new", &after),
        ];
        words.fill("editions.same-version", &args)
    });
    let counts = if changes.is_empty() {
        words.get("editions.same").to_owned()
    } else {
        let (was, is) = (old.criteria.to_string(), new.criteria.to_string());
        let criteria = words.fill("editions.criteria", &[("old", &was), ("new", &is)]);
        let args = [
            ("criteria", criteria),
            (
                "changes",
                words.count("editions.count", changes.changes.len()),
            ),
            ("starred", words.count("editions.starred", starred)),
            (
                "words",
                words.count("editions.reworded", changes.wording.len()),
            ),
        ];
        let args: Vec<(&str, &str)> = args
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        words.fill("editions.counts", &args)
    };
    View {
        nested,
        title,
        same_version,
        counts,
        star: starred > 0,
        groups: groups(changes, words),
        wording: rooms(changes, words),
    }
}

pub(crate) fn short(digest: &str) -> String {
    digest.chars().take(DIGEST).collect()
}

/// An edition by what was asked for and its version; with its digest where the other one has the same version.
pub(crate) fn label(
    asked: Option<&str>,
    version: &str,
    sha256: &str,
    alike: bool,
    words: &Words,
) -> String {
    let digest = short(sha256);
    let args = [
        (
            "asked",
            asked.unwrap_or_else(|| words.get("editions.built-in")),
        ),
        ("version", version),
        ("sha256", &digest),
    ];
    let key = if alike {
        "editions.asked-alike"
    } else {
        "editions.asked"
    };
    words.fill(key, &args)
}

fn groups(changes: &Changes, words: &Words) -> Vec<Group> {
    let group = |(code, kind): &(&'static str, Kind)| {
        let own = changes.changes.iter().filter(|change| change.kind == *kind);
        let rows: Vec<Row> = own.map(|change| row(change, words)).collect();
        let key = format!("editions.kind.{code}");
        let name = words.get(&key);
        let count = rows.len().to_string();
        let args = [("kind", name), ("n", &count)];
        let name = words.fill("editions.kind-of", &args);
        let head = if kind.is_starred() {
            words.fill("editions.head", &[("kind", &name)])
        } else {
            name
        };
        (!rows.is_empty()).then_some(Group { head, rows })
    };
    Kind::ALL.iter().filter_map(group).collect()
}

fn row(change: &Change, words: &Words) -> Row {
    let lang = words.lang;
    let get = |said: &Said| said.get(lang).to_owned();
    let whole = change.id == change.kind.code();
    let mut notes = Vec::new();
    let note = |key: &str, said: &str| {
        let name = words.get(&format!("editions.{key}")).to_owned();
        (name, said.to_owned())
    };
    // What stands for nothing on one side.
    let absent = match change.kind {
        Kind::CriterionApplies | Kind::CheckApplies => Some("editions.always"),
        Kind::ProfileLevel | Kind::ProfileParameter => Some("editions.of-the-catalog"),
        _ if change.before.is_some() && change.after.is_some() => None,
        Kind::FieldRange
        | Kind::FieldRenamed
        | Kind::FieldDocuments
        | Kind::SourceBinds
        | Kind::SourceDate
        | Kind::SourceEdition
        | Kind::PlaceBinds
        | Kind::CriterionReviewedBy
        | Kind::CriterionReliedOnBy
        | Kind::ProfileAge
        | Kind::Placeholders => Some("editions.none"),
        _ => None,
    };
    let side = |said: &Option<Said>| {
        let absent = absent.map(|key| words.get(key).to_owned());
        said.as_ref().map(get).or(absent)
    };
    match (change.kind, side(&change.before), side(&change.after)) {
        (Kind::CriterionAdded, _, Some(level)) => notes.push(note("level", &level)),
        (Kind::CriterionWithdrawn | Kind::FieldWithdrawn, _, Some(heir)) => {
            let told = words.fill("editions.successor", &[("name", &heir)]);
            notes.push(note("after", &told));
        }
        (Kind::ProfileSelects | Kind::ProfileLeavesOut, _, Some(codes)) => {
            notes.push(note("reach", &codes));
        }
        (_, before, after) => {
            notes.extend(before.map(|said| note("before", &said)));
            notes.extend(after.map(|said| note("after", &said)));
        }
    }
    let listed = matches!(change.kind, Kind::ProfileSelects | Kind::ProfileLeavesOut);
    if change.starred && change.code.is_none() && !listed {
        if change.reach.all {
            notes.push(note("reach", words.get("editions.reach-all")));
        } else if !change.reach.criteria.is_empty() {
            let codes = change.reach.criteria.values();
            let mut codes: Vec<&str> = codes.map(String::as_str).collect();
            codes.sort_unstable();
            notes.push(note("reach", &codes.join(", ")));
        }
    }
    let plain = whole || change.code.is_some();
    Row {
        criterion: change.code.is_some(),
        code: change.code.clone().unwrap_or_else(|| {
            if plain {
                String::new()
            } else {
                change.id.clone()
            }
        }),
        name: if whole {
            String::new()
        } else {
            get(&change.name)
        },
        part: change
            .part
            .as_ref()
            .map_or_else(String::new, |part| get(&part.name)),
        notes,
    }
}

fn rooms(changes: &Changes, words: &Words) -> Vec<Room> {
    let mut rooms: Vec<Room> = Vec::new();
    let mut last = "";
    for Wording {
        room,
        id,
        name,
        parts,
        ..
    } in &changes.wording
    {
        if *room != last {
            last = room;
            rooms.push(Room {
                title: words.get(&format!("editions.room.{room}")).to_owned(),
                things: Vec::new(),
            });
        }
        let name = name.get(words.lang);
        let named = if name == id {
            id.clone()
        } else {
            format!("{name} ({id})")
        };
        if let Some(own) = rooms.last_mut() {
            // Messages have keys that say nothing to who reads a changelog.
            let told = if *room == "words" && id == MESSAGES {
                words.count("editions.messages", parts.len())
            } else {
                parts.join(", ")
            };
            own.things.push((named, told));
        }
    }
    rooms
}
