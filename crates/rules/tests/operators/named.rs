//! `definition`: a condition with a name and words of its own.

use garant_rules::Condition;
use garant_rules::Truth::{False, True, Unknown};
use garant_rules::way::Wanted;
use garant_rules::{Lang, Reason, Value};

use crate::harness::{Project, condition, one, say};

const FLAGGED: &str = "{ definition = \"flagged\" }";
const NAMED: &str = "{ definition = \"named\" }";

#[test]
fn a_named_condition_is_judged_as_what_it_stands_for() {
    let flag = |value: bool| Project::default().with("p.flag", value);
    assert_eq!(
        [flag(true).truth(FLAGGED), flag(false).truth(FLAGGED)],
        [True, False]
    );
    assert_eq!(Project::default().truth(FLAGGED), Unknown);
    assert!(condition(FLAGGED).can_be_false());
    assert!(!condition("{ definition = \"named-alone\" }").can_be_false());
    let yes = Value::Bool(true);
    let open = Project::default();
    assert_eq!(
        open.ways(FLAGGED, true),
        one("p.flag", Wanted::Equal(yes.clone()))
    );
    assert_eq!(open.ways(FLAGGED, false), one("p.flag", Wanted::Other(yes)));
}

#[test]
fn it_says_its_own_words() {
    assert_eq!(say(FLAGGED, Lang::En), "It bears a flag");
    assert_eq!(say(FLAGGED, Lang::Fr), "Il porte un drapeau");
}

#[test]
fn an_answer_is_kept_and_recalled_only_where_nobody_reads_what_it_read() {
    let told = Project::default().with("p.flag", true);
    assert_eq!(told.judge(&condition(FLAGGED)).reads.len(), 1);
    assert!(told.kept().is_empty());
    let quiet = told.quiet();
    assert_eq!(quiet.judge(&condition(FLAGGED)).truth, True);
    assert_eq!(quiet.kept(), ["flagged"]);
    // The harness recalls another answer than the condition's own.
    let recalled = quiet.judge(&condition(FLAGGED));
    assert_eq!(
        (recalled.truth, recalled.reason),
        (Unknown, Some(Reason::NotTakenUp))
    );
    assert_eq!(quiet.kept(), ["flagged"]);
}

#[test]
fn the_names_that_a_condition_uses_are_those_of_its_names_too() {
    let whole = condition(&format!(
        "{{ any = [{{ not = {NAMED} }}, {{ present = \"p.said\" }}] }}"
    ));
    let names: Vec<&str> = whole.names().into_iter().collect();
    assert_eq!(names, ["flagged", "named"]);
    assert!(condition("{ present = \"p.name\" }").names().is_empty());
}

#[test]
fn bare_it_is_its_name_alone_at_any_depth() {
    let inner = |written: &str| -> Vec<usize> {
        let bare = condition(written).bare();
        named(&bare)
            .into_iter()
            .map(|named| named.children().first().unwrap().children().len())
            .collect()
    };
    for written in [
        NAMED.to_owned(),
        format!("{{ all = [{NAMED}] }}"),
        format!("{{ any = [{NAMED}] }}"),
        format!("{{ not = {NAMED} }}"),
        format!("{{ every = {{ in = \"p.list\", where = {NAMED}, require = {NAMED} }} }}"),
        format!("{{ some = {{ in = \"p.list\", where = {NAMED}, require = {NAMED} }} }}"),
    ] {
        let found = inner(&written);
        assert!(
            !found.is_empty() && found.iter().all(|count| *count == 0),
            "{written}"
        );
        let bare = condition(&written).bare();
        assert_eq!(bare.names().into_iter().collect::<Vec<_>>(), ["named"]);
        assert_ne!(bare, condition(&written));
    }
    // Two conditions of one name are the same bare, and what has no name stays.
    let plain = condition("{ present = \"p.name\" }");
    assert_eq!(plain.bare(), plain);
}

fn named(condition: &Condition) -> Vec<&Condition> {
    if condition.key() == "definition" {
        return vec![condition];
    }
    condition.children().into_iter().flat_map(named).collect()
}
