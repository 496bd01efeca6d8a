//! The library as another program uses it: texts and values, evidence in memory, errors as types, threads.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use garant_core::audience::Audience;
use garant_core::evidence::{Files, Handle, NoFiles, Refusal};
use garant_core::{Audit, AuditError, Facts, Request, ValueError, ValueProblem, audit};
use garant_report::{Assets, Format, Options, render};
use garant_rules::{Catalog, Lang};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::harness::{catalog, files, root};

const AS_OF: Date = Date::constant(2026, 11, 23);

/// The files of a folder, held in memory.
struct Held(BTreeMap<String, Arc<[u8]>>);

impl Held {
    fn of(example: &str) -> Self {
        let folder = root().join("examples").join(example);
        let mut paths = Vec::new();
        files(&folder, "", &mut paths);
        let held = paths.into_iter().map(|path| {
            let name = path.strip_prefix(&folder).unwrap().to_string_lossy();
            let bytes = Arc::from(std::fs::read(&path).unwrap());
            (name.replace('\\', "/"), bytes)
        });
        Self(held.collect())
    }
}

impl Files for Held {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let bytes = self.0.get(path).ok_or(Refusal::Missing)?;
        Ok(Box::new(Cursor::new(Arc::clone(bytes))))
    }
}

/// The examples: name, text, files.
fn examples() -> Vec<(String, String, Held)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join("examples")).unwrap() {
        let folder = entry.unwrap().path();
        if let Ok(text) = std::fs::read_to_string(folder.join("garant.toml")) {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            let held = Held::of(&name);
            found.push((name, text, held));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(found.len(), 8);
    found
}

/// A TOML text as JSON gives it: dates are texts.
fn as_json(text: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(value) => json!(value),
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(of).collect(),
            toml::Value::Table(table) => {
                let entries = table.into_iter().map(|(key, value)| (key, of(value)));
                Value::Object(entries.collect())
            }
        }
    }
    of(toml::Value::Table(text.parse().unwrap()))
}

/// What an audit finds, without where.
fn verdicts(audit: &Audit) -> Value {
    let findings = audit.findings.iter().map(|finding| {
        let checks: Vec<Value> = finding
            .checks
            .iter()
            .map(|check| {
                let read: Vec<Value> = check
                    .read
                    .iter()
                    .map(|read| json!([read.path, read.found, read.value, read.decided]))
                    .collect();
                json!([check.id, check.truth, check.reason, check.footing, read])
            })
            .collect();
        json!([
            finding.criterion,
            finding.verdict,
            finding.reason,
            finding.disposition,
            finding.footing,
            finding.reviewed,
            checks
        ])
    });
    let notices: Vec<&str> = audit
        .diagnostics
        .iter()
        .map(|own| own.code.as_str())
        .collect();
    json!([
        findings.collect::<Vec<_>>(),
        audit.gate,
        audit.scores,
        audit.actions,
        notices,
        audit.measures,
    ])
}

#[test]
fn a_value_and_a_text_of_the_same_descriptor_are_judged_alike() {
    for (name, text, held) in examples() {
        let from_text = audit(catalog(), &Request::new("garant.toml", &text, AS_OF), &held);
        let expected = verdicts(&from_text.unwrap());
        let dated: toml::Table = text.parse().unwrap();
        let json = Request::of_value("garant.toml", &as_json(&text), AS_OF).unwrap();
        let toml = Request::of_value("garant.toml", &dated, AS_OF).unwrap();
        let [json, toml] = [json, toml].map(|request| audit(catalog(), &request, &held).unwrap());
        assert_eq!(verdicts(&json), expected, "{name}");
        assert_eq!(json, toml, "{name}: a date is the same as text and as date");
    }
}

#[test]
fn the_canonical_text_is_judged_as_its_value_with_the_same_digest() {
    for (name, text, held) in examples() {
        let facts = Facts::of(&as_json(&text)).unwrap();
        let canonical = facts.canonical(catalog()).unwrap();
        let request = Request::of_value("garant.toml", &as_json(&text), AS_OF).unwrap();
        let value = audit(catalog(), &request, &held).unwrap();
        let request = Request::new("garant.toml", &canonical, AS_OF);
        let text = audit(catalog(), &request, &held).unwrap();
        assert_eq!(verdicts(&value), verdicts(&text), "{name}");
        assert_eq!(value.descriptor, text.descriptor, "{name}");
    }
}

