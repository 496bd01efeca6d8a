//! The public statement.

use std::path::Path;

use garant_core::Lang;
use garant_core::Request;
use garant_core::evidence::NoFiles;
use garant_core::finding::Reference;
use garant_core::verdict::Verdict;
use garant_report::documents::Why;
use garant_rules::reference::Status;

use super::{AS_OF, err, example, run};
use crate::harness::{EXAMPLES, catalog, files, garant, judge, root};

/// The examples in which nothing essential remains to be established, but for reservations that are not lifted.
const WRITTEN: [&str; 3] = ["antibiotiques", "imagerie", "triage"];

fn stdout(name: &str, lang: &str, format: &str) -> String {
    let out = run(name, &["statement", "--lang", lang, "--format", format]);
    assert_eq!(out.status.code(), Some(0), "{}", err(&out));
    String::from_utf8(out.stdout).unwrap()
}

/// Copies an example, its pieces too.
fn copied(name: &str, to: &Path) {
    let from = root().join("examples").join(name);
    let mut all = Vec::new();
    files(&from, "", &mut all);
    for file in all {
        let to = to.join(file.strip_prefix(&from).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(&file, to).unwrap();
    }
}

#[test]
fn it_is_refused_while_an_essential_criterion_remains_to_be_established() {
    for name in EXAMPLES {
        let out = run(name, &["statement"]);
        let wanted = i32::from(!WRITTEN.contains(&name));
        assert_eq!(out.status.code(), Some(wanted), "{name}: {}", err(&out));
    }
    // The line is that of the table that should hold the answer, or of the answer that proves nothing.
    let out = run("echographie", &["statement"]);
    let told = err(&out);
    assert!(told.contains("EQU-02 – "), "{told}");
    assert!(
        told.contains("garant.toml:") && out.stdout.is_empty(),
        "{told}"
    );
}

#[test]
fn each_essential_criterion_that_is_open_is_named() {
    let text = example("echographie");
    let request = Request::new("garant.toml", &text, AS_OF.parse().unwrap());
    let audit = judge().audit(&request, &NoFiles).unwrap();
    let missing = super::lacks(garant_report::documents::Kind::Statement, &text);
    let open = audit.findings.iter().filter(|own| {
        !own.draft && own.level == "essential" && own.verdict == Verdict::Undetermined
    });
    let mut count = 0;
    for finding in open {
        // What only waits for reservations to be lifted does not keep the statement back.
        let lacks = finding.deciding().filter(|own| !own.is_stated());
        let lacks: Vec<&str> = lacks.map(|own| own.path.as_str()).collect();
        if !lacks.is_empty() && lacks.iter().all(|path| path.ends_with(".lifted-on")) {
            assert_eq!(finding.code, "BEN-01");
            continue;
        }
        let own = missing
            .iter()
            .find(|own| own.criterion.as_ref() == Some(&finding.code));
        let own = own.unwrap_or_else(|| panic!("{} is not named", finding.code));
        assert!(own.line.is_some(), "{own:?}");
        count += 1;
    }
    assert!(count > 5, "{count}");
    // No evidence is there: that is why, and not that nothing is written.
    assert!(
        missing
            .iter()
            .any(|own| matches!(&own.why, Why::Open(why) if !why.is_empty()))
    );
}

#[test]
fn it_names_all_that_is_not_met_and_no_answer() {
    let text = example("triage");
    for (lang, format) in [("fr", "html"), ("en", "md"), ("fr", "text")] {
        let told = stdout("triage", lang, format);
        let request = Request::new("garant.toml", &text, AS_OF.parse().unwrap());
        let audit = judge().audit(&request, &NoFiles).unwrap();
        for (code, wanted) in [("EQU-15", true), ("BEN-01", true)] {
            assert_eq!(told.contains(code), wanted, "{lang} {format} {code}");
        }
        let own = catalog().criterion("EQU-15").unwrap();
        let title = own.title.get(Lang::of(lang).unwrap());
        let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = title.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&wanted), "{lang} {format}");
        // What the public may not see: the declarant's name, an answer, a piece of evidence.
        let by = audit.declaration.by.unwrap();
        assert!(!told.contains(&by), "{lang} {format}");
        assert!(
            !told.contains("regle-usage") && !told.contains("pieces/"),
            "{lang} {format}"
        );
        assert!(told.contains("vigie-accueil"), "{lang} {format}");
    }
}

