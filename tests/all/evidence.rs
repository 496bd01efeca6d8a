//! Evidence: each state with its cause, what lies outside, addresses, reviews; and no word of a file that may not be read.

use std::fs;
use std::path::Path;
use std::process::Command;

use garant_core::Audit;
use garant_core::evidence::State;

use crate::harness::{finding, garant, root};

const DATE: &str = "2026-11-23";

/// A folder in which a procedure for stopping is cited as evidence.
struct Folder(tempfile::TempDir);

impl Folder {
    /// With the lines of the entry below its id and kind.
    fn with(entry: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("project/pieces")).unwrap();
        let folder = Self(folder);
        folder.declare(entry);
        folder
    }

    fn declare(&self, entry: &str) {
        let text = format!(
            "garant = 1\n[declaration]\nby = \"Anne Roy\"\n[human-guarantee]\nstop.possible = true\nstop.by = [\"cadre de santé\"]\nstop.safe-state = \"image seule\"\nstop.tested-on = 2026-03-02\nstop.procedure = \"arret\"\n[[evidence]]\nid = \"arret\"\nkind = \"procedure\"\n{entry}"
        );
        fs::write(self.path().join("garant.toml"), text).unwrap();
    }

    fn path(&self) -> std::path::PathBuf {
        self.0.path().join("project")
    }

    fn audit(&self, more: &[&str]) -> Audit {
        let args = [&["audit", "--as-of", DATE, "--format", "json"][..], more].concat();
        let out = garant(&self.path(), &args);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{said}"))
    }

    /// Everything that the program says and writes of the folder.
    fn all_formats(&self) -> Vec<String> {
        let mut said = Vec::new();
        for lang in ["fr", "en"] {
            let args = [
                "audit", "--as-of", DATE, "--lang", lang, "-o", "a.html", "-o", "a.md", "-o",
                "a.json", "-o", "a.txt",
            ];
            let out = garant(&self.path(), &args);
            let texts = ["a.html", "a.md", "a.json", "a.txt"];
            said.extend(texts.map(|name| fs::read_to_string(self.path().join(name)).unwrap()));
            let seal = garant(&self.path(), &["seal", "--check", "--lang", lang]);
            for bytes in [out.stdout, out.stderr, seal.stdout, seal.stderr] {
                said.push(String::from_utf8(bytes).unwrap());
            }
        }
        said
    }
}

/// The state and cause of the evidence, and the reason of the criterion that cites it.
fn told(audit: &Audit) -> (State, Option<&str>, Option<&str>) {
    let evidence = audit.evidence.first().unwrap();
    let reason = finding(audit, "HUM-05").reason.as_deref();
    (evidence.state, evidence.why.as_deref(), reason)
}

