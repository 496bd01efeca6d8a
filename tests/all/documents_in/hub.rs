//! Traps of Hugging Face cards.

use garant_intake::Given;
use garant_intake::document::Kind;

use super::{RESULTS, answer, document, given, refused, told, words};

fn hub(front: &str, body: &str) -> String {
    format!("---\n{front}\n---\n{body}\n")
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
        words(&table, "environment.method-detail"),
        Some("code carbon")
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
    assert_eq!(words(&read, "data.datasets[0].name"), Some("yes"));
    assert_eq!(words(&read, "data.datasets[1].name"), Some("1.10"));
    assert_eq!(words(&read, "data.datasets[1].role"), Some("train"));
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
    assert_eq!(words(&read, "system.name"), Some("quiet-eye"));
    assert_eq!(
        given(&read, "evaluation.results[0].value"),
        Some(&Given::Number(0.91))
    );
    assert_eq!(
        words(&read, "evaluation.results[1].metric"),
        Some("word-error-rate")
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
    assert_eq!(words(&read, "system.name"), Some("Quiet Eye"));
    assert_eq!(words(&read, "system.provider"), Some("Ambre Lab"));
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
fn a_template_that_nobody_filled_in_answers_nothing() {
    let more = "[More Information Needed]";
    let mut body = format!(
        "# Model Card for Model ID\n\n<!-- Provide a quick summary of what the model is/does. -->\n\n### Model Description\n\n\
         This is the model card of a 🤗 transformers model that has been pushed on the Hub. This model card has been automatically generated.\n\n\
         - **Developed by:** {more}\n- **Funded by [optional]:** {more}\n- **Finetuned from model [optional]:** {more}\n"
    );
    let headings = [
        "Direct Use",
        "Out-of-Scope Use",
        "Bias, Risks, and Limitations",
        "Training Data",
        "Testing Data",
        "Model Examination [optional]",
        "Model Architecture and Objective",
        "Model Card Contact",
    ];
    for heading in headings {
        body.push_str(&format!(
            "\n### {heading}\n\n<!-- What to write. -->\n\n{more}\n"
        ));
    }
    let read = document(
        "README.md",
        &hub("library_name: transformers\ntags: []", &body),
    );
    assert!(read.answers.is_empty(), "{:?}", read.answers);
    let codes: Vec<&str> = read.remarks.iter().map(|remark| remark.code).collect();
    assert_eq!(codes, vec!["says-nothing"; 13]);
    assert_eq!(
        read.coverage
            .iter()
            .map(|section| section.filled)
            .sum::<usize>(),
        0
    );
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
    assert_eq!(words(&lines, "intended-use.purpose"), Some("- one\n- two"));
}
