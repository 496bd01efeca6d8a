//! The query that counts predictions where they are: how it is written, and how its result is read.

use std::fmt::Write as _;

use garant_measure::Problem;
use garant_measure::predictions::{Flag, Spec, Tally};
use garant_measure::sql::{Dialect, query};

const DIALECTS: [Dialect; 2] = [Dialect::Duckdb, Dialect::Spark];

pub(crate) fn named(names: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(name, column): &(&str, &str)| ((*name).to_owned(), (*column).to_owned());
    names.iter().map(own).collect()
}

pub(crate) fn crossed(names: &[&[&str]]) -> Vec<Vec<String>> {
    let own = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    names.iter().map(own).collect()
}

/// A request whose names are all told by the test.
fn request(names: [&str; 6]) -> Spec {
    let [label, score, first, second, positive, unit] = names;
    let mut spec = Spec::new(label, score, 0.3);
    spec.groups = named(&[(first, first), (second, second)]);
    spec.cross = crossed(&[&[second, first]]);
    spec.positive = Some(positive.to_owned());
    spec.unit = Some(unit.to_owned());
    spec
}

#[test]
fn the_query_reads_as_written() {
    let mut spec = request(["died", "risk", "sex", "O'Neil", "yes", "patient"]);
    spec.exclude_missing_label = true;
    let duckdb = query(&spec, Dialect::Duckdb, "data/rows.csv").unwrap();
    insta::assert_snapshot!("query-duckdb", duckdb);
    let mut spec = Spec::new("died", "risk", 0.3);
    spec.groups = named(&[("sex", "sex")]);
    spec.flag = Flag::Column("alert".to_owned());
    let spark = query(&spec, Dialect::Spark, "clinic.rows").unwrap();
    insta::assert_snapshot!("query-spark", spark);
}

/// What a query is without its names, texts and comments.
fn skeleton(query: &str, dialect: Dialect) -> String {
    let name = match dialect {
        Dialect::Duckdb => '"',
        Dialect::Spark => '`',
    };
    let mut rest = query.chars().peekable();
    let mut skeleton = String::new();
    while let Some(char) = rest.next() {
        if char == '-' && rest.peek() == Some(&'-') {
            rest.by_ref().find(|char| *char == '\n');
        } else if char == '\'' || char == name {
            loop {
                let next = rest.next().unwrap();
                let escape = next == '\\' && char == '\'' && dialect == Dialect::Spark;
                if escape || (next == char && rest.peek() == Some(&char)) {
                    rest.next();
                } else if next == char {
                    break;
                }
            }
            skeleton.push(char);
        } else {
            skeleton.push(char);
        }
    }
    skeleton
}

#[test]
fn no_name_becomes_a_piece_of_the_query() {
    let hostile = [
        "a\"b",
        "O'Neil",
        "back`tick",
        "\\",
        "\\'",
        "x' OR '1'='1",
        "'; DROP TABLE rows; --",
        "\"; DROP TABLE rows; --",
        "` ; DROP TABLE rows; --",
        "*/ SELECT 1 /*",
        "line\nend -- ",
        "end\\",
        "''",
        "\"\"",
        "``",
    ];
    for dialect in DIALECTS {
        let plain = request(["y", "s", "a", "b", "p", "u"]);
        let wanted = skeleton(&query(&plain, dialect, "rows").unwrap(), dialect);
        for text in hostile {
            let other = format!("{text}2");
            let spec = request([text, text, text, &other, text, text]);
            for table in ["rows", text] {
                if table.contains('.') || table.contains('/') || table.contains('\\') {
                    continue;
                }
                let query = query(&spec, dialect, table).unwrap();
                assert_eq!(skeleton(&query, dialect), wanted, "{query}");
            }
        }
    }
    let path = query(
        &request(["y", "s", "a", "b", "p", "u"]),
        Dialect::Duckdb,
        "d'é/x.csv",
    );
    assert!(path.unwrap().contains("read_csv('d''é/x.csv', "));
}

