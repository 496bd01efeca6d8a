//! What changed between two audits of a project: directions, causes, and what is told beside the verdicts.

mod causes;
mod command;
mod revisions;
mod told;

use std::collections::BTreeMap;
use std::io::Cursor;

use garant_core::carried::Carried;
use garant_core::change::{Cause, Change, Changes, Differs, Direction, Given, Turn};
use garant_core::evidence::{Files, Handle, Refusal, State};
use garant_core::fixture::{AS_OF, Fixture};
use garant_core::redact::redact;
use garant_core::{Audit, Request, Verdict, audit, opinion, waiver};
use proptest::prelude::*;

use crate::harness::{catalog, files, judge, judged, root};

const TODAY: &str = "2026-11-23";

/// Files in memory.
#[derive(Default)]
struct Drawer(BTreeMap<&'static str, &'static str>);

impl Files for Drawer {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let text = self.0.get(path).ok_or(Refusal::Missing)?;
        Ok(Box::new(Cursor::new(text.as_bytes())))
    }
}

fn with(text: &str, as_of: &str, files: &[(&'static str, &'static str)]) -> Audit {
    let drawer = Drawer(files.iter().copied().collect());
    let request = Request::new("garant.toml", text, as_of.parse().unwrap());
    judge().audit(&request, &drawer).unwrap()
}

fn change<'a>(changes: &'a Changes, code: &str) -> &'a Change {
    let mut all = changes.changed.iter();
    all.find(|change| change.code == code)
        .unwrap_or_else(|| panic!("{code} did not change: {:#?}", changes.changed))
}

fn codes(change: &Change) -> Vec<&'static str> {
    change.causes.iter().map(Cause::code).collect()
}

const SHOWN: &str = "garant = 1\n[explicability]\nuncertainty-shown = \"score\"\ninterpretation-aids = [\"Une phrase\"]\n";

#[test]
fn each_direction_is_told_with_the_line_that_changed_the_verdict() {
    use Verdict::{Met, NotMet, Undetermined};
    let none = SHOWN.replace("\"score\"", "\"none\"");
    let silent = SHOWN.replace("uncertainty-shown = \"score\"\n", "");
    let [met, not_met, open] = [SHOWN, &none, &silent].map(|text| judged(text, TODAY));
    let turn = |old: &Audit, new: &Audit| {
        let changes = Changes::between(old, new);
        let own = change(&changes, "EXP-09");
        (
            own.direction,
            own.before.verdict,
            own.after.verdict,
            own.line(),
        )
    };
    assert_eq!(
        turn(&met, &not_met),
        (Direction::Worse, Met, NotMet, Some(3))
    );
    assert_eq!(
        turn(&not_met, &met),
        (Direction::Better, NotMet, Met, Some(3))
    );
    // Of an answer that is gone, the nearest table is the place.
    assert_eq!(
        turn(&met, &open),
        (Direction::NewlyUndetermined, Met, Undetermined, Some(2))
    );
    assert_eq!(
        turn(&not_met, &open),
        (Direction::NewlyUndetermined, NotMet, Undetermined, Some(2))
    );
    assert_eq!(
        turn(&open, &met),
        (Direction::Better, Undetermined, Met, Some(3))
    );
    assert_eq!(
        turn(&open, &not_met),
        (Direction::Worse, Undetermined, NotMet, Some(3))
    );
}

#[test]
fn an_answer_that_appeared_changed_or_was_withdrawn_is_told_with_both_values() {
    let given = |old: &str, new: &str| {
        let changes = Changes::between(&judged(old, TODAY), &judged(new, TODAY));
        match change(&changes, "EXP-09").causes.as_slice() {
            [
                Cause::Answer {
                    change,
                    path,
                    before,
                    after,
                    ..
                },
            ] => {
                assert_eq!(path, "explicability.uncertainty-shown");
                let told = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
                (*change, told(&before.value), told(&after.value))
            }
            other => panic!("{other:#?}"),
        }
    };
    let none = SHOWN.replace("\"score\"", "\"none\"");
    let silent = SHOWN.replace("uncertainty-shown = \"score\"\n", "");
    let (score, no) = ("score".to_owned(), "none".to_owned());
    assert_eq!(given(SHOWN, &none), (Given::Changed, score.clone(), no));
    assert_eq!(
        given(SHOWN, &silent),
        (Given::Withdrawn, score.clone(), String::new())
    );
    assert_eq!(
        given(&silent, SHOWN),
        (Given::Appeared, String::new(), score)
    );
}

