//! Opinions of bodies: where their reservations stand, what deserves a look, and what other readers see.

use garant_core::Audit;
use garant_core::audience::Audience;
use garant_core::opinion::{Opinion, State};
use garant_core::redact::{MARK, redact};
use garant_report::{Assets, Format, Lang, Options, render};

use crate::harness::{garant, judged};

const DAY: &str = "2026-11-23";

fn given(extra: &str) -> String {
    format!(
        "garant = 1\n[declaration]\nby = \"Ada Petit\"\n[[governance.opinions]]\nid = \"essai\"\nbody = \"Comité d’essai\"\n{extra}"
    )
}

fn told(extra: &str) -> (Opinion, Vec<String>) {
    let audit = judged(&given(extra), DAY);
    let all = audit.diagnostics.iter();
    let codes = all
        .map(|notice| notice.code.clone())
        .filter(|code| code.starts_with("opinion"));
    (audit.opinions.first().cloned().unwrap(), codes.collect())
}

const RESERVED: &str = "date = 2026-10-04\noutcome = \"favourable-with-reservations\"\nreservations = [\"Traduire la note\", \"Bilan de Ada Petit\"]\n";

#[test]
fn reservations_are_open_until_the_body_finds_them_lifted() {
    let (open, codes) = told(RESERVED);
    assert_eq!(open.state, State::Open);
    assert_eq!(open.days_open, Some(50));
    assert_eq!(codes, ["opinion-open"]);
    let (lifted, codes) = told(&format!("{RESERVED}lifted-on = 2026-11-23\n"));
    assert_eq!((lifted.state, lifted.days_open), (State::Lifted, None));
    assert!(codes.is_empty());
    let (announced, codes) = told(&format!("{RESERVED}lifted-on = 2026-11-24\n"));
    assert_eq!(announced.state, State::Open);
    assert_eq!(codes, ["opinion-open"]);
    let (none, codes) = told("date = 2026-10-04\noutcome = \"favourable\"\n");
    assert_eq!(none.state, State::NoReservation);
    assert!(codes.is_empty());
}

#[test]
fn what_cannot_be_deserves_a_look() {
    let (early, codes) = told(&format!("{RESERVED}lifted-on = 2026-10-01\n"));
    assert_eq!(
        early.state,
        State::Open,
        "not lifted by a day before the opinion"
    );
    assert_eq!(codes, ["opinion-lifted-early"]);
    let (unwritten, codes) =
        told("date = 2026-10-04\noutcome = \"favourable-with-reservations\"\n");
    assert_eq!(unwritten.state, State::Open);
    assert_eq!(codes, ["opinion-open", "opinion-without-reservations"]);
    let (later, codes) = told("date = 2026-12-04\noutcome = \"favourable\"\n");
    assert_eq!(later.state, State::Later);
    assert_eq!(codes, ["opinion-later"]);
}

#[test]
fn only_a_later_opinion_of_the_same_body_replaces_one() {
    let replaced = format!("{RESERVED}standing = \"replaced\"\n");
    let (alone, codes) = told(&replaced);
    assert_eq!(alone.state, State::Open);
    assert_eq!(codes, ["opinion-open", "opinion-replaced-by-none"]);
    let next = |body: &str| {
        format!(
            "{replaced}[[governance.opinions]]\nid = \"suite\"\nbody = \"{body}\"\ndate = 2026-11-04\noutcome = \"favourable\"\n"
        )
    };
    assert_eq!(told(&next("comité  d’essai")).0.state, State::Replaced);
    assert_eq!(told(&next("Comité social")).0.state, State::Open);
}

#[test]
fn a_request_for_more_information_replaces_no_opinion() {
    let after = |outcome: &str| {
        format!(
            "{RESERVED}standing = \"replaced\"\n[[governance.opinions]]\nid = \"suite\"\nbody = \"Comité d’essai\"\ndate = 2026-11-04\n{outcome}"
        )
    };
    for undecided in ["outcome = \"more-information-asked\"\n", ""] {
        let (own, codes) = told(&after(undecided));
        assert_eq!((own.state, own.days_open), (State::Open, Some(50)));
        assert_eq!(codes, ["opinion-open", "opinion-replaced-by-none"]);
    }
    for outcome in ["favourable", "favourable-with-reservations", "unfavourable"] {
        let (own, _) = told(&after(&format!("outcome = \"{outcome}\"\n")));
        assert_eq!(own.state, State::Replaced, "{outcome}");
    }
}