#[test]
fn each_state_has_its_cause_and_its_words_in_every_format() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let sealed = format!("path = \"pieces/a\"\nsha256 = \"{abc}\"\n");
    let expired = "path = \"pieces/a\"\nexpires = 2026-11-22\n";
    let both = format!("{sealed}expires = 2026-11-22\n");
    let plain = "path = \"pieces/a\"\n";
    let here = "path = \"pieces\"\n";
    let url = "url = \"https://x.example/a\"\n";
    let missing = Some("evidence-missing");
    let unreadable = Some("evidence-unreadable");
    let altered = Some("evidence-altered");
    let of = |entry: &str, bytes: Option<&[u8]>| {
        let folder = Folder::with(entry);
        if let Some(bytes) = bytes {
            fs::write(folder.path().join("pieces/a"), bytes).unwrap();
        }
        folder
    };
    for (entry, bytes, state, why, reason) in [
        (plain, Some(&b"abc"[..]), State::Present, None, None),
        (&sealed, Some(b"abc"), State::Present, None, None),
        (plain, None, State::Missing, Some("no-such-file"), missing),
        (&both, None, State::Missing, Some("no-such-file"), missing),
        (
            plain,
            Some(b""),
            State::Unreadable,
            Some("empty"),
            unreadable,
        ),
        (
            &sealed,
            Some(b""),
            State::Unreadable,
            Some("empty"),
            unreadable,
        ),
        (here, None, State::Unreadable, Some("folder"), unreadable),
        (
            &sealed,
            Some(b"abd"),
            State::Altered,
            Some("digest-differs"),
            altered,
        ),
        (
            &both,
            Some(b"abd"),
            State::Altered,
            Some("digest-differs"),
            altered,
        ),
        (
            expired,
            Some(b"abc"),
            State::Expired,
            Some("past-expiry"),
            Some("evidence-expired"),
        ),
        (url, None, State::Recorded, None, missing),
    ] {
        let folder = of(entry, bytes);
        let audit = folder.audit(&[]);
        assert_eq!(told(&audit), (state, why, reason), "{entry}");
        if state == State::Present {
            continue;
        }
        let words = &audit.texts["fr"].words;
        let key = why.map_or("evidence.recorded".to_owned(), |why| {
            format!("evidence.why.{why}")
        });
        let (first, _) = words[&key].split_once([',', ':', '(']).unwrap();
        let spaced = |text: &str| text.replace(['\u{a0}', '\n'], " ");
        let first = spaced(first.trim());
        for told in folder.all_formats().iter().take(4) {
            assert!(spaced(told).contains(&first), "{entry}: {first}");
        }
    }
    let last_day = of("path = \"pieces/a\"\nexpires = 2026-11-23\n", Some(b"abc"));
    assert_eq!(last_day.audit(&[]).evidence[0].state, State::Present);
}

#[cfg(unix)]
#[test]
fn what_lies_outside_is_not_opened_and_leaves_no_trace() {
    let folder = Folder::with("path = \"pieces/lien\"\n");
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("pieces/lien")).unwrap();
    let outside = (
        State::Unreadable,
        Some("outside"),
        Some("evidence-unreadable"),
    );
    assert_eq!(told(&folder.audit(&[])), outside);
    assert_eq!(folder.audit(&[]).evidence[0].sha256, None);
    let secret = fs::read_to_string("/etc/passwd").unwrap();
    let digest = {
        use sha2::Digest as _;
        garant_rules::load::hex(&sha2::Sha256::digest(secret.as_bytes()))
    };
    for said in folder.all_formats() {
        assert!(!said.contains("passwd") && !said.contains(digest.get(..16).unwrap()));
        assert!(
            secret
                .lines()
                .all(|line| line.len() < 8 || !said.contains(line))
        );
    }
    // Whether something is there, outside, is not told either.
    for path in [
        "/etc/passwd",
        "/etc/no-such-file",
        "../no-such-file",
        "pieces/../../../no-such-file",
    ] {
        folder.declare(&format!("path = \"{path}\"\n"));
        assert_eq!(told(&folder.audit(&[])), outside, "{path}");
    }
    for (name, target) in [
        ("b", "/etc/no-such-file"),
        ("c", "../../no-such-file"),
        ("d", "b"),
        ("e", "../pieces/../../x"),
    ] {
        std::os::unix::fs::symlink(target, folder.path().join("pieces").join(name)).unwrap();
        folder.declare(&format!("path = \"pieces/{name}\"\n"));
        assert_eq!(told(&folder.audit(&[])), outside, "{target}");
    }
    // A link that stays in the folder is followed; one that turns in a circle is not, for ever.
    fs::write(folder.path().join("pieces/a"), "abc").unwrap();
    for (name, target, state) in [
        ("f", "a", State::Present),
        ("g", "../pieces/f", State::Present),
        ("h", "h", State::Unreadable),
        ("i", "none", State::Missing),
    ] {
        std::os::unix::fs::symlink(target, folder.path().join("pieces").join(name)).unwrap();
        folder.declare(&format!("path = \"pieces/../pieces/{name}\"\n"));
        assert_eq!(told(&folder.audit(&[])).0, state, "{target}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_device_do_not_hang_the_program() {
    let folder = Folder::with("path = \"pieces/pipe\"\n");
    let pipe = folder.path().join("pieces/pipe");
    let not_a_file = (
        State::Unreadable,
        Some("not-a-file"),
        Some("evidence-unreadable"),
    );
    if Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .is_ok_and(|status| status.success())
    {
        assert_eq!(told(&folder.audit(&[])), not_a_file);
        assert_eq!(garant(&folder.path(), &["seal"]).status.code(), Some(1));
    }
    folder.declare("path = \"pieces/zero\"\n");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("pieces/zero")).unwrap();
    assert_eq!(
        folder.audit(&[]).evidence[0].why.as_deref(),
        Some("outside")
    );
    assert_eq!(told(&folder.audit(&["--allow-outside"])), not_a_file);
}