#[test]
fn an_answer_that_the_criterion_does_not_read_is_never_a_cause() {
    let old = format!("{SHOWN}[data]\npersonal = true\n");
    let new = old
        .replace("personal = true", "personal = false")
        .replace("\"score\"", "\"none\"");
    let changes = Changes::between(&judged(&old, TODAY), &judged(&new, TODAY));
    let paths: Vec<&str> = change(&changes, "EXP-09")
        .causes
        .iter()
        .map(|cause| match cause {
            Cause::Answer { path, .. } => path.as_str(),
            other => other.code(),
        })
        .collect();
    assert_eq!(paths, ["explicability.uncertainty-shown"]);
    for own in &changes.changed {
        for cause in &own.causes {
            if let Cause::Answer { path, .. } = cause {
                let finding = judged(&new, TODAY);
                let finding = finding.findings.iter().find(|one| one.code == own.code);
                let finding = serde_json::to_string(finding.unwrap()).unwrap();
                assert!(finding.contains(path.as_str()), "{} {path}", own.code);
            }
        }
    }
}

#[test]
fn a_criterion_that_leaves_its_scope_goes_neither_way() {
    let text = |used: bool| {
        format!(
            "garant = 1\n[qualification]\nused-in-care-act = {used}\n[transparency.patients]\ninformed = false\n"
        )
    };
    let (old, new) = (judged(&text(true), TODAY), judged(&text(false), TODAY));
    for (old, new) in [(&old, &new), (&new, &old)] {
        let changes = Changes::between(old, new);
        let own = change(&changes, "TRA-01");
        assert_eq!((own.direction, own.line()), (Direction::Other, Some(3)));
        // What was not asked, and fails once it is, counts.
        assert_eq!(own.breaks, own.after.verdict == Verdict::NotMet);
    }
}

#[test]
fn of_an_entry_put_before_the_others_the_others_are_no_cause() {
    let list = |entries: &[(&str, &str)]| {
        let entries = entries.iter().map(|(audience, need)| {
            format!("[[explicability.needs]]\naudience = \"{audience}\"\nneed = \"{need}\"\n")
        });
        format!("garant = 1\n{}", entries.collect::<String>())
    };
    let old = list(&[("professional", "Voir"), ("patient", "Savoir")]);
    let new = list(&[
        ("auditor", "Relire"),
        ("professional", "Voir"),
        ("patient", "Savoir"),
    ]);
    let changes = Changes::between(&judged(&old, TODAY), &judged(&new, TODAY));
    for own in &changes.changed {
        for cause in &own.causes {
            if let Cause::Answer { path, .. } = cause {
                assert!(!path.starts_with("explicability.needs[1]"), "{path}");
                assert!(!path.starts_with("explicability.needs[2]"), "{path}");
            }
        }
    }
}

const CITED: &str = "garant = 1\n[explicability]\nmethods = [\"Trois raisons\"]\naudiences = [\"professional\"]\n\
    presented-to-users-on = 2026-03-12\ndocument = \"notice\"\n[qualification]\nused-in-care-act = true\n\
    [[evidence]]\nid = \"notice\"\nkind = \"other\"\npath = \"notice.md\"\nexpires = 2026-12-31\n";

#[test]
fn evidence_that_is_gone_is_the_cause_at_its_entry() {
    let there = with(CITED, TODAY, &[("notice.md", "texte")]);
    let gone = with(CITED, TODAY, &[]);
    let changes = Changes::between(&there, &gone);
    let own = change(&changes, "EXP-01");
    assert_eq!(
        (own.direction, own.breaks),
        (Direction::NewlyUndetermined, true)
    );
    match own.causes.as_slice() {
        [
            Cause::Evidence {
                id,
                before,
                after,
                why,
                line,
            },
        ] => {
            assert_eq!((id.as_str(), *line), ("notice", Some(9)));
            assert_eq!(
                (*before, *after),
                (Some(State::Present), Some(State::Missing))
            );
            assert_eq!(why.as_deref(), Some("no-such-file"));
        }
        other => panic!("{other:#?}"),
    }
    assert_eq!(changes.evidence.len(), 1);
    assert_eq!(changes.evidence[0].turn, Turn::Changed);
}

