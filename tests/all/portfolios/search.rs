//! Which files are found, and that what comes out is what went in.

use super::{Group, small, told};

#[test]
fn the_count_in_is_the_count_out_whatever_is_among_them() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("b/garant.toml", &small("b")),
        ("b/second.garant.toml", &small("c")),
        ("broken/garant.toml", "garant = 1\n[system\nname = 3\n"),
        ("empty/garant.toml", ""),
        (
            "wrong/garant.toml",
            "garant = 1\n[system]\nphase = \"farming\"\nnonsense = 1\n",
        ),
    ]);
    group.put("enormous/garant.toml", vec![b'#'; 2 * 1024 * 1024 + 1]);
    group.put("latin/garant.toml", b"garant = 1\n# caf\xe9\n");
    let mut expected = vec![
        "broken/garant.toml",
        "empty/garant.toml",
        "enormous/garant.toml",
        "latin/garant.toml",
        "wrong/garant.toml",
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(
            group.path("in/a/garant.toml"),
            group.path("in/link.garant.toml"),
        )
        .unwrap();
        std::fs::create_dir(group.path("in/pipe")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(group.path("in/pipe/garant.toml"))
            .status();
        assert!(made.unwrap().success());
        expected.extend(["link.garant.toml", "pipe/garant.toml"]);
        expected.sort_unstable();
    }
    let ran = group.run(&[]);
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    let portfolio: garant_core::portfolio::Portfolio =
        serde_json::from_str(&group.out("portfolio.json")).unwrap();
    let refused: Vec<&str> = portfolio
        .refused
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    assert_eq!(refused, expected);
    let counts = portfolio.counts;
    assert_eq!(counts.found, 3 + expected.len());
    assert_eq!(counts.found, counts.audited + counts.refused);
    assert_eq!(counts.audited, portfolio.systems.len());
    // Each says why, in both languages, and the page and the table show it.
    let (page, table) = (group.out("index.html"), group.out("portfolio.csv"));
    for one in &portfolio.refused {
        let first = one.messages.first().unwrap();
        assert!(
            !first.fr.is_empty() && !first.en.is_empty() && first.fr != first.en,
            "{one:?}"
        );
        assert!(
            page.contains(&one.path) && table.contains(&one.path),
            "{}",
            one.path
        );
    }
    let wrong = portfolio
        .refused
        .iter()
        .find(|one| one.path == "wrong/garant.toml");
    let lines: Vec<Option<usize>> = wrong.unwrap().messages.iter().map(|one| one.line).collect();
    assert_eq!(lines, [Some(3), Some(4)], "all problems, with their lines");
    // The others have their reports.
    assert!(group.path("out/systems/b/second.garant.html").is_file());
    assert_eq!(table.lines().count(), 1 + counts.found);
    assert!(told(&ran).contains("latin/garant.toml:2"), "{}", told(&ran));
}

#[test]
fn ignored_and_hidden_files_and_the_portfolio_itself_are_left_out() {
    let group = Group::new(&[
        ("kept/garant.toml", &small("kept")),
        ("build/garant.toml", &small("build")),
        ("kept/old.garant.toml", &small("old")),
        (".hidden/garant.toml", &small("hidden")),
        ("kept/notgarant.toml", &small("other")),
        (".gitignore", "build/\n"),
        ("kept/.ignore", "old.*\n"),
    ]);
    let first = group.portfolio(&[]);
    let paths: Vec<&str> = first.systems.iter().map(|one| &*one.path).collect();
    assert_eq!(paths, ["kept/garant.toml"]);
    // A portfolio below the folder that is searched is never entered.
    let inside = ["portfolio", ".", "-o", "out", "--as-of", super::AS_OF];
    for _ in 0..2 {
        let ran = crate::harness::garant(&group.path("in"), &inside);
        assert_eq!(ran.status.code(), Some(1), "{}", told(&ran));
        std::fs::write(group.path("in/out/garant.toml"), small("inside")).unwrap();
    }
    let json = group.path("in/out/portfolio.json");
    assert!(!std::fs::read_to_string(json).unwrap().contains("inside"));
}

