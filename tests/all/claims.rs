//! What must never be said: words of `corpus/addendum.md` §6 and claims of `corpus/ans.md` §8 and `corpus/addendum.md` §4, over every
//! sentence that people read in rules, reports, docs, examples and README.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use crate::harness::{catalog, files, root};

/// A word or claim, and what makes a sentence that holds it acceptable.
struct Never {
    says: &'static str,
    unless: Option<&'static str>,
}

const fn never(says: &'static str) -> Never {
    Never { says, unless: None }
}

const fn unless(says: &'static str, sound: &'static str) -> Never {
    Never {
        says,
        unless: Some(sound),
    }
}

const NEVER: &[Never] = &[
    // Words that belong to others.
    never(r"(?i)\bnon[- ]conform"),
    never(r"(?i)\bconformes?\b"),
    unless(r"(?i)\bconformité", r"(?i)déclaration de conformité"),
    never(r"(?i)\bcompliant\b"),
    unless(
        r"(?i)\bcertifi(é|ée|és|ées|cation|ed)\b",
        r"(?i)\bHDS\b|hébergeur|\bhost",
    ),
    never(r"(?i)certificats? (éthique|garant|d’éthique|de garantie)|ethics certificate"),
    never(r"(?i)\bapproved\b|\bapprouvée?s?\b|validée? par l’(ANS|HAS|CNIL)"),
    never(
        r"(?i)\bobligatoires?\b|\bexigibles?\b|\bdérogations?\b|\bindéterminée?s?\b|\bnon respectée?s?\b",
    ),
    unless(
        r"(?i)niveau de preuve|taux de satisfaction|score de conformité",
        r"(?i)ne mesure pas",
    ),
    never(r"\bCSE\b"),
    never(r"(?i)référentiel garant|notre référentiel|garant reference document"),
    unless(r"(?i)\bopposable", r"(?i)\bpas\b|\bno\b|\bnot\b"),
    unless(
        r"(?i)usage est permis|use is permitted",
        r"(?i)\bne\b|\bnot\b",
    ),
    // Claims about the French documents.
    never(r"(?i)\b38 crit"),
    never(r"(?i)(quatre|four) (principes|principles)"),
    never(r"(?i)(quatre|four) ANS principles"),
    never(r"(?i)analyser, vérifier, encadrer|analyse, verify, frame"),
    never(
        r"(?i)(guide[^.]{0,60}2025|2025[^.]{0,40}guide)[^.]{0,60}crit(ère|erion)s? (n°|no\.?)? ?\d",
    ),
    unless(
        r"(?i)L\.4001-3[^.]*garantie humaine|garantie humaine[^.]*L\.4001-3",
        r"(?i)ne .* pas|n’y|does not",
    ),
    unless(
        r"(?i)L\.4001-3[^.]*(préalable|\bprior\b|beforehand)",
        r"(?i)ne fixe|pas|not|no ",
    ),
    // Claims about European law.
    unless(
        r"(?i)(haut risque|high-risk)[^.;]*(2 août 2026|2 August 2026)",
        r"(?i)n’existe|exists only",
    ),
    never(r"(?i)article 4\b[^.]{0,40}(abrogé|supprimé|abolished|repealed)"),
    never(r"(?i)24 (juin|June)"),
    unless(
        r"(?i)(annexe III|annex III)[^.]*explici",
        r"(?i)\bpas\b|\bnot\b",
    ),
    // Fines, and who does what.
    never(r"(?i)\bamendes?\b|\bfines?\b|€|\bEUR\b|\d millions? d’euros"),
    never(r"(?i)\bgoogle\b|\bnabla\b|\bfraiya\b|\bqilin\b|King’s College|King's College"),
    unless(
        r"(?i)(affiche|poster|notice on a wall)[^.]*(suffi|is enough|satisfait)",
        r"(?i)\bne\b|\bnot\b",
    ),
    // Numbers that nobody fixed for health.
    unless(
        r"(?i)four-fifths|quatre cinquièmes",
        r"(?i)\bpas\b|\bnot\b|\baucun|\bno\b",
    ),
];

