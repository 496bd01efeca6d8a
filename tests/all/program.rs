//! The program's commands, the examples and the README.

use std::fs;

use garant_core::verdict::Verdict;

use crate::harness::{garant, judged, root};

const DATE: &str = "2026-11-23";

#[test]
fn the_same_run_gives_the_same_bytes_from_two_folders() {
    let text = fs::read_to_string(root().join("examples/scribe/garant.toml")).unwrap();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for _ in 0..2 {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("garant.toml"), &text).unwrap();
        garant(
            folder.path(),
            &[
                "audit", "--as-of", DATE, "-o", "a.html", "-o", "a.md", "-o", "a.json", "-o",
                "a.txt",
            ],
        );
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        seen.push(["a.html", "a.md", "a.json", "a.txt"].map(read).to_vec());
    }
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn the_json_follows_its_schema_and_renders_again_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let descriptor = root().join("examples/echographie/garant.toml");
    garant(
        folder.path(),
        &[
            "audit",
            &descriptor.to_string_lossy(),
            "--as-of",
            DATE,
            "--lang",
            "fr",
            "-o",
            "a.json",
            "-o",
            "fr.html",
        ],
    );
    let json = fs::read_to_string(folder.path().join("a.json")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let schema = garant(folder.path(), &["schema", "audit"]).stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let again = garant(
        folder.path(),
        &["report", "a.json", "--lang", "fr", "-o", "again.html"],
    );
    assert_eq!(again.status.code(), Some(0));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("again.html"), read("fr.html"));
    garant(
        folder.path(),
        &["report", "a.json", "--lang", "en", "-o", "en.html"],
    );
    assert!(read("en.html").contains("<html lang=\"en\">"));
}

