//! What a comparison says: acceptances of risk, opinions, versions, what left, and its gate.

use garant_core::change::{Cause, Changes, Given, Part, Turn};
use garant_core::{Audit, Files, Handle, Refusal, Request, opinion};
use garant_report::Assets;
use garant_report::changes::{Format, render};
use garant_rules::Lang;

use super::revisions::{diff, out, write};
use super::{TODAY, change, codes, waived};
use crate::harness::{catalog, judge, root};

const EXAMPLE: &str = "examples/services/urgences-fractures";

/// The files of the example.
struct Own;

impl Files for Own {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let file = std::fs::File::open(root().join(EXAMPLE).join(path));
        Ok(Box::new(file.map_err(|_| Refusal::Missing)?))
    }
}

/// The audit of a text with the evidence of the example.
fn judged(text: &str, as_of: &str) -> Audit {
    let request = Request::new("garant.toml", text, as_of.parse().unwrap());
    judge().audit(&request, &Own).unwrap()
}

fn said(old: &Audit, new: &Audit, lang: Lang) -> String {
    let changes = Changes::between(old, new);
    let text = render(&changes, Format::Text, lang, &Assets::default()).unwrap();
    let styles = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
    let plain = styles.replace_all(&text, "");
    plain.replace('\u{a0}', " ")
}

/// Two sites; the risk of the second is accepted.
fn sites(read: &str) -> String {
    let path = root().join(EXAMPLE).join("garant.toml");
    let text = std::fs::read_to_string(path).unwrap();
    text.replace(
        "version-read-on = 2026-11-03",
        &format!("version-read-on = {read}"),
    )
}

#[test]
fn where_another_site_fails_too_the_answer_is_the_cause_and_not_the_waiver_that_stands() {
    let [old, new] = ["2026-11-03", "2026-05-03"].map(sites);
    let (before, after) = (judged(&old, TODAY), judged(&new, TODAY));
    let changes = Changes::between(&before, &after);
    let own = change(&changes, "SAF-06");
    assert_eq!(codes(own), ["answer"]);
    let line = 1 + new
        .lines()
        .position(|line| line.contains("2026-05-03"))
        .unwrap();
    assert_eq!(own.line(), Some(line));
    let [left] = own.uncovered.as_slice() else {
        panic!("{own:#?}")
    };
    assert_eq!(left.site.as_deref(), Some("maison-de-garde"));
    assert_eq!(
        (left.sites.as_slice(), left.checks.len()),
        (&["urgences".to_owned()][..], 1)
    );
    assert!(changes.waivers.is_empty());
    let told = said(&before, &after, Lang::En);
    assert!(
        told.contains("(site “maison-de-garde”), unchanged, does not cover this check"),
        "{told}"
    );
    // Time alone does the same.
    let late = judged(&old, "2027-06-30");
    let changes = Changes::between(&before, &late);
    assert!(codes(change(&changes, "SAF-06")).contains(&"date"));
}

