//! The patient's notice.

use garant_core::Lang;
use garant_report::Assets;
use garant_report::documents::{Format, Kind, Reading, Why, Written};
use garant_rules::catalog::declared;

use super::{AS_OF, err, example, lacks, run, told, written};
use crate::harness::{EXAMPLES, catalog, garant, root};

/// The examples whose notice can be written.
const WRITTEN: [&str; 2] = ["echographie", "triage"];

fn data() -> toml::Table {
    let assets = Assets::default();
    assets.get("documents/notice.toml").parse().unwrap()
}

/// All tables below a value.
fn tables<'a>(value: &'a toml::Value, found: &mut Vec<&'a toml::Table>) {
    match value {
        toml::Value::Table(table) => {
            found.push(table);
            table.values().for_each(|inner| tables(inner, found));
        }
        toml::Value::Array(all) => all.iter().for_each(|inner| tables(inner, found)),
        _ => {}
    }
}

#[test]
fn every_path_is_a_field_for_everybody_and_every_text_is_of_the_catalog() {
    let data = toml::Value::Table(data());
    let mut all = Vec::new();
    tables(&data, &mut all);
    let (mut paths, mut asks) = (0, 0);
    for table in all {
        let text = |key: &str| table.get(key).and_then(toml::Value::as_str);
        let list = text("each").map_or_else(String::new, |list| format!("{list}[]"));
        let quoted = ["fr", "en"].into_iter().filter_map(text).flat_map(|said| {
            let holes = said.split('{').skip(1);
            holes.map(|rest| rest.split('}').next().unwrap().to_owned())
        });
        let fields = table.get("fields").and_then(toml::Value::as_array);
        let fields = fields
            .into_iter()
            .flatten()
            .map(|one| one.as_str().unwrap().to_owned());
        let own = quoted.chain(fields).chain(text("path").map(str::to_owned));
        for path in own {
            let path = if path.starts_with('.') {
                format!("{list}{path}")
            } else {
                path
            };
            let field = catalog().field(&declared(&path));
            let field = field.unwrap_or_else(|| panic!("{path} is no field"));
            assert!(!field.person && field.audience == "public", "{path}");
            paths += 1;
        }
        let Some(source) = text("ref") else { continue };
        let source = catalog().source(source).unwrap();
        assert!(
            text("at").is_none_or(|at| source.locator(Some(at)).is_some()),
            "{table:?}"
        );
        if text("relation") == Some("requires") {
            let read = source.verification_at(text("at"));
            assert!(source.force.binds() && read != "recalled", "{table:?}");
            asks += 1;
        }
    }
    assert!(paths > 80 && asks > 8, "{paths} {asks}");
}

#[test]
fn an_empty_descriptor_gives_no_notice_and_every_missing_fact_has_its_line() {
    let missing = lacks(Kind::Notice, "garant = 1\n\n[system]\nname = \"Repère\"\n");
    let paths: Vec<&str> = missing.iter().map(|own| own.path.as_str()).collect();
    for path in [
        "system.summary",
        "qualification.used-in-care-act",
        "data.rights.contact",
    ] {
        assert!(paths.contains(&path), "{path}: {paths:?}");
    }
    assert!(!paths.contains(&"system.name"));
    let summary = missing
        .iter()
        .find(|own| own.path == "system.summary")
        .unwrap();
    assert_eq!((summary.line, &summary.why), (Some(3), &Why::Unstated));
    assert!(
        missing
            .iter()
            .all(|own| own.line.is_some() && !own.title.is_empty())
    );
}

#[test]
fn the_same_facts_are_missing_whatever_the_format() {
    for name in EXAMPLES {
        let ends: Vec<(Option<i32>, String)> = ["text", "md", "html"]
            .map(|format| {
                let out = run(name, &["notice", "--format", format]);
                (out.status.code(), err(&out))
            })
            .into();
        assert_eq!(ends[0], ends[1], "{name}");
        assert_eq!(ends[0], ends[2], "{name}");
        let wanted = i32::from(!WRITTEN.contains(&name));
        assert_eq!(ends[0].0, Some(wanted), "{name}: {}", ends[0].1);
    }
}