#[test]
fn an_audit_of_a_value_tells_no_line_and_renders_in_every_format() {
    let (_, text, held) = examples().remove(0);
    let request = Request::of_value("dossier-12", &as_json(&text), AS_OF).unwrap();
    let audit = audit(catalog(), &request, &held).unwrap();
    let stored = serde_json::to_value(&audit).unwrap();
    let mut places = 0;
    walk(&stored, "", &mut |path, value| {
        let key = path.rsplit('.').next().unwrap();
        if ["line", "column", "end-line", "end-column"].contains(&key) {
            let none = value.is_null() || *value == json!(0);
            assert!(none, "{path}: {value}");
            places += 1;
        }
    });
    assert!(places > 100, "{places}");
    for lang in Lang::ALL {
        for (name, format) in Format::ALL {
            let shown = render(&audit, Options::new(format, lang), &Assets::default()).unwrap();
            if let Some(text) = shown.text() {
                let named = ["concise", "html", "md"].contains(&name);
                assert!(!named || text.contains("dossier-12"), "{name}");
                for line in ["ligne 0", "line 0", ":0:"] {
                    assert!(!text.contains(line), "{name} says {line}");
                }
            }
        }
    }
}

fn walk(value: &Value, path: &str, see: &mut dyn FnMut(&str, &Value)) {
    see(path, value);
    match value {
        // The lines of tables of evidence are those of files that were read.
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !["trouble", "measures"].contains(&key.as_str()))
            .for_each(|(key, value)| walk(value, &format!("{path}.{key}"), see)),
        Value::Array(items) => items.iter().for_each(|item| walk(item, path, see)),
        _ => {}
    }
}

#[test]
fn problems_of_a_value_have_a_path_and_no_line() {
    let value = json!({
        "garant": 1,
        "systeme": {"name": "x"},
        "system": {"name": 3, "id": "a"},
        "declaration": {"on": "2026-02-30"},
        "evidence": [
            {"id": "a", "kind": "other", "path": "a.pdf", "date": "2026-01-02"},
            {"id": "a", "kind": "othre", "path": "b.pdf", "date": "yesterday"},
            "c"
        ]
    });
    let request = Request::of_value("dossier", &value, AS_OF).unwrap();
    let Err(AuditError::Descriptor(problems)) = audit(catalog(), &request, &NoFiles) else {
        panic!("it is refused");
    };
    let mut told: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| {
            assert_eq!(
                (problem.line, problem.column, problem.excerpt.as_str()),
                (0, 0, "")
            );
            (problem.code, problem.path.as_deref().unwrap())
        })
        .collect();
    told.sort_unstable();
    let expected = [
        ("date-as-text", "evidence[1].date"),
        ("duplicate-id", "evidence[1].id"),
        ("impossible-date", "declaration.on"),
        ("unknown-choice", "evidence[1].kind"),
        ("unknown-key", "systeme"),
        ("wrong-type", "evidence[2]"),
        ("wrong-type", "system.name"),
    ];
    assert_eq!(told, expected, "{problems:#?}");
    let twice = problems
        .iter()
        .find(|problem| problem.code == "duplicate-id");
    assert_eq!(twice.unwrap().args["first"], "evidence[0].id");
    let shown = garant_report::terminal::diagnostics(
        &problems,
        &|problem, _| problem.code.to_owned(),
        &garant_report::Words::new(&Assets::default(), Lang::En),
        usize::MAX,
    );
    assert!(shown.contains("dossier: evidence[1].kind"), "{shown}");
}

#[test]
fn what_cannot_be_a_descriptor_is_refused_where_it_stands() {
    let deep = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    let cases: Vec<(Value, &str, ValueProblem)> = vec![
        (json!(null), "", ValueProblem::NoMap),
        (json!([{"garant": 1}]), "", ValueProblem::NoMap),
        (json!("garant = 1"), "", ValueProblem::NoMap),
        (
            json!({"evidence": [{"at": [1, null]}]}),
            "evidence[0].at[1]",
            ValueProblem::Null,
        ),
        (
            json!({"a": {"b": u64::MAX}}),
            "a.b",
            ValueProblem::TooLargeNumber(u64::MAX.to_string()),
        ),
    ];
    for (value, path, problem) in cases {
        let error = Facts::of(&value).unwrap_err();
        assert_eq!((error.path.as_str(), &error.problem), (path, &problem));
    }
    let of = |path: &str, error: ValueError| {
        assert_eq!(error.path, path);
        error.problem
    };
    let nan = BTreeMap::from([("a", [0.5, f64::NAN])]);
    assert_eq!(
        of("a[1]", Facts::of(&nan).unwrap_err()),
        ValueProblem::NotFinite
    );
    let keys = BTreeMap::from([("a", BTreeMap::from([(7, true)]))]);
    assert_eq!(of("a", Facts::of(&keys).unwrap_err()), ValueProblem::Key);
    let error = Facts::of(&json!({"a": deep(100)})).unwrap_err();
    assert_eq!(error.problem, ValueProblem::TooDeep);
    assert!(error.path.chars().count() <= 200, "{}", error.path);
    let long = "x".repeat(2 * 1024 * 1024);
    let error = Facts::of(&json!({ "a": long.as_str() })).unwrap_err();
    assert_eq!(of("a", error), ValueProblem::TooLarge);
    let escaped = Facts::of(&json!({"a": "\u{1}".repeat(1024 * 1024)})).unwrap();
    let error = escaped.canonical(catalog()).unwrap_err();
    assert_eq!(error.problem, ValueProblem::TooLarge);
}

