//! What a workbook asks, and how it is built.

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetVisible, Xlsx};
use garant_rules::Lang;
use garant_rules::catalog::declared;
use garant_rules::field::Kind;

use super::hand::Hand;
use super::{EXAMPLES, book, facts, sound, source, stated};
use crate::harness::catalog;

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

fn texts(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<String> {
    let range = book.worksheet_range(sheet).unwrap();
    let cells = range.used_cells().filter_map(|(_, _, cell)| match cell {
        Data::String(text) => Some(text.clone()),
        _ => None,
    });
    cells.collect()
}

#[test]
fn every_field_is_asked_once_in_both_languages_with_who_answers_and_for_which_criteria() {
    for lang in Lang::ALL {
        let bytes = book(lang, None, None);
        let mut book = open(&bytes);
        let names = book.sheet_names();
        let mut all = Vec::new();
        for name in &names {
            assert!(name.encode_utf16().count() <= 31);
            if name != "garant" {
                all.extend(texts(&mut book, name));
            }
        }
        for field in catalog().fields().filter(|field| field.path != "garant") {
            let shown = all.iter().filter(|text| **text == field.path).count();
            let listed = field.kind == Kind::List;
            assert!(
                shown == 1 || (listed && shown == 0),
                "{} {shown}",
                field.path
            );
            let title = field.title.get(lang);
            assert!(
                all.iter().any(|text| text.trim_end_matches(" *") == title),
                "{title}"
            );
            assert!(
                all.iter()
                    .any(|text| text.starts_with(field.help.get(lang)))
            );
            let mut actors = catalog().actors.iter();
            let actor = actors.find(|actor| actor.id == field.actor).unwrap();
            assert!(all.iter().any(|text| text.contains(actor.title.get(lang))));
        }
        let own = catalog().profile(&catalog().default_profile).unwrap();
        for codes in garant_core::asked::fields_asked(catalog(), own).into_values() {
            assert!(
                all.iter().any(|text| text.ends_with(&codes.join(", "))),
                "{codes:?}"
            );
        }
        let hidden = book.sheets_metadata().iter();
        let hidden = hidden.filter(|sheet| sheet.visible == SheetVisible::Hidden);
        assert_eq!(hidden.count(), 2);
    }
}

#[test]
fn the_same_order_gives_the_same_bytes_without_a_formula() {
    let text = source("scribe");
    let one = book(Lang::Fr, None, Some(&facts(&text)));
    assert!(one == book(Lang::Fr, None, Some(&facts(&text))));
    let mut book = open(&one);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none());
    }
}

#[test]
fn what_does_not_apply_to_the_facts_is_left_out_and_no_answer_is() {
    let whole = Hand::new(&book(Lang::Fr, None, None));
    for name in EXAMPLES {
        let text = source(name);
        let bytes = book(Lang::Fr, None, Some(&facts(&text)));
        let own = Hand::new(&bytes);
        assert!(
            own.asked().count() < whole.asked().count() * 9 / 10,
            "{name}"
        );
        for path in stated(&text).keys() {
            assert!(
                own.asked().any(|asked| *asked == declared(path)),
                "{name} {path}"
            );
        }
    }
    // No machine that speaks to patients: nothing is asked of what it tells them.
    let silent = facts("garant = 1\n[system]\nphase = \"framing\"\n");
    let silent = Hand::new(&book(Lang::Fr, None, Some(&silent)));
    assert!(silent.asked().count() > 500);
    let quick = Hand::new(&book(Lang::Fr, Some("quick-look"), None));
    let lists = |path: &&String| catalog().field(path).unwrap().kind == Kind::List;
    // The sixty of `garant init --quick`, with language and profile.
    assert_eq!(quick.asked().filter(|path| !lists(path)).count(), 62);
}

#[test]
fn an_empty_workbook_states_its_language_and_profile_alone() {
    let found = sound(&book(Lang::En, Some("deployer"), None));
    let told = found.answers.iter();
    let told: Vec<(&str, String)> = told
        .map(|answer| (answer.path.as_str(), answer.given.toml()))
        .collect();
    let wanted = [("profile", "\"deployer\""), ("lang", "\"en\"")];
    assert_eq!(told.len(), 2);
    assert!(
        wanted
            .iter()
            .all(|(path, given)| told.contains(&(*path, (*given).to_owned())))
    );
    assert!(found.empty > 100);
    assert_eq!(found.notices, []);
}

#[test]
fn choices_longer_than_a_list_may_be_stand_on_a_hidden_sheet() {
    let bytes = book(Lang::Fr, None, None);
    let hand = Hand::new(&bytes);
    let long = catalog().fields().filter(|field| {
        let words = field
            .choices
            .iter()
            .map(|choice| choice.title.fr.chars().count() + 1);
        field.kind == Kind::Choice && words.sum::<usize>() > 255
    });
    let mut count = 0;
    for field in long {
        count += 1;
        let (sheet, cell) = hand.place(&field.path, 0);
        let xml = hand.xml(&sheet);
        let rule = xml.split("<dataValidation ").find(|rule| {
            let cells = rule.split("sqref=\"").nth(1).unwrap_or("");
            cells.split(['"', ':']).next() == Some(cell.as_str())
        });
        assert!(
            rule.unwrap().contains("<formula1>'listes'!$"),
            "{}",
            field.path
        );
    }
    assert!(count >= 4, "{count}");
}
