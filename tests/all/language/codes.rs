//! Codes: each that can reach a reader has words in both languages, and none stands in prose.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use garant_report::{Assets, Words};
use garant_rules::Lang;
use regex::Regex;

use crate::harness::{catalog, root};

/// Ids that are words as well.
const WORDS_TOO: &[&str] = &["co-construction", "out-of-scope"];

/// Every id with a hyphen that the catalog knows: criteria, fields, choices, profiles, actors, codes of words.
fn ids() -> &'static BTreeSet<String> {
    static IDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    IDS.get_or_init(|| {
        let catalog = catalog();
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for criterion in &catalog.criteria {
            ids.insert(criterion.id.rsplit('/').next().unwrap().to_owned());
            ids.extend(criterion.checks.iter().map(|check| check.id.clone()));
        }
        for field in catalog.sections.iter().flat_map(|section| &section.fields) {
            ids.extend(field.choices.iter().map(|choice| choice.id.clone()));
            let parts = field.path.split(['.', '[', ']']);
            ids.extend(parts.map(str::to_owned));
        }
        ids.extend(catalog.sources.iter().map(|source| source.id.clone()));
        ids.extend(catalog.profiles.iter().map(|profile| profile.id.clone()));
        let keys = catalog.words.said.keys();
        ids.extend(keys.filter_map(|key| Some(key.rsplit_once('.')?.1.to_owned())));
        ids.retain(|id| id.contains('-'));
        ids
    })
}

/// The codes that stand in a text: keys of words, and ids.
pub(super) fn faults(text: &str, lang: Lang) -> Vec<String> {
    static KEY: OnceLock<Regex> = OnceLock::new();
    static WORD: OnceLock<Regex> = OnceLock::new();
    static QUOTED: OnceLock<Regex> = OnceLock::new();
    let key = KEY.get_or_init(|| {
        Regex::new(r"\b(?:report|measure|choice|verdict|reason|status|truth|footing|evidence|relation|force|verification|effort|cli|terminal|conclusion|count|placement|waiver|takes-up|operator)\.[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\b").unwrap()
    });
    let word = WORD.get_or_init(|| Regex::new(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+").unwrap());
    // What stands between quotation marks is somebody else's, or an id that is shown on purpose.
    let quoted = QUOTED.get_or_init(|| Regex::new(r"«[^»]*»|“[^”]*”").unwrap());
    let text = quoted.replace_all(text, "");
    let mut found: Vec<String> = key
        .find_iter(&text)
        .map(|hit| hit.as_str().to_owned())
        .collect();
    for hit in word.find_iter(&text) {
        let id = hit.as_str();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_' | '@');
        let before = text.get(..hit.start()).unwrap_or_default();
        let after = text.get(hit.end()..).unwrap_or_default();
        if before.ends_with(part) || after.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        // English joins words as ids do: there, only ids of three words and more are told apart.
        let compound = lang == Lang::En && id.matches('-').count() < 2;
        if ids().contains(id) && !compound && !WORDS_TOO.contains(&id) {
            found.push(id.to_owned());
        }
    }
    found
}

#[test]
fn codes_in_prose_are_found() {
    for text in [
        "État : report.s12",
        "Verdict : not-met",
        "device-maker – Constructeur P",
        "voir override-possible-and-effective ou third-party",
    ] {
        assert!(!faults(text, Lang::Fr).is_empty(), "{text}");
    }
    assert!(faults("Une auto-évaluation, un compte-rendu.", Lang::Fr).is_empty());
    assert!(faults("A third-party audit, “not-met”.", Lang::En).is_empty());
}

/// The enumerations that a report tells, and where their words are: in the catalog, or in the report's own words.
const ENUMERATIONS: &[(&str, &str, &str)] = &[
    ("crates/core/src/verdict.rs", "Verdict", "verdict"),
    ("crates/core/src/verdict.rs", "NotApplicable", "reason"),
    ("crates/core/src/takeup/mod.rs", "State", "takes-up"),
    ("crates/core/src/evidence/mod.rs", "State", "evidence"),
    ("crates/core/src/evidence/cause.rs", "Cause", "evidence.why"),
    ("crates/core/src/waiver/mod.rs", "State", "waiver"),
    ("crates/core/src/waiver/mod.rs", "Because", "waiver.because"),
    ("crates/core/src/opinion.rs", "State", "opinion"),
    ("crates/rules/src/answer.rs", "Reason", "reason"),
    ("crates/rules/src/answer.rs", "Footing", "footing"),
    ("crates/rules/src/truth.rs", "Truth", "truth"),
    ("crates/rules/src/reference.rs", "Force", "force"),
    ("crates/rules/src/reference.rs", "Status", "status"),
    ("crates/rules/src/crosswalk.rs", "Degree", "degree"),
    ("crates/rules/src/field.rs", "Kind", "kind"),
    (
        "crates/rules/src/figure.rs",
        "FigureKind",
        "measure.compared",
    ),
    (
        "crates/report/src/figures/sheet.rs",
        "Status",
        "measure.status",
    ),
    ("crates/report/src/figures/sheet.rs", "By", "measure.chart"),
];

/// The variants of an enumeration as codes.
fn variants(file: &str, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    let (_, body) = text.split_once(&format!("pub enum {name} {{")).unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let variant = Regex::new(r"(?m)^    ([A-Z][A-Za-z]*)\b").unwrap();
    variant
        .captures_iter(body)
        .map(|own| {
            let mut code = String::new();
            for c in own[1].chars() {
                if c.is_uppercase() && !code.is_empty() {
                    code.push('-');
                }
                code.extend(c.to_lowercase());
            }
            code
        })
        .collect()
}

#[test]
fn every_code_that_can_reach_a_reader_has_words_in_both_languages() {
    let catalog = catalog();
    let own = Lang::ALL.map(|lang| Words::new(&Assets::default(), lang));
    let known = |key: &str| {
        let said = catalog.words.said.get(key);
        let told = |lang| said.is_some_and(|said| !said.get(lang).trim().is_empty());
        Lang::ALL.into_iter().all(told) || own.iter().all(|words| words.has(key))
    };
    let mut missing = Vec::new();
    let mut asked = 0;
    let mut ask = |key: String| {
        asked += 1;
        if !known(&key) {
            missing.push(key);
        }
    };
    for (file, name, room) in ENUMERATIONS {
        let codes = variants(file, name);
        assert!(codes.len() > 1, "{file} {name}");
        for code in codes {
            // What a table has wrong has sentences of its own.
            if (*room, code.as_str()) != ("evidence.why", "table") {
                ask(format!("{room}.{code}"));
            }
        }
    }
    for criterion in &catalog.criteria {
        ask(format!("effort.{}", criterion.effort));
        for citation in &criterion.sources {
            ask(format!("relation.{}", citation.relation()));
        }
        for place in &criterion.cens {
            ask(format!("placement.{}", place.placement));
        }
    }
    for source in &catalog.sources {
        ask(format!("verification.{}", source.verification));
    }
    assert!(asked > 120, "{asked}");
    assert!(missing.is_empty(), "{missing:?}");
}