#[test]
fn outside_is_read_when_allowed_and_a_warning_says_so() {
    let folder = Folder::with("path = \"../dehors.pdf\"\n");
    fs::write(folder.0.path().join("dehors.pdf"), "abc").unwrap();
    let audit = folder.audit(&[]);
    assert_eq!(audit.evidence[0].why.as_deref(), Some("outside"));
    assert!(audit.diagnostics.is_empty(), "{:?}", audit.diagnostics);
    let audit = folder.audit(&["--allow-outside"]);
    assert_eq!(audit.evidence[0].state, State::Present);
    let [warning] = &audit.diagnostics[..] else {
        panic!("{:?}", audit.diagnostics)
    };
    assert_eq!(
        (warning.code.as_str(), warning.line),
        ("evidence-outside", 13)
    );
    assert!(warning.says.fr.contains("../dehors.pdf"));
    let place = folder.0.path().to_string_lossy().into_owned();
    assert!(!serde_json::to_string(&audit).unwrap().contains(&place));
}

#[test]
fn an_address_is_recorded_never_a_proof_and_a_copy_is_what_is_verified() {
    let url = "url = \"https://x.example/<b>?a=[1](2)\"\n";
    let folder = Folder::with(&format!("{url}sha256 = \"00\"\nexpires = 2020-01-01\n"));
    let audit = folder.audit(&[]);
    assert_eq!(
        told(&audit),
        (State::Recorded, None, Some("evidence-missing"))
    );
    let said = folder.all_formats();
    assert!(said[0].contains("&lt;b&gt;?a=[1](2)") && !said[0].contains("href=\"https://x."));
    assert!(said[1].contains("`https://x.example/<b>?a=[1](2)`"));
    folder.declare(&format!("{url}path = \"pieces/a\"\n"));
    assert_eq!(folder.audit(&[]).evidence[0].state, State::Missing);
    fs::write(folder.path().join("pieces/a"), "abc").unwrap();
    let audit = folder.audit(&[]);
    assert_eq!(audit.evidence[0].state, State::Present);
    assert!(audit.evidence[0].url.is_some());
}

fn codes(entry: &str) -> Vec<(&'static str, usize)> {
    let text = format!("garant = 1\n[[evidence]]\nid = \"a\"\nkind = \"tally\"\n{entry}");
    let problems = crate::harness::try_audit(&text, DATE).unwrap_err();
    problems
        .iter()
        .map(|problem| (problem.code, problem.line))
        .collect()
}

#[test]
fn an_entry_without_a_place_or_with_a_wrong_address_is_an_error_at_its_line() {
    for entry in [
        "",
        "path = \"à compléter\"\n",
        "path = \"\"\nurl = \"N/A\"\n",
    ] {
        assert_eq!(codes(entry), [("evidence-without-place", 2)], "{entry}");
    }
    for url in [
        "ftp://x.example",
        "x.example",
        "javascript:alert(1)",
        "https://",
        "https:// x",
        "file:///etc/passwd",
        "https://x\\u202ey",
    ] {
        assert_eq!(
            codes(&format!("url = \"{url}\"\n")),
            [("wrong-address", 5)],
            "{url}"
        );
    }
    assert_eq!(codes("url = 3\n"), [("wrong-type", 5)]);
}

/// The reviewer told, and the codes and lines of warnings, of an evidence of 2 March 2026.
fn review(by: &str, lines: &str) -> (Option<String>, Vec<(String, usize)>) {
    let text = format!(
        "garant = 1\n[declaration]\n{by}[[evidence]]\nid = \"a\"\nkind = \"tally\"\npath = \"a\"\ndate = 2026-03-02\n{lines}"
    );
    let audit = crate::harness::judged(&text, DATE);
    let told = audit
        .diagnostics
        .iter()
        .map(|found| (found.code.clone(), found.line));
    (
        audit.evidence.first().unwrap().reviewed_by.clone(),
        told.collect(),
    )
}