#[test]
fn what_is_not_met_says_which_text_requires_it_and_from_when() {
    let text = example("triage");
    let request = Request::new("garant.toml", &text, AS_OF.parse().unwrap());
    let audit = judge().audit(&request, &NoFiles).unwrap();
    let told = stdout("triage", "en", "text");
    let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, list) = flat.split_once("WHAT IS NOT MET").unwrap();
    let (list, _) = list.split_once("What remains").unwrap();
    let mut later = 0;
    for own in audit.findings.iter().filter(|own| !own.draft) {
        let Some((_, line)) = list.split_once(&format!("- {} ", own.code)) else {
            continue;
        };
        let line = line.split(" - ").next().unwrap();
        let required = |status: Status| {
            let mut own = own.sources.iter().filter(|own| own.relation == "requires");
            own.any(|own| own.status == status)
        };
        assert_eq!(
            line.contains("required of this project ("),
            required(Status::Binds),
            "{line}"
        );
        // A text that begins later is said to require only of a project that is known to be reached.
        let mut named = own.sources.iter().filter(|own| own.relation == "requires");
        let certain = named.any(|own| own.status == Status::NotYet && !own.perhaps_later());
        assert_eq!(line.contains("of this project from"), certain, "{line}");
        let perhaps = own.sources.iter().any(Reference::perhaps_later);
        assert_eq!(
            line.contains("if this text then applies"),
            perhaps,
            "{line}"
        );
        later += usize::from(required(Status::NotYet));
    }
    assert!(later > 0, "{list}");
}

#[test]
fn counts_agree_with_their_nouns() {
    let told = stdout("triage", "fr", "text");
    let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, own) = flat.split_once("qui s’appliquent : ").unwrap();
    let own = own.split('.').next().unwrap();
    for (count, noun) in own.split(", ").map(|part| part.split_once(' ').unwrap()) {
        let many = count.parse::<usize>().unwrap() > 1;
        assert_eq!(noun.ends_with('s'), many, "{own}");
    }
}

#[test]
fn a_refusal_counts_criteria_and_answers_apart() {
    let told = err(&run("echographie", &["statement"]));
    let head = told.lines().next().unwrap();
    assert!(
        head.contains("critère") && head.contains("réponse"),
        "{told}"
    );
}

#[test]
fn without_a_contact_there_is_no_statement() {
    let text = example("triage").replace("contact = \"vigie-accueil@chu-valmorane.example\"", "");
    let missing = super::lacks(garant_report::documents::Kind::Statement, &text);
    assert!(
        missing
            .iter()
            .any(|own| own.path == "system.contact" && own.why == Why::Unstated)
    );
}

