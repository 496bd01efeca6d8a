//! No step says an untruth on anybody's behalf.

use garant_core::gate::State;
use garant_core::plan::{Asked, Kind, Plan, Step};
use garant_core::verdict::Verdict;
use garant_core::{Request, audit};
use garant_rules::Truth;
use serde_json::Value as Json;

use garant_core::Lang;
use garant_report::plan::Format;

use super::applied::{Brought, Sheet};
use super::told::rendered;
use super::{examples, known, of_text, planned, today};
use crate::harness::{EXAMPLES, catalog, finding, judge};

/// Steps that make another answer of one that is stated.
fn restating(plan: &Plan) -> impl Iterator<Item = &Step> {
    let stated = |step: &&Step| step.answers.iter().any(|wish| !wish.stated.is_null());
    plan.steps.iter().filter(stated)
}

#[test]
fn what_is_unstated_is_answered_and_what_is_stated_is_done() {
    for name in EXAMPLES {
        let plan = known(name, None);
        for step in &plan.steps {
            let stated = step.answers.iter().any(|wish| !wish.stated.is_null());
            let restates = matches!(
                step.kind,
                Kind::Do | Kind::Again | Kind::Correct | Kind::Restore
            );
            match step.kind {
                Kind::Answer | Kind::Attach | Kind::Measure => assert!(!stated, "{name} {step:#?}"),
                _ => assert!(
                    restates || step.kind == Kind::AskSupplier,
                    "{name} {step:#?}"
                ),
            }
            assert!(!step.serves.is_empty(), "{name} {step:#?}");
        }
    }
}

#[test]
fn what_the_project_is_stays_and_nothing_stops_applying_by_restating() {
    let judge = judge();
    for (name, text, folder) in examples() {
        let plan = known(name, Some("expected"));
        let request = Request::new("garant.toml", &text, today());
        let before = judge.audit(&request, &folder).unwrap();
        let mut sheet = Sheet::of(&text);
        for step in restating(&plan) {
            let kept = ["system.acts-as", "system.phase", "profile"];
            let mut paths = step.answers.iter().map(|wish| wish.path.as_str());
            assert!(!paths.any(|path| kept.contains(&path)), "{name} {step:#?}");
            sheet.apply(step, &folder);
        }
        let (restated, own) = sheet.text();
        let brought = Brought {
            folder: &folder,
            own,
        };
        let request = Request::new("garant.toml", &restated, today());
        let after = judge.audit(&request, &brought).unwrap();
        for was in &before.findings {
            let own = finding(&after, &was.code).applies.as_ref();
            let applied = was
                .applies
                .as_ref()
                .is_none_or(|own| own.truth != Truth::False);
            let left = own.is_some_and(|own| own.truth == Truth::False);
            assert!(!(applied && left), "{name} {}", was.code);
        }
    }
}

const COMMITMENT: &str = "
garant = 1
[system]
name = \"Repère\"
acts-as = \"supplier\"
phase = \"evaluation\"
[qualification]
used-in-care-act = true
[[equity.commitments]]
id = \"sensibilite-age\"
metric = \"sensitivity\"
attribute = \"age\"
tolerance = 0.05
rationale = \"Au-delà de cinq points, des fractures seraient manquées.\"
decided-by = \"Comité scientifique et éthique\"
decided-on = 2026-03-02
document = \"protocole\"
[[evidence]]
id = \"protocole\"
kind = \"study-protocol\"
path = \"protocole.pdf\"
";

#[test]
fn a_tolerance_decided_after_the_evaluation_asks_for_another_evaluation() {
    let text = format!("{COMMITMENT}\n[evaluation]\nperformed-on = 2026-02-24\n");
    let plan = of_text(&text);
    let step = plan.steps.iter().find(|step| {
        step.answers
            .iter()
            .any(|wish| wish.path == "evaluation.performed-on")
    });
    let step = step.unwrap();
    assert_eq!(step.kind, Kind::Again);
    let from = Some("2026-11-23".to_owned());
    let days = |asked: &Asked| matches!(asked, Asked::Days { from: own, .. } if *own == from);
    assert!(step.answers[0].wanted.iter().any(days), "{step:#?}");
    let decided = |step: &Step| {
        step.answers
            .iter()
            .any(|wish| wish.path == "equity.commitments[0].decided-on")
    };
    assert!(!plan.steps.iter().any(decided));
}

