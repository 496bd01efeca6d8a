//! Accepted risks: for one check, for one site, by two people, and each state told.

use std::collections::BTreeSet;

use garant_core::finding::Finding;
use garant_core::fixture::Shelf;
use garant_core::verdict::{Disposition, Verdict};
use garant_core::waiver::{Because, State, Waiver};
use garant_core::{Audit, Request};
use proptest::prelude::*;

use crate::harness::{finding, garant, judge, try_audit};

const DAY: &str = "2026-11-23";

/// The audit of a text whose evidence is all there.
fn judged(text: &str, day: &str) -> Audit {
    let request = Request::new("garant.toml", text, day.parse().unwrap());
    judge().audit(&request, &Shelf).unwrap()
}

/// Two sites too small to conclude of the trial there, and one where it was large enough.
fn sites(sizes: [u32; 3]) -> String {
    let site = |(id, n): (&str, u32)| {
        format!(
            "[[deployment.sites]]\nid = \"{id}\"\nlocal-evaluation-on = 2026-05-01\nlocal-evaluation-n = {n}\nversion = \"{}\"\n\
             service = \"urgences\"\nhardware = \"console A\"\ninput-compared-on = 2026-05-02\ninput-differences = \"âges proches\"\n\
             local-report = \"essai\"\n",
            if n == 0 { "1.0" } else { "2.0" }
        )
    };
    let all: String = ["nord", "sud", "est"]
        .into_iter()
        .zip(sizes)
        .map(site)
        .collect();
    format!(
        "garant = 1\n[declaration]\nby = \"A. Martin\"\n[evaluation]\nversion = \"2.0\"\n{all}\
         [[evidence]]\nid = \"essai\"\nkind = \"test-report\"\npath = \"essai.pdf\"\ndate = 2026-05-03\n"
    )
}

fn waiver(criterion: &str, extra: &str) -> String {
    format!(
        "[[waivers]]\ncriterion = \"{criterion}\"\n{extra}\nreason = \"essai refait en janvier\"\nrisk-accepted = \"écart local inconnu\"\n\
         owner = \"C. Petit\"\napprover = \"B. Roy, directeur\"\ndate = 2026-01-01\nends = 2027-01-01\n"
    )
}

fn codes(audit: &Audit) -> Vec<&str> {
    let all = audit.diagnostics.iter();
    all.map(|notice| notice.code.as_str())
        .filter(|code| code.starts_with("waiver"))
        .collect()
}

fn told(text: &str) -> (Audit, Waiver, Finding) {
    let audit = judged(text, DAY);
    let own = audit.waivers.first().cloned().unwrap();
    let found = audit
        .findings
        .iter()
        .find(|found| found.criterion == own.criterion)
        .unwrap_or_else(|| finding(&audit, "EQU-07"))
        .clone();
    (audit, own, found)
}

const TRIED: &str = "check = \"tried-on-local-cases\"";

#[test]
fn a_failing_check_tells_for_which_entries_it_fails() {
    let audit = judged(&sites([2, 4000, 3]), DAY);
    let found = finding(&audit, "EQU-07");
    let tried = found
        .checks
        .iter()
        .find(|check| check.id == "tried-on-local-cases")
        .unwrap();
    assert_eq!(
        tried.fails_in,
        ["deployment.sites[0]", "deployment.sites[2]"]
    );
    let held = judged(&sites([4000, 4000, 4000]), DAY);
    let held = finding(&held, "EQU-07").checks.iter();
    assert!(held.filter(|check| check.fails_in.is_empty()).count() > 0);
}

#[test]
fn a_risk_accepted_at_one_site_says_which_site_is_left() {
    let at = |site: &str| waiver("EQU-07", &format!("{TRIED}\nsite = \"{site}\""));
    let one = format!("{}{}", sites([2, 4000, 3]), at("nord"));
    let (audit, own, found) = told(&one);
    assert_eq!(own.state, State::InForce);
    assert_eq!(found.verdict, Verdict::NotMet);
    assert_eq!(found.disposition, Disposition::Open);
    assert_eq!(own.open_sites, ["est"]);
    assert_eq!(own.open_checks, ["tried-on-local-cases"]);
    assert!(!own.opens_gate);
    assert!(codes(&audit).contains(&"waiver-partial"));
    let said = audit
        .diagnostics
        .iter()
        .find(|notice| notice.code == "waiver-partial")
        .unwrap();
    assert!(said.says.fr.contains("est"), "{}", said.says.fr);

    let (_, own, found) = told(&format!("{one}{}", at("est")));
    assert_eq!(found.disposition, Disposition::Waived);
    assert_eq!(own.open_sites, [""; 0]);
    // Where nothing fails, an acceptance has nothing to cover.
    let (audit, own, _) = told(&format!("{}{}", sites([2, 4000, 3]), at("sud")));
    assert_eq!(own.state, State::Needless);
    assert_eq!(codes(&audit), ["waiver-needless"]);
}

