//! What `-o` may not replace: what a command reads, and what that cites, however it is written.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::harness::{garant, root};

/// A folder with a descriptor that cites a piece of evidence, a table, and one that is not there.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = "garant = 1\n\n[system]\nname = \"Repère\"\n\n\
                [[evidence]]\nid = \"page\"\nkind = \"test-report\"\npath = \"pieces/page.html\"\n\n\
                [[evidence]]\nid = \"cases\"\nkind = \"test-report\"\npath = \"pieces/cases.csv\"\n\n\
                [[evidence]]\nid = \"gone\"\nkind = \"test-report\"\npath = \"pieces/gone.md\"\n\n\
                [[evidence]]\nid = \"old\"\nkind = \"test-report\"\npath = \"pieces/old.json\"\n";
    fs::write(folder.path().join("garant.toml"), text).unwrap();
    fs::create_dir(folder.path().join("pieces")).unwrap();
    for name in ["page.html", "cases.csv", "old.json"] {
        fs::write(folder.path().join("pieces").join(name), "piece").unwrap();
    }
    folder
}

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// Runs the program, which must refuse and leave the pieces as they are.
fn refuses(folder: &Path, args: &[&str]) {
    let out = garant(folder, &[args, &["--lang", "en"]].concat());
    assert_eq!(out.status.code(), Some(2), "{args:?}: {}", told(&out));
    assert!(
        told(&out).contains("choose another name"),
        "{args:?}: {}",
        told(&out)
    );
    for name in ["page.html", "cases.csv", "old.json"] {
        let own = fs::read_to_string(folder.join("pieces").join(name)).unwrap();
        assert_eq!(own, "piece", "{args:?}");
    }
    assert!(!folder.join("pieces/gone.md").exists(), "{args:?}");
}

#[test]
fn no_output_takes_the_place_of_evidence() {
    let folder = project();
    let at = folder.path();
    for spelling in [
        "pieces/page.html",
        "./pieces/page.html",
        "pieces/../pieces/page.html",
    ] {
        refuses(at, &["audit", "garant.toml", "-o", spelling]);
        refuses(at, &["write", "committee", "garant.toml", "-o", spelling]);
    }
    for spelling in ["pieces/gone.md", "./pieces/gone.md"] {
        refuses(at, &["audit", "garant.toml", "-o", spelling]);
        refuses(at, &["write", "card", "garant.toml", "-o", spelling]);
        refuses(at, &["diff", "garant.toml", "garant.toml", "-o", spelling]);
    }
    refuses(at, &["plan", "garant.toml", "-o", "pieces/cases.csv"]);
    refuses(at, &["audit", "garant.toml", "-o", "pieces/cases.csv"]);
    refuses(
        at,
        &[
            "audit",
            "garant.toml",
            "-o",
            "new.html",
            "-o",
            "pieces/page.html",
        ],
    );
    assert!(!at.join("new.html").exists());
    refuses(
        at,
        &[
            "audit",
            "garant.toml",
            "-o",
            &at.join("pieces/page.html").to_string_lossy(),
        ],
    );
    // A name that is nobody's.
    let out = garant(at, &["audit", "garant.toml", "-o", "pieces/new.html"]);
    assert!(at.join("pieces/new.html").exists(), "{}", told(&out));
}

#[cfg(unix)]
#[test]
fn a_link_to_evidence_is_no_other_name() {
    let folder = project();
    let at = folder.path();
    let link = |from: &str, to: &str| std::os::unix::fs::symlink(from, at.join(to)).unwrap();
    link("pieces/page.html", "link.html");
    link("pieces/gone.md", "link.md");
    link("pieces", "other");
    link("garant.toml", "linked.toml");
    refuses(at, &["audit", "garant.toml", "-o", "link.html"]);
    refuses(at, &["audit", "garant.toml", "-o", "link.md"]);
    refuses(at, &["audit", "garant.toml", "-o", "other/page.html"]);
    refuses(at, &["audit", "linked.toml", "-o", "pieces/page.html"]);
    link("garant.toml", "as.json");
    refuses(at, &["audit", "garant.toml", "-o", "as.json"]);
    assert!(
        fs::read_to_string(at.join("garant.toml"))
            .unwrap()
            .contains("Repère")
    );
}

#[test]
fn a_stored_audit_and_the_evidence_that_it_tells_of_stay() {
    let folder = project();
    let at = folder.path();
    garant(at, &["audit", "garant.toml", "-o", "audit.json"]);
    let stored = fs::read_to_string(at.join("audit.json")).unwrap();
    refuses(at, &["report", "audit.json", "-o", "./audit.json"]);
    refuses(at, &["report", "audit.json", "-o", "pieces/page.html"]);
    refuses(
        at,
        &["diff", "audit.json", "garant.toml", "-o", "pieces/gone.md"],
    );
    refuses(
        at,
        &["diff", "audit.json", "garant.toml", "-o", "audit.json"],
    );
    assert_eq!(fs::read_to_string(at.join("audit.json")).unwrap(), stored);
    let out = garant(at, &["report", "audit.json", "-o", "page.html"]);
    assert_eq!(out.status.code(), Some(0), "{}", told(&out));
}

#[test]
fn a_portfolio_writes_over_nothing_that_is_cited() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("projects")).unwrap();
    fs::write(
        at.join("projects/garant.toml"),
        "garant = 1\nsystem.name = \"A\"\n",
    )
    .unwrap();
    let run = |args: &[&str]| {
        garant(
            at,
            &[
                &["portfolio", "projects", "-o", "out", "--lang", "en"],
                args,
            ]
            .concat(),
        )
    };
    run(&[]);
    let before = fs::read(at.join("out/portfolio.json")).unwrap();
    let text = "garant = 1\nsystem.name = \"B\"\n[[evidence]]\nid = \"all\"\nkind = \"test-report\"\npath = \"../out/portfolio.json\"\n";
    fs::write(at.join("projects/garant.toml"), text).unwrap();
    let out = run(&[]);
    assert_eq!(out.status.code(), Some(2), "{}", told(&out));
    assert!(told(&out).contains("line 6"), "{}", told(&out));
    fs::write(
        at.join("projects/garant.toml"),
        "garant = 1\nsystem.name = \"A\"\n",
    )
    .unwrap();
    let own = run(&["--register", "out/portfolio.csv"]);
    assert_eq!(own.status.code(), Some(2), "{}", told(&own));
    assert_eq!(fs::read(at.join("out/portfolio.json")).unwrap(), before);
}

#[test]
fn a_measure_writes_over_no_table_that_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let table = "cases.csv";
    let rows = "outcome,score\n1,0.9\n0,0.1\n1,0.8\n0,0.4\n";
    fs::write(at.join(table), rows).unwrap();
    for command in ["predictions", "oversight", "perturbation", "drift"] {
        let out = garant(
            at,
            &[
                "measure",
                command,
                table,
                "-o",
                "./cases.csv",
                "--lang",
                "en",
            ],
        );
        assert_eq!(out.status.code(), Some(2), "{command} {}", told(&out));
        assert_eq!(
            fs::read_to_string(at.join(table)).unwrap(),
            rows,
            "{command}"
        );
    }
    fs::copy(root().join("README.md"), at.join("a.json")).unwrap();
    let out = garant(
        at,
        &["measure", "merge", "a.json", "-o", "a.json", "--lang", "en"],
    );
    assert_eq!(out.status.code(), Some(2), "{}", told(&out));
}
