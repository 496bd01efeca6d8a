//! The report as a committee reads it: the decision page says what the audit says, the parts stand in their order, and no text of a
//! descriptor leaves its place.
#![expect(clippy::indexing_slicing, reason = "test code")]

use garant_core::Audit;
use garant_report::{Assets, Extent, Format, Options, render};
use garant_rules::Lang;
use regex::Regex;
use serde_json::Value;

use crate::examples::{EXAMPLES, audited, folder};

/// The largest report, in bytes.
const LARGEST: usize = 400_000;

fn report(audit: &Audit, format: Format, lang: Lang, extent: Extent) -> String {
    render(
        audit,
        Options::new(format, lang).extent(extent),
        &Assets::default(),
    )
    .unwrap()
    .into_text()
    .unwrap()
}

/// What stands between two marks, the first of each.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, after) = text.split_once(from).unwrap_or_else(|| panic!("{from}"));
    after.split_once(to).unwrap_or_else(|| panic!("{to}")).0
}

fn all(pattern: &str, text: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let found = pattern.captures_iter(text);
    found.map(|found| found[1].to_owned()).collect()
}

/// The codes of criteria by id, in an order.
fn codes(audit: &Audit, ids: &[String]) -> Vec<String> {
    ids.iter()
        .map(|id| {
            let mut findings = audit.findings.iter();
            findings
                .find(|own| own.criterion == *id)
                .unwrap()
                .code
                .clone()
        })
        .collect()
}

#[test]
fn the_decision_page_says_what_the_audit_says() {
    for name in EXAMPLES {
        let audit = audited(&folder(name), &[]);
        let counted = |wanted: &str| {
            let state = |finding: &Value| {
                let waived = finding["disposition"] == "waived";
                let verdict = finding["verdict"].as_str().unwrap().to_owned();
                if waived { "waived".to_owned() } else { verdict }
            };
            let json = serde_json::to_value(&audit).unwrap();
            let findings = json["findings"].as_array().unwrap().clone();
            findings
                .iter()
                .filter(|finding| state(finding) == wanted)
                .count()
        };
        let failing = codes(&audit, &audit.gate.failing);
        let open = codes(&audit, &audit.gate.undetermined);
        let actions = codes(&audit, &audit.actions);
        for lang in Lang::ALL {
            let page = report(&audit, Format::Html, lang, Extent::Full);
            let decision = between(&page, "<section id=\"s1\"", "<section id=\"s2\"");
            let tiles: Vec<usize> = all("class=\"big\">([0-9]+)<", decision)
                .iter()
                .map(|count| count.parse().unwrap())
                .collect();
            let states = ["met", "not-met", "undetermined", "waived", "not-applicable"];
            assert_eq!(tiles, states.map(counted), "{name}");

            let sentence = between(decision, "class=\"concl\">", "</p>");
            for count in [failing.len(), open.len()] {
                let told = count == 0 || sentence.contains(&count.to_string());
                assert!(told, "{name}: {sentence}");
            }
            let boxed = between(decision, "<div class=\"box\">", "</div>");
            for code in failing.iter().take(7).chain(open.iter().take(7)) {
                assert!(boxed.contains(code.as_str()), "{name}: {code}: {boxed}");
            }

            let lists = all("(?s)<ul class=\"short\">(.*?)</ul>", decision);
            let told = |list: &str| all("<a href=\"#[a-z0-9-]+\">([A-Z]+-[0-9]+)</a>", list);
            let mut shown = lists.iter().map(|list| told(list));
            for own in [&failing, &open].into_iter().filter(|own| !own.is_empty()) {
                let first: Vec<String> = own.iter().take(5).cloned().collect();
                assert_eq!(shown.next().unwrap(), first, "{name}");
            }

            let first = told(between(decision, "<ol class=\"actions\">", "</ol>"));
            assert!(actions.starts_with(&first), "{name}: {first:?}");
            assert!(first.len() >= 3.min(actions.len()) && first.len() <= 7);
            assert_eq!(
                page.contains("class=\"state\""),
                !open.is_empty(),
                "{name}: provisional while something at the gate's level is open"
            );
            let said = report(&audit, Format::Markdown, lang, Extent::Full);
            for code in &first {
                assert!(said.contains(&format!("**{code}** – ")), "{name}: {code}");
            }
        }
    }
}

/// What a text that binds requires and is not met or not established, accepted risks included.
fn required(audit: &Audit) -> Vec<&str> {
    use garant_core::verdict::Verdict;
    use garant_rules::reference::Status;
    let mut codes: Vec<&str> = audit
        .findings
        .iter()
        .filter(|own| matches!(own.verdict, Verdict::NotMet | Verdict::Undetermined))
        .filter(|own| {
            let mut sources = own.sources.iter();
            sources.any(|ask| ask.relation == "requires" && ask.status == Status::Binds)
        })
        .map(|own| own.code.as_str())
        .collect();
    codes.sort_unstable();
    codes
}