#[test]
fn a_tolerance_of_the_day_itself_cannot_be_measured_against_before_the_morrow() {
    let text = COMMITMENT.replace("2026-03-02", "2026-11-23");
    let plan = of_text(&text);
    assert_eq!(plan.after.state, State::Inconclusive);
    let blocked: Vec<&str> = plan.blocked.iter().map(|own| own.code.as_str()).collect();
    assert_eq!(blocked, ["EQU-15"]);
    assert!(!plan.is_done());
}

#[test]
fn figures_cited_before_their_limit_was_set_ask_for_later_ones() {
    let text = format!(
        "{COMMITMENT}\n[[evidence]]\nid = \"decompte\"\nkind = \"tally\"\npath = \"decompte.json\"\ndate = 2026-01-10\n"
    );
    let text = text.replace(
        "document = \"protocole\"",
        "document = \"protocole\"\nfigures = \"decompte\"",
    );
    let plan = of_text(&text);
    let path = "equity.commitments[0].figures";
    let own: Vec<&Step> = plan
        .steps
        .iter()
        .filter(|step| step.answers.iter().any(|wish| wish.path == path))
        .collect();
    // The file cited is no tally: it is put right, or others are cited, later than the limit.
    assert!(!own.is_empty());
    for step in own {
        assert!(
            matches!(step.kind, Kind::Again | Kind::Restore),
            "{step:#?}"
        );
        if let Some(piece) = &step.piece {
            assert!(piece.date.as_deref() > Some("2026-03-02"), "{step:#?}");
        }
    }
}

#[test]
fn a_piece_that_is_cited_and_not_there_is_put_right_and_no_other_is_asked_for() {
    let text = COMMITMENT.replace("protocole.pdf", "absent.pdf");
    let path = "equity.commitments[0].document";
    let of = |text: &str| {
        let plan = of_text(text);
        let cites = |step: &&Step| step.answers.iter().any(|wish| wish.path == path);
        let kinds: Vec<Kind> = plan
            .steps
            .iter()
            .filter(cites)
            .map(|step| step.kind)
            .collect();
        kinds
    };
    assert_eq!(of(&text), [Kind::Restore]);
    assert_eq!(of(COMMITMENT), []);
    let uncited = COMMITMENT.replace("document = \"protocole\"\n", "");
    assert_eq!(of(&uncited), [Kind::Attach]);
}

#[test]
fn without_an_audit_of_the_supplier_it_is_asked_for_one_and_nobody_answers_for_it() {
    let text = "garant = 1\n[system]\nname = \"Service\"\nacts-as = \"deployer\"\nphase = \"monitoring\"\n[qualification]\nmedical-device = true\n";
    let plan = of_text(text);
    let asked: Vec<&Step> = plan
        .steps
        .iter()
        .filter(|step| step.kind == Kind::AskSupplier)
        .collect();
    let [own] = asked.as_slice() else {
        panic!("{asked:#?}")
    };
    assert_eq!(own.supplier.as_deref(), Some(""));
    let theirs: Vec<&String> = own.serves.iter().map(|serves| &serves.criterion).collect();
    for step in plan
        .steps
        .iter()
        .filter(|step| !step.fact && step.kind != Kind::AskSupplier)
    {
        let mut serves = step.serves.iter();
        assert!(
            !serves.any(|serves| theirs.contains(&&serves.criterion)),
            "{step:#?}"
        );
    }
}

