//! The folder of a portfolio: whose it is, what is written in it, in which order.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{AS_OF, Group, small, told, whole};
use crate::harness::{garant, program};

#[test]
fn a_folder_that_is_not_garants_is_refused_and_nothing_in_it_is_touched() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    let out = group.path("out");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("index.html"), "mine").unwrap();
    let before = whole(group.home.path());
    for marker in [None, Some("something else\n")] {
        if let Some(text) = marker {
            std::fs::write(out.join(".garant-portfolio"), text).unwrap();
        }
        let before = whole(group.home.path());
        let ran = group.run(&[]);
        assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
        assert!(told(&ran).contains("out"), "{}", told(&ran));
        assert_eq!(whole(group.home.path()), before);
    }
    std::fs::remove_file(out.join(".garant-portfolio")).unwrap();
    // The folder that is searched, one that holds it, and a file.
    std::fs::write(group.path("file"), "").unwrap();
    for target in ["in", ".", "in/a/..", "file"] {
        let ran = garant(group.home.path(), &["portfolio", "in", "-o", target]);
        assert_eq!(ran.status.code(), Some(2), "{target}: {}", told(&ran));
    }
    std::fs::remove_file(group.path("file")).unwrap();
    assert_eq!(whole(group.home.path()), before);
}

#[test]
fn a_new_run_takes_away_reports_of_systems_that_are_gone_and_nothing_else() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("b/deep/garant.toml", &small("b")),
    ]);
    assert_eq!(group.run(&[]).status.code(), Some(1));
    assert!(group.path("out/systems/b/deep/garant.html").is_file());
    let mine = group.path("out/systems/a/mine.html");
    std::fs::write(&mine, "mine").unwrap();
    std::fs::remove_dir_all(group.path("in/b")).unwrap();
    assert_eq!(group.run(&[]).status.code(), Some(1));
    assert!(!group.path("out/systems/b").exists());
    assert!(group.path("out/systems/a/garant.html").is_file());
    assert_eq!(std::fs::read_to_string(mine).unwrap(), "mine");
    assert!(!group.out("index.html").contains("System b"));
    // Without reports, those of the earlier run go too: they would be of another day.
    assert_eq!(group.run(&["--no-reports"]).status.code(), Some(1));
    assert!(!group.path("out/systems/a/garant.html").exists());
}

#[test]
fn a_marker_that_names_files_elsewhere_takes_nothing_away() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    assert_eq!(group.run(&[]).status.code(), Some(1));
    std::fs::write(group.path("kept.html"), "kept").unwrap();
    std::fs::write(group.path("out/kept.html"), "kept").unwrap();
    let marker = group.out(".garant-portfolio");
    let names = [
        "../kept.html",
        "systems/../kept.html",
        "systems/../../kept.html",
        "kept.html",
    ];
    let names = names.map(|name| format!("{name:?}\n")).concat();
    std::fs::write(group.path("out/.garant-portfolio"), marker + &names).unwrap();
    assert_eq!(group.run(&[]).status.code(), Some(1));
    assert!(group.path("kept.html").is_file() && group.path("out/kept.html").is_file());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_taken_away_through_a_link() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("b/garant.toml", &small("b")),
    ]);
    assert_eq!(group.run(&[]).status.code(), Some(1));
    let elsewhere = group.path("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    std::fs::write(elsewhere.join("garant.html"), "kept").unwrap();
    std::fs::remove_dir_all(group.path("out/systems/b")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, group.path("out/systems/b")).unwrap();
    // A report has no place to go: all stops, and there is no index.
    let ran = group.run(&[]);
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    assert!(!group.path("out/index.html").exists());
    // Its system gone, the report behind the link stays.
    std::fs::remove_dir_all(group.path("in/b")).unwrap();
    assert_eq!(group.run(&[]).status.code(), Some(1));
    let kept = std::fs::read_to_string(elsewhere.join("garant.html"));
    assert_eq!(kept.unwrap(), "kept");
}

#[test]
fn an_interrupted_run_leaves_whole_files_and_no_index() {
    let group = Group::new(&[]);
    for n in 0..16 {
        group.put(&format!("s{n:02}/garant.toml"), small(&format!("s{n:02}")));
    }
    assert_eq!(group.run(&["--no-reports"]).status.code(), Some(1));
    assert!(group.path("out/index.html").is_file());
    let mut running = Command::new(program())
        .args([
            "portfolio",
            "in",
            "-o",
            "out",
            "--as-of",
            AS_OF,
            "--jobs",
            "1",
        ])
        .current_dir(group.home.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let since = Instant::now();
    while !group.path("out/systems/s01/garant.html").exists() {
        assert!(
            since.elapsed() < Duration::from_secs(60),
            "no report was written"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    running.kill().unwrap();
    running.wait().unwrap();
    for name in ["index.html", "portfolio.json", "portfolio.csv"] {
        assert!(!group.path("out").join(name).exists(), "{name} is stale");
    }
    let mut reports = Vec::new();
    crate::harness::files(&group.path("out/systems"), ".html", &mut reports);
    assert!(!reports.is_empty());
    for report in reports {
        let page = std::fs::read_to_string(&report).unwrap();
        assert!(page.ends_with("</html>\n"), "{}", report.display());
    }
    // The folder is still Garant's: the next run completes it, or makes it what is asked.
    std::fs::remove_dir_all(group.path("in/s01")).unwrap();
    assert_eq!(group.run(&[]).status.code(), Some(1));
    assert!(!group.path("out/systems/s01").exists());
    assert!(group.out("index.html").contains("15 descriptors found"));
}

#[test]
fn two_runs_and_any_number_of_threads_give_the_same_bytes() {
    let group = Group::new(&[]);
    for n in 0..12 {
        group.put(
            &format!("s{n:02}/garant.toml"),
            small(&format!("s{}", n % 5)),
        );
    }
    group.put("broken/garant.toml", "garant = ");
    let mut all = Vec::new();
    for (out, jobs) in [("one", "1"), ("four", "4"), ("again", "4")] {
        let args = [
            "portfolio",
            "in",
            "-o",
            out,
            "--as-of",
            AS_OF,
            "--jobs",
            jobs,
        ];
        let ran = garant(group.home.path(), &args);
        assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
        all.push(whole(&group.path(out)));
    }
    let ran = garant(
        group.home.path(),
        &["portfolio", "in", "-o", "again", "--as-of", AS_OF],
    );
    assert_eq!(ran.status.code(), Some(2));
    all.push(whole(&group.path("again")));
    for other in &all {
        assert_eq!(Some(other), all.first());
    }
    let ran = garant(
        group.home.path(),
        &["portfolio", "in", "-o", "one", "--jobs", "0"],
    );
    assert_eq!(ran.status.code(), Some(2));
}

#[test]
fn a_report_is_the_one_of_an_audit_from_the_same_folder() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    assert_eq!(group.run(&[]).status.code(), Some(1));
    let own = garant(
        &group.path("in"),
        &[
            "audit",
            "a/garant.toml",
            "--as-of",
            AS_OF,
            "--lang",
            "en",
            "--format",
            "html",
        ],
    );
    let own = String::from_utf8(own.stdout).unwrap();
    assert_eq!(group.out("systems/a/garant.html"), own);
    assert!(
        group
            .out("index.html")
            .contains("href=\"systems/a/garant.html\"")
    );
}
