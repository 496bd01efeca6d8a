//! Verdicts, waivers, claims, the gate and dates.

use garant_core::gate::State;
use garant_core::verdict::{Disposition, Verdict};
use garant_core::waiver;
use garant_rules::reference::Status;

use crate::harness::{finding, judged, try_audit};

const DEVICE: &str = "garant = 1\n[declaration]\nby = \"A. Martin\"\n[qualification]\nused-in-care-act = true\n\
    medical-device = true\nlearned-from-massive-data = true\nnotified-body = true\nin-house = false\nannex-iii-point = \"none\"\n";

fn status(text: &str, as_of: &str, code: &str, source: &str, at: &str) -> Status {
    let audit = judged(text, as_of);
    finding(&audit, code)
        .sources
        .iter()
        .find(|found| found.source == source && found.at.as_deref() == Some(at))
        .unwrap()
        .status
}

#[test]
fn duties_of_high_risk_systems_bind_by_date() {
    let text = |role: &str| {
        format!("{DEVICE}[system]\nacts-as = \"{role}\"\nplaced-on-market-on = 2028-08-15\n")
    };
    let purpose = |role: &str, as_of| status(&text(role), as_of, "TRA-08", "ai-act", "13(3)(b)(i)");
    assert_eq!(purpose("supplier", "2026-11-23"), Status::NotYet);
    assert_eq!(purpose("supplier", "2028-09-01"), Status::Binds);
    assert_eq!(purpose("deployer", "2028-09-01"), Status::DoesNotBind);
    let monitoring = |role: &str| status(&text(role), "2028-09-01", "SAF-02", "ai-act", "26(5)");
    assert_eq!(monitoring("supplier"), Status::DoesNotBind);
    assert_eq!(monitoring("deployer"), Status::Binds);
    assert_eq!(monitoring("both"), Status::Binds);
}

#[test]
fn a_status_to_be_established_names_the_facts_that_decide() {
    let audit = judged(
        "garant = 1\n[qualification]\ngenerative = true\n",
        "2026-11-23",
    );
    let marking = finding(&audit, "TRA-12")
        .sources
        .iter()
        .find(|found| found.source == "ai-act")
        .unwrap();
    assert_eq!(marking.depends_on, ["system.placed-on-market-on"]);
}

#[test]
fn a_legacy_system_that_did_not_change_is_spared() {
    let text = format!(
        "{DEVICE}[system]\nacts-as = \"both\"\nplaced-on-market-on = 2026-03-01\nsignificant-change = false\n[intended-use]\nfor-public-authorities = false\n"
    );
    let at = |as_of| status(&text, as_of, "TRA-08", "ai-act", "13(3)(b)(i)");
    assert_eq!(at("2026-11-23"), Status::DoesNotBind);
    assert_eq!(at("2028-09-01"), Status::DoesNotBind);
}

#[test]
fn marking_of_generated_content_binds_by_the_date_of_marketing() {
    let scribe =
        |on: &str| format!("garant = 1\n[system]\n{on}\n[qualification]\ngenerative = true\n");
    let at = |on: &str, as_of| status(&scribe(on), as_of, "TRA-12", "ai-act", "50(2)");
    assert_eq!(
        at("placed-on-market-on = 2026-09-15", "2026-11-23"),
        Status::Binds
    );
    assert_eq!(
        at("placed-on-market-on = 2026-07-01", "2026-11-23"),
        Status::NotYet
    );
    assert_eq!(
        at("placed-on-market-on = 2026-07-01", "2026-12-02"),
        Status::Binds
    );
    assert_eq!(at("", "2026-11-23"), Status::ToBeEstablished);
    assert_eq!(
        status(
            "garant = 1\n[qualification]\ngenerative = false\n",
            "2026-11-23",
            "TRA-12",
            "ai-act",
            "50(2)"
        ),
        Status::DoesNotBind
    );
}

const ADVANCED_NOT_MET: &str = "[explicability]\nuncertainty-shown = \"none\"\n";

fn waived(extra: &str, ends: &str) -> String {
    format!(
        "garant = 1\n[declaration]\nby = \"A. Martin\"\n{ADVANCED_NOT_MET}[[waivers]]\ncriterion = \"EXP-09\"\nreason = \"écran refait en 2027\"\n\
         risk-accepted = \"lecture sans incertitude\"\n{extra}approver = \"B. Roy\"\ndate = 2026-01-01\nends = {ends}\n"
    )
}

