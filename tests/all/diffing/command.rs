//! The command: sides, dates, readers, formats, gate and exit codes.

use std::path::Path;

use super::revisions::{commit, diff, err, out, repository, write};
use crate::harness::garant;

/// A folder with two descriptors.
fn two(old: &str, new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "old.toml", old);
    write(folder.path(), "new.toml", new);
    folder
}

fn store(folder: &Path, descriptor: &str, file: &str, more: &[&str]) {
    let mut args = vec!["audit", descriptor, "-o", file, "--gate", "never"];
    args.extend(more);
    let run = garant(folder, &args);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
}

const PATIENTS: &str = "garant = 1\n[qualification]\nused-in-care-act = true\n[transparency.patients]\ninformed = false\n";

#[test]
fn the_gate_stops_at_what_got_worse_and_at_what_is_no_longer_established() {
    let silent = PATIENTS.replace("informed = false\n", "");
    let told = "garant = 1\n[intended-use]\npurpose = \"Proposer un degré\"\ndecision-role = \"augment\"\npopulation = \"Adultes\"\n\
        users = [\"Infirmières\"]\nout-of-scope = [\"Enfants\"]\n";
    let half = told.replace("purpose = \"Proposer un degré\"\n", "");
    let cases = [
        (
            PATIENTS,
            silent.as_str(),
            0,
            "not met, then to be established",
        ),
        (&silent, PATIENTS, 1, "to be established, then not met"),
        (told, &half, 1, "met, then to be established"),
        (&half, told, 0, "better"),
        (told, told, 0, "the same"),
    ];
    for (old, new, wanted, case) in cases {
        let folder = two(old, new);
        let run = diff(folder.path(), &["old.toml", "new.toml", "--gate", "worse"]);
        assert_eq!(
            run.status.code(),
            Some(wanted),
            "{case}: {}{}",
            out(&run),
            err(&run)
        );
        for gate in [&["--gate", "never"][..], &[]] {
            let mut args = vec!["old.toml", "new.toml"];
            args.extend(gate);
            assert_eq!(diff(folder.path(), &args).status.code(), Some(0), "{case}");
        }
    }
}