#[test]
fn a_site_and_the_whole_are_covered_alike() {
    let base = sites([2, 3, 4000]);
    let one = waiver("EQU-07", "site = \"nord\"");
    let (_, _, found) = told(&format!("{base}{one}{}", waiver("EQU-07", TRIED)));
    assert_eq!(found.disposition, Disposition::Waived);
    let (_, _, found) = told(&format!("{base}{one}"));
    assert_eq!(found.disposition, Disposition::Open);
}

#[test]
fn a_criterion_that_reads_no_site_matches_none() {
    let text = format!(
        "{}[explicability]\nuncertainty-shown = \"none\"\n{}",
        sites([4000, 4000, 4000]),
        waiver("EXP-09", "site = \"nord\"")
    );
    let (audit, own, found) = told(&text);
    assert_eq!(own.state, State::Unmatched);
    assert_eq!(own.because, Some(Because::ReadsNoSite));
    assert_eq!(found.disposition, Disposition::Open);
    assert_eq!(codes(&audit), ["waiver-reads-no-site"]);
}

#[test]
fn an_unknown_site_is_an_error_at_its_line_with_the_nearest() {
    let text = format!(
        "{}{}",
        sites([2, 2, 2]),
        waiver("EQU-07", "site = \"norf\"")
    );
    let problems = try_audit(&text, DAY).unwrap_err();
    let own = problems
        .iter()
        .find(|problem| problem.code == "unknown-site")
        .unwrap();
    assert_eq!(own.args["nearest"], "nord");
    let line = text
        .lines()
        .position(|line| line.starts_with("site ="))
        .unwrap()
        + 1;
    assert_eq!(own.line, line);
    // What says nothing would widen the acceptance.
    for key in ["site", "check"] {
        let text = format!(
            "{}{}",
            sites([2, 2, 2]),
            waiver("EQU-07", &format!("{key} = \"TBD\""))
        );
        let problems = try_audit(&text, DAY).unwrap_err();
        assert!(
            problems.iter().any(
                |problem| problem.code == "required-says-nothing" && problem.args["key"] == key
            )
        );
    }
}

#[test]
fn who_answers_who_accepts_and_who_declares_are_not_one_person() {
    let text = format!("{}{}", sites([2, 3, 3]), waiver("EQU-07", TRIED));
    let (_, own, found) = told(&text);
    assert_eq!((own.state, own.because), (State::InForce, None));
    assert_eq!(found.disposition, Disposition::Waived);
    for (from, to, because, code, state) in [
        (
            "owner = \"C. Petit\"",
            "owner = \"b.  ROY, chef de service\"",
            Because::OwnerApproves,
            "waiver-owner-approves",
            State::SameHands,
        ),
        (
            "by = \"A. Martin\"",
            "by = \"B. Roy\"",
            Because::DeclarantApproves,
            "waiver-declarant-approves",
            State::SameHands,
        ),
        (
            "by = \"A. Martin\"",
            "by = \"N/A\"",
            Because::DeclarantUnstated,
            "waiver-declarant-unstated",
            State::HandsUnknown,
        ),
    ] {
        let (audit, own, found) = told(&text.replace(from, to));
        assert_eq!((own.state, own.because), (state, Some(because)), "{to}");
        assert!(!own.opens_gate);
        assert_eq!(found.disposition, Disposition::Open, "{to}");
        assert_eq!(codes(&audit), [code], "{to}");
        let said = &audit
            .diagnostics
            .iter()
            .find(|one| one.code == code)
            .unwrap()
            .says;
        assert!(
            said.fr.contains("B. Roy") && said.en.contains("B. Roy"),
            "{said:?}"
        );
    }
    // The declarant may answer for the risk: another person still accepts it.
    let (_, own, _) = told(&text.replace("owner = \"C. Petit\"", "owner = \"A. Martin\""));
    assert_eq!(own.state, State::InForce);
}

