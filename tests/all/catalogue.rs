//! The catalog against its own promises.

use std::borrow::Cow;
use std::collections::BTreeSet;

use garant_rules::{Condition, Lang};

use crate::harness::{catalog, files, root};

/// The codes of the problems that files of Rust may report.
fn codes(paths: &[std::path::PathBuf]) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        let text: String = text.split_whitespace().collect();
        for call in [
            "problem(\"",
            "Diagnostic::error(\"",
            "Diagnostic::warning(\"",
        ] {
            codes.extend(
                text.split(call)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next().map(str::to_owned)),
            );
        }
    }
    codes
}

#[test]
fn every_diagnostic_has_words_and_a_remedy() {
    let mut core = Vec::new();
    files(&root().join("crates/core/src"), ".rs", &mut core);
    core.push(root().join("crates/source/src/tree.rs"));
    let mut loader = Vec::new();
    files(&root().join("crates/rules/src/load"), ".rs", &mut loader);
    loader.push(root().join("crates/source/src/reader.rs"));
    for (paths, room) in [(core, "diagnostic"), (loader, "loading")] {
        let codes = codes(&paths);
        assert!(codes.len() > 12, "{codes:?}");
        for code in codes {
            for part in ["message", "help"] {
                let key = format!("{room}.{code}.{part}");
                for lang in Lang::ALL {
                    assert_ne!(catalog().words.get(&key, lang), key);
                }
            }
        }
    }
}