/// Words that the report and the program never use of a project, a criterion or themselves, whatever the catalog cites.
const OURS_NEVER: &str = r"(?i)\b(conformes?|conformité|certifi\w+|approuv\w+|non respect\w+|indétermin\w+|échecs?|obligatoires?|exigibles?|dérogations?|référentiels?|assurance|scores?|compliant|compliance|certified|approved|mandatory|failed|failure|exemptions?|undetermined)\b";

/// Where such a word is right, and why.
const OURS_SOUND: &[(&str, &str)] = &[
    (
        "error (par défaut), failure ou skipped ; failure",
        "names values of an option, which are JUnit's",
    ),
    (
        "error (by default), failure or skipped; failure",
        "names values of an option, which are JUnit's",
    ),
    ("ni un échec ni un succès", "says what silence is not"),
    ("ni un succès ni un échec", "says what silence is not"),
    (
        "neither a failure nor a success",
        "says what silence is not",
    ),
    (
        "neither a success nor a failure",
        "says what silence is not",
    ),
    ("neither a failure nor a pass", "says what silence is not"),
    (
        "référentiel, montré comme recommandation",
        "the kind of a text that is cited",
    ),
];

/// Words of figures: there a score is a tool's, between 0 and 1.
fn is_of_figures(line: &str, room: &str) -> bool {
    room.starts_with("measure") || room.starts_with("cli.measure") || line.contains("{score}")
}

/// Lines whose words are an address, not a sentence of ours.
fn is_reference(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("url = ")
}

/// Every file whose sentences people read.
fn read_by_people() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md"), root().join("CHANGELOG.md")];
    for (folder, endings) in [
        ("rules", &[".toml"][..]),
        ("reports", &[".toml", ".j2"]),
        ("docs", &[".md"]),
        ("examples", &[".toml", ".md", ".html"]),
    ] {
        for ending in endings {
            files(&root().join(folder), ending, &mut found);
        }
    }
    found
}

/// What a text says that must never be said: line and word.
fn faults(text: &str) -> Vec<(usize, String)> {
    type Rules = Vec<(Regex, Option<Regex>)>;
    static RULES: OnceLock<(Regex, Rules)> = OnceLock::new();
    let (any, rules) = RULES.get_or_init(|| {
        let rules = NEVER.iter().map(|never| {
            let sound = never.unless.map(|sound| Regex::new(sound).unwrap());
            (Regex::new(never.says).unwrap(), sound)
        });
        // Without the ends of words, which are slow to find beside letters such as é, it finds no less.
        let loose = NEVER
            .iter()
            .map(|never| format!("(?:{})", never.says.replace(r"\b", "")));
        let loose = loose.collect::<Vec<_>>().join("|");
        let any = RegexBuilder::new(&loose)
            .dfa_size_limit(64 << 20)
            .build()
            .unwrap();
        (any, rules.collect())
    });
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if is_reference(line) {
            continue;
        }
        // One search for all of them: hardly any line holds one.
        if !any.is_match(line) {
            continue;
        }
        for (says, sound) in rules {
            let Some(hit) = says.find(line) else {
                continue;
            };
            if sound.as_ref().is_none_or(|sound| !sound.is_match(line)) {
                found.push((index + 1, hit.as_str().to_owned()));
            }
        }
    }
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

