//! Answers of other sources put into a descriptor: every other byte kept, nothing overwritten without a word.

use garant_intake::merge::{Entries, MergeError, Merged, Source, Why, merge};
use garant_intake::{Answer, Given, Origin};
use garant_source::visible::is_hidden;

use crate::harness::catalog;

fn from(file: &str, place: &str) -> Origin {
    Origin {
        file: file.to_owned(),
        place: place.to_owned(),
    }
}

pub(crate) fn answer(path: &str, given: Given) -> Answer {
    Answer {
        path: path.to_owned(),
        given,
        origin: from("card.json", path),
    }
}

fn text(path: &str, said: &str) -> Answer {
    answer(path, Given::Text(said.to_owned()))
}

fn merged(before: &str, answers: &[Answer]) -> Merged {
    let out = merge(
        catalog(),
        "garant.toml",
        Some(before),
        &[Source::new(answers)],
    );
    out.unwrap_or_else(|error| panic!("{error:?}\n{before}"))
}

/// The result without the comments that keep origins.
fn bare(merged: &Merged) -> String {
    let lines = merged.text.split_inclusive('\n');
    lines.filter(|line| !line.contains("# ← ")).collect()
}

fn paths<T>(all: &[T], path: impl Fn(&T) -> &str) -> Vec<String> {
    all.iter().map(|one| path(one).to_owned()).collect()
}

#[test]
fn a_key_goes_below_the_last_of_its_table_with_its_origin_above() {
    let before = "# tête\ngarant = 1 # format\n\n[system] # le système\n  name = 'A' # nom\n\n[model]\n\tkind = \"rules\"\n";
    let after = merged(before, &[text("system.version", "1.2"), text("lang", "fr")]);
    assert_eq!(
        after.text,
        "# tête\ngarant = 1 # format\n# ← card.json, lang\nlang = \"fr\"\n\n[system] # le système\n  name = 'A' # nom\n  # ← card.json, system.version\n  version = \"1.2\"\n\n[model]\n\tkind = \"rules\"\n"
    );
    let lines: Vec<usize> = after.written.iter().map(|one| one.line).collect();
    assert_eq!(lines, [9, 4]);
}