#[test]
fn a_refusal_names_field_line_and_text_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notice.html");
    let out = run("scribe", &["notice", "-o", file.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(1));
    assert!(!file.exists() && out.stdout.is_empty());
    let text = example("scribe");
    let line = 1 + text.lines().position(|line| line == "[data]").unwrap();
    let told = err(&out);
    let wanted = format!("data.rights.contact, garant.toml:{line}");
    assert!(
        told.contains(&wanted) && told.contains("point que Garant tire de : RGPD, art. 13-14"),
        "{told}"
    );
}

#[test]
fn an_answer_that_says_nothing_is_missing_at_its_own_line() {
    let text: Vec<String> = example("echographie")
        .lines()
        .map(|line| match line.split_once(" = ") {
            Some((key @ "patients.responsible", _)) => format!("{key} = \"à compléter\""),
            _ => line.to_owned(),
        })
        .collect();
    let text = text.join("\n");
    let line = 1 + text
        .lines()
        .position(|line| line.starts_with("patients.responsible"))
        .unwrap();
    let missing = lacks(Kind::Notice, &text);
    let [own] = &missing[..] else {
        panic!("{missing:#?}")
    };
    assert_eq!(own.path, "transparency.patients.responsible");
    let why = Why::Placeholder("à compléter".to_owned());
    assert_eq!((own.line, &own.why), (Some(line), &why));
}

#[test]
fn a_fact_that_decides_whether_a_text_applies_is_asked_first() {
    let text = example("echographie").replace("learned-from-massive-data = true", "");
    let missing = lacks(Kind::Notice, &text);
    let own = missing.iter().find(|own| own.why == Why::Decides).unwrap();
    assert_eq!(own.path, "qualification.learned-from-massive-data");
    assert_eq!(own.cites.len(), 1);
}

