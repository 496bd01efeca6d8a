//! What a portfolio tells: gates, statuses, counts, services, deadlines, reservations.

use garant_core::Verdict;
use garant_core::gate::State;
use garant_core::portfolio::{Portfolio, Status, Subject, Window};

use super::{Group, small, told};
use crate::harness::{EXAMPLES, garant, root};

#[test]
fn deadlines_are_right_at_their_edges_and_name_who_is_to_act() {
    let mut text = small("a");
    text.push_str("[declaration]\nby = \"Ada\"\n");
    // The audit's date is 2026-11-23.
    let days = [
        ("yesterday", "2026-11-22", -1, Window::Expired),
        ("today", "2026-11-23", 0, Window::Within30),
        ("in30", "2026-12-23", 30, Window::Within30),
        ("in31", "2026-12-24", 31, Window::Within90),
        ("in90", "2027-02-21", 90, Window::Within90),
        ("in91", "2027-02-22", 91, Window::Within180),
        ("in180", "2027-05-22", 180, Window::Within180),
    ];
    for (id, ends, ..) in days
        .iter()
        .chain([&("in181", "2027-05-23", 0, Window::Expired)])
    {
        text.push_str(&format!(
            "[[evidence]]\nid = \"{id}\"\nkind = \"other\"\npath = \"{id}.pdf\"\nexpires = {ends}\n"
        ));
    }
    let group = Group::new(&[("a/garant.toml", &text)]);
    let portfolio = group.portfolio(&[]);
    let found: Vec<_> = portfolio
        .deadlines
        .iter()
        .map(|one| {
            (
                one.id.as_str(),
                one.ends.as_str(),
                one.days_left,
                one.window,
            )
        })
        .collect();
    assert_eq!(found, days);
    for one in &portfolio.deadlines {
        assert_eq!(
            (one.subject, one.who.as_deref()),
            (Subject::Evidence, Some("Ada"))
        );
    }
    let table = group.out("deadlines.csv");
    assert!(table.contains("\r\n2026-11-22,-1,expired,evidence,a/garant.toml,System a,yesterday,"));
    assert_eq!(table.lines().count(), 8);
}