#[test]
fn evidence_that_expires_is_told_with_the_date_that_made_it_so() {
    let files = [("notice.md", "texte")];
    let (old, new) = (
        with(CITED, TODAY, &files),
        with(CITED, "2027-01-01", &files),
    );
    let changes = Changes::between(&old, &new);
    let own = change(&changes, "EXP-01");
    assert_eq!(codes(own), ["evidence", "date"]);
    assert_eq!(changes.evidence[0].turn, Turn::Expired);
    // A new last day in the past is an answer's doing, not the calendar's.
    let earlier = CITED.replace("2026-12-31", "2026-06-30");
    let changes = Changes::between(&with(CITED, TODAY, &files), &with(&earlier, TODAY, &files));
    assert!(!codes(change(&changes, "EXP-01")).contains(&"date"));
}

#[test]
fn another_file_is_told_although_no_verdict_changed() {
    let (old, new) = (
        with(CITED, TODAY, &[("notice.md", "texte")]),
        with(CITED, TODAY, &[("notice.md", "autre")]),
    );
    let changes = Changes::between(&old, &new);
    assert!(changes.changed.is_empty());
    assert_eq!(changes.evidence[0].turn, Turn::Replaced);
    assert!(!changes.is_empty());
}

fn waived(ends: &str) -> String {
    format!(
        "garant = 1\n[explicability]\nuncertainty-shown = \"none\"\n[[waivers]]\ncriterion = \"EXP-09\"\nreason = \"écran refait\"\n\
         risk-accepted = \"lecture sans incertitude\"\nowner = \"C. Petit\"\napprover = \"B. Roy\"\ndate = 2026-01-01\nends = {ends}\n\
         [declaration]\nby = \"D. Faure\"\n"
    )
}

#[test]
fn a_waiver_that_came_went_or_ended_is_told_and_makes_nothing_better() {
    let bare = "garant = 1\n[declaration]\nby = \"D. Faure\"\n[explicability]\nuncertainty-shown = \"none\"\n";
    let (open, covered) = (judged(bare, TODAY), judged(&waived("2027-01-01"), TODAY));
    let turn = |old: &Audit, new: &Audit| {
        let changes = Changes::between(old, new);
        let own = change(&changes, "EXP-09");
        (
            own.direction,
            own.breaks,
            codes(own),
            changes.waivers[0].turn,
        )
    };
    assert_eq!(
        turn(&open, &covered),
        (Direction::Other, false, vec!["waiver"], Turn::Came)
    );
    assert_eq!(
        turn(&covered, &open),
        (Direction::Worse, true, vec!["waiver"], Turn::Went)
    );
    let late = judged(&waived("2027-01-01"), "2027-01-02");
    let (direction, breaks, causes, turned) = turn(&covered, &late);
    assert_eq!(
        (direction, breaks, turned),
        (Direction::Worse, true, Turn::Expired)
    );
    assert_eq!(causes, ["waiver", "date"]);
}

#[test]
fn a_failure_under_a_waiver_is_worse_and_the_gate_lets_it_through() {
    let met = judged(SHOWN, TODAY);
    let changes = Changes::between(&met, &judged(&waived("2027-01-01"), TODAY));
    let own = change(&changes, "EXP-09");
    assert_eq!((own.direction, own.breaks), (Direction::Worse, false));
    // The waiver covers the failure, and did not make it.
    assert_eq!(codes(own), ["answer", "answer", "waiver"]);
}

#[test]
fn the_gate_counts_by_level_on_either_side() {
    let none = SHOWN.replace("\"score\"", "\"none\"");
    let changes = Changes::between(&judged(SHOWN, TODAY), &judged(&none, TODAY));
    let level = change(&changes, "EXP-09").level.clone();
    assert_eq!(level, "advanced");
    let counted = |levels: &[&str]| changes.clone().gated(levels).gate.unwrap().counted;
    assert!(
        !counted(&["essential", "expected"])
            .iter()
            .any(|own| own.ends_with("uncertainty-shown"))
    );
    assert!(
        counted(&["advanced"])
            .iter()
            .any(|own| own.ends_with("uncertainty-shown"))
    );
    let mut moved = changes.clone();
    for own in &mut moved.changed {
        own.level_before = "essential".to_owned();
    }
    let gate = moved.gated(&["essential"]).gate.unwrap();
    assert!(
        gate.counted
            .iter()
            .any(|own| own.ends_with("uncertainty-shown"))
    );
}

