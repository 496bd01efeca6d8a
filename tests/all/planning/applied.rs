//! All steps open the gate, and all but one do not.

use std::collections::BTreeMap;
use std::io::Cursor;

use garant_core::evidence::{Files, Handle, Refusal};
use garant_core::gate::{Gate, State};
use garant_core::plan::{Asked, Kind, Plan, Step, Wish};
use garant_core::{Judge, Request};
use garant_rules::load::hex;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use toml::{Table, Value};

use super::{Folder, examples, known, planned, today};
use crate::harness::{catalog, judge};

/// A folder, and files that steps bring.
pub(super) struct Brought<'a> {
    pub(super) folder: &'a Folder,
    pub(super) own: BTreeMap<String, Vec<u8>>,
}

impl Files for Brought<'_> {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        match self.own.get(path) {
            Some(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            None => self.folder.open(path),
        }
    }
}

/// A table in which two groups are judged equally well, on many cases.
fn table(attribute: &str) -> Vec<u8> {
    let mut rows = format!("label,score,{attribute}\n");
    for row in 0..16_000 {
        let label = row % 2;
        let right = row % 10 < 8;
        let score = if (label == 1) == right { 0.9 } else { 0.1 };
        let group = if row < 8_000 { "A" } else { "B" };
        rows.push_str(&format!("{label},{score},{group}\n"));
    }
    rows.into_bytes()
}

/// A descriptor's answers, with entries that keep their places until it is written.
pub(super) struct Sheet {
    table: Table,
    files: BTreeMap<String, Vec<u8>>,
}

fn is_date(path: &str) -> bool {
    let field = catalog().field(&garant_rules::catalog::declared(path));
    field.is_some_and(|field| field.kind == garant_rules::field::Kind::Date)
}

fn written(path: &str, value: &Json) -> Value {
    match value {
        Json::String(text) if is_date(path) => Value::Datetime(text.parse().unwrap()),
        Json::Array(items) => items
            .iter()
            .map(|item| written("", item))
            .collect::<Vec<_>>()
            .into(),
        other => Value::try_from(other).unwrap(),
    }
}

/// Puts a value at a path; where an entry on the way was left out, nowhere.
fn put(table: &mut Table, path: &str, value: Value) {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    if let Some((list, index)) = step.split_once('[') {
        let index: usize = index.trim_end_matches(']').parse().unwrap();
        let Some(Value::Array(items)) = table.get_mut(list) else {
            return;
        };
        let wanted = Value::Integer(index.try_into().unwrap());
        let mut items = items.iter_mut().filter_map(Value::as_table_mut);
        let entry = items.find(|entry| entry.get("#") == Some(&wanted));
        if let Some(entry) = entry {
            put(entry, rest, value);
        }
    } else if rest.is_empty() {
        table.insert(step.to_owned(), value);
    } else {
        let inner = table
            .entry(step.to_owned())
            .or_insert_with(|| Value::Table(Table::new()));
        put(inner.as_table_mut().unwrap(), rest, value);
    }
}

/// Numbers the entries of all lists, so that each is found whichever is left out.
fn number(value: &mut Value) {
    match value {
        Value::Table(table) => table.iter_mut().for_each(|(_, inner)| number(inner)),
        Value::Array(items) => {
            for (at, item) in items.iter_mut().enumerate() {
                number(item);
                if let Value::Table(entry) = item {
                    entry.insert("#".to_owned(), Value::Integer(at.try_into().unwrap()));
                }
            }
        }
        _ => {}
    }
}

fn unnumber(value: &mut Value) {
    match value {
        Value::Table(table) => {
            table.remove("#");
            table.iter_mut().for_each(|(_, inner)| unnumber(inner));
        }
        Value::Array(items) => items.iter_mut().for_each(unnumber),
        _ => {}
    }
}

impl Sheet {
    pub(super) fn of(text: &str) -> Self {
        let mut table: Table = text.parse().unwrap();
        table.iter_mut().for_each(|(_, value)| number(value));
        Self {
            table,
            files: BTreeMap::new(),
        }
    }

