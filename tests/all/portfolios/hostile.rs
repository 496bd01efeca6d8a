//! Names that would leave their place: in the page, the tables, the JSON and the paths.

use super::{Group, told};

const NAME: &str = r#"</title></style><script>alert(1)</script><img src=x onerror=y>"'{{ 7*7 }}"#;

#[test]
fn no_name_leaves_its_place() {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let descriptor = |name: &str| {
        format!(
            "garant = 1\n[system]\nid = {0}\nname = {0}\nversion = {0}\nprovider = {0}\n[[deployment.sites]]\nid = \"s\"\nname = \"s\"\nservice = {0}\n",
            quoted(name)
        )
    };
    let group = Group::new(&[
        ("a/garant.toml", &descriptor(NAME)),
        ("b/garant.toml", &descriptor("=HYPERLINK(\"x\";A1)")),
        ("c/garant.toml", &descriptor("+1\n@SUM(1)\u{202e}")),
        (
            "d/garant.toml",
            &format!("garant = 1\n[system]\nphase = {}\n", quoted(NAME)),
        ),
        ("e \"><script> #?%2e%2e & é/garant.toml", &super::small("e")),
        ("javascript:alert(1)/garant.toml", &super::small("f")),
    ]);
    std::fs::write(
        group.path("register.csv"),
        format!("id,name,service\n=1,\"{}\",@x\n", NAME.replace('"', "\"\"")),
    )
    .unwrap();
    let ran = group.run(&["--register", "register.csv", "--organisation", NAME]);
    assert_eq!(ran.status.code(), Some(2), "{}", told(&ran));
    let page = group.out("index.html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for word in [
        "<script",
        "<img",
        "onerror=y>\"",
        "\u{202e}",
        "href=\"javascript",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("</title>").count(), 1);
    // The report of a strange path is where the page says, and nowhere else.
    assert!(page.contains(
        "href=\"systems/e%20%22%3E%3Cscript%3E%20%23%3F%252e%252e%20%26%20%C3%A9/garant.html\""
    ));
    assert!(
        group
            .path("out/systems/e \"><script> #?%2e%2e & é/garant.html")
            .is_file()
    );
    for table in ["portfolio.csv", "criteria.csv", "deadlines.csv"] {
        let text = group.out(table);
        for cell in text.split([',', '\n']) {
            let cell = cell.trim_start_matches('"');
            let number = cell.trim().parse::<i64>().is_ok();
            assert!(
                number || !cell.starts_with(['=', '+', '-', '@', '\t']),
                "{table}: {cell}"
            );
        }
    }
    let value: serde_json::Value = serde_json::from_str(&group.out("portfolio.json")).unwrap();
    assert!(
        value["systems"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["name"] == NAME)
    );
}

#[test]
fn readers_outside_do_not_see_what_is_wrong_with_an_answer() {
    let group = Group::new(&[
        ("a/garant.toml", &super::small("a")),
        (
            "b/garant.toml",
            "garant = 1\n[system]\nphase = \"our secret plan\"\n",
        ),
    ]);
    for audience in ["client", "public"] {
        let portfolio = group.portfolio(&["--audience", audience]);
        assert_eq!(portfolio.counts.refused, 1);
        for name in ["index.html", "portfolio.json", "portfolio.csv"] {
            assert!(!group.out(name).contains("secret"), "{audience}: {name}");
        }
    }
    group.portfolio(&[]);
    assert!(group.out("index.html").contains("our secret plan"));
}
