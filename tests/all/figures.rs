//! Figures in a catalog, in a project, in an audit, and what the mutation check makes of them.

use std::collections::BTreeMap;

use garant_core::figures::{Figures, NoFigures};
use garant_core::fixture::{AS_OF, Shelf};
use garant_core::project::Project;
use garant_core::readership::Readership;
use garant_core::trace::Trace;
use garant_core::{Request, audit, evidence, validate};
use garant_rules::facts::Scope;
use garant_rules::figure::{Ask, Estimate};
use garant_rules::{Condition, Footing, Reason, Truth};
use serde_json::{Value as Json, json};

use crate::harness::catalog;
use crate::measured::estimate;
use crate::operators::{loaded, with_check};

const COMMITMENT: &str =
    "evidence = \".document\", figure = \"gap\", metric = \".metric\", attribute = \".attribute\"";

#[test]
fn a_catalog_says_what_is_measured_and_nothing_else() {
    let entries = |inner: &str| {
        format!(
            "{{ every = {{ in = \"equity.commitments\", require = {{ measured = {{ {inner} }} }} }} }}"
        )
    };
    let gap = |rest: &str| loaded(&entries(&format!("{COMMITMENT}, {rest}")));
    let told = gap("at-most = \".tolerance\", set-on = \".decided-on\"").unwrap();
    let title = |path: &str| format!("“{}”", catalog().field(path).unwrap().title.en);
    for path in ["metric", "attribute", "tolerance", "decided-on"] {
        assert!(
            told.contains(&title(&format!("equity.commitments[].{path}"))),
            "{told}"
        );
    }
    assert!(!told.contains('{') && !told.contains("operator."), "{told}");
    let ok = "at-most = \".tolerance\", set-on = \".decided-on\"";
    for (rest, code) in [
        ("set-on = \".decided-on\"", "one-limit"),
        (
            "at-most = \".tolerance\", at-least = \".tolerance\", set-on = \".decided-on\"",
            "one-limit",
        ),
        (
            "at-least = \".tolerance\", set-on = \".decided-on\"",
            "unsuited-key",
        ),
        (
            "within = { low = \".tolerance\", high = \".tolerance\" }",
            "unsuited-key",
        ),
        ("at-most = \".tolerance\"", "missing-key"),
        ("at-most = 0.05, set-on = \".decided-on\"", "wrong-type"),
        (
            "at-most = \".decided-by\", set-on = \".decided-on\"",
            "wrong-field-type",
        ),
        (
            "at-most = \".tolerance\", set-on = \".decided-by\"",
            "wrong-field-type",
        ),
        (&format!("{ok}, group = \".decided-by\""), "unsuited-key"),
        (&format!("{ok}, declard = {{ }}"), "unknown-key"),
        (
            &format!("{ok}, declared = {{ value = \".tolerance\", low = \".tolerance\" }}"),
            "missing-key",
        ),
    ] {
        assert_eq!(gap(rest), Err(vec![code]), "{rest}");
    }
    let evidence = "evidence = \".document\"";
    for (inner, code) in [
        (
            format!("{evidence}, figure = \"gap\", metric = \".metric\", {ok}"),
            "missing-key",
        ),
        (
            format!(
                "{evidence}, figure = \"gap\", metric = \".decided-by\", attribute = \".attribute\", {ok}"
            ),
            "wrong-field-type",
        ),
        (
            format!("{evidence}, figure = \"mean\", {ok}"),
            "unknown-word",
        ),
        (
            format!("evidence = \".decided-by\", figure = \"change\", {ok}"),
            "wrong-field-type",
        ),
    ] {
        assert_eq!(loaded(&entries(&inner)), Err(vec![code]), "{inner}");
    }
    let result = |rest: &str| {
        let inner = format!("evidence = \"evaluation.report\", figure = \"result\", {rest}");
        let list = "evaluation.results";
        loaded(&format!(
            "{{ every = {{ in = \"{list}\", require = {{ measured = {{ {inner} }} }} }} }}"
        ))
    };
    let within = "within = { low = \".low\", high = \".high\" }";
    result(&format!("metric = \".metric\", {within}")).unwrap();
    result(&format!(
        "metric = \".metric\", attribute = \".attribute\", group = \".group\", {within}"
    ))
    .unwrap();
    for (rest, code) in [
        (within.to_owned(), "missing-key"),
        (
            format!("metric = \".metric\", group = \".group\", {within}"),
            "missing-key",
        ),
        (
            format!("metric = \".metric\", attribute = \".attribute\", {within}"),
            "missing-key",
        ),
        (
            format!("metric = \".metric\", {within}, set-on = \"declaration.on\""),
            "unsuited-key",
        ),
        (
            "metric = \".metric\", within = { low = \".low\" }".to_owned(),
            "missing-key",
        ),
    ] {
        assert_eq!(result(&rest), Err(vec![code]), "{rest}");
    }
    // Every figure and every limit has words in both languages.
    for figure in [
        "wrong-advice-accepted",
        "follow-rate",
        "reviewed-afterwards",
        "reasons-given",
        "agreement",
    ] {
        for limit in ["at-most", "at-least"] {
            let declared = "declared = { value = \"evaluation.threshold\", low = \"evaluation.threshold\", high = \"evaluation.threshold\", on = \"declaration.on\" }";
            let told = loaded(&format!("{{ measured = {{ evidence = \"evaluation.report\", figure = \"{figure}\", {limit} = \"evaluation.threshold\", set-on = \"declaration.on\", {declared} }} }}")).unwrap();
            assert!(
                !told.contains("operator.") && told.contains("computed again"),
                "{told}"
            );
        }
    }
}

