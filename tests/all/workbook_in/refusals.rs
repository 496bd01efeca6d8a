//! What is refused, cell by cell, and what a person may type.

use std::io::{Cursor, Write as _};

use garant_intake::Given;
use garant_intake::workbook::{MAX_FILE, Refused, UnreadableError, read};
use garant_report::{Assets, Words};
use garant_rules::Lang;
use garant_rules::field::{Field, Kind};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::hand::Hand;
use super::{book, facts, source, stated};
use crate::harness::catalog;

/// The first question of a kind that is as wanted.
fn question(kind: Kind, wanted: impl Fn(&Field) -> bool) -> String {
    let mut fields = catalog().fields();
    let found = fields.find(|field| {
        field.kind == kind && !field.path.contains("[].") && field.path != "garant" && wanted(field)
    });
    found.unwrap().path.clone()
}

fn told(hand: &Hand) -> (Vec<Refused>, Vec<Refused>) {
    let found = read(catalog(), "rempli.xlsx", &hand.bytes()).unwrap();
    (found.refused, found.notices)
}

/// The words of a refusal, with every argument in its place.
fn has_words(refused: &Refused) {
    for lang in Lang::ALL {
        let words = Words::new(&Assets::default(), lang);
        let alone = refused.args.get("nearest").is_some_and(String::is_empty);
        for part in ["message", if alone { "far" } else { "help" }] {
            let key = format!("intake.refused.{}.{part}", refused.code);
            let args: Vec<(&str, &str)> = refused
                .args
                .iter()
                .map(|(key, value)| (*key, value.as_str()))
                .collect();
            assert!(words.has(&key), "{key}");
            let said = words.fill(&key, &args);
            assert!(!said.contains('{'), "{said}");
        }
    }
}

const STRING: &str = " t=\"str\"";

/// What is put into a cell, and the code with which it is refused.
type Fault = (String, &'static str, String, &'static str);

fn faults() -> Vec<Fault> {
    let text = |text: &str| format!("<is><t>{text}</t></is>");
    let number = |number: &str| format!("<v>{number}</v>");
    let inline = " t=\"inlineStr\"";
    let share = |field: &Field| field.max.is_some_and(|max| (0.5..=1.0).contains(&max));
    let mut seen: Vec<String> = Vec::new();
    let mut next = |kind: Kind, wanted: &dyn Fn(&Field) -> bool| {
        let path = question(kind, |field| wanted(field) && !seen.contains(&field.path));
        seen.push(path.clone());
        path
    };
    let any = |_: &Field| true;
    vec![
        (
            next(Kind::Text, &any),
            STRING,
            "<f>A1</f><v>x</v>".to_owned(),
            "formula",
        ),
        (
            next(Kind::Number, &any),
            "",
            "<f>1/2</f><v>0.5</v>".to_owned(),
            "formula",
        ),
        (
            next(Kind::Text, &any),
            " t=\"e\"",
            number("#REF!"),
            "error-cell",
        ),
        (
            "system.phase".to_owned(),
            inline,
            text("Conceptoin"),
            "unknown-choice",
        ),
        (
            next(Kind::Choice, &any),
            inline,
            text("zzzz"),
            "unknown-choice",
        ),
        (next(Kind::Choice, &any), "", number("2"), "not-text"),
        (
            next(Kind::Choices, &any),
            inline,
            text("zzzz ; yyyy"),
            "unknown-choice",
        ),
        (
            "profile".to_owned(),
            inline,
            text("standart"),
            "unknown-profile",
        ),
        (
            next(Kind::Bool, &any),
            inline,
            text("peut-être"),
            "not-yes-no",
        ),
        (next(Kind::Bool, &any), "", number("1"), "not-yes-no"),
        (
            next(Kind::Number, &any),
            inline,
            text("1.234,5"),
            "number-ambiguous",
        ),
        (
            next(Kind::Number, &any),
            inline,
            text("1.234"),
            "number-ambiguous",
        ),
        (next(Kind::Number, &any), inline, text("85 %"), "not-number"),
        (
            next(Kind::Number, &any),
            " t=\"b\"",
            number("1"),
            "not-number",
        ),
        (next(Kind::Number, &share), "", number("85"), "out-of-range"),
        (
            next(Kind::Number, &any),
            " t=\"d\"",
            number("2026-02-01"),
            "date-for-number",
        ),
        (next(Kind::Integer, &any), "", number("2.5"), "fraction"),
        (
            next(Kind::Integer, &|field| field.max.is_none()),
            "",
            number("1e17"),
            "number-too-large",
        ),
        (
            next(Kind::Date, &any),
            inline,
            text("23/11/2026"),
            "date-as-text",
        ),
        (
            next(Kind::Date, &any),
            inline,
            text("2026-11-23"),
            "date-as-text",
        ),
        (
            next(Kind::Date, &any),
            "",
            number("46349.5"),
            "date-with-time",
        ),
        (next(Kind::Date, &any), "", number("12"), "date-too-early"),
        (
            next(Kind::Date, &any),
            "",
            number("9999999"),
            "number-for-date",
        ),
        (next(Kind::Date, &any), " t=\"b\"", number("1"), "not-date"),
        (next(Kind::Text, &any), "", number("2.1"), "not-text"),
        (
            next(Kind::Text, &any),
            inline,
            text(&"x".repeat(32_768)),
            "text-too-long",
        ),
        (
            next(Kind::Duration, &any),
            inline,
            text("longtemps"),
            "wrong-duration",
        ),
        (
            next(Kind::Url, &any),
            inline,
            text("www.exemple.fr"),
            "wrong-address",
        ),
    ]
}

