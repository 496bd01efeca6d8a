//! A brief says of a project what its audit says, whoever asks.

use std::fs::{self, File};
use std::path::PathBuf;

use garant_core::audience::Audience;
use garant_core::carried::Carried;
use garant_core::fixture::AS_OF;
use garant_core::{Brief, Date, Files, Handle, Judge, NoFiles, Refusal, Request};

use crate::examples::{DATE, EXAMPLES, folder};
use crate::harness::{self, judge, root};

/// Whether there is a brief; it says what the audit says, or what keeps the audit from being is told alike.
fn same(judge: &Judge<'_>, request: &Request<'_>, files: &dyn Files) -> bool {
    match (judge.audit(request, files), judge.brief(request, files)) {
        (Ok(audit), Ok(brief)) => {
            assert_eq!(brief, Brief::of(&audit), "{}", request.name);
            true
        }
        (Err(audit), Err(brief)) => {
            assert_eq!(audit.to_string(), brief.to_string(), "{}", request.name);
            false
        }
        (audit, brief) => panic!("{}: {audit:?} {brief:?}", request.name),
    }
}

/// Files of a folder, of which nothing leads out.
struct Own(PathBuf);

impl Files for Own {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let file = File::open(self.0.join(path)).map_err(|_| Refusal::Missing)?;
        Ok(Box::new(file))
    }
}

fn day() -> Date {
    DATE.parse().unwrap()
}

#[test]
fn a_brief_of_each_example_says_what_its_audit_says() {
    let judge = judge();
    for name in EXAMPLES {
        let text = fs::read_to_string(folder(name).join("garant.toml")).unwrap();
        let files = Own(folder(name));
        let request = || Request::new(name, &text, day());
        assert!(same(judge, &request(), &files));
        assert!(same(judge, &request().ignore_waivers(true), &files));
        assert!(same(judge, &request().gate(Some("advanced")), &files));
        assert!(same(judge, &request().audience(Audience::Client), &files));
        assert!(same(judge, &request().audience(Audience::Public), &files));
        assert!(same(judge, &request().profile(Some("deployer")), &NoFiles));
    }
}

#[test]
fn a_brief_of_one_fixture_in_nine_says_what_its_audit_says() {
    let judge = judge();
    let mut found = Vec::new();
    harness::files(&root().join("tests/criteria"), ".toml", &mut found);
    let mut judged = 0;
    for path in found.iter().step_by(9) {
        let text = fs::read_to_string(path).unwrap();
        let request = Request::new("fixture", &text, AS_OF);
        judged += usize::from(same(judge, &request, &Carried::of(&text)));
    }
    assert!(judged > 100, "{judged}");
}

#[test]
fn what_is_wrong_is_told_alike() {
    let judge = judge();
    let sound = "garant = 1\n";
    for text in [
        "",
        "garant = 2\nsystem = 1\n[sytem]\n",
        "garant = 1\n[system\n",
    ] {
        assert!(!same(judge, &Request::new("a", text, day()), &NoFiles));
    }
    let request = || Request::new("a", sound, day());
    assert!(same(judge, &request(), &NoFiles));
    assert!(!same(judge, &request().gate(Some("none")), &NoFiles));
    assert!(!same(judge, &request().profile(Some("none")), &NoFiles));
}

#[test]
fn a_brief_of_a_value_has_no_line() {
    let judge = judge();
    let value = serde_json::json!({
        "garant": 1,
        "governance": { "opinions": [{ "id": "a", "reservations": ["Deux mois"] }] },
    });
    let request = Request::of_value("a", &value, day()).unwrap();
    assert!(same(judge, &request, &NoFiles));
    let brief = judge.brief(&request, &NoFiles).unwrap();
    assert_eq!(brief.opinions.len(), 1);
    assert!(brief.opinions.iter().all(|opinion| opinion.line.is_none()));
}