#[test]
fn a_broken_criterion_is_told_with_its_file_its_line_and_what_to_do() {
    let mut found = Vec::new();
    files(&root().join("rules"), ".toml", &mut found);
    let sound: Vec<(String, String)> = found
        .iter()
        .map(|path| {
            let name = path.strip_prefix(root().join("rules")).unwrap();
            let text = std::fs::read_to_string(path).unwrap();
            (name.to_string_lossy().replace('\\', "/"), text)
        })
        .collect();
    let broken = |old: &str, new: &str| {
        let mut files = sound.clone();
        let file = files
            .iter_mut()
            .find(|(name, _)| name == "garant/uncertainty-shown.toml")
            .unwrap();
        assert!(file.1.contains(old), "{old}");
        file.1 = file.1.replacen(old, new, 1);
        let problems = garant_rules::load::load(&files).unwrap_err();
        let words = garant_rules::load::words_of(&files);
        problems
            .iter()
            .map(|problem| words.told(problem, Lang::En))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let told = [
        broken("ref = \"future-ai\"", "ref = \"futur-ai\""),
        broken("at = \"T3\"", "at = \"T33\""),
        broken(
            "explicability.uncertainty-shown",
            "explicability.uncertainty-shwn",
        ),
        broken("relation = \"inspired-by\"", "relation = \"requires\""),
        broken("title.en = ", "titel.en = "),
        broken("level = \"advanced\"", "level = \"advancd\""),
    ];
    insta::assert_snapshot!("broken-criterion", told.join("\n"));
}

#[test]
fn every_operator_has_words() {
    for key in Condition::KEYS {
        let said = catalog()
            .words
            .said
            .keys()
            .any(|known| known.starts_with(&format!("operator.{key}")));
        assert!(said || *key == "definition" || *key == "count", "{key}");
    }
}

#[test]
fn requires_is_said_of_statutes_and_regulations_only() {
    for criterion in &catalog().criteria {
        for citation in criterion
            .sources
            .iter()
            .filter(|citation| citation.requires)
        {
            assert!(
                catalog().source(&citation.source).unwrap().force.binds(),
                "{}",
                criterion.id
            );
        }
    }
}

#[test]
fn every_operator_level_phase_and_kind_of_actor_occurs() {
    let whole = format!("{:?} {:?}", catalog().criteria, catalog().sources);
    for operator in [
        "Present",
        "Equals",
        "OneOf",
        "Includes",
        "Measured",
        "AtLeast",
        "AtMost",
        "Count",
        "Before",
        "After",
        "Dated",
        "Ordered",
        "NotAbove",
        "Same",
        "Every",
        "Some",
        "Documented",
        "All",
        "Any",
        "Not",
        "Definition",
    ] {
        assert!(
            whole.contains(&format!("{operator}({operator}")),
            "{operator}"
        );
    }
    let used = |of: fn(&garant_rules::criterion::Criterion) -> Vec<&str>| -> BTreeSet<&str> {
        catalog().criteria.iter().flat_map(of).collect()
    };
    let phases = used(|criterion| vec![criterion.phase.as_str()]);
    assert!(
        catalog()
            .phases
            .iter()
            .all(|phase| phases.contains(phase.id.as_str()))
    );
    let levels = used(|criterion| vec![criterion.level.as_str()]);
    assert!(
        catalog()
            .levels
            .iter()
            .all(|level| levels.contains(level.id.as_str()))
    );
    let actors = used(|criterion| criterion.actors.iter().map(String::as_str).collect());
    assert!(
        catalog()
            .actors
            .iter()
            .all(|actor| actors.contains(actor.id.as_str()))
    );
    for principle in catalog()
        .principles
        .iter()
        .filter(|principle| principle.key)
    {
        let count = catalog()
            .criteria
            .iter()
            .filter(|criterion| criterion.principle == principle.id)
            .count();
        assert!(count >= 10, "{}", principle.id);
    }
}

#[test]
fn every_file_of_a_criterion_is_loaded_and_every_criterion_is_complete() {
    let mut found = Vec::new();
    for pack in &catalog().packs {
        files(&root().join("rules").join(&pack.id), ".toml", &mut found);
        found.retain(|path| !path.ends_with("pack.toml"));
    }
    assert_eq!(catalog().criteria.len(), found.len(), "pack.toml aside");
    let codes: BTreeSet<&str> = catalog()
        .criteria
        .iter()
        .map(|criterion| criterion.code.as_str())
        .collect();
    assert_eq!(codes.len(), catalog().criteria.len());
    for criterion in &catalog().criteria {
        let principle = catalog()
            .principles
            .iter()
            .find(|principle| principle.id == criterion.principle)
            .unwrap();
        // The quick look is numbered in the order of its questions.
        let numbered = criterion.id.starts_with("quick-look/") && criterion.code.starts_with("QL-");
        assert!(
            numbered || criterion.code.starts_with(&principle.code),
            "{}",
            criterion.code
        );
        assert!(!criterion.sources.is_empty() && !criterion.actors.is_empty());
        assert!(!criterion.cens.is_empty(), "{}", criterion.id);
        for lang in Lang::ALL {
            for said in [
                &criterion.title,
                &criterion.asks,
                &criterion.why,
                &criterion.remedy,
            ] {
                assert!(said.get(lang).trim().len() > 10, "{}", criterion.id);
            }
            for check in &criterion.checks {
                assert!(!check.says.get(lang).trim().is_empty(), "{}", criterion.id);
            }
        }
    }
}

#[test]
fn every_criterion_that_is_essential_in_a_profile_has_a_question_for_a_committee() {
    let essential: Vec<_> = catalog()
        .criteria
        .iter()
        .filter(|criterion| {
            catalog().profiles.iter().any(|profile| {
                profile.selects(catalog(), criterion) && profile.level(criterion) == "essential"
            })
        })
        .collect();
    assert!(essential.len() > 60, "{}", essential.len());
    for criterion in essential {
        assert!(criterion.question.is_some(), "{}", criterion.id);
    }
    let mut asked = BTreeSet::new();
    for criterion in &catalog().criteria {
        let Some(question) = &criterion.question else {
            continue;
        };
        for lang in Lang::ALL {
            let text = question.get(lang);
            let id = &criterion.id;
            let words = text
                .split_whitespace()
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .count();
            assert!((6..=22).contains(&words), "{id}: {words} words: {text}");
            let end = match lang {
                Lang::Fr => "\u{a0}?",
                Lang::En => "?",
            };
            assert!(text.ends_with(end), "{id}: {text}");
            assert_eq!(text.matches('?').count(), 1, "{id}: {text}");
            assert!(
                asked.insert(text),
                "{id} asks what another one asks: {text}"
            );
        }
        assert!(!question.fr.contains('\''), "{}", criterion.id);
    }
}

#[test]
fn the_two_languages_are_not_the_same_text() {
    for criterion in &catalog().criteria {
        for said in [
            &criterion.title,
            &criterion.asks,
            &criterion.why,
            &criterion.remedy,
        ] {
            assert_ne!(said.fr, said.en, "{}", criterion.id);
        }
    }
}

#[test]
fn every_source_is_cited_and_says_how_far_it_was_read() {
    for source in &catalog().sources {
        let cited = |at: Option<&str>| {
            catalog()
                .criteria
                .iter()
                .flat_map(|criterion| &criterion.sources)
                .any(|citation| citation.source == source.id && citation.at.as_deref() == at)
                || catalog().regimes.iter().any(|regime| {
                    let own = regime.at.as_deref() == at
                        || at.is_some_and(|at| regime.with.iter().any(|with| with == at));
                    regime.source == source.id && own
                })
        };
        let anywhere = cited(None) || source.locators.iter().any(|place| cited(Some(&place.at)));
        assert!(
            anywhere,
            "{} is cited by no criterion and no regime",
            source.id
        );
        for place in &source.locators {
            assert!(
                cited(Some(&place.at)),
                "{} {} is cited by no criterion and no regime",
                source.id,
                place.at
            );
        }
        assert!(source.checked_on.is_some(), "{}", source.id);
        assert!(
            source.note.is_some() || source.verification == "text-read",
            "{}",
            source.id
        );
    }
}

#[test]
fn every_field_serves_a_criterion_or_the_report() {
    // Facts that the report, the evidence and other sections read, rather than a criterion.
    let whole = format!(
        "{:?} {:?} {:?}",
        catalog().criteria,
        catalog().sources,
        catalog().phase_checks
    );
    let mut idle = Vec::new();
    for section in &catalog().sections {
        if [
            "top",
            "declaration",
            "system",
            "evidence",
            "waivers",
            "not-applicable",
            "takes-up",
        ]
        .contains(&section.id.as_str())
        {
            continue;
        }
        for field in &section.fields {
            let last = field.path.rsplit("[].").next().unwrap();
            let relative = format!("\".{last}\"");
            let own = format!("\"{}\"", field.path);
            let of_an_entry = field.path.contains("[].") && whole.contains(&relative);
            if !of_an_entry && !whole.contains(&own) {
                idle.push(field.path.as_str());
            }
        }
    }
    insta::assert_snapshot!("fields-of-no-criterion", idle.join("\n"));
}

#[test]
fn the_ready_form_is_the_folder_with_its_sentences_lent() {
    let folder = root().join("rules");
    let mut found = Vec::new();
    files(&folder, ".toml", &mut found);
    let texts: Vec<(String, String)> = found
        .iter()
        .map(|path| {
            let below = path.strip_prefix(&folder).unwrap().to_string_lossy();
            let text = std::fs::read_to_string(path).unwrap();
            (below.replace('\\', "/"), text)
        })
        .collect();
    assert!(garant_rules::load::load(&texts).unwrap() == *catalog());
    let lent = |said: &Cow<'static, str>| matches!(said, Cow::Borrowed(_));
    for field in catalog().fields() {
        assert!(
            lent(&field.help.fr) && lent(&field.help.en),
            "{}",
            field.path
        );
    }
}
