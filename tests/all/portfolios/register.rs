//! The organisation's own register beside the descriptors.

use super::{Group, small, told};

#[test]
fn systems_never_audited_and_those_it_does_not_name_are_told() {
    let group = Group::new(&[
        ("a/garant.toml", &small("a")),
        ("b/garant.toml", &small("b")),
        ("c/garant.toml", "garant = 1\n[system]\nname = \"No id\"\n"),
    ]);
    let written = "\u{feff}cost;ID;Name;service\r\n3;a;Tool a;Imaging\r\n4;z;\"Tool; z\";Emergency\r\n5;y;Tool y;\r\n";
    std::fs::write(group.path("register.csv"), written).unwrap();
    let portfolio = group.portfolio(&["--register", "register.csv"]);
    let register = portfolio.register.as_ref().unwrap();
    let never: Vec<_> = register
        .never_audited
        .iter()
        .map(|one| {
            (
                one.id.as_str(),
                one.name.as_str(),
                one.service.as_str(),
                one.line,
            )
        })
        .collect();
    assert_eq!(
        never,
        [("z", "Tool; z", "Emergency", 3), ("y", "Tool y", "", 4)]
    );
    let unlisted: Vec<&str> = register.unlisted.iter().map(|one| &*one.path).collect();
    assert_eq!(unlisted, ["b/garant.toml", "c/garant.toml"]);
    assert_eq!(portfolio.counts.never_audited, Some(2));
    let (page, table) = (group.out("index.html"), group.out("portfolio.csv"));
    assert!(page.contains("Tool; z") && page.contains("Tool y"));
    assert!(table.contains(",never-audited,z,\"Tool; z\","));
    // Never audited is no failure of the audits that were made.
    let ran = group.run(&["--register", "register.csv", "--allow-undetermined"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(
        told(&ran).contains("columns not read: cost"),
        "{}",
        told(&ran)
    );
    // Without a register, what is missing is unknown and not nought.
    assert_eq!(group.portfolio(&[]).counts.never_audited, None);
}

#[test]
fn the_public_learns_how_many_were_never_audited_and_no_name() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    let written = "id,name,service\na,Tool a,Imaging\nsecret-id,Secret tool,Hidden service\n";
    std::fs::write(group.path("register.csv"), written).unwrap();
    let args = ["--register", "register.csv", "--audience"];
    let portfolio = group.portfolio(&[&args[..], &["public"]].concat());
    assert_eq!(portfolio.counts.never_audited, Some(1));
    assert!(portfolio.register.unwrap().never_audited.is_empty());
    for name in ["index.html", "portfolio.json", "portfolio.csv"] {
        let text = group.out(name).to_lowercase();
        for word in ["secret", "hidden service"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
    let page = group.out("index.html");
    assert!(page.contains("1 system of the register without a descriptor audited here"));
    assert!(!page.contains("Each system of the register has"));
    group.portfolio(&[&args[..], &["internal"]].concat());
    assert!(group.out("index.html").contains("Secret tool"));
}

#[test]
fn all_that_is_wrong_with_a_register_is_told_by_line_and_nothing_is_written() {
    let group = Group::new(&[("a/garant.toml", &small("a"))]);
    for (text, said) in [
        ("", vec!["register.csv:1"]),
        ("id,name\na,A\n", vec!["register.csv:1", "service"]),
        (
            "id,name,service,id\na,A,S,b\n",
            vec!["register.csv:1", "twice"],
        ),
        (
            "id,name,service\na,A,S\n,B,S\nc,,S\na,A,S\nd,D\n",
            vec![
                "register.csv:3",
                "register.csv:4",
                "register.csv:5",
                "line 2",
                "register.csv:6",
            ],
        ),
    ] {
        std::fs::write(group.path("register.csv"), text).unwrap();
        let ran = group.run(&["--register", "register.csv"]);
        assert_eq!(ran.status.code(), Some(2), "{text}");
        for word in said {
            assert!(told(&ran).contains(word), "{word}: {}", told(&ran));
        }
        assert!(!group.path("out").exists());
    }
    let ran = group.run(&["--register", "nowhere.csv"]);
    assert_eq!(ran.status.code(), Some(2));
    std::fs::write(group.path("register.csv"), b"id,name,service\n\xff,A,S\n").unwrap();
    let ran = group.run(&["--register", "register.csv"]);
    assert!(told(&ran).contains("line 2"), "{}", told(&ran));
}