#[test]
fn what_ignore_files_leave_out_is_counted() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("build/garant.toml", &small("b")),
        ("build/deep/x.garant.toml", &small("c")),
        ("build/.hidden/garant.toml", &small("d")),
        ("a/old.garant.toml", &small("e")),
        ("a/deep/old.garant.toml", &small("f")),
        ("a/deep/kept/old.garant.toml", &small("g")),
        (".gitignore", "# comment\nbuild/\r\n"),
        ("a/.ignore", "old.*\n!/deep/kept/old.garant.toml\n"),
    ]);
    let portfolio = group.portfolio(&[]);
    let mut paths: Vec<&str> = portfolio.systems.iter().map(|one| &*one.path).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["a/deep/kept/old.garant.toml", "a/garant.toml"]);
    assert_eq!((portfolio.counts.found, portfolio.counts.ignored), (2, 4));
    let ran = group.run(&[]);
    assert_eq!(ran.status.code(), Some(1), "{}", told(&ran));
    let said = "4 descriptors left out by ignore files";
    assert!(told(&ran).contains(said), "{}", told(&ran));
    assert!(group.out("index.html").contains(said));
}

#[test]
fn a_folder_and_a_hidden_file_with_the_name_of_a_descriptor_are_told() {
    let group = Group::new(&[
        ("a/garant.toml/readme.md", ""),
        ("a/garant.toml/garant.toml", &small("inside")),
        ("b/.garant.toml", &small("hidden")),
    ]);
    let portfolio = group.portfolio(&[]);
    let refused: Vec<(&str, &str)> = portfolio
        .refused
        .iter()
        .map(|one| (one.path.as_str(), one.messages[0].code.as_str()))
        .collect();
    assert_eq!(
        refused,
        [("a/garant.toml", "is-folder"), ("b/.garant.toml", "hidden")]
    );
    assert_eq!(portfolio.counts.audited, 1);
}

#[cfg(unix)]
#[test]
fn an_ignore_file_that_is_no_plain_file_is_not_opened_and_is_told() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("large/garant.toml", &small("b")),
        ("linked/garant.toml", &small("c")),
        ("piped/garant.toml", &small("d")),
        ("skipped/garant.toml", &small("e")),
        ("list", "garant.toml\n"),
        (".ignore", "skipped\n"),
    ]);
    group.put("large/.gitignore", vec![b'#'; 1024 * 1024 + 1]);
    std::os::unix::fs::symlink("../list", group.path("in/linked/.gitignore")).unwrap();
    for pipe in ["piped/.ignore", "skipped/.gitignore"] {
        let made = std::process::Command::new("mkfifo")
            .arg(group.path("in").join(pipe))
            .status();
        assert!(made.unwrap().success());
    }
    let portfolio = group.portfolio(&[]);
    let unread: Vec<(&str, &str)> = portfolio
        .unread
        .iter()
        .map(|one| (one.path.as_str(), one.messages[0].code.as_str()))
        .collect();
    let wanted = ["large/.gitignore", "linked/.gitignore", "piped/.ignore"];
    assert_eq!(unread, wanted.map(|path| (path, "ignore-unread")));
    assert_eq!((portfolio.counts.audited, portfolio.counts.ignored), (4, 1));
}

#[test]
fn a_folder_without_descriptors_ends_with_2_and_says_what_was_looked_for() {
    let group = Group::new(&[("readme.toml", "x = 1\n")]);
    let ran = group.run(&[]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(told(&ran).contains("garant.toml"), "{}", told(&ran));
    assert!(!group.path("out").exists());
    let gone = ["portfolio", "nowhere", "-o", "out"];
    let ran = crate::harness::garant(group.home.path(), &gone);
    assert_eq!(ran.status.code(), Some(2));
    assert!(!group.path("out").exists());
}

#[test]
fn an_ignore_file_that_is_not_understood_is_told() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        (".gitignore", "ok\n{broken\n"),
    ]);
    let ran = group.run(&[]);
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    assert!(told(&ran).contains(".gitignore:2"), "{}", told(&ran));
    assert!(group.out("index.html").contains(".gitignore"));
}
