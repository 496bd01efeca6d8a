//! JUnit XML: counts that add up, one outcome a case, and no text that breaks it.

use std::sync::Arc;

use garant_report::{Format, Options, Undetermined};
use garant_rules::Lang;
use quick_xml::events::{BytesStart, Event};

use super::{example, text};

/// A case as a reader of JUnit sees it; its tag is empty where it passed.
#[derive(Debug, Default)]
pub(super) struct Case {
    pub(super) class: String,
    pub(super) name: String,
    pub(super) tag: String,
    pub(super) kind: String,
    message: String,
    body: String,
}

/// A file, with the counts of its root.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) cases: Vec<Case>,
    tests: usize,
    failures: usize,
    pub(super) errors: usize,
    suites: Vec<[usize; 4]>,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.try_get_attribute(name).unwrap();
    found.map_or_else(String::new, |found| {
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .unwrap()
            .into_owned()
    })
}

/// Reads a file; broken XML stops the test.
pub(super) fn read(xml: &str) -> File {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut file = File::default();
    let number = |element: &BytesStart<'_>, name: &str| attribute(element, name).parse().unwrap();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "testsuites" => {
                    file.tests = number(&element, "tests");
                    file.failures = number(&element, "failures");
                    file.errors = number(&element, "errors");
                }
                "testsuite" => file.suites.push(
                    ["tests", "failures", "errors", "skipped"].map(|name| number(&element, name)),
                ),
                "testcase" => file.cases.push(Case {
                    class: attribute(&element, "classname"),
                    name: attribute(&element, "name"),
                    ..Case::default()
                }),
                tag @ ("failure" | "error" | "skipped") => {
                    let case = file.cases.last_mut().unwrap();
                    assert!(case.tag.is_empty(), "two outcomes");
                    tag.clone_into(&mut case.tag);
                    case.kind = attribute(&element, "type");
                    case.message = attribute(&element, "message");
                }
                "properties" | "property" => {}
                other => panic!("{other}"),
            },
            Event::Text(body) => {
                if let Some(case) = file.cases.last_mut() {
                    case.body.push_str(&body);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    file
}

#[test]
fn counts_add_up_and_every_open_case_says_where_and_what_to_do() {
    for name in ["echographie", "hopital"] {
        let audit = example(name);
        for (_, undetermined) in Undetermined::ALL {
            let options = Options::new(Format::Junit, Lang::Fr).undetermined(undetermined);
            let file = read(&text(&audit, options));
            let of = |tag: &str| file.cases.iter().filter(|case| case.tag == tag).count();
            assert_eq!(file.tests, audit.findings.len());
            assert_eq!(file.tests, file.cases.len());
            assert_eq!((file.failures, file.errors), (of("failure"), of("error")));
            let mut sums = [0; 4];
            for suite in &file.suites {
                for (sum, count) in sums.iter_mut().zip(suite) {
                    *sum += count;
                }
            }
            assert_eq!(
                sums,
                [file.tests, file.failures, file.errors, of("skipped")]
            );
            for case in file.cases.iter().filter(|case| !case.tag.is_empty()) {
                assert!(case.class.starts_with("garant."), "{case:?}");
                assert!(
                    case.body.trim_start().starts_with("garant.toml:"),
                    "{case:?}"
                );
                assert!(case.message.ends_with('.'), "{case:?}");
                let open = matches!(case.kind.as_str(), "not-met" | "undetermined" | "waived");
                assert_eq!(case.body.contains("À faire"), open, "{case:?}");
            }
            let silent = file.cases.iter().filter(|case| case.kind == "undetermined");
            let tag = match undetermined {
                Undetermined::Error => "error",
                Undetermined::Failure => "failure",
                Undetermined::Skipped => "skipped",
                other => panic!("{other:?}"),
            };
            assert!(silent.clone().count() > 5);
            assert!(silent.into_iter().all(|case| case.tag == tag));
        }
    }
}

#[test]
fn no_text_breaks_it() {
    let mut audit = example("scribe");
    let hostile = "]]><!-- & \"' \u{0}\u{1b}\u{fffe}\u{202e}<failure>\r\n";
    audit.system.name = Some(hostile.to_owned());
    hostile.clone_into(&mut audit.descriptor.path);
    for texts in audit.texts.values_mut() {
        for criterion in texts.criteria.values_mut().map(Arc::make_mut) {
            hostile.clone_into(&mut criterion.title);
            hostile.clone_into(&mut criterion.remedy);
            for check in criterion.checks.values_mut() {
                hostile.clone_into(&mut check.says);
            }
        }
    }
    let xml = text(&audit, Options::new(Format::Junit, Lang::En));
    let file = read(&xml);
    assert_eq!(file.cases.len(), audit.findings.len());
    assert!(!xml.contains(['\u{0}', '\u{1b}', '\u{fffe}', '\u{202e}']));
    assert!(file.cases[0].name.contains("]]><!-- & \"' {U+0000}"));
}