#[test]
fn a_waiver_changes_the_disposition_never_the_verdict() {
    let audit = judged(
        &waived("owner = \"C. Petit\"\n", "2027-01-01"),
        "2026-11-23",
    );
    let found = finding(&audit, "EXP-09");
    assert_eq!(
        (found.verdict, found.disposition),
        (Verdict::NotMet, Disposition::Waived)
    );
    assert_eq!(audit.waivers[0].state, waiver::State::InForce);
    assert!(audit.waivers[0].opens_gate);
}

#[test]
fn a_waiver_ends_on_its_last_day() {
    let text = waived("owner = \"C. Petit\"\n", "2026-11-23");
    assert_eq!(
        judged(&text, "2026-11-23").waivers[0].state,
        waiver::State::InForce
    );
    let late = judged(&text, "2026-11-24");
    assert_eq!(late.waivers[0].state, waiver::State::Expired);
    assert!(
        late.diagnostics
            .iter()
            .any(|notice| notice.code == "waiver-expired")
    );
    assert_eq!(finding(&late, "EXP-09").disposition, Disposition::Open);
}

#[test]
fn a_waiver_that_matches_nothing_is_reported() {
    let text = waived(
        "owner = \"C. Petit\"\ncheck = \"no-such-check\"\n",
        "2027-01-01",
    );
    let audit = judged(&text, "2026-11-23");
    assert!(
        audit
            .diagnostics
            .iter()
            .any(|notice| notice.code == "waiver-unmatched")
    );
    let open = text.replace("check = \"no-such-check\"\n", "").replace(
        "uncertainty-shown = \"none\"",
        "uncertainty-shown = \"score\"",
    );
    let audit = judged(&open, "2026-11-23");
    assert!(
        audit
            .diagnostics
            .iter()
            .any(|notice| notice.code == "waiver-unestablished")
    );
}

#[test]
fn a_waiver_without_an_owner_is_an_error() {
    for owner in ["", "owner = \"N/A\"\n"] {
        let problems = try_audit(&waived(owner, "2027-01-01"), "2026-11-23").unwrap_err();
        assert!(
            problems
                .iter()
                .any(|problem| problem.args["key"] == "owner"),
            "{problems:?}"
        );
    }
}

#[test]
fn a_waiver_does_not_open_the_gate_against_a_binding_article() {
    let text = format!(
        "{DEVICE}[transparency.patients]\ninformed = false\n[[waivers]]\ncriterion = \"TRA-01\"\nreason = \"en attente\"\n\
         risk-accepted = \"patients non informés\"\nowner = \"C. Petit\"\napprover = \"B. Roy\"\ndate = 2026-01-01\nends = 2027-01-01\n"
    );
    let audit = judged(&text, "2026-11-23");
    let found = finding(&audit, "TRA-01");
    assert_eq!(
        (found.verdict, found.disposition),
        (Verdict::NotMet, Disposition::Waived)
    );
    assert_eq!(audit.gate.state, State::Fails);
    assert!(audit.gate.failing.contains(&found.criterion));
    assert!(
        audit
            .diagnostics
            .iter()
            .any(|notice| notice.code == "waiver-against-binding-text")
    );
}

#[test]
fn a_claim_counts_once_another_person_has_reviewed_it() {
    let claim = |by: &str| {
        format!(
            "garant = 1\n[declaration]\nby = \"A. Martin\"\n[[not-applicable]]\ncriterion = \"TRA-06\"\nreason = \"aucun échange direct prévu\"\n{by}"
        )
    };
    let reviewed = |name: &str| {
        format!("reviewed-by = {{ name = \"{name}\", role = \"juriste\", on = 2026-10-01 }}\n")
    };
    let verdict = |text: &str| {
        let audit = judged(text, "2026-11-23");
        let found = finding(&audit, "TRA-06");
        (found.verdict, found.reason.clone().unwrap())
    };
    assert_eq!(
        verdict(&claim("")),
        (Verdict::Undetermined, "claim-not-reviewed".to_owned())
    );
    assert_eq!(
        verdict(&claim(&reviewed("a.  martin"))),
        (Verdict::Undetermined, "claim-not-reviewed".to_owned())
    );
    assert_eq!(
        verdict(&claim(&reviewed("B. Roy"))),
        (Verdict::NotApplicable, "claimed".to_owned())
    );
}