#[test]
fn a_check_alone_leaves_the_others_open() {
    let base = sites([2, 3, 4000]).replace(
        "input-compared-on = 2026-05-02",
        "input-compared-on = 2020-01-01",
    );
    let one = format!("{base}{}", waiver("EQU-07", TRIED));
    let (audit, own, found) = told(&one);
    assert_eq!(own.state, State::InForce);
    assert_eq!(found.disposition, Disposition::Open);
    assert_eq!(own.open_checks, ["inputs-compared"]);
    assert!(!own.opens_gate);
    assert_eq!(codes(&audit)[0], "waiver-partial");
    let both = format!("{one}{}", waiver("EQU-07", "check = \"inputs-compared\""));
    let (_, own, found) = told(&both);
    assert_eq!(found.disposition, Disposition::Waived);
    assert!(own.open_checks.is_empty());
    let (_, own, _) = told(&format!("{base}{}", waiver("EQU-07", "check = \"no\"")));
    assert_eq!((own.state, own.because), (State::Unmatched, None));
}

#[test]
fn what_nobody_knows_yet_is_not_covered_by_a_risk_accepted_for_what_fails() {
    let gate = |stated: &str, extra: &str| {
        let text = format!(
            "garant = 1\nprofile = \"quick-look\"\n[declaration]\nby = \"A. Martin\"\n[governance]\n{stated}\n{}",
            waiver("QL-05", extra)
        );
        let audit = judged(&text, DAY);
        let found = finding(&audit, "QL-05").clone();
        (audit.waivers.first().cloned().unwrap(), found)
    };
    let check = "check = \"may-suspend\"";
    // One check fails, and nobody has told of the other.
    let (own, found) = gate("may-suspend = false", check);
    assert_eq!(found.verdict, Verdict::NotMet);
    assert_eq!(found.disposition, Disposition::Open);
    assert!(!own.opens_gate && !own.open_checks.is_empty(), "{own:?}");
    // Told, the risk accepted is all that is left.
    let known = "may-suspend = false\naccountable-function = \"Direction médicale\"";
    let (own, found) = gate(known, check);
    assert_eq!(found.disposition, Disposition::Waived, "{own:?}");
    assert!(own.opens_gate && own.open_checks.is_empty());
    // A risk accepted for the whole criterion covers what is unknown of it too.
    let (_, found) = gate("may-suspend = false", "");
    assert_eq!(found.disposition, Disposition::Waived);
}

#[test]
fn a_site_of_which_nothing_is_known_is_left() {
    let text = sites([2, 4000, 4000]).replace("local-evaluation-n = 4000\n", "");
    let text = format!(
        "{text}{}",
        waiver("EQU-07", &format!("{TRIED}\nsite = \"nord\""))
    );
    let (_, own, found) = told(&text);
    let tried = found
        .checks
        .iter()
        .find(|check| check.id == "tried-on-local-cases")
        .unwrap();
    assert_eq!(tried.fails_in, ["deployment.sites[0]"]);
    assert_eq!(
        tried.open_in,
        ["deployment.sites[1]", "deployment.sites[2]"]
    );
    assert_eq!(found.disposition, Disposition::Open);
    assert_eq!(own.open_sites, ["sud", "est"]);
    assert!(!own.opens_gate);
}