/// The one figure of `report`.
#[derive(Debug)]
struct Fixed(Estimate);

impl Figures for Fixed {
    fn figure(&self, ask: &Ask) -> Option<Vec<Estimate>> {
        (ask.evidence == "report").then(|| vec![self.0.clone()])
    }
}

#[test]
fn a_project_computes_from_evidence_that_is_there_and_tells_where() {
    let text = |path: &str| {
        format!(
            "garant = 1\n[declaration]\nby = \"A. Martin\"\non = 2026-05-01\n[evaluation]\nreport = \"report\"\nthreshold = 0.05\n[[evidence]]\nid = \"report\"\nkind = \"test-report\"\npath = \"{path}\"\ndate = 2026-05-02\nreviewed-by = {{ name = \"B. Roy\", role = \"statisticien\", on = 2026-06-01 }}\n"
        )
    };
    let condition: Condition = serde_json::from_value(json!({ "Measured": {
        "subject": { "evidence": "evaluation.report", "figure": "change", "metric": null, "attribute": null, "group": null },
        "limit": { "AtMost": "evaluation.threshold" },
        "set_on": "declaration.on",
        "declared": null,
    } }))
    .unwrap();
    let judge = |path: &str, measures: &dyn Figures| {
        let descriptor = validate::descriptor(catalog(), "garant.toml", &text(path)).unwrap();
        let evidence = evidence::read_all(&descriptor, &Shelf, AS_OF);
        let readership = Readership::new(catalog(), &descriptor);
        let project = Project {
            descriptor: &descriptor,
            evidence: &evidence,
            as_of: AS_OF,
            readership: &readership,
            measures,
            told: true,
            memory: garant_core::project::Memory::default(),
        };
        let answer = condition.evaluate(Scope {
            facts: &project,
            place: "",
            parameters: &BTreeMap::new(),
        });
        let traces: Vec<Trace> = answer
            .reads
            .iter()
            .map(|read| Trace::new(&descriptor.text, read, &readership))
            .collect();
        (answer, traces)
    };
    let fixed = Fixed(estimate(0.04, 0.0, 0.07));
    let (answer, traces) = judge("r.csv", &fixed);
    assert_eq!(
        (answer.truth, answer.reason),
        (Truth::Unknown, Some(Reason::InsufficientEvidence))
    );
    let told: Vec<&Trace> = traces
        .iter()
        .filter(|trace| !trace.figures.is_empty())
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].path.as_str(), told[0].line),
        ("evidence[0].path", Some(11))
    );
    assert_eq!(told[0].value, "r.csv");
    assert_eq!(
        serde_json::to_value(&told[0].figures).unwrap(),
        json!([{
            "figure": "change", "name": "", "value": 0.04, "low": 0.0, "high": 0.07, "n": 100, "truth": "unknown",
            "more": 800, "at-least": -0.05, "at-most": 0.05,
        }])
    );
    assert_eq!(
        serde_json::from_value::<Trace>(serde_json::to_value(told[0]).unwrap()).unwrap(),
        *told[0]
    );
    let dated = traces
        .iter()
        .find(|trace| trace.path == "evidence[0].date")
        .unwrap();
    assert_eq!(dated.line, Some(12));
    let (answer, _) = judge("r.csv", &Fixed(estimate(0.0, -0.01, 0.01)));
    assert_eq!(
        (answer.truth, answer.footing, answer.reviewed),
        (Truth::True, Footing::Measured, true)
    );
    assert_eq!(
        judge("r.csv", &NoFigures).0.reason,
        Some(Reason::NotMeasured)
    );
    assert_eq!(
        judge("absent.csv", &fixed).0.reason,
        Some(Reason::EvidenceMissing)
    );
}