/// The text without its line breaks.
fn flat(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// A descriptor whose patients may not refuse, and are offered no choice.
fn unrefusable(text: &str) -> String {
    let kept = text
        .lines()
        .filter(|line| !line.starts_with("patient-choice.options"));
    let kept: Vec<&str> = kept.collect();
    let text = kept.join("\n");
    text.replace("patients.may-refuse = true", "patients.may-refuse = false")
}

#[test]
fn a_project_that_does_not_inform_is_told_so_to_the_team_first() {
    let text = example("triage");
    let before = flat(&told(Kind::Notice, &text, Format::Text, Lang::Fr));
    assert!(!before.contains("Ce projet déclare"), "{before}");
    for (key, says) in [
        (
            "patients.informed",
            "ne pas informer la personne que l’outil sert",
        ),
        (
            "patients.interpretation-told",
            "ne pas avertir la personne de l’interprétation",
        ),
    ] {
        // Who is not told of the tool is not told of its part in the decision either.
        let told_late = "decision-aid.moment = \"later\"";
        let turned = text
            .replace(&format!("{key} = true"), &format!("{key} = false"))
            .replace("decision-aid.moment = \"before-decision\"", told_late);
        let own = flat(&told(Kind::Notice, &turned, Format::Text, Lang::Fr));
        let (_, team) = own.split_once("POUR L’ÉQUIPE QUI REMET CE TEXTE").unwrap();
        let first = format!("Ce projet déclare {says}");
        assert!(team.trim_start().starts_with(&first), "{team}");
        assert!(
            team.contains("CSP, art. L.4001-3, I n’est pas satisfait."),
            "{team}"
        );
        // Where the article does not bind, it is not named as unmet.
        let other = turned.replace(
            "learned-from-massive-data = true",
            "learned-from-massive-data = false",
        );
        let own = flat(&told(Kind::Notice, &other, Format::Text, Lang::Fr));
        assert!(
            own.contains(&first) && !own.contains("n’est pas satisfait"),
            "{own}"
        );
    }
}

#[test]
fn whether_the_person_is_told_is_a_fact_that_the_article_requires() {
    let text = example("triage").replace("patients.informed = true", "");
    let missing = lacks(Kind::Notice, &text);
    let [own] = &missing[..] else {
        panic!("{missing:#?}")
    };
    assert_eq!(own.path, "transparency.patients.informed");
    assert!(own.drawn.is_empty() && own.cites.len() == 1, "{own:?}");
}

#[test]
fn the_team_always_reads_what_no_notice_takes_up() {
    for (lang, says) in [
        (
            Lang::Fr,
            "À compléter par le délégué à la protection des données.",
        ),
        (Lang::En, "To be completed by the data protection officer."),
    ] {
        for name in WRITTEN {
            let own = flat(&told(Kind::Notice, &example(name), Format::Text, lang));
            assert!(own.contains(says), "{own}");
            assert!(!own.contains("Aucun élément"), "{own}");
            let words = "in the language of those who declare";
            assert_eq!(own.contains(words), lang == Lang::En, "{own}");
        }
    }
}

#[test]
fn answers_that_contradict_each_other_are_both_named() {
    let text = example("triage");
    let cases = [
        (
            text.replace("solely-automated = false", "solely-automated = true"),
            [
                "qualification.solely-automated",
                "human-guarantee.oversight.mode",
            ],
        ),
        (
            text.replace(
                "oversight.mode = \"before-each-decision\"",
                "oversight.mode = \"none\"",
            ),
            [
                "qualification.solely-automated",
                "human-guarantee.oversight.mode",
            ],
        ),
        (
            text.replace("override.possible = true", "override.possible = false"),
            [
                "qualification.solely-automated",
                "human-guarantee.override.possible",
            ],
        ),
        (
            text.replace("patients.may-refuse = true", "patients.may-refuse = false"),
            [
                "transparency.patients.may-refuse",
                "human-guarantee.patient-choice.options",
            ],
        ),
    ];
    for (turned, paths) in cases {
        let missing = lacks(Kind::Notice, &turned);
        for path in paths {
            let own = missing
                .iter()
                .find(|own| own.path == path && own.why == Why::Contradicts);
            assert!(
                own.is_some_and(|own| own.line.is_some()),
                "{path} {missing:#?}"
            );
        }
    }
}

#[test]
fn a_descriptor_of_several_tools_has_no_notice() {
    let missing = lacks(Kind::Notice, &example("hopital"));
    let several = missing.iter().filter(|own| own.why == Why::Several);
    assert_eq!(several.count(), 1, "{missing:#?}");
    let out = run("hopital", &["notice"]);
    assert!(err(&out).contains("un texte par outil"), "{}", err(&out));
}

#[test]
fn the_maker_is_told_apart_only_where_it_is_another() {
    let text = example("triage");
    let says = "Le fabricant de l’outil n’en garde rien pour lui.";
    let own = told(Kind::Notice, &text, Format::Text, Lang::Fr);
    assert!(!own.contains(says), "{own}");
    let other = text.replace("acts-as = \"both\"", "acts-as = \"deployer\"");
    let own = told(Kind::Notice, &other, Format::Text, Lang::Fr);
    assert!(own.contains(says), "{own}");
}

#[test]
fn limits_are_told_where_they_are_stated_and_else_listed_as_not_said() {
    let text = example("triage");
    let own = flat(&told(Kind::Notice, &text, Format::Text, Lang::Fr));
    assert!(
        own.contains("ici : « Fiche de moins de dix mots »"),
        "{own}"
    );
    let unsaid = "- Les situations où l’outil se trompe plus";
    assert!(!own.contains(unsaid));
    let mut kept = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.starts_with("[[evaluation.limits");
        }
        if !inside {
            kept.push(line);
        }
    }
    let own = flat(&told(
        Kind::Notice,
        &kept.join("\n"),
        Format::Text,
        Lang::Fr,
    ));
    assert!(own.contains(unsaid), "{own}");
}

