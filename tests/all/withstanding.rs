//! Hostile input and hostile places: each row of `docs/reference/security.md` is a test, here or in another room.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use garant_core::Request;
use garant_core::evidence::{Files, Handle, Refusal, State};

use crate::harness::{files, garant, program, root, try_audit};

const DATE: &str = "2026-11-23";

/// The codes of a text's problems, each with its line.
fn problems(text: &str) -> Vec<(&'static str, usize)> {
    match try_audit(text, DATE) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .iter()
            .map(|problem| (problem.code, problem.line))
            .collect(),
    }
}

#[test]
fn every_row_of_the_table_names_a_test_that_there_is() {
    let table = fs::read_to_string(root().join("docs/reference/security.md")).unwrap();
    let mut sources = Vec::new();
    files(&root().join("tests/all"), ".rs", &mut sources);
    let sources: String = sources
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let rows: Vec<&str> = table
        .split("\n## ")
        .nth(1)
        .unwrap_or_default()
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"))
        .skip(1)
        .collect();
    assert!(rows.len() >= 30, "{}", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{row}");
        let named: Vec<&str> = cells[2].split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "{row}");
        for name in named {
            assert!(sources.contains(&format!("fn {name}()")), "{name}: {row}");
        }
    }
}

#[test]
fn depth_is_refused_and_not_followed() {
    for text in [
        format!("x = {}{}\n", "[".repeat(5_000), "]".repeat(5_000)),
        format!("x = {}1{}\n", "{a=".repeat(5_000), "}".repeat(5_000)),
        format!("[{}]\n", vec!["a"; 5_000].join(".")),
        format!("[system]\n{} = 1\n", vec!["a"; 5_000].join(".")),
    ] {
        let told = problems(&format!("garant = 1\n{text}"));
        let begin: String = text.chars().take(20).collect();
        assert!(!told.is_empty(), "{begin}");
    }
}

#[test]
fn an_endless_key_or_text_is_told_in_part_and_at_once() {
    let key = format!("garant = 1\n{} = 1\n", "k".repeat(1_000_000));
    let choice = format!(
        "garant = 1\n[system]\nacts-as = \"{}\"\n",
        "x".repeat(1_000_000)
    );
    for (text, code, line) in [(key, "unknown-key", 2), (choice, "unknown-choice", 3)] {
        let told = try_audit(&text, DATE).unwrap_err();
        let own = told.iter().find(|problem| problem.code == code).unwrap();
        assert_eq!(own.line, line);
        let longest = own.args.values().map(|value| value.chars().count()).max();
        assert!(longest <= Some(2_001), "{longest:?}");
    }
}

#[test]
fn what_is_no_finite_number_is_no_answer() {
    for value in ["nan", "-nan", "inf", "-inf", "1e999", "-1e999"] {
        let text = format!("garant = 1\n[evaluation]\nthreshold = {value}\n");
        assert_eq!(problems(&text), [("not-finite", 3)], "{value}");
    }
    let text =
        "garant = 1\n[human-guarantee.review-body]\ncases-reviewed = 99999999999999999999999\n";
    assert!(problems(text).contains(&("number-too-large", 3)));
}

#[test]
fn a_table_or_a_key_that_stands_twice_is_an_error_at_the_second() {
    for (text, line) in [
        ("[system]\nname = \"a\"\n[system]\nname = \"b\"\n", 4),
        ("[system]\nname = \"a\"\nname = \"b\"\n", 4),
        ("system = { name = \"a\" }\n[system]\nversion = \"1\"\n", 3),
        ("system.name = \"a\"\n[system]\nversion = \"1\"\n", 3),
    ] {
        let told = problems(&format!("garant = 1\n{text}"));
        assert_eq!(told.first(), Some(&("duplicate-key", line)), "{text}");
    }
}

