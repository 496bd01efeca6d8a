//! `garant init`: a commented descriptor that validates, and in which nothing is answered; or a workbook to fill in.

mod workbook;

use std::collections::BTreeSet;
use std::path::Path;

use clap::ArgMatches;
use garant_intake::asked::{Asked, Pick};
use garant_rules::Catalog;
use garant_rules::field::{Field, Kind};
use garant_rules::profile::Profile;

use super::string;
use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;

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
    if let Some(file) = string(matches, "xlsx") {
        return workbook::run(setting, matches, &catalog, profile, file);
    }
    let text = descriptor(setting, &catalog, profile);
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    if path == "-" {
        output::out(&text);
        return Exit::Holds;
    }
    if Path::new(path).exists() {
        setting.fail("terminal.exists", &[("path", path)]);
        return Exit::Failed;
    }
    if output::file(path, text.as_bytes()).is_err() {
        setting.fail("terminal.no-write", &[("path", path)]);
        return Exit::Failed;
    }
    output::err(&format!(
        "{}\n",
        setting.words.fill("terminal.written", &[("path", path)])
    ));
    Exit::Holds
}

/// The descriptor, commented out: every field of the catalog, or those that a profile reads and those that name the project.
fn descriptor(setting: &Setting, catalog: &Catalog, profile: Option<&Profile>) -> String {
    let lang = setting.lang;
    let mut out = String::new();
    comment(&mut out, setting.words.get("init.head"));
    out.push_str(&format!("\ngarant = 1\nlang = \"{}\"\n", lang.code()));
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
    if let Some(profile) = profile {
        out.push_str(&format!("profile = \"{}\"\n", profile.id));
        comment(&mut out, profile.says.get(lang));
    }
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
    for section in &sections {
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
            let codes = asked.as_ref().map(|asked| asked.codes(&field.path));
            let codes = codes.filter(|codes| !codes.is_empty());
            one(&mut out, setting, section.id.as_str(), field, codes);
        }
    }
    out
}

fn one(
    out: &mut String,
    setting: &Setting,
    section: &str,
    field: &Field,
    codes: Option<&[String]>,
) {
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
        facts.push(format!("{} : {}", word("choices"), choices.join(", ")));
    }
    if let Some(unit) = &field.unit {
        facts.push(format!("{} : {}", word("unit"), unit.get(lang)));
    }
    if let Some(codes) = codes {
        facts.push(format!("{} : {}", word("criteria"), codes.join(", ")));
    }
    if !facts.is_empty() {
        comment(out, &facts.join(" ; "));
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

/// A value of the right kind, only ever shown in a comment.
fn sample(field: &Field) -> String {
    if let Some(example) = &field.example {
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
