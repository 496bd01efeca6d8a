//! Every real file: a descriptor that the audit accepts, or a refusal by name; and nothing of a patient or a picture in either.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use garant_core::verdict::Verdict;
use garant_intake::document::{Document, Kind, Refusal, read};
use garant_intake::{Answer, Given};
use garant_rules::catalog::declared;

use super::descriptor;
use crate::harness::{catalog, files, judged};

fn corpus() -> Option<PathBuf> {
    std::env::var_os("GARANT_CORPUS").map(PathBuf::from)
}

struct Real {
    name: String,
    bytes: Vec<u8>,
    read: Result<Document, Refusal>,
}

fn each(corpus: &Path) -> Vec<Real> {
    let mut found = Vec::new();
    files(corpus, "", &mut found);
    let real = |path: PathBuf| {
        let name = path.strip_prefix(corpus).unwrap().to_string_lossy();
        let name = name.replace('\\', "/");
        let bytes = std::fs::read(&path).unwrap();
        let read = read(catalog(), name.rsplit('/').next().unwrap(), &bytes);
        Real { name, bytes, read }
    };
    found.into_iter().map(real).collect()
}

fn texts(answer: &Answer) -> Vec<&str> {
    match &answer.given {
        Given::Text(text) => vec![text],
        Given::Texts(texts) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_real_file_gives_a_descriptor_that_the_audit_accepts_or_a_refusal_by_name() {
    let Some(corpus) = corpus() else {
        eprintln!("GARANT_CORPUS is not set: this test over real inputs does not run");
        return;
    };
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut met = 0;
    for Real { name, read, .. } in each(&corpus) {
        let document = match read {
            Ok(document) => document,
            Err(refusal) => {
                *named.entry(refusal.code()).or_default() += 1;
                continue;
            }
        };
        *taken.entry(document.kind.code()).or_default() += 1;
        for answer in &document.answers {
            assert!(catalog().field(&declared(&answer.path)).is_some());
            assert!(!answer.origin.place.is_empty() && answer.origin.place.len() < 300);
        }
        let audit = judged(&descriptor(&document.answers), "2026-11-23");
        for finding in &audit.findings {
            if finding.verdict == Verdict::Met {
                met += 1;
                let criterion = catalog().criterion(&finding.code).unwrap();
                assert_ne!(criterion.principle, "equity", "{name}: {}", finding.code);
            }
        }
    }
    let unknown = named.remove("unknown").unwrap_or(0);
    let (read, refused): (usize, usize) = (taken.values().sum(), named.values().sum());
    eprintln!("{read} read, {refused} refused by name, {unknown} not recognised");
    eprintln!(
        "  read: {taken:?}\n  refused: {named:?}\n  criteria met by what was imported: {met}"
    );
    assert!(read >= 39 && refused >= 48, "{read} {refused}");
    for broken in ["broken", "mapping", "duplicate-key", "not-utf8"] {
        assert!(!named.contains_key(broken), "{broken}");
    }
}

#[test]
fn cards_whose_fairness_block_holds_zeros_give_no_equity_figure_and_none_gives_no_bias() {
    let Some(corpus) = corpus() else {
        eprintln!("GARANT_CORPUS is not set: this test over real inputs does not run");
        return;
    };
    let (mut zeros, mut none) = (0, 0);
    for Real { name, bytes, read } in each(&corpus) {
        let Ok(document) = read else { continue };
        if !matches!(document.kind, Kind::Chai01 | Kind::Chai02) {
            continue;
        }
        let has = |path: &str| {
            let mut answers = document.answers.iter();
            answers.any(|answer| declared(&answer.path).starts_with(path))
        };
        let text = String::from_utf8(bytes).unwrap();
        let fairness = text.split("FairnessEquity>").nth(1).unwrap();
        zeros += usize::from(fairness.contains("\"value\":0}"));
        // None of these cards has a figure by group of people.
        assert!(!has("evaluation.results[].attribute"), "{name}");
        let gave = |answer: &Answer| answer.origin.place.contains("FairnessEquity");
        assert!(!document.answers.iter().any(gave), "{name}");
        let says_none = text.contains("Considerations>None<");
        none += usize::from(says_none);
        assert_ne!(says_none, has("data.bias-review.findings"), "{name}");
    }
    assert!(zeros > 4 && none > 8, "{zeros} {none}");
}

#[test]
fn no_example_of_a_widget_no_code_and_no_picture_reaches_an_output() {
    let Some(corpus) = corpus() else {
        eprintln!("GARANT_CORPUS is not set: this test over real inputs does not run");
        return;
    };
    let mut examples = 0;
    for Real { name, bytes, read } in each(&corpus) {
        let Ok(document) = read else { continue };
        let source = String::from_utf8(bytes).unwrap();
        let mut secret: Vec<&str> = Vec::new();
        let mut code = false;
        for line in source.lines() {
            let bare = line.trim();
            if bare.starts_with("```") {
                code = !code;
            } else if code && bare.len() > 30 {
                secret.push(bare);
            }
            // A line of the front matter's examples.
            if let Some(example) = bare.strip_prefix("- text: \"") {
                secret.push(example.get(..30.min(example.len())).unwrap_or(example));
                examples += 1;
            }
        }
        if document.kind != Kind::HuggingFace {
            secret.clear();
        }
        let mut out = descriptor(&document.answers);
        for remark in &document.remarks {
            out.push_str(&format!("{remark:?}\n"));
        }
        for answer in &document.answers {
            out.push_str(&answer.origin.place);
        }
        for text in secret {
            assert!(!out.contains(text), "{name}: {text}");
        }
        for word in ["Henrique", "base64", "widget"] {
            assert!(!out.contains(word), "{name}: {word}");
        }
        for text in document.answers.iter().flat_map(texts) {
            let mut words = text.split_whitespace();
            assert!(words.all(|word| word.len() <= 300), "{name}");
        }
    }
    assert!(examples >= 4, "{examples}");
}