#[test]
fn what_does_not_show_is_no_answer_and_steers_no_screen() {
    let folder = tempfile::tempdir().unwrap();
    let text = "garant = 1\n[system]\nname = \"\\u200b\\u2060\\ufeff\"\nversion = \"\\u202e2.0\\u0007\\u001b]8;;http://x\\u001b\\\\\"\n";
    fs::write(folder.path().join("garant.toml"), text).unwrap();
    let out = garant(
        folder.path(),
        &["audit", "--as-of", DATE, "-o", "a.json", "-o", "a.html"],
    );
    assert_eq!(out.status.code(), Some(1));
    for told in [&out.stdout, &out.stderr] {
        let told = String::from_utf8_lossy(told);
        assert!(!told.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{200b}']));
    }
    let html = fs::read_to_string(folder.path().join("a.html")).unwrap();
    assert!(!html.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{200b}']));
    let json = fs::read_to_string(folder.path().join("a.json")).unwrap();
    let audit: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(audit["system"]["name"].is_null());
}

/// A folder in which a table is another one after it was opened so many times.
struct Changing {
    opened: std::sync::atomic::AtomicUsize,
    after: usize,
}

impl Files for Changing {
    fn open(&self, _: &str) -> Result<Box<dyn Handle>, Refusal> {
        let opened = self
            .opened
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let last = if opened < self.after { "0" } else { "1" };
        let rows: String = (0..80)
            .map(|row| format!("{},0.{row:02}\n", row % 2))
            .collect();
        let table = format!("label,score\n{rows}{last},0.5\n");
        Ok(Box::new(std::io::Cursor::new(table.into_bytes())))
    }
}

#[test]
fn a_table_that_changes_while_it_is_read_gives_no_figure() {
    let text = "garant = 1\n[[evidence]]\nid = \"t\"\nkind = \"predictions\"\npath = \"t.csv\"\nthreshold = 0.5\nholds-patient-data = false\n";
    for after in [1, 2, 9] {
        let files = Changing {
            opened: 0.into(),
            after,
        };
        let request = Request::new("garant.toml", text, DATE.parse().unwrap());
        let audit = crate::harness::judge().audit(&request, &files).unwrap();
        let piece = &audit.evidence[0];
        let whole = after == 9;
        assert_eq!(piece.state == State::Present, whole, "{after}: {piece:?}");
        assert_eq!(audit.measures.len(), usize::from(whole), "{after}");
        let why = piece.why.as_deref();
        assert_eq!(why, (!whole).then_some("changed-while-read"), "{after}");
    }
}

#[test]
fn a_table_that_makes_its_decoder_panic_is_told_as_damaged() {
    let folder = tempfile::tempdir().unwrap();
    // Fuzzing found such bytes: the decoder takes their word for how much there is, and panics further on.
    let mut bytes = include_bytes!("../tables/oversight.parquet").to_vec();
    if let Some(byte) = bytes.get_mut(65) {
        *byte ^= 1;
    }
    fs::write(folder.path().join("log.parquet"), bytes).unwrap();
    let asked = [
        ["--suggestion", "shown"],
        ["--decision", "decided"],
        ["--outcome", "truth"],
        ["--seconds", "secs"],
        ["--lang", "en"],
    ];
    let mut args = vec!["measure", "oversight", "log.parquet"];
    args.extend(asked.as_flattened());
    let told = garant(folder.path(), &args);
    assert_eq!(told.status.code(), Some(2));
    assert!(told.stdout.is_empty());
    let told = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.contains("log.parquet") && told.contains("damaged"),
        "{told}"
    );
}

#[test]
fn no_dependency_opens_a_connection() {
    let read = |name: &str| -> toml::Table {
        let text = fs::read_to_string(root().join(name)).unwrap();
        text.parse().unwrap()
    };
    let (deny, lock) = (read("deny.toml"), read("Cargo.lock"));
    let named = |list: &toml::Value, key: &str| -> BTreeSet<String> {
        let all = list.as_array().unwrap().iter();
        all.map(|own| own[key].as_str().unwrap().to_owned())
            .collect()
    };
    let refused = named(&deny["bans"]["deny"], "crate");
    let there = named(&lock["package"], "name");
    assert!(refused.len() > 9 && there.contains("garant-core"));
    let both: Vec<&String> = refused.intersection(&there).collect();
    assert!(both.is_empty(), "{both:?}");
}

#[test]
fn every_fuzz_target_is_built_run_and_told() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let (package, run) = (read("tests/fuzz/Cargo.toml"), read("tests/fuzz/run"));
    let page = read("docs/reference/fuzzing.md");
    let package: toml::Table = package.parse().unwrap();
    let built: BTreeSet<&str> = package["bin"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["name"].as_str().unwrap())
        .collect();
    let mut written = Vec::new();
    files(&root().join("tests/fuzz/targets"), ".rs", &mut written);
    let written: BTreeSet<&str> = written
        .iter()
        .map(|path| path.file_stem().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(built, written);
    let list = run.split("|| targets=(").nth(1).unwrap();
    let list: BTreeSet<&str> = list.split(')').next().unwrap().split(' ').collect();
    assert_eq!(list, written);
    for name in written {
        assert!(page.contains(&format!("| `{name}` |")), "{name}");
    }
}

/// What a shell writes of a run with a command before it.
#[cfg(unix)]
fn shell(folder: &Path, script: &str) -> Output {
    let program = program();
    Command::new("sh")
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env("GARANT", program)
        .args(["-c", script])
        .output()
        .unwrap()
}

#[cfg(unix)]
fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[cfg(unix)]
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("garant.toml"), "garant = 1\n").unwrap();
    folder
}

