//! `garant init`: a commented descriptor that validates, and in which nothing is answered; or a workbook to fill in.

mod workbook;

use std::collections::BTreeSet;
use std::path::Path;

use clap::ArgMatches;
use garant_core::asked::fields_of;
use garant_intake::asked::{Asked, Pick};
use garant_rules::Catalog;
use garant_rules::criterion::Criterion;
use garant_rules::field::{Field, Kind, Section};
use garant_rules::profile::Profile;

use super::{interactive, schema, string};
use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;

/// The name of the schema beside a descriptor, for editors.
const SCHEMA: &str = "garant.schema.json";

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let quick = matches.get_flag("quick").then_some("quick-look");
    let asked = quick.or_else(|| string(matches, "profile").map(String::as_str));
    let profile = match asked {
        None => None,
        Some(id) => match setting.profile(&catalog, Some(id)) {
            None => return Exit::Failed,
            found => found,
        },
    };
    if matches.get_flag("interactive") {
        return interactive::run(setting, matches, &catalog, profile);
    }
    if let Some(file) = string(matches, "xlsx") {
        return workbook::run(setting, matches, &catalog, profile, file);
    }
    let mut text = descriptor(setting, &catalog, profile);
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    let with_schema = matches.get_flag("schema");
    if path == "-" {
        if with_schema {
            setting.fail("terminal.no-beside", &[]);
            return Exit::Failed;
        }
        output::out(&text);
        return Exit::Holds;
    }
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let mut beside = Vec::new();
    if with_schema {
        text.insert_str(0, &format!("#:schema ./{SCHEMA}\n"));
        let schema = schema::written(&schema::descriptor(&catalog, setting));
        beside.push((SCHEMA.to_owned(), schema));
    }
    let name = Path::new(path).file_name().unwrap_or_default();
    beside.push((name.to_string_lossy().into_owned(), text));
    for (name, _) in &beside {
        let path = folder.join(name);
        if path.exists() {
            setting.fail("terminal.exists", &[("path", &path.to_string_lossy())]);
            return Exit::Failed;
        }
    }
    let there = folder.as_os_str().is_empty() || folder.is_dir();
    if !there || output::files(folder, &beside).is_err() {
        setting.fail("terminal.no-write", &[("path", path)]);
        return Exit::Failed;
    }
    for (name, _) in &beside {
        let path = folder.join(name);
        let args = [("path", &*path.to_string_lossy())];
        let told = setting.words.fill("terminal.written", &args);
        output::err(&format!("{told}\n"));
    }
    Exit::Holds
}

/// What is asked.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Sections with the fields that are asked.
    pub(super) sections: Vec<Section>,
    /// The fields asked, where a profile chooses.
    asked: Option<Asked>,
}

impl Chosen {
    /// The codes of the criteria that read a field: those of the profile, or all where there is none.
    pub(super) fn codes(&self, catalog: &Catalog, path: &str) -> Vec<String> {
        if let Some(asked) = &self.asked {
            return asked.codes(path).to_vec();
        }
        let reads = |own: &&Criterion| fields_of(catalog, own).contains(path);
        let criteria = catalog.criteria.iter().filter(reads);
        criteria.map(|own| own.code.clone()).collect()
    }
}

/// Every field of the catalog, or those that a profile reads and those that name the project.
pub(super) fn chosen(catalog: &Catalog, profile: Option<&Profile>) -> Chosen {
    let none = BTreeSet::new();
    let asked = profile.map(|profile| {
        let from = Pick {
            profile: Some(profile),
            aside: &none,
            answered: &none,
            unread: false,
        };
        Asked::new(catalog, from)
    });
    let kept = |field: &Field| {
        let asks = |asked: &Asked| asked.asks(&field.path);
        asked.as_ref().is_none_or(asks)
    };
    let mut sections = catalog.sections.clone();
    for section in &mut sections {
        section.fields.retain(kept);
        // Keys after a list of tables would belong to its last entry.
        section
            .fields
            .sort_by_key(|field| field.kind == Kind::List || field.path.contains("[]."));
    }
    sections.retain(|section| !section.fields.is_empty());
    Chosen { sections, asked }
}

