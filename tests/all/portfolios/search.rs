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