#[test]
fn what_init_writes_validates_and_answers_nothing() {
    for lang in ["fr", "en"] {
        let out = garant(&root(), &["init", "-", "--lang", lang]);
        let text = String::from_utf8(out.stdout).unwrap();
        let audit = judged(&text, DATE);
        assert!(audit.findings.iter().all(|found| matches!(
            found.verdict,
            Verdict::Undetermined | Verdict::NotApplicable
        )));
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(garant(folder.path(), &["init"]).status.code(), Some(0));
    assert_eq!(garant(folder.path(), &["init"]).status.code(), Some(2));
}

#[test]
fn commands_answer_in_both_languages() {
    for lang in ["fr", "en"] {
        for args in [
            &["list", "criteria"][..],
            &["list", "fields", "--format", "json"],
            &["list", "sources"],
            &["list", "profiles"],
            &["list", "principles"],
            &["explain", "TRA-01"],
            &[
                "explain",
                "TRA-01",
                "examples/scribe/garant.toml",
                "--as-of",
                DATE,
            ],
            &["schema"],
            &["completions", "bash"],
            &["--help"],
            &["audit", "--help"],
            &["seal", "--help"],
        ] {
            let args: Vec<&str> = args.iter().copied().chain(["--lang", lang]).collect();
            let out = garant(&root(), &args);
            assert_eq!(
                out.status.code(),
                Some(0),
                "{args:?}: {}",
                String::from_utf8_lossy(&out.stderr)
            );
            assert!(out.stdout.len() > 30, "{args:?}");
        }
    }
}

#[test]
fn the_list_of_criteria_is_counted_and_says_where_each_comes_from() {
    let out = garant(&root(), &["list", "--format", "json", "--lang", "fr"]);
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let criteria = value["criteria"].as_array().unwrap();
    assert_eq!(
        value["catalog"]["criteria"].to_string(),
        criteria.len().to_string()
    );
    for criterion in criteria {
        for key in [
            "id",
            "code",
            "title",
            "principle",
            "phase",
            "level",
            "verification",
        ] {
            assert!(
                criterion[key].as_str().is_some_and(|text| !text.is_empty()),
                "{criterion}"
            );
        }
        for key in ["cens", "actors", "sources", "checks"] {
            assert!(
                criterion[key]
                    .as_array()
                    .is_some_and(|list| !list.is_empty()),
                "{criterion}"
            );
        }
        for source in criterion["sources"].as_array().unwrap() {
            assert!(matches!(
                source["relation"].as_str(),
                Some("requires" | "inspired-by")
            ));
            assert!(source["verification"].is_string() && source["force"].is_string());
        }
    }
    let out = garant(&root(), &["list", "--lang", "fr"]);
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(
        said.ends_with(&format!("\n{} critères\n", criteria.len())),
        "{said}"
    );
}

#[test]
fn sources_are_listed_with_their_status_for_a_project_and_a_date() {
    let listed = |date: &str| -> serde_json::Value {
        let path = "examples/scribe/garant.toml";
        let out = garant(
            &root(),
            &["list", "sources", path, "--as-of", date, "--format", "json"],
        );
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let status = |value: &serde_json::Value, source: &str, at: &str| -> String {
        let sources = value["sources"].as_array().unwrap();
        let source = sources.iter().find(|row| row["id"] == source).unwrap();
        let places = source["locators"].as_array().unwrap();
        let place = places.iter().find(|row| row["at"] == at).unwrap();
        place["status"].as_str().unwrap().to_owned()
    };
    let today = listed(DATE);
    for source in today["sources"].as_array().unwrap() {
        let told = source["status"].is_string();
        let places = source["locators"].as_array().unwrap();
        assert!(told || !places.is_empty(), "{}", source["id"]);
        assert!(
            places.iter().all(|place| place["status"].is_string()),
            "{}",
            source["id"]
        );
    }
    assert_eq!(status(&today, "ai-act", "4"), "binds");
    assert_eq!(status(&listed("2024-11-23"), "ai-act", "4"), "not-yet");
    assert_eq!(status(&today, "ai-act", "27(1)"), "does-not-bind");
    let out = garant(
        &root(),
        &[
            "list",
            "criteria",
            "examples/scribe/garant.toml",
            "--lang",
            "en",
        ],
    );
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn wrong_usage_is_said_in_the_users_language() {
    let out = garant(&root(), &["audit", "--as-off", "x", "--lang", "fr"]);
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(
        said.contains("argument inconnu") && said.contains("--as-of"),
        "{said}"
    );
    let out = garant(&root(), &["explain", "TRA-99", "--lang", "en"]);
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn commands_of_the_readme_do_what_they_say() {
    trycmd::TestCases::new()
        .register_bin("garant", crate::harness::program())
        .env("LC_ALL", "C")
        .case(root().join("README.md"));
}

#[test]
fn the_scope_that_the_readme_shows_is_the_one_that_is_told() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = "```text\n$ garant explain --scope ";
    let (_, block) = readme.split_once(start).unwrap();
    let (command, shown) = block.split_once('\n').unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let args: Vec<&str> = ["explain", "--scope"]
        .into_iter()
        .chain(command.split(' '))
        .collect();
    let said = String::from_utf8(garant(&root(), &args).stdout).unwrap();
    let said = said.replace('\u{a0}', " ");
    for line in shown.lines().filter(|line| *line != "...") {
        assert!(said.lines().any(|told| told == line), "{line}");
    }
}

#[test]
fn what_a_terminal_shows_is_read_before_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let broken = "garant = 1\n[system]\nversoin = \"1\"\nphase = \"monitorring\"\nin-service-since = 2026-02-30\n[qualification]\ngenerative = \"oui\"\n";
    fs::write(folder.path().join("broken.toml"), broken).unwrap();
    let small = "garant = 1\n[explicability]\nuncertainty-shown = \"none\"\n[intended-use]\npurpose = \"N/A\"\n[human-guarantee]\nstop.possible = false\n";
    fs::write(folder.path().join("small.toml"), small).unwrap();
    for lang in ["fr", "en"] {
        let out = garant(folder.path(), &["audit", "broken.toml", "--lang", lang]);
        insta::assert_snapshot!(
            format!("broken-{lang}"),
            String::from_utf8(out.stderr).unwrap()
        );
        let out = garant(
            folder.path(),
            &[
                "audit",
                "small.toml",
                "--lang",
                lang,
                "--as-of",
                DATE,
                "--profile",
                "essentials",
            ],
        );
        insta::assert_snapshot!(
            format!("small-{lang}"),
            String::from_utf8(out.stdout).unwrap()
        );
    }
}