#[test]
fn a_fact_that_decides_what_applies_is_asked_with_what_follows_from_each_answer() {
    let judge = judge();
    let name = EXAMPLES
        .iter()
        .find(|name| **name == "sante-mentale")
        .unwrap();
    let (_, text, folder) = examples().find(|(own, _, _)| own == name).unwrap();
    let plan = planned(judge, &text, &folder, None);
    let facts: Vec<&Step> = plan.steps.iter().filter(|step| step.fact).collect();
    assert!(facts.len() > 3);
    let path = "qualification.significant-effect";
    let step = facts
        .iter()
        .find(|step| step.answers[0].path == path)
        .unwrap();
    assert_eq!(step.kind, Kind::Answer);
    let told: Vec<(&Json, Verdict)> = step
        .outcomes
        .iter()
        .map(|own| (&own.values[0], own.follows[0].verdict))
        .collect();
    let wanted = [
        (&Json::Bool(true), Verdict::Undetermined),
        (&Json::Bool(false), Verdict::NotApplicable),
    ];
    assert_eq!(told, wanted);
    // The plan supposes the answer that asks more; under the other, steps fall away, each of which serves that criterion alone.
    assert_eq!(step.answers[0].supposed, Json::Bool(true));
    let falls = &step.outcomes[1].falls;
    assert!(falls.len() > 1);
    for number in falls {
        let own = &plan.steps[number - 1];
        assert!(
            own.serves
                .iter()
                .all(|serves| serves.criterion == step.serves[0].criterion)
        );
    }
    // No answer is wanted of it but what is so.
    assert_eq!(step.answers[0].wanted, [Asked::Stated]);
    // What follows is what an audit finds.
    for outcome in &step.outcomes {
        let answered = text.replacen(
            "[qualification]\n",
            &format!(
                "[qualification]\nsignificant-effect = {}\n",
                outcome.values[0]
            ),
            1,
        );
        assert_ne!(answered, text);
        let found = audit(
            catalog(),
            &Request::new("garant.toml", &answered, today()),
            &folder,
        )
        .unwrap();
        assert_eq!(
            finding(&found, &outcome.follows[0].code).verdict,
            outcome.follows[0].verdict
        );
    }
}

#[test]
fn a_waiver_is_no_step_and_one_in_force_is_not_planned_around() {
    for name in EXAMPLES {
        let plan = known(name, None);
        let mut paths = plan.steps.iter().flat_map(|step| &step.answers);
        let aside = |path: &str| path.starts_with("waivers") || path.starts_with("not-applicable");
        assert!(!paths.any(|wish| aside(&wish.path)), "{name}");
        assert!(
            !plan
                .steps
                .iter()
                .any(|step| step.entry.as_deref().is_some_and(aside)),
            "{name}"
        );
    }
    // What a risk in force opens, no step serves; without it, steps do.
    let served = |text: &str| {
        let plan = of_text(text);
        let mut serves = plan.steps.iter().flat_map(|step| &step.serves);
        serves.any(|serves| serves.code == "BEN-03")
    };
    assert!(served(WAIVED));
    assert!(!served(&format!("{WAIVED}{WAIVER}")));
    // It is told that the gate leaves it aside, before and after.
    let plan = of_text(&format!("{WAIVED}{WAIVER}"));
    let accepted = ["garant/need-and-expected-benefit-stated"];
    assert_eq!(plan.accepted.before, accepted);
    assert_eq!(plan.accepted.after, accepted);
    let told = rendered(&plan, Format::Text, Lang::Fr);
    assert_eq!(
        told.matches("1 non satisfait, risque accepté (BEN-03)")
            .count(),
        2
    );
    assert!(!told.contains("rien n’est ouvert"), "{told}");
    assert_eq!(of_text(WAIVED).accepted.before, Vec::<String>::new());
}

const WAIVED: &str = "garant = 1\n[declaration]\nby = \"Anne Morel\"\n[system]\nname = \"Repère\"\nacts-as = \"supplier\"\nphase = \"framing\"\n[intended-use]\ncare-problem-basis = \"experience\"\n[research]\nconducted = false\n";

const WAIVER: &str = "[[waivers]]\ncriterion = \"garant/need-and-expected-benefit-stated\"\nreason = \"Relevé prévu au printemps\"\nrisk-accepted = \"Le besoin peut être surestimé\"\nowner = \"Paul Denis\"\napprover = \"Claire Roy\"\ndate = 2026-10-01\nends = 2027-03-31\n";

#[test]
fn each_example_reaches_the_highest_level_too_but_for_what_is_past() {
    for name in EXAMPLES {
        let plan = known(name, Some("advanced"));
        let past = ["BEN-12", "ENV-04"];
        let mut blocked = plan.blocked.iter();
        assert!(
            blocked.all(|own| past.contains(&own.code.as_str())),
            "{name}"
        );
        let holds = plan.after.state == State::Holds;
        assert_eq!(holds, plan.blocked.is_empty(), "{name}");
    }
}
