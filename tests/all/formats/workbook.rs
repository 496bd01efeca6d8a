//! The workbook: the rows of the CSV formats, read back by another program's code.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use garant_core::Audit;
use garant_report::{Assets, Format, Options, render};
use garant_rules::Lang;

use super::{EXAMPLES, example, text};
use crate::findings_csv::records;

fn open(audit: &Audit, lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    let book = render(audit, Options::new(Format::Xlsx, lang), &Assets::default()).unwrap();
    assert!(book.text().is_none());
    Xlsx::new(Cursor::new(book.bytes().to_vec())).unwrap()
}

fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::Empty => String::new(),
                    Data::String(text) => text.clone(),
                    other => panic!("not a text: {other:?}"),
                })
                .collect()
        })
        .collect()
}

/// All cells of all sheets.
pub(crate) fn cells(audit: &Audit, lang: Lang) -> Vec<String> {
    let mut book = open(audit, lang);
    let names = book.sheet_names();
    names
        .iter()
        .flat_map(|name| rows(&mut book, name))
        .flatten()
        .collect()
}

#[test]
fn it_has_the_rows_of_the_csv_and_nothing_that_runs() {
    for name in EXAMPLES {
        let audit = example(name);
        for lang in Lang::ALL {
            let mut book = open(&audit, lang);
            let names = book.sheet_names();
            assert_eq!(names.len(), 7);
            for (sheet, format) in names[1..3].iter().zip([Format::Csv, Format::CsvChecks]) {
                let mut wanted = records(&text(&audit, Options::new(format, lang)));
                let mut found = rows(&mut book, sheet);
                assert_eq!(found[0].len(), wanted[0].len());
                let named = found[0].iter().zip(&wanted[0]);
                assert!(
                    named.clone().count() > 20 && named.clone().all(|(a, b)| a != b || b == "code")
                );
                found.remove(0);
                wanted.remove(0);
                assert_eq!(found, wanted, "{name} {sheet}");
            }
            for sheet in &names {
                let formulas = book.worksheet_formula(sheet).unwrap();
                assert!(formulas.rows().flatten().all(String::is_empty), "{sheet}");
            }
            let evidence = rows(&mut book, &names[4]);
            assert_eq!(evidence.len(), audit.evidence.len() + 1);
            let waivers = rows(&mut book, &names[5]);
            assert_eq!(waivers.len(), audit.waivers.len() + 1);
            let opinions = rows(&mut book, &names[6]);
            assert_eq!(opinions.len(), audit.opinions.len() + 1);
        }
    }
}

#[test]
fn hostile_and_endless_texts_stay_texts() {
    let mut audit = example("scribe");
    audit.system.name = Some("=1+1".to_owned());
    audit.declaration.by = Some("é".repeat(100_000));
    audit.declaration.organisation = Some("\u{0}\u{1b}😀".repeat(40_000));
    "2026-99-99".clone_into(&mut audit.as_of);
    let cells = cells(&audit, Lang::Fr);
    assert!(cells.iter().any(|cell| cell == "'=1+1"));
    assert!(
        cells
            .iter()
            .all(|cell| cell.encode_utf16().count() < 32_768)
    );
    assert!(cells.iter().any(|cell| cell.ends_with("éé…")));
    assert!(!cells.iter().any(|cell| cell.contains(['\u{0}', '\u{1b}'])));
}