#[test]
fn waivers_end_or_are_idle_and_open_reservations_are_listed() {
    let waiver = |criterion: &str, ends: &str| {
        format!(
            "[[waivers]]\ncriterion = \"{criterion}\"\nreason = \"why\"\nrisk-accepted = \"which\"\nowner = \"Owen\"\napprover = \"Ann\"\ndate = 2026-01-01\nends = {ends}\n"
        )
    };
    let open = crate::harness::judged(&small("a"), super::AS_OF);
    let open = open
        .findings
        .iter()
        .filter(|one| one.verdict == Verdict::Undetermined);
    let codes: Vec<String> = open.map(|one| one.criterion.clone()).take(2).collect();
    let opinion = "[[governance.opinions]]\nid = \"o1\"\nbody = \"Committee\"\ndate = 2026-05-04\noutcome = \"favourable-with-reservations\"\nreservations = [\"Show the limits\"]\n";
    let mut text = small("a");
    text.push_str(&waiver(&codes[0], "2026-11-01"));
    text.push_str(&waiver(&codes[1], "2027-01-01"));
    text.push_str(opinion);
    let group = Group::new(&[("a/garant.toml", &text)]);
    let portfolio = group.portfolio(&[]);
    let [past] = portfolio.deadlines.as_slice() else {
        panic!("{:?}", portfolio.deadlines);
    };
    assert_eq!(past.who.as_deref(), Some("Owen"));
    assert_eq!(
        (past.subject, past.window, past.days_left),
        (Subject::Waiver, Window::Expired, -22)
    );
    let ends: Vec<&str> = portfolio
        .idle_waivers
        .iter()
        .map(|one| one.ends.as_str())
        .collect();
    assert_eq!(ends, ["2026-11-01", "2027-01-01"]);
    let [open] = portfolio.reservations.as_slice() else {
        panic!("{:?}", portfolio.reservations);
    };
    assert_eq!(open.reservations, ["Show the limits"]);
    let page = group.out("index.html");
    for said in ["Show the limits", "Owen", "22 days ago", "Committee"] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn systems_are_grouped_by_service_and_those_without_are_a_row_of_their_own() {
    let site = |service: &str| {
        format!(
            "[[deployment.sites]]\nid = \"{}\"\nname = \"Site\"\nservice = \"{service}\"\n",
            service.to_lowercase()
        )
    };
    let failing = "[equity]\n[human-guarantee.override]\npossible = false\n";
    let a = small("a") + failing + &site("Imaging") + &site("Emergency");
    let b = small("b") + &site("Emergency");
    let group = Group::new(&[
        ("a/garant.toml", &a),
        ("b/garant.toml", &b),
        ("c/garant.toml", &small("c")),
    ]);
    let portfolio = group.portfolio(&[]);
    assert!(portfolio.refused.is_empty(), "{:?}", portfolio.refused);
    let rows: Vec<_> = portfolio
        .services
        .iter()
        .map(|own| {
            (
                own.service.as_deref(),
                own.systems.len(),
                own.failing.is_empty(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (Some("Emergency"), 2, false),
            (Some("Imaging"), 1, false),
            (None, 1, true)
        ]
    );
    let failing = &portfolio.services[0].failing;
    assert!(
        failing
            .iter()
            .all(|one| one.systems.len() == 1 && &*one.systems[0] == "a/garant.toml")
    );
    // One rule and one labelled choice a service; the rows carry its place.
    let page = group.out("index.html");
    assert!(page.contains("#s2:has(#v2:checked) .r:not(.v2){display:none}"));
    assert!(page.contains("id=\"v2\"> No service stated (1)"));
    assert!(
        page.contains(" v1 v0\"><th"),
        "a row names both its services"
    );
}

#[test]
fn counts_add_up_and_no_share_is_given_while_something_is_to_be_established() {
    let examples = root().join("examples");
    let out = tempfile::tempdir().unwrap();
    let out_name = out.path().join("out");
    let args = [
        "portfolio",
        ".",
        "-o",
        out_name.to_str().unwrap(),
        "--as-of",
        super::AS_OF,
        "--no-reports",
    ];
    let ran = garant(&examples, &args);
    assert_eq!(ran.status.code(), Some(1), "{}", told(&ran));
    let text = std::fs::read_to_string(out_name.join("portfolio.json")).unwrap();
    let portfolio: Portfolio = serde_json::from_str(&text).unwrap();
    let counts = portfolio.counts;
    // The example over all services lies beside the others.
    assert!(counts.found > EXAMPLES.len());
    assert_eq!(
        counts.fails + counts.inconclusive + counts.holds + counts.not_asked,
        counts.audited
    );
    assert_eq!(
        counts.not_started + counts.nothing_decided + counts.in_progress + counts.complete,
        counts.audited
    );
    for system in &portfolio.systems {
        let audit = garant(
            &examples,
            &[
                "audit",
                &system.path,
                "--as-of",
                super::AS_OF,
                "--format",
                "json",
            ],
        );
        let audit: garant_core::Audit = serde_json::from_slice(&audit.stdout).unwrap();
        assert_eq!(audit.gate.state, system.gate.state, "{}", system.path);
        assert_eq!(audit.gate.failing.len(), system.gate.failing.len());
        assert_eq!(
            system.counts,
            garant_core::score::Counts::of(&audit.findings)
        );
        assert_eq!(
            system.status == Status::Complete,
            system.counts.undetermined == 0
        );
        for score in &system.principles {
            assert!(
                system.status == Status::Complete || (score.lower, score.upper) == (None, None)
            );
        }
    }
    let total = |of: &dyn Fn(&garant_core::score::Counts) -> usize| {
        let rows: usize = portfolio.systems.iter().map(|one| of(&one.counts)).sum();
        let criteria = portfolio.criteria.iter().filter(|one| !one.draft);
        let columns: usize = criteria.map(|one| of(&one.counts)).sum();
        (rows, columns)
    };
    for (rows, columns) in [
        total(&|counts| counts.met),
        total(&|counts| counts.not_met),
        total(&|counts| counts.undetermined),
        total(&|counts| counts.not_applicable),
        total(&|counts| counts.waived),
    ] {
        assert_eq!(rows, columns);
    }
    let failing: Vec<usize> = portfolio
        .systems
        .iter()
        .map(|one| one.gate.failing.len())
        .collect();
    assert!(failing.is_sorted_by(|a, b| a >= b), "{failing:?}");
    let order: Vec<(usize, usize)> = portfolio
        .criteria
        .iter()
        .filter(|one| !one.draft)
        .map(|one| (one.counts.not_met, one.counts.undetermined))
        .collect();
    assert!(order.is_sorted_by(|a, b| a >= b), "{order:?}");
}

#[test]
fn the_json_follows_its_schema() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("b/garant.toml", &small("a")),
        ("c/garant.toml", "garant = 2\n"),
    ]);
    group.portfolio(&[]);
    let schema = garant(group.home.path(), &["schema", "portfolio"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    let value: serde_json::Value = serde_json::from_str(&group.out("portfolio.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(
        value["same-ids"][0]["paths"],
        serde_json::json!(["a/garant.toml", "b/garant.toml"])
    );
}

#[test]
fn each_exit_code_says_what_it_says() {
    let sound = Group::new(&[("a/garant.toml", &small("a"))]);
    assert_eq!(sound.run(&[]).status.code(), Some(1));
    assert_eq!(sound.run(&["--allow-undetermined"]).status.code(), Some(0));
    assert_eq!(sound.run(&["--gate", "never"]).status.code(), Some(0));
    sound.put("b/garant.toml", "garant = ");
    let ran = sound.run(&["--gate", "never"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(
        told(&ran).contains("1 that could not be audited"),
        "{}",
        told(&ran)
    );
    assert!(
        sound.path("out/index.html").is_file(),
        "everything is still written"
    );
    let portfolio: Portfolio = serde_json::from_str(&sound.out("portfolio.json")).unwrap();
    assert_eq!(portfolio.systems[0].gate.state, State::NotAsked);
    for wrong in [
        ["--profile", "nonsense"],
        ["--as-of", "yesterday"],
        ["--jobs", "many"],
    ] {
        assert_eq!(sound.run(&wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn both_languages_say_the_same_and_the_page_asks_for_nothing() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("b/garant.toml", "garant = "),
    ]);
    group.portfolio(&["--organisation", "Hôpital A & B"]);
    let english = group.out("index.html");
    group.portfolio(&["--lang", "fr", "--organisation", "Hôpital A & B"]);
    let french = group.out("index.html");
    assert!(english.contains("<html lang=\"en\">") && french.contains("<html lang=\"fr\">"));
    assert!(french.contains("Rien à conclure") && english.contains("Nothing concluded"));
    for page in [english, french] {
        assert!(page.contains("Hôpital A &amp; B"));
        assert!(page.contains("default-src 'none'"));
        for word in ["<script", "http://", "https://", "@import", "<form"] {
            assert!(!page.contains(word), "{word}");
        }
        for n in 1..=9 {
            assert!(
                page.contains(&format!("<section id=\"s{n}\"")),
                "section {n}"
            );
        }
    }
}
