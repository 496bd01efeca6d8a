//! Every real file: a descriptor that the audit accepts, or a refusal by name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use garant_intake::document::{Document, Kind, Refusal, read};
use garant_intake::{Answer, Given};
use garant_rules::catalog::declared;

use super::descriptor;
use crate::harness::{catalog, files, judged};

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("GARANT_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("GARANT_CORPUS is not set: this test over real inputs does not run");
    }
    corpus
}

fn each(corpus: &Path) -> Vec<(String, Vec<u8>, Result<Document, Refusal>)> {
    let mut found = Vec::new();
    files(corpus, "", &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(corpus).unwrap().to_string_lossy();
            let name = name.replace('\\', "/");
            let bytes = std::fs::read(&path).unwrap();
            let file = name.rsplit('/').next().unwrap();
            let document = read(catalog(), file, &bytes);
            (name, bytes, document)
        })
        .collect()
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
    let Some(corpus) = corpus() else { return };
    let mut read: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for (name, _, document) in each(&corpus) {
        all += 1;
        match document {
            Ok(document) => {
                *read.entry(document.kind.code()).or_default() += 1;
                let text = descriptor(&document.answers);
                let audit = judged(&text, "2026-11-23");
                assert!(!audit.findings.is_empty(), "{name}");
                if std::env::var_os("GARANT_SHOW").is_some() {
                    let met: Vec<&str> = audit
                        .findings
                        .iter()
                        .filter(|f| f.verdict == garant_core::verdict::Verdict::Met)
                        .map(|f| f.code.as_str())
                        .collect();
                    eprintln!("{name}: met {met:?}\n{text}");
                    for remark in &document.remarks {
                        eprintln!("  {} {:?} {}", remark.code, remark.args, remark.place);
                    }
                    for c in document.coverage.iter().filter(|c| c.filled + c.empty > 0) {
                        eprintln!("  {} {}/{}/{}", c.section, c.filled, c.empty, c.absent);
                    }
                }
            }
            Err(refusal) => {
                if std::env::var_os("GARANT_SHOW").is_some() {
                    eprintln!("{name}: {refusal:?}");
                }
                *refused.entry(refusal.code()).or_default() += 1;
            }
        }
    }
    let unknown = refused.remove("unknown").unwrap_or(0);
    let (taken, named) = (read.values().sum::<usize>(), refused.values().sum::<usize>());
    eprintln!("{all} files: {taken} read, {named} refused by name, {unknown} not recognised");
    eprintln!("  read {read:?}");
    eprintln!("  refused {refused:?}");
}
