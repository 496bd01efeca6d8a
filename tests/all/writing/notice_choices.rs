//! What the patient's notice says of each choice: no sentence denies another, nor another answer of the file.

use std::collections::BTreeSet;

use garant_core::Lang;
use garant_report::documents::{Format, Kind, Missing, Why, Written};
use toml::{Table, Value};

use super::{example, told, written};

const ALONE: &str = "qualification.solely-automated";
const ROLE: &str = "intended-use.decision-role";
const MODE: &str = "human-guarantee.oversight.mode";
const OVERRIDE: &str = "human-guarantee.override.possible";
const RECORDED: &str = "data.recording.made";

/// An example whose file also states what each choice below asks for.
fn base() -> Table {
    let mut table: Table = example("triage").parse().unwrap();
    let safeguards = vec![Value::from("human-intervention"), Value::from("contest")];
    let path = "human-guarantee.automated-decisions";
    set(
        &mut table,
        &format!("{path}.safeguards"),
        Some(safeguards.into()),
    );
    set(
        &mut table,
        &format!("{path}.contact"),
        Some("Accueil des urgences".into()),
    );
    table
}

fn recorded() -> Table {
    let mut table = base();
    let captured = vec![Value::from("audio"), Value::from("transcript")];
    for (key, value) in [
        ("made", Value::from(true)),
        ("captured", captured.into()),
        ("agreement", "each-time".into()),
        ("refusal-how", "Le dire à l’infirmière".into()),
        ("kept", "P7D".into()),
    ] {
        set(&mut table, &format!("data.recording.{key}"), Some(value));
    }
    table
}

/// Puts an answer at a path, or takes it away.
fn set(table: &mut Table, path: &str, value: Option<Value>) {
    let Some((first, rest)) = path.split_once('.') else {
        match value {
            Some(value) => table.insert(path.to_owned(), value),
            None => table.remove(path),
        };
        return;
    };
    let inner = table
        .entry(first)
        .or_insert_with(|| Value::Table(Table::new()));
    set(inner.as_table_mut().unwrap(), rest, value);
}

fn with(answers: &[(&str, Option<Value>)]) -> String {
    let mut table = base();
    for (path, value) in answers {
        set(&mut table, path, value.clone());
    }
    toml::to_string(&table).unwrap()
}

/// The text for the patient, in one line; or what it lacks.
fn patient(text: &str) -> Result<String, Vec<Missing>> {
    match written(Kind::Notice, text, Format::Text, Lang::Fr) {
        Written::Text(text) => {
            let (own, _) = text.split_once("-----").unwrap();
            let words: Vec<&str> = own.split_whitespace().collect();
            Ok(words.join(" "))
        }
        Written::Refused(missing) => Err(missing),
    }
}

/// Whether the text is refused for answers that contradict each other, these among them, each at its line.
fn contradict(text: &str, paths: [&str; 2]) {
    let Err(missing) = patient(text) else {
        panic!("{paths:?} is told\n{text}")
    };
    for path in paths {
        let mut own = missing.iter().filter(|own| own.path == path);
        let named = own.any(|own| own.why == Why::Contradicts && own.line.is_some());
        assert!(named, "{path} of {paths:?}\n{missing:#?}");
    }
}

fn choices(ids: &[&str]) -> Vec<Option<Value>> {
    let own = ids.iter().map(|id| Some(Value::from(*id)));
    own.chain([None]).collect()
}

fn yes_no() -> Vec<Option<Value>> {
    vec![Some(true.into()), Some(false.into()), None]
}

/// Sentences that deny each other.
const DENIED: [(&str, &str); 13] = [
    (
        "Une personne prend part",
        "sans qu’une personne prenne part",
    ),
    ("sans qu’une personne prenne part", "ne décide pas seul"),
    ("sans qu’une personne prenne part", "avant de décider"),
    ("Une personne prend part", "Aucun professionnel"),
    ("avant de décider", "qu’après coup"),
    ("avant de décider", "que si on le lui demande"),
    ("avant de décider", "Aucun professionnel"),
    ("ne décide pas seul", "qu’après coup"),
    ("ne décide pas seul", "que si on le lui demande"),
    ("Aucun professionnel", "conclure autrement"),
    ("ne peut pas écarter", "conclure autrement"),
    ("Une personne prend part", "ne peut pas écarter"),
    ("Une personne décide", "après coup"),
];

