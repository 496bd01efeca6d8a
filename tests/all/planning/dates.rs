//! What is still to be done is dated from the day of the audit on, what happens once stays, and what is past is never promised.

use std::collections::{BTreeMap, BTreeSet};

use garant_core::gate::State;
use garant_core::plan::{Asked, Kind, Plan, Step, Wish};
use garant_core::verdict::Verdict;
use serde_json::Value as Json;

use super::applied::after;
use super::{examples, known, of_text, planned, today};
use crate::harness::{EXAMPLES, catalog, judge};

fn day(value: &Json) -> Option<jiff::civil::Date> {
    value.as_str()?.parse().ok()
}

fn wishes(plan: &Plan) -> impl Iterator<Item = (&Step, &Wish)> {
    let steps = plan.steps.iter();
    steps.flat_map(|step| step.answers.iter().map(move |wish| (step, wish)))
}

/// The paths at which the descriptor states a day that happens once.
fn once(path: &str) -> bool {
    let field = catalog().field(&garant_rules::catalog::declared(path));
    field.is_some_and(|field| field.once)
}

#[test]
fn no_act_to_be_done_is_dated_before_the_audit_and_none_that_happens_once_is_redone() {
    let mut again = 0;
    for name in EXAMPLES {
        for gate in [None, Some("expected"), Some("advanced")] {
            let plan = known(name, gate);
            for (step, wish) in wishes(&plan) {
                let Some(supposed) = day(&wish.supposed) else {
                    continue;
                };
                if !wish.stated.is_null() {
                    assert!(supposed >= today(), "{name} {step:#?}");
                    assert!(!once(&wish.path), "{name} {step:#?}");
                    again += 1;
                }
                if step.kind != Kind::Answer && !once(&wish.path) {
                    assert!(supposed >= today(), "{name} {step:#?}");
                }
            }
        }
    }
    assert!(again > 0);
}

#[test]
fn what_stays_open_once_all_steps_are_done_is_what_the_plan_names() {
    let judge = judge();
    let mut past = BTreeMap::new();
    for (name, text, folder) in examples() {
        let plan = known(name, Some("expected"));
        let named: BTreeSet<&String> = plan.blocked.iter().map(|own| &own.criterion).collect();
        let gate = after(judge, &plan, &text, &folder, None, Some("expected"));
        // The tables that the test brings do not hold all figures, and it puts no cited file right.
        let figure = |wish: &Wish| {
            let mut wanted = wish.wanted.iter();
            wanted.any(|own| matches!(own, Asked::Figure { .. }))
        };
        let brought = plan
            .steps
            .iter()
            .filter(|step| step.kind == Kind::Restore || step.answers.iter().any(figure));
        let brought: BTreeSet<&String> = brought
            .flat_map(|step| step.serves.iter().map(|serves| &serves.criterion))
            .collect();
        let open = gate.failing.iter().chain(&gate.undetermined);
        let open: BTreeSet<&String> = open.filter(|id| !brought.contains(id)).collect();
        assert_eq!(open, named, "{name}");
        assert_eq!(plan.after.state == State::Holds, named.is_empty(), "{name}");
        let codes: Vec<String> = plan.blocked.iter().map(|own| own.code.clone()).collect();
        if !codes.is_empty() {
            past.insert(name, codes);
        }
    }
    // Staff were told after use began, and a choice was made before it was compared: no act of today changes that.
    let own = |code: &str| vec![code.to_owned()];
    let wanted = [
        ("echographie", own("BEN-12")),
        ("hopital", own("BEN-12")),
        ("scribe", own("ENV-04")),
    ];
    assert_eq!(past, BTreeMap::from(wanted));
}

#[test]
fn another_evaluation_leaves_the_first_before_use() {
    let judge = judge();
    let (_, text, folder) = examples()
        .find(|(name, ..)| *name == "echographie")
        .unwrap();
    let plan = planned(judge, &text, &folder, None);
    let of = |path: &str| wishes(&plan).find(|(_, wish)| wish.path == path).unwrap();
    let (step, wish) = of("evaluation.performed-on");
    assert_eq!(step.kind, Kind::Again);
    assert_eq!(day(&wish.supposed), Some(today()));
    let (step, wish) = of("evaluation.first-performed-on");
    assert_eq!(step.kind, Kind::Answer);
    let told = serde_json::to_value(&wish.wanted).unwrap();
    assert_eq!(told[0]["until"], "2026-03-02", "{told}");
}