#[test]
fn what_decides_whether_a_text_applies_is_not_told_as_required() {
    let told = err(&run("sante-mentale", &["notice"]));
    let (first, then) = told.split_once("Ensuite, ce qui manque").unwrap();
    assert!(
        first.contains("À établir d’abord\u{a0}: ce texte s’applique-t-il"),
        "{told}"
    );
    assert!(first.contains("qualification.medical-device"), "{told}");
    assert!(
        !first.contains("exigé par") && !then.contains("qualification."),
        "{told}"
    );
    assert!(
        then.contains("exigé par\u{a0}: CSP, art. L.4001-3, I\n"),
        "{told}"
    );
    // The article does not name who makes sure: Garant draws it.
    let (_, own) = then.split_once("La fonction qui s’assure").unwrap();
    let own = own.lines().next().unwrap();
    assert!(
        own.contains("Garant tire de") && !own.contains("exigé"),
        "{own}"
    );
    for line in told.lines() {
        assert!(line.matches("L.4001-3").count() < 2, "{line}");
    }
}

#[test]
fn where_the_tool_serves_no_care_there_is_nothing_to_fill_in() {
    let told = err(&run("antibiotiques", &["notice"]));
    assert!(
        told.contains("sans objet") && told.contains("Rien n’est à remplir."),
        "{told}"
    );
    assert!(
        !told.contains("manque") && told.lines().count() == 1,
        "{told}"
    );
}

#[test]
fn a_notice_says_what_is_stated_and_follows_it() {
    let text = example("triage");
    for (lang, yes, no) in [
        (
            Lang::Fr,
            "Oui. Vous pouvez refuser",
            "déclare que ce choix n’est pas prévu",
        ),
        (
            Lang::En,
            "Yes. You may refuse",
            "declares that this choice is not provided for",
        ),
    ] {
        let own = told(Kind::Notice, &text, Format::Text, lang);
        assert!(own.contains(yes) && !own.contains(no), "{own}");
        let own = flat(&told(Kind::Notice, &unrefusable(&text), Format::Text, lang));
        assert!(own.contains(no) && !own.contains(yes), "{own}");
        // What a refusal leads to is told to those who may refuse.
        assert!(!own.contains("L’infirmière trie seule"), "{own}");
    }
    // What nobody states is not said.
    let silent = text.replace("patients.may-refuse = true", "");
    let own = told(Kind::Notice, &silent, Format::Text, Lang::Fr);
    assert!(
        !own.contains("Vous pouvez refuser") && !own.contains("ce choix n’est pas"),
        "{own}"
    );
    let unsaid = "- Si la personne peut refuser";
    assert!(
        own.contains(unsaid) && !told(Kind::Notice, &text, Format::Text, Lang::Fr).contains(unsaid)
    );
}

#[test]
fn a_tool_that_serves_no_care_has_no_notice() {
    let missing = lacks(Kind::Notice, &example("antibiotiques"));
    let [own] = &missing[..] else {
        panic!("{missing:#?}")
    };
    assert!(own.why == Why::Otherwise && own.path == "qualification.used-in-care-act");
}

#[test]
fn words_of_a_descriptor_stay_text() {
    let text = example("triage").replace("name = \"Vigie-Accueil\"", "name = \"<script>*x*\"");
    let page = told(Kind::Notice, &text, Format::Html, Lang::Fr);
    assert!(page.contains("&lt;script&gt;*x*") && !page.contains("<script"));
    let page = told(Kind::Notice, &text, Format::Markdown, Lang::Fr);
    assert!(page.contains("&lt;script&gt;\\*x\\*"));
}

