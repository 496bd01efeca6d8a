//! `garant import` of workbooks and documents, by the program, from a file to an audit.
#![expect(clippy::indexing_slicing, reason = "test code")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::{EXAMPLES, files, garant, root};

const DATE: &str = "2026-11-23";

/// The files of an example, without its reports, in a folder of their own.
fn copy(example: &str, to: &Path) {
    let from = root().join("examples").join(example);
    let mut all = Vec::new();
    files(&from, "", &mut all);
    for file in all {
        let target = to.join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, target).unwrap();
    }
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let out = garant(folder, args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code(), text(out.stdout), text(out.stderr))
}

/// Verdict, reason and values read, by criterion.
fn found(folder: &Path, descriptor: &str) -> BTreeMap<String, String> {
    let args = [
        "audit", descriptor, "--as-of", DATE, "--format", "json", "--lang", "en",
    ];
    let (code, out, err) = run(folder, &args);
    assert!(code == Some(0) || code == Some(1), "{err}");
    let audit: Value = serde_json::from_str(&out).unwrap();
    let all = audit["findings"].as_array().unwrap().iter();
    all.map(|finding| {
        let checks = finding["checks"].as_array().unwrap().iter();
        let reads = checks.flat_map(|check| check["read"].as_array().unwrap());
        let reads =
            reads.map(|read| format!("{}={}={}", read["path"], read["found"], read["value"]));
        let told = [&finding["verdict"], &finding["reason"], &finding["footing"]];
        let told = format!("{told:?} {}", reads.collect::<Vec<_>>().join(" "));
        (finding["code"].as_str().unwrap().to_owned(), told)
    })
    .collect()
}

#[test]
fn a_workbook_of_each_example_gives_its_verdicts_reasons_and_values() {
    for example in EXAMPLES {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        copy(example, folder);
        let ask = ["init", "--xlsx", "q.xlsx", "garant.toml", "--as-of", DATE];
        let (code, _, err) = run(folder, &ask);
        assert_eq!(code, Some(0), "{example}: {err}");
        let before = fs::read(folder.join("garant.toml")).unwrap();
        // Into the descriptor that it was made from, nothing changes.
        let (code, out, err) = run(folder, &["import", "q.xlsx", "--lang", "en"]);
        assert_eq!(code, Some(0), "{example}: {out}{err}");
        assert!(
            fs::read(folder.join("garant.toml")).unwrap() == before,
            "{example}"
        );
        // Into a new one, everything comes, each answer with its cell.
        let (code, out, err) = run(
            folder,
            &["import", "q.xlsx", "--to", "new.toml", "--lang", "en"],
        );
        assert_eq!(code, Some(0), "{example}: {out}{err}");
        let text = fs::read_to_string(folder.join("new.toml")).unwrap();
        assert!(text.contains("# ← q.xlsx, "), "{example}");
        let (wanted, new) = (found(folder, "garant.toml"), found(folder, "new.toml"));
        assert_eq!(wanted.len(), new.len());
        for (code, told) in &wanted {
            assert_eq!(told, &new[code], "{example} {code}");
        }
    }
}

