//! What a committee follows over many systems: acceptances that open nothing, opinions, footing, near entries of a register.

use garant_core::portfolio::Status;
use garant_core::waiver::Effect;

use super::{AS_OF, Group, small, told};
use crate::harness::garant;

fn waiver(criterion: &str, more: &str) -> String {
    format!(
        "[[waivers]]\ncriterion = \"{criterion}\"\nreason = \"why\"\nrisk-accepted = \"which\"\nowner = \"Owen\"\nends = 2027-01-01\n{more}"
    )
}

const ONE: &str = "approver = \"Owen\"\ndate = 2026-01-01\n";
const TWO: &str = "approver = \"Ann\"\ndate = 2026-01-01\n";
const AHEAD: &str = "approver = \"Ann\"\ndate = 2026-12-01\n";

fn site(id: &str) -> String {
    format!(
        "[[deployment.sites]]\nid = \"{id}\"\nlocal-evaluation-on = 2026-05-01\nlocal-evaluation-n = 2\nversion = \"2.0\"\n"
    )
}

/// A system whose local trials were too small at two sites.
fn tried(id: &str, by: &str, waivers: &str) -> String {
    format!(
        "{}[declaration]\n{by}[evaluation]\nversion = \"2.0\"\n{}{}{waivers}",
        small(id),
        site("nord"),
        site("est")
    )
}

const BY: &str = "by = \"Ada\"\n";