#[test]
fn what_is_stated_not_to_be_done_is_done_from_today_on() {
    let text = "garant = 1\n[system]\nname = \"Repère\"\nacts-as = \"deployer\"\nphase = \"monitoring\"\nin-service-since = 2026-03-02\n[transparency.professionals]\ninformed = false\n";
    let plan = of_text(text);
    // Whether they were told is stated; the day of it cannot be before that of the audit, nor then before use.
    let told =
        wishes(&plan).find(|(_, wish)| wish.path == "transparency.professionals.informed-on");
    let codes: Vec<&str> = plan.blocked.iter().map(|own| own.code.as_str()).collect();
    assert!(told.is_none(), "{told:#?}");
    assert!(codes.contains(&"TRA-03"), "{codes:?}");
    let unstated = text.replace("[transparency.professionals]\ninformed = false\n", "");
    let plan = of_text(&unstated);
    let (step, _) = wishes(&plan)
        .find(|(_, wish)| wish.path == "transparency.professionals.informed-on")
        .unwrap();
    assert_eq!(step.kind, Kind::Answer);
}

/// What an answer has to be, as JSON.
fn asked(plan: &Plan, path: &str) -> Vec<Json> {
    let (_, wish) = wishes(plan).find(|(_, wish)| wish.path == path).unwrap();
    let asked = wish.wanted.iter();
    asked
        .map(|own| serde_json::to_value(own).unwrap())
        .collect()
}

#[test]
fn an_unstated_date_is_asked_for_with_the_days_between_which_it_opens_the_criterion() {
    let judge = judge();
    let (_, text, folder) = examples().find(|(name, ..)| *name == "scribe").unwrap();
    let plan = planned(judge, &text, &folder, None);
    // The other day is stated: it is the bound.
    let until = |path: &str| asked(&plan, path)[0]["until"].clone();
    assert_eq!(until("intended-use.benefit-stated-on"), "2026-05-18");
    // It is stated nowhere yet: it is named, and no day supposed of it is a bound.
    for (path, other) in [
        ("data.dpia.first-on", "data.dpia.processing-began-on"),
        ("research.opinions[0].given-on", "research.started-on"),
    ] {
        let told = asked(&plan, path);
        assert_eq!(told[0]["until"], "2026-11-23", "{told:?}");
        assert_eq!(told[1]["kind"], "not-after", "{told:?}");
        assert_eq!(told[1]["path"], other, "{told:?}");
        let told = asked(&plan, other);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["kind"], "not-before", "{told:?}");
        assert_eq!(told[0]["path"], path, "{told:?}");
    }
    // The opinion of staff has to come before use began.
    let (_, text, folder) = examples()
        .find(|(name, ..)| *name == "echographie")
        .unwrap();
    let late = "workers.representatives-informed-on = 2026-03-24";
    assert!(text.contains(late));
    let text = text.replace(late, "workers.representatives-informed-on = 2026-02-24");
    let plan = planned(judge, &text, &folder, Some("expected"));
    assert_eq!(plan.blocked, []);
    let told = asked(&plan, "deployment.workers.opinion-on");
    assert_eq!(told[0]["until"], "2026-03-02", "{told:?}");
}

#[test]
fn what_no_step_opens_is_named_with_the_days_that_keep_it() {
    let judge = judge();
    let (_, text, folder) = examples()
        .find(|(name, ..)| *name == "echographie")
        .unwrap();
    let plan = planned(judge, &text, &folder, Some("expected"));
    let [own] = plan.blocked.as_slice() else {
        panic!("{:#?}", plan.blocked)
    };
    let days: Vec<(&str, &str)> = own
        .stays
        .iter()
        .map(|own| (own.path.as_str(), own.day.as_str()))
        .collect();
    let wanted = [
        (
            "deployment.workers.representatives-informed-on",
            "2026-03-24",
        ),
        ("system.in-service-since", "2026-03-02"),
    ];
    assert_eq!(days, wanted);
    let told = super::told::rendered(
        &plan,
        garant_report::plan::Format::Text,
        garant_core::Lang::Fr,
    );
    let (_, told) = told
        .split_once("Aucune étape ne suffit à cette date")
        .unwrap();
    assert!(told.contains("ligne 761"), "{told}");
    assert!(told.contains("Remède du critère BEN-12"), "{told}");
}

#[test]
fn the_way_to_one_criterion_leaves_closed_what_the_gate_has_closed() {
    let judge = judge();
    let (_, text, folder) = examples()
        .find(|(name, ..)| *name == "echographie")
        .unwrap();
    let request = garant_core::Request::new("garant.toml", &text, today());
    let id = "garant/tolerance-set-before-evaluation";
    let plan = judge.plan_of(&request, &folder, id).unwrap();
    let turns = plan.steps.iter().flat_map(|step| &step.turns);
    let mut last = BTreeMap::new();
    for turn in turns {
        last.insert(turn.code.as_str(), turn.to);
    }
    assert_eq!(last.get("EQU-03"), Some(&Verdict::Met));
    assert_eq!(last.get("BEN-05"), Some(&Verdict::Met));
}

