//! A user's own pack: begun, checked, broken, and judged beside the catalog.

use std::fs;
use std::path::Path;

use crate::harness::{garant, root};

fn begun(folder: &Path) {
    let out = garant(
        folder,
        &["catalog", "new", "mon-chu", "consent-names-the-tool"],
    );
    assert_eq!(out.status.code(), Some(0));
}

fn checked(folder: &Path, lang: &str) -> (Option<i32>, String) {
    let out = garant(folder, &["catalog", "check", "mon-chu", "--lang", lang]);
    let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
    (out.status.code(), said)
}

#[test]
fn a_pack_begun_is_sound_and_judged_beside_the_catalog() {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path());
    for lang in ["fr", "en"] {
        assert_eq!(checked(folder.path(), lang).0, Some(0));
    }
    let descriptor = root().join("examples/scribe/garant.toml");
    let path = descriptor.to_string_lossy();
    let asked = ["audit", &path, "--as-of", "2026-11-23", "--format", "json"];
    let with = [&asked[..], &["--catalog", "mon-chu"]].concat();
    let audit = |args: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&garant(folder.path(), args).stdout).unwrap()
    };
    let (plain, more) = (audit(&asked), audit(&with));
    let count = |value: &serde_json::Value| value["findings"].as_array().unwrap().len();
    assert_eq!(count(&more), count(&plain) + 1);
    assert_ne!(plain["catalog"]["sha256"], more["catalog"]["sha256"]);
    let packs = more["catalog"]["packs"].as_array().unwrap();
    assert!(packs.iter().any(|pack| pack == "mon-chu"));
    // A draft is shown, never counted.
    assert_eq!(plain["gate"], more["gate"]);
}

#[test]
fn a_broken_pack_lists_all_its_errors_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path());
    let path = folder
        .path()
        .join("mon-chu/criteria/consent-names-the-tool.toml");
    let text = fs::read_to_string(&path).unwrap();
    let broken = text
        .replace("path = \"declaration.on\"", "path = \"declaration.onn\"")
        .replace(
            "require = { present = \"declaration.role\" }",
            "require = { at-least = { path = \"declaration.role\", value = 3 } }",
        )
        .replace(
            "title.fr = \"Les réponses sont récentes et signées d’une fonction\"\n",
            "",
        )
        .replace("ref = \"anap-2025\"", "ref = \"anap-2052\"")
        .replace("code = \"MONC-01\"", "code = \"TRA-01\"");
    assert_ne!(text, broken);
    fs::write(&path, broken).unwrap();
    for lang in ["fr", "en"] {
        let (code, said) = checked(folder.path(), lang);
        assert_eq!(code, Some(2), "{said}");
        for problem in [
            "unknown-path",
            "wrong-field-type",
            "missing-translation",
            "unknown-source",
            "duplicate-id",
        ] {
            assert!(said.contains(problem), "{problem}: {said}");
        }
        insta::assert_snapshot!(format!("broken-pack-{lang}"), said);
    }
}

#[test]
fn a_fixture_that_gives_another_verdict_and_a_verdict_without_a_fixture_are_told() {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path());
    let fixtures = folder
        .path()
        .join("mon-chu/fixtures/consent-names-the-tool");
    let met = fs::read_to_string(fixtures.join("met.toml")).unwrap();
    fs::write(
        fixtures.join("met.toml"),
        met.replace("2026-10-01", "2024-10-01"),
    )
    .unwrap();
    fs::remove_file(fixtures.join("undetermined.toml")).unwrap();
    let (code, said) = checked(folder.path(), "en");
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("met.toml") && said.contains("undetermined.toml"),
        "{said}"
    );
}

#[test]
fn nothing_is_overwritten_and_a_folder_that_is_no_pack_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path());
    let again = garant(
        folder.path(),
        &["catalog", "new", "mon-chu", "consent-names-the-tool"],
    );
    assert_eq!(again.status.code(), Some(2));
    let second = garant(folder.path(), &["catalog", "new", "mon-chu", "second-one"]);
    assert_eq!(second.status.code(), Some(0));
    assert_eq!(checked(folder.path(), "fr").0, Some(0));
    let bad = garant(folder.path(), &["catalog", "new", "mon-chu", "Été"]);
    assert_eq!(bad.status.code(), Some(2));
    fs::create_dir(folder.path().join("vide")).unwrap();
    let none = garant(folder.path(), &["catalog", "check", "vide", "--lang", "fr"]);
    assert_eq!(none.status.code(), Some(2));
    let said = String::from_utf8(none.stderr).unwrap();
    assert!(said.contains("pack.toml"), "{said}");
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path());
    let pack = folder.path().join("mon-chu/pack.toml");
    let mine = fs::read_to_string(&pack).unwrap() + "# mine\n";
    fs::write(&pack, &mine).unwrap();
    fs::write(folder.path().join("mon-chu/notes.toml"), [b'x', 0xff]).unwrap();
    let (code, said) = checked(folder.path(), "fr");
    assert_eq!(code, Some(2));
    assert!(said.contains("mon-chu/notes.toml"), "{said}");
    let new = garant(folder.path(), &["catalog", "new", "mon-chu", "second"]);
    assert_eq!(new.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&pack).unwrap(), mine);
}

