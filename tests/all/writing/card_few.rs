//! Cards and figures of a few: what everybody may read shows none of so few cases, and says so.

use garant_core::audience::Audience;
use garant_core::{Lang, Request, Stated};
use garant_intake::Given;
use garant_intake::document::{card, read};

use super::{AS_OF, err};
use crate::harness::{catalog, garant, root};

fn result(attribute: &str, group: &str, value: f64, n: u32, events: u32) -> String {
    format!(
        "[[evaluation.results]]\nmetric = \"sensitivity\"\nvalue = {value}\nlow = 0.1\nhigh = 0.99\nlevel = 0.95\nn = {n}\nevents = {events}\n\
         attribute = \"{attribute}\"\ngroup = \"{group}\"\n"
    )
}

fn descriptor(results: &[String]) -> String {
    format!(
        "garant = 1\n[system]\nname = \"Repère\"\n{}",
        results.concat()
    )
}

fn values(text: &str, audience: Audience) -> Vec<(String, usize, Vec<f64>)> {
    let request = Request::new("garant.toml", text, AS_OF.parse().unwrap());
    let stated = Stated::new(catalog(), &request).unwrap();
    let told = card::KINDS.into_iter().map(|(ending, kind)| {
        let asked = card::Asked {
            audience,
            lang: Lang::En,
            day: "day",
        };
        let own = card::write(&stated, kind, asked).unwrap().unwrap();
        let document = read(catalog(), &format!("card{ending}"), own.text.as_bytes()).unwrap();
        let values = document.answers.iter().filter_map(|own| match own.given {
            Given::Number(value) if own.path.ends_with(".value") => Some(value),
            _ => None,
        });
        (own.text, own.masked, values.collect())
    });
    told.collect()
}

#[test]
fn figures_of_a_few_are_in_no_public_card_and_it_says_so() {
    let all = result("overall", "All", 0.911, 500, 200);
    let others = result("age", "16 to 74", 0.922, 400, 150);
    let old = result("age", "75 and more", 0.933, 80, 40);
    for (n, events, masked) in [
        (10, 4, true),
        (11, 11, false),
        // So few with the event, and so few without.
        (60, 3, true),
        (60, 57, true),
        (60, 30, false),
    ] {
        let few = result("age", "under 16", 0.944, n, events);
        let text = descriptor(&[all.clone(), others.clone(), old.clone(), few]);
        for (card, count, values) in values(&text, Audience::Public) {
            // One alone would follow from the others: the next smallest stays out with it.
            assert_eq!(count, if masked { 2 } else { 0 }, "{n} {events}");
            assert_eq!(card.contains("0.944"), !masked, "{n} {events}\n{card}");
            assert_eq!(card.contains("0.933"), !masked, "{n} {events}\n{card}");
            assert!(card.contains("0.911"), "{card}");
            assert_eq!(card.contains("Results not shown: 2."), masked, "{card}");
            assert_eq!(values.contains(&0.944), !masked && !card.starts_with("---"));
            assert!(values.contains(&0.911));
        }
        for (card, count, _) in values(&text, Audience::Internal) {
            assert_eq!(count, 0);
            assert!(
                card.contains("0.944") && !card.contains("not shown"),
                "{card}"
            );
        }
    }
}

#[test]
fn a_figure_without_a_size_takes_the_smallest_that_its_group_has() {
    let few = result("age", "under 16", 0.944, 8, 8);
    let unsized_of = |attribute: &str, group: &str, value: f64| {
        format!(
            "[[evaluation.results]]\nmetric = \"specificity\"\nvalue = {value}\nattribute = \"{attribute}\"\ngroup = \"{group}\"\n"
        )
    };
    let same = unsized_of("age", "under 16", 0.955);
    let other = unsized_of("sex", "under 16", 0.966);
    // The size may come after, and beside a larger one.
    let larger = result("age", "under 16", 0.977, 300, 150).replace("sensitivity", "auroc");
    for own in [
        [few.clone(), same.clone(), other.clone(), larger.clone()],
        [same, larger, other, few],
    ] {
        for (card, _, values) in values(&descriptor(&own), Audience::Public) {
            for hidden in ["0.944", "0.955", "0.977"] {
                assert!(!card.contains(hidden), "{hidden}\n{card}");
            }
            assert!(!values.contains(&0.955), "{card}");
            // Of a group whose size is nowhere stated, nothing says that it is small.
            assert!(card.contains("0.966"), "{card}");
        }
        for (card, ..) in values(&descriptor(&own), Audience::Internal) {
            assert!(card.contains("0.955"), "{card}");
        }
    }
}

#[test]
fn the_limit_is_that_of_measures() {
    let cards = std::fs::read_to_string(root().join("rules/documents/cards.toml")).unwrap();
    let cards: toml::Table = cards.parse().unwrap();
    let small = cards["small"].as_integer().unwrap();
    assert_eq!(u64::try_from(small).unwrap(), garant_measure::mask::SMALL);
}

#[test]
fn the_program_says_how_many_results_stay_out() {
    let folder = tempfile::tempdir().unwrap();
    let few = result("sex", "Women", 0.944, 6, 3);
    std::fs::write(folder.path().join("garant.toml"), descriptor(&[few])).unwrap();
    let out = garant(folder.path(), &["write", "card", "--lang", "en"]);
    assert!(err(&out).contains("1 result is not shown"), "{}", err(&out));
}

#[test]
fn an_option_that_would_change_nothing_is_refused() {
    let folder = root().join("examples/triage");
    for option in [
        &["--profile", "socle"][..],
        &["--logo", "logo.svg"],
        &["--organisation", "CHU"],
        &["--templates", "."],
        &["--ignore-waivers"],
        &["--allow-outside"],
        &["--rows"],
    ] {
        let args = [&["write", "card", "--lang", "en"], option].concat();
        let out = garant(&folder, &args);
        assert_eq!(out.status.code(), Some(2), "{option:?} {}", err(&out));
        assert!(
            out.stdout.is_empty() && err(&out).contains(option[0]),
            "{}",
            err(&out)
        );
    }
}
