//! `garant init`: a commented descriptor that validates, and in which nothing is answered.

use std::collections::BTreeMap;
use std::path::Path;

use clap::ArgMatches;
use garant_core::asked::{fields_asked, fields_of};
use garant_rules::Catalog;
use garant_rules::criterion::Criterion;
use garant_rules::field::{Field, Kind, Section};
use garant_rules::profile::Profile;

use super::{interactive, string};
use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;

/// What names a project and its declarant in a report, and decides first which texts reach it, whatever the profile reads.
const NAMING: [&str; 7] = [
    "declaration.by",
    "declaration.organisation",
    "system.name",
    "system.version",
    "system.acts-as",
    "system.phase",
    "qualification.medical-device",
];

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

/// What is asked.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Sections with the fields that are asked.
    pub(super) sections: Vec<Section>,
    /// The codes of the criteria that read a field, where a profile chooses.
    asked: Option<BTreeMap<String, Vec<String>>>,
}

impl Chosen {
    /// The codes of the criteria that read a field: those of the profile, or all where there is none.
    pub(super) fn codes(&self, catalog: &Catalog, path: &str) -> Vec<String> {
        if let Some(asked) = &self.asked {
            return asked.get(path).cloned().unwrap_or_default();
        }
        let reads = |own: &&Criterion| fields_of(catalog, own).contains(path);
        let criteria = catalog.criteria.iter().filter(reads);
        criteria.map(|own| own.code.clone()).collect()
    }
}

/// Every field of the catalog, or those that a profile reads and those that name the project.
pub(super) fn chosen(catalog: &Catalog, profile: Option<&Profile>) -> Chosen {
    let asked = profile.map(|profile| fields_asked(catalog, profile));
    let kept = |field: &Field| match &asked {
        None => true,
        Some(asked) => {
            let owner = |path: &String| path.starts_with(&format!("{}[].", field.path));
            // An entry cannot be read without what it must have.
            let list = field.path.split_once("[].").map(|(list, _)| list);
            let needed = field.required
                && list.is_some_and(|list| {
                    let own = format!("{list}[].");
                    asked
                        .keys()
                        .any(|path| path == list || path.starts_with(&own))
                });
            asked.contains_key(&field.path)
                || needed
                || asked.keys().any(owner)
                || NAMING.contains(&field.path.as_str())
                || evidence(&field.path, asked, catalog)
        }
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
    let Chosen { sections, asked } = chosen(catalog, profile);
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
            let codes = asked.as_ref().and_then(|asked| asked.get(&field.path));
            one(&mut out, setting, section.id.as_str(), field, codes);
        }
    }
    out
}

/// Whether a field declares a piece of evidence, where an answer may cite one.
fn evidence(path: &str, asked: &BTreeMap<String, Vec<String>>, catalog: &Catalog) -> bool {
    let cites = |path: &String| {
        let field = catalog.field(path);
        field.is_some_and(|field| field.kind == Kind::Evidence)
    };
    let own = [
        "evidence",
        "evidence[].id",
        "evidence[].kind",
        "evidence[].path",
    ];
    own.contains(&path) && asked.keys().any(cites)
}

fn one(
    out: &mut String,
    setting: &Setting,
    section: &str,
    field: &Field,
    codes: Option<&Vec<String>>,
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
