//! Findings for a spreadsheet: rows, codes, words, and cells that must not run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use garant_core::Audit;
use garant_report::findings::checks::COLUMNS;
use garant_report::{Assets, Format, Options, Separator, render};
use garant_rules::Lang;

use crate::harness::{garant, judged, root};

const DATE: &str = "2026-11-23";

/// A strict reader: records end with CRLF, quotes are doubled, nothing follows a closing quote.
pub(crate) fn records(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            ('"', true) => {
                quoted = false;
                assert!(matches!(chars.peek(), Some(',' | '\r')), "{cell}");
            }
            ('"', false) => {
                assert!(cell.is_empty(), "{cell}");
                quoted = true;
            }
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            ('\n', false) => panic!("a line feed alone"),
            (c, _) => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty());
    rows
}

fn table(audit: &Audit, lang: Lang) -> Vec<BTreeMap<&'static str, String>> {
    let text = render(
        audit,
        Options::new(Format::CsvChecks, lang),
        &Assets::default(),
    )
    .unwrap()
    .into_text()
    .unwrap();
    let mut rows = records(&text).into_iter();
    assert_eq!(rows.next().unwrap(), COLUMNS);
    rows.map(|row| {
        assert_eq!(row.len(), COLUMNS.len());
        COLUMNS.into_iter().zip(row).collect()
    })
    .collect()
}

fn stored(example: &str) -> Audit {
    let folder = tempfile::tempdir().unwrap();
    let path = root().join(format!("examples/{example}/garant.toml"));
    let args = [
        "audit",
        &path.to_string_lossy(),
        "--as-of",
        DATE,
        "-o",
        "a.json",
    ];
    garant(folder.path(), &args);
    let text = fs::read_to_string(folder.path().join("a.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_row_a_check_and_every_finding_in_both_languages() {
    for example in ["echographie", "hopital", "scribe"] {
        let audit = stored(example);
        for lang in Lang::ALL {
            let rows = table(&audit, lang);
            for finding in &audit.findings {
                let own: Vec<_> = rows
                    .iter()
                    .filter(|row| row["code"] == finding.code)
                    .collect();
                let taken: usize = finding.taken.iter().map(|taken| taken.checks.len()).sum();
                let own_checks = finding.checks.len();
                let checks = if finding.taken.is_empty() {
                    own_checks
                } else {
                    taken
                };
                assert_eq!(own.len(), checks.max(1), "{example} {}", finding.code);
                let state = match finding.disposition {
                    garant_core::verdict::Disposition::Waived => "waived",
                    garant_core::verdict::Disposition::Open => finding.verdict.code(),
                };
                for row in own {
                    assert_eq!(row["criterion"], finding.criterion);
                    assert_eq!(row["verdict_code"], state);
                    for words in [
                        "title",
                        "principle",
                        "phase",
                        "level",
                        "verdict",
                        "remedy",
                        "effort",
                    ] {
                        assert!(!row[words].is_empty(), "{} {words}", finding.code);
                    }
                    assert_eq!(row["sources"].split(" | ").count(), finding.sources.len());
                }
            }
        }
    }
}

#[test]
fn a_check_has_its_own_truth_lines_and_footing() {
    let audit = judged(
        "garant = 1\n[declaration]\nby = \"Ana\"\n\n[system]\nname = \"Essai\"\nphase = \"monitoring\"\nacts-as = \"both\"\n",
        DATE,
    );
    let rows = table(&audit, Lang::En);
    for finding in &audit.findings {
        let own: Vec<_> = rows
            .iter()
            .filter(|row| row["code"] == finding.code)
            .collect();
        for (check, row) in finding.checks.iter().zip(own) {
            assert_eq!(row["check"], check.id);
            let truth = if check.asked {
                check.truth.code()
            } else {
                "not-asked"
            };
            assert_eq!(row["truth_code"], truth);
            let mut lines: Vec<usize> = check
                .read
                .iter()
                .filter(|read| read.decided)
                .filter_map(|read| read.line)
                .collect();
            lines.sort_unstable();
            lines.dedup();
            let told: Vec<usize> = row["lines"]
                .split_whitespace()
                .map(|line| line.parse().unwrap())
                .collect();
            assert_eq!(told, lines);
            assert_eq!(row["file"], "garant.toml");
        }
    }
}

#[test]
fn no_cell_runs_and_none_leaves_its_place() {
    let mut audit = stored("scribe");
    let hostile = [
        "=HYPERLINK(\"http://x\",\"y\")",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "a\r\nb,c\";d",
        " =1",
        "\u{202e}=1",
    ];
    for (number, text) in hostile.iter().enumerate() {
        let finding = &mut audit.findings[number];
        let texts = audit.texts.get_mut("fr").unwrap();
        let criterion = texts.criteria.get_mut(&finding.criterion).unwrap();
        Arc::make_mut(criterion).remedy = (*text).to_owned();
        finding.checks[0].id = (*text).to_owned();
    }
    let rows = table(&audit, Lang::Fr);
    for row in &rows {
        for (column, cell) in row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{column} {cell}"
            );
            assert!(!cell.contains(['\r', '\n', '\u{202e}']), "{column} {cell}");
        }
    }
    let cell = |number: usize| {
        let code = &audit.findings[number].code;
        rows.iter().find(|row| row["code"] == *code).unwrap()["remedy"].clone()
    };
    assert_eq!(cell(0), "'=HYPERLINK(\"http://x\",\"y\")");
    assert_eq!(cell(2), "'-2+3");
    assert_eq!(cell(6), "a b,c\";d");
}

#[test]
fn semicolons_separate_the_same_cells() {
    let audit = stored("scribe");
    let csv = |separator| {
        let options = Options::new(Format::Csv, Lang::Fr).separator(separator);
        let text = render(&audit, options, &Assets::default()).unwrap();
        text.into_text().unwrap()
    };
    let (comma, semicolon) = (csv(Separator::Comma), csv(Separator::Semicolon));
    assert!(semicolon.starts_with("\u{feff}criterion;code;"));
    // Neither sign stands in a cell without quotes, so that both read alike.
    let mut quoted = false;
    let swapped: String = semicolon
        .chars()
        .map(|c| {
            quoted ^= c == '"';
            if c == ';' && !quoted { ',' } else { c }
        })
        .collect();
    assert!(swapped == comma);
}

#[test]
fn the_program_writes_it_by_name_and_by_ending() {
    let folder = tempfile::tempdir().unwrap();
    let path = root().join("examples/scribe/garant.toml");
    let path = path.to_string_lossy();
    let asked = [
        "audit",
        &path,
        "--as-of",
        DATE,
        "--lang",
        "fr",
        "-o",
        "a.checks.csv",
        "-o",
        "a.json",
    ];
    let out = garant(
        folder.path(),
        &[&asked[..], &["--format", "csv-checks"]].concat(),
    );
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("a.checks.csv"), out.stdout);
    assert!(read("a.checks.csv").starts_with(b"\xef\xbb\xbfcriterion,code,"));
    let again = ["report", "a.json", "--lang", "fr", "-o", "b.checks.csv"];
    assert_eq!(garant(folder.path(), &again).status.code(), Some(0));
    assert_eq!(read("a.checks.csv"), read("b.checks.csv"));
    let help = garant(Path::new("."), &["audit", "--help", "--lang", "en"]);
    assert!(String::from_utf8(help.stdout).unwrap().contains(".csv"));
}