#[test]
#[cfg(unix)]
fn a_disk_that_fills_up_leaves_no_half_of_a_report_and_the_one_before_stays() {
    let folder = project();
    fs::write(folder.path().join("a.html"), "before").unwrap();
    // A file may have 8 blocks: writing more fails, as on a full disk.
    let script =
        "trap '' XFSZ; ulimit -f 8; exec \"$GARANT\" audit --as-of 2026-11-23 -o b.md -o a.html";
    let out = shell(folder.path(), script);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("b.md"));
    assert_eq!(fs::read(folder.path().join("a.html")).unwrap(), b"before");
    let all = ["a.html", "garant.toml"].map(str::to_owned);
    assert_eq!(names(folder.path()), BTreeSet::from(all));
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_may_not_be_written_is_told() {
    let folder = project();
    // Nobody may make a file there, not even root.
    let args = ["audit", "--as-of", DATE, "-o", "/sys/kernel/garant.html"];
    let out = garant(folder.path(), &args);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("/sys/kernel/garant.html"));
}

#[test]
#[cfg(unix)]
fn a_run_that_is_killed_leaves_each_report_whole() {
    let folder = project();
    let path = folder.path().join("a.html");
    let whole = shell(
        folder.path(),
        "exec \"$GARANT\" audit --as-of 2026-11-23 -o a.html",
    );
    assert_eq!(whole.status.code(), Some(1));
    let page = fs::read(&path).unwrap();
    let mut ends = BTreeSet::new();
    for wait in 0..24 {
        let mut child = Command::new(program())
            .current_dir(folder.path())
            .args(["audit", "--as-of", DATE, "-o", "a.html"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait * 10));
        child.kill().unwrap();
        ends.insert(child.wait().unwrap().code());
        assert_eq!(fs::read(&path).unwrap(), page);
    }
    assert!(ends.contains(&None), "none was killed: {ends:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn no_command_needs_a_network() {
    let folder = project();
    let denied = "unshare --user --map-root-user --net";
    if !shell(folder.path(), &format!("{denied} true"))
        .status
        .success()
    {
        eprintln!("no network namespace here: that nothing asks the network is not tested");
        return;
    }
    for (command, code) in [
        ("--version", 0),
        ("audit --as-of 2026-11-23 -o a.html -o a.json -o a.xlsx", 1),
        ("report a.json -o b.md", 0),
        ("plan --as-of 2026-11-23 -o plan.md", 1),
        ("explain TRA-12 garant.toml --as-of 2026-11-23", 0),
        ("explain --scope garant.toml --as-of 2026-11-23", 0),
        ("list sources", 0),
        ("schema", 0),
        ("init new.toml", 0),
        ("seal --check", 0),
        ("portfolio . -o out --as-of 2026-11-23", 1),
        ("diff garant.toml garant.toml --as-of 2026-11-23", 0),
        ("write committee garant.toml --as-of 2026-11-23", 0),
    ] {
        let run = |before: &str| shell(folder.path(), &format!("{before} \"$GARANT\" {command}"));
        let out = run(denied);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(code), "{command}: {told}");
    }
}