#[test]
fn figures_of_one_read_are_told_together_in_the_audit() {
    let measured = |limit: &str| {
        format!(
            "{{ measured = {{ evidence = \"evaluation.report\", figure = \"agreement\", {limit} = \"evaluation.out-of-scope.target\", set-on = \"declaration.on\", declared = {{ value = \"evaluation.out-of-scope.caught\", low = \"evaluation.threshold\", high = \"evaluation.out-of-scope.caught\" }} }} }}"
        )
    };
    let both = format!(
        "{{ all = [{}, {}] }}",
        measured("at-least"),
        measured("at-most")
    );
    let catalog = with_check(&both).unwrap();
    let text = "garant = 1\n[evaluation]\nthreshold = 0.5\n[evaluation.out-of-scope]\ntarget = 0.4\ncaught = 0.6\n";
    let first = catalog.criteria.first().unwrap();
    let profile = catalog
        .profiles
        .iter()
        .find(|profile| profile.selects(&catalog, first))
        .unwrap();
    let request = Request::new("garant.toml", text, AS_OF).profile(Some(&profile.id));
    let audit = audit(&catalog, &request, &Shelf).unwrap();
    let finding = audit
        .findings
        .iter()
        .find(|finding| finding.criterion == first.id)
        .unwrap();
    let check = finding
        .checks
        .iter()
        .find(|check| check.id == "added")
        .unwrap();
    assert_eq!(check.truth, Truth::False);
    let told: Vec<&Trace> = check
        .read
        .iter()
        .filter(|trace| !trace.figures.is_empty())
        .collect();
    assert_eq!(told.len(), 1);
    let truths: Vec<Truth> = told[0].figures.iter().map(|figure| figure.truth).collect();
    assert_eq!(truths, [Truth::True, Truth::False]);
    let schema = garant_core::audit_schema::<garant_core::Audit>();
    let json = serde_json::to_value(&audit).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
}

#[test]
fn what_a_measured_condition_may_leave_out_is_a_mutant() {
    let changed = |set_on: Json, declared: Json| -> Vec<String> {
        let condition = json!({ "Measured": {
            "subject": { "evidence": "e", "figure": "change", "metric": null, "attribute": null, "group": null },
            "limit": { "AtMost": "b" },
            "set_on": set_on,
            "declared": declared,
        } });
        let changes = xtask::change::changes(&condition);
        for change in &changes {
            serde_json::from_value::<Condition>(change.condition.clone()).unwrap();
        }
        changes.into_iter().map(|change| change.says).collect()
    };
    assert_eq!(changed(Json::Null, Json::Null), ["measured → present e"]);
    let declared = json!({ "value": "v", "low": "l", "high": "h", "on": "made" });
    assert_eq!(
        changed(json!("on"), declared),
        [
            "measured → present e",
            "set-on removed of measured e",
            "declared removed of measured e",
            "declared.on removed of measured e",
        ]
    );
}

#[test]
fn variations_and_marks_leave_carried_files_alone() {
    let text = "garant = 1\n\n[[equity.commitments]]\nid = \"a\"\ntolerance = 0.1\n\n#| FILE t.csv\n#| a = 1  #~ met\n#| 2\n";
    let carried: Vec<&str> = text.lines().filter(|line| line.starts_with("#|")).collect();
    let found = xtask::variation::variations(catalog(), text);
    assert!(found.len() > 5);
    for variation in found {
        let kept: Vec<&str> = variation
            .text
            .lines()
            .filter(|line| line.starts_with("#|"))
            .collect();
        assert_eq!(kept, carried, "{}", variation.label);
    }
}