#[test]
fn what_is_due_later_does_not_fail_early() {
    let audit = judged(
        "garant = 1\n[system]\nphase = \"framing\"\n[qualification]\nused-in-care-act = true\n",
        "2026-11-23",
    );
    let found = finding(&audit, "TRA-01");
    assert_eq!(found.reason.as_deref(), Some("not-yet-due"));
    assert_eq!(found.because[0].line, Some(3));
}

#[test]
fn a_phase_that_facts_contradict_is_told() {
    let text = "garant = 1\n[system]\nphase = \"framing\"\nin-service-since = 2026-01-01\n";
    let audit = judged(text, "2026-11-23");
    assert!(
        audit
            .diagnostics
            .iter()
            .any(|notice| notice.code == "phase-contradicted")
    );
}

#[test]
fn a_deployer_relies_on_the_supplier() {
    let audit = judged(
        "garant = 1\n[system]\nacts-as = \"deployer\"\n",
        "2026-11-23",
    );
    assert_eq!(
        finding(&audit, "TRA-08").reason.as_deref(),
        Some("not-taken-up")
    );
}

#[test]
fn decided_verdicts_cite_a_line_and_references_have_a_status() {
    let text = format!("{DEVICE}{ADVANCED_NOT_MET}[transparency.patients]\ninformed = false\n");
    let audit = judged(&text, "2026-11-23");
    let decided: Vec<_> = audit
        .findings
        .iter()
        .filter(|found| matches!(found.verdict, Verdict::Met | Verdict::NotMet))
        .collect();
    assert!(!decided.is_empty());
    for found in decided {
        assert!(
            found
                .checks
                .iter()
                .flat_map(|check| &check.read)
                .any(|read| read.line.is_some())
        );
        assert!(!found.sources.is_empty());
    }
}

#[test]
fn nobody_is_independent_of_an_unknown_declarant() {
    let text = "garant = 1\n[[not-applicable]]\ncriterion = \"TRA-06\"\nreason = \"aucun échange direct\"\n\
        reviewed-by = { name = \"B. Roy\", role = \"juriste\", on = 2026-10-01 }\n";
    let audit = judged(text, "2026-11-23");
    assert_eq!(
        finding(&audit, "TRA-06").reason.as_deref(),
        Some("claim-not-reviewed")
    );
}

#[test]
fn no_claim_is_dropped_without_a_word() {
    let claim = "[[not-applicable]]\ncriterion = \"TRA-06\"\nreason = \"aucun échange direct\"\n";
    let audit = judged(
        &format!("garant = 1\nprofile = \"essentials\"\n{claim}"),
        "2026-11-23",
    );
    assert!(
        audit
            .diagnostics
            .iter()
            .any(|notice| notice.code == "claim-unmatched")
    );
    let twice = format!(
        "garant = 1\n{claim}{}",
        claim.replace("TRA-06", "understanding-of-disclosure-checked")
    );
    let problems = try_audit(&twice, "2026-11-23").unwrap_err();
    assert_eq!((problems[0].code, problems[0].line), ("duplicate-id", 6));
}

#[test]
fn the_terminal_points_to_the_line_that_decided_only() {
    let text = "garant = 1\n[system]\nphase = \"monitoring\"\n[human-guarantee]\nstop.possible = false\nstop.by = [\"sage-femme\"]\n";
    let audit = judged(text, "2026-11-23");
    let found = finding(&audit, "HUM-05");
    let decided: Vec<usize> = found
        .checks
        .iter()
        .filter(|check| check.fails())
        .flat_map(|check| &check.read)
        .filter(|read| read.decided)
        .filter_map(|read| read.line)
        .collect();
    assert_eq!(decided, [5]);
}

#[test]
fn a_text_that_was_only_recalled_is_never_said_to_bind() {
    let audit = judged(
        "garant = 1\n[qualification]\nmedical-device = true\n[data]\npersonal = true\npersonal-in-use = true\n",
        "2026-11-23",
    );
    let mut recalled = 0;
    for reference in audit.findings.iter().flat_map(|finding| &finding.sources) {
        let source = crate::harness::catalog().source(&reference.source).unwrap();
        if source.verification_at(reference.at.as_deref()) == "recalled" {
            recalled += 1;
            assert_ne!(
                serde_json::to_value(reference.status).unwrap(),
                "binds",
                "{}",
                reference.source
            );
        }
    }
    assert!(recalled > 0);
}