#[test]
fn the_list_tells_states_days_and_what_ends_soon() {
    let folder = tempfile::tempdir().unwrap();
    let soon = waiver("EQU-07", TRIED).replace("2027-01-01", "2026-12-10");
    let text = format!(
        "{}{soon}{}{}",
        sites([2, 3, 3]),
        waiver("SAF-06", "").replace("ends = 2027-01-01", "ends = 2026-06-30"),
        waiver("EQU-07", "site = \"est\"")
    );
    std::fs::write(folder.path().join("garant.toml"), text).unwrap();
    let list = |args: &[&str]| {
        let common = ["list", "waivers", "--as-of", DAY, "--lang", "fr"];
        let out = garant(folder.path(), &[&common[..], args].concat());
        assert_eq!(
            out.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    };
    let whole = list(&[]);
    for said in [
        "17 jours restants",
        "expirée",
        "site est",
        "C. Petit",
        "3 acceptations",
    ] {
        assert!(whole.contains(said), "{said}\n{whole}");
    }
    let json: serde_json::Value = serde_json::from_str(&list(&["--format", "json"])).unwrap();
    assert_eq!(json["waivers"].as_array().unwrap().len(), 3);
    assert_eq!(json["waivers"][0]["days-left"], 17);
    assert_eq!(json["waivers"][0]["code"], "EQU-07");
    let ends = list(&["garant.toml", "--expiring", "30", "--format", "json"]);
    let ends: serde_json::Value = serde_json::from_str(&ends).unwrap();
    assert_eq!(ends["waivers"].as_array().unwrap().len(), 1);
    let wrong = garant(folder.path(), &["list", "opinions", "--expiring", "30"]);
    assert_eq!(wrong.status.code(), Some(2));
    let wrong = garant(folder.path(), &["list", "waivers", "--expiring", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn no_text_of_a_waiver_or_an_opinion_makes_a_line_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let forged = "\\nSAF-06  forged\\n    in force";
    let text = format!(
        "{}{}\n[[governance.opinions]]\nbody = \"CER{forged}\"\nreservations = [\"One{forged}\"]\n",
        sites([2, 3, 3]),
        waiver("EQU-07", TRIED).replace("owner = \"", &format!("owner = \"X{forged}"))
    );
    std::fs::write(folder.path().join("garant.toml"), text).unwrap();
    for what in ["waivers", "opinions"] {
        let ran = garant(folder.path(), &["list", what, "--as-of", DAY]);
        let out = String::from_utf8(ran.stdout).unwrap();
        assert!(
            out.contains("SAF-06  forged"),
            "{out} {}",
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(!out.lines().any(|line| line.starts_with("SAF-06")), "{out}");
    }
}

#[derive(Clone, Debug)]
struct Given {
    criterion: &'static str,
    check: Option<&'static str>,
    site: Option<&'static str>,
    approver: &'static str,
    ends: &'static str,
}

fn given() -> impl Strategy<Value = Given> {
    (
        prop::sample::select(vec!["EQU-07", "SAF-06", "EXP-09"]),
        prop::option::of(prop::sample::select(vec![
            "tried-on-local-cases",
            "same-version-or-tried",
        ])),
        prop::option::of(prop::sample::select(vec!["nord", "sud", "est"])),
        prop::sample::select(vec!["B. Roy", "B. Roy", "A. Martin", "C. Petit"]),
        prop::sample::select(vec!["2026-11-23", "2027-01-01", "2026-11-22"]),
    )
        .prop_map(|(criterion, check, site, approver, ends)| Given {
            criterion,
            check,
            site,
            approver,
            ends,
        })
}

fn text(base: &str, all: &[Given], with_sites: bool) -> String {
    let mut text = base.to_owned();
    for own in all {
        let check = own
            .check
            .map_or_else(String::new, |id| format!("check = \"{id}\"\n"));
        let site = own.site.filter(|_| with_sites);
        let site = site.map_or_else(String::new, |id| format!("site = \"{id}\"\n"));
        let entry = waiver(own.criterion, &format!("{check}{site}"))
            .replace("B. Roy, directeur", own.approver)
            .replace("ends = 2027-01-01", &format!("ends = {}", own.ends));
        text.push_str(&entry);
    }
    text
}

fn waived(audit: &Audit) -> BTreeSet<String> {
    let all = audit.findings.iter();
    all.filter(|found| found.disposition == Disposition::Waived)
        .map(|found| found.code.clone())
        .collect()
}

/// What was found, waivers left aside.
fn found(audit: &Audit) -> Vec<Finding> {
    let mut all = audit.findings.clone();
    for own in &mut all {
        own.disposition = Disposition::Open;
        own.opens_gate = false;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_waiver_changes_a_verdict_and_one_for_a_site_never_covers_more_than_a_whole_one(
        all in prop::collection::vec(given(), 0..6),
        sizes in prop::array::uniform3(prop::sample::select(vec![0u32, 3, 4000])),
    ) {
        let base = format!("{}[explicability]\nuncertainty-shown = \"none\"\n", sites(sizes));
        let plain = judged(&base, DAY);
        let narrow = judged(&text(&base, &all, true), DAY);
        let wide = judged(&text(&base, &all, false), DAY);
        // Waivers come last in the text: no line before them moves.
        prop_assert_eq!(found(&plain), found(&narrow));
        prop_assert_eq!(found(&plain), found(&wide));
        prop_assert!(waived(&narrow).is_subset(&waived(&wide)));
        for own in &narrow.waivers {
            let in_force = own.state == State::InForce;
            prop_assert!(in_force || !own.opens_gate);
            prop_assert!(!in_force || own.approver == "B. Roy");
        }
    }
}
