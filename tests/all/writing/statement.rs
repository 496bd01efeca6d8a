//! The public statement.

use garant_core::Lang;
use garant_core::evidence::NoFiles;
use garant_core::verdict::Verdict;
use garant_core::{Request, audit};
use garant_report::documents::Why;
use garant_rules::reference::Status;

use super::{AS_OF, err, example, run};
use crate::harness::{EXAMPLES, catalog};

/// The examples in which nothing essential remains to be established.
const WRITTEN: [&str; 2] = ["antibiotiques", "triage"];

fn stdout(name: &str, lang: &str, format: &str) -> String {
    let out = run(name, &["statement", "--lang", lang, "--format", format]);
    assert_eq!(out.status.code(), Some(0), "{}", err(&out));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn it_is_refused_while_an_essential_criterion_remains_to_be_established() {
    for name in EXAMPLES {
        let out = run(name, &["statement"]);
        let wanted = i32::from(!WRITTEN.contains(&name));
        assert_eq!(out.status.code(), Some(wanted), "{name}: {}", err(&out));
    }
    // The example of imaging lacks one: its line is that of the table that should hold the answer, or of the answer that proves nothing.
    let out = run("imagerie", &["statement"]);
    let told = err(&out);
    assert!(told.contains("BEN-01 – "), "{told}");
    assert!(
        told.contains("garant.toml:") && out.stdout.is_empty(),
        "{told}"
    );
}

#[test]
fn each_essential_criterion_that_is_open_is_named() {
    let text = example("echographie");
    let request = Request::new("garant.toml", &text, AS_OF.parse().unwrap());
    let audit = audit(catalog(), &request, &NoFiles).unwrap();
    let missing = super::lacks(garant_report::documents::Kind::Statement, &text);
    let open = audit.findings.iter().filter(|own| {
        !own.draft && own.level == "essential" && own.verdict == Verdict::Undetermined
    });
    let mut count = 0;
    for finding in open {
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
        let audit = audit(catalog(), &request, &NoFiles).unwrap();
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
    let audit = audit(catalog(), &request, &NoFiles).unwrap();
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
        assert_eq!(
            line.contains("of this project from"),
            required(Status::NotYet),
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
    let told = err(&run("imagerie", &["statement"]));
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
