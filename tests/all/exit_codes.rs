//! How each command ends: the exit codes, each a promise of `docs/reference/exit-codes.md`.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::{garant, program, root};

const DATE: &str = "2026-11-23";
/// Its essential criteria are met under the quick look, and some remain to be established under its own profile.
const WHOLE: &str = "tests/bases/monitoring-annex-iii.toml";
/// An essential criterion is not met.
const FAILING: &str = "examples/imagerie/garant.toml";

fn code(args: &[&str]) -> Option<i32> {
    garant(&root(), args).status.code()
}

fn audit(more: &[&str]) -> Option<i32> {
    let args = ["audit", "--as-of", DATE, "--format", "concise"];
    code(&[&args[..], more].concat())
}

/// A folder with a descriptor in it.
fn project(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("garant.toml"), text).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn an_audit_ends_with_what_its_gate_says() {
    assert_eq!(audit(&[WHOLE, "--profile", "quick-look"]), Some(0));
    assert_eq!(audit(&[WHOLE]), Some(1), "nothing can be concluded");
    assert_eq!(audit(&[FAILING]), Some(1), "a criterion is not met");
}

#[test]
fn what_is_to_be_established_may_be_allowed_and_what_is_not_met_may_not() {
    assert_eq!(audit(&[WHOLE, "--allow-undetermined"]), Some(0));
    assert_eq!(audit(&[FAILING, "--allow-undetermined"]), Some(1));
}

#[test]
fn a_gate_that_is_not_asked_for_never_fails() {
    for path in [WHOLE, FAILING] {
        assert_eq!(audit(&[path, "--gate", "never"]), Some(0), "{path}");
    }
}

#[test]
fn of_several_descriptors_the_worst_counts_and_all_are_audited() {
    let whole = [WHOLE, "--profile", "quick-look"];
    assert_eq!(audit(&[&whole[..], &[WHOLE]].concat()), Some(0));
    assert_eq!(audit(&[&whole[..], &[FAILING]].concat()), Some(1));
    let args = ["audit", "absent.toml", FAILING, "--as-of", DATE];
    let out = garant(&root(), &[&args[..], &["--format", "concise"]].concat());
    assert_eq!(out.status.code(), Some(2));
    assert!(!out.stdout.is_empty(), "the second one was audited");
}

#[test]
fn a_waiver_opens_the_gate_until_its_last_day() {
    let text = "garant = 1\n[declaration]\nby = \"A. Martin\"\n[explicability]\nuncertainty-shown = \"none\"\n[[waivers]]\ncriterion = \"EXP-09\"\n\
                reason = \"écran refait en 2027\"\nrisk-accepted = \"lecture sans incertitude\"\nowner = \"C. Petit\"\n\
                approver = \"B. Roy\"\ndate = 2026-01-01\nends = 2026-11-23\n";
    let folder = project(text);
    let on = |date: &str, more: &[&str]| {
        let args = ["audit", "--as-of", date, "--gate", "advanced"];
        let args = [&args[..], &["--allow-undetermined"], more].concat();
        garant(folder.path(), &args).status.code()
    };
    assert_eq!(on("2026-11-23", &[]), Some(0));
    assert_eq!(on("2026-11-24", &[]), Some(1), "expired");
    assert_eq!(on("2026-11-23", &["--ignore-waivers"]), Some(1));
}

#[test]
fn what_cannot_be_audited_ends_with_2_and_writes_nothing() {
    for (name, text) in [
        ("broken syntax", "garant = 1\n[system\n"),
        ("unknown key", "garant = 1\nsytem = 1\n"),
        ("another version of the format", "garant = 2\n"),
        ("nothing", ""),
    ] {
        let folder = project(text);
        let out = garant(folder.path(), &["audit", "-o", "a.html", "-o", "a.json"]);
        assert_eq!(out.status.code(), Some(2), "{name}");
        assert_eq!(names(folder.path()), ["garant.toml"], "{name}");
    }
    for args in [
        &["absent.toml"][..],
        &["examples"],
        &[FAILING, "--catalog", "absent"],
        &[FAILING, "--templates", "absent"],
        &[FAILING, "--profile", "absent"],
    ] {
        assert_eq!(audit(args), Some(2), "{args:?}");
    }
}