#[test]
fn every_way_to_write_a_table_takes_a_key() {
    let aid = text("explicability.to-patient.preparation", "Un feuillet");
    let cases = [
        // No table.
        (
            "garant = 1\n",
            "garant = 1\n\n[explicability]\nto-patient.preparation = \"Un feuillet\"\n",
        ),
        (
            "garant = 1",
            "garant = 1\n\n[explicability]\nto-patient.preparation = \"Un feuillet\"",
        ),
        // Keys with points, in the section and before any header.
        (
            "garant = 1\n[explicability]\nto-patient.explained-by = \"X\"\nmethods = [\"a\"]\n",
            "garant = 1\n[explicability]\nto-patient.explained-by = \"X\"\nto-patient.preparation = \"Un feuillet\"\nmethods = [\"a\"]\n",
        ),
        (
            "garant = 1\nexplicability.methods = [\"a\",\n \"b\"] # deux\nlang = \"fr\"\n[system]\nname = \"A\"\n",
            "garant = 1\nexplicability.methods = [\"a\",\n \"b\"] # deux\nexplicability.to-patient.preparation = \"Un feuillet\"\nlang = \"fr\"\n[system]\nname = \"A\"\n",
        ),
        // A header of its own, quoted, and one deeper below than the section.
        (
            "garant = 1\n[explicability.\"to-patient\"] # patient\n[system]\nname = \"A\"\n",
            "garant = 1\n[explicability.\"to-patient\"] # patient\npreparation = \"Un feuillet\"\n[system]\nname = \"A\"\n",
        ),
        (
            "garant = 1\n# journaux\n[explicability.logs]\nkept = true\n",
            "garant = 1\n\n[explicability]\nto-patient.preparation = \"Un feuillet\"\n\n# journaux\n[explicability.logs]\nkept = true\n",
        ),
        // Braces.
        (
            "garant = 1\n[explicability]\nto-patient = {}\n",
            "garant = 1\n[explicability]\nto-patient = { preparation = \"Un feuillet\" }\n",
        ),
        (
            "garant = 1\nexplicability = { logs.kept = true } # court\n",
            "garant = 1\nexplicability = { logs.kept = true, to-patient.preparation = \"Un feuillet\" } # court\n",
        ),
        (
            "garant = 1\nexplicability = { to-patient = { explained-by = \"X\" } }\n",
            "garant = 1\nexplicability = { to-patient = { explained-by = \"X\", preparation = \"Un feuillet\" } }\n",
        ),
        // What looks like a header or a comment inside a text is none.
        (
            "garant = 1\n[explicability]\nmethods = [\"\"\"\n[explicability.to-patient]\n# to-patient.preparation = \"\n\"\"\"]\n",
            "garant = 1\n[explicability]\nmethods = [\"\"\"\n[explicability.to-patient]\n# to-patient.preparation = \"\n\"\"\"]\nto-patient.preparation = \"Un feuillet\"\n",
        ),
        // A comment holds the place of the key.
        (
            "garant = 1\n[explicability]\n# Aide\n# to-patient.preparation = \"…\"\n\n# Autre\nmethods = [\"a\"]\n",
            "garant = 1\n[explicability]\n# Aide\n# to-patient.preparation = \"…\"\nto-patient.preparation = \"Un feuillet\"\n\n# Autre\nmethods = [\"a\"]\n",
        ),
    ];
    for (before, wanted) in cases {
        let after = merged(before, std::slice::from_ref(&aid));
        assert_eq!(bare(&after), wanted, "{before}");
        assert_eq!(after.text.matches("# ← ").count(), 1, "{}", after.text);
        assert!(after.kept.is_empty() && after.refused.is_empty());
        let ends = format!("\u{feff}{}", before.replace('\n', "\r\n"));
        let other = merged(&ends, std::slice::from_ref(&aid));
        assert!(other.text.starts_with('\u{feff}'));
        assert_eq!(
            other
                .text
                .trim_start_matches('\u{feff}')
                .replace("\r\n", "\n"),
            after.text
        );
        let again = merged(&after.text, std::slice::from_ref(&aid));
        assert_eq!((again.text, again.same), (after.text, 1));
    }
}

#[test]
fn a_new_section_stands_in_the_catalogs_order() {
    let before = "garant = 1\n\n[system]\nname = \"A\"\n\n# le modèle\n[model]\nkind = \"rules\"\n\n[[evidence]]\nid = \"e\"\nkind = \"tally\"\npath = \"e.csv\"\n";
    let after = merged(
        before,
        &[
            text("governance.accountable-function", "Direction"),
            text("declaration.by", "N. B."),
            text("monitoring.owner", "Qualité"),
        ],
    );
    let wanted = [
        "[declaration]",
        "[system]",
        "[governance]",
        "# le modèle\n[model]",
        "[[evidence]]",
    ];
    let at: Vec<usize> = wanted
        .iter()
        .map(|head| after.text.find(head).unwrap())
        .collect();
    assert!(at.is_sorted(), "{}", after.text);
}

#[test]
fn what_init_writes_is_filled_below_its_own_lines() {
    let folder = tempfile::tempdir().unwrap();
    for more in [&[][..], &["--quick"]] {
        let out = crate::harness::garant(
            folder.path(),
            &[&["init", "-", "--lang", "fr"], more].concat(),
        );
        let before = String::from_utf8(out.stdout).unwrap();
        let after = merged(
            &before,
            &[
                text("system.name", "Repère"),
                text("intended-use.purpose", "Aider"),
                text("data.datasets[0].id", "test"),
                text("data.datasets[0].role", "test"),
                text("data.datasets[1].id", "dev"),
                text("data.datasets[1].role", "train"),
            ],
        );
        assert_eq!(after.refused, [], "{before}");
        assert_eq!(after.written.len(), 6);
        let lines: Vec<&str> = after.text.lines().collect();
        for written in after.written.iter().filter(|one| !one.path.contains("[1]")) {
            let key = written.path.rsplit('.').next().unwrap();
            let place = lines[written.line - 3];
            let named = place.starts_with(&format!("# {key} = "));
            assert!(named || more.len() == 1, "{key}: {place}");
        }
        // Only lines were added.
        let mut rest = after.text.lines();
        assert!(before.lines().all(|line| rest.any(|known| known == line)));
    }
}

