//! `documented`: the evidence that a field cites is there. Never false.

use garant_rules::Truth::{True, Unknown};
use garant_rules::way::Wanted;
use garant_rules::{Footing, Reason};

use crate::harness::{Project, condition, one};

const PROOF: &str = "{ documented = \"p.proof\" }";

#[test]
fn evidence_that_is_there_documents_and_a_review_is_told() {
    let cited = || Project::default().with("p.proof", "report");
    let answer = cited().judge(&condition(PROOF));
    assert_eq!(
        (answer.truth, answer.reason, answer.footing, answer.reviewed),
        (True, None, Footing::Documented, false)
    );
    let paths: Vec<&str> = answer.reads.iter().map(|read| read.path.as_str()).collect();
    assert_eq!(paths, ["p.proof", "evidence report"]);
    assert!(cited().reviewed().judge(&condition(PROOF)).reviewed);
}

#[test]
fn evidence_that_proves_nothing_leaves_it_open_for_its_reason() {
    let project = Project::default().with("p.proof", "report");
    let answer = project
        .flawed(Reason::EvidenceAltered)
        .judge(&condition(PROOF));
    assert_eq!(
        (answer.truth, answer.reason, answer.reads.len()),
        (Unknown, Some(Reason::EvidenceAltered), 2)
    );
    assert!(!condition(PROOF).can_be_false());
}

#[test]
fn where_none_is_cited_nothing_is_known() {
    let answer = Project::default().judge(&condition(PROOF));
    assert_eq!(
        (answer.truth, answer.reason, answer.footing),
        (Unknown, Some(Reason::Unstated), Footing::Declared)
    );
    let silent = Project::default().empty("p.proof", true);
    let answer = silent.judge(&condition(PROOF));
    assert_eq!(answer.reason, Some(Reason::Placeholder));
}

#[test]
fn a_piece_that_proves_would_decide_and_nothing_the_other_way() {
    let open = Project::default();
    assert_eq!(open.ways(PROOF, true), one("p.proof", Wanted::Proof));
    assert!(open.ways(PROOF, false).is_empty());
}