#[test]
fn no_text_claims_what_must_not_be_claimed() {
    let found = read_by_people();
    assert!(found.len() > 100, "{}", found.len());
    let mut all = Vec::new();
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        all.extend(
            faults(&text)
                .into_iter()
                .map(|(line, word)| format!("{}:{line}: {word}", shown(&path))),
        );
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// The sentences of a file of words, without their keys: the section, the line and its text.
fn sentences(text: &str) -> Vec<(String, usize, String)> {
    let quoted = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
    let mut room = String::new();
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut room);
        }
        let said: Vec<&str> = quoted
            .captures_iter(line)
            .map(|own| own.get(1).unwrap().as_str())
            .collect();
        if !said.is_empty() && !line.trim_start().starts_with('#') {
            found.push((room.clone(), index + 1, said.join(" | ")));
        }
    }
    found
}

#[test]
fn no_word_of_the_program_judges_as_others_do() {
    let name = Regex::new(r"\{[a-z-]+\}").unwrap();
    let never = Regex::new(OURS_NEVER).unwrap();
    let mut all = Vec::new();
    let mut read = 0;
    for file in [
        "reports/lang/fr.toml",
        "reports/lang/en.toml",
        "rules/words.toml",
    ] {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        // What counts as no answer is a list of words that others write.
        let text = match text.split_once("placeholders = [") {
            Some((before, after)) => format!("{before}{}", after.split_once("]\n").unwrap().1),
            None => text,
        };
        for (room, line, said) in sentences(&text) {
            read += 1;
            let mut plain = said.replace(['\u{a0}', '\u{202f}'], " ");
            for (sound, _) in OURS_SOUND {
                plain = plain.replace(sound, "");
            }
            // The name of what is filled in is no word.
            plain = name.replace_all(&plain, "").into_owned();
            let hits = never
                .find_iter(&plain)
                .map(|hit| hit.as_str().to_lowercase());
            all.extend(
                hits.filter(|hit| !(hit.starts_with("score") && is_of_figures(&plain, &room)))
                    .map(|hit| format!("{file}:{line}: {hit}: {plain}")),
            );
        }
    }
    assert!(read > 1000, "{read}");
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_words_never_to_be_used_are_found_where_they_stand() {
    for text in [
        "Le projet est conforme.",
        "The tool is compliant with the law.",
        "Une dérogation accordée par le comité.",
        "Les quatre principes de l’ANS.",
        "Le guide de 2025, critère n° 12, le demande.",
        "L.4001-3 impose la garantie humaine.",
        "L.4001-3 asks for prior information.",
        "Les systèmes à haut risque, dès le 2 août 2026.",
        "Une amende de 20 M€.",
        "L’affiche suffit.",
        "Outil certifié.",
    ] {
        assert!(!faults(text).is_empty(), "{text}");
    }
    for text in [
        "Hébergeur certifié HDS.",
        "Le guide n’a pas vocation à être opposable.",
        "L.4001-3 ne fixe pas un moment préalable.",
        "Une affiche ne suffit pas.",
    ] {
        assert!(faults(text).is_empty(), "{text}: {:?}", faults(text));
    }
}

#[test]
fn no_criterion_of_the_2025_guide_has_a_number_and_only_the_14th_of_2024_has_one() {
    let numbered: Vec<(&str, &str, &str)> = catalog()
        .criteria
        .iter()
        .flat_map(|criterion| {
            criterion.sources.iter().filter_map(|citation| {
                let at = citation.at.as_deref()?;
                Some((criterion.code.as_str(), citation.source.as_str(), at))
            })
        })
        .filter(|(_, source, _)| {
            matches!(
                *source,
                "guide-dns-2025" | "guide-dns-2022" | "ref-ans-2024"
            )
        })
        .collect();
    let one = |code| (code, "ref-ans-2024", "14");
    assert_eq!(numbered, [one("HUM-07"), one("QL-12")]);
    for source in ["guide-dns-2025", "guide-dns-2022"] {
        assert!(catalog().source(source).unwrap().locators.is_empty());
    }
    let known: Vec<&str> = catalog()
        .source("ref-ans-2024")
        .unwrap()
        .locators
        .iter()
        .map(|place| place.at.as_str())
        .collect();
    assert_eq!(known, ["14"]);
}
