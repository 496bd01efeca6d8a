//! How each language is written: what a proof-reader would mark.

use std::sync::OnceLock;

use garant_rules::Lang;
use regex::Regex;

/// What is asked, and how a text that does otherwise looks.
struct Rule {
    name: &'static str,
    wrong: Regex,
}

const FRENCH: &[(&str, &str)] = &[
    (
        "no-break space before : ; ? ! »",
        r"[^\s\u{a0}\u{202f}:;?!»/(\u{fffc}][:;?!»](?:\s|$)| [:;?!»](?:\s|$)",
    ),
    ("no-break space after «", r"«[^\u{a0}\u{202f}]"),
    ("no-break space before %", r"[0-9 ]%"),
    ("curved apostrophe", r"\p{L}'\p{L}"),
    ("one sign of suspension", r"\.\.\."),
    (
        "comma before decimals",
        r"(?:^|[^\d.])0\.\d+(?:[^\d.]|$)|\d\.\d+[\u{a0}\u{202f} ]%",
    ),
    ("date in words", r"\b\d{4}-\d{2}-\d{2}\b"),
    (
        "accent on capitals",
        r"\b(?:Etat|Ecart|Equit|Etabli|Evalu|Econom|Ethiq|Echec|Echeance|Etape|Etude|Editeur|Enonc|Etre)|(?:^|[.!?] )A (?:établir|l’|la |quoi|qui)",
    ),
    ("two spaces", r"[\p{L},;] {2,}\p{L}"),
];

const ENGLISH: &[(&str, &str)] = &[
    (
        "no space before : ; ? !",
        r"\p{L}[ \u{a0}\u{202f}][:;?!](?:\s|$)",
    ),
    ("no space before %", r"\d[ \u{a0}\u{202f}]%"),
    ("one sign of suspension", r"\.\.\."),
    ("date in words", r"\b\d{4}-\d{2}-\d{2}\b"),
    ("point before decimals", r"(?:^|[^\d,])0,\d+"),
    ("two spaces", r"[\p{L},;] {2,}\p{L}"),
];

fn rules(lang: Lang) -> &'static [Rule] {
    static FR: OnceLock<Vec<Rule>> = OnceLock::new();
    static EN: OnceLock<Vec<Rule>> = OnceLock::new();
    let (room, own) = match lang {
        Lang::Fr => (&FR, FRENCH),
        Lang::En => (&EN, ENGLISH),
    };
    room.get_or_init(|| {
        own.iter()
            .map(|(name, wrong)| Rule {
                name,
                wrong: Regex::new(wrong).unwrap(),
            })
            .collect()
    })
}

/// What a text has wrong: the rule, and where.
pub(super) fn faults(text: &str, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    for rule in rules(lang) {
        for hit in rule.wrong.find_iter(text) {
            let near = near(text, hit.start());
            // A version is no number.
            if !(rule.name.ends_with("decimals") && near.contains("version")) {
                found.push(format!("{}: {near}", rule.name));
            }
        }
    }
    found
}

/// The same of a text that shows what to type: numbers, dates and commands stand there as they are typed.
pub(super) fn faults_where_typed(text: &str, lang: Lang) -> Vec<String> {
    let typed = [
        "comma before decimals",
        "point before decimals",
        "date in words",
        "two spaces",
    ];
    let mut found = faults(text, lang);
    found.retain(|fault| !typed.iter().any(|rule| fault.starts_with(rule)));
    found
}

/// A text around a place.
fn near(text: &str, place: usize) -> String {
    let before: Vec<char> = text.get(..place).unwrap_or_default().chars().collect();
    let start = before.len().saturating_sub(25);
    text.chars().skip(start).take(60).collect()
}

#[test]
fn what_a_proof_reader_marks_is_found_and_sound_text_is_not() {
    for text in [
        "Constat: rien",
        "Constat : rien",
        "« rien »",
        "12 %",
        "12%",
        "l'outil",
        "à suivre...",
        "0.93",
        "le 2026-11-23",
        "Ecart",
        "A établir",
    ] {
        assert!(!faults(text, Lang::Fr).is_empty(), "{text}");
    }
    for text in [
        "Constat\u{a0}: rien\u{a0}; « rien\u{a0}».".replace("« ", "«\u{a0}"),
        "12\u{202f}% de l’outil, 0,93, garant 0.1.0, https://a.fr/?b=1".to_owned(),
        "À établir le 23\u{a0}novembre\u{a0}2026…".to_owned(),
    ] {
        assert_eq!(faults(&text, Lang::Fr), Vec::<String>::new(), "{text}");
    }
    for text in ["Found : none", "12 %", "0,93", "on 2026-11-23", "so on..."] {
        assert!(!faults(text, Lang::En).is_empty(), "{text}");
    }
    let sound = "Found: none; the tool's figure is 0.93 (93%), see “a”.";
    assert_eq!(faults(sound, Lang::En), Vec::<String>::new());
}