#[test]
fn an_answer_that_stands_is_kept_and_told_unless_its_source_updates() {
    let before = "garant = 1\n[system]\nname = \"A\" # le nom\nversion = \"1\"\n";
    let answers = [text("system.name", "B"), text("system.version", "1")];
    let kept = merged(before, &answers);
    assert_eq!(
        (kept.text.as_str(), kept.same, kept.written.len()),
        (before, 1, 0)
    );
    let [conflict] = kept.kept.as_slice() else {
        panic!("{:?}", kept.kept)
    };
    assert_eq!((conflict.path.as_str(), conflict.line), ("system.name", 3));
    assert_eq!(
        (conflict.existing.as_str(), &conflict.existing_origin),
        ("\"A\"", &None)
    );
    assert_eq!(conflict.origin, from("card.json", "system.name"));
    let source = Source {
        update: true,
        ..Source::new(&answers)
    };
    let taken = merge(catalog(), "g", Some(before), &[source]).unwrap();
    assert_eq!(
        taken.text,
        "garant = 1\n[system]\n# ← card.json, system.name\nname = \"B\" # le nom\nversion = \"1\"\n"
    );
    assert_eq!(taken.written[0].replaced.as_deref(), Some("\"A\""));
    assert!(taken.written[0].updated && taken.kept.is_empty());
    // Updated once more, the origin follows, and other comments stay.
    let third = [Answer {
        origin: from("autre.xlsx", "Système!C4"),
        ..text("system.name", "C")
    }];
    let source = Source {
        update: true,
        ..Source::new(&third)
    };
    let again = merge(catalog(), "g", Some(&taken.text), &[source]).unwrap();
    assert_eq!(
        again.text,
        taken
            .text
            .replace("\"B\"", "\"C\"")
            .replace("card.json, system.name", "autre.xlsx, Système!C4")
    );
}

#[test]
fn of_two_sources_that_disagree_the_first_stands_even_against_an_update() {
    let (one, two) = (
        [text("system.name", "A")],
        [text("system.name", "B"), text("system.id", "b")],
    );
    let second = Source {
        update: true,
        ..Source::new(&two)
    };
    let after = merge(catalog(), "g", None, &[Source::new(&one), second]).unwrap();
    assert_eq!(
        bare(&after),
        "garant = 1\n\n[system]\nname = \"A\"\nid = \"b\"\n"
    );
    let [conflict] = after.kept.as_slice() else {
        panic!("{:?}", after.kept)
    };
    assert_eq!(
        conflict.existing_origin,
        Some(from("card.json", "system.name"))
    );
    assert_eq!(conflict.offered, Given::Text("B".to_owned()));
    // Twice in one source.
    let twice = [
        text("system.name", "A"),
        text("system.name", "B"),
        text("system.name", "A"),
    ];
    let after = merged("garant = 1\n", &twice);
    assert_eq!(
        (after.written.len(), after.kept.len(), after.same),
        (1, 1, 1)
    );
    assert!(after.kept[0].existing_origin.is_some());
}

#[test]
fn a_placeholder_gives_way_and_is_named() {
    let before = "garant = 1\n[system]\nname = \"À compléter\" # à voir\nversion = ''\n[intended-use]\nusers = [\"N/A\"]\n";
    let after = merged(
        before,
        &[
            text("system.name", "A"),
            text("system.version", "1"),
            text("system.id", "TBD"),
        ],
    );
    assert_eq!(
        bare(&after),
        before
            .replace("\"À compléter\"", "\"A\"")
            .replace("''", "\"1\"")
    );
    let replaced: Vec<&str> = after
        .written
        .iter()
        .filter_map(|one| one.replaced.as_deref())
        .collect();
    assert_eq!(replaced, ["\"À compléter\"", "''"]);
    assert!(after.written.iter().all(|one| !one.updated));
    // And does not come in.
    assert_eq!(after.refused[0].why, Why::SaysNothing);
}

