//! Traps of CHAI cards.

use garant_core::verdict::Verdict;
use garant_intake::Given;
use garant_intake::document::Kind;

use super::{RESULTS, answer, descriptor, document, given, told, words};
use crate::harness::judged;

/// A CHAI card of v0.2 with these results in a block, and these texts elsewhere.
fn chai(block: &str, results: &[(&str, &str)], bias: &str, risks: &str) -> String {
    let results: String = results
        .iter()
        .map(|(label, json)| {
            format!(
                "<MetricResult><Label>{label}</Label><ValueJson>{json}</ValueJson></MetricResult>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?>\n<!-- invented -->\n<AppliedModelCard xmlns=\"https://mc.chai.org/v0.2/schema.xsd\">\
         <BasicInfo><ModelName>Quiet &amp; Eye</ModelName><ModelDeveloper><![CDATA[Ambre <3 Lab>]]></ModelDeveloper></BasicInfo>\
         <ReleaseInfo><ReleaseDate>May 2022</ReleaseDate></ReleaseInfo>\
         <Warnings><KnownRisksAndLimitations>{risks}</KnownRisksAndLimitations>\
         <KnownBiasesOrEthicalConsiderations>{bias}</KnownBiasesOrEthicalConsiderations></Warnings>\
         <KeyMetrics><{block}><Results>{results}</Results><TestType>Prospective</TestType></{block}></KeyMetrics>\
         <Resources><PatientConsentOrDisclosure>N/A</PatientConsentOrDisclosure></Resources></AppliedModelCard>"
    )
}

#[test]
fn a_real_figure_of_a_group_is_taken_with_its_interval() {
    let ci = |e: f64, l: f64, u: f64| {
        format!(
            "{{\"kind\":\"estimate_ci\",\"estimate\":{e},\"lower\":{l},\"upper\":{u},\"level\":95,\"unit\":\"%\"}}"
        )
    };
    let card = chai(
        "FairnessEquity",
        &[
            ("Sensitivity (Female)", &ci(91.0, 81.5, 96.7)),
            ("Sensitivity: Male", &ci(94.2, 89.9, 97.8)),
            ("Sensitivity (Site B)", &ci(94.2, 89.9, 97.8)),
        ],
        "Fewer images of people over 80",
        "Fails on very thin bone",
    );
    let read = document("card.xml", &card);
    assert_eq!(read.kind, Kind::Chai02);
    assert_eq!(words(&read, "system.name"), Some("Quiet & Eye"));
    assert_eq!(words(&read, "system.provider"), Some("Ambre <3 Lab>"));
    let at = |key: &str| given(&read, &format!("{RESULTS}[0].{key}")).cloned();
    assert_eq!(at("metric"), Some(Given::Text("sensitivity".to_owned())));
    assert_eq!(at("value"), Some(Given::Number(0.91)));
    assert_eq!(at("low"), Some(Given::Number(0.815)));
    assert_eq!(at("high"), Some(Given::Number(0.967)));
    assert_eq!(at("level"), Some(Given::Number(0.95)));
    assert_eq!(at("attribute"), Some(Given::Text("sex".to_owned())));
    assert_eq!(at("group"), Some(Given::Text("Female".to_owned())));
    let second = answer(&read, &format!("{RESULTS}[1].group")).unwrap();
    let place = "/AppliedModelCard/KeyMetrics/FairnessEquity/Results/MetricResult[2]";
    assert_eq!(second.origin.place, place);
    assert_eq!(second.origin.file, "card.xml");
    // A place is no group that the descriptor names: its attribute would be a guess.
    assert!(answer(&read, &format!("{RESULTS}[2].value")).is_none());
    assert_eq!(told(&read, RESULTS), ["not-the-quantity"]);
    let findings = given(&read, "data.bias-review.findings").unwrap();
    let said = vec!["Fewer images of people over 80".to_owned()];
    assert_eq!(*findings, Given::Texts(said));
    judged(&descriptor(&read.answers), "2026-11-23");
}

#[test]
fn zeros_and_none_are_no_answer() {
    let zero = "{\"kind\":\"single\",\"value\":0}";
    let card = chai(
        "FairnessEquity",
        &[
            ("Significance vs Age", zero),
            ("Significance vs Gender", zero),
            ("Sensitivity (Female)", zero),
            (
                "Gender: male",
                "{\"kind\":\"single\",\"value\":50,\"unit\":\"%\"}",
            ),
            (
                "Mean age",
                "{\"kind\":\"mean_sd\",\"mean\":67.4,\"sd\":12.8,\"unit\":\"years\"}",
            ),
        ],
        "None",
        "Notified clinicians are responsible for viewing full images per the standard of care. Please refer to the [guide](https://a.example/x) for more.",
    );
    let read = document("card.xml", &card);
    let expected = [
        "says-nothing",
        "says-nothing",
        "says-nothing",
        "not-the-quantity",
        "not-the-quantity",
    ];
    assert_eq!(told(&read, RESULTS), expected);
    for field in [
        "data.bias-review.findings",
        "evaluation.limits[].situation",
        "transparency.patients.informed",
    ] {
        assert_eq!(told(&read, field), ["says-nothing"], "{field}");
    }
    for path in [
        "data",
        "equity",
        "evaluation.results",
        "evaluation.limits",
        "transparency",
    ] {
        assert!(
            !read
                .answers
                .iter()
                .any(|answer| answer.path.starts_with(path)),
            "{path}"
        );
    }
    // A month is no day, and the day of a release is not that of a first placing on the market.
    assert_eq!(
        told(&read, "system.placed-on-market-on"),
        ["not-the-quantity"]
    );
    let audit = judged(&descriptor(&read.answers), "2026-11-23");
    let met = audit
        .findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Met);
    assert_eq!(met.count(), 0);
}

#[test]
fn an_interval_must_be_whole_and_hold_its_estimate_and_a_unit_must_be_told() {
    let read = |label: &str, json: &str| {
        let card = chai(
            "UsefulnessUsabilityEfficacy",
            &[(label, json)],
            "None",
            "None",
        );
        let read = document("card.xml", &card);
        let value = given(&read, &format!("{RESULTS}[0].value")).cloned();
        (value, told(&read, RESULTS).first().copied())
    };
    let none = |json: &str| {
        let (value, code) = read("Specificity", json);
        assert_eq!(value, None, "{json}");
        code.unwrap()
    };
    let taken = |label: &str, json: &str| read(label, json).0;
    let share = Some(Given::Number(0.945));
    assert_eq!(
        taken(
            "Specificity",
            "{\"kind\":\"single\",\"value\":94.5,\"unit\":\"%\"}"
        ),
        share
    );
    assert_eq!(
        taken(" SPECIFICITY: ", "{\"kind\":\"single\",\"value\":0.945}"),
        share
    );
    assert_eq!(
        taken("AUC", "{\"kind\":\"single\",\"value\":\"0.945\"}"),
        share
    );
    assert_eq!(
        none("{\"kind\":\"single\",\"value\":94.5}"),
        "unit-doubtful"
    );
    assert_eq!(
        none("{\"kind\":\"single\",\"value\":194.5,\"unit\":\"%\"}"),
        "out-of-range"
    );
    assert_eq!(none("{\"kind\":\"single\",\"value\":-0.2}"), "out-of-range");
    assert_eq!(
        none("{\"kind\":\"single\",\"value\":9,\"unit\":\"minutes\"}"),
        "not-the-quantity"
    );
    assert_eq!(
        none("{\"kind\":\"single\",\"value\":\"high\"}"),
        "not-a-number"
    );
    assert_eq!(none("{\"kind\":\"single\",\"value\":null}"), "not-a-number");
    assert_eq!(none("{\"kind\":\"novel\",\"value\":0.9}"), "not-a-number");
    assert_eq!(none("not JSON at all"), "not-a-number");
    assert_eq!(
        none("{\"kind\":\"estimate_ci\",\"lower\":0.8,\"upper\":0.9}"),
        "interval-incomplete"
    );
    assert_eq!(
        none("{\"kind\":\"estimate_ci\",\"estimate\":0.85,\"lower\":0.8}"),
        "interval-incomplete"
    );
    assert_eq!(
        none(
            "{\"kind\":\"estimate_ci\",\"estimate\":58.2,\"lower\":94.28,\"upper\":95.72,\"unit\":\"%\"}"
        ),
        "interval-outside"
    );
    assert_eq!(
        none("{\"kind\":\"estimate_ci\",\"estimate\":0.85,\"lower\":0.9,\"upper\":0.8}"),
        "interval-outside"
    );
    assert_eq!(
        none("{\"kind\":\"estimate_ci\",\"estimate\":0.85,\"lower\":80,\"upper\":90}"),
        "unit-doubtful"
    );
}

#[test]
fn the_same_bytes_give_the_same_document() {
    let card = chai(
        "SafetyReliability",
        &[("AUC", "{\"kind\":\"single\",\"value\":0.9}")],
        "None",
        "Fails",
    );
    assert_eq!(document("card.xml", &card), document("card.xml", &card));
}