#[test]
fn entries_are_told_where_they_come_to_stand() {
    for (name, text, _) in examples() {
        let plan = known(name, Some("advanced"));
        let table: toml::Table = text.parse().unwrap();
        let stated = |list: &str| {
            let mut at = Some(toml::Value::Table(table.clone()));
            for key in list.split('.') {
                at = at.and_then(|own| own.get(key).cloned());
            }
            at.and_then(|own| own.as_array().map(Vec::len)).unwrap_or(0)
        };
        let mut lists: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for entry in plan.steps.iter().filter_map(|step| step.entry.as_ref()) {
            let (list, index) = entry.trim_end_matches(']').rsplit_once('[').unwrap();
            let own = lists.entry(list.to_owned()).or_default();
            own.push(index.parse().unwrap());
        }
        for (list, mut own) in lists {
            own.sort_unstable();
            let first = stated(&list);
            let wanted: Vec<usize> = (first..first + own.len()).collect();
            assert_eq!(own, wanted, "{name} {list}");
        }
    }
}

#[test]
fn an_opinion_that_was_given_is_replaced_by_another_entry_and_changes_in_nothing_else() {
    let judge = judge();
    let (_, text, folder) = examples().find(|(name, ..)| *name == "triage").unwrap();
    let plan = planned(judge, &text, &folder, None);
    let step = plan.steps.iter().find(|step| {
        let entry = step.entry.as_deref();
        entry == Some("governance.opinions[3]")
    });
    let step = step.unwrap();
    let stated: Vec<&Wish> = step
        .answers
        .iter()
        .filter(|wish| !wish.stated.is_null())
        .collect();
    let [old] = stated.as_slice() else {
        panic!("{step:#?}")
    };
    assert_eq!(old.path, "governance.opinions[2].standing");
    assert_eq!(old.supposed, "replaced");
    let of = |key: &str| {
        let path = format!("governance.opinions[3].{key}");
        let own = step.answers.iter().find(|wish| wish.path == path);
        own.map(|wish| wish.supposed.clone())
    };
    assert_eq!(of("outcome"), Some(Json::from("favourable")));
    assert_eq!(of("stage"), Some(Json::from("monitoring")));
    assert_eq!(of("date"), Some(Json::from("2026-11-23")));
    // A step that tells what a body decides says so of each such answer.
    for (_, wish) in wishes(&plan).filter(|(_, wish)| wish.path.ends_with(".standing")) {
        assert!(wish.decided_by.is_some(), "{wish:#?}");
    }
}

#[test]
fn the_day_of_an_act_is_a_date_of_the_catalog_and_a_limit_set_beforehand_stays() {
    for field in catalog().fields() {
        let Some(day) = &field.dated_by else { continue };
        let own = catalog().field(day).unwrap_or_else(|| panic!("{day}"));
        assert_eq!(own.kind, garant_rules::field::Kind::Date, "{day}");
        assert!(!own.once, "{day}: nobody does it again");
    }
    for (name, text, _) in examples() {
        let file = garant_core::validate::descriptor(catalog(), "garant.toml", &text).unwrap();
        for gate in [None, Some("expected"), Some("advanced")] {
            let plan = known(name, gate);
            for (step, wish) in wishes(&plan) {
                let path = garant_rules::catalog::declared(&wish.path);
                let field = catalog().field(&path).unwrap();
                assert!(wish.stated.is_null() || !field.kept, "{name} {step:#?}");
                // Another outcome is that of the act done again, on its new day.
                let Some(dated) = field.dated_by.as_ref().filter(|_| !wish.stated.is_null()) else {
                    continue;
                };
                let own = garant_rules::catalog::concrete(dated, &wish.path);
                // What has no day was not done yet, as far as the file tells.
                if file.date(&own).is_none() {
                    continue;
                }
                let day_of = |other: &&Wish| other.path == own;
                let known = step.answers.iter().find(day_of);
                assert!(known.is_some(), "{name} {step:#?}");
                assert_eq!(step.kind, Kind::Again, "{name} {step:#?}");
            }
        }
    }
}

#[test]
fn no_bounds_leave_out_what_was_judged_and_no_limit_is_told_that_nobody_has_stated() {
    let judge = judge();
    for name in EXAMPLES {
        for gate in [None, Some("expected"), Some("advanced")] {
            let plan = known(name, gate);
            for (step, wish) in wishes(&plan) {
                for asked in &wish.wanted {
                    if let Asked::Days { from, until } = asked {
                        let (Some(from), Some(until)) = (from, until) else {
                            continue;
                        };
                        assert!(from <= until, "{name} {step:#?}");
                    }
                }
            }
        }
    }
    // The target of the share of expected answers is for the project to set.
    let (_, text, folder) = examples()
        .into_iter()
        .find(|(name, ..)| *name == "antibiotiques")
        .unwrap();
    let plan = planned(judge, &text, &folder, Some("expected"));
    let mut open = 0;
    for (step, wish) in wishes(&plan) {
        for asked in &wish.wanted {
            if let Asked::Figure {
                least, most, after, ..
            } = asked
                && wish.path.starts_with("evaluation.perturbation")
            {
                assert!(
                    least.is_none() && most.is_none() && after.is_none(),
                    "{step:#?}"
                );
                open += 1;
            }
        }
    }
    assert!(open > 0);
}