#[test]
fn reservations_that_are_not_lifted_are_told_by_their_number_and_never_by_their_text() {
    let text = example("imagerie");
    let request = Request::new("garant.toml", &text, AS_OF.parse().unwrap());
    let audit = judge().audit(&request, &NoFiles).unwrap();
    let open: Vec<_> = audit
        .opinions
        .iter()
        .filter(|own| own.state == garant_core::opinion::State::Open)
        .collect();
    assert_eq!(open.len(), 2);
    for (lang, format, one, two) in [
        ("fr", "text", "1 réserve", "2 réserves"),
        ("fr", "html", "1 réserve", "2 réserves"),
        ("en", "md", "1 reservation", "2 reservations"),
    ] {
        let told = stdout("imagerie", lang, format);
        let told = told.replace(['\u{a0}', '\u{202f}'], " ");
        let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(one) && flat.contains(two), "{flat}");
        // The criterion that waits for them is named, and counted apart.
        assert!(flat.contains("BEN-01"), "{flat}");
        for opinion in &open {
            // Neither the body nor the day is for everybody, as their fields say.
            let hidden = opinion.reservations.iter().chain(&opinion.body);
            for hidden in hidden {
                assert!(!flat.contains(hidden.as_str()), "{hidden}");
            }
        }
        assert!(!flat.contains("9 février 2026") && !flat.contains("9 February 2026"));
    }
    // Where an answer of the opinion itself is missing too, it is refused.
    let other = text.replace("date = 2026-02-09\n", "");
    assert_ne!(other, text);
    let missing = super::lacks(garant_report::documents::Kind::Statement, &other);
    let mut paths = missing.iter().map(|own| own.path.as_str());
    assert!(
        paths.any(|path| path == "governance.opinions[1].date"),
        "{missing:#?}"
    );
}

#[test]
fn what_does_not_concern_the_tool_is_told_without_the_words_of_the_grid() {
    for name in WRITTEN {
        let folder = root().join("examples").join(name);
        let args = ["audit", "--format", "json", "--as-of", AS_OF];
        let audit = garant(&folder, &args).stdout;
        let audit = garant_core::stored::read(&String::from_utf8(audit).unwrap()).unwrap();
        let told = stdout(name, "fr", "text").replace('\u{a0}', " ");
        let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "» vaut «",
            "demandé seulement quand",
            "hors champ)",
            "Déployeur",
        ] {
            assert!(!flat.contains(words), "{name}: {words}\n{told}");
        }
        let aside = audit
            .findings
            .iter()
            .filter(|own| !own.draft && own.verdict == Verdict::NotApplicable);
        for own in aside {
            assert_eq!(
                flat.matches(&format!("({})", own.code)).count(),
                1,
                "{name} {}",
                own.code
            );
        }
    }
}

#[test]
fn no_folder_is_told_in_what_the_public_reads() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("unité-a/projet-7");
    copied("triage", &inside);
    for kind in ["notice", "statement", "card"] {
        let formats: &[&str] = match kind {
            "card" => &["md", "xml", "json"],
            _ => &["text", "md", "html"],
        };
        for format in formats {
            let path = "unité-a/projet-7/garant.toml";
            let args = ["write", kind, path, "--format", format, "--as-of", AS_OF];
            let out = garant(folder.path(), &args);
            assert_eq!(out.status.code(), Some(0), "{kind}: {}", err(&out));
            let told = String::from_utf8(out.stdout).unwrap();
            assert!(
                !told.contains("unit") || !told.contains("projet-7"),
                "{kind} {format}"
            );
        }
    }
}

#[test]
fn no_text_steers_a_screen() {
    let text = example("triage");
    let steer = "\\u001b[31m\\u009b\\u202e";
    let text = text.replacen("summary = \"", &format!("summary = \"{steer}"), 1);
    let text = text.replacen("\nname = \"", &format!("\nname = \"{steer}"), 1);
    let text = text.replacen("contact = \"vigie", &format!("contact = \"{steer}vigie"), 1);
    let folder = tempfile::tempdir().unwrap();
    copied("triage", folder.path());
    std::fs::write(folder.path().join("garant.toml"), text).unwrap();
    for kind in ["notice", "statement", "committee"] {
        for format in ["text", "md", "html"] {
            let args = ["write", kind, "--format", format, "--as-of", AS_OF];
            let out = garant(folder.path(), &args);
            assert_eq!(out.status.code(), Some(0), "{kind}: {}", err(&out));
            let told = String::from_utf8(out.stdout).unwrap();
            let raw = |c: char| c != '\n' && garant_source::visible::is_hidden(c);
            assert!(!told.contains(raw), "{kind} {format}");
        }
    }
}