#[test]
fn the_date_alone_is_the_cause_of_what_it_alone_changes() {
    let text = "garant = 1\n[qualification]\nused-in-care-act = true\n[transparency.professionals]\ninformed-on = 2026-12-10\nresults-accessible = true\n";
    let quick = |as_of: &str| {
        let request = Request::new("garant.toml", text, as_of.parse().unwrap());
        audit(
            catalog(),
            &request.profile(Some("quick-look")),
            &Drawer::default(),
        )
        .unwrap()
    };
    let changes = Changes::between(&quick("2026-12-09"), &quick("2026-12-10"));
    assert!(!changes.changed.is_empty());
    for own in &changes.changed {
        assert_eq!(codes(own), ["date"], "{}", own.code);
    }
    // The one answer whose day has come is named.
    match change(&changes, "QL-09").causes.as_slice() {
        [Cause::Date { path, line, .. }] => {
            assert_eq!(
                path.as_deref(),
                Some("transparency.professionals.informed-on")
            );
            assert_eq!(*line, Some(5));
        }
        other => panic!("{other:#?}"),
    }
}

#[test]
fn a_step_tells_the_date_from_an_answer_that_changed_beside_it() {
    let text = |by: &str| {
        format!(
            "garant = 1\n[qualification]\nused-in-care-act = true\n[transparency.professionals]\ninformed-on = 2026-12-10\nresults-accessible = {by}\n"
        )
    };
    let quick = |text: &str, as_of: &str| {
        let request = Request::new("garant.toml", text, as_of.parse().unwrap());
        audit(
            catalog(),
            &request.profile(Some("quick-look")),
            &Drawer::default(),
        )
        .unwrap()
    };
    let (old, new) = (text("false"), text("true"));
    let (before, after) = (quick(&old, "2026-12-09"), quick(&new, "2026-12-10"));
    let ways = [
        vec![quick(&new, "2026-12-09")],
        vec![quick(&old, "2026-12-10")],
    ];
    let changes = Changes::through(&before, &ways, &after);
    let own = change(&changes, "QL-09");
    assert_eq!(own.direction, Direction::Better);
    // Without the one or without the other, it would still not be met.
    assert_eq!(codes(own), ["date", "answer"]);
    let lines: Vec<_> = own.causes.iter().map(Cause::line).collect();
    assert_eq!(lines, [Some(5), Some(6)]);
    // An answer that changed and that the date makes needless is no cause.
    let (old, new) = (
        text("true"),
        text("true").replace("2026-12-10", "2026-12-09"),
    );
    let (before, after) = (quick(&old, "2026-12-08"), quick(&new, "2026-12-10"));
    let ways = [
        vec![quick(&new, "2026-12-08")],
        vec![quick(&old, "2026-12-10")],
    ];
    let changes = Changes::through(&before, &ways, &after);
    assert_eq!(codes(change(&changes, "QL-09")), ["date"]);
}

#[test]
fn criteria_of_one_side_alone_are_told_and_the_profile_is_named() {
    let request = Request::new("garant.toml", SHOWN, TODAY.parse().unwrap());
    let full = judge().audit(&request, &Drawer::default()).unwrap();
    let quick = audit(
        catalog(),
        &request.clone().profile(Some("quick-look")),
        &Drawer::default(),
    )
    .unwrap();
    let changes = Changes::between(&full, &quick);
    assert_eq!(changes.removed.len(), full.findings.len());
    assert_eq!(changes.added.len(), quick.findings.len());
    assert!(changes.changed.is_empty() && changes.unchanged.is_empty());
    assert_ne!(changes.old.profile, changes.new.profile);
}

#[test]
fn a_catalog_that_asks_otherwise_is_the_cause_where_nothing_else_is() {
    let old = judged(SHOWN, TODAY);
    let mut new = old.clone();
    new.catalog.sha256 = "another".to_owned();
    new.catalog.version = "2027.1".to_owned();
    let at = new
        .findings
        .iter()
        .position(|own| own.code == "EXP-09")
        .unwrap();
    new.findings[at].verdict = Verdict::NotMet;
    let changes = Changes::between(&old, &new);
    assert_eq!(codes(change(&changes, "EXP-09")), ["catalog"]);
    // Where the date differs too, neither is known to be the cause.
    new.as_of = "2026-11-24".to_owned();
    let changes = Changes::between(&old, &new);
    match change(&changes, "EXP-09").causes.as_slice() {
        [Cause::Unexplained { differs, .. }] => {
            assert_eq!(*differs, [Differs::Date, Differs::Catalog]);
        }
        other => panic!("{other:#?}"),
    }
}

