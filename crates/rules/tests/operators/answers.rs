//! `present`, `equals`, `one-of`, `includes`: an answer against a constant. What is not written is not known.

use garant_rules::Truth::{False, True, Unknown};
use garant_rules::way::Wanted;
use garant_rules::{Reason, Value};

use crate::harness::{Project, choice, choices, condition, one};

const PRESENT: &str = "{ present = \"p.name\" }";
const FLAG: &str = "{ equals = { path = \"p.flag\", value = true } }";
const KIND: &str = "{ equals = { path = \"p.kind\", value = \"a\" } }";
const WHOLE: &str = "{ equals = { path = \"p.whole\", value = 3 } }";
const ONE_OF: &str = "{ one-of = { path = \"p.kind\", values = [\"a\", \"b\"] } }";
const INCLUDES: &str = "{ includes = { path = \"p.kinds\", value = \"a\" } }";

fn open() -> Project {
    Project::default()
}

#[test]
fn something_stated_is_present_and_its_absence_is_never_false() {
    assert_eq!(open().with("p.name", "x").truth(PRESENT), True);
    assert_eq!(open().truth(PRESENT), Unknown);
    assert_eq!(open().empty("p.name", true).truth(PRESENT), Unknown);
    let present = condition(PRESENT);
    assert!(!present.can_be_false());
    let answer = open().judge(&present);
    assert_eq!(answer.reason, Some(Reason::Unstated));
    assert_eq!(answer.reads.first().unwrap().path, "p.name");
}

#[test]
fn what_would_make_it_present_is_any_answer_and_nothing_makes_it_absent() {
    assert_eq!(open().ways(PRESENT, true), one("p.name", Wanted::Stated));
    assert!(open().ways(PRESENT, false).is_empty());
    assert!(open().with("p.name", "x").ways(PRESENT, false).is_empty());
}

#[test]
fn an_answer_is_the_constant_or_another_one() {
    assert_eq!(open().with("p.flag", true).truth(FLAG), True);
    assert_eq!(open().with("p.flag", false).truth(FLAG), False);
    assert_eq!(open().truth(FLAG), Unknown);
    assert_eq!(open().with("p.kind", choice("a")).truth(KIND), True);
    assert_eq!(open().with("p.kind", choice("b")).truth(KIND), False);
    assert_eq!(open().with("p.whole", 3).truth(WHOLE), True);
    assert_eq!(open().with("p.whole", 4).truth(WHOLE), False);
    assert!(condition(FLAG).can_be_false());
}

#[test]
fn the_constant_would_decide_it_and_another_answer_the_other_way() {
    let yes = Value::Bool(true);
    assert_eq!(
        open().ways(FLAG, true),
        one("p.flag", Wanted::Equal(yes.clone()))
    );
    assert_eq!(
        open().with("p.flag", true).ways(FLAG, false),
        one("p.flag", Wanted::Other(yes))
    );
}

#[test]
fn a_choice_is_one_of_several_or_none_of_them() {
    assert_eq!(open().with("p.kind", choice("b")).truth(ONE_OF), True);
    assert_eq!(open().with("p.kind", choice("c")).truth(ONE_OF), False);
    assert_eq!(open().truth(ONE_OF), Unknown);
    // An answer of another kind is none of the choices' affair.
    assert_eq!(open().with("p.kind", "a").truth(ONE_OF), Unknown);
    assert!(condition(ONE_OF).can_be_false());
    let both = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(
        open().ways(ONE_OF, true),
        one("p.kind", Wanted::OneOf(both.clone()))
    );
    assert_eq!(
        open().ways(ONE_OF, false),
        one("p.kind", Wanted::NoneOf(both))
    );
}

#[test]
fn choices_include_one_or_not_and_a_written_empty_list_includes_none() {
    let with = |ids: &[&str]| open().with("p.kinds", choices(ids)).truth(INCLUDES);
    assert_eq!([with(&["b", "a"]), with(&["b", "c"])], [True, False]);
    assert_eq!(open().empty("p.kinds", false).truth(INCLUDES), False);
    assert_eq!(open().empty("p.kinds", true).truth(INCLUDES), Unknown);
    assert_eq!(open().truth(INCLUDES), Unknown);
    assert!(condition(INCLUDES).can_be_false());
    let own = || "a".to_owned();
    assert_eq!(
        open().ways(INCLUDES, true),
        one("p.kinds", Wanted::With(own()))
    );
    assert_eq!(
        open().ways(INCLUDES, false),
        one("p.kinds", Wanted::Without(own()))
    );
}

#[test]
fn a_condition_that_is_so_already_needs_nothing() {
    let stated = open().with("p.name", "x");
    assert_eq!(stated.ways(PRESENT, true), vec![Vec::new()]);
    let no = open().with("p.flag", false);
    assert_eq!(no.ways(FLAG, false), vec![Vec::new()]);
}

#[test]
fn the_same_is_known_without_reads() {
    for project in [
        open().with("p.flag", true),
        open().with("p.flag", false),
        open(),
    ] {
        let told = project.judge(&condition(FLAG));
        assert_eq!(told.reads.len(), 1);
        let quiet = project.quiet();
        let bare = quiet.judge(&condition(FLAG));
        assert_eq!((bare.truth, bare.reason), (told.truth, told.reason));
        assert!(bare.reads.is_empty());
    }
}
