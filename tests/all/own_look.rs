//! A user's own look: templates, words, style, organisation and logo; and what is said of broken ones.

use std::fs;
use std::path::Path;
use std::process::Output;

use garant_report::Assets;
use garant_report::look::{ejected, replaceable};

use crate::harness::{garant, root};

const DATE: &str = "2026-11-23";
const SVG: &[u8] = b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>\n";

fn put(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// A folder with a small descriptor of the quick look.
fn project(more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("garant = 1\nprofile = \"quick-look\"\n[system]\nname = \"Essai\"\n{more}");
    put(folder.path(), "garant.toml", text);
    folder
}

fn audited(folder: &Path, more: &[&str]) -> Output {
    let asked = ["audit", "--as-of", DATE, "--lang", "fr"];
    garant(folder, &[&asked[..], more].concat())
}

/// What is refused: exit code 2, nothing written, and every part said.
fn refused(files: &[(&str, &str)], parts: &[&str]) {
    for lang in ["fr", "en"] {
        let folder = project("");
        for (name, text) in files {
            put(folder.path(), &format!("charte/{name}"), text);
        }
        let asked = [
            "audit",
            "--as-of",
            DATE,
            "--templates",
            "charte",
            "-o",
            "a.md",
            "-o",
            "a.html",
        ];
        let out = garant(folder.path(), &[&asked[..], &["--lang", lang]].concat());
        let said = said(&out);
        assert_eq!(out.status.code(), Some(2), "{said}");
        for part in parts {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(out.stdout.is_empty());
        assert!(!folder.path().join("a.md").exists() && !folder.path().join("a.html").exists());
    }
}

#[test]
fn what_is_ejected_renders_what_the_program_renders() {
    let folder = tempfile::tempdir().unwrap();
    let out = garant(folder.path(), &["report", "--eject", "neuf/charte"]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    for example in ["echographie", "imagerie"] {
        let path = root().join(format!("examples/{example}/garant.toml"));
        let path = path.to_string_lossy();
        for lang in ["fr", "en"] {
            let asked = ["audit", &path, "--as-of", DATE, "--lang", lang];
            let plain = ["-o", "a.html", "-o", "a.md", "-o", "a.txt", "-o", "a.csv"];
            let own = [
                "-o",
                "b.html",
                "-o",
                "b.md",
                "-o",
                "b.txt",
                "-o",
                "b.csv",
                "--templates",
                "neuf/charte",
            ];
            garant(folder.path(), &[&asked[..], &plain[..]].concat());
            let out = garant(folder.path(), &[&asked[..], &own[..]].concat());
            assert_ne!(out.status.code(), Some(2), "{}", said(&out));
            for ending in ["html", "md", "txt", "csv"] {
                let read = |name: &str| {
                    fs::read_to_string(folder.path().join(format!("{name}.{ending}"))).unwrap()
                };
                assert!(read("a") == read("b"), "{example} {lang} {ending}");
            }
        }
    }
}

#[test]
fn each_ejected_file_says_what_it_is_in_both_languages_and_no_more_than_it_may() {
    let files = ejected();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, replaceable());
    for (name, text) in &files {
        let head: String = text.lines().take(20).collect::<Vec<_>>().join("\n");
        for part in [
            "GARANT, ",
            "Ce que c’est",
            "Ce qu’il reçoit",
            "What it is: ",
            "What it gets: ",
            "What may change: ",
            "own-look.md",
        ] {
            assert!(head.contains(part), "{name}: {part}");
        }
        assert!(
            !head.contains("{what}") && !head.contains("{data}") && !head.contains("{may}"),
            "{name}"
        );
        assert!(
            !head.contains(": \n"),
            "{name} leaves something unsaid:\n{head}"
        );
    }
    // Pages of criteria are the project's documentation, no report.
    let documentation = ["templates/criteria.md.j2", "templates/criterion.md.j2"];
    for (name, _) in Assets::default().iter() {
        let shown = ["templates/", "assets/", "lang/"]
            .iter()
            .any(|room| name.starts_with(room));
        assert_eq!(
            shown && !documentation.contains(&name),
            names.contains(&name),
            "say in reports/about.toml what {name} is"
        );
    }
}

#[test]
fn ejecting_overwrites_nothing_and_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "charte/lang/fr.toml", "mine");
    let out = garant(folder.path(), &["report", "--eject", "charte"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(said(&out).contains("lang/fr.toml"), "{}", said(&out));
    assert!(!folder.path().join("charte/assets").exists());
    assert_eq!(
        fs::read_to_string(folder.path().join("charte/lang/fr.toml")).unwrap(),
        "mine"
    );
    // A file stands where a folder must be made.
    put(folder.path(), "autre/templates", "a file");
    let out = garant(folder.path(), &["report", "--eject", "autre"]);
    assert_eq!(out.status.code(), Some(2));
    let left: Vec<_> = fs::read_dir(folder.path().join("autre")).unwrap().collect();
    assert_eq!(left.len(), 1);
    let out = garant(folder.path(), &["report", "a.json", "--eject", "x"]);
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn words_may_be_replaced_one_by_one() {
    let folder = project("");
    let words = "\u{feff}[report]\nconclusion = \"Ce qui en ressort\"\n";
    put(folder.path(), "charte/lang/fr.toml", words);
    put(folder.path(), "charte/.git/config", "left alone");
    audited(folder.path(), &["-o", "a.md"]);
    let out = audited(folder.path(), &["--templates", "charte/", "-o", "b.md"]);
    assert_ne!(out.status.code(), Some(2), "{}", said(&out));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let (plain, own) = (read("a.md"), read("b.md"));
    assert_ne!(plain, own);
    assert_eq!(
        plain.replace("**Conclusion**", "**Ce qui en ressort**"),
        own
    );
}

#[test]
fn all_that_is_wrong_with_words_is_told_at_its_line() {
    let words = "[report]\nconclusoin = \"x\"\nversion = \"édition\"\ndate = 3\nperiod = \"y\"\n[cli]\naudit = \"z\"\n[month]\n1 = \"\"\n2 = \"f {n}\"\n[count.met]\none = \"{n} tenu\"\n[nowhere]\nx = \"y\"\n";
    refused(
        &[("lang/fr.toml", words)],
        &[
            "charte/lang/fr.toml:2",
            "word-unknown",
            "report.conclusion",
            "charte/lang/fr.toml:3",
            "word-loses",
            "{version}",
            "charte/lang/fr.toml:4",
            "word-no-text",
            "charte/lang/fr.toml:7",
            "word-no-table",
            "charte/lang/fr.toml:9",
            "word-empty",
            "charte/lang/fr.toml:10",
            "word-invents",
            "{n}",
            "nowhere",
        ],
    );
    refused(
        &[
            ("lang/en.toml", "[report]\ndate = \"x\ndate = \"y\"\n"),
            ("templates/page.md.j2", "a\n{% if %}\n"),
        ],
        &[
            "charte/lang/en.toml:2",
            "toml-syntax",
            "charte/templates/page.md.j2:2",
            "template-syntax",
        ],
    );
}

#[test]
fn a_broken_template_gives_its_line_also_while_it_renders() {
    let page = |line: &str| format!("# One\n\n{line}\n");
    for (line, code, part) in [
        ("{{ card.titel }}", "template-undefined", "card.titel"),
        (
            "{{ audit.nothing.more }}",
            "template-undefined",
            "audit.nothing",
        ),
        ("{{ conclusion | nope }}", "template-unknown", "nope"),
        ("{{ nope(1) }}", "template-unknown", "nope"),
        (
            "{{ w(\"report.conclusoin\") }}",
            "template-no-word",
            "report.conclusion",
        ),
        (
            "{{ n(\"count.mot\", 2) }}",
            "template-no-word",
            "count.mot.one",
        ),
        (
            "{% include \"templates/nope.j2\" %}",
            "template-not-found",
            "nope.j2",
        ),
        ("{{ conclusion + 1 }}", "template-failed", "conclusion"),
        (
            "{% for x in cards %}{{ x.f.code }",
            "template-syntax",
            "for x in cards",
        ),
    ] {
        let text = page(line);
        refused(
            &[("templates/page.md.j2", &text)],
            &["charte/templates/page.md.j2:3", code, part],
        );
    }
    // In a part that another template calls, the part's own line.
    let name = "templates/macros.html.j2";
    let assets = Assets::default();
    let (before, after) = assets.get(name).split_once("{% macro glyph(").unwrap();
    let (arguments, body) = after.split_once("%}").unwrap();
    let part = format!("{before}{{% macro glyph({arguments}%}}{{{{ missing }}}}{body}");
    let line = before.lines().count() + 1;
    refused(
        &[(name, &part)],
        &[
            &format!("charte/{name}:{line}"),
            "template-undefined",
            "missing",
        ],
    );
}

#[test]
fn a_file_that_replaces_nothing_is_an_error_with_what_was_meant() {
    refused(
        &[("templates/report.html", "x")],
        &["charte/templates/report.html", "templates/report.html.j2"],
    );
    refused(
        &[("report.css", "x")],
        &["charte/report.css", "assets/report.css"],
    );
    refused(
        &[
            ("pack/pack.toml", "x"),
            ("lang/fr.toml", "[report]\nzzz = \"\"\n"),
        ],
        &["charte/pack/pack.toml", "word-unknown"],
    );
    refused(
        &[("assets/report.css", "a {}\n</STYLE ><script>")],
        &["charte/assets/report.css:2", "style-ends"],
    );
    let folder = project("");
    fs::create_dir(folder.path().join("charte")).unwrap();
    for absent in ["charte", "nowhere"] {
        let out = audited(folder.path(), &["--templates", absent]);
        assert_eq!(out.status.code(), Some(2));
        assert!(said(&out).contains("--eject"), "{}", said(&out));
    }
    put(
        folder.path(),
        "charte/lang/fr.toml",
        b"[report]\ndate = \"\xff\"\n",
    );
    let out = audited(folder.path(), &["--templates", "charte"]);
    assert!(said(&out).contains("charte/lang/fr.toml") && said(&out).contains("UTF-8"));
}

#[test]
fn the_example_of_the_guide_works() {
    let guide = fs::read_to_string(root().join("docs/guide/own-look.md")).unwrap();
    let folder = project("");
    let mut files = 0;
    for block in guide
        .split("\n```")
        .filter(|block| block.contains(" file="))
    {
        let (head, text) = block.split_once('\n').unwrap();
        let (_, name) = head.split_once("file=").unwrap();
        put(
            folder.path(),
            &format!("ma-charte/{name}"),
            format!("{text}\n"),
        );
        files += 1;
    }
    assert_eq!(files, 2);
    let out = audited(
        folder.path(),
        &[
            "--templates",
            "ma-charte",
            "-o",
            "rapport.html",
            "-o",
            "rapport.md",
        ],
    );
    assert_ne!(out.status.code(), Some(2), "{}", said(&out));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("rapport.html").contains("Ce que l’auto-évaluation établit"));
    assert!(
        read("rapport.md").contains("\n\nCe que l’auto-évaluation établit\u{a0}: "),
        "{}",
        read("rapport.md")
    );
}

#[test]
fn organisation_and_logo_come_from_the_descriptor_and_stay_in_the_audit() {
    let folder =
        project("[presentation]\norganisation = \"Clinique <b>\"\nlogo = \"images/logo.txt\"\n");
    put(folder.path(), "images/logo.txt", SVG);
    let out = audited(
        folder.path(),
        &["-o", "a.html", "-o", "a.md", "-o", "a.json"],
    );
    assert_ne!(out.status.code(), Some(2), "{}", said(&out));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("a.html").contains("<img src=\"data:image/svg+xml;base64,PD94"));
    assert!(read("a.html").contains("<bdi>Clinique &lt;b&gt;</bdi>"));
    assert!(read("a.md").contains("Présenté par – Clinique &lt;b&gt;"));
    // Rendered again where the picture is not.
    fs::remove_file(folder.path().join("images/logo.txt")).unwrap();
    garant(
        folder.path(),
        &["report", "a.json", "--lang", "fr", "-o", "b.html"],
    );
    assert_eq!(read("a.html"), read("b.html"));
    put(
        folder.path(),
        "autre.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0",
    );
    let asked = [
        "report",
        "a.json",
        "--lang",
        "fr",
        "-o",
        "c.html",
        "--logo",
        "autre.png",
        "--organisation",
        "Autre",
    ];
    assert_eq!(garant(folder.path(), &asked).status.code(), Some(0));
    assert!(
        read("c.html").contains("data:image/png;base64,")
            && read("c.html").contains("<bdi>Autre</bdi>")
    );
    // What is no picture cannot be put into a stored audit.
    let broken = read("a.json").replace("data:image/svg+xml;base64,", "https://example.org/");
    put(folder.path(), "broken.json", broken);
    let out = garant(folder.path(), &["report", "broken.json", "-o", "d.html"]);
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn a_logo_that_cannot_be_shown_is_told_and_stops_no_audit() {
    let outside = tempfile::tempdir().unwrap();
    put(outside.path(), "logo.svg", SVG);
    let far = outside
        .path()
        .join("logo.svg")
        .to_string_lossy()
        .into_owned();
    for (logo, bytes, code) in [
        ("absent.png", None, "logo-missing"),
        ("big.png", Some(vec![0x89; 64 * 1024 + 1]), "logo-too-large"),
        (
            "page.svg",
            Some(b"<html><script>".to_vec()),
            "logo-no-picture",
        ),
        ("images", None, "logo-unreadable"),
        (far.as_str(), None, "logo-outside"),
    ] {
        let folder = project(&format!("[presentation]\nlogo = '{logo}'\n"));
        put(folder.path(), "images/other.svg", SVG);
        if let Some(bytes) = bytes {
            put(folder.path(), logo, bytes);
        }
        let out = audited(folder.path(), &["-o", "a.json"]);
        assert_ne!(out.status.code(), Some(2), "{}", said(&out));
        let text = fs::read_to_string(folder.path().join("a.json")).unwrap();
        let audit: garant_core::Audit = serde_json::from_str(&text).unwrap();
        assert_eq!(audit.look.logo, None);
        let told = audit.diagnostics.iter().find(|notice| notice.code == code);
        let told = told.unwrap_or_else(|| panic!("{code}: {:?}", audit.diagnostics));
        assert_eq!(told.line, 6);
        assert!(told.says.fr.contains("logo") && !told.says.en.contains("diagnostic."));
    }
    let folder = project(&format!("[presentation]\nlogo = '{far}'\n"));
    audited(folder.path(), &["-o", "a.json", "--allow-outside"]);
    let text = fs::read_to_string(folder.path().join("a.json")).unwrap();
    assert!(text.contains("data:image/svg+xml") && text.contains("evidence-outside"));
    // Asked for on the command line, it is an error.
    put(folder.path(), "x.gif", "GIF89a");
    for logo in ["x.gif", "none.png", "."] {
        let out = audited(folder.path(), &["--logo", logo, "-o", "b.html"]);
        assert_eq!(out.status.code(), Some(2), "{}", said(&out));
        assert!(said(&out).contains(logo) && !folder.path().join("b.html").exists());
    }
}

#[test]
fn the_look_changes_no_verdict() {
    let bare = project("");
    let dressed = project("[presentation]\norganisation = \"X\"\nlogo = \"logo.svg\"\n");
    put(dressed.path(), "logo.svg", SVG);
    let read = |folder: &Path| -> serde_json::Value {
        serde_json::from_slice(&audited(folder, &["--format", "json"]).stdout).unwrap()
    };
    let (plain, own) = (read(bare.path()), read(dressed.path()));
    for key in ["findings", "gate", "scores", "actions"] {
        assert_eq!(plain[key], own[key], "{key}");
    }
    assert_eq!(
        plain["look"],
        serde_json::json!({"organisation": null, "logo": null})
    );
}