    /// A new entry at the end of a list, under its number.
    fn entry(&mut self, path: &str) {
        let (list, index) = path.trim_end_matches(']').rsplit_once('[').unwrap();
        let mut at = &mut self.table;
        let mut steps: Vec<&str> = list.split('.').collect();
        let last = steps.pop().unwrap();
        for step in steps {
            let inner = at
                .entry(step.to_owned())
                .or_insert_with(|| Value::Table(Table::new()));
            at = inner.as_table_mut().unwrap();
        }
        let items = at
            .entry(last.to_owned())
            .or_insert_with(|| Value::Array(Vec::new()));
        let mut entry = Table::new();
        entry.insert("#".to_owned(), Value::Integer(index.parse().unwrap()));
        items.as_array_mut().unwrap().push(Value::Table(entry));
    }

    fn answer(&mut self, wish: &Wish) {
        put(
            &mut self.table,
            &wish.path,
            written(&wish.path, &wish.supposed),
        );
    }

    pub(super) fn apply(&mut self, step: &Step, folder: &Folder) {
        if let Some(entry) = &step.entry {
            self.entry(entry);
        }
        if let Some(path) = &step.supplier {
            self.audited(path, step, folder);
        }
        if let Some(piece) = &step.piece {
            self.attach(step, piece);
        }
        for wish in &step.answers {
            self.answer(wish);
        }
    }

    fn attach(&mut self, step: &Step, piece: &garant_core::plan::Piece) {
        let figure =
            step.answers
                .iter()
                .flat_map(|wish| &wish.wanted)
                .find_map(|asked| match asked {
                    Asked::Figure { attribute, .. } => attribute.clone(),
                    _ => None,
                });
        let items = self
            .table
            .entry("evidence".to_owned())
            .or_insert_with(|| Value::Array(Vec::new()));
        let path = format!("plan/{}", piece.id);
        let mut entry = Table::new();
        let kind = match &figure {
            Some(_) => "predictions",
            None => piece.kinds.first().map_or("other", String::as_str),
        };
        assert!(figure.is_none() || piece.kinds.iter().any(|own| own == kind));
        for (key, value) in [("id", piece.id.as_str()), ("kind", kind), ("path", &path)] {
            entry.insert(key.to_owned(), Value::String(value.to_owned()));
        }
        if let Some(date) = &piece.date {
            entry.insert("date".to_owned(), Value::Datetime(date.parse().unwrap()));
        }
        if let Some(attribute) = &figure {
            entry.insert("holds-patient-data".to_owned(), Value::Boolean(false));
            entry.insert("threshold".to_owned(), Value::Float(0.5));
            self.files.insert(path, table(attribute));
        } else {
            self.files.insert(path, b"%PDF-1.7".to_vec());
        }
        items.as_array_mut().unwrap().push(Value::Table(entry));
    }

    /// The supplier's audit with what was missing met, and its new digest.
    fn audited(&mut self, path: &str, step: &Step, folder: &Folder) {
        let bytes = std::fs::read(folder.0.join(path)).unwrap();
        let mut audit: Json = serde_json::from_slice(&bytes).unwrap();
        let findings = audit.get_mut("findings").and_then(Json::as_array_mut);
        for finding in findings.unwrap() {
            let id = finding["criterion"].as_str().unwrap();
            if step.serves.iter().any(|serves| serves.criterion == id) {
                finding["verdict"] = Json::from("met");
                finding["reason"] = Json::Null;
                finding["footing"] = Json::from("declared");
                for check in finding["checks"].as_array_mut().unwrap() {
                    check["asked"] = Json::from(true);
                    check["truth"] = Json::from("true");
                    check["reason"] = Json::Null;
                }
            }
        }
        let bytes = serde_json::to_vec(&audit).unwrap();
        let digest = hex(&Sha256::digest(&bytes));
        let taken = self.table.get_mut("takes-up").and_then(Value::as_array_mut);
        let own = taken
            .unwrap()
            .iter_mut()
            .find(|entry| entry["path"].as_str() == Some(path));
        own.unwrap()["sha256"] = Value::String(digest);
        self.files.insert(path.to_owned(), bytes);
    }

    pub(super) fn text(mut self) -> (String, BTreeMap<String, Vec<u8>>) {
        let files = std::mem::take(&mut self.files);
        let mut whole = Value::Table(self.table);
        unnumber(&mut whole);
        (toml::to_string(&whole).unwrap(), files)
    }
}

