//! A stored audit read back: one that Garant wrote, and one that somebody edited.

use garant_core::stored::{Fault, StoredError, faults, read};
use garant_report::{Assets, Format, Lang, Options, render};
use serde_json::{Value, json};

use crate::harness::{EXAMPLES, garant};
use crate::language::audited;

fn written(example: &str) -> Value {
    let audit = audited(example, None);
    let text = render(
        &audit,
        Options::new(Format::Json, Lang::Fr),
        &Assets::default(),
    );
    let text = text.unwrap().into_text().unwrap();
    assert_eq!(read(&text).unwrap(), audit);
    serde_json::from_str(&text).unwrap()
}

fn codes(audit: &Value) -> Vec<&'static str> {
    match read(&audit.to_string()) {
        Err(StoredError::Unsound(faults)) => faults.iter().map(|fault| fault.code).collect(),
        other => panic!("{:?}", other.map(|_| ())),
    }
}

#[test]
fn what_garant_wrote_agrees_for_every_audience() {
    use garant_core::audience::Audience;
    for example in EXAMPLES {
        let whole = audited(example, None);
        for audience in [Audience::Internal, Audience::Client, Audience::Public] {
            let audit = garant_core::redact::redact(whole.clone(), audience).unwrap();
            assert_eq!(faults(&audit), Vec::<Fault>::new(), "{example}");
        }
    }
    let silent = crate::harness::judged("garant = 1\n", "2026-11-23");
    assert!(faults(&silent).is_empty());
    let waived = written("echographie");
    assert!(!waived["waivers"].as_array().unwrap().is_empty());
}

#[test]
fn what_was_edited_is_refused_with_what_does_not_agree() {
    let whole = written("echographie");
    let edited = |edit: &dyn Fn(&mut Value)| {
        let mut audit = whole.clone();
        edit(&mut audit);
        codes(&audit)
    };
    let again = edited(&|audit| {
        let first = audit["findings"][0].clone();
        audit["findings"].as_array_mut().unwrap().push(first);
    });
    assert!(again.contains(&"twice"));
    let gate = edited(&|audit| {
        audit["gate"]["state"] = json!("holds");
        audit["gate"]["failing"] = json!([]);
        audit["gate"]["undetermined"] = json!([]);
    });
    assert_eq!(gate, ["gate"]);
    let state = edited(&|audit| audit["gate"]["state"] = json!("holds"));
    assert_eq!(state, ["gate"]);
    let met = edited(&|audit| {
        for finding in audit["findings"].as_array_mut().unwrap() {
            finding["verdict"] = json!("met");
        }
    });
    for code in ["verdict", "scores", "gate", "actions"] {
        assert!(met.contains(&code), "{code}");
    }
    let none = edited(&|audit| audit["findings"] = json!([]));
    assert!(none.contains(&"no-finding"));
    for path in [
        "",
        "/home/u/x.toml",
        "../x.toml",
        "a/../../x.toml",
        "C:\\x.toml",
        "//h/x",
    ] {
        let out = edited(&|audit| audit["descriptor"]["path"] = json!(path));
        assert_eq!(out, ["path"], "{path}");
    }
    for day in ["", "3500-01-01", "1850-01-01", "-0001-01-01", "hier"] {
        assert_eq!(
            edited(&|audit| audit["as-of"] = json!(day)),
            ["as-of"],
            "{day}"
        );
    }
    assert_eq!(
        edited(&|audit| audit["tool"]["name"] = json!(" ")),
        ["tool"]
    );
    for (key, number) in [
        ("line", json!(0)),
        ("column", json!(0)),
        ("end-line", json!(0)),
        ("end-column", json!(4_294_967_295_u64)),
        ("line", json!(null)),
    ] {
        let place = edited(&|audit| {
            let checks = audit["findings"][0]["checks"].as_array_mut().unwrap();
            for check in checks {
                for read in check["read"].as_array_mut().unwrap() {
                    read[key] = number.clone();
                }
            }
        });
        assert_eq!(place, ["place"], "{key} {number}");
    }
    let cens = edited(&|audit| {
        let first = audit["findings"][0]["cens"][0].clone();
        audit["findings"][0]["cens"] = json!([first.clone(), first]);
    });
    assert_eq!(cens, ["twice"]);
    let fewer = edited(&|audit| {
        audit["actions"].as_array_mut().unwrap().pop();
    });
    assert_eq!(fewer, ["actions"]);
}

#[test]
fn what_is_no_audit_is_told_with_its_place_and_a_mark_is_passed_over() {
    let whole = written("scribe").to_string();
    assert!(read(&format!("\u{feff}{whole}")).is_ok());
    let broken = read("{\n \"format\": 1}").unwrap_err();
    assert!(
        matches!(broken, StoredError::Syntax { line: 2, .. }),
        "{broken}"
    );
    let other = whole.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(read(&other).unwrap_err(), StoredError::Format);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), "{\n \"format\": 1}").unwrap();
    let out = garant(folder.path(), &["report", "a.json", "--lang", "fr"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(said.contains("ligne 2, colonne "), "{said}");
    let edited = whole.replacen("\"as-of\":\"2026-11-23\"", "\"as-of\":\"3026-11-23\"", 1);
    std::fs::write(folder.path().join("b.json"), edited).unwrap();
    let out = garant(
        folder.path(),
        &["report", "b.json", "--lang", "fr", "-o", "b.md"],
    );
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(
        said.contains("« 3026-11-23 »".replace(' ', "\u{a0}").as_str()),
        "{said}"
    );
    assert!(!folder.path().join("b.md").exists());
}
