//! The fields of the descriptor, read from `fields/*.toml`.

use garant_source::{Reader, Span, Tree};

use super::said::{maybe_said, one_of, said};
use super::shelf::Shelf;
use crate::field::{AUDIENCES, Choice, Field, Kind, Section};

/// The order of sections in a descriptor; a catalog may add others after them.
const ORDER: &str = "order";

/// Adds the fields of a shelf to sections; a section that is already there gets more fields.
pub(super) fn load(shelf: &Shelf<'_>, sections: &mut Vec<Section>) {
    let mut ranked: Vec<(f64, Section)> = Vec::new();
    for (_, reader) in shelf.below("fields") {
        let Some(head) = reader.maybe_table("section") else {
            reader.problem("missing-key", reader.span, &[("key", "section")]);
            continue;
        };
        let order = head.maybe_number(ORDER).unwrap_or(f64::MAX);
        let section = Section {
            id: head.string("id"),
            title: said(&head, "title"),
            help: said(&head, "help"),
            fields: Vec::new(),
        };
        head.finish();
        let mut fields: Vec<Field> = Vec::new();
        let mut former: Vec<(Span, String, String)> = Vec::new();
        for entry in reader.tables("field") {
            let span = entry.span;
            let field = field(entry);
            let taken = |known: &Field| known.path == field.path;
            let known = sections.iter().flat_map(|section| &section.fields);
            if known.chain(&fields).any(taken) {
                reader.problem("duplicate-id", span, &[("found", &field.path)]);
            }
            if let Some(before) = &field.renamed_from {
                former.push((span, before.clone(), field.path.clone()));
            }
            fields.push(field);
        }
        let known = sections
            .iter()
            .chain(ranked.iter().map(|(_, section)| section));
        let known: Vec<&Field> = known
            .flat_map(|section| &section.fields)
            .chain(&fields)
            .collect();
        for (span, before, now) in former {
            let args = [("found", before.as_str()), ("key", &now)];
            let lists = |path: &str| path.matches("[]").count();
            if known.iter().any(|field| field.path == before) {
                reader.problem("former-name-in-use", span, &args);
            } else if lists(&before) != lists(&now) {
                reader.problem("former-name-elsewhere", span, &args);
            }
        }
        reader.finish();
        let before = ranked.iter_mut().map(|(_, section)| section);
        match sections
            .iter_mut()
            .chain(before)
            .find(|known| known.id == section.id)
        {
            Some(known) => known.fields.extend(fields),
            None => ranked.push((order, Section { fields, ..section })),
        }
    }
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    sections.extend(ranked.into_iter().map(|(_, section)| section));
}

fn field(reader: Reader<'_>) -> Field {
    let code = reader.string("type");
    let kind = Kind::ALL
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, kind)| *kind);
    if kind.is_none() {
        reader.problem("unknown-type", reader.span, &[("found", &code)]);
    }
    let kind = kind.unwrap_or(Kind::Text);
    let choices: Vec<Choice> = reader
        .tables("choices")
        .into_iter()
        .map(|choice| {
            let id = choice.string("id");
            let title = crate::lang::Said {
                fr: choice.string("fr").into(),
                en: choice.string("en").into(),
            };
            choice.finish();
            Choice { id, title }
        })
        .collect();
    if matches!(kind, Kind::Choice | Kind::Choices) == choices.is_empty() {
        reader.problem("choices-mismatch", reader.span, &[]);
    }
    let example = reader.node("example").map(|node| match &node.value {
        Tree::Text(text) => toml_text(text),
        _ => reader.text().slice(node.span).to_owned(),
    });
    let person = reader.maybe_bool("person").unwrap_or(false);
    if person && !matches!(kind, Kind::Text | Kind::Texts) {
        one_of(&reader, "person", &code, &["text", "texts"]);
    }
    let once = reader.maybe_bool("once").unwrap_or(false);
    if once && kind != Kind::Date {
        one_of(&reader, "once", &code, &["date"]);
    }
    let record = reader.maybe_bool("record").unwrap_or(false);
    if record && kind != Kind::List {
        one_of(&reader, "record", &code, &["list"]);
    }
    let replaced = reader.maybe_string("replaced");
    if let Some(id) = &replaced {
        let known: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
        one_of(&reader, "replaced", id, &known);
    }
    let audience = reader.string("audience");
    if !audience.is_empty() {
        one_of(&reader, "audience", &audience, &AUDIENCES);
    }
    let field = Field {
        path: reader.string("path"),
        kind,
        title: said(&reader, "title"),
        help: said(&reader, "help"),
        actor: reader.string("actor"),
        decided_by: maybe_said(&reader, "decided-by"),
        once,
        record,
        kept: reader.maybe_bool("kept").unwrap_or(false),
        dated_by: reader.maybe_string("dated-by"),
        replaced,
        audience,
        person,
        required: reader.maybe_bool("required").unwrap_or(false),
        unique: reader.maybe_bool("unique").unwrap_or(false),
        unit: maybe_said(&reader, "unit"),
        min: reader.maybe_number("min"),
        max: reader.maybe_number("max"),
        choices,
        example,
        documents: reader.strings("documents"),
        renamed_from: reader.maybe_string("renamed-from"),
    };
    reader.finish();
    field
}

fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