/// The gate once all steps but one are applied to the text.
fn gate(
    judge: &Judge<'_>,
    plan: &Plan,
    text: &str,
    folder: &Folder,
    without: Option<usize>,
) -> Gate {
    after(judge, plan, text, folder, without, None)
}

/// The same, of a gate of another level.
pub(super) fn after(
    judge: &Judge<'_>,
    plan: &Plan,
    text: &str,
    folder: &Folder,
    without: Option<usize>,
    level: Option<&str>,
) -> Gate {
    let mut sheet = Sheet::of(text);
    // Entries come before what is written in them.
    let (entries, others): (Vec<&Step>, Vec<&Step>) =
        plan.steps.iter().partition(|step| step.entry.is_some());
    for step in entries.into_iter().chain(others) {
        if Some(step.number) != without {
            sheet.apply(step, folder);
        }
    }
    let (text, own) = sheet.text();
    let brought = Brought { folder, own };
    let request = Request::new("garant.toml", &text, today()).gate(level);
    let brief = judge.brief(&request, &brought);
    brief
        .unwrap_or_else(|error| panic!("without {without:?}: {error:?}\n{text}"))
        .gate
}

#[test]
fn all_steps_open_the_gate_of_each_example_and_all_but_one_do_not() {
    let judge = judge();
    let mut kinds = std::collections::BTreeSet::new();
    for (name, text, folder) in examples() {
        let plan = known(name, None);
        assert_eq!(plan.blocked, [], "{name}");
        assert_eq!(plan.after.state, State::Holds, "{name}");
        let whole = gate(judge, &plan, &text, &folder, None);
        assert_eq!(whole.state, State::Holds, "{name} {whole:#?}");
        for step in &plan.steps {
            kinds.insert(step.kind);
            let left = gate(judge, &plan, &text, &folder, Some(step.number));
            assert_ne!(left.state, State::Holds, "{name} without {step:#?}");
        }
    }
    // The examples need every kind but the one for pieces that are cited and prove nothing.
    let wanted = [
        Kind::Answer,
        Kind::Attach,
        Kind::Do,
        Kind::Measure,
        Kind::Again,
        Kind::Correct,
        Kind::AskSupplier,
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn a_descriptor_that_says_nothing_has_a_way_too() {
    let judge = judge();
    let folder = Folder(crate::harness::root());
    let text = "garant = 1\n";
    let plan = planned(judge, text, &folder, None);
    assert_eq!(plan.before.state, State::Inconclusive);
    assert_eq!(plan.after.state, State::Holds, "{:#?}", plan.blocked);
    let whole = gate(judge, &plan, text, &folder, None);
    assert_eq!(whole.state, State::Holds, "{whole:#?}");
    // One in seven is enough here: each was judged by the plan itself.
    for step in plan.steps.iter().step_by(7) {
        let left = gate(judge, &plan, text, &folder, Some(step.number));
        assert_ne!(left.state, State::Holds, "without {step:#?}");
    }
}

#[test]
fn the_verdicts_that_a_step_promises_are_those_of_an_audit() {
    let judge = judge();
    for (name, text, folder) in examples() {
        let plan = known(name, None);
        // Half of the steps: what is promised then is what is found.
        let half = plan.steps.len() / 2;
        let mut part = plan.clone();
        part.steps.truncate(half);
        let Some(last) = part.steps.last() else {
            continue;
        };
        let mut sheet = Sheet::of(&text);
        let (entries, others): (Vec<&Step>, Vec<&Step>) =
            part.steps.iter().partition(|step| step.entry.is_some());
        for step in entries.into_iter().chain(others) {
            sheet.apply(step, &folder);
        }
        let (own_text, own) = sheet.text();
        let brought = Brought {
            folder: &folder,
            own,
        };
        let request = Request::new("garant.toml", &own_text, today());
        let gate = judge.brief(&request, &brought).unwrap().gate;
        let promised = (last.left.failing, last.left.undetermined);
        assert_eq!(
            (gate.failing.len(), gate.undetermined.len()),
            promised,
            "{name}"
        );
    }
}
