//! Traps of real documents, each with a small invented card.

use garant_intake::Given;
use garant_intake::document::Kind;

use super::{answer, descriptor, document, given, refused, text, told};
use crate::harness::{catalog, judged};

const RESULTS: &str = "evaluation.results";

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

fn hub(front: &str, body: &str) -> String {
    format!("---\n{front}\n---\n{body}\n")
}

fn bom(card: &str) -> String {
    format!(
        "{{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{{\"type\": \"machine-learning-model\", \
         \"name\": \"Quiet Eye\", \"modelCard\": {card}}}]}}"
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
    assert_eq!(given(&read, "system.name").cloned(), text("Quiet & Eye"));
    assert_eq!(
        given(&read, "system.provider").cloned(),
        text("Ambre <3 Lab>")
    );
    let at = |key: &str| given(&read, &format!("{RESULTS}[0].{key}")).cloned();
    assert_eq!(at("metric"), text("sensitivity"));
    assert_eq!(at("value"), Some(Given::Number(0.91)));
    assert_eq!(at("low"), Some(Given::Number(0.815)));
    assert_eq!(at("high"), Some(Given::Number(0.967)));
    assert_eq!(at("level"), Some(Given::Number(0.95)));
    assert_eq!(at("attribute"), text("sex"));
    assert_eq!(at("group"), text("Female"));
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
        .filter(|finding| finding.verdict == garant_core::verdict::Verdict::Met);
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
fn both_shapes_of_emissions_are_converted_and_a_small_number_is_doubtful() {
    const FIELD: &str = "environment.training-co2e";
    let read = |front: &str| document("card.md", &hub(&format!("license: mit\n{front}"), "# Eye"));
    let plain = read("co2_eq_emissions: 41100");
    assert_eq!(given(&plain, FIELD), Some(&Given::Number(41.1)));
    assert_eq!(
        answer(&plain, FIELD).unwrap().origin.place,
        "front matter: co2_eq_emissions, line 3"
    );
    let table = read(
        "co2_eq_emissions:\n  emissions: 41100\n  source: code carbon\n  training_type: fine-tuning",
    );
    assert_eq!(given(&table, FIELD), Some(&Given::Number(41.1)));
    let place = "front matter: co2_eq_emissions.emissions, line 4";
    assert_eq!(answer(&table, FIELD).unwrap().origin.place, place);
    assert_eq!(
        given(&table, "environment.method-detail").cloned(),
        text("code carbon")
    );
    for doubtful in [
        "co2_eq_emissions: 41.1",
        "co2_eq_emissions:\n  emissions: \"41.1\"",
    ] {
        let read = read(doubtful);
        assert_eq!(given(&read, FIELD), None);
        assert_eq!(told(&read, FIELD), ["unit-doubtful"]);
        let units = &read.remarks.first().unwrap().args;
        assert!(
            units.contains(&("units", "g, kg CO₂e".to_owned())),
            "{units:?}"
        );
    }
    assert_eq!(
        told(&read("co2_eq_emissions: -500"), FIELD),
        ["unit-doubtful"]
    );
    assert_eq!(
        told(&read("co2_eq_emissions: a lot"), FIELD),
        ["not-a-number"]
    );
}

#[test]
fn yaml_is_of_version_1_2_and_odd_shapes_are_told() {
    let read = document(
        "card.md",
        &hub(
            "language: no\nbase_model: no-bert\ndatasets:\n- yes\n- on: off\n- 1.10\n- null\nlicense: [mit, cc0-1.0]\npipeline_tag: something-new",
            "# Eye",
        ),
    );
    let models = vec!["no-bert".to_owned()];
    assert_eq!(
        given(&read, "model.base-models"),
        Some(&Given::Texts(models))
    );
    // In YAML 1.1 the first would be true; a number keeps how it is written.
    assert_eq!(given(&read, "data.datasets[0].name").cloned(), text("yes"));
    assert_eq!(given(&read, "data.datasets[1].name").cloned(), text("1.10"));
    assert_eq!(
        given(&read, "data.datasets[1].role").cloned(),
        text("train")
    );
    assert!(given(&read, "data.datasets[2].name").is_none());
    assert_eq!(told(&read, "data.datasets[].name"), ["not-a-text"]);
    assert_eq!(told(&read, "intended-use.output-kind"), ["no-choice-fits"]);
    // The language of a model is not that of texts for patients.
    assert!(
        !read
            .answers
            .iter()
            .any(|answer| answer.path.starts_with("equity"))
    );
    let odd = document(
        "card.md",
        &hub("license: mit\nbase_model:\n- en:\n- \"\"\n", "# Eye"),
    );
    assert_eq!(told(&odd, "model.base-models"), ["not-a-text"]);
}

#[test]
fn figures_of_a_front_matter_are_taken_by_their_exact_type() {
    let metrics = [
        "type: roc_auc\n        value: 0.91",
        "type: roc_auc\n        value: 91.2",
        "type: f1\n        value: 0.83",
        "type: accuracy\n        value: null",
        "type: wer\n        value: 12.5%",
        "name: x",
    ];
    let metrics: String = metrics
        .iter()
        .map(|metric| format!("\n      - {metric}"))
        .collect();
    let front = format!(
        "model-index:\n- name: quiet-eye\n  results:\n  - task:\n      type: x\n    metrics:{metrics}"
    );
    let read = document("card.md", &hub(&front, ""));
    assert_eq!(given(&read, "system.name").cloned(), text("quiet-eye"));
    assert_eq!(
        given(&read, "evaluation.results[0].value"),
        Some(&Given::Number(0.91))
    );
    assert_eq!(
        given(&read, "evaluation.results[1].metric").cloned(),
        text("word-error-rate")
    );
    assert_eq!(
        given(&read, "evaluation.results[1].value"),
        Some(&Given::Number(0.125))
    );
    let codes = [
        "unit-doubtful",
        "not-the-quantity",
        "says-nothing",
        "not-a-number",
    ];
    assert_eq!(told(&read, RESULTS), codes);
}

#[test]
fn a_heading_is_no_answer_and_only_headings_of_the_templates_are_read() {
    let body = "# Model Card for Quiet Eye\n\n### Model Description\n\nSorts letters. <!-- ## Direct Use\nnot this -->\n\n\
        - **Developed by:** Ambre Lab\n- **Model type:** [More Information Needed]\n- **Funded by [optional]:** A region\n\n\
        ## Uses\n\n### Direct Use\n\n[More Information Needed]\n\n### Out-of-Scope Use\n\n## Bias, Risks, and Limitations\n\n\
        Fails on [thin](https://a.example) **bone**.\n\n```python\n# ### Direct Use\nname = \"Jeanne Martin, 84 ans\"\n```\n\n\
        ## My own heading about bias\n\nBiased.\n\n## Model Card Contact\n\nTBD\n";
    let read = document("README.md", body);
    assert_eq!(read.kind, Kind::HuggingFace);
    assert_eq!(given(&read, "system.name").cloned(), text("Quiet Eye"));
    assert_eq!(given(&read, "system.provider").cloned(), text("Ambre Lab"));
    let funding = given(&read, "transparency.funding");
    assert_eq!(funding, Some(&Given::Texts(vec!["A region".to_owned()])));
    let limit = answer(&read, "evaluation.limits[0].situation").unwrap();
    assert_eq!(limit.given, Given::Text("Fails on thin bone.".to_owned()));
    assert_eq!(
        limit.origin.place,
        "heading “Bias, Risks, and Limitations”, line 20"
    );
    assert_eq!(told(&read, "evaluation.limits[].situation"), ["left-out"]);
    for field in [
        "intended-use.purpose",
        "intended-use.out-of-scope",
        "model.kind",
        "system.contact",
    ] {
        assert_eq!(told(&read, field), ["says-nothing"], "{field}");
        assert!(given(&read, field).is_none(), "{field}");
    }
    let out = format!("{read:?}");
    assert!(!out.contains("Jeanne") && !out.contains("Biased"));
}

#[test]
fn a_widget_is_never_read_and_no_problem_of_it_tells_it() {
    let widget = "license: mit\nwidget:\n- text: \"Jeanne Martin, 84 ans, chute\"\n  example_title: Jeanne\n";
    let read = document("card.md", &hub(widget, "# Eye"));
    assert!(!format!("{read:?}").contains("Jeanne"));
    let broken = format!("{widget}\n  text: \"Jeanne\n  - [");
    let refusal = refused("card.md", hub(&broken, "# Eye").as_bytes());
    assert!(!format!("{refusal:?} {refusal} {:?}", refusal.args()).contains("Jeanne"));
    let twice = format!("{widget}Jeanne Martin: 1\nJeanne Martin: 2");
    let refusal = refused("card.md", hub(&twice, "# Eye").as_bytes());
    assert!(!format!("{refusal:?} {refusal} {:?}", refusal.args()).contains("Jeanne"));
}

#[test]
fn a_bundle_gives_who_and_what_and_its_segmentation_figures_are_not_ours() {
    let bundle = r#"{"monai_version": "1.4.0", "name": "Eye bundle", "version": "0.1.2", "authors": "Ambre Lab", "task": "sorting",
        "description": "Sorts letters", "data_source": "", "intended_use": "This is an example, not to be used for diagnostic purposes",
        "eval_metrics": {"mean_dice": 0.9, "accuracy": {"left": 0.8}, "sensitivity": 0.7},
        "network_data_format": {"inputs": {"image": {"type": "image", "format": "hounsfield"}}}}"#;
    let read = document("metadata.json", bundle);
    assert_eq!(read.kind, Kind::Monai);
    assert_eq!(given(&read, "model.inputs[0].name").cloned(), text("image"));
    assert_eq!(
        given(&read, "model.inputs[0].unit").cloned(),
        text("hounsfield")
    );
    assert_eq!(
        given(&read, "evaluation.results[0].value"),
        Some(&Given::Number(0.7))
    );
    assert_eq!(
        told(&read, RESULTS),
        ["not-the-quantity", "not-the-quantity"]
    );
    assert_eq!(told(&read, "intended-use.purpose"), ["says-nothing"]);
    assert!(
        !read
            .answers
            .iter()
            .any(|answer| answer.path.starts_with("data"))
    );
    let filled = |id: &str| {
        read.coverage
            .iter()
            .find(|section| section.section == id)
            .map(|section| (section.filled, section.empty))
    };
    assert_eq!(filled("system"), Some((4, 0)));
    assert_eq!(filled("equity"), Some((0, 0)));
    let fields = |section: &garant_rules::field::Section| {
        let all = section.fields.iter();
        all.filter(|field| field.kind != garant_rules::field::Kind::List)
            .count()
    };
    for (section, told) in catalog().sections.iter().zip(&read.coverage) {
        assert_eq!(told.section, section.id);
        assert_eq!(told.filled + told.empty + told.absent, fields(section));
    }
}

#[test]
fn a_bill_of_materials_is_read_from_its_model_with_its_units_and_slices() {
    let metric = |value: &str, slice: &str| {
        format!("{{\"type\": \"Sensitivity\", \"value\": {value}, \"slice\": \"{slice}\"}}")
    };
    let metrics = [
        metric("\"0.91\"", "female"),
        metric("\"91 %\"", "overall"),
        metric("\"The value of the performance metric\"", ""),
        metric("0.5", "people of the north"),
        "{\"type\": \"mmlu\", \"value\": \"58.2\", \"confidenceInterval\": {\"lowerBound\": \"94.28\", \"upperBound\": \"95.72\"}}".to_owned(),
        "{\"type\": \"specificity\", \"value\": \"0.582\", \"confidenceInterval\": {\"lowerBound\": \"0.94\", \"upperBound\": \"0.95\"}}".to_owned(),
    ];
    let card = format!(
        "{{\"modelParameters\": {{\"task\": \"image-classification\", \"datasets\": [{{\"name\": \"Eyes\"}}]}}, \"quantitativeAnalysis\": {{\
         \"performanceMetrics\": [{}], \"graphics\": {{\"collection\": [{{\"image\": {{\"content\": \"{}\"}}}}]}}}},\
         \"considerations\": {{\"users\": [\"N/A\", \"Nurses\"], \"useCases\": [\"Sort letters\", \"Sort cards\"],\
         \"fairnessAssessments\": [{{\"groupAtRisk\": \"People over 85\", \"harms\": \"Missed more often\", \"mitigationStrategy\": \"None\"}}],\
         \"environmentalConsiderations\": {{\"energyConsumptions\": [\
         {{\"activity\": \"training\", \"activityEnergyCost\": {{\"value\": 1200, \"unit\": \"kWh\"}}, \"co2CostEquivalent\": {{\"value\": 0.072, \"unit\": \"tCO2eq\"}}}},\
         {{\"activity\": \"inference\", \"activityEnergyCost\": {{\"value\": 3, \"unit\": \"kWh\"}}}}]}}}}}}",
        metrics.join(", "),
        "QUJD".repeat(5_000)
    );
    let read = document("bom.json", &bom(&card));
    assert_eq!(read.kind, Kind::CycloneDx);
    assert_eq!(
        given(&read, "evaluation.results[0].group").cloned(),
        text("female")
    );
    assert_eq!(
        given(&read, "evaluation.results[1].attribute").cloned(),
        text("overall")
    );
    assert_eq!(
        given(&read, "evaluation.results[1].value"),
        Some(&Given::Number(0.91))
    );
    let codes = [
        "not-a-number",
        "group-unknown",
        "not-the-quantity",
        "interval-outside",
    ];
    assert_eq!(told(&read, RESULTS), codes);
    assert_eq!(
        given(&read, "environment.training-energy"),
        Some(&Given::Number(1200.0))
    );
    assert_eq!(
        given(&read, "environment.training-co2e"),
        Some(&Given::Number(72.0))
    );
    assert_eq!(
        told(&read, "environment.inference-energy"),
        ["not-the-quantity"]
    );
    assert_eq!(
        given(&read, "intended-use.purpose").cloned(),
        text("Sort letters\nSort cards")
    );
    assert_eq!(
        given(&read, "intended-use.output-kind").cloned(),
        text("classification")
    );
    assert_eq!(
        given(&read, "equity.groups-at-risk[0].group").cloned(),
        text("People over 85")
    );
    assert!(given(&read, "equity.groups-at-risk[0].mitigation").is_none());
    assert_eq!(told(&read, "data.datasets[].role"), ["ask"]);
    let users = answer(&read, "intended-use.users").unwrap();
    assert_eq!(users.given, Given::Texts(vec!["Nurses".to_owned()]));
    assert_eq!(
        users.origin.place,
        "/components/0/modelCard/considerations/users/1"
    );
    assert!(!format!("{read:?}").contains("QUJD"));
    judged(&descriptor(&read.answers), "2026-11-23");
}

#[test]
fn energy_and_emissions_that_contradict_each_other_are_both_left_open() {
    let activity = |energy: &str, emissions: &str| {
        format!(
            "{{\"activity\": \"training\", \"activityEnergyCost\": {energy}, \"co2CostEquivalent\": {emissions}}}"
        )
    };
    let read = |activities: &[String]| {
        let all = activities.join(", ");
        let card = format!(
            "{{\"considerations\": {{\"environmentalConsiderations\": {{\"energyConsumptions\": [{all}]}}}}}}"
        );
        document("bom.json", &bom(&card))
    };
    let one = activity(
        "{\"value\": 0.4, \"unit\": \"kWh\"}",
        "{\"value\": 31.22, \"unit\": \"tCO2eq\"}",
    );
    let contradicted = read(std::slice::from_ref(&one));
    for field in ["environment.training-energy", "environment.training-co2e"] {
        assert_eq!(told(&contradicted, field), ["do-not-go-together"]);
        assert!(given(&contradicted, field).is_none());
    }
    let other = activity(
        "{\"value\": 4, \"unit\": \"MWh\"}",
        "{\"value\": \"much\", \"unit\": \"tCO2eq\"}",
    );
    let unread = read(std::slice::from_ref(&other));
    assert_eq!(
        told(&unread, "environment.training-energy"),
        ["unit-unknown"]
    );
    assert_eq!(told(&unread, "environment.training-co2e"), ["not-a-number"]);
    assert_eq!(
        told(&read(&[one, other]), "environment.training-energy"),
        ["ask", "ask"]
    );
}

#[test]
fn what_is_too_long_is_cut_and_told_and_what_hides_is_left_out() {
    let long = "word ".repeat(3_000);
    let read = document(
        "card.md",
        &hub("license: mit", &format!("## Direct Use\n\n{long}\u{202e}")),
    );
    let Some(Given::Text(purpose)) = given(&read, "intended-use.purpose") else {
        panic!("no purpose");
    };
    assert!(purpose.len() < 4_100 && purpose.ends_with("[…]"));
    assert_eq!(told(&read, "intended-use.purpose"), ["cut"]);
    let lines = document(
        "card.md",
        &hub("license: mit", "## Direct Use\n\n- one\u{202e}\n- two\n"),
    );
    assert_eq!(
        given(&lines, "intended-use.purpose").cloned(),
        text("- one\n- two")
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