#[test]
fn a_value_that_serialises_without_end_or_refuses_is_an_error() {
    use serde::Serialize;
    use serde::ser::{Error as _, SerializeMap as _, Serializer};

    struct Endless;
    impl Serialize for Endless {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            for number in 0_u64.. {
                map.serialize_entry(&number.to_string(), &true)?;
            }
            map.end()
        }
    }
    struct Turning;
    impl Serialize for Turning {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_some(self)
        }
    }
    struct Twice;
    impl Serialize for Twice {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("garant", &1)?;
            map.serialize_entry("garant", &2)?;
            map.end()
        }
    }
    struct Unwilling;
    impl Serialize for Unwilling {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom("not today"))
        }
    }
    #[derive(Serialize)]
    struct Holder {
        a: Unwilling,
    }
    let problem = |error: ValueError| error.problem;
    assert_eq!(
        problem(Facts::of(&Endless).unwrap_err()),
        ValueProblem::TooLarge
    );
    assert_eq!(
        problem(Facts::of(&Turning).unwrap_err()),
        ValueProblem::TooDeep
    );
    assert_eq!(
        problem(Facts::of(&Twice).unwrap_err()),
        ValueProblem::DoubleKey
    );
    let refused = Facts::of(&Holder { a: Unwilling }).unwrap_err();
    assert_eq!(refused.path, "a");
    assert_eq!(refused.to_string(), "`a`: not today");
}

#[test]
fn texts_of_a_value_stay_texts() {
    let hostile = [
        "\"]\n[system]\nname = \"other\"",
        "'''\"\"\"\\",
        "2026-01-02",
        "true",
        "\u{0}\u{7f}\u{85}\r\n\t",
        "\u{202e}\u{2028}é",
    ];
    for text in hostile {
        for value in [
            json!({"garant": 1, "system": {"name": text}}),
            json!({"garant": 1, "system": {text: "x"}}),
        ] {
            let canonical = Facts::of(&value).unwrap().canonical(catalog()).unwrap();
            assert_eq!(as_json(&canonical), value, "{canonical}");
        }
    }
}

#[test]
fn a_key_that_holds_a_point_is_not_another_place() {
    for value in [
        json!({"garant": 1, "system.name": "x"}),
        json!({"garant": 1, "evidence[0]": {"id": "a"}}),
    ] {
        let request = Request::of_value("dossier", &value, AS_OF).unwrap();
        let Err(AuditError::Descriptor(problems)) = audit(catalog(), &request, &NoFiles) else {
            panic!("it is refused");
        };
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["unknown-key"]);
    }
}

#[test]
fn errors_say_what_is_wrong_and_what_there_is() {
    fn asked(profile: Option<&str>, gate: Option<&str>) -> Result<Audit, AuditError> {
        let request = Request::new("garant.toml", "garant = 1\n", AS_OF);
        let request = request.profile(profile).gate(gate);
        audit(catalog(), &request, &NoFiles)
    }
    let Err(AuditError::Profile { found, known }) = asked(Some("suplier"), None) else {
        panic!("there is no such profile");
    };
    assert_eq!(found, "suplier");
    assert!(known.contains(&"supplier".to_owned()));
    let Err(AuditError::Gate { found, known }) = asked(None, Some("all")) else {
        panic!("there is no such level");
    };
    assert_eq!(found, "all");
    assert!(known.contains(&"essential".to_owned()), "{known:?}");
    for level in known {
        assert!(asked(None, Some(&level)).is_ok(), "{level}");
    }
    let error = audit(
        catalog(),
        &Request::new("a.toml", "garant = ", AS_OF),
        &NoFiles,
    );
    let says = error.unwrap_err().to_string();
    assert!(
        says.contains("a.toml:1:") && says.contains("toml-syntax"),
        "{says}"
    );
}

#[test]
fn everything_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    shared::<Catalog>();
    shared::<Audit>();
    shared::<Request<'static>>();
    shared::<Facts>();
    shared::<Assets>();
    shared::<garant_report::Words>();
    shared::<garant_report::Rendered>();
    shared::<Options>();
    error::<AuditError>();
    error::<ValueError>();
    error::<garant_report::RenderError>();
    error::<garant_catalog::CatalogError>();

    let texts = examples();
    let alone: Vec<Value> = texts
        .iter()
        .map(|(_, text, held)| told(text, held))
        .collect();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for ((name, text, held), expected) in texts.iter().zip(&alone) {
                    assert_eq!(&told(text, held), expected, "{name}");
                }
            });
        }
    });
}

fn told(text: &str, held: &Held) -> Value {
    let request = Request::new("garant.toml", text, AS_OF).audience(Audience::Client);
    serde_json::to_value(audit(catalog(), &request, held).unwrap()).unwrap()
}