/// The descriptor, commented out.
pub(super) fn descriptor(
    setting: &Setting,
    catalog: &Catalog,
    profile: Option<&Profile>,
) -> String {
    let lang = setting.lang;
    let mut out = String::new();
    comment(&mut out, setting.words.get("init.head"));
    out.push_str(&format!("\ngarant = 1\nlang = \"{}\"\n", lang.code()));
    if let Some(profile) = profile {
        out.push_str(&format!("profile = \"{}\"\n", profile.id));
        comment(&mut out, profile.says.get(lang));
    }
    let chosen = chosen(catalog, profile);
    for section in &chosen.sections {
        out.push_str("\n# ");
        out.push_str(&"─".repeat(70));
        out.push('\n');
        comment(&mut out, section.title.get(lang));
        comment(&mut out, section.help.get(lang));
        if section.id != "top"
            && section
                .fields
                .first()
                .is_none_or(|field| field.path != section.id)
        {
            out.push_str(&format!("[{}]\n", section.id));
        }
        for field in &section.fields {
            let written = ["garant", "lang"].contains(&field.path.as_str());
            if written || (profile.is_some() && field.path == "profile") {
                continue;
            }
            let codes = chosen.asked.as_ref();
            let codes = codes.map_or(&[][..], |asked| asked.codes(&field.path));
            one(&mut out, setting, section.id.as_str(), field, codes);
        }
    }
    out
}

fn one(out: &mut String, setting: &Setting, section: &str, field: &Field, codes: &[String]) {
    let lang = setting.lang;
    let word = |key: &str| setting.words.get(&format!("init.{key}")).to_owned();
    out.push('\n');
    comment(
        out,
        &format!("{}. {}", field.title.get(lang), field.help.get(lang)),
    );
    let mut facts = Vec::new();
    if !field.choices.is_empty() {
        let choices: Vec<String> = field
            .choices
            .iter()
            .map(|choice| format!("{} ({})", choice.id, choice.title.get(lang)))
            .collect();
        facts.push((word("choices"), choices.join(", ")));
    }
    if let Some(unit) = &field.unit {
        facts.push((word("unit"), unit.get(lang).to_owned()));
    }
    if !codes.is_empty() {
        facts.push((word("criteria"), codes.join(", ")));
    }
    if let Some(example) = shown_apart(field) {
        facts.push((word("example"), example.to_owned()));
    }
    if !facts.is_empty() {
        let facts = facts.iter().map(|(name, said)| {
            setting
                .words
                .fill("init.fact", &[("name", name), ("said", said)])
        });
        let between = setting.words.get("report.sep");
        comment(out, &facts.collect::<Vec<_>>().join(between));
    }
    if field.kind == Kind::List {
        out.push_str(&format!("# [[{}]]\n", field.path));
        return;
    }
    let key = match field.path.split_once("[].") {
        Some((_, key)) => key,
        None => field
            .path
            .strip_prefix(section)
            .and_then(|rest| rest.strip_prefix('.'))
            .unwrap_or(&field.path),
    };
    out.push_str(&format!("# {key} = {}\n", sample(field)));
}

/// The example of a field whose answer is a text: beside the key, it would pass for the project's own answer once the `#` is off.
fn shown_apart(field: &Field) -> Option<&str> {
    let text = matches!(field.kind, Kind::Text | Kind::Texts);
    field.example.as_deref().filter(|_| text)
}

/// A value of the right kind, only ever shown in a comment.
fn sample(field: &Field) -> String {
    if let Some(example) = &field.example
        && shown_apart(field).is_none()
    {
        return example.clone();
    }
    let first = field
        .choices
        .first()
        .map_or("", |choice| choice.id.as_str());
    match field.kind {
        Kind::Bool => "true".to_owned(),
        Kind::Integer => "1".to_owned(),
        Kind::Number => "0.5".to_owned(),
        Kind::Date => "2026-11-23".to_owned(),
        Kind::Duration => "\"P12M\"".to_owned(),
        Kind::Choice => format!("\"{first}\""),
        Kind::Choices => format!("[\"{first}\"]"),
        Kind::Texts => "[\"…\"]".to_owned(),
        _ => "\"…\"".to_owned(),
    }
}

fn comment(out: &mut String, text: &str) {
    for line in text.lines() {
        let mut width = 0;
        out.push('#');
        for word in line.split(' ') {
            if width > 100 {
                out.push_str("\n#");
                width = 0;
            }
            out.push(' ');
            out.push_str(word);
            width += word.chars().count() + 1;
        }
        out.push('\n');
    }
}
