//! Which regimes reach a project, since when, by which fact, and who owes what.

use garant_core::Audit;
use garant_core::scope::Reach;
use garant_report::{Assets, Format, Options, render};
use garant_rules::Lang;
use garant_rules::reference::Status;

use crate::harness::{catalog, garant, judged, root};

const TODAY: &str = "2026-11-23";

fn facts(more: &str) -> String {
    format!("garant = 1\n{more}")
}

fn reach<'a>(audit: &'a Audit, regime: &str) -> &'a Reach {
    let mut scope = audit.scope.iter();
    scope
        .find(|reach| reach.regime == regime)
        .unwrap_or_else(|| panic!("no regime {regime}"))
}

fn status(text: &str, date: &str, regime: &str) -> (Status, Option<String>) {
    let audit = judged(&facts(text), date);
    let reach = reach(&audit, regime);
    (reach.status, reach.from.clone())
}

/// A device that a notified body assessed.
const DEVICE: &str = "[system]\nacts-as = \"supplier\"\nplaced-on-market-on = 2028-09-01\n[qualification]\nmedical-device = true\nnotified-body = true\nin-house = false\nannex-iii-point = \"none\"\nlearned-from-massive-data = true\nused-in-care-act = true\n";

/// A triage tool that the hospital makes for itself.
const TRIAGE: &str = "[system]\nacts-as = \"both\"\nplaced-on-market-on = 2028-01-10\n[qualification]\nmedical-device = true\nnotified-body = false\nin-house = true\nannex-iii-point = \"5d\"\nsignificant-effect = true\n[deployment]\npublic-service = true\n";

const ANNEX_III: [&str; 4] = [
    "annex-iii-person-told",
    "annex-iii-rights-assessment",
    "annex-iii-registration",
    "annex-iii-explanation",
];

#[test]
fn annex_iii_duties_reach_triage_and_not_an_ordinary_device() {
    for regime in ANNEX_III {
        let device = judged(&facts(DEVICE), "2029-01-01");
        let told = reach(&device, regime);
        assert_eq!(told.status, Status::DoesNotBind, "{regime}");
        assert!(!told.traps.is_empty(), "{regime}");
        let decides: Vec<&str> = told.read.iter().map(|read| read.path.as_str()).collect();
        assert!(
            decides.contains(&"qualification.annex-iii-point"),
            "{decides:?}"
        );
        let triage = judged(&facts(TRIAGE), "2029-01-01");
        assert_eq!(reach(&triage, regime).status, Status::Binds, "{regime}");
    }
}

#[test]
fn dates_move_with_the_audits_date() {
    let binds = |date: &str| (Status::Binds, Some(date.to_owned()));
    let later = |date: &str| (Status::NotYet, Some(date.to_owned()));
    for (text, day, regime, expected) in [
        (DEVICE, "2024-06-01", "ai-literacy", later("2025-02-02")),
        (DEVICE, TODAY, "ai-literacy", binds("2025-02-02")),
        (DEVICE, TODAY, "high-risk-provider", later("2028-08-02")),
        (
            DEVICE,
            "2028-08-02",
            "high-risk-provider",
            binds("2028-08-02"),
        ),
        (
            DEVICE,
            "2028-08-02",
            "high-risk-deployer",
            binds("2028-08-02"),
        ),
        (TRIAGE, TODAY, "annex-iii-person-told", later("2027-12-02")),
        (
            TRIAGE,
            "2027-12-02",
            "annex-iii-person-told",
            binds("2027-12-02"),
        ),
    ] {
        assert_eq!(status(text, day, regime), expected, "{regime} on {day}");
    }
}

#[test]
fn a_system_of_before_is_spared_unless_it_is_meant_for_public_authorities() {
    let before = DEVICE.replace("2028-09-01", "2026-03-02\nsignificant-change = false");
    let private = format!("{before}[intended-use]\nfor-public-authorities = false\n");
    let public = format!("{before}[intended-use]\nfor-public-authorities = true\n");
    assert_eq!(
        status(&private, TODAY, "high-risk-provider").0,
        Status::DoesNotBind
    );
    let found = status(&public, TODAY, "high-risk-provider");
    assert_eq!(found, (Status::NotYet, Some("2030-08-02".to_owned())));
}

#[test]
fn a_text_binds_nobody_before_its_own_date() {
    for (date, expected) in [("2020-01-01", Status::NotYet), (TODAY, Status::Binds)] {
        assert_eq!(status(DEVICE, date, "informing-the-patient").0, expected);
    }
}

#[test]
fn marking_depends_on_the_day_of_marketing() {
    let scribe = |day: &str| {
        format!(
            "[system]\nacts-as = \"supplier\"\nplaced-on-market-on = {day}\n[qualification]\ngenerative = true\n"
        )
    };
    let since = status(&scribe("2026-09-15"), TODAY, "generated-content");
    assert_eq!(since, (Status::Binds, Some("2026-08-02".to_owned())));
    let before = status(&scribe("2026-06-15"), TODAY, "generated-content");
    assert_eq!(before, (Status::NotYet, Some("2026-12-02".to_owned())));
}