#[test]
fn what_a_binding_text_requires_is_named_even_where_its_risk_is_accepted() {
    let mut seen = 0;
    for name in EXAMPLES {
        let mut audit = audited(&folder(name), &[]);
        for accepted in [false, true] {
            if accepted {
                for finding in &mut audit.findings {
                    if finding.verdict == garant_core::verdict::Verdict::NotMet {
                        finding.disposition = garant_core::verdict::Disposition::Waived;
                        audit.actions.retain(|id| *id != finding.criterion);
                    }
                }
            }
            let page = report(&audit, Format::Html, Lang::En, Extent::Full);
            let boxed = between(&page, "<div class=\"box\">", "</div>");
            let told = boxed.split_once("Required by a text that binds this project");
            let told = told.map_or("", |(_, after)| after.split_once("</p>").unwrap().0);
            let mut codes = all("([A-Z]+-[0-9]+) [(]", told);
            codes.sort_unstable();
            assert_eq!(codes, required(&audit), "{name}");
            seen += codes.len();
        }
    }
    assert!(seen > 4, "{seen}");
}

#[test]
fn every_finding_stands_once_in_each_report_with_its_verdict() {
    for name in EXAMPLES {
        let audit = audited(&folder(name), &[]);
        let waived = |own: &garant_core::finding::Finding| {
            own.disposition == garant_core::verdict::Disposition::Waived
        };
        let mut wanted: Vec<(String, String)> = audit
            .findings
            .iter()
            .map(|own| {
                let state = if waived(own) {
                    "waived"
                } else {
                    own.verdict.code()
                };
                (own.code.clone(), state.to_owned())
            })
            .collect();
        wanted.sort();
        let pairs = |pattern: &str, text: &str| {
            let pattern = Regex::new(pattern).unwrap();
            let found = pattern.captures_iter(text);
            let mut pairs: Vec<(String, String)> = found
                .map(|found| (found[1].to_owned(), found[2].to_owned()))
                .collect();
            pairs.sort();
            pairs
        };
        let page = report(&audit, Format::Html, Lang::Fr, Extent::Full);
        let told = "data-criterion=\"([^\"]+)\" data-verdict=\"([^\"]+)\"";
        assert_eq!(pairs(told, &page), wanted, "{name}");
        let said = report(&audit, Format::Markdown, Lang::En, Extent::Full);
        let told = r"(?m)^\| ([A-Z]+-[0-9]+) \|.*<!-- verdict: ([a-z-]+) -->";
        assert_eq!(pairs(told, &said), wanted, "{name}");
    }
}

#[test]
fn a_page_is_small_fetches_nothing_runs_nothing_and_leads_nowhere_wrong() {
    for name in EXAMPLES {
        let audit = audited(&folder(name), &[]);
        for lang in Lang::ALL {
            for extent in [Extent::Full, Extent::Summary] {
                let page = report(&audit, Format::Html, lang, extent);
                assert!(page.len() < LARGEST, "{name}: {} bytes", page.len());
                assert!(page.contains("content=\"default-src 'none';"), "{name}");
                for never in [
                    "<script",
                    " onclick",
                    " src=\"http",
                    "@import",
                    "<link",
                    "<iframe",
                ] {
                    assert!(!page.contains(never), "{name}: {never}");
                }
                let ids = all("[ <]id=\"([^\"]+)\"", &page);
                let mut once = ids.clone();
                once.sort();
                once.dedup();
                assert_eq!(once.len(), ids.len(), "{name}: an id twice");
                for target in all("href=\"#([^\"]+)\"", &page) {
                    assert!(ids.contains(&target), "{name}: #{target}");
                }
            }
        }
    }
}

#[test]
fn the_parts_stand_in_their_order_and_a_summary_holds_the_committees() {
    let audit = audited(&folder("echographie"), &[]);
    for lang in Lang::ALL {
        for (extent, parts) in [
            (
                Extent::Full,
                &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"][..],
            ),
            (Extent::Summary, &["1", "2", "3", "6", "10"][..]),
        ] {
            let page = report(&audit, Format::Html, lang, extent);
            assert_eq!(all("<section id=\"s([0-9]+)\"", &page), parts);
            assert_eq!(all("<li value=\"([0-9]+)\"", &page), parts, "contents");
            let said = report(&audit, Format::Markdown, lang, extent);
            assert_eq!(all(r"(?m)^## ([0-9]+)\.", &said), parts);
        }
    }
}

/// Texts that try to leave their place.
const HOSTILE: [&str; 6] = [
    "</style><script>alert(1)</script>\"'><img src=x onerror=y> {{ 7*7 }} {% raw %} --> <!--",
    "[lien](https://x.example) ![i](x) **gras** `code` | cellule | <b>x</b> # titre",
    "</code></td></tr></table></section></details></main> | a | b |",
    "\u{202e}neila \u{200b}x\u{0} \u{2028}- point\n# titre\n| x | y |\n<details>",
    "}} %} {{ audit }} \\",
    "\\\" ); } @import url(https://x.example); body{display:none} /* ",
];