#[test]
fn each_wrong_cell_is_refused_by_sheet_and_cell_all_at_once() {
    let mut hand = Hand::new(&book(Lang::Fr, None, None));
    let faults = faults();
    let mut wanted = Vec::new();
    for (path, kind, inner, code) in &faults {
        let (sheet, cell) = hand.place(path, 0);
        hand.put(&sheet, &cell, kind, inner);
        wanted.push((sheet, cell, *code));
    }
    let (refused, notices) = told(&hand);
    assert_eq!(notices, []);
    let mut found: Vec<(String, String, &str)> = Vec::new();
    for one in &refused {
        has_words(one);
        assert_eq!(one.place(), format!("{}!{}", one.sheet, one.cell));
        found.push((one.sheet.clone(), one.cell.clone(), one.code));
    }
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    let near = refused.iter().find(|one| {
        one.args
            .get("found")
            .is_some_and(|found| found == "Conceptoin")
    });
    assert!(near.unwrap().args.contains_key("choices"));
}

#[test]
fn sheets_rows_and_columns_that_were_changed_are_refused_where_they_stand() {
    let mut hand = Hand::new(&book(Lang::Fr, None, Some(&facts(&source("imagerie")))));
    let (system, name) = hand.place("system.name", 0);
    let (_, version) = hand.place("system.version", 0);
    // A row copied, and a mark edited.
    let mark = |cell: &str| cell.replace('C', "F");
    hand.text(&(system.clone(), mark(&version)), "system.name");
    let (model, license) = hand.place("model.kind", 0);
    hand.text(&(model.clone(), mark(&license)), "model.kinds");
    // Cells merged, in a section and in a list.
    let merge = |xml: &str, range: &str| {
        let merged = format!(
            "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"{range}\"/></mergeCells>"
        );
        xml.replace("</sheetData>", &merged)
    };
    let (declaration, by) = hand.place("declaration.by", 0);
    hand.sheet(&declaration, |xml| merge(xml, &format!("{by}:D9")));
    let (sites, _) = hand.place("deployment.sites[].name", 0);
    hand.sheet(&sites, |xml| merge(xml, "A8:A9"));
    // A list that is said to be empty and is not, and one with a mark that is no field's.
    let (opinions, _) = hand.place("governance.opinions[].id", 0);
    hand.text(&(opinions.clone(), "B3".to_owned()), "oui");
    let (limits, _) = hand.place("evaluation.limits[].situation", 0);
    hand.text(
        &(limits.clone(), "A7".to_owned()),
        "evaluation.limits[].situations",
    );
    // An entry without what each must have, and one with the id of another.
    let (evidence, second) = hand.place("evidence[].id", 1);
    let (_, third) = hand.place("evidence[].id", 2);
    let (_, kind) = hand.place("evidence[].kind", 3);
    let first = stated(&source("imagerie"))["evidence[0].id"].clone();
    hand.text(&(evidence.clone(), second.clone()), "  ");
    hand.text(&(evidence.clone(), third.clone()), first.as_str().unwrap());
    hand.text(&(evidence.clone(), kind.clone()), "");
    // An entry below a gap, and a sheet that is gone: renamed, it is another.
    let (claims, at) = hand.place("transparency.claims[].text", 10);
    hand.text(&(claims.clone(), at.clone()), "promesse-loin");
    let (equity, _) = hand.place("equity.access.rgaa", 0);
    hand.change("xl/workbook.xml", |xml| {
        xml.replace(&format!("name=\"{equity}\""), "name=\"Copie\"")
    });
    let (refused, notices) = told(&hand);
    refused.iter().chain(&notices).for_each(has_words);
    let mut found: Vec<(String, &str)> =
        refused.iter().map(|one| (one.place(), one.code)).collect();
    found.sort();
    let mut wanted = vec![
        (format!("{system}!{version}"), "twice"),
        (format!("{model}!{}", mark(&license)), "unknown-path"),
        (format!("{declaration}!{by}"), "merged"),
        (format!("{sites}!A8"), "merged"),
        (format!("{opinions}!B3"), "none-and-entries"),
        (format!("{limits}!A7"), "unknown-path"),
        (format!("{evidence}!{second}"), "needed"),
        (format!("{evidence}!{third}"), "same-id"),
        (format!("{evidence}!{kind}"), "needed"),
        (equity, "missing-sheet"),
    ];
    wanted.sort();
    assert_eq!(found, wanted);
    let twice = refused.iter().find(|one| one.code == "twice").unwrap();
    assert_eq!(twice.args["first"], name);
    let mut found: Vec<(String, &str)> =
        notices.iter().map(|one| (one.place(), one.code)).collect();
    found.sort();
    let mut wanted = vec![
        ("Copie".to_owned(), "unknown-sheet"),
        (format!("{claims}!{at}"), "gap"),
    ];
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn what_a_person_types_is_read() {
    let mut hand = Hand::new(&book(Lang::Fr, None, None));
    let share = question(Kind::Number, |field| field.max == Some(1.0));
    let number = question(Kind::Number, |field| field.max.is_none());
    let day = question(Kind::Date, |_| true);
    let length = question(Kind::Duration, |_| true);
    let yes = question(Kind::Bool, |_| true);
    let no = question(Kind::Bool, |field| field.path != yes);
    let typed = [
        (&share, "0,85", Given::Number(0.85)),
        (&number, "12 500,5", Given::Number(12_500.5)),
        (&length, " 12 mois ", Given::Text("P12M".to_owned())),
        (&yes, "VRAI", Given::Bool(true)),
        (&no, " no ", Given::Bool(false)),
        (
            &"system.name".to_owned(),
            " Repère ",
            Given::Text("Repère".to_owned()),
        ),
        (
            &"system.phase".to_owned(),
            "DEPLOYMENT",
            Given::Text("deployment".to_owned()),
        ),
        (&"system.acts-as".to_owned(), "   ", Given::Bool(true)),
    ];
    for (path, text, _) in &typed {
        let at = hand.place(path, 0);
        hand.text(&at, text);
    }
    let (sheet, cell) = hand.place(&day, 0);
    hand.number(&(sheet, cell), "46349");
    let read_back = |hand: &Hand| {
        let found = read(catalog(), "rempli.xlsx", &hand.bytes()).unwrap();
        assert_eq!(found.refused, []);
        found.answers
    };
    let answers = read_back(&hand);
    let given = |path: &str| {
        let found = answers.iter().find(|answer| answer.path == path);
        found.map(|answer| answer.given.clone())
    };
    for (path, text, wanted) in typed {
        // A cell of spaces is an empty one.
        let wanted = (!text.trim().is_empty()).then_some(wanted);
        assert_eq!(given(path), wanted, "{path}");
    }
    assert_eq!(
        given(&day),
        Some(Given::Date("2026-11-23".parse().unwrap()))
    );
    // Days counted from 1904, as some workbooks have them.
    hand.change("xl/workbook.xml", |xml| {
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let answers = read_back(&hand);
    let later = answers.iter().find(|answer| answer.path == day);
    assert_eq!(
        later.unwrap().given,
        Given::Date("2030-11-24".parse().unwrap())
    );
}

#[test]
fn choices_are_told_by_their_words_in_either_language_and_by_their_ids() {
    let mut hand = Hand::new(&book(Lang::Fr, Some("quick-look"), None));
    let mut count = 0;
    for field in catalog()
        .fields()
        .filter(|field| field.kind == Kind::Choice)
    {
        if field.path.contains("[].") || !hand.asked().any(|path| *path == field.path) {
            continue;
        }
        for choice in &field.choices {
            for words in [&*choice.title.fr, &*choice.title.en, &*choice.id] {
                let at = hand.place(&field.path, 0);
                hand.text(&at, words);
                let found = read(catalog(), "a.xlsx", &hand.bytes()).unwrap();
                let mut answers = found.answers.iter();
                let found = answers.find(|answer| answer.path == field.path).unwrap();
                assert_eq!(
                    found.given,
                    Given::Text(choice.id.clone()),
                    "{} {words}",
                    field.path
                );
                count += 1;
            }
        }
        if count > 40 {
            break;
        }
    }
    assert!(count > 10);
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_workbook_of_ours_is_told_apart() {
    let words = [Lang::Fr, Lang::En].map(|lang| Words::new(&Assets::default(), lang));
    let refused = |bytes: &[u8]| {
        let error = read(catalog(), "a.xlsx", bytes).unwrap_err();
        for words in &words {
            assert!(words.has(&format!("intake.unreadable.{}", error.code())));
        }
        error
    };
    let whole = book(Lang::Fr, Some("quick-look"), None);
    assert_eq!(refused(b""), UnreadableError::OtherFormat);
    assert_eq!(refused(b"question;answer\n"), UnreadableError::OtherFormat);
    let ods = packed(&[(
        "mimetype",
        b"application/vnd.oasis.opendocument.spreadsheet",
    )]);
    assert_eq!(refused(&ods), UnreadableError::OtherFormat);
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert_eq!(refused(&old), UnreadableError::OtherFormat);
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let locked: Vec<u8> = old.into_iter().chain(name).collect();
    assert_eq!(refused(&locked), UnreadableError::Password);
    assert_eq!(
        refused(&vec![b'P'; MAX_FILE + 1]),
        UnreadableError::TooLarge
    );
    let bomb = vec![b' '; 64 * 1024 * 1024];
    let bomb = packed(&[
        ("[Content_Types].xml", b""),
        ("xl/worksheets/sheet1.xml", &bomb),
    ]);
    assert!(bomb.len() < 100_000);
    assert_eq!(refused(&bomb), UnreadableError::TooLarge);
    let styles = vec![b' '; 5 * 1024 * 1024];
    let styles = packed(&[("[Content_Types].xml", b""), ("xl/styles.xml", &styles)]);
    assert_eq!(refused(&styles), UnreadableError::TooLarge);
    let cut = &whole[..whole.len() / 2];
    assert!(matches!(refused(cut), UnreadableError::Damaged(_)));
    let mut hand = Hand::new(&whole);
    hand.text(&("garant".to_owned(), "B1".to_owned()), "2");
    assert_eq!(
        refused(&hand.bytes()),
        UnreadableError::OtherVersion("2".to_owned())
    );
    hand.text(&("garant".to_owned(), "A1".to_owned()), "autre");
    assert_eq!(refused(&hand.bytes()), UnreadableError::NotOurs);
}

#[test]
fn another_catalog_is_a_notice_and_answers_are_read() {
    let mut hand = Hand::new(&book(Lang::Fr, Some("quick-look"), None));
    hand.text(&("garant".to_owned(), "B3".to_owned()), "0000");
    let found = read(catalog(), "a.xlsx", &hand.bytes()).unwrap();
    assert_eq!(found.refused, []);
    assert_eq!(found.answers.len(), 2);
    assert_eq!(found.notices.len(), 1);
    assert_eq!(found.notices[0].code, "other-catalog");
    has_words(&found.notices[0]);
}

#[test]
fn a_workbook_with_bytes_taken_out_anywhere_is_read_or_refused() {
    let whole = Hand::new(&book(Lang::Fr, Some("quick-look"), None));
    let mut seed: u64 = 7;
    let mut draw = |most: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % most.max(1)
    };
    let (mut kept, mut lost) = (0, 0);
    for _ in 0..150 {
        let mut hand = whole.clone();
        let parts = hand.names();
        let part = parts[draw(parts.len())].clone();
        hand.change(&part, |xml| {
            let characters: Vec<char> = xml.chars().collect();
            let from = draw(characters.len());
            let to = (from + 1 + draw(40)).min(characters.len());
            characters[..from].iter().chain(&characters[to..]).collect()
        });
        match read(catalog(), "a.xlsx", &hand.bytes()) {
            Ok(_) => kept += 1,
            Err(_) => lost += 1,
        }
    }
    assert!(kept > 10 && lost > 10, "{kept} {lost}");
}

#[test]
fn a_sheet_that_claims_a_million_rows_is_read_as_it_is() {
    let mut hand = Hand::new(&book(Lang::Fr, Some("quick-look"), None));
    let (sheet, _) = hand.place("system.name", 0);
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let shared = "<row r=\"60\"><c r=\"C60\"><f t=\"shared\" si=\"4000000000\" ref=\"C60:C61\">A1</f><v>1</v></c></row>";
    hand.sheet(&sheet, |xml| {
        xml.replace("</sheetData>", &format!("{shared}{far}</sheetData>"))
    });
    let (refused, _) = told(&hand);
    assert_eq!(refused.len(), 1);
    assert_eq!(
        (refused[0].cell.as_str(), refused[0].code),
        ("C60", "no-path")
    );
}