fn code(result: Result<String, Problem>) -> &'static str {
    result.unwrap_err().code
}

#[test]
fn what_no_query_can_ask_is_refused() {
    let plain = || request(["y", "s", "a", "b", "p", "u"]);
    for dialect in DIALECTS {
        let mut spec = plain();
        spec.weight = Some("w".to_owned());
        assert_eq!(code(query(&spec, dialect, "rows")), "sql-without-weights");
        let mut spec = plain();
        spec.groups.push(("A".to_owned(), "c".to_owned()));
        assert_eq!(code(query(&spec, dialect, "rows")), "group-twice");
        let mut spec = plain();
        spec.cross.push(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(code(query(&spec, dialect, "rows")), "group-twice");
        let mut spec = plain();
        spec.label = "a\0b".to_owned();
        assert_eq!(code(query(&spec, dialect, "rows")), "sql-name");
        assert_eq!(code(query(&plain(), dialect, "")), "sql-name");
        assert_eq!(code(query(&plain(), dialect, "a..b")), "sql-name");
    }
    let mut spec = plain();
    spec.label = "${env:HOME}".to_owned();
    assert_eq!(code(query(&spec, Dialect::Spark, "rows")), "sql-name");
    let mut spec = plain();
    spec.positive = Some("${env:HOME}".to_owned());
    let text = query(&spec, Dialect::Spark, "rows").unwrap();
    assert!(text.contains("'\\u0024{env:HOME}'") && !text.contains("${"));
    let found = code(query(&plain(), Dialect::Spark, "folder/rows.csv"));
    assert_eq!(found, "sql-file-in-spark");
}

/// A result with two groups, as delimited text.
const RESULT: &str = "\
garant_tally,label,positive,score,threshold,decision,unit,bins,attributes,crossings,in:sex,by:sex,bin,tp,fp,tn,fn,no_label,at_threshold,score_sum,squared_error,at_the_ends
1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],0,,,0,0,0,0,1,0,0,0,0
1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],0,,1,0,0,1,0,0,0,100000000,10000000,0
1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],0,,3,1,1,0,0,0,2,600000000,580000000,0
1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],1,female,1,0,0,1,0,0,0,100000000,10000000,0
1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],1,female,3,1,0,0,0,0,1,300000000,490000000,0
1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],1,,,0,0,0,0,1,0,0,0,0
1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],1,,3,0,1,0,0,0,1,300000000,90000000,0
";

/// The cause told for a result.
fn cause(text: &str) -> String {
    let problem = Tally::parse(text.as_bytes()).unwrap_err();
    let cause = problem.args.iter().find(|(name, _)| *name == "cause");
    cause.map_or_else(|| problem.code.to_owned(), |(_, cause)| cause.clone())
}