#[test]
fn who_decides_is_never_told_two_ways_whatever_the_choices() {
    let (mut told, mut refused) = (BTreeSet::new(), 0);
    for alone in [true, false] {
        for role in choices(&["inform", "augment", "replace"]) {
            for mode in choices(&[
                "before-each-decision",
                "on-request",
                "after-the-fact",
                "none",
            ]) {
                for possible in yes_no() {
                    let text = with(&[
                        (ALONE, Some(alone.into())),
                        (ROLE, role.clone()),
                        (MODE, mode.clone()),
                        (OVERRIDE, possible.clone()),
                    ]);
                    let case = format!("{alone} {role:?} {mode:?} {possible:?}");
                    let of = |value: &Option<Value>, id: &str| {
                        value.as_ref().and_then(Value::as_str) == Some(id)
                    };
                    let own = match patient(&text) {
                        Ok(own) => own,
                        Err(missing) => {
                            let contradicts =
                                missing.iter().filter(|own| own.why == Why::Contradicts);
                            assert!(contradicts.count() >= 2, "{case}\n{missing:#?}");
                            refused += 1;
                            continue;
                        }
                    };
                    for (one, other) in DENIED {
                        assert!(!(own.contains(one) && own.contains(other)), "{case}\n{own}");
                    }
                    // No answer of the file denies a sentence that is told.
                    let person = own.contains("Une personne prend part");
                    assert_eq!(person, !alone, "{case}\n{own}");
                    assert!(!(of(&role, "replace") && person), "{case}\n{own}");
                    let only_aids = of(&role, "inform") || of(&role, "augment");
                    assert!(!(only_aids && alone), "{case}\n{own}");
                    let after = own.contains("qu’après coup");
                    assert_eq!(after, of(&mode, "after-the-fact"), "{case}\n{own}");
                    let (_, decides) = own.split_once("QUI DÉCIDE").unwrap();
                    told.insert(decides.chars().take(160).collect::<String>());
                }
            }
        }
    }
    assert!(told.len() > 8 && refused > 40, "{} {refused}", told.len());
}

#[test]
fn a_decision_that_goes_out_unread_is_told_as_the_tool_s_or_refused() {
    let replace = (ROLE, Some(Value::from("replace")));
    contradict(&with(std::slice::from_ref(&replace)), [ROLE, ALONE]);
    contradict(&with(std::slice::from_ref(&replace)), [ROLE, MODE]);
    let text = with(&[
        replace,
        (ALONE, Some(true.into())),
        (MODE, Some("after-the-fact".into())),
    ]);
    let own = patient(&text).unwrap();
    for says in [
        "L’outil décide sans qu’une personne prenne part à la décision.",
        "Un professionnel ne regarde la réponse de l’outil qu’après coup.",
    ] {
        assert!(own.contains(says), "{own}");
    }
    let own = patient(&with(&[(MODE, Some("after-the-fact".into()))])).unwrap();
    assert!(
        own.contains("Mais un professionnel ne regarde la réponse de l’outil qu’après coup.")
            && own.contains("Le professionnel peut conclure autrement que l’outil.")
            && !own.contains("ne décide pas seul")
            && !own.contains("Une personne décide"),
        "{own}"
    );
}

#[test]
fn other_answers_that_deny_each_other_are_refused_at_both() {
    let texts = |ids: &[&str]| {
        let own = ids.iter().map(|id| Value::from(*id));
        Some(Value::Array(own.collect()))
    };
    let (informed, aid) = (
        "transparency.patients.informed",
        "transparency.decision-aid.moment",
    );
    let (refuse, options) = (
        "transparency.patients.may-refuse",
        "human-guarantee.patient-choice.options",
    );
    let arises = "transparency.patients.interpretation-arises";
    let announced = "transparency.patients.interpretation-told";
    let (reuse, purposes) = ("data.usage-reuse.made", "data.usage-reuse.purposes");
    let emotion = "qualification.emotion-from-voice-or-face";
    let (no, yes) = (Some(Value::from(false)), Some(Value::from(true)));
    for (one, first, other, second) in [
        (informed, no.clone(), aid, Some("before-decision".into())),
        (informed, no.clone(), aid, Some("with-decision".into())),
        (informed, yes.clone(), aid, Some("not-told".into())),
        (refuse, no.clone(), options, texts(&["without-tool"])),
        (refuse, no.clone(), options, texts(&["stop-midway"])),
        (
            refuse,
            yes.clone(),
            options,
            texts(&["second-human-reading"]),
        ),
        (refuse, yes.clone(), options, texts(&[])),
        (arises, no.clone(), announced, yes.clone()),
        (
            reuse,
            no.clone(),
            purposes,
            texts(&["Corriger les erreurs"]),
        ),
        (
            RECORDED,
            no.clone(),
            "data.recording.captured",
            texts(&["audio"]),
        ),
    ] {
        contradict(&with(&[(one, first), (other, second)]), [one, other]);
    }
    let wording = ("transparency.emotion.wording", Some("Vos émotions".into()));
    let text = with(&[(RECORDED, no), (emotion, yes), wording]);
    contradict(&text, [RECORDED, emotion]);
}

