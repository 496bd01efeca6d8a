//! What no verdict follows from: accepted risks, and answers that a criterion does not read.
#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "test code")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use garant_core::Audit;
use garant_core::finding::Finding;
use garant_core::verdict::{Disposition, Verdict};
use garant_rules::criterion::Criterion;
use garant_rules::field::Kind;
use proptest::prelude::*;
use serde_json::Value as Json;
use toml::Table;

use super::{Dice, Example, answer, answers, cases, examples, is_of_judging, places, put, take};
use crate::harness::catalog;

fn texts(value: &Json, out: &mut BTreeSet<String>) {
    match value {
        Json::String(text) => {
            out.insert(text.clone());
        }
        Json::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Json::Object(parts) => parts.values().for_each(|part| texts(part, out)),
        _ => {}
    }
}

/// The declared paths that a criterion's conditions name; the key of an entry stands for that key in every list that is named.
fn read_by(criterion: &Criterion) -> BTreeSet<&'static str> {
    let mut named = BTreeSet::new();
    let checks = criterion.checks.iter();
    let conditions = checks.flat_map(|check| check.applies.iter().chain([&check.require]));
    for condition in criterion.applies.iter().chain(conditions) {
        texts(&serde_json::to_value(condition).unwrap(), &mut named);
    }
    let is_named = |path: &str| {
        named.contains(path)
            || path
                .match_indices("[].")
                .any(|(at, _)| named.contains(&path[..at]) && named.contains(&path[at + 2..]))
    };
    let fields = catalog().fields().map(|field| field.path.as_str());
    fields.filter(|path| is_named(path)).collect()
}

/// The same of every criterion of the catalog, by its id.
fn readings() -> &'static BTreeMap<&'static str, BTreeSet<&'static str>> {
    static ALL: OnceLock<BTreeMap<&'static str, BTreeSet<&'static str>>> = OnceLock::new();
    ALL.get_or_init(|| {
        let all = catalog().criteria.iter();
        all.map(|own| (own.id.as_str(), read_by(own))).collect()
    })
}

/// Accepted risks for a dozen criteria of which none is accepted yet, in force or not, for the whole or a check; written at the end of a
/// text, they move no line.
fn accepted(audit: &Audit, dice: &mut Dice) -> String {
    let known = |own: &&Finding| {
        let mut waivers = audit.waivers.iter();
        waivers.any(|waiver| waiver.criterion == own.criterion)
    };
    let mut picked: Vec<&Finding> = audit.findings.iter().filter(|own| !known(own)).collect();
    dice.shuffle(&mut picked);
    let mut text = String::new();
    for own in picked.iter().take(12) {
        let check = own.checks.get(dice.roll(own.checks.len()));
        let check = check.filter(|_| dice.one_in(3));
        let check = check.map_or_else(String::new, |own| format!("check = \"{}\"\n", own.id));
        let ends = ["2026-11-22", "2026-11-23", "2027-06-01"][dice.roll(3)];
        text.push_str(&format!(
            "\n[[waivers]]\ncriterion = \"{}\"\n{check}reason = \"travaux en cours\"\nrisk-accepted = \"retard\"\n\
             owner = \"C. Petit\"\napprover = \"B. Roy\"\ndate = 2026-01-01\nends = {ends}\n",
            own.code
        ));
    }
    text
}

/// What is found of a criterion, without where and whether its risk is accepted.
fn found(own: &Finding) -> Finding {
    let mut own = own.clone();
    own.disposition = Disposition::Open;
    own.opens_gate = false;
    own
}

/// What decides: no read is among it, for a read of what is missing tells the nearest table.
fn decided(own: &Finding) -> (String, Verdict, Option<String>, String, bool) {
    let checks = own.checks.iter();
    let checks = checks.map(|check| (check.truth, &check.reason, check.asked));
    let told = format!("{:?} {:?}", checks.collect::<Vec<_>>(), own.footing);
    (
        own.code.clone(),
        own.verdict,
        own.reason.clone(),
        told,
        own.reviewed,
    )
}

/// Answers told, taken away or told otherwise, and the declared paths of them.
fn changed(
    example: &Example,
    wanted: &dyn Fn(&str) -> bool,
    odds: usize,
    dice: &mut Dice,
) -> (Table, BTreeSet<String>) {
    let mut table = example.table.clone();
    let mut paths = BTreeSet::new();
    let mut said = Vec::new();
    answers("", &table, &mut said);
    let said: BTreeSet<String> = said.into_iter().map(|(path, _)| path).collect();
    for field in catalog().fields() {
        if !wanted(&field.path) || field.kind == Kind::List {
            continue;
        }
        for path in places(field, &example.table) {
            if !dice.one_in(odds) {
                continue;
            }
            if said.contains(&path) && !field.required && dice.one_in(3) {
                take(&mut table, &path);
            } else if let Some(value) = answer(field, dice).filter(|_| !field.unique) {
                put(&mut table, &path, value);
            } else {
                continue;
            }
            paths.insert(field.path.clone());
        }
    }
    (table, paths)
}

#[test]
fn answers_that_no_criterion_reads_change_no_verdict() {
    let read: BTreeSet<&str> = readings().values().flatten().copied().collect();
    let unread = |path: &str| !read.contains(path) && !is_of_judging(path);
    for own in examples() {
        let (table, paths) = changed(own, &unread, 1, &mut Dice(1));
        assert!(paths.len() > 10, "{}: {paths:?}", own.name);
        let after = own.audit(&toml::to_string(&table).unwrap());
        let [was, is] = [own.as_it_is(), &after].map(|audit| {
            let all = audit.findings.iter().map(decided);
            (all.collect::<Vec<_>>(), audit.gate.clone())
        });
        assert_eq!(was, is, "{}", own.name);
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_criterion_is_found_alike_whatever_is_answered_to_what_it_does_not_read(
        example in 0usize..8,
        seed in any::<u64>(),
    ) {
        let own = &examples()[example];
        let (table, paths) = changed(own, &|path| !is_of_judging(path), 60, &mut Dice(seed));
        let after = own.audit(&toml::to_string(&table).unwrap());
        let pairs = own.as_it_is().findings.iter().zip(&after.findings);
        let reads = |own: &Finding| readings()[own.criterion.as_str()].iter().any(|path| paths.contains(*path));
        let (touched, others): (Vec<_>, Vec<_>) = pairs.partition(|(was, _)| reads(was));
        prop_assert!(!touched.is_empty() && others.len() > touched.len());
        for (was, is) in others {
            prop_assert_eq!(decided(was), decided(is), "{}: {:?}", own.name, paths);
        }
    }

    #[test]
    fn a_risk_accepted_for_any_criterion_changes_no_finding(
        example in 0usize..8,
        seed in any::<u64>(),
    ) {
        let own = &examples()[example];
        let before = own.as_it_is();
        let text = format!("{}{}", own.text, accepted(before, &mut Dice(seed)));
        let after = own.audit(&text);
        prop_assert!(after.waivers.len() > before.waivers.len());
        let [was, is] = [before, &after].map(|audit| {
            let scores = audit.scores.iter().map(|own| (own.lower, own.upper));
            let found = audit.findings.iter().map(found);
            (found.collect::<Vec<_>>(), scores.collect::<Vec<_>>())
        });
        prop_assert_eq!(was, is);
        let mut waived = after.findings.iter().filter(|own| own.disposition == Disposition::Waived);
        prop_assert!(waived.all(|own| own.verdict == Verdict::NotMet));
    }
}