#[test]
fn a_review_counts_or_a_warning_says_why_not() {
    let anne = "by = \"Anne Roy\"\n";
    let all = |name: &str, role: &str, on: &str| {
        format!(
            "reviewed-by.name = \"{name}\"\nreviewed-by.role = \"{role}\"\nreviewed-by.on = {on}\n"
        )
    };
    let none: Vec<(String, usize)> = Vec::new();
    for on in ["2026-03-02", DATE] {
        let good = review(anne, &all("Karim Ferrand", "radiologue", on));
        assert_eq!(good, (Some("Karim Ferrand".to_owned()), none.clone()));
    }
    assert_eq!(review(anne, ""), (None, none));
    for (by, lines, code, line) in [
        (
            anne,
            all("Karim Ferrand", "à compléter", DATE),
            "review-incomplete",
            10,
        ),
        (anne, all("TBD", "radiologue", DATE), "review-incomplete", 9),
        (
            anne,
            "reviewed-by = { name = \"K. F.\", role = \"r\" }\n".to_owned(),
            "review-incomplete",
            9,
        ),
        (
            anne,
            all("anne  ROY", "radiologue", DATE),
            "review-by-declarant",
            9,
        ),
        (
            "",
            all("Karim Ferrand", "radiologue", DATE),
            "review-of-no-declarant",
            8,
        ),
        (
            anne,
            all("Karim Ferrand", "radiologue", "2026-11-24"),
            "review-later",
            11,
        ),
        (
            anne,
            all("Karim Ferrand", "radiologue", "2026-03-01"),
            "review-older",
            11,
        ),
    ] {
        assert_eq!(
            review(by, &lines),
            (None, vec![(code.to_owned(), line)]),
            "{lines}"
        );
    }
}

fn git(folder: &Path, args: &[&str]) -> bool {
    let run = Command::new("git").args(args).current_dir(folder).output();
    run.is_ok_and(|out| out.status.success())
}

#[test]
fn a_table_that_git_tracks_is_told() {
    let folder = Folder::with("path = \"pieces/a.csv\"\n");
    let said = |kind: &str, more: &str| {
        folder.declare(&format!("path = \"pieces/a.csv\"\n{more}"));
        let path = folder.path().join("garant.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("\"procedure\"", &format!("\"{kind}\""))).unwrap();
        let out = garant(&folder.path(), &["audit", "--as-of", DATE, "--lang", "en"]);
        String::from_utf8(out.stderr).unwrap()
    };
    fs::write(folder.path().join("pieces/a.csv"), "a,b\n").unwrap();
    assert_eq!(said("predictions", ""), "");
    if !git(&folder.path(), &["init", "-q"]) {
        return;
    }
    assert_eq!(said("predictions", ""), "");
    assert!(git(&folder.path(), &["add", "pieces/a.csv"]));
    for kind in ["predictions", "oversight-log", "perturbation-suite"] {
        assert!(said(kind, "").contains("line 10: `pieces/a.csv`"), "{kind}");
    }
    assert!(said("predictions", "holds-patient-data = true\n").contains("git"));
    assert_eq!(said("predictions", "holds-patient-data = false\n"), "");
    assert_eq!(said("tally", ""), "");
    assert_eq!(said("drift-series", ""), "");
}

#[test]
fn examples_hold_no_review_that_does_not_count() {
    let out = garant(
        &root().join("examples/echographie"),
        &["audit", "--as-of", DATE, "--format", "json"],
    );
    let audit: Audit = serde_json::from_slice(&out.stdout).unwrap();
    assert!(
        audit
            .diagnostics
            .iter()
            .all(|found| !found.code.starts_with("review-"))
    );
    assert!(
        audit
            .evidence
            .iter()
            .any(|evidence| evidence.reviewed_by.is_some())
    );
}