#[test]
fn each_acceptance_that_opens_nothing_is_told_with_why_and_what_is_left() {
    let criterion = {
        let audit = crate::harness::judged(&tried("a", BY, ""), AS_OF);
        crate::harness::finding(&audit, "EQU-07").criterion.clone()
    };
    let own = |more: &str| waiver(&criterion, more);
    let north = "check = \"tried-on-local-cases\"\nsite = \"nord\"\n";
    let files = [
        ("same/garant.toml", tried("same", BY, &own(ONE))),
        ("unknown/garant.toml", tried("unknown", "", &own(TWO))),
        ("ahead/garant.toml", tried("ahead", BY, &own(AHEAD))),
        (
            "part/garant.toml",
            tried("part", BY, &own(&format!("{TWO}{north}"))),
        ),
        (
            "open/garant.toml",
            small("open") + "[declaration]\nby = \"Ada\"\n" + &own(TWO),
        ),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    let group = Group::new(&files);
    let portfolio = group.portfolio(&[]);
    let effects: Vec<_> = portfolio
        .idle_waivers
        .iter()
        .map(|one| (&*one.path, one.effect))
        .collect();
    assert_eq!(
        effects,
        [
            ("ahead/garant.toml", Effect::NotYet),
            ("open/garant.toml", Effect::Unestablished),
            ("part/garant.toml", Effect::Partial),
            ("same/garant.toml", Effect::SameHands),
            ("unknown/garant.toml", Effect::HandsUnknown),
        ]
    );
    let part = &portfolio.idle_waivers[2];
    // What fails, then what nobody knows yet.
    assert_eq!(
        part.open_checks,
        [
            "tried-on-local-cases",
            "sites-described",
            "inputs-compared",
            "record-attached"
        ]
    );
    assert_eq!(part.open_sites, ["est"]);
    let page = group.out("index.html");
    for said in [
        "two different people are asked for",
        "nothing says that two different people meant it",
        "not yet in force",
        "in force, and leaves a part open",
        "without effect so far: still to be established",
        "Still not met and not covered:",
    ] {
        assert!(page.contains(said), "{said}");
    }
    // The check is told by what it says.
    assert!(!page.contains("tried-on-local-cases"));
    let table = group.out("deadlines.csv");
    assert!(table.starts_with(
        "\u{feff}ends,days_left,window,subject,path,system,id,detail,state,who,role,line\r\n"
    ));
    for row in table.lines().skip(1) {
        let state = ["not-yet", "partial", "same-hands", "hands-unknown"];
        assert!(
            state.iter().any(|own| row.contains(&format!(",{own},"))),
            "{row}"
        );
    }
    let args = [
        "list",
        "waivers",
        "in/part/garant.toml",
        "--as-of",
        AS_OF,
        "--lang",
        "en",
    ];
    let list = told(&garant(group.home.path(), &args));
    assert!(list.contains("in force, and leaves a part open"), "{list}");
    assert!(!list.contains("tried-on-local-cases"), "{list}");
    let args = [
        "list",
        "waivers",
        "in/open/garant.toml",
        "--as-of",
        AS_OF,
        "--lang",
        "en",
    ];
    let list = told(&garant(group.home.path(), &args));
    assert!(list.contains("still to be established"), "{list}");
    // A folder that holds no descriptor gets no invented path.
    let list = told(&garant(
        group.home.path(),
        &["list", "waivers", "in", "--lang", "en"],
    ));
    assert!(list.contains("holds no garant.toml"), "{list}");
    assert!(!list.contains("in/garant.toml"), "{list}");
}

#[test]
fn the_last_opinion_of_each_body_is_told_those_against_first() {
    let opinion = |body: &str, date: &str, outcome: &str, more: &str| {
        format!(
            "[[governance.opinions]]\nid = \"o{date}{}\"\nbody = \"{body}\"\ndate = {date}\noutcome = \"{outcome}\"\n{more}",
            body.len()
        )
    };
    let a = small("a")
        + &opinion("Committee", "2026-01-05", "favourable", "")
        + &opinion("committee", "2026-03-05", "unfavourable", "");
    let b = small("b")
        + &opinion(
            "Committee",
            "2026-11-13",
            "favourable-with-reservations",
            "reservations = [\"Show the limits\"]\nstanding = \"replaced\"\n",
        )
        + &opinion("Committee", "2026-11-20", "more-information-asked", "")
        + &opinion("Users", "2026-02-05", "favourable", "");
    let group = Group::new(&[("a/garant.toml", &a), ("b/garant.toml", &b)]);
    let portfolio = group.portfolio(&[]);
    let last: Vec<_> = portfolio
        .opinions
        .iter()
        .map(|one| (&*one.path, one.outcome.as_deref(), one.against, one.decides))
        .collect();
    assert_eq!(
        last,
        [
            ("a/garant.toml", Some("unfavourable"), true, true),
            (
                "b/garant.toml",
                Some("more-information-asked"),
                false,
                false
            ),
            ("b/garant.toml", Some("favourable"), false, true),
        ]
    );
    let [open] = portfolio.reservations.as_slice() else {
        panic!("{:?}", portfolio.reservations);
    };
    assert_eq!(open.days_open, Some(10));
    let page = group.out("index.html");
    for said in [
        "<strong>unfavourable</strong>",
        "<strong>more information asked</strong>",
        "for 10 days",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn a_row_tells_its_profile_and_on_what_met_criteria_stand() {
    let quick = "garant = 1\nprofile = \"quick-look\"\n[system]\nid = \"q\"\nname = \"Quick\"\n";
    let group = Group::new(&[("q/garant.toml", quick)]);
    let portfolio = group.portfolio(&[]);
    let own = &portfolio.systems[0];
    assert!(own.short);
    assert_eq!(portfolio.counts.holds_short, 0);
    let services = crate::harness::root().join("examples/services");
    let out = group.path("services");
    let args = [
        "portfolio",
        ".",
        "-o",
        out.to_str().unwrap(),
        "--as-of",
        AS_OF,
        "--lang",
        "fr",
        "--no-reports",
        "--register",
        "registre.csv",
    ];
    garant(&services, &args);
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    let page = page.replace('\u{a0}', " ");
    for said in [
        "Premier regard ; 25 critères jugés ; seuil : Attendu",
        "satisfaits sur déclaration seule : 18",
        "dont 2 par un profil court",
        "au niveau du seuil",
        "Rien de tranché",
        "d’après le registre",
        "--lang fr --register REGISTRE.csv",
        "BEN-01 Un comité scientifique et éthique",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let text = std::fs::read_to_string(out.join("portfolio.json")).unwrap();
    let told: garant_core::portfolio::Portfolio = serde_json::from_str(&text).unwrap();
    assert_eq!(told.counts.holds_short, 2);
    for system in &told.systems {
        let footings = system.footings;
        assert_eq!(footings.met, system.counts.met, "{}", system.path);
        assert_eq!(
            footings.declared + footings.documented + footings.measured,
            footings.met
        );
    }
}

#[test]
fn not_started_is_said_only_where_nothing_is_answered() {
    let answered = small("b") + "[governance]\nmay-suspend = true\n";
    let group = Group::new(&[("a/garant.toml", &small("a")), ("b/garant.toml", &answered)]);
    for more in [&["--no-reports"][..], &[]] {
        group.run(more);
        let text = group.out("portfolio.json");
        let portfolio: garant_core::portfolio::Portfolio = serde_json::from_str(&text).unwrap();
        let status: Vec<_> = portfolio.systems.iter().map(|one| one.status).collect();
        assert_eq!(status, [Status::NotStarted, Status::NothingDecided]);
        assert_eq!(portfolio.counts.nothing_decided, 1);
    }
}

#[test]
fn a_register_lends_its_service_and_near_descriptors_are_told() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("b/garant.toml", &small("Tool-B")),
        ("c/garant.toml", &small("c")),
    ]);
    let register =
        "id,name,service\na,System a,Imaging\ntool-b,Other,Emergency\nz,system  C,\ny,Alone,\n";
    std::fs::write(group.path("register.csv"), register).unwrap();
    let portfolio = group.portfolio(&["--register", "register.csv"]);
    let near: Vec<(&str, Vec<&str>)> = portfolio
        .register
        .iter()
        .flat_map(|register| &register.never_audited)
        .map(|one| {
            (
                one.id.as_str(),
                one.near.iter().map(|near| &*near.path).collect(),
            )
        })
        .collect();
    assert_eq!(
        near,
        [
            ("tool-b", vec!["b/garant.toml"]),
            ("z", vec!["c/garant.toml"]),
            ("y", vec![]),
        ]
    );
    let own = portfolio
        .systems
        .iter()
        .find(|one| &*one.path == "a/garant.toml");
    let own = own.unwrap();
    assert_eq!(
        (own.services.as_slice(), own.service_from_register),
        (&["Imaging".to_owned()][..], true)
    );
    let page = group.out("index.html");
    assert!(page.contains("<bdi>Imaging</bdi> (from the register)"));
    assert!(group.out("portfolio.csv").contains(",Imaging,register,"));
    let imaging = portfolio
        .services
        .iter()
        .find(|one| one.service.as_deref() == Some("Imaging"));
    assert_eq!(imaging.map(|one| one.systems.len()), Some(1));
}