#[test]
fn a_waiver_rewritten_prolonged_or_widened_is_told_with_both() {
    let old = sites("2026-11-03");
    let new = old
        .replace("site = \"maison-de-garde\"\n", "")
        .replace("ends = 2026-12-15", "ends = 2027-01-15")
        .replace("Éléonore Castaing", "Paule Durand");
    let (before, after) = (judged(&old, TODAY), judged(&new, TODAY));
    let changes = Changes::between(&before, &after);
    let [own] = changes.waivers.as_slice() else {
        panic!("{:#?}", changes.waivers)
    };
    assert_eq!((own.turn, own.site.as_deref()), (Turn::Changed, None));
    let was = own.reach_before.as_ref().unwrap();
    assert_eq!(was.site.as_deref(), Some("maison-de-garde"));
    let parts: Vec<Part> = own.rewritten.iter().map(|own| own.part).collect();
    assert_eq!(parts, [Part::Approver]);
    let told = said(&before, &after, Lang::Fr);
    for wanted in [
        "dernier jour 15 décembre 2026 → 15 janvier 2027",
        "site « maison-de-garde » → partout",
        "Éléonore Castaing, directrice générale adjointe » → « Paule Durand",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    // A waiver of another site is another waiver.
    let other = old.replace("site = \"maison-de-garde\"", "site = \"urgences\"");
    let changes = Changes::between(&before, &judged(&other, TODAY));
    let turns: Vec<Turn> = changes.waivers.iter().map(|own| own.turn).collect();
    assert_eq!(turns, [Turn::Came, Turn::Went]);
    for (from, to) in [
        ("écran refait", "autre raison"),
        ("lecture sans incertitude", "autre risque"),
        ("C. Petit", "D. Noir"),
    ] {
        let new = waived("2027-01-01").replace(from, to);
        let told = said(
            &judged(&waived("2027-01-01"), TODAY),
            &judged(&new, TODAY),
            Lang::En,
        );
        assert!(told.contains(&format!("“{from}” → “{to}”")), "{told}");
    }
}

fn advice(outcome: &str, more: &str) -> Audit {
    judged(
        &format!(
            "garant = 1\n[[governance.opinions]]\nid = \"avis\"\nbody = \"Comité\"\ndate = 2026-03-02\noutcome = \"{outcome}\"\n{more}"
        ),
        TODAY,
    )
}

#[test]
fn an_outcome_that_changed_is_told_in_its_words_and_reservations_where_there_are_some() {
    let (good, bad) = (advice("favourable", ""), advice("unfavourable", ""));
    let told = said(&good, &bad, Lang::Fr);
    assert!(
        told.contains("avis du 2 mars 2026 : favorable → défavorable, ligne 2"),
        "{told}"
    );
    assert!(!told.contains("sans réserve"), "{told}");
    let reserved = |said: &str| {
        advice(
            "favourable-with-reservations",
            &format!("reservations = [\"{said}\"]\n"),
        )
    };
    let told = said(
        &reserved("Mesurer sur place"),
        &reserved("Mesurer ailleurs"),
        Lang::Fr,
    );
    for wanted in [
        "n’y est plus, « Mesurer sur place »",
        "nouvelle réserve, « Mesurer ailleurs »",
    ] {
        assert!(told.contains(wanted), "{told}");
    }
}

#[test]
fn every_state_of_an_opinion_has_its_words_in_both_languages() {
    use opinion::State;
    let next = |state: Option<State>| match state {
        None => Some(State::NoReservation),
        Some(State::NoReservation) => Some(State::Lifted),
        Some(State::Lifted) => Some(State::Open),
        Some(State::Open) => Some(State::Replaced),
        Some(State::Replaced) => Some(State::Later),
        Some(State::Later) => None,
    };
    let mut state = next(None);
    let mut seen = 0;
    while let Some(own) = state {
        let code = serde_json::to_value(own).unwrap();
        let key = format!("diff.reservations.{}", code.as_str().unwrap());
        for lang in Lang::ALL {
            let words = garant_report::Words::new(&Assets::default(), lang);
            assert_ne!(words.get(&key), key);
        }
        seen += 1;
        state = next(state);
    }
    assert_eq!(seen, 5);
    let first = "garant = 1\n[[governance.opinions]]\nid = \"un\"\nbody = \"Comité\"\ndate = 2026-03-02\noutcome = \"favourable\"\n";
    let second = "[[governance.opinions]]\nid = \"deux\"\nbody = \"Comité\"\ndate = 2026-06-02\noutcome = \"favourable\"\n";
    let new = format!("{first}standing = \"replaced\"\n{second}");
    let told = said(&judged(first, TODAY), &judged(&new, TODAY), Lang::En);
    assert!(
        told.contains("replaced by a later opinion") && !told.contains("diff."),
        "{told}"
    );
}

#[test]
fn the_version_of_the_system_is_told_where_it_differs() {
    let text =
        |version: &str| format!("garant = 1\n[system]\nname = \"N\"\nversion = \"{version}\"\n");
    let told = said(
        &judged(&text("2.4.1"), TODAY),
        &judged(&text("2.5.0"), TODAY),
        Lang::Fr,
    );
    assert!(
        told.contains("Version du système : 2.4.1 → 2.5.0."),
        "{told}"
    );
    let told = said(
        &judged(&text("1"), TODAY),
        &judged(&text("1"), TODAY),
        Lang::Fr,
    );
    assert!(!told.contains("Version"), "{told}");
}

#[test]
fn of_an_answer_withdrawn_the_line_is_the_old_one_and_no_line_of_the_new_file_shows() {
    let old = super::SHOWN;
    let new = old.replace("uncertainty-shown = \"score\"\n", "");
    let (before, after) = (judged(old, TODAY), judged(&new, TODAY));
    let changes = Changes::between(&before, &after);
    assert!(matches!(
        change(&changes, "EXP-09").causes.as_slice(),
        [Cause::Answer {
            change: Given::Withdrawn,
            ..
        }]
    ));
    for (lang, wanted) in [
        (Lang::Fr, "était ligne 3 de l’ancien"),
        (Lang::En, "was line 3 of the old one"),
    ] {
        let told = said(&before, &after, lang);
        assert!(told.contains(wanted) && !told.contains("-->"), "{told}");
        let page = render(&changes, Format::Markdown, lang, &Assets::default()).unwrap();
        assert!(page.replace('\u{a0}', " ").contains(wanted), "{page}");
    }
}

#[test]
fn where_nothing_is_on_both_sides_the_gate_does_not_hold_and_what_left_not_met_is_named() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "p.toml",
        "garant = 1\n[qualification]\nused-in-care-act = true\n[transparency.patients]\ninformed = false\n",
    );
    // No criterion of the quick look is one of the other profiles.
    for (profile, file) in [("deployer", "a.json"), ("quick-look", "b.json")] {
        let args = ["audit", "p.toml", "-o", file, "--profile", profile];
        crate::harness::garant(folder.path(), &[&args[..], &["--as-of", TODAY]].concat());
    }
    let run = |args: &[&str]| {
        let mut all = vec!["diff", "--lang", "en"];
        all.extend(args);
        crate::harness::garant(folder.path(), &all)
    };
    let told = run(&["a.json", "b.json", "--gate", "worse"]);
    let text = out(&told).replace('\u{a0}', " ");
    assert_eq!(
        told.status.code(),
        Some(1),
        "{text}{}",
        String::from_utf8_lossy(&told.stderr)
    );
    for wanted in [
        "nothing is compared",
        "does not pass (--gate worse)",
        "not met: TRA-01",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains(" → ") && text.contains("came in"), "{text}");
    assert_eq!(run(&["a.json", "b.json"]).status.code(), Some(0));
    assert_eq!(
        run(&["a.json", "a.json", "--gate", "worse"]).status.code(),
        Some(0)
    );
}

