//! Files of the project, the built program, and audits of short texts.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use garant_core::evidence::NoFiles;
use garant_core::finding::Finding;
use garant_core::{Audit, AuditError, Judge, Request};
use garant_rules::Catalog;
use garant_source::Diagnostic;

/// The examples, by their folders.
pub(crate) const EXAMPLES: [&str; 8] = [
    "antibiotiques",
    "echographie",
    "essai-virtuel",
    "hopital",
    "imagerie",
    "sante-mentale",
    "scribe",
    "triage",
];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| garant_catalog::catalog().unwrap())
}

/// The catalog made ready once: what it takes is most of the time of a short audit.
pub(crate) fn judge() -> &'static Judge<'static> {
    static JUDGE: OnceLock<Judge<'static>> = OnceLock::new();
    JUDGE.get_or_init(|| Judge::new(catalog()))
}

pub(crate) fn try_audit(text: &str, as_of: &str) -> Result<Audit, Vec<Diagnostic>> {
    let request = Request::new("garant.toml", text, as_of.parse().unwrap());
    judge()
        .audit(&request, &NoFiles)
        .map_err(|error| match error {
            AuditError::Descriptor(problems) => problems,
            other => panic!("{other}"),
        })
}

pub(crate) fn judged(text: &str, as_of: &str) -> Audit {
    try_audit(text, as_of).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

pub(crate) fn finding<'a>(audit: &'a Audit, code: &str) -> &'a Finding {
    audit
        .findings
        .iter()
        .find(|finding| finding.code == code)
        .unwrap_or_else(|| panic!("no finding {code}"))
}

/// The program, built once for the tests. Of the whole workspace and beside its examples (there is none), what it needs has the features
/// that it has under `cargo test --workspace`, and nothing is compiled a second time for it.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let status = Command::new(cargo)
            .args(["build", "--quiet", "--locked", "--workspace"])
            .args(["--bin", "garant", "--examples"])
            .current_dir(root())
            .status()
            .unwrap();
        assert!(status.success());
        let target =
            std::env::var("CARGO_TARGET_DIR").map_or_else(|_| root().join("target"), PathBuf::from);
        target.join("debug/garant").canonicalize().unwrap()
    })
}

pub(crate) fn garant(folder: &Path, args: &[&str]) -> Output {
    Command::new(program())
        .args(args)
        .current_dir(folder)
        .env_remove("GARANT_LANG")
        .env("LC_ALL", "C")
        .output()
        .unwrap()
}

pub(crate) fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}
