//! Traps of MONAI bundles and of bills of materials.

use garant_intake::Given;
use garant_intake::document::Kind;

use super::{RESULTS, answer, descriptor, document, given, told, words};
use crate::harness::{catalog, judged};

fn bom(card: &str) -> String {
    format!(
        "{{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{{\"type\": \"machine-learning-model\", \
         \"name\": \"Quiet Eye\", \"modelCard\": {card}}}]}}"
    )
}

#[test]
fn a_bundle_gives_who_and_what_and_its_segmentation_figures_are_not_ours() {
    let bundle = r#"{"monai_version": "1.4.0", "name": "Eye bundle", "version": "0.1.2", "authors": "Ambre Lab", "task": "sorting",
        "description": "Sorts letters", "data_source": "", "intended_use": "This is an example, not to be used for diagnostic purposes",
        "eval_metrics": {"mean_dice": 0.9, "accuracy": {"left": 0.8}, "sensitivity": 0.7},
        "network_data_format": {"inputs": {"image": {"type": "image", "format": "hounsfield"}}}}"#;
    let read = document("metadata.json", bundle);
    assert_eq!(read.kind, Kind::Monai);
    assert_eq!(words(&read, "model.inputs[0].name"), Some("image"));
    assert_eq!(words(&read, "model.inputs[0].unit"), Some("hounsfield"));
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
    assert_eq!(words(&read, "evaluation.results[0].group"), Some("female"));
    assert_eq!(
        words(&read, "evaluation.results[1].attribute"),
        Some("overall")
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
        words(&read, "intended-use.purpose"),
        Some("Sort letters\nSort cards")
    );
    assert_eq!(
        words(&read, "intended-use.output-kind"),
        Some("classification")
    );
    assert_eq!(
        words(&read, "equity.groups-at-risk[0].group"),
        Some("People over 85")
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