#[test]
fn a_failure_that_does_not_apply_any_more_is_told_and_the_gate_is_not_an_audits() {
    let folder = tempfile::tempdir().unwrap();
    let old = "garant = 1\n[qualification]\nused-in-care-act = true\n[transparency.patients]\ninformed = false\n";
    write(folder.path(), "old.toml", old);
    write(
        folder.path(),
        "new.toml",
        &old.replace("act = true", "act = false"),
    );
    let run = diff(folder.path(), &["old.toml", "new.toml", "--gate", "worse"]);
    assert_eq!(run.status.code(), Some(0));
    let told = out(&run);
    assert!(
        told.contains("Not applicable any more") && told.contains("TRA-01."),
        "{told}"
    );
    write(
        folder.path(),
        "silent.toml",
        &old.replace("informed = false\n", ""),
    );
    let run = diff(
        folder.path(),
        &["silent.toml", "old.toml", "--gate", "worse"],
    );
    assert_eq!(run.status.code(), Some(1));
    assert!(
        out(&run).contains("the comparison does not pass (--gate worse;"),
        "{}",
        out(&run)
    );
}

#[test]
fn a_value_that_is_a_choice_is_told_by_its_title() {
    let old = super::SHOWN;
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "old.toml", old);
    write(
        folder.path(),
        "new.toml",
        &old.replace("\"score\"", "\"none\""),
    );
    let field = catalog().field("explicability.uncertainty-shown").unwrap();
    for lang in Lang::ALL {
        let args = ["diff", "old.toml", "new.toml", "--lang", lang.code()];
        let told = out(&crate::harness::garant(folder.path(), &args));
        for id in ["score", "none"] {
            let choice = field.choices.iter().find(|own| own.id == id).unwrap();
            let title = choice.title.get(lang);
            assert!(told.contains(title), "{title}: {told}");
        }
    }
}