#[test]
fn wrong_use_ends_with_2_on_standard_error() {
    for args in [
        &[][..],
        &["audit", "--no-such-option"],
        &["no-such-command"],
        &["audit", FAILING, "--as-of", "yesterday"],
        &["audit", FAILING, "--gate", "always"],
        &["audit", FAILING, "--format", "pdf"],
        &["audit", FAILING, "-o", "report.pdf"],
        &["audit", FAILING, WHOLE, "-o", "a.html"],
        &["audit", FAILING, WHOLE, "--format", "json"],
        &["explain", "NO-99"],
        &["report", "absent.json"],
        &["seal", "-"],
        &["init", "-", "--schema"],
    ] {
        let out = garant(&root(), args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(out.stdout.is_empty(), "{args:?}");
        assert!(!out.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_report_that_has_no_place_leaves_no_other_behind() {
    let folder = project("garant = 1\n");
    fs::create_dir(folder.path().join("taken.md")).unwrap();
    for wrong in ["absent/a.md", "taken.md"] {
        let args = ["audit", "-o", "a.html", "-o", wrong, "--as-of", DATE];
        let out = garant(folder.path(), &args);
        assert_eq!(out.status.code(), Some(2), "{wrong}");
        assert_eq!(names(folder.path()), ["garant.toml", "taken.md"]);
    }
}

#[test]
fn broken_templates_end_with_2() {
    let folder = project("garant = 1\n");
    let look = folder.path().join("look");
    fs::create_dir(&look).unwrap();
    fs::write(look.join("fr.toml"), "not = [toml").unwrap();
    let args = ["audit", "--templates", "look", "-o", "a.html"];
    assert_eq!(garant(folder.path(), &args).status.code(), Some(2));
    assert_eq!(names(folder.path()), ["garant.toml", "look"]);
}

#[test]
fn help_lists_and_reports_of_a_stored_audit_end_with_0_whatever_it_found() {
    for args in [
        &["--help"][..],
        &["--version"],
        &["list"],
        &["explain", "TRA-12"],
        &["explain", "--scope", FAILING],
        &["schema"],
    ] {
        assert_eq!(code(args), Some(0), "{args:?}");
    }
    let folder = project(&fs::read_to_string(root().join(FAILING)).unwrap());
    let args = ["audit", "--as-of", DATE, "-o", "a.json"];
    assert_eq!(garant(folder.path(), &args).status.code(), Some(1));
    let args = ["report", "a.json", "-o", "a.html"];
    assert_eq!(garant(folder.path(), &args).status.code(), Some(0));
}

#[test]
fn a_seal_ends_with_1_where_a_piece_is_not_sealed_changed_or_gone() {
    let text =
        "garant = 1\n[[evidence]]\nid = \"a\"\nkind = \"test-report\"\npath = \"piece.md\"\n";
    let folder = project(text);
    let seal = |more: &[&str]| {
        let args = [&["seal"][..], more].concat();
        garant(folder.path(), &args).status.code()
    };
    let piece = folder.path().join("piece.md");
    assert_eq!(seal(&["--check"]), Some(1), "missing");
    fs::write(&piece, "one").unwrap();
    assert_eq!(seal(&["--check"]), Some(1), "not sealed");
    assert_eq!(seal(&[]), Some(0));
    assert_eq!(seal(&["--check"]), Some(0));
    fs::write(&piece, "two").unwrap();
    assert_eq!(seal(&["--check"]), Some(1), "changed");
    assert_eq!(seal(&["--update"]), Some(0));
    fs::write(folder.path().join("garant.toml"), "garant = ").unwrap();
    assert_eq!(seal(&[]), Some(2));
}

/// Runs the program with its standard output, or error, taken away or full.
#[cfg(target_os = "linux")]
fn into(args: &[&str], out: Stdio, err: Stdio) -> (Option<i32>, String) {
    let mut child = Command::new(program())
        .args(args)
        .current_dir(root())
        .env_remove("GARANT_LANG")
        .env("LC_ALL", "C")
        .stdout(out)
        .stderr(err)
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut said).unwrap();
    }
    (child.wait().unwrap().code(), said)
}

#[cfg(target_os = "linux")]
fn full() -> Stdio {
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    full.unwrap().into()
}

#[cfg(target_os = "linux")]
const COMMANDS: [(&[&str], i32); 6] = [
    (&["audit", FAILING, "--as-of", DATE], 1),
    (&["audit", FAILING, "--as-of", DATE, "--format", "json"], 1),
    (
        &["audit", FAILING, "--gate", "never", "--format", "html"],
        0,
    ),
    (&["list"], 0),
    (&["schema"], 0),
    (&["--help"], 0),
];

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_goes_away_changes_nothing() {
    for (args, code) in COMMANDS {
        let (found, said) = into(args, Stdio::piped(), Stdio::piped());
        assert_eq!(found, Some(code), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{args:?}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_ends_with_2_and_is_told() {
    for (args, _) in COMMANDS {
        let (found, said) = into(args, full(), Stdio::piped());
        assert_eq!(found, Some(2), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_error_changes_nothing() {
    for (args, code) in COMMANDS {
        let (found, _) = into(args, Stdio::null(), full());
        assert_eq!(found, Some(code), "{args:?}");
    }
    let (found, _) = into(&["audit", "absent.toml"], Stdio::null(), full());
    assert_eq!(found, Some(2));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_that_is_given_as_a_file_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    for pipe in ["garant.toml", "audit.json"] {
        let made = Command::new("mkfifo")
            .arg(folder.path().join(pipe))
            .status();
        assert!(made.unwrap().success());
    }
    for args in [
        &["audit", "garant.toml"][..],
        &["audit", "/dev/zero"],
        &["report", "audit.json"],
        &["report", "/dev/zero"],
        &["diff", "audit.json", "garant.toml"],
    ] {
        let ran = garant(folder.path(), &[args, &["--lang", "en"]].concat());
        assert_eq!(ran.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(said.contains("no ordinary file"), "{args:?}: {said}");
    }
}

#[test]
fn a_stored_audit_of_more_than_64_mib_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("audit.json")).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    let args = ["report", "audit.json", "--lang", "en"];
    let ran = garant(folder.path(), &args);
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("64 MiB"), "{said}");
}