#[test]
fn a_result_is_read_in_each_form() {
    let tally = Tally::parse(RESULT.as_bytes()).unwrap();
    assert_eq!(tally.strata.len(), 3);
    let overall = tally.overall();
    assert_eq!(
        (overall.n(), overall.no_label, overall.at_threshold),
        (3, 1, 2)
    );
    assert_eq!(overall.scores.unwrap().squared_error, 590_000_000);
    let by: Vec<_> = tally
        .strata
        .iter()
        .map(|stratum| stratum.by.get("sex"))
        .collect();
    assert_eq!(by, [None, Some(&Some("female".to_owned())), Some(&None)]);

    let marked = format!("\u{feff}{RESULT}");
    assert_eq!(Tally::parse(marked.as_bytes()).unwrap(), tally);
    let windows = RESULT.replace('\n', "\r\n");
    assert_eq!(Tally::parse(windows.as_bytes()).unwrap(), tally);
    // As a spreadsheet or another engine writes it again.
    for (delimiter, quoted) in [(";", false), ("\t", false), ("|", true), (",", true)] {
        let mut text = RESULT
            .replace("\"[\"\"sex\"\"]\"", "[\"\"sex\"\"]")
            .replace(',', delimiter);
        text = text.replace("[\"\"sex\"\"]", "\"[\"\"sex\"\"]\"");
        if quoted {
            text = text.replacen("garant_tally", "\"garant_tally\"", 1);
        }
        assert!(Tally::recognises(text.as_bytes()), "{text}");
        assert_eq!(Tally::parse(text.as_bytes()).unwrap(), tally, "{text}");
    }
    // As JSON that leaves out what is null, in an order of its own, with sums as decimals.
    let mut lines = String::new();
    let mut reader = RESULT.lines();
    let names: Vec<&str> = reader.next().unwrap().split(',').collect();
    for line in reader {
        let line = line.replace("\"[\"\"sex\"\"]\"", "[\"sex\"]");
        let cells = names
            .iter()
            .zip(line.split(','))
            .filter(|(_, cell)| !cell.is_empty());
        let object: serde_json::Map<String, serde_json::Value> = cells
            .map(|(name, cell)| {
                let value = match cell.parse::<u64>() {
                    Ok(number) if name.ends_with("_sum") => {
                        serde_json::json!(format!("{number}.00"))
                    }
                    Ok(number) => serde_json::json!(number),
                    Err(_) => serde_json::json!(cell),
                };
                ((*name).to_owned(), value)
            })
            .collect();
        writeln!(lines, "{}", serde_json::Value::Object(object)).unwrap();
    }
    assert_eq!(Tally::parse(lines.as_bytes()).unwrap(), tally);
    let array = format!("[{}]", lines.trim_end().replace('\n', ","));
    assert_eq!(Tally::parse(array.as_bytes()).unwrap(), tally);
    // The tally's own form says the same.
    let own = serde_json::to_vec(&tally).unwrap();
    assert_eq!(Tally::parse(&own).unwrap(), tally);
}