#[test]
fn entries_are_found_again_by_what_names_them_or_appended() {
    let before = "garant = 1\n\n[[data.datasets]] # un\nid = \"dev\"\nrole = \"train\"\n\n# deux\n[[data.datasets]]\nid = \"test\"\nrole = \"test\"\n\n[[evaluation.results]]\nmetric = \"auroc\"\nvalue = 0.9\n";
    let answers = [
        text("data.datasets[0].id", "test"),
        text("data.datasets[0].source", "CHU"),
        text("data.datasets[1].id", "ext"),
        text("data.datasets[1].role", "external-test"),
        answer("evaluation.results[0].value", Given::Number(0.9)),
        text("evaluation.results[0].metric", "auroc"),
        answer("evaluation.results[1].value", Given::Number(0.8)),
        text("evaluation.results[1].metric", "auroc"),
    ];
    let roles = catalog().field("data.datasets[].role").unwrap();
    let role = &roles.choices.last().unwrap().id;
    let answers = answers.map(|mut one| {
        if one.given == Given::Text("external-test".to_owned()) {
            one.given = Given::Text(role.clone());
        }
        one
    });
    let after = merged(before, &answers);
    assert_eq!(after.refused, []);
    let wanted = before
        .replace(
            "id = \"test\"\nrole = \"test\"\n",
            &format!("id = \"test\"\nrole = \"test\"\nsource = \"CHU\"\n\n[[data.datasets]]\nid = \"ext\"\nrole = \"{role}\"\n"),
        ) + "\n[[evaluation.results]]\nmetric = \"auroc\"\nvalue = 0.8\n";
    assert_eq!(bare(&after), wanted);
    assert_eq!(
        paths(&after.written, |one| &one.path),
        [
            "data.datasets[1].source",
            "data.datasets[2].id",
            "data.datasets[2].role",
            "evaluation.results[1].value",
            "evaluation.results[1].metric"
        ]
    );
    let again = merged(&after.text, &answers);
    assert_eq!(again.text, after.text);
    assert_eq!(again.same, answers.len());
}

#[test]
fn numbered_entries_without_a_name_are_those_of_the_descriptor() {
    let before = "garant = 1\n[[evaluation.results]]\nmetric = \"auroc\"\nvalue = 0.9\n[[evaluation.results]]\nmetric = \"sensitivity\"\nvalue = 0.8\n";
    let answers = [
        text("evaluation.results[0].metric", "auroc"),
        answer("evaluation.results[0].value", Given::Number(0.95)),
        text("evaluation.results[1].metric", "sensitivity"),
        answer("evaluation.results[1].value", Given::Number(0.8)),
        answer("evaluation.results[1].n", Given::Integer(400)),
    ];
    let source = Source {
        update: true,
        entries: Entries::Numbered,
        ..Source::new(&answers)
    };
    let after = merge(catalog(), "g", Some(before), &[source]).unwrap();
    let wanted = before.replace("0.9\n", "0.95\n") + "n = 400\n";
    assert_eq!(bare(&after), wanted);
    // Without numbers nobody knows that it is the same result.
    let other = merged(before, &answers);
    assert_eq!(other.text.matches("[[evaluation.results]]").count(), 4);
}

#[test]
fn lists_within_brackets_take_keys_and_entries() {
    let before = "garant = 1\nevidence = [{ id = \"a\", kind = \"tally\", path = \"a.csv\" }, # fin\n  {id='b', kind='tally', path='b.csv', reviewed-by = { name = \"K\" }},\n]\ndata = { datasets = [] , personal = true }\n";
    let answers = [
        text("evidence[0].id", "b"),
        text("evidence[0].title", "Compte"),
        text("evidence[0].reviewed-by.role", "biostatisticienne"),
        text("evidence[1].id", "c"),
        text("evidence[1].kind", "tally"),
        text("evidence[1].path", "c.csv"),
        text("data.transfers[0].what", "images"),
    ];
    let after = merged(before, &answers);
    assert_eq!(after.refused, []);
    assert_eq!(
        bare(&after),
        "garant = 1\nevidence = [{ id = \"a\", kind = \"tally\", path = \"a.csv\" }, # fin\n  {id='b', kind='tally', path='b.csv', reviewed-by = { name = \"K\", role = \"biostatisticienne\" }, title = \"Compte\"}, { id = \"c\", kind = \"tally\", path = \"c.csv\" },\n]\ndata = { datasets = [] , personal = true, transfers = [{ what = \"images\" }] }\n"
    );
    assert!(
        after
            .text
            .contains("# ← [1].title: card.json, evidence[0].title\n"),
        "{}",
        after.text
    );
    assert!(
        after.text.contains("# ← transfers[0].what: card.json"),
        "{}",
        after.text
    );
    assert_eq!(merged(&after.text, &answers).text, after.text);
    // A list written empty says that there is none: it is an answer.
    let none = [
        text("data.datasets[0].id", "ext"),
        text("data.datasets[0].role", "test"),
    ];
    let kept = merged(before, &none);
    assert_eq!((kept.text.as_str(), kept.kept.len()), (before, 2));
    assert_eq!(kept.kept[0].existing, "[]");
    let source = Source {
        update: true,
        ..Source::new(&none)
    };
    let taken = merge(catalog(), "g", Some(before), &[source]).unwrap();
    assert!(
        taken
            .text
            .contains("datasets = [{ id = \"ext\", role = \"test\" }] ,"),
        "{}",
        taken.text
    );
}

