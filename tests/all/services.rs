//! The example over all services of a hospital: each descriptor is sound, and together they show each state.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use garant_core::gate;
use garant_core::opinion;
use garant_core::verdict::Verdict;
use garant_core::waiver::{self, Because};
use garant_core::{Audit, evidence};

use crate::harness::{finding, garant, root};

const DAY: &str = "2026-11-23";

fn folder() -> PathBuf {
    root().join("examples/services")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn audits() -> BTreeMap<String, Audit> {
    let judged = |name: String| {
        let path = format!("{name}/garant.toml");
        let args = [
            "audit", &path, "--as-of", DAY, "--format", "json", "--gate", "never",
        ];
        let out = garant(&folder(), &args);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(0), "{name}: {told}");
        let audit: Audit = serde_json::from_slice(&out.stdout).unwrap();
        assert!(garant_core::stored::faults(&audit).is_empty(), "{name}");
        (name, audit)
    };
    names().into_iter().map(judged).collect()
}

#[test]
fn each_system_is_in_the_register_under_its_id_and_one_more_is() {
    let register = std::fs::read_to_string(folder().join("registre.csv")).unwrap();
    let mut lines = register.lines();
    assert_eq!(lines.next(), Some("id,name,service"));
    let known: BTreeSet<String> = lines
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    let audits = audits();
    assert!(audits.len() >= 12);
    for (name, audit) in &audits {
        assert_eq!(audit.system.id.as_ref(), Some(name));
        let line = format!("{name},{},", audit.system.name.as_ref().unwrap());
        assert!(register.contains(&line), "{line}");
        assert!(
            audit
                .diagnostics
                .iter()
                .all(|notice| notice.severity == "warning"),
            "{name}"
        );
    }
    let alone: Vec<_> = known
        .iter()
        .filter(|id| !audits.contains_key(*id))
        .collect();
    assert_eq!(alone, ["radiotherapie-contours"]);
}

#[test]
fn together_they_show_each_state_of_waivers_opinions_and_evidence() {
    let audits = audits();
    let waivers = || audits.values().flat_map(|audit| &audit.waivers);
    let codes: BTreeSet<String> = waivers()
        .map(|own| {
            serde_json::to_value(own.state)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    for state in [
        "in-force",
        "expired",
        "not-yet",
        "needless",
        "same-hands",
        "hands-unknown",
    ] {
        assert!(codes.contains(state), "{state}");
    }
    assert!(waivers().any(|own| own.because == Some(Because::OwnerApproves)));
    let ends = |from: i32, to: i32| {
        let mut own = waivers().filter(|own| own.state == waiver::State::InForce);
        own.any(|own| (from..=to).contains(&own.days_left))
    };
    assert!(ends(0, 30) && ends(31, 90) && ends(91, 180));
    assert!(waivers().any(|own| own.site.is_some() && own.opens_gate));
    let opinions = || audits.values().flat_map(|audit| &audit.opinions);
    for state in [
        opinion::State::Open,
        opinion::State::Lifted,
        opinion::State::NoReservation,
        opinion::State::Replaced,
    ] {
        assert!(opinions().any(|own| own.state == state), "{state:?}");
    }
    let pieces = || audits.values().flat_map(|audit| &audit.evidence);
    for state in [
        evidence::State::Present,
        evidence::State::Expired,
        evidence::State::Missing,
    ] {
        assert!(pieces().any(|piece| piece.state == state), "{state:?}");
    }
    let soon = |piece: &evidence::Evidence| {
        piece
            .expires
            .as_deref()
            .is_some_and(|day| day > DAY && day < "2027-05-22")
    };
    assert!(pieces().filter(|piece| soon(piece)).count() >= 3);
}

#[test]
fn each_teaches_what_its_page_says() {
    let audits = audits();
    let verdict = |name: &str, code: &str| finding(&audits[name], code).verdict;
    assert_eq!(verdict("centre-de-sante-scribe", "BEN-12"), Verdict::NotMet);
    assert_eq!(verdict("anatomopathologie", "SAF-07"), Verdict::NotMet);
    assert_eq!(
        verdict("pedopsychiatrie-conversation", "HUM-18"),
        Verdict::NotMet
    );
    assert_eq!(verdict("reanimation-sepsis", "HUM-13"), Verdict::NotMet);
    let open = &audits["imagerie-thorax"].opinions[0];
    assert_eq!((open.days_open, open.reservations.len()), (Some(256), 3));
    let new = &audits["cardiologie-ecg"].findings;
    assert!(
        new.iter()
            .all(|found| !matches!(found.verdict, Verdict::Met | Verdict::NotMet))
    );
}

#[test]
fn two_hold_their_gate_and_the_others_do_not_pretend_to() {
    let mut holding = Vec::new();
    for name in names() {
        let path = format!("{name}/garant.toml");
        let args = ["audit", &path, "--as-of", DAY, "--format", "json"];
        let out = garant(&folder(), &args);
        let audit: Audit = serde_json::from_slice(&out.stdout).unwrap();
        if audit.gate.state == gate::State::Holds {
            holding.push(name);
        }
    }
    assert_eq!(holding, ["bloc-programmation", "pharmacie-interactions"]);
}
