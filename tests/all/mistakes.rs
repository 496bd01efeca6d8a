//! What somebody who begins gets wrong, and what the program then says.

use std::fs;

use garant_rules::Lang;

use crate::harness::{catalog, garant, root, try_audit};

/// What the diagnostics of a descriptor say to do, in a language.
fn remedies(text: &str, lang: Lang) -> Vec<String> {
    let words = &catalog().words;
    let problems = try_audit(text, "2026-11-23").unwrap_err();
    let told = problems.iter();
    told.map(|problem| {
        words
            .explain(problem, &["diagnostic"], "help", lang)
            .unwrap()
    })
    .collect()
}

/// How a command ends, and what it says on standard error.
fn said(args: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let out = garant(folder.path(), args);
    (out.status.code(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn a_flag_without_its_value_is_told_with_a_value_that_it_takes() {
    for (args, fr, en) in [
        (
            &["init", "--xlsx"][..],
            "--xlsx attend une valeur, par exemple «\u{a0}--xlsx questions.xlsx\u{a0}»",
            "--xlsx takes a value, for example `--xlsx fields.xlsx`",
        ),
        (
            &["audit", "-o"],
            "--output attend une valeur, par exemple «\u{a0}--output rapport.html\u{a0}»",
            "--output takes a value, for example `--output report.html`",
        ),
        (
            &["audit", "--as-of"],
            "--as-of attend une valeur, par exemple «\u{a0}--as-of 2026-11-23\u{a0}»",
            "--as-of takes a value, for example `--as-of 2026-11-23`",
        ),
        (
            &["measure", "predictions", "t.csv", "--tally"],
            "--tally attend une valeur, par exemple «\u{a0}--tally decompte.json\u{a0}»",
            "--tally takes a value, for example `--tally counts.json`",
        ),
        (
            &["audit", "--gate"],
            "--gate attend une valeur, parmi\u{a0}: never, essential",
            "--gate takes a value, one of: never, essential",
        ),
        (
            &["measure", "predictions", "t.csv", "--label"],
            "--label <COLUMN> attend une valeur",
            "--label <COLUMN> takes a value",
        ),
    ] {
        for (lang, wanted) in [("fr", fr), ("en", en)] {
            // The flag without a value ends the line.
            let args = [&["--lang", lang], args].concat();
            let (code, said) = said(&args);
            assert_eq!(code, Some(2), "{args:?}");
            assert!(said.contains(wanted), "{said}");
        }
    }
    let (code, said) = said(&["--lang", "fr", "audit", "--gate", "dur"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("«\u{a0}dur\u{a0}» ne convient pas"), "{said}");
}

#[test]
fn a_key_whose_header_stayed_commented_out_is_told_with_the_header() {
    let below = |text: &str| {
        let told = remedies(text, Lang::Fr);
        let [only] = &told[..] else {
            panic!("{told:?}")
        };
        only.clone()
    };
    let header = |list: &str| {
        format!(
            "clé de «\u{a0}[[{list}]]\u{a0}»\u{a0}: ôter aussi le «\u{a0}#\u{a0}» devant cette ligne"
        )
    };
    let text = "garant = 1\n[governance]\n# [[governance.opinions]]\n# id = \"a\"\noutcome = \"favourable\"\n";
    assert!(below(text).starts_with(&header("governance.opinions")));
    // Below a table of the same section, and below another section.
    let text = "garant = 1\n[governance.committee]\nmembers = []\n# [[governance.opinions]]\noutcome = \"favourable\"\n";
    assert!(below(text).starts_with(&header("governance.opinions")));
    let text = "garant = 1\n[system]\nname = \"A\"\n# [[evidence]]\nkind = \"notice\"\n";
    assert!(below(text).starts_with(&header("evidence")));
    // The line of the header is gone: a list of the same table has the key.
    let text = "garant = 1\n[governance]\noutcome = \"favourable\"\n";
    assert!(below(text).starts_with(&header("governance.opinions")));
    // Neither: the nearest key, or the list of them all.
    let text = "garant = 1\n[system]\nnmae = \"A\"\n# [[evidence]]\n";
    assert!(below(text).contains("«\u{a0}name\u{a0}»"));
    let text = "garant = 1\n[system]\n# [[evidence]]\nzzzzzzzz = \"A\"\n";
    assert!(below(text).contains("garant list fields"));
    let head = garant(&root(), &["init", "-", "--lang", "fr"]).stdout;
    let head = String::from_utf8(head).unwrap();
    let head = head.lines().take(4).collect::<Vec<_>>().join("\n");
    assert!(head.contains("«\u{a0}[[…]]\u{a0}»"), "{head}");
}

#[test]
fn a_value_that_toml_does_not_read_is_told_by_its_shape_in_both_languages() {
    for (value, fr, en) in [
        (
            "12/03/2026",
            "l’année d’abord\u{a0}: 2026-03-12",
            "2026-03-12",
        ),
        (
            "1.3.2026 # hier",
            "l’année d’abord\u{a0}: 2026-03-12",
            "2026-03-12",
        ),
        ("0,22", "point décimal\u{a0}: 0.22", "a decimal point: 0.22"),
        (
            "-12,5",
            "point décimal\u{a0}: 0.22",
            "a decimal point: 0.22",
        ),
        ("vrai", "oui s’écrit true", "yes is written true"),
        (
            "Centre de Valombre",
            "entre guillemets",
            "between quotation marks",
        ),
    ] {
        let text = format!("garant = 1\n[declaration]\nby = {value}\n");
        for (lang, wanted) in [(Lang::Fr, fr), (Lang::En, en)] {
            let told = remedies(&text, lang);
            assert!(told[0].contains(wanted), "{value}: {told:?}");
            assert!(!told[0].contains("expected"), "{value}: {told:?}");
        }
    }
    // No shape of these: what the parser says stays.
    for value in ["[1, 2", "{ a = 1", "\"Paris", "1,2,3", "12/2026"] {
        let text = format!("garant = 1\n[declaration]\nby = {value}\n");
        let told = remedies(&text, Lang::Fr);
        assert!(told[0].contains("l’analyseur dit"), "{value}: {told:?}");
    }
}

#[test]
fn an_audit_that_is_not_there_is_told_as_missing() {
    let descriptor = root().join("examples/scribe/garant.toml");
    let descriptor = descriptor.to_string_lossy();
    let since = ["write", "committee", &descriptor, "--since", "rien.json"];
    for args in [
        &["report", "rien.json"][..],
        &["diff", "rien.json", "autre.json"],
        &since,
    ] {
        let (code, said) = said(&[args, &["--lang", "fr"]].concat());
        assert_eq!(code, Some(2), "{args:?}");
        assert!(said.contains("le fichier n’existe pas"), "{said}");
        assert!(!said.contains("n’est pas un audit"), "{said}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("autre.json"), "{}").unwrap();
    let out = garant(folder.path(), &["report", "autre.json", "--lang", "fr"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("n’est pas un audit"), "{said}");
}

#[test]
fn a_pack_that_the_profile_leaves_out_is_told() {
    let pack = root().join("docs/guide/mon-chu");
    let pack = pack.to_string_lossy();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("garant.toml");
    for (profile, told) in [("quick-look", true), ("standard", false)] {
        fs::write(&path, format!("garant = 1\nprofile = \"{profile}\"\n")).unwrap();
        let asked = ["audit", "--catalog", &pack, "--as-of", "2026-11-23"];
        for (lang, wanted) in [
            (
                "fr",
                "lot mon-chu\u{a0}: son critère n’est pas retenu par le profil «\u{a0}Premier regard\u{a0}»",
            ),
            (
                "en",
                "pack mon-chu: its criterion is not selected by the profile “Quick look”",
            ),
        ] {
            let out = garant(folder.path(), &[&asked[..], &["--lang", lang]].concat());
            let said = String::from_utf8(out.stderr).unwrap();
            assert_eq!(said.contains(wanted), told, "{said}");
            assert_eq!(said.contains("mon-chu"), told, "{said}");
        }
    }
}
