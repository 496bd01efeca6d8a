//! What pipelines run: the scripts of the action and of the template, and the hooks, each as the machine would call it.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{program, root};

const DATE: &str = "2026-11-23";
const REPORTS: [&str; 4] = [
    "audit.html",
    "audit.json",
    "audit.github.sarif",
    "audit.xml",
];

/// A repository with the descriptor of an example in a folder of it.
fn project(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tool")).unwrap();
    fs::write(folder.path().join("tool/garant.toml"), text).unwrap();
    folder
}

fn example() -> String {
    fs::read_to_string(root().join("examples/imagerie/garant.toml")).unwrap()
}

/// Runs a script of `pipelines/` in a folder, with nothing in its environment but what is given.
fn script(name: &str, folder: &Path, args: &[&str], given: &[(&str, &str)]) -> Output {
    let script = root().join("pipelines").join(name).canonicalize().unwrap();
    Command::new(script)
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("GARANT", program())
        .env("AUDIT_AS_OF", DATE)
        .envs(given.iter().copied())
        .output()
        .unwrap()
}

/// The audit step as a runner calls it: its end, the outputs that it sets, and the summary.
fn step(folder: &Path, given: &[(&str, &str)]) -> (Output, BTreeMap<String, String>, String) {
    let files = tempfile::tempdir().unwrap();
    let path = |name: &str| {
        let path = files.path().join(name);
        fs::write(&path, "").unwrap();
        path.to_string_lossy().into_owned()
    };
    let (outputs, summary) = (path("outputs"), path("summary"));
    let set = [
        ("GITHUB_OUTPUT", outputs.as_str()),
        ("GITHUB_STEP_SUMMARY", &summary),
    ];
    let given = [given, &set].concat();
    let out = script("github/audit", folder, &[], &given);
    let read = fs::read_to_string(&outputs).unwrap();
    let pairs = read.lines().filter_map(|line| line.split_once('='));
    let pairs = pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
    (out, pairs.collect(), fs::read_to_string(&summary).unwrap())
}

#[test]
fn the_step_of_the_action_writes_its_reports_and_hands_on_how_the_audit_ended() {
    for (more, code, gate) in [
        (&[][..], "1", "fails"),
        (&[("AUDIT_GATE", "never")][..], "0", "not-asked"),
        (&[("AUDIT_PROFILE", "quick-look")][..], "1", "inconclusive"),
    ] {
        let folder = project(&example());
        let path = [("AUDIT_PATH", "tool/garant.toml"), ("AUDIT_LANG", "en")];
        let (out, outputs, summary) = step(folder.path(), &[&path[..], more].concat());
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(0), "{said}");
        assert_eq!(outputs["exit-code"], code, "{more:?}");
        assert_eq!(outputs["gate"], gate, "{more:?}");
        assert_eq!(outputs["reports"], "garant-reports");
        for name in REPORTS {
            let report = folder.path().join("garant-reports").join(name);
            let written = fs::read_to_string(report).unwrap();
            assert!(written.len() > 1000, "{name}: {said}");
        }
        assert!(summary.starts_with("## Garant: Repère-Fracture"));
        let sarif = fs::read_to_string(folder.path().join(&outputs["sarif"])).unwrap();
        assert!(sarif.contains("\"uri\": \"tool/garant.toml\""));
        let annotations = String::from_utf8(out.stdout).unwrap();
        assert!(!annotations.is_empty());
        for line in annotations.lines() {
            let first = ["::error ", "::warning ", "::notice "];
            assert!(first.iter().any(|kind| line.starts_with(kind)), "{line}");
            assert!(line.contains("file=tool/"), "{line}");
        }
        let page = fs::read_to_string(folder.path().join("garant-reports/audit.html")).unwrap();
        assert!(page.contains("<html lang=\"en\">"));
    }
}

#[test]
fn a_descriptor_that_cannot_be_audited_is_2_and_no_report_of_an_earlier_run_stays() {
    let folder = project(&example());
    let path = [("AUDIT_PATH", "tool/garant.toml")];
    step(folder.path(), &path);
    assert!(folder.path().join("garant-reports/audit.json").exists());
    fs::write(folder.path().join("tool/garant.toml"), "garant = ").unwrap();
    let (out, outputs, summary) = step(folder.path(), &path);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(outputs["exit-code"], "2");
    assert_eq!(outputs["gate"], "");
    assert!(!outputs.contains_key("sarif"));
    assert!(summary.is_empty());
    for name in REPORTS {
        assert!(!folder.path().join("garant-reports").join(name).exists());
    }
}

