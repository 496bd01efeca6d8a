//! Charts of a report: their numbers are the audit's, nothing leaves the drawing or covers something else, and names that mean harm
//! stay names.
#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "test code")]

use garant_core::Audit;
use garant_core::evidence::Evidence;
use garant_core::score::{Counts, Footings};
use garant_core::verdict::Verdict;
use garant_report::charts::Charts;
use garant_report::{Assets, Words, page};
use garant_rules::reference::Status;
use garant_rules::{Footing, Lang};
use regex::Regex;
use serde_json::{Value, json};

use crate::examples::{DATE, EXAMPLES, audited, folder};
use crate::harness::judged;

fn words(lang: Lang) -> Words {
    Words::new(&Assets::default(), lang)
}

fn drawn(audit: &Audit, lang: Lang) -> Value {
    serde_json::to_value(Charts::new(audit, &words(lang)).unwrap()).unwrap()
}

const CHARTS: [&str; 3] = ["bars", "footing", "timeline"];

/// A chart alone.
fn written(audit: &Audit, lang: Lang, chart: &str) -> String {
    let text = format!(
        "{{% from \"templates/charts.html.j2\" import {chart} %}}{{{{ {chart}(charts.{chart}) }}}}"
    );
    let name = "templates/alone.html.j2";
    let assets = Assets::with(vec![(name.to_owned(), text)]);
    let own = words(lang);
    let charts = Charts::new(audit, &own).unwrap();
    let view = std::collections::BTreeMap::from([("charts", charts)]);
    page::render(&view, &own, &assets, name).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn count(row: &Value, kind: &str) -> usize {
    let pieces = list(row, "pieces").iter();
    let mut own = pieces.filter(|piece| piece["kind"] == kind);
    own.next().map_or(0, |piece| {
        usize::try_from(piece["count"].as_u64().unwrap()).unwrap()
    })
}

/// Each row's counts of the audit: all, then by principle.
fn rows(audit: &Audit) -> Vec<(Counts, Footings)> {
    let all = (Counts::of(&audit.findings), Footings::of(&audit.findings));
    let named = audit.scores.iter().map(|score| {
        let own = audit.findings.iter();
        let own = own.filter(|finding| finding.principle == score.principle);
        (score.counts, Footings::of(own))
    });
    std::iter::once(all).chain(named).collect()
}

/// An example's audit, whose met criteria are given every footing.
fn footed(name: &str) -> Audit {
    let mut audit = audited(&folder(name), &[]);
    let met = audit.findings.iter_mut();
    let met = met.filter(|finding| finding.verdict == Verdict::Met);
    let footings = [Footing::Measured, Footing::Documented, Footing::Declared];
    for (index, (finding, footing)) in met.zip(footings.into_iter().cycle()).enumerate() {
        finding.footing = Some(footing);
        finding.reviewed = index % 4 < 2;
    }
    audit
}

#[test]
fn numbers_of_charts_are_the_audits_in_every_example() {
    for name in EXAMPLES {
        let audit = footed(name);
        for lang in Lang::ALL {
            let charts = drawn(&audit, lang);
            let counts = rows(&audit);
            assert_eq!(counts.len(), audit.scores.len() + 1);
            for (key, kinds) in [
                ("bars", &["met", "undetermined", "not-met", "waived"][..]),
                ("footing", &["measured", "documented", "declared"][..]),
            ] {
                let chart = &charts[key];
                let drawn = list(chart, "rows");
                let told = list(&chart["frame"]["table"], "rows");
                assert_eq!((drawn.len(), told.len()), (counts.len(), counts.len()));
                for ((row, told), (own, footings)) in drawn.iter().zip(told).zip(&counts) {
                    let expected = if key == "bars" {
                        vec![
                            own.met,
                            own.undetermined,
                            own.not_met - own.waived,
                            own.waived,
                        ]
                    } else {
                        vec![footings.measured, footings.documented, footings.declared]
                    };
                    let shown: Vec<usize> = kinds.iter().map(|kind| count(row, kind)).collect();
                    assert_eq!(shown, expected, "{name} {key}");
                    // Chips say them too, in any order, and never a zero.
                    let chips = list(row, "chips").iter();
                    let mut chips: Vec<&str> = chips
                        .map(|chip| chip["text"]["text"].as_str().unwrap())
                        .collect();
                    let own: Vec<String> = expected.iter().map(ToString::to_string).collect();
                    let mut own: Vec<&str> = own.iter().map(String::as_str).collect();
                    own.retain(|text| *text != "0");
                    chips.sort_unstable();
                    own.sort_unstable();
                    assert_eq!(chips, own, "{name} {key}");
                    let cells: Vec<String> = list(told, "cells")
                        .iter()
                        .map(|cell| cell.as_str().unwrap().to_owned())
                        .collect();
                    let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
                    assert_eq!(cells[2..2 + expected.len()], expected, "{name} {key}");
                }
            }
            let whole = counts.first().unwrap();
            let says = charts["bars"]["frame"]["says"].as_str().unwrap();
            assert!(says.contains(&whole.0.met.to_string()), "{says}");
            assert!(says.contains(&whole.0.undetermined.to_string()), "{says}");
        }
    }
}

#[test]
fn the_solid_part_ends_at_the_lower_bound_and_the_dots_at_the_upper() {
    let mut seen = 0;
    for name in EXAMPLES {
        let audit = footed(name);
        let charts = drawn(&audit, Lang::Fr);
        let (left, right) = (
            number(&charts["bars"]["left"]),
            number(&charts["bars"]["right"]),
        );
        let bars = list(&charts["bars"], "rows");
        let footings = list(&charts["footing"], "rows");
        for ((row, footing), (counts, met)) in bars.iter().zip(footings).zip(rows(&audit)) {
            let Some((low, high)) = counts.bounds() else {
                assert!(list(row, "pieces").is_empty());
                continue;
            };
            let end = |row: &Value, kinds: &[&str]| {
                let pieces = list(row, "pieces").iter();
                pieces
                    .filter(|piece| kinds.iter().any(|kind| piece["kind"] == *kind))
                    .map(|piece| number(&piece["x"]) + number(&piece["width"]))
                    .fold(left, f64::max)
            };
            let at = |part: f64| left + part * (right - left);
            let near = |found: f64, wanted: f64| {
                assert!(
                    (found - wanted).abs() < 0.2,
                    "{name}: {found}, not {wanted}"
                );
            };
            near(end(row, &["met"]), at(low));
            near(end(row, &["met", "undetermined"]), at(high));
            near(
                end(row, &["met", "undetermined", "not-met", "waived"]),
                right,
            );
            // The same length in the chart of footings.
            near(
                end(footing, &["measured", "documented", "declared"]),
                at(low),
            );
            if met.reviewed > 0 {
                #[expect(clippy::cast_precision_loss, reason = "counts of criteria are small")]
                let part = met.reviewed as f64 / counts.applicable() as f64;
                near(number(&footing["marked"]), at(part));
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "nothing is reviewed");
}

/// As wide as a text is at least: no face that the style sheet names has narrower letters.
fn least(text: &str) -> f64 {
    let one = |c: char| match c {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | ' ' | '\u{a0}' | '\u{202f}' | '.' | ',' | ':'
        | ';' | '’' | '\'' | '(' | ')' | '-' | '/' => 2.8,
        c if c > '\u{2e80}' => 13.0,
        _ => 6.5,
    };
    text.chars().map(one).sum()
}

/// Every point of every path, by walking it.
fn points(path: &str) -> Vec<(f64, f64)> {
    let command = Regex::new(r"[MmHhVvLlz][^MmHhVvLlz]*").unwrap();
    let value = Regex::new(r"-?\d*\.?\d+").unwrap();
    let (mut x, mut y) = (0.0, 0.0);
    let mut found = Vec::new();
    for part in command.find_iter(path) {
        let part = part.as_str();
        let numbers: Vec<f64> = value
            .find_iter(&part[1..])
            .map(|number| number.as_str().parse().unwrap())
            .collect();
        match (&part[..1], &numbers[..]) {
            ("M" | "L" | "m" | "l", pairs) => {
                for pair in pairs.chunks(2) {
                    if part.starts_with(['m', 'l']) {
                        (x, y) = (x + pair[0], y + pair[1]);
                    } else {
                        (x, y) = (pair[0], pair[1]);
                    }
                    found.push((x, y));
                }
                continue;
            }
            ("H", to) => x = to[0],
            ("h", by) => x += by[0],
            ("V", to) => y = to[0],
            ("v", by) => y += by[0],
            _ => continue,
        }
        found.push((x, y));
    }
    found
}

/// Texts of a drawing: where they begin and end, their line, and what they say.
fn texts(svg: &str) -> Vec<(f64, f64, f64, String)> {
    let text = Regex::new(r#"(?s)<text x="([\d.]+)" y="([\d.]+)"([^>]*)>(.*?)</text>"#).unwrap();
    let tag = Regex::new("<[^>]*>").unwrap();
    let middles: Vec<(usize, usize)> = Regex::new(r#"(?s)<g text-anchor="middle">.*?</g>"#)
        .unwrap()
        .find_iter(svg)
        .map(|group| (group.start(), group.end()))
        .collect();
    text.captures_iter(svg)
        .map(|found| {
            let place = found.get(0).unwrap().start();
            let said = tag.replace_all(&found[4], "");
            let said = said.replace("&lt;", "<").replace("&gt;", ">");
            let said = said.replace("&quot;", "\"").replace("&#x27;", "'");
            let said = said.replace("&#x2f;", "/").replace("&amp;", "&");
            let (x, y): (f64, f64) = (found[1].parse().unwrap(), found[2].parse().unwrap());
            let room = least(&said);
            let middle = middles
                .iter()
                .any(|(start, end)| (*start..*end).contains(&place));
            let start = if middle {
                x - room / 2.0
            } else if found[3].contains("\"end\"") {
                x - room
            } else {
                x
            };
            (start, start + room, y, said)
        })
        .collect()
}

/// Nothing leaves the drawing, and no text covers another.
fn stays_inside(html: &str, name: &str) {
    let view = Regex::new(r#"viewBox="0 0 ([\d.]+) ([\d.]+)""#).unwrap();
    let size = view.captures(html).unwrap_or_else(|| panic!("{name}"));
    let (width, height): (f64, f64) = (size[1].parse().unwrap(), size[2].parse().unwrap());
    let svg = &html[html.find("<svg").unwrap()..html.find("</svg>").unwrap()];
    let path = Regex::new(r#" d="([^"]*)""#).unwrap();
    let mut seen = 0;
    for found in path.captures_iter(svg) {
        for (x, y) in points(&found[1]) {
            let inside = (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
            assert!(inside, "{name}: {x}, {y} of {width} × {height}");
            seen += 1;
        }
    }
    assert!(seen > 10, "{name}: {seen} points");
    let all = texts(svg);
    assert!(all.len() > 4, "{name}");
    for (start, end, y, said) in &all {
        assert!(*start >= 0.0 && *end <= width, "{name}: {said}");
        assert!(*y >= 12.0 && *y <= height - 3.0, "{name}: {said}");
    }
    for (index, one) in all.iter().enumerate() {
        for other in &all[..index] {
            let apart = one.1 <= other.0 || other.1 <= one.0 || (one.2 - other.2).abs() >= 12.0;
            assert!(apart, "{name}: {one:?} covers {other:?}");
        }
    }
}

#[test]
fn nothing_leaves_a_chart_and_no_text_covers_another() {
    for name in EXAMPLES {
        let audit = audited(&folder(name), &[]);
        for lang in Lang::ALL {
            for chart in CHARTS {
                let html = written(&audit, lang, chart);
                stays_inside(&html, &format!("{name} {chart}"));
                assert!(html.len() <= 8 * 1024, "{name} {chart}: {}", html.len());
                assert!(!html.contains("report."), "{name} {chart}: a key shows");
                for part in ["role=\"img\"", "<title", "aria-describedby", "<caption>"] {
                    assert!(html.contains(part), "{name} {chart}: no {part}");
                }
            }
        }
    }
}

#[test]
fn both_languages_draw_the_same() {
    let audit = audited(&folder("echographie"), &[]);
    let [fr, en] = Lang::ALL.map(|lang| drawn(&audit, lang));
    for key in CHARTS {
        let marks = |charts: &Value| -> Vec<String> {
            list(&charts[key], "rows")
                .iter()
                .map(|row| format!("{} {} {}", row["pieces"], row["x"], row["kind"]))
                .collect()
        };
        assert_eq!(marks(&fr), marks(&en), "{key}");
        assert_ne!(fr[key]["frame"]["title"], en[key]["frame"]["title"]);
        assert_ne!(fr[key]["frame"]["says"], en[key]["frame"]["says"]);
    }
}

/// The rows of the timeline: kind, past, and how far from the audit.
fn timeline(audit: &Audit) -> Vec<(String, bool, f64)> {
    let chart = &drawn(audit, Lang::Fr)["timeline"];
    let now = number(&chart["audit"]);
    list(chart, "rows")
        .iter()
        .map(|row| {
            let kind = row["kind"].as_str().unwrap().to_owned();
            (
                kind,
                row["past"].as_bool().unwrap(),
                number(&row["x"]) - now,
            )
        })
        .collect()
}

#[test]
fn what_ends_or_begins_stands_on_its_side_of_the_audit_in_order() {
    let (mut past, mut coming) = (0, 0);
    for name in EXAMPLES {
        let audit = audited(&folder(name), &[]);
        let ends = audit.waivers.len();
        let expiries = audit
            .evidence
            .iter()
            .filter(|piece| piece.expires.is_some());
        let later = audit.scope.iter();
        let later = later.filter(|reach| reach.status == Status::NotYet && reach.from.is_some());
        let all = ends + expiries.count() + later.count();
        let rows = timeline(&audit);
        assert_eq!(rows.len(), all.min(14), "{name}");
        let told = drawn(&audit, Lang::Fr);
        let told = list(&told["timeline"]["frame"]["table"], "rows").len();
        assert_eq!(told, all, "{name}");
        let places: Vec<f64> = rows.iter().map(|row| row.2).collect();
        assert!(places.is_sorted(), "{name}: {places:?}");
        for (kind, was, x) in &rows {
            assert_eq!(*was, *x < 0.0, "{name} {kind} {x}");
            past += usize::from(*was);
            coming += usize::from(!was);
        }
    }
    assert!(past >= 2 && coming >= 4, "{past} {coming}");
}

fn piece(index: usize, title: &str, expires: &str) -> Evidence {
    serde_json::from_value(json!({
        "id": format!("piece-{index}"),
        "kind": "report",
        "path": "piece.pdf",
        "url": null,
        "title": title,
        "at": null,
        "date": null,
        "expires": expires,
        "state": "present",
        "why": null,
        "sha256": null,
        "reviewed-by": null,
        "line": 1
    }))
    .unwrap()
}

#[test]
fn the_last_day_is_not_past_and_the_day_after_is() {
    let mut audit = judged("garant = 1\n", DATE);
    audit.scope.clear();
    audit.evidence = vec![piece(0, "a", DATE), piece(1, "b", "2026-11-22")];
    let [first, second] = &timeline(&audit)[..] else {
        panic!()
    };
    assert!(first.1 && first.2 < 0.0, "{first:?}");
    assert!(!second.1 && second.2.abs() < 0.05, "{second:?}");
    let html = written(&audit, Lang::Fr, "timeline");
    assert!(html.contains("il y a 1 jour"), "{html}");
    assert!(html.contains("le jour même"), "{html}");
}

#[test]
fn hostile_names_and_dates_stay_inside_and_nothing_is_lost() {
    let mut audit = judged("garant = 1\n", DATE);
    let harm = "</text></svg><script>alert(1)</script>";
    let names = [
        harm.to_owned(),
        "漢字".repeat(300),
        "\u{202e}\u{1b}[31mW".repeat(40),
        "W".repeat(500),
        "a b ".repeat(200),
        String::new(),
    ];
    let dates = [
        "9999-12-31",
        "0001-01-01",
        "2026-11-23",
        "2027-02-28",
        "2026-11-01",
        "no date",
    ];
    for index in 0..36 {
        let name = &names[index % 6];
        let piece = piece(index, name, dates[(index / 6) % 6]);
        audit.evidence.push(piece);
    }
    for texts in audit.texts.values_mut() {
        let terms = texts.principles.values_mut().zip(names.iter().cycle());
        terms.for_each(|(term, name)| name.clone_into(term));
    }
    for lang in Lang::ALL {
        for chart in CHARTS {
            let html = written(&audit, lang, chart);
            stays_inside(&html, chart);
            assert!(!html.contains("<script"), "{chart}");
            assert!(!html.contains('\u{202e}') && !html.contains('\u{1b}'));
        }
        let charts = drawn(&audit, lang);
        let events = charts["timeline"]["events"].as_u64().unwrap();
        assert!(events >= 36);
        assert_eq!(list(&charts["timeline"], "rows").len(), 14);
        let told = list(&charts["timeline"]["frame"]["table"], "rows").len();
        assert_eq!(told as u64, events);
        let more = charts["timeline"]["more"]["text"].as_str().unwrap();
        assert!(more.contains(&(events - 14).to_string()), "{more}");
    }
    // Far dates are told as such, at the edge.
    audit.evidence.truncate(12);
    audit.scope.clear();
    let chart = &drawn(&audit, Lang::En)["timeline"];
    let (left, right) = (number(&chart["left"]), number(&chart["right"]));
    for row in list(chart, "rows") {
        let said = row["date"]["text"].as_str().unwrap();
        assert!(said.contains("off the axis"), "{said}");
        let x = number(&row["x"]);
        let edge = if said.contains("9999") { right } else { left };
        assert!((x - edge).abs() < 60.0, "{said} at {x}");
    }
}

#[test]
fn where_there_is_nothing_to_draw_it_is_said() {
    let mut audit = judged("garant = 1\n", DATE);
    audit.scope.clear();
    let html = written(&audit, Lang::Fr, "timeline");
    assert!(!html.contains("<svg") && html.contains("Aucune échéance datée"));
    audit.findings.clear();
    for score in &mut audit.scores {
        score.counts = Counts::default();
    }
    for chart in ["bars", "footing"] {
        let html = written(&audit, Lang::Fr, chart);
        let none = html.matches("rien d’applicable").count();
        assert!(none > audit.scores.len(), "{chart}: {none}");
        assert!(html.contains("Aucun critère n’est "), "{chart}");
    }
}