#[test]
fn a_side_that_cannot_be_audited_ends_with_two_and_all_its_messages() {
    let folder = two(
        "garant = 1\nunknown = 1\n[system]\nphase = \"nowhere\"\n",
        "garant = 1\n",
    );
    for (old, new) in [("old.toml", "new.toml"), ("new.toml", "old.toml")] {
        let run = diff(folder.path(), &[old, new, "-o", "out.md"]);
        assert_eq!(run.status.code(), Some(2));
        let told = err(&run);
        assert!(
            told.contains("unknown") && told.contains("nowhere"),
            "{told}"
        );
        assert!(told.contains("old.toml: it could not be audited"), "{told}");
        assert!(run.stdout.is_empty() && !folder.path().join("out.md").exists());
    }
    for (args, wanted) in [
        (&["absent.toml", "new.toml"][..], "there is no such file"),
        (
            &["new.toml", "new.toml", "-o", "x.html"][..],
            ".md, .json, .txt",
        ),
        (
            &["new.toml", "new.toml", "--old-as-of", "soon"][..],
            "not a date",
        ),
        (&["new.toml", "new.toml", "--profile", "none"][..], "none"),
    ] {
        let run = diff(folder.path(), args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(err(&run).contains(wanted), "{args:?} {}", err(&run));
    }
}

#[test]
fn a_stored_audit_keeps_its_date_its_profile_and_its_waivers() {
    let folder = two(PATIENTS, PATIENTS);
    store(
        folder.path(),
        "old.toml",
        "a.json",
        &["--as-of", "2026-01-05"],
    );
    store(
        folder.path(),
        "new.toml",
        "b.json",
        &["--as-of", "2026-02-05"],
    );
    store(
        folder.path(),
        "new.toml",
        "c.json",
        &["--as-of", "2026-02-05", "--ignore-waivers"],
    );
    let bare = |args: &[&str]| {
        let mut all = vec!["diff", "--lang", "en"];
        all.extend(args);
        garant(folder.path(), &all)
    };
    let run = bare(&["a.json", "b.json"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(
        out(&run).contains("a.json (on 5 January 2026) to b.json (on 5 February 2026)"),
        "{}",
        out(&run)
    );
    let run = bare(&["a.json", "new.toml", "--as-of", "2026-03-05"]);
    assert!(
        out(&run).contains("a.json (on 5 January 2026) to new.toml (on 5 March 2026)"),
        "{}",
        out(&run)
    );
    for args in [
        &["a.json", "b.json", "--as-of", "2026-03-05"][..],
        &["a.json", "b.json", "--profile", "quick-look"][..],
        &["a.json", "new.toml", "--old-as-of", "2026-03-05"][..],
        &["a.json", "c.json"][..],
        &["a.json", "new.toml", "--ignore-waivers"][..],
        &["c.json", "new.toml"][..],
    ] {
        let run = bare(args);
        assert_eq!(run.status.code(), Some(2), "{args:?} {}", out(&run));
        assert!(!err(&run).is_empty());
    }
    assert_eq!(bare(&["c.json", "c.json"]).status.code(), Some(0));
    assert_eq!(
        bare(&["c.json", "new.toml", "--ignore-waivers"])
            .status
            .code(),
        Some(0)
    );
}

#[test]
fn the_date_is_told_apart_from_answers_by_judging_again() {
    let cited = super::CITED.to_owned();
    let other = cited.replace("Trois raisons", "Quatre raisons");
    let folder = two(&cited, &other);
    write(folder.path(), "notice.md", "texte");
    let args = [
        "old.toml",
        "new.toml",
        "--format",
        "json",
        "--old-as-of",
        "2026-11-23",
        "--as-of",
        "2027-02-01",
        "--lang",
        "en",
    ];
    let mut all = vec!["diff"];
    all.extend(args);
    let run = garant(folder.path(), &all);
    let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let changed = told["changed"].as_array().unwrap();
    let own = changed.iter().find(|own| own["code"] == "EXP-01").unwrap();
    let causes: Vec<&str> = own["causes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["code"].as_str().unwrap())
        .collect();
    // The answer changed too, and changed no verdict.
    assert_eq!(causes, ["evidence", "date"]);
}

#[test]
fn a_stored_audit_in_a_revision_is_a_side_too() {
    let folder = repository();
    store(
        folder.path(),
        "p/garant.toml",
        "audit.json",
        &["--as-of", "2026-11-01"],
    );
    commit(folder.path());
    std::fs::remove_file(folder.path().join("audit.json")).unwrap();
    let run = diff(folder.path(), &["HEAD:audit.json", "p"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(
        out(&run).contains("HEAD:audit.json (on 1 November 2026)"),
        "{}",
        out(&run)
    );
}

#[test]
fn json_follows_its_schema_and_the_same_run_gives_the_same_bytes() {
    let folder = repository();
    write(
        folder.path(),
        "p/garant.toml",
        &super::CITED.replace("[\"Trois raisons\"]", "[]"),
    );
    std::fs::remove_file(folder.path().join("p/notice.md")).unwrap();
    let schema = garant(folder.path(), &["schema", "diff"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    let check = jsonschema::validator_for(&schema).unwrap();
    for more in [
        &[][..],
        &["--gate", "worse"][..],
        &["--audience", "public"][..],
        &["--profile", "quick-look"][..],
    ] {
        let mut args = vec!["HEAD:p", "p", "--format", "json"];
        args.extend(more);
        let (one, other) = (diff(folder.path(), &args), diff(folder.path(), &args));
        assert_eq!(one.stdout, other.stdout);
        let told: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
        let faults: Vec<String> = check
            .iter_errors(&told)
            .map(|fault| fault.to_string())
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(
            (&told["format"], &told["version"]),
            (&"garant.diff".into(), &1.into())
        );
        let again: garant_core::Changes = serde_json::from_value(told.clone()).unwrap();
        assert_eq!(serde_json::to_value(again).unwrap(), told);
        assert!(!String::from_utf8_lossy(&one.stdout).contains(&*folder.path().to_string_lossy()));
    }
}

#[test]
fn both_languages_say_all_and_files_are_written_whole() {
    let folder = repository();
    std::fs::remove_file(folder.path().join("p/notice.md")).unwrap();
    for lang in ["fr", "en"] {
        let run = garant(
            folder.path(),
            &[
                "diff",
                "HEAD:p",
                "p",
                "--lang",
                lang,
                "--as-of",
                "2026-11-23",
                "--gate",
                "worse",
                "-o",
                "c.md",
                "-o",
                "c.txt",
                "-o",
                "c.json",
            ],
        );
        assert_eq!(run.status.code(), Some(1), "{}", err(&run));
        for file in ["c.md", "c.txt"] {
            let told = std::fs::read_to_string(folder.path().join(file)).unwrap();
            assert!(
                !told.contains("diff.") && !told.contains('{') && !told.contains('\u{1b}'),
                "{lang} {told}"
            );
            assert!(told.contains("notice"), "{told}");
        }
        assert!(
            serde_json::from_str::<garant_core::Changes>(
                &std::fs::read_to_string(folder.path().join("c.json")).unwrap()
            )
            .is_ok()
        );
    }
    let run = diff(
        folder.path(),
        &["HEAD:p", "p", "-o", "d.md", "-o", "nowhere/d.md"],
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(!folder.path().join("d.md").exists());
}

#[test]
fn hostile_text_does_not_leave_its_place_in_markdown_or_on_a_screen() {
    let hostile =
        "</details>|<script>x</script> @all http://x.example [a](b) `c` \\u001b[31m \\u202e";
    let text = |shown: &str| {
        format!(
            "garant = 1\n[system]\nname = \"{hostile}\"\n[explicability]\nmethods = [\"{hostile}\"]\nuncertainty-shown = \"{shown}\"\ninterpretation-aids = [\"a\"]\n\
             [[governance.opinions]]\nid = \"avis-{shown}\"\nbody = \"{hostile}\"\ndate = 2026-01-01\noutcome = \"favourable\"\n\
             [[evidence]]\nid = \"piece-{shown}\"\nkind = \"other\"\npath = \"{hostile}\"\n"
        )
    };
    let folder = two(&text("score"), &text("none"));
    let run = diff(
        folder.path(),
        &["old.toml", "new.toml", "--format", "markdown"],
    );
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    let told = out(&run);
    assert_eq!(
        told.matches("<details>").count(),
        told.matches("</details>").count()
    );
    for raw in ["<script", "@all", "http://", "[a](b)", "\u{1b}", "\u{202e}"] {
        assert!(!told.contains(raw), "{raw}: {told}");
    }
    for row in told.lines().filter(|line| line.starts_with('|')) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert!((3..=4).contains(&bars), "{row}");
    }
    let told = out(&diff(folder.path(), &["old.toml", "new.toml"]));
    assert!(
        !told.contains('\u{1b}') && !told.contains('\u{202e}'),
        "{told}"
    );
}

#[test]
fn for_readers_who_may_see_less_both_sides_are_redacted() {
    let folder = repository();
    let other = super::CITED
        .replace("[\"Trois raisons\"]", "[\"Raison secrète\"]")
        .replace("audiences = [\"professional\"]\n", "");
    write(folder.path(), "p/garant.toml", &other);
    for format in ["text", "markdown", "json"] {
        let run = diff(
            folder.path(),
            &["HEAD:p", "p", "--audience", "public", "--format", format],
        );
        assert_eq!(run.status.code(), Some(0), "{}", err(&run));
        for secret in ["Trois raisons", "secrète", "notice.md"] {
            assert!(!out(&run).contains(secret), "{format} {secret}");
        }
    }
    store(
        folder.path(),
        "p/garant.toml",
        "public.json",
        &["--audience", "public", "--as-of", "2026-11-23"],
    );
    let run = diff(folder.path(), &["public.json", "p", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(told["audience"], "public");
    let run = diff(
        folder.path(),
        &["public.json", "p", "--audience", "internal"],
    );
    assert_eq!(run.status.code(), Some(2));
}