/// The same workbook with another text in the place of one of its shared ones.
fn respelt(book: &Path, old: &str, new: &str) {
    let mut read = zip::ZipArchive::new(fs::File::open(book).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..read.len() {
        let mut part = read.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(old), "{old}");
            bytes = text.replace(old, new).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(&bytes).unwrap();
    }
    drop(read);
    fs::write(book, out.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn one_cell_that_cannot_be_read_and_nothing_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy("triage", folder);
    let ask = [
        "init",
        "--xlsx",
        "q.xlsx",
        "garant.toml",
        "--as-of",
        DATE,
        "--lang",
        "fr",
    ];
    assert_eq!(run(folder, &ask).0, Some(0));
    respelt(&folder.join("q.xlsx"), ">Vigie-Accueil<", ">Autre nom<");
    respelt(
        &folder.join("q.xlsx"),
        ">fournisseur et déployeur<",
        ">fournisseur et deployeur<",
    );
    let before = fs::read_to_string(folder.join("garant.toml")).unwrap();
    let (code, out, err) = run(folder, &["import", "q.xlsx", "--update", "--lang", "fr"]);
    assert_eq!(code, Some(2), "{out}{err}");
    assert!(err.contains("rien n’est repris"), "{err}");
    // The sheet, the cell and the nearest choice.
    assert!(out.contains("q.xlsx, Système!C"), "{out}");
    assert!(out.contains("fournisseur et déployeur"), "{out}");
    let after = fs::read_to_string(folder.join("garant.toml")).unwrap();
    assert_eq!(before, after);
    // Beside a file that can be read, nothing is told as taken that is not.
    fs::write(
        folder.join("other.toml"),
        "garant = 1\n[system]\ncontact = \"Ici\"\n",
    )
    .unwrap();
    let both = [
        "import",
        "other.toml",
        "q.xlsx",
        "--to",
        "new.toml",
        "--lang",
        "fr",
    ];
    let (code, out, err) = run(folder, &both);
    assert_eq!(code, Some(2));
    assert!(err.contains("rien n’est repris"), "{err}");
    assert!(!out.contains("Ici") && !out.contains("--dry-run"), "{out}");
    assert!(!folder.join("new.toml").exists());
    respelt(
        &folder.join("q.xlsx"),
        ">fournisseur et deployeur<",
        ">fournisseur et déployeur<",
    );
    let (code, out, _) = run(folder, &["import", "q.xlsx", "--lang", "fr"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("--update"), "{out}");
    let (code, ..) = run(folder, &["import", "q.xlsx", "--update", "--lang", "fr"]);
    assert_eq!(code, Some(0));
    let after = fs::read_to_string(folder.join("garant.toml")).unwrap();
    assert_eq!(after.matches("Autre nom").count(), 1);
    // What a cell no longer says stays, and is told with its line.
    let cleared = [
        "init",
        "--xlsx",
        "r.xlsx",
        "garant.toml",
        "--as-of",
        DATE,
        "--lang",
        "fr",
    ];
    assert_eq!(run(folder, &cleared).0, Some(0));
    respelt(&folder.join("r.xlsx"), ">Autre nom<", "><");
    let (code, out, _) = run(folder, &["import", "r.xlsx", "--lang", "fr"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(
        out.contains("system.name est vide dans r.xlsx, Système!C"),
        "{out}"
    );
    assert_eq!(
        fs::read_to_string(folder.join("garant.toml")).unwrap(),
        after
    );
}

#[test]
fn a_workbook_of_a_report_is_no_workbook_of_answers() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("garant.toml"), "garant = 1\n").unwrap();
    run(folder, &["audit", "--as-of", DATE, "-o", "report.xlsx"]);
    let args = ["import", "report.xlsx", "--to", "new.toml", "--lang", "fr"];
    let (code, _, err) = run(folder, &args);
    assert_eq!(code, Some(2));
    assert!(err.contains("garant init --xlsx"), "{err}");
    assert!(!folder.join("new.toml").exists());
}

/// A CHAI card whose fairness block holds zeros and whose bias says "None"; all of it is invented.
const CARD: &str = r#"<?xml version="1.0"?>
<AppliedModelCard xmlns="https://mc.chai.org/v0.2/schema.xsd">
  <BasicInfo><ModelName>Essai-Poumon</ModelName><ModelDeveloper>Maison inventée</ModelDeveloper></BasicInfo>
  <Warnings><KnownBiasesOrEthicalConsiderations>None</KnownBiasesOrEthicalConsiderations></Warnings>
</AppliedModelCard>"#;

#[test]
fn a_card_starts_a_descriptor_then_adds_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("card.xml"), CARD).unwrap();
    let (code, out, err) = run(folder, &["import", "card.xml", "--lang", "fr"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let text = fs::read_to_string(folder.join("garant.toml")).unwrap();
    assert!(text.contains("# ← card.xml"), "{text}");
    assert!(text.contains("name = \"Essai-Poumon\""), "{text}");
    assert!(!text.contains("None"), "{text}");
    assert!(out.contains("pas dans ce genre de document"), "{out}");
    let mine = text.replace("Essai-Poumon", "Le nom à moi");
    fs::write(folder.join("garant.toml"), &mine).unwrap();
    // Another system's figures are not this one's.
    let (code, out, err) = run(folder, &["import", "card.xml", "--lang", "fr"]);
    assert_eq!(code, Some(2), "{out}");
    assert!(
        err.contains("Le nom à moi") && err.contains("--same-system"),
        "{err}"
    );
    let same = ["import", "card.xml", "--same-system", "--lang", "fr"];
    let (code, out, _) = run(folder, &same);
    assert_eq!(code, Some(1), "{out}");
    assert!(
        out.contains("Le nom à moi") && out.contains("Essai-Poumon"),
        "{out}"
    );
    assert_eq!(
        fs::read_to_string(folder.join("garant.toml")).unwrap(),
        mine
    );
    let update = [
        "import",
        "card.xml",
        "--update",
        "--same-system",
        "--lang",
        "fr",
    ];
    assert_eq!(run(folder, &update).0, Some(0));
    let text = fs::read_to_string(folder.join("garant.toml")).unwrap();
    assert!(text.contains("name = \"Essai-Poumon\""), "{text}");
}

#[test]
fn real_files_give_a_descriptor_that_is_audited_or_a_refusal_that_names_them() {
    let Some(corpus) = std::env::var_os("GARANT_CORPUS").map(PathBuf::from) else {
        eprintln!("GARANT_CORPUS is not set: this test over real inputs does not run");
        return;
    };
    let mut all = Vec::new();
    files(&corpus, "", &mut all);
    let tables = [".parquet", ".csv", ".csv.gz"];
    all.retain(|file| {
        !tables
            .iter()
            .any(|end| file.to_string_lossy().ends_with(end))
    });
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (mut read, mut empty, mut refused) = (0, 0, 0);
    for file in &all {
        let path = file.to_string_lossy();
        let args = ["import", &path, "--to", "got.toml", "--lang", "en"];
        let (code, out, err) = run(folder, &args);
        let short = file.strip_prefix(&corpus).unwrap().display();
        match code {
            Some(0) if folder.join("got.toml").exists() => {
                read += 1;
                let audit = ["audit", "got.toml", "--as-of", DATE, "--format", "json"];
                let (code, json, err) = run(folder, &audit);
                assert_eq!(code, Some(1), "{short}: {err}");
                assert!(
                    !json.contains("base64,") && !out.contains("base64,"),
                    "{short}"
                );
                let audit: Value = serde_json::from_str(&json).unwrap();
                let mut findings = audit["findings"].as_array().unwrap().iter();
                assert!(
                    findings.all(|finding| finding["verdict"] != "met"),
                    "{short}"
                );
                fs::remove_file(folder.join("got.toml")).unwrap();
            }
            Some(0) => {
                empty += 1;
                assert!(out.contains("Nothing"), "{short}: {out}");
            }
            Some(2) => {
                refused += 1;
                assert!(
                    err.contains("error: ") && err.trim().len() > 40,
                    "{short}: {err}"
                );
                assert!(!folder.join("got.toml").exists(), "{short}");
            }
            other => panic!("{short}: {other:?} {out}{err}"),
        }
    }
    println!(
        "{} files of the corpus: {read} give a descriptor that is audited, {empty} hold no answer, {refused} are refused by name",
        all.len()
    );
    assert_eq!(read + empty + refused, all.len());
    assert!(
        read + empty >= 39 && refused >= 40,
        "{read} {empty} {refused}"
    );
}

#[test]
fn a_source_is_not_written_over_and_hidden_marks_are_written_by_number() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("card.xml"), CARD).unwrap();
    let lost = ["import", "card.xml", "-o", "card.xml", "--lang", "fr"];
    let (code, _, err) = run(folder, &lost);
    assert_eq!(code, Some(2));
    assert!(err.contains("choisir un autre nom"), "{err}");
    assert_eq!(fs::read_to_string(folder.join("card.xml")).unwrap(), CARD);
    let marked = "garant = 1\n[system]\nsummary = \"a\\u202Eb\\u2028c é\"\n";
    fs::write(folder.join("other.toml"), marked).unwrap();
    let import = ["import", "other.toml", "--to", "new.toml", "--lang", "fr"];
    assert_eq!(run(folder, &import).0, Some(0));
    let text = fs::read_to_string(folder.join("new.toml")).unwrap();
    assert!(text.contains("summary = \"a\\u202Eb\\u2028c é\""), "{text}");
}