#[test]
fn no_input_is_run_or_becomes_an_option() {
    let folder = project(&example());
    for (key, value) in [
        ("AUDIT_PATH", "$(touch ran); `touch ran`"),
        ("AUDIT_PATH", "--gate=never"),
        ("AUDIT_PROFILE", "standard\"; touch ran; \""),
        ("AUDIT_LANG", "fr --gate=never"),
        ("AUDIT_GATE", "never\n--allow-undetermined"),
        ("AUDIT_CATALOG", "a b; touch ran"),
        ("AUDIT_REPORTS", "reports\nexit-code=0"),
    ] {
        let (out, outputs, _) = step(folder.path(), &[(key, value)]);
        let code = outputs.get("exit-code").map_or("none", String::as_str);
        assert_ne!(code, "0", "{key}={value}");
        if code == "none" {
            assert_eq!(out.status.code(), Some(2), "{key}={value}");
        }
        assert!(!folder.path().join("ran").exists(), "{key}={value}");
    }
    let given = [("AUDIT_PATH", "tool/garant.toml"), ("AUDIT_REPORTS", "-r")];
    let (_, outputs, _) = step(folder.path(), &given);
    assert_eq!(outputs["exit-code"], "1");
    assert!(folder.path().join("-r/audit.html").exists());
}

#[test]
fn the_script_of_the_template_ends_as_the_audit_did() {
    let folder = project(&example());
    let path = ("AUDIT_PATH", "tool/garant.toml");
    let run = |more: &[(&str, &str)]| {
        let given = [&[path][..], more].concat();
        script("audit", folder.path(), &["concise"], &given)
    };
    let out = run(&[]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8(out.stdout).unwrap().contains("EQU-04"));
    assert!(folder.path().join("garant-reports/audit.xml").exists());
    assert_eq!(run(&[("AUDIT_GATE", "never")]).status.code(), Some(0));
    assert_eq!(run(&[("AUDIT_LANG", "de")]).status.code(), Some(2));
    fs::write(
        folder.path().join("tool/garant.toml"),
        "garant = 1\nlang = \"fr\"\n",
    )
    .unwrap();
    assert_eq!(run(&[]).status.code(), Some(1), "nothing can be concluded");
    let allowed = [("AUDIT_ALLOW_UNDETERMINED", "true")];
    assert_eq!(run(&allowed).status.code(), Some(0));
    let not = [("AUDIT_ALLOW_UNDETERMINED", "false")];
    assert_eq!(run(&not).status.code(), Some(1));
}

#[test]
fn the_program_of_the_hooks_passes_arguments_and_code_on() {
    let folder = project(&example());
    let hook = |args: &[&str]| script("pre-commit/garant", folder.path(), args, &[]);
    let args = ["audit", "--allow-undetermined", "--gate", "essential"];
    let args = [&args[..], &["--format", "concise", "tool/garant.toml"]].concat();
    assert_eq!(hook(&args).status.code(), Some(1));
    fs::write(folder.path().join("tool/garant.toml"), "garant = 1\n").unwrap();
    assert_eq!(hook(&args).status.code(), Some(0));
    fs::write(folder.path().join("tool/garant.toml"), "garant = \n").unwrap();
    assert_eq!(hook(&args).status.code(), Some(2));
}

#[test]
fn the_key_of_the_cache_names_the_sources() {
    let folder = tempfile::tempdir().unwrap();
    let key = || {
        let out = script("install", folder.path(), &["--sources"], &[]);
        assert_eq!(out.status.code(), Some(0));
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(key(), key());
    assert_eq!(key().trim_end().len(), 40);
    let out = script("install", folder.path(), &[], &[]);
    assert_eq!(out.status.code(), Some(2));
}

/// What a file of a pipeline names, and what the script reads: an input that is passed to nothing would be without effect.
#[test]
fn the_action_and_the_template_name_each_variable_of_the_script() {
    let read = |name: &str| fs::read_to_string(root().join("pipelines").join(name)).unwrap();
    let script = read("audit");
    let wanted = regex::Regex::new(r"\$\{(AUDIT_[A-Z_]+)").unwrap();
    let mut names: Vec<&str> = wanted
        .captures_iter(&script)
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() > 8);
    let (action, template) = (read("github/action.yml"), read("gitlab/garant.yml"));
    for name in names {
        assert!(action.contains(&format!("{name}: ${{{{ inputs.")), "{name}");
        if name != "AUDIT_REPORTS" {
            assert!(template.contains(&format!("{name}: ")), "{name}");
        }
    }
    // An input in the text of a step could be run.
    for line in action.lines().filter(|line| line.contains("run:")) {
        assert!(!line.contains("${{"), "{line}");
    }
}