#[test]
fn reservations_opened_and_lifted_are_told_although_no_verdict_changed() {
    use opinion::State::{Lifted, Open};
    let text = |lifted: &str| {
        format!(
            "garant = 1\n[[governance.opinions]]\nid = \"avis\"\nbody = \"Comité\"\ndate = 2026-03-02\n\
             outcome = \"favourable-with-reservations\"\nreservations = [\"Mesurer sur place\"]\n{lifted}"
        )
    };
    let none = judged("garant = 1\n", TODAY);
    let open = judged(&text(""), TODAY);
    let lifted = judged(&text("lifted-on = 2026-09-28\n"), TODAY);
    let turn = |old: &Audit, new: &Audit| {
        let changes = Changes::between(old, new);
        let [own] = changes.opinions.as_slice() else {
            panic!("{:#?}", changes.opinions)
        };
        (own.turn, own.before, own.after)
    };
    assert_eq!(turn(&none, &open), (Turn::Came, None, Some(Open)));
    assert_eq!(
        turn(&open, &lifted),
        (Turn::Lifted, Some(Open), Some(Lifted))
    );
    assert_eq!(
        turn(&lifted, &open),
        (Turn::Opened, Some(Lifted), Some(Open))
    );
    assert_eq!(turn(&open, &none), (Turn::Went, Some(Open), None));
}

#[test]
fn for_the_public_no_answer_and_no_piece_of_evidence_is_told() {
    let files = [("notice.md", "texte")];
    let old = CITED.replace("Trois raisons", "Secret-ancien");
    let new = CITED
        .replace("methods = [\"Trois raisons\"]\n", "")
        .replace("notice.md", "secret-nouveau.md");
    let shown = |text: &str| {
        let audience = garant_core::audience::Audience::Public;
        redact(with(text, TODAY, &files), audience).unwrap()
    };
    let changes = Changes::between(&shown(&old), &shown(&new));
    let own = change(&changes, "EXP-01");
    assert_eq!(own.direction, Direction::NewlyUndetermined);
    // What was withdrawn shows as such, without what it was; what is only another answer does not show.
    assert!(codes(own).contains(&"answer"), "{own:#?}");
    let none = SHOWN.replace("\"score\"", "\"none\"");
    let other = Changes::between(&shown(SHOWN), &shown(&none));
    match change(&other, "EXP-09").causes.as_slice() {
        [Cause::Unexplained { differs, withheld }] => {
            assert_eq!(
                (differs.as_slice(), *withheld),
                (&[Differs::Descriptor][..], true)
            );
        }
        other => panic!("{other:#?}"),
    }
    let changes = Changes::between(&shown(&old), &shown(&new));
    let told = serde_json::to_string(&changes).unwrap();
    for secret in ["Secret", "secret", "notice.md", "2026-12-31"] {
        assert!(!told.contains(secret), "{secret}");
    }
}