#[test]
fn what_would_make_the_descriptor_invalid_is_refused_alone() {
    let answers = [
        text("system.nam", "A"),
        text("system.released-on", "hier"),
        answer("data.datasets[0].patients", Given::Integer(-4)),
        text("data.datasets[0].name", "Sans identifiant"),
        text("governance.committee.document", "autre-piece"),
        text("evidence[0].id", "sans-fichier"),
        text("evidence[0].kind", "tally"),
        answer("data.datasets", Given::Integer(2)),
        text("data.datasets[x].name", "A"),
        answer("environment.training-energy", Given::Number(f64::INFINITY)),
        text("system.name", "Repère"),
    ];
    let after = merged("garant = 1\n", &answers);
    assert_eq!(paths(&after.written, |one| &one.path), ["system.name"]);
    let codes: Vec<(&str, &str)> = after
        .refused
        .iter()
        .map(|one| {
            let code = match &one.why {
                Why::NoField => "no-field",
                Why::Problem(problem) => problem.code,
                _ => "nothing",
            };
            (one.path.as_str(), code)
        })
        .collect();
    for wanted in [
        ("system.nam", "no-field"),
        ("data.datasets", "no-field"),
        ("data.datasets[x].name", "no-field"),
        ("data.datasets[0].patients", "out-of-range"),
        ("data.datasets[0].name", "missing-key"),
        ("governance.committee.document", "unknown-evidence"),
        ("evidence[0].id", "evidence-without-place"),
    ] {
        assert!(codes.contains(&wanted), "{wanted:?}: {codes:?}");
    }
    assert_eq!(codes.len(), answers.len() - 1, "{codes:?}");
    // The piece may come with the answer that cites it.
    let both = [
        text("governance.committee.document", "pv"),
        text("evidence[0].id", "pv"),
        text("evidence[0].kind", "minutes"),
        text("evidence[0].path", "pv.pdf"),
    ];
    assert_eq!(merged("garant = 1\n", &both).refused, []);
}

#[test]
fn a_broken_descriptor_takes_nothing() {
    for broken in [
        "garant = 1\nnam = 3\n",
        "garant = \n",
        "garant = 1\n[system]\nname = 4\n",
    ] {
        let error = merge(
            catalog(),
            "g",
            Some(broken),
            &[Source::new(&[text("system.id", "a")])],
        );
        assert!(matches!(error, Err(MergeError::Descriptor(_))), "{broken}");
    }
}

#[test]
fn an_origin_stays_one_comment_whatever_it_holds() {
    for file in [
        "a\nname = \"mine\"\n.json",
        "a\r\n[system]",
        "\u{1b}[2J\u{202e}\u{0}\u{7f}\u{2028}x",
        "\"\"\"'''#",
        "é".repeat(5000).as_str(),
    ] {
        let given = Answer {
            origin: from(file, "\n# ← x"),
            ..text("system.id", "a")
        };
        let after = merged("garant = 1\n[system]\nname = \"A\"\n", &[given]);
        assert_eq!(
            bare(&after),
            "garant = 1\n[system]\nname = \"A\"\nid = \"a\"\n"
        );
        let comment = after.text.lines().nth(3).unwrap();
        assert!(
            comment.chars().count() < 400 && !comment.chars().any(is_hidden),
            "{comment}"
        );
    }
}