fn text(audit: &Audit, format: Format, lang: Lang) -> String {
    let options = Options::new(format, lang);
    let page = render(audit, options, &Assets::default());
    // Spaces that do not break are the page's business.
    page.unwrap()
        .into_text()
        .unwrap()
        .replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn other_readers_see_where_reservations_stand_and_no_name() {
    let whole = judged(&given(RESERVED), DAY);
    let client = redact(whole.clone(), Audience::Client).unwrap();
    let own = &client.opinions[0];
    assert_eq!(own.state, State::Open);
    assert_eq!(own.reservations, ["Traduire la note", MARK]);
    assert_eq!(own.body.as_deref(), Some("Comité d’essai"));
    assert!(own.withheld);
    let public = redact(whole, Audience::Public).unwrap();
    let own = &public.opinions[0];
    assert_eq!(
        (own.state, own.days_open, own.line),
        (State::Open, None, None)
    );
    assert_eq!(own.reservations, [MARK, MARK]);
    for format in [
        Format::Html,
        Format::Markdown,
        Format::Json,
        Format::GithubSummary,
    ] {
        let page = text(&public, format, Lang::Fr);
        for hidden in [
            "Ada Petit",
            "Traduire la note",
            "Comité d’essai",
            "2026-10-04",
        ] {
            assert!(!page.contains(hidden), "{hidden} in {format:?}");
        }
    }
    assert!(text(&public, Format::Markdown, Lang::Fr).contains("réserves ouvertes"));
    assert!(garant_core::stored::faults(&public).is_empty());
}

#[test]
fn services_of_sites_follow_their_field() {
    let text = "garant = 1\n[[deployment.sites]]\nid = \"a\"\nservice = \"Urgences\"\n";
    let public = redact(judged(text, DAY), Audience::Public).unwrap();
    assert_eq!(public.system.services, [MARK]);
    let client = redact(judged(text, DAY), Audience::Client).unwrap();
    assert_eq!(client.system.services, ["Urgences"]);
}

#[test]
fn one_glance_tells_which_reservations_are_open() {
    let audit = judged(&given(RESERVED), DAY);
    for (lang, open, since, date) in [
        (
            Lang::Fr,
            "Réserves ouvertes",
            "depuis 50 jours",
            "4 octobre 2026",
        ),
        (
            Lang::En,
            "Open reservations",
            "for 50 days",
            "4 October 2026",
        ),
    ] {
        for format in [Format::Html, Format::Markdown] {
            let page = text(&audit, format, lang);
            let (_, rest) = page.split_once(open).unwrap();
            let glance: String = rest.chars().take(300).collect();
            assert!(glance.contains(since), "{glance}");
            assert!(glance.contains(date), "{glance}");
            assert!(page.contains("Traduire la note"));
        }
    }
    let none = judged("garant = 1\n", DAY);
    let page = text(&none, Format::Markdown, Lang::Fr);
    assert!(!page.contains("Réserves ouvertes"));
    assert!(page.contains("Aucun avis n’est écrit"));
}

#[test]
fn a_stored_state_that_does_not_follow_is_refused() {
    let whole = judged(&given(RESERVED), DAY);
    let mut stored = serde_json::to_value(&whole).unwrap();
    stored["opinions"][0]["state"] = "lifted".into();
    let faults = garant_core::stored::read(&stored.to_string());
    let faults = format!("{faults:?}");
    assert!(faults.contains("\"opinions\""), "{faults}");
    let mut accepted = serde_json::to_value(&whole).unwrap();
    accepted["findings"][0]["disposition"] = "waived".into();
    let faults = format!("{:?}", garant_core::stored::read(&accepted.to_string()));
    assert!(faults.contains("\"waivers\""), "{faults}");
}

#[test]
fn the_list_tells_each_opinion_and_its_reservations() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("garant.toml"), given(RESERVED)).unwrap();
    let args = ["list", "opinions", "garant.toml", "--as-of", DAY];
    let run = |more: &[&str]| {
        let out = garant(folder.path(), &[&args[..], more].concat());
        assert_eq!(out.status.code(), Some(0));
        String::from_utf8(out.stdout).unwrap()
    };
    let said = run(&["--lang", "en"]);
    for part in [
        "Comité d’essai",
        "favourable with reservations",
        "for 50 days",
        "Traduire la note",
        "1 opinion",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    assert_eq!(json["opinions"][0]["state"], "open");
    assert_eq!(json["opinions"][0]["days-open"], 50);
}