#[test]
fn an_in_house_device_meets_its_own_article() {
    assert_eq!(status(TRIAGE, TODAY, "in-house-device").0, Status::Binds);
    assert_eq!(
        status(DEVICE, TODAY, "in-house-device").0,
        Status::DoesNotBind
    );
    let audit = judged(&facts(TRIAGE), TODAY);
    assert!(!reach(&audit, "in-house-device").traps.is_empty());
}

#[test]
fn what_is_unstated_leaves_a_regime_to_be_established_and_names_the_fact() {
    let audit = judged(&facts(""), TODAY);
    for reach in &audit.scope {
        let open = reach.status == Status::ToBeEstablished || reach.status == Status::NotYet;
        let fixed = [
            "prohibited-practices",
            "product-liability",
            "device-reform",
            "ai-literacy",
        ];
        assert!(
            open || fixed.contains(&reach.regime.as_str()),
            "{}",
            reach.regime
        );
    }
    let told = reach(&audit, "informing-the-patient");
    assert!(
        told.depends_on
            .contains(&"qualification.medical-device".to_owned())
    );
    assert_eq!(told.yours, None);
}

#[test]
fn a_text_that_begins_later_is_not_said_to_reach_a_project_that_states_no_fact() {
    let (silent, device) = (judged(&facts(""), TODAY), judged(&facts(DEVICE), TODAY));
    let regime = "high-risk-provider";
    for (audit, perhaps) in [(&silent, true), (&device, false)] {
        let told = reach(audit, regime);
        assert_eq!(told.status, Status::NotYet);
        assert_eq!(told.perhaps_later(), perhaps, "{:?}", told.depends_on);
        let all = audit.findings.iter().flat_map(|finding| &finding.sources);
        let own = all.filter(|own| own.source == "ai-act" && own.status == Status::NotYet);
        let own: Vec<_> = own.filter(|own| own.from.is_some()).collect();
        assert!(!own.is_empty());
        assert_eq!(own.iter().any(|own| own.perhaps_later()), perhaps);
    }
    // What is told of it: never that it will apply, but on which facts that hangs.
    let said = |audit: &Audit, lang| {
        let options = Options::new(Format::Markdown, lang);
        let page = render(audit, options, &Assets::default()).unwrap();
        page.into_text().unwrap()
    };
    for (lang, certain, open) in [
        (Lang::Fr, "s’appliquera à partir du", "s’il vise le projet"),
        (Lang::En, "will apply from", "if it reaches the project"),
    ] {
        let (silent, device) = (said(&silent, lang), said(&device, lang));
        assert!(
            !silent.contains(certain) && silent.contains(open),
            "{certain}"
        );
        assert!(device.contains(certain), "{certain}");
    }
}

#[test]
fn duties_of_others_are_told_with_their_owners() {
    let audit = judged(&facts(DEVICE), "2029-01-01");
    assert_eq!(reach(&audit, "high-risk-provider").yours, Some(true));
    let deployer = reach(&audit, "high-risk-deployer");
    assert_eq!(deployer.yours, Some(false));
    assert_eq!(deployer.status, Status::Binds);
    assert_eq!(deployer.owed_by, ["deployer"]);
}

#[test]
fn every_regime_can_reach_a_project_or_is_a_proposal() {
    // The test bases and examples are whole projects: each regime but a proposal is told of one of them at some date.
    let mut bases = Vec::new();
    crate::harness::files(&root().join("tests/bases"), ".toml", &mut bases);
    let mut reached = std::collections::BTreeSet::new();
    let alone = "[qualification]\nsolely-automated = true\nsignificant-effect = true\nemotion-from-voice-or-face = true\n";
    let texts = bases
        .into_iter()
        .map(|path| std::fs::read_to_string(path).unwrap());
    for text in texts.chain([facts(alone)]) {
        for date in [TODAY, "2031-01-01"] {
            let audit = judged(&text, date);
            let told = audit
                .scope
                .into_iter()
                .filter(|reach| reach.status != Status::DoesNotBind);
            reached.extend(told.map(|reach| reach.regime));
        }
    }
    for regime in &catalog().regimes {
        assert!(reached.contains(&regime.id), "{}", regime.id);
    }
}

#[test]
fn the_scope_is_explained_in_both_languages_with_lines() {
    for (lang, line) in [("fr", "(ligne "), ("en", "(line ")] {
        let path = "examples/echographie/garant.toml";
        let args = ["explain", "--scope", path, "--as-of", TODAY, "--lang", lang];
        let out = garant(&root(), &args);
        assert_eq!(out.status.code(), Some(0));
        let said = String::from_utf8(out.stdout).unwrap();
        assert!(said.contains(line), "{said}");
        insta::assert_snapshot!(format!("scope-{lang}"), said);
    }
    let json = [
        "explain",
        "--scope",
        "examples/scribe/garant.toml",
        "--format",
        "json",
        "--as-of",
        TODAY,
    ];
    let value: serde_json::Value = serde_json::from_slice(&garant(&root(), &json).stdout).unwrap();
    assert_eq!(
        value["scope"].as_array().unwrap().len(),
        catalog().regimes.len()
    );
}
