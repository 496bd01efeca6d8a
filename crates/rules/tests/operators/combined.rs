//! `all`, `any`, `not`: conditions combined. Every branch is read before answering.

use garant_rules::Truth::{self, False, True, Unknown};
use garant_rules::facts::Parameters;
use garant_rules::way::Wanted;
use garant_rules::{Condition, Footing, Reason, Value};

use crate::harness::{Project, condition, one};

const FLAG: &str = "{ equals = { path = \"p.flag\", value = true } }";
const WHOLE: &str = "{ equals = { path = \"p.whole\", value = 3 } }";
const NAME: &str = "{ present = \"p.name\" }";
const SAID: &str = "{ present = \"p.said\" }";

fn combined(operator: &str, parts: &[&str]) -> String {
    format!("{{ {operator} = [{}] }}", parts.join(", "))
}

/// A project whose flag and whole number make both conditions so.
fn project(truths: [Truth; 2]) -> Project {
    let [flag, whole] = truths;
    let mut project = Project::default();
    if flag != Unknown {
        project = project.with("p.flag", flag == True);
    }
    if whole != Unknown {
        project = project.with("p.whole", if whole == True { 3 } else { 4 });
    }
    project
}

#[test]
fn all_and_any_follow_kleene() {
    let truths = [False, Unknown, True];
    for (a, own) in truths.into_iter().enumerate() {
        for (b, other) in truths.into_iter().enumerate() {
            let project = project([own, other]);
            let (least, most) = (truths.get(a.min(b)), truths.get(a.max(b)));
            let [all, any] =
                ["all", "any"].map(|key| project.truth(&combined(key, &[FLAG, WHOLE])));
            assert_eq!((Some(&all), Some(&any)), (least, most));
        }
    }
}

#[test]
fn not_turns_a_condition_round_with_its_reads_and_its_reason() {
    let not = format!("{{ not = {FLAG} }}");
    assert_eq!(project([True, Unknown]).truth(&not), False);
    assert_eq!(project([False, Unknown]).truth(&not), True);
    let answer = Project::default().judge(&condition(&not));
    assert_eq!(
        (answer.truth, answer.reason, answer.reads.len()),
        (Unknown, Some(Reason::Unstated), 1)
    );
    assert!(condition(&not).can_be_false());
}

#[test]
fn all_can_be_false_with_one_that_can_and_any_with_all_that_can() {
    let can = |operator: &str, parts: &[&str]| condition(&combined(operator, parts)).can_be_false();
    assert!(can("all", &[NAME, FLAG]) && can("all", &[FLAG, WHOLE]));
    assert!(!can("all", &[NAME, SAID]));
    assert!(can("any", &[FLAG, WHOLE]));
    assert!(!can("any", &[NAME, FLAG]) && !can("any", &[NAME, SAID]));
}

#[test]
fn every_branch_is_read_and_those_that_decide_are_told() {
    let project = project([False, Unknown]);
    let answer = project.judge(&condition(&combined("all", &[FLAG, WHOLE])));
    let reads: Vec<(&str, bool)> = answer
        .reads
        .iter()
        .map(|read| (read.path.as_str(), read.decided))
        .collect();
    assert_eq!(reads, [("p.flag", true), ("p.whole", false)]);
    assert_eq!((answer.reason, answer.footing), (None, Footing::Declared));
}

#[test]
fn all_need_each_and_any_needs_one() {
    let flag = |wanted: fn(Value) -> Wanted| ("p.flag".to_owned(), wanted(Value::Bool(true)));
    let whole = |wanted: fn(Value) -> Wanted| ("p.whole".to_owned(), wanted(Value::Integer(3)));
    let (all, any) = (
        combined("all", &[FLAG, WHOLE]),
        combined("any", &[FLAG, WHOLE]),
    );
    let open = Project::default();
    let both = |wanted| vec![vec![flag(wanted), whole(wanted)]];
    let each = |wanted| vec![vec![flag(wanted)], vec![whole(wanted)]];
    assert_eq!(open.ways(&all, true), both(Wanted::Equal));
    assert_eq!(open.ways(&any, true), each(Wanted::Equal));
    assert_eq!(open.ways(&all, false), each(Wanted::Other));
    assert_eq!(open.ways(&any, false), both(Wanted::Other));
    // What holds already needs nothing.
    let half = project([True, Unknown]);
    assert_eq!(half.ways(&all, true), vec![vec![whole(Wanted::Equal)]]);
    let not = format!("{{ not = {FLAG} }}");
    let yes = Value::Bool(true);
    assert_eq!(
        open.ways(&not, true),
        one("p.flag", Wanted::Other(yes.clone()))
    );
    assert_eq!(open.ways(&not, false), one("p.flag", Wanted::Equal(yes)));
}

#[test]
fn a_combination_shows_what_it_combines_at_any_depth() {
    let not = format!("{{ not = {} }}", combined("any", &[NAME, FLAG]));
    let whole = condition(&combined("all", &[&not, WHOLE]));
    let keys = |own: &Condition| -> Vec<&'static str> {
        own.children().into_iter().map(Condition::key).collect()
    };
    assert_eq!(keys(&whole), ["not", "equals"]);
    let any = whole.children().first().unwrap().children();
    assert_eq!(keys(any.first().unwrap()), ["present", "equals"]);
    assert!(whole.uses("all") && whole.uses("present") && whole.uses("equals"));
    assert!(!whole.uses("count"));
    let open = Project::default();
    let parameters = Parameters::new();
    let parts = whole.parts(open.scope("", &parameters));
    assert_eq!(parts.len(), 2);
    for part in parts {
        assert_eq!((part.list, part.place, part.filter), ("", None, false));
    }
}