#[test]
fn readability_is_that_of_the_formula() {
    // Ten words, two sentences, twelve syllables, counted by hand: Le chat dort au so-leil. La por-te est bleu-e.
    let text = ["Le chat dort au soleil.", "La table est grande ici."];
    let own = Reading::of(text.iter(), Lang::Fr, &Assets::default())
        .unwrap()
        .unwrap();
    assert_eq!((own.words, own.sentences), (10, 2));
    let syllables = 12.0;
    assert!(
        (own.syllables_a_word - syllables / 10.0).abs() < 1e-9,
        "{own:?}"
    );
    let wanted = 207.0 - 1.015 * 5.0 - 73.6 * syllables / 10.0;
    assert!((own.figure - wanted).abs() < 1e-9, "{own:?}");
    let none = Reading::of(["…"].iter(), Lang::Fr, &Assets::default()).unwrap();
    assert_eq!(none, None);
}

#[test]
fn notices_of_the_examples_are_short_and_easy() {
    for name in WRITTEN {
        let text = told(Kind::Notice, &example(name), Format::Text, Lang::Fr);
        let (patient, _) = text.split_once("------").unwrap();
        let lines: Vec<&str> = patient.lines().filter(|line| !line.is_empty()).collect();
        assert!(lines.len() < 60, "{name}: {} lines", lines.len());
        let own = Reading::of(lines.iter(), Lang::Fr, &Assets::default())
            .unwrap()
            .unwrap();
        assert!(own.figure > 60.0, "{name}: {own:?}");
    }
}

#[test]
fn the_refusal_that_the_readme_shows_is_the_one_that_is_told() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let descriptor = "examples/scribe/garant.toml";
    let args = [
        "write", "notice", descriptor, "--lang", "en", "--as-of", AS_OF,
    ];
    let out = garant(&root(), &args);
    assert!(readme.contains(&format!("$ garant {}", args.join(" "))));
    assert!(readme.contains(&err(&out)), "{}", err(&out));
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    for kind in Kind::ALL.map(|(_, kind)| kind) {
        for format in kind.formats() {
            let one = written(kind, &example("triage"), *format, Lang::Fr);
            assert_eq!(one, written(kind, &example("triage"), *format, Lang::Fr));
        }
    }
}

#[test]
fn no_text_of_a_descriptor_leaves_its_place_in_any_document() {
    let hostile = "<script>x</script> `*[a](javascript:1) \\u001b[2J";
    let text = example("triage")
        .replace("name = \"Vigie-Accueil\"", &format!("name = \"{hostile}\""))
        .replace("vigie-accueil@chu-valmorane.example", hostile);
    for kind in Kind::ALL.map(|(_, kind)| kind) {
        for format in kind.formats() {
            let Written::Text(page) = written(kind, &text, *format, Lang::Fr) else {
                continue;
            };
            assert!(!page.contains('\u{1b}'), "{kind:?} {format:?}");
            if *format != Format::Text {
                assert!(!page.contains("<script"), "{kind:?} {format:?}");
                assert!(page.contains("&lt;script&gt;"), "{kind:?} {format:?}");
            }
            if *format == Format::Markdown {
                assert!(!page.contains("`*[a]("), "{kind:?}");
            }
        }
    }
}

#[test]
fn whether_a_reuse_can_be_refused_is_said_to_be_for_others_and_never_told() {
    let text = example("triage");
    let silent = told(Kind::Notice, &text, Format::Text, Lang::En);
    assert!(!silent.contains("refuse that the supplier"), "{silent}");
    let reuse = "usage-reuse.made = true\nusage-reuse.purposes = [\"Watch\"]\nusage-reuse.refusable = true\nusage-reuse.refusal-how = \"By letter\"\n";
    let text = text.replace("usage-reuse.made = false\n", reuse);
    for (text, answer) in [
        (text.clone(), "true"),
        (
            text.replace("refusable = true", "refusable = false"),
            "false",
        ),
    ] {
        assert!(text.contains(&format!("refusable = {answer}")));
        let told = told(Kind::Notice, &text, Format::Text, Lang::En);
        let (patient, team) = told.split_once("-----").unwrap();
        assert!(
            patient.contains("By letter") && !patient.contains("keep the tool"),
            "{told}"
        );
        let team = team.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            team.contains("may refuse that the supplier keeps data"),
            "{team}"
        );
    }
}
