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
fn a_folder_is_not_reached_through_one_that_is_not_there() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    for (folder, file) in [("foreign", "index.html"), ("foreign", "mine")] {
        std::fs::create_dir_all(group.path(folder)).unwrap();
        std::fs::write(group.path(folder).join(file), "mine").unwrap();
    }
    let before = whole(group.home.path());
    for target in [
        "",
        "newdir/../foreign",
        "newdir/deep/../../foreign",
        "newdir/../in",
        "newdir/..",
        "newdir/../new",
        "foreign/mine/new",
    ] {
        let ran = garant(group.home.path(), &["portfolio", "in", "-o", target]);
        assert_eq!(ran.status.code(), Some(2), "{target}: {}", told(&ran));
        assert_eq!(whole(group.home.path()), before, "{target}");
        assert!(!group.path("newdir").exists(), "{target}");
    }
    // A path back through folders that are there is known.
    let ran = garant(
        group.home.path(),
        &["portfolio", "in", "-o", "in/../out", "--as-of", AS_OF],
    );
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    std::fs::create_dir(group.path("out")).unwrap();
    let ran = garant(
        group.home.path(),
        &["portfolio", "in", "-o", "in/../out", "--as-of", AS_OF],
    );
    assert_eq!(ran.status.code(), Some(1), "{}", told(&ran));
    assert!(group.path("out/index.html").is_file());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_or_through_dots_is_no_folder() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    std::os::unix::fs::symlink("gone", group.path("link")).unwrap();
    std::fs::create_dir(group.path("foreign")).unwrap();
    std::fs::write(group.path("foreign/index.html"), "mine").unwrap();
    for target in ["link", "link/../foreign", "link/new"] {
        let ran = garant(group.home.path(), &["portfolio", "in", "-o", target]);
        assert_eq!(ran.status.code(), Some(2), "{target}: {}", told(&ran));
        assert!(!group.path("gone").exists(), "{target}");
    }
    let kept = std::fs::read_to_string(group.path("foreign/index.html"));
    assert_eq!(kept.unwrap(), "mine");
}

#[test]
fn while_a_run_writes_another_is_kept_out_and_a_killed_one_keeps_nobody_out() {
    use fs4::FileExt;
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    assert_eq!(group.run(&[]).status.code(), Some(1));
    let before = whole(&group.path("out"));
    let lock = std::fs::File::options()
        .write(true)
        .open(group.path("out/.garant-portfolio.lock"))
        .unwrap();
    FileExt::try_lock(&lock).unwrap();
    let ran = group.run(&[]);
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    assert!(told(&ran).contains("another command"), "{}", told(&ran));
    assert_eq!(whole(&group.path("out")), before);
    // The system lets go of what an ended process held: the file alone keeps nobody out.
    drop(lock);
    assert_eq!(group.run(&[]).status.code(), Some(1));
    // Nor does it make a folder somebody else's.
    for name in ["index.html", ".garant-portfolio"] {
        std::fs::remove_file(group.path("out").join(name)).unwrap();
    }
    assert_eq!(group.run(&[]).status.code(), Some(2));
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
    // A report has no place to go: its system is told to have none.
    let ran = group.run(&[]);
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    assert!(group.path("out/systems/a/garant.html").is_file());
    assert!(!group.out("index.html").contains("systems/b/garant.html\""));
    // Its system gone, the report behind the link stays.
    std::fs::remove_dir_all(group.path("in/b")).unwrap();
    assert_eq!(group.run(&[]).status.code(), Some(1));
    let kept = std::fs::read_to_string(elsewhere.join("garant.html"));
    assert_eq!(kept.unwrap(), "kept");
}

#[test]
fn a_report_without_a_place_stops_no_other_and_is_told() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("a/garant.html/garant.toml", &small("below")),
        ("z/garant.toml", &small("z")),
    ]);
    let check = |jobs: &str| {
        let ran = group.run(&["--jobs", jobs]);
        assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
        let portfolio: garant_core::portfolio::Portfolio =
            serde_json::from_str(&group.out("portfolio.json")).unwrap();
        let reports: Vec<(&str, Option<&str>)> = portfolio
            .systems
            .iter()
            .map(|one| (&*one.path, one.report.as_deref()))
            .collect();
        assert_eq!(
            reports,
            [
                ("a/garant.toml", Some("systems/a/garant.html")),
                ("a/garant.html/garant.toml", None),
                ("z/garant.toml", Some("systems/z/garant.html")),
            ]
        );
        let [one] = &portfolio.unwritten[..] else {
            panic!("{:?}", portfolio.unwritten)
        };
        assert_eq!(one.path, "a/garant.html/garant.toml");
        assert_eq!(one.messages[0].code, "report-taken");
        assert_eq!(portfolio.counts.unwritten, 1);
        assert!(
            told(&ran).contains("audited, without a report"),
            "{}",
            told(&ran)
        );
        assert!(
            group
                .out("index.html")
                .contains("1 audited system without a report")
        );
    };
    check("1");
    check("4");
    // One that is gone makes room for another, at once.
    std::fs::remove_file(group.path("in/a/garant.toml")).unwrap();
    assert_eq!(group.run(&[]).status.code(), Some(1));
    assert!(
        group
            .path("out/systems/a/garant.html/garant.html")
            .is_file()
    );
    std::fs::remove_dir_all(group.path("in/a/garant.html")).unwrap();
    group.put("a/garant.toml", small("a"));
    assert_eq!(group.run(&[]).status.code(), Some(1));
    assert!(group.path("out/systems/a/garant.html").is_file());
}

#[cfg(unix)]
#[test]
fn a_report_with_too_long_a_path_stops_no_other_and_is_told() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    // The program is given OUT by a path that the report's makes too long, and the descriptor's does not.
    let parts = ["d".repeat(200).as_str(); 18].join("/");
    group.put(&format!("{parts}/garant.toml"), small("deep"));
    let out = ["o".repeat(200).as_str(); 3].join("/");
    let ran = garant(
        group.home.path(),
        &[
            "portfolio",
            "in",
            "-o",
            &out,
            "--as-of",
            AS_OF,
            "--lang",
            "en",
        ],
    );
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    assert!(told(&ran).contains("is too long"), "{}", told(&ran));
    let out = group.path(&out);
    assert!(out.join("systems/a/garant.html").is_file());
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("1 audited system without a report"));
}

#[test]
fn evidence_read_outside_is_told_by_its_descriptor_and_line() {
    let cited =
        "garant = 1\n[[evidence]]\nid = \"e\"\nkind = \"other\"\npath = \"../outside.md\"\n";
    let group = Group::new(&[
        ("a/garant.toml", cited),
        ("b/garant.toml", cited),
        ("outside.md", "x"),
    ]);
    for more in [&[][..], &["--no-reports"]] {
        let ran = group.run(&[&["--allow-outside"][..], more].concat());
        let said = String::from_utf8(ran.stderr).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines.len(), 2, "{said}");
        assert!(lines[0].starts_with("a/garant.toml:") && lines[1].starts_with("b/garant.toml:"));
        assert!(said.contains("../outside.md"), "{said}");
        assert!(group.run(more).stderr.is_empty());
    }
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