#[test]
fn from_met_to_not_met_each_fixture_names_an_answer_or_evidence_at_a_line_that_decided() {
    let mut folders: BTreeMap<String, Vec<std::path::PathBuf>> = BTreeMap::new();
    let mut found = Vec::new();
    files(&root().join("tests/criteria/garant"), ".toml", &mut found);
    for path in found {
        let folder = path.parent().unwrap().file_name().unwrap();
        folders
            .entry(folder.to_string_lossy().into_owned())
            .or_default()
            .push(path);
    }
    let stem = |path: &std::path::Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let read = |path: &std::path::Path| Fixture {
        criterion: String::new(),
        name: stem(path),
        text: std::fs::read_to_string(path).unwrap(),
    };
    let judged = |fixture: &Fixture| {
        let request = Request::new("garant.toml", &fixture.text, AS_OF);
        judge()
            .audit(&request, &Carried::of(&fixture.text))
            .unwrap()
    };
    let (mut compared, mut faults) = (0, Vec::new());
    // One in three, for its time.
    for (id, paths) in folders.iter().step_by(3) {
        let of = |name: &str| {
            paths
                .iter()
                .find(|path| stem(path) == name)
                .map(|path| read(path))
        };
        let (Some(met), Some(not_met)) = (of("met"), of("not-met")) else {
            continue;
        };
        let (old, new) = (judged(&met), judged(&not_met));
        let changes = Changes::between(&old, &new);
        let id = format!("garant/{id}");
        let Some(own) = changes.changed.iter().find(|own| own.criterion == id) else {
            continue;
        };
        compared += 1;
        let finding = new.findings.iter().find(|own| own.criterion == id).unwrap();
        let decided = finding.deciding_lines();
        let named = own.causes.iter().filter_map(Cause::line);
        let answers = own.causes.iter().all(|cause| {
            matches!(
                cause,
                Cause::Answer { .. } | Cause::Evidence { .. } | Cause::Figure { .. }
            )
        });
        // Of an entry that is gone no line is left: that of its list is told, which decides nothing.
        let gone = own
            .causes
            .iter()
            .all(|cause| matches!(cause, Cause::Answer { before, .. } if before.found == "entry"));
        let named: Vec<usize> = named.collect();
        if !answers || !(gone || named.iter().any(|line| decided.contains(line))) {
            faults.push(format!("{id}: {named:?}, {decided:?} {:?}", own.causes));
        }
    }
    assert!(compared > 30, "{compared}");
    assert!(faults.is_empty(), "{} {}", faults.len(), faults.join("\n"));
}

/// Small projects: some answers, a piece of evidence, a waiver.
fn projects() -> impl Strategy<Value = String> {
    let shown = prop_oneof![
        Just(""),
        Just("uncertainty-shown = \"none\"\n"),
        Just("uncertainty-shown = \"score\"\n")
    ];
    let aids = prop_oneof![Just(""), Just("interpretation-aids = [\"Une phrase\"]\n")];
    let used = prop_oneof![
        Just(""),
        Just("used-in-care-act = true\n"),
        Just("used-in-care-act = false\n")
    ];
    let told = prop_oneof![
        Just(""),
        Just("informed = true\n"),
        Just("informed = false\n")
    ];
    let tail = prop_oneof![
        Just(String::new()),
        Just(
            waived("2027-01-01")
                .split_once("[[")
                .map(|(_, tail)| format!("[[{tail}"))
                .unwrap()
        )
    ];
    (shown, aids, used, told, tail).prop_map(|(shown, aids, used, told, tail)| {
        format!("garant = 1\n[explicability]\n{shown}{aids}[qualification]\n{used}[transparency.patients]\n{told}{tail}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn an_audit_and_itself_differ_in_nothing(text in projects()) {
        let audit = judged(&text, TODAY);
        prop_assert!(Changes::between(&audit, &audit).is_empty());
    }

    #[test]
    fn what_got_worse_one_way_got_better_the_other(old in projects(), new in projects()) {
        let (old, new) = (judged(&old, TODAY), judged(&new, TODAY));
        let (there, back) = (Changes::between(&old, &new), Changes::between(&new, &old));
        prop_assert_eq!(there.changed.len(), back.changed.len());
        for own in &there.changed {
            let mirror = back.changed.iter().find(|other| other.criterion == own.criterion).unwrap();
            prop_assert_eq!(&own.before, &mirror.after);
            let wanted: &[Direction] = match own.direction {
                Direction::Worse if own.before.verdict == Verdict::NotMet => &[Direction::Other],
                Direction::Worse if own.before.verdict == Verdict::Undetermined => &[Direction::NewlyUndetermined],
                Direction::Worse => &[Direction::Better],
                Direction::NewlyUndetermined => &[Direction::Better, Direction::Worse],
                Direction::Better => &[Direction::Worse, Direction::NewlyUndetermined],
                Direction::Other => &[Direction::Other, Direction::Worse],
            };
            prop_assert!(wanted.contains(&mirror.direction), "{:?} {:?}", own, mirror);
            prop_assert!(!own.causes.is_empty());
            let waived = |state: Option<waiver::State>| state == Some(waiver::State::InForce);
            let unexplained = own.causes.iter().any(|cause| cause.code() == "unexplained");
            prop_assert!(!unexplained || there.waivers.iter().any(|own| waived(own.before) || waived(own.after)), "{:?}", own);
        }
    }
}