#[test]
fn the_pack_of_the_guide_is_sound_and_shown_whole() {
    let folder = root().join("docs/guide");
    let out = garant(&folder, &["catalog", "check", "mon-chu", "--lang", "fr"]);
    assert_eq!(
        out.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&out.stdout)
    );
    let guide = fs::read_to_string(folder.join("writing-a-criterion.md")).unwrap();
    let mut found = Vec::new();
    crate::harness::files(&folder.join("mon-chu"), ".toml", &mut found);
    assert!(found.len() >= 6);
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        assert!(guide.contains(text.trim()), "{}", path.display());
    }
}

#[test]
fn commands_of_the_guide_do_what_they_say() {
    trycmd::TestCases::new()
        .register_bin("garant", crate::harness::program())
        .env("LC_ALL", "C")
        .case(root().join("docs/guide/writing-a-criterion.md"));
}

#[test]
fn commands_of_the_first_audit_do_what_they_say() {
    // They write files: in the folder that trycmd takes for the page's own.
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("first-audit.md");
    fs::copy(root().join("docs/guide/first-audit.md"), &page).unwrap();
    let own = folder.path().join("first-audit.in");
    fs::create_dir(&own).unwrap();
    trycmd::TestCases::new()
        .register_bin("garant", crate::harness::program())
        .env("LC_ALL", "C")
        .case(&page);
    assert!(own.join("audit.html").exists() && own.join("audit.en.html").exists());
}

#[test]
fn the_blocks_of_the_guide_to_evidence_do_what_they_say() {
    let page = fs::read_to_string(root().join("docs/guide/evidence.md")).unwrap();
    let blocks: Vec<&str> = page.split("```toml\n").skip(1).collect();
    let blocks: Vec<&str> = blocks
        .iter()
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert_eq!(blocks.len(), 2);
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("evidence.in");
    fs::create_dir_all(own.join("pieces")).unwrap();
    let piece = own.join("pieces/essai-ecran.md");
    fs::write(&piece, "Essai de l’écran.\n").unwrap();
    fs::write(own.join("garant.toml"), blocks.join("\n")).unwrap();
    let copy = folder.path().join("evidence.md");
    fs::write(&copy, &page).unwrap();
    trycmd::TestCases::new()
        .register_bin("garant", crate::harness::program())
        .env("LC_ALL", "C")
        .case(&copy);
    let sealed = fs::read_to_string(own.join("garant.toml")).unwrap();
    assert!(sealed.contains("sha256 = "));
    let found = || -> serde_json::Value {
        let asked = ["audit", "--as-of", "2026-11-23", "--format", "json"];
        serde_json::from_slice(&garant(&own, &asked).stdout).unwrap()
    };
    let of = |audit: &serde_json::Value, code: &str| {
        let mut findings = audit["findings"].as_array().unwrap().iter();
        findings.find(|own| own["code"] == code).unwrap().clone()
    };
    let audit = found();
    let (shown, risk) = (of(&audit, "HUM-04"), of(&audit, "EXP-09"));
    assert_eq!(
        (&shown["verdict"], &shown["footing"]),
        (&"met".into(), &"declared".into())
    );
    let mut checks = shown["checks"].as_array().unwrap().iter();
    let check = checks
        .find(|own| own["id"] == "shown-by-a-document")
        .unwrap();
    assert_eq!(check["footing"], "documented");
    assert_eq!(check["reviewed"], true);
    assert_eq!(risk["verdict"], "not-met");
    assert_eq!(risk["disposition"], "waived");
    // The file changes.
    fs::write(&piece, "Autre chose.\n").unwrap();
    assert_eq!(of(&found(), "HUM-04")["reason"], "evidence-altered");
    let check = garant(&own, &["seal", "--check", "--lang", "fr"]);
    assert_eq!(check.status.code(), Some(1));
    let told = String::from_utf8(check.stdout).unwrap();
    assert!(page.contains(told.trim()), "{told}");
    // Each key of the accepted risk is required.
    let (risk, whole) = (blocks[1], blocks.join("\n"));
    for line in risk.lines().skip(1) {
        let less = whole.replace(&format!("{line}\n"), "");
        let problems = crate::harness::try_audit(&less, "2026-11-23").unwrap_err();
        assert_eq!(problems[0].code, "missing-key", "{line}");
    }
}