#[test]
fn an_answer_of_the_tool_that_is_looked_at_on_request_leaves_no_doubt() {
    let own = patient(&with(&[(MODE, Some("on-request".into()))])).unwrap();
    assert!(
        own.contains("Une personne prend part à la décision. Mais un professionnel ne regarde"),
        "{own}"
    );
}

#[test]
fn a_recorded_patient_reads_yes_and_what_is_stated() {
    for (agreement, says) in [
        ("each-time", "On vous demande votre accord chaque fois."),
        ("once", "On vous demande votre accord une fois."),
        (
            "announced",
            "On vous l’annonce. On ne vous demande pas votre accord.",
        ),
        (
            "not-asked",
            "On ne vous l’annonce pas. On ne vous demande pas votre accord.",
        ),
    ] {
        let mut table = recorded();
        set(
            &mut table,
            "data.recording.agreement",
            Some(agreement.into()),
        );
        let own = patient(&toml::to_string(&table).unwrap()).unwrap();
        for says in [
            "Oui. L’outil capte ceci : son et transcription.",
            "Le dire à l’infirmière",
            "l’effacer après ce délai : 7 jours.",
            says,
        ] {
            let own = own.replace('\u{a0}', " ");
            assert!(own.contains(says), "{says}\n{own}");
        }
    }
    for (unchanged, says) in [
        (true, "ne change rien à vos soins"),
        (false, "change vos soins"),
    ] {
        let mut table = recorded();
        let path = "data.recording.refusal-care-unchanged";
        set(&mut table, path, Some(unchanged.into()));
        let own = patient(&toml::to_string(&table).unwrap()).unwrap();
        assert!(own.contains(&format!("Ce refus {says}")), "{own}");
    }
    let text = toml::to_string(&recorded()).unwrap();
    let own = told(Kind::Notice, &text, Format::Text, Lang::En);
    assert!(
        own.contains("Yes. The tool captures this: sound and transcript."),
        "{own}"
    );
}

#[test]
fn a_recorded_patient_gets_no_notice_that_is_silent_about_it() {
    for key in ["captured", "agreement", "refusal-how", "kept"] {
        let path = format!("data.recording.{key}");
        let mut table = recorded();
        set(&mut table, &path, None);
        let missing = patient(&toml::to_string(&table).unwrap()).unwrap_err();
        let [own] = &missing[..] else {
            panic!("{missing:#?}")
        };
        assert_eq!((&own.path, &own.why), (&path, &Why::Unstated));
        assert!(own.line.is_some());
        let drawn = ["captured", "kept"].contains(&key);
        assert_eq!(own.drawn.len(), usize::from(drawn), "{own:?}");
    }
    let missing = patient(&with(&[(RECORDED, Some(true.into()))])).unwrap_err();
    assert_eq!(missing.len(), 4, "{missing:#?}");
    // Whether people are recorded comes first.
    let missing = patient(&with(&[(RECORDED, None)])).unwrap_err();
    assert!(
        missing
            .iter()
            .all(|own| own.path == RECORDED && own.why == Why::Decides),
        "{missing:#?}"
    );
}

#[test]
fn the_name_of_any_organisation_fits_its_sentence() {
    for name in [
        "Centre hospitalier de Rochebelle",
        "Les Ateliers du soin",
        "Ambre Imagerie",
    ] {
        let mut table = base();
        set(&mut table, "declaration.organisation", Some(name.into()));
        set(
            &mut table,
            "transparency.patients.may-refuse",
            Some(false.into()),
        );
        set(&mut table, "human-guarantee.patient-choice.options", None);
        let own = patient(&toml::to_string(&table).unwrap()).unwrap();
        let fits = format!("rganisation qui donne ce texte ({name})");
        assert_eq!(
            own.matches(name).count(),
            own.matches(&fits).count(),
            "{own}"
        );
        assert_eq!(own.matches(&fits).count(), 2, "{own}");
    }
}
