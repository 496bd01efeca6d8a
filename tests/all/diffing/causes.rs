//! Causes that need more than an answer: a profile, figures computed again, a supplier's audit.

use std::io::Cursor;

use garant_core::carried::Carried;
use garant_core::change::{Cause, Changes, Direction};
use garant_core::evidence::{Files, Handle, Refusal};
use garant_core::fixture::{AS_OF, Shelf};
use garant_core::{Audit, Request, Verdict, takeup};
use garant_rules::load::hex;
use sha2::{Digest as _, Sha256};

use super::{change, codes};
use crate::harness::{judge, root};

#[test]
fn a_profile_that_asks_more_is_the_cause_where_it_alone_differs() {
    let text = "garant = 1\n[system]\nphase = \"deployment\"\n[human-guarantee.training]\nfirst-given-on = 2026-05-04\n\
        content = [\"limits\", \"wrong-advice\", \"override\"]\ncheck = \"attendance\"\nshare-trained = 0.85\nmaterial = \"piece\"\n\
        [[evidence]]\nid = \"piece\"\nkind = \"other\"\npath = \"piece.md\"\n";
    let judged = |text: &str, profile| {
        let request = Request::new("garant.toml", text, AS_OF).profile(Some(profile));
        judge().audit(&request, &Shelf).unwrap()
    };
    let (old, new) = (judged(text, "standard"), judged(text, "deployer"));
    let changes = Changes::between(&old, &new);
    let own = change(&changes, "HUM-12");
    assert_eq!(
        (own.direction, codes(own)),
        (Direction::Worse, vec!["profile"])
    );
    // Where an answer changed too, a way through the old profile tells both apart.
    let fewer = text.replace("0.85", "0.7");
    let (new, step) = (judged(&fewer, "deployer"), judged(&fewer, "standard"));
    let changes = Changes::through(&old, &[vec![step]], &new);
    assert_eq!(codes(change(&changes, "HUM-12")), ["answer"]);
}

#[test]
fn figures_computed_again_from_another_table_are_told_with_their_intervals() {
    let judged = |name: &str| {
        let path = "tests/criteria/garant/gap-within-declared-tolerance";
        let text = std::fs::read_to_string(root().join(path).join(name)).unwrap();
        let request = Request::new("garant.toml", &text, AS_OF);
        judge().audit(&request, &Carried::of(&text)).unwrap()
    };
    let changes = Changes::between(&judged("met.toml"), &judged("not-met.toml"));
    let own = change(&changes, "EQU-15");
    assert_eq!(own.after.verdict, Verdict::NotMet);
    assert!(codes(own).iter().all(|code| *code == "figure"), "{own:#?}");
    for cause in &own.causes {
        let Cause::Figure {
            before,
            after,
            line,
            ..
        } = cause
        else {
            panic!("{cause:#?}")
        };
        let [before, after] = [before, after].map(|own| own.as_ref().unwrap());
        assert!(before.low < before.high && after.low < after.high);
        assert!(before.n > 0 && after.n > 0 && line.is_some());
    }
}

/// A supplier's audit, or nothing at its path.
struct Handed(Option<Vec<u8>>);

impl Files for Handed {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        match &self.0 {
            Some(bytes) if path == "a.json" => Ok(Box::new(Cursor::new(bytes.clone()))),
            _ => Err(Refusal::Missing),
        }
    }
}

#[test]
fn a_suppliers_audit_that_is_gone_or_aged_is_the_cause_at_its_entry() {
    let text = "garant = 1\n[system]\nname = \"Outil\"\nversion = \"2.0\"\nacts-as = \"supplier\"\nphase = \"monitoring\"\n\
        [qualification]\nmedical-device = true\n[human-guarantee]\nstop.possible = false\n";
    let supplier = judge()
        .audit(&Request::new("garant.toml", text, AS_OF), &Shelf)
        .unwrap();
    let bytes = serde_json::to_vec(&supplier).unwrap();
    let text = format!(
        "garant = 1\nprofile = \"deployer\"\n[system]\nacts-as = \"deployer\"\nphase = \"monitoring\"\n[qualification]\nmedical-device = true\n\
         [[takes-up]]\npath = \"a.json\"\nsha256 = \"{}\"\nversion = \"2.0\"\ndate = {AS_OF}\nversion-in-use = \"2.0\"\n",
        hex(&Sha256::digest(&bytes))
    );
    let judged = |files: Option<&Vec<u8>>, as_of: &str| -> Audit {
        let request = Request::new("garant.toml", &text, as_of.parse().unwrap());
        judge().audit(&request, &Handed(files.cloned())).unwrap()
    };
    let there = judged(Some(&bytes), "2026-11-23");
    for (new, state, wanted) in [
        (
            judged(None, "2026-11-23"),
            takeup::State::Missing,
            vec!["take-up"],
        ),
        (
            judged(Some(&bytes), "2028-01-01"),
            takeup::State::Stale,
            vec!["take-up", "date"],
        ),
    ] {
        let changes = Changes::between(&there, &new);
        let mut relied = changes
            .changed
            .iter()
            .filter(|own| own.before.verdict == Verdict::NotMet);
        let own = relied.next().unwrap();
        assert_eq!(own.direction, Direction::NewlyUndetermined);
        assert_eq!(codes(own), wanted, "{own:#?}");
        let Some(Cause::TakeUp {
            path,
            before,
            after,
            verdict_before,
            line,
            ..
        }) = own.causes.first()
        else {
            panic!("{own:#?}")
        };
        assert_eq!((path.as_str(), *line), ("a.json", Some(8)));
        assert_eq!(
            (*before, *after),
            (Some(takeup::State::Present), Some(state))
        );
        assert_eq!(*verdict_before, Some(Verdict::NotMet));
    }
}