#[test]
fn a_result_that_is_wrong_says_where() {
    let huge = "18446744073709551615";
    let cases: [(&str, &str, &str); 20] = [
        ("\n1,died", "\n2,died", "its version is another one"),
        (",0.3,", ",x,", "its threshold is no number"),
        (",0.3,", ",nan,", "its threshold is not from 0 to 1"),
        (",0.3,", ",,", "neither a threshold nor a decision, or both"),
        (",10,", ",11,", "its number of bins is none of ours"),
        (",[],", ",[1],", "its column crossings is no list"),
        (
            "\"\"sex\"\"]\",[],1,,,",
            "\"\"sex\"\"]\",[],2,,,",
            "row 6: in:sex is too large: 2",
        ),
        ("1,,3,0,1", "1,,3,,1", "row 7: tp is no whole number: "),
        ("1,,3,0,1", "1,,3,-1,1", "row 7: tp is no whole number: -1"),
        (
            "1,,3,0,1",
            "1,,3,0.5,1",
            "row 7: tp is no whole number: 0.5",
        ),
        (
            "1,,3,0,1",
            "1,,3,1e3,1",
            "row 7: tp is no whole number: 1e3",
        ),
        (
            "1,,3,0,1",
            "1,,,0,1",
            "row 7: its stratum and bin were there before",
        ),
        ("0,,3,1,1", "0,,10,1,1", "row 3: there is no such bin"),
        ("0,,,0,0,0,0,1", "0,,,0,0,1,0,1", "row 1: it has no bin"),
        (
            "1,female,3",
            "0,female,3",
            "row 5: a value of sex, which it is not in",
        ),
        (
            "1,female,3",
            "1,female,1",
            "row 5: its stratum and bin were there before",
        ),
        (
            "1,female,3,1,0,0,0,0,1",
            "1,female,3,0,1,0,0,0,1",
            "groups of sex do not add up",
        ),
        (
            "300000000,490000000",
            "900000000,490000000",
            "the scores of a bin lie outside it",
        ),
        (
            "1,,3,0,1,0,0,0,1",
            "1,,3,0,1,0,0,0,2",
            "more rows at the threshold than flagged",
        ),
        ("by:sex,bin", "in:sex,bin", "column in:sex is there twice"),
    ];
    for (from, to, wanted) in cases {
        let all = matches!(from, ",0.3," | ",10," | ",[],");
        let text = if all {
            RESULT.replace(from, to)
        } else {
            RESULT.replacen(from, to, 1)
        };
        assert_ne!(text, RESULT);
        assert_eq!(cause(&text), wanted, "{from} → {to}");
    }
    let other = RESULT.replacen(
        "\n1,died,,risk,0.3,,,10,\"[\"\"sex\"\"]\",[],1,,,",
        "\n1,died,,risk,0.4,,,10,\"[\"\"sex\"\"]\",[],1,,,",
        1,
    );
    assert_eq!(
        cause(&other),
        "row 6: threshold is another one than in row 1"
    );
    let large = RESULT.replace(
        "3,1,1,0,0,0,2",
        &format!("3,{huge},{huge},{huge},{huge},{huge},{huge}"),
    );
    assert_eq!(cause(&large), format!("row 3: tp is too large: {huge}"));
    let header = RESULT.lines().next().unwrap();
    assert_eq!(cause(header), "it has no row");
    let none = RESULT.replacen(",no_label", ",other", 1);
    assert_eq!(cause(&none), "row 1: there is no no_label");
    assert!(cause(&format!("{header}\n1,died\n")).contains("line: 2"));
    assert_eq!(cause("[1]"), "a row is no object");
    assert!(cause("[{\"garant_tally\":1,").contains("EOF"));
    assert!(cause(&"[".repeat(100_000)).contains("recursion limit"));
    assert_eq!(
        cause("[{\"garant_tally\":1}]"),
        "it names no column of the outcome"
    );
    // Many strata with many bins would take the memory of many gigabytes.
    let mut many = format!("{header}\n");
    for group in 0..30_000 {
        writeln!(
            many,
            "1,d,,s,0.3,,,160,\"[\"\"sex\"\"]\",[],1,{group},0,1,0,0,0,0,0,0,0,0"
        )
        .unwrap();
    }
    assert_eq!(cause(&many), "too-many-strata");
}

#[test]
fn counts_that_cannot_be_are_refused() {
    let tally = Tally::parse(RESULT.as_bytes()).unwrap();
    let of = |change: &dyn Fn(&mut Tally)| {
        let mut tally = tally.clone();
        change(&mut tally);
        let text = serde_json::to_string(&tally).unwrap();
        cause(&text)
    };
    let large = of(&|tally| {
        for stratum in &mut tally.strata {
            stratum.counts.tp = u64::MAX;
            stratum.counts.fp = u64::MAX;
        }
    });
    assert_eq!(large, "a count is too large");
    let bins = of(&|tally| tally.strata[0].counts.scores.as_mut().unwrap().bins[3].n = u64::MAX);
    assert_eq!(bins, "its score bins do not add up");
    let sum = of(&|tally| {
        let scores = tally.strata[0].counts.scores.as_mut();
        scores.unwrap().squared_error = u64::MAX;
    });
    assert_eq!(sum, "its scores do not fit its rows");
    let twice = of(&|tally| tally.attributes.push("sex".to_owned()));
    assert_eq!(twice, "an attribute twice");
    let both = of(&|tally| tally.decision = Some("alert".to_owned()));
    assert_eq!(both, "neither a threshold nor a decision, or both");
    let other = of(&|tally| tally.strata[1].counts.scores = None);
    assert_eq!(other, "strata with other bins");

    // Parts add up until they would no longer fit.
    let mut whole = tally.clone();
    let mut parts = 1;
    while let Ok(sum) = whole.clone().merge(&whole) {
        whole = sum;
        parts *= 2;
        assert_eq!(whole.overall().n(), 3 * parts);
    }
    assert!(whole.overall().n() > 1_000_000_000);
}