#[test]
fn rows_that_were_moved_or_taken_away_put_no_answer_into_another_entry() {
    let before = "garant = 1\n[[evaluation.limits]]\nsituation = \"enfants\"\n[[evaluation.limits]]\nsituation = \"plâtre\"\n";
    // The first row was taken away: the second has its number.
    let gone = [
        text("evaluation.limits[0].situation", "plâtre"),
        text("evaluation.limits[0].conduct", "Relire."),
    ];
    // The rows were sorted the other way.
    let sorted = [
        text("evaluation.limits[0].situation", "plâtre"),
        text("evaluation.limits[0].conduct", "Relire."),
        text("evaluation.limits[1].situation", "enfants"),
    ];
    let wanted = format!("{before}conduct = \"Relire.\"\n");
    for answers in [&gone[..], &sorted[..]] {
        let source = Source {
            entries: Entries::Numbered,
            ..Source::new(answers)
        };
        let after = merge(catalog(), "g", Some(before), &[source]).unwrap();
        assert_eq!(bare(&after), wanted);
    }
}

#[test]
fn of_entries_with_one_name_the_one_that_says_the_same_is_it() {
    let before = "garant = 1\n[[model.inputs]]\nname = \"âge\"\nunit = \"ans\"\n[[model.inputs]]\nname = \"âge\"\nunit = \"mois\"\n";
    let answers = [
        text("model.inputs[0].name", "âge"),
        text("model.inputs[0].unit", "mois"),
    ];
    let source = Source {
        update: true,
        ..Source::new(&answers)
    };
    let after = merge(catalog(), "g", Some(before), &[source]).unwrap();
    assert_eq!(after.text, before);
    assert_eq!(after.same, 2);
}

#[test]
fn of_two_sources_that_disagree_the_first_stands_each_time() {
    let (one, two) = (
        [text("system.name", "Premier")],
        [text("system.name", "Second")],
    );
    let sources = [&one, &two].map(|answers| Source {
        update: true,
        ..Source::new(answers)
    });
    let mut before = "garant = 1\n[system]\nname = \"Second\"\n".to_owned();
    for _ in 0..3 {
        let after = merge(catalog(), "g", Some(&before), &sources).unwrap();
        assert_eq!(bare(&after), "garant = 1\n[system]\nname = \"Premier\"\n");
        assert_eq!(after.kept.len(), 1);
        before = after.text;
    }
}

#[test]
fn a_list_written_empty_is_an_answer_that_comes_in_and_takes_no_entry_away() {
    let none = [Answer {
        given: Given::Texts(Vec::new()),
        ..text("evaluation.limits", "")
    }];
    let after = merge(catalog(), "g", None, &[Source::new(&none)]).unwrap();
    assert_eq!(
        bare(&after).trim(),
        "garant = 1\n\n[evaluation]\nlimits = []"
    );
    let again = merge(catalog(), "g", Some(&after.text), &[Source::new(&none)]).unwrap();
    assert_eq!((again.text, again.same), (after.text, 1));
    let before = "garant = 1\n[[evaluation.limits]]\nsituation = \"enfants\"\n";
    let source = Source {
        update: true,
        ..Source::new(&none)
    };
    let after = merge(catalog(), "g", Some(before), &[source]).unwrap();
    assert_eq!(after.text, before);
    assert_eq!(after.kept.len(), 1);
}

#[test]
fn what_holds_the_place_of_an_answer_stays_where_it_is_asked_to_and_replaces_none() {
    let answers = [text("system.version", "N/A")];
    let kept = Source {
        placeholders: true,
        update: true,
        ..Source::new(&answers)
    };
    let after = merge(catalog(), "g", None, &[kept]).unwrap();
    assert!(after.written[0].silent);
    assert!(after.text.contains("version = \"N/A\""));
    let before = "garant = 1\n[system]\nversion = \"2\"\n";
    let after = merge(catalog(), "g", Some(before), &[kept]).unwrap();
    assert_eq!(after.text, before);
    assert_eq!(after.kept.len(), 1);
}