/// Replaces what a person wrote in a descriptor.
fn written(value: &mut Value, key: &str, texts: &mut dyn Iterator<Item = String>) {
    match value {
        Value::String(text) => {
            let of_person = [
                "text",
                "title",
                "name",
                "organisation",
                "by",
                "role",
                "reason",
                "risk-accepted",
                "owner",
                "approver",
                "provider",
                "summary",
                "reviewed-by",
                "at",
                "system",
            ];
            if of_person.contains(&key) {
                *text = texts.next().unwrap();
            }
        }
        Value::Array(list) => {
            for one in list {
                written(one, key, texts);
            }
        }
        Value::Object(table) => {
            for (key, one) in table {
                written(one, key, texts);
            }
        }
        _ => {}
    }
}

/// An audit as if a person had written those texts; words of the catalog, codes and places stay.
fn rewritten(audit: &Audit, texts: &mut dyn Iterator<Item = String>) -> Audit {
    let mut json = serde_json::to_value(audit).unwrap();
    for part in [
        "system",
        "declaration",
        "evidence",
        "waivers",
        "takes-up",
        "look",
    ] {
        written(&mut json[part], "", texts);
    }
    for finding in json["findings"].as_array_mut().unwrap() {
        for part in ["checks", "because", "applies"] {
            let reads = &mut finding[part];
            strip_reasons(reads);
            written(reads, "", texts);
        }
    }
    serde_json::from_value(json).unwrap()
}

/// The reason of a check is a code.
fn strip_reasons(value: &mut Value) {
    match value {
        Value::Object(table) => {
            table.remove("reason");
            table.values_mut().for_each(strip_reasons);
        }
        Value::Array(list) => list.iter_mut().for_each(strip_reasons),
        _ => {}
    }
}

/// The elements of a page, in order.
fn elements(page: &str) -> Vec<String> {
    let style = between(page, "<style>", "</style>");
    assert_eq!(style.matches('{').count(), style.matches('}').count());
    all("<(/?[a-zA-Z!][a-zA-Z0-9]*)[^>]*>", page)
}

/// The lines of a Markdown report by what they are: a heading, a row with its cells, an element.
fn shapes(said: &str) -> Vec<String> {
    let code = Regex::new(r"``.*?``|`[^`]*`").unwrap();
    let cell = Regex::new(r"(^|[^\\])\|").unwrap();
    let tag = Regex::new(r"(^|[^\\])<[a-zA-Z/!]").unwrap();
    let link = Regex::new(r"(^|[^\\])\]\(").unwrap();
    said.lines()
        .map(|line| {
            let plain = code.replace_all(line, "`");
            let cells = cell.find_iter(&plain).count();
            let heading = line.chars().take_while(|c| *c == '#').count();
            let tags = tag.find_iter(&plain).count();
            let links = link.find_iter(&plain).count();
            format!(
                "{heading} {} {tags} {links}",
                if line.starts_with('|') { cells } else { 0 }
            )
        })
        .collect()
}

#[test]
fn no_text_of_a_descriptor_leaves_its_place() {
    for name in ["echographie", "hopital"] {
        let audit = audited(&folder(name), &[]);
        // As many texts, so that what is told once stays as often.
        let mut plain = (0..HOSTILE.len()).cycle();
        let plain = rewritten(
            &audit,
            &mut std::iter::from_fn(|| plain.next().map(|index| format!("mot{index}"))),
        );
        let mut hostile = HOSTILE.iter().cycle();
        let hostile = rewritten(
            &audit,
            &mut std::iter::from_fn(|| hostile.next().map(|text| (*text).to_owned())),
        );
        let mut long = (0..HOSTILE.len()).cycle();
        let long = rewritten(
            &audit,
            &mut std::iter::from_fn(|| {
                long.next()
                    .map(|index| format!("{index}{}", "mot".repeat(3_334)))
            }),
        );
        for extent in [Extent::Full, Extent::Summary] {
            let page = |audit| report(audit, Format::Html, Lang::Fr, extent);
            let wanted = elements(&page(&plain));
            assert_eq!(elements(&page(&hostile)), wanted, "{name}");
            assert_eq!(elements(&page(&long)), wanted, "{name}");
            assert!(
                page(&hostile).contains("{{ 7*7 }}"),
                "{name}: a template ran"
            );
            let said = |audit| report(audit, Format::Markdown, Lang::Fr, extent);
            let wanted = shapes(&said(&plain));
            let text = said(&hostile);
            for ((found, wanted), line) in shapes(&text).iter().zip(&wanted).zip(text.lines()) {
                assert_eq!(found, wanted, "{name}: {line}");
            }
            assert_eq!(shapes(&said(&long)), wanted, "{name}");
        }
    }
}
