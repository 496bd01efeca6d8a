//! What a pipeline shows of a run: annotations, and a summary.

use std::sync::Arc;

use garant_report::{Format, Options};
use garant_rules::Lang;

use super::{EXAMPLES, example, text};
use crate::harness::judged;

#[test]
fn annotations_are_one_command_a_line_and_what_github_would_drop_is_counted() {
    for name in EXAMPLES {
        let audit = example(name);
        let drafts = audit.findings.iter().filter(|finding| finding.draft);
        let drafts: Vec<&str> = drafts.map(|finding| finding.code.as_str()).collect();
        let told = text(&audit, Options::new(Format::Github, Lang::En));
        let mut named = 0;
        let mut more = 0;
        for kind in ["error", "warning", "notice"] {
            let start = format!("::{kind} file=garant.toml,line=");
            let own: Vec<&str> = told
                .lines()
                .filter(|line| line.starts_with(&start))
                .collect();
            assert!(own.len() <= 10, "{name} {kind}");
            for line in own {
                let (place, message) = line.trim_start_matches("::").split_once("::").unwrap();
                assert!(place.contains(",title="), "{line}");
                assert!(!message.is_empty());
                let count = message.split(' ').next().unwrap().parse::<usize>();
                match count {
                    Ok(count) if place.ends_with("title=Other findings") => more += count,
                    _ if place.ends_with("title=Conclusion") => {}
                    _ => named += 1,
                }
            }
        }
        assert_eq!(
            told.lines().count(),
            told.lines().filter(|line| line.starts_with("::")).count()
        );
        let open = audit.actions.len() - drafts.len().min(audit.actions.len());
        assert!(named + more >= open, "{name} {named} {more} {open}");
        assert_eq!(named + more, open + audit.diagnostics.len(), "{name}");
    }
}

#[test]
fn no_text_ends_a_command() {
    let mut audit = judged("garant = 1\n", "2026-11-23");
    "a,b:c%\n::error::d.toml".clone_into(&mut audit.descriptor.path);
    for texts in audit.texts.values_mut() {
        for criterion in texts.criteria.values_mut().map(Arc::make_mut) {
            "x\n::stop-commands::y\r%0A".clone_into(&mut criterion.title);
        }
    }
    let told = text(&audit, Options::new(Format::Github, Lang::Fr));
    for line in told.lines() {
        assert!(
            line.starts_with("::warning file=a%2Cb%3Ac%25 %3A%3Aerror%3A%3Ad.toml,line=")
                || line.starts_with("::notice file=a%2Cb%3Ac%25 %3A%3Aerror%3A%3Ad.toml,line="),
            "{line}"
        );
        assert!(!line.contains('\r'));
    }
    assert!(told.contains("x ::stop-commands::y%250A."));
}

#[test]
fn the_summary_names_what_closes_the_gate_and_counts_the_rest() {
    for name in EXAMPLES {
        let audit = example(name);
        for lang in Lang::ALL {
            let told = text(&audit, Options::new(Format::GithubSummary, lang));
            let gate = audit.gate.failing.iter().chain(&audit.gate.undetermined);
            for criterion in gate {
                let mut all = audit.findings.iter();
                let finding = all.find(|finding| finding.criterion == *criterion).unwrap();
                let row = format!("| **{}** ", finding.code);
                assert_eq!(told.matches(&row).count(), 1, "{name} {}", finding.code);
            }
            let named = told.lines().filter(|line| line.starts_with("| **")).count();
            assert_eq!(
                named,
                audit.gate.failing.len() + audit.gate.undetermined.len()
            );
            let others = audit.actions.len() - named;
            if others > 1 {
                assert!(
                    told.lines()
                        .any(|line| line.starts_with(&format!("{others} "))),
                    "{name}"
                );
            }
        }
    }
}
