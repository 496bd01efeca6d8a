//! The query that counts where the data are: what a user names is never a piece of it, and what is asked for is counted.

use garant_measure::predictions::{Flag, Spec};
use garant_measure::problem::Problem;
use garant_measure::sql::{Dialect, query};

const BOTH: [Dialect; 2] = [Dialect::Duckdb, Dialect::Spark];

fn spec() -> Spec {
    Spec {
        groups: vec![("sex".to_owned(), "s".to_owned())],
        ..Spec::new("label", "score", 0.25)
    }
}

fn written(spec: &Spec, dialect: Dialect) -> String {
    query(spec, dialect, "rows").unwrap()
}

fn code(found: Result<String, Problem>) -> &'static str {
    found.unwrap_err().code
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
}

#[test]
fn names_are_quoted_and_their_own_quotes_doubled() {
    let own = Spec {
        groups: vec![("a\"b`c".to_owned(), "d\"e`f".to_owned())],
        ..spec()
    };
    has(
        &written(&own, Dialect::Duckdb),
        &["t.\"d\"\"e`f\"", "\"in:a\"\"b`c\"", "\"by:a\"\"b`c\""],
    );
    has(
        &written(&own, Dialect::Spark),
        &["t.`d\"e``f`", "`in:a\"b``c`"],
    );
    for dialect in BOTH {
        for name in ["", "a\0b"] {
            let own = Spec {
                groups: vec![("g".to_owned(), name.to_owned())],
                ..spec()
            };
            assert_eq!(code(query(&own, dialect, "rows")), "sql-name");
        }
    }
    // Spark would replace it within a name; DuckDB does not.
    let own = Spec {
        groups: vec![("g".to_owned(), "${x}".to_owned())],
        ..spec()
    };
    assert_eq!(code(query(&own, Dialect::Spark, "rows")), "sql-name");
    has(&written(&own, Dialect::Duckdb), &["t.\"${x}\""]);
}

#[test]
fn texts_are_escaped_as_each_engine_does() {
    let own = Spec {
        positive: Some("it's a\\b\nc${d}".to_owned()),
        ..spec()
    };
    has(&written(&own, Dialect::Duckdb), &["'it''s a\\b\nc${d}'"]);
    has(
        &written(&own, Dialect::Spark),
        &["'it\\'s a\\\\b\\nc\\u0024{d}'"],
    );
    let own = Spec {
        positive: Some("a\rb".to_owned()),
        ..spec()
    };
    has(&written(&own, Dialect::Spark), &["'a\\rb'"]);
    let own = Spec {
        positive: Some("a\0b".to_owned()),
        ..spec()
    };
    for dialect in BOTH {
        assert_eq!(code(query(&own, dialect, "rows")), "sql-name");
    }
}

#[test]
fn each_engine_has_its_own_words() {
    has(
        &written(&spec(), Dialect::Duckdb),
        &[
            "('FLOAT', 'DOUBLE')",
            "AS VARCHAR",
            "nullif(trim(",
            "regexp_matches(",
            "ELSE error(fault)",
        ],
    );
    has(
        &written(&spec(), Dialect::Spark),
        &[
            "('float', 'double')",
            "AS STRING",
            "nullif(btrim(",
            " RLIKE '",
            "ELSE raise_error(fault)",
        ],
    );
}

#[test]
fn a_table_has_a_schema_before_a_dot_and_a_file_is_duckdbs() {
    let from = |dialect, table: &str| query(&spec(), dialect, table);
    has(
        &from(Dialect::Duckdb, "care.rows").unwrap(),
        &["FROM \"care\".\"rows\" AS t"],
    );
    has(
        &from(Dialect::Spark, "care.rows").unwrap(),
        &["FROM `care`.`rows` AS t"],
    );
    for path in [
        "a/b", "a\\b", "A.CSV", "a.tsv", "a.txt", "a.csv.gz", "it's.csv",
    ] {
        let quoted = path.replace('\'', "''");
        let text = from(Dialect::Duckdb, path).unwrap();
        has(
            &text,
            &[&format!(
                "read_csv('{quoted}', header = true, all_varchar = true"
            )],
        );
        // All its columns are texts.
        assert!(!text.contains("typeof("));
        has(&text, &["CAST(NULL AS DOUBLE) AS score_number"]);
        assert_eq!(code(from(Dialect::Spark, path)), "sql-file-in-spark");
    }
    let parquet = from(Dialect::Duckdb, "a.parquet").unwrap();
    has(
        &parquet,
        &["FROM read_parquet('a.parquet') AS t", "typeof(t.\"score\")"],
    );
}

#[test]
fn what_is_asked_for_is_counted_by_bin_group_and_crossing() {
    let own = Spec {
        groups: ["g", "h"]
            .map(|name| (name.to_owned(), name.to_owned()))
            .to_vec(),
        cross: vec![vec!["h".to_owned(), "g".to_owned()]],
        bins: 40,
        unit: Some("exam".to_owned()),
        ..spec()
    };
    for dialect in BOTH {
        let text = written(&own, dialect);
        has(
            &text,
            &[
                "GROUPING SETS ((bin), (g1, bin), (g2, bin), (g2, g1, bin))",
                "1 - GROUPING(g1) AS i1",
                "1 - GROUPING(g2) AS i2",
                "least(CAST(floor(score * 40) AS INTEGER), 39)",
                "CASE WHEN score >= CAST('0.25' AS DOUBLE) THEN 1 ELSE 0 END AS flagged",
                "CASE WHEN score = CAST('0.25' AS DOUBLE) THEN 1 ELSE 0 END AS tied",
                "CAST('1000000000' AS DOUBLE)",
                "'0.25' AS threshold",
                "'exam' AS unit",
                "40 AS bins",
                "'[\"g\",\"h\"]' AS attributes",
                "'[[\"h\",\"g\"]]' AS crossings",
                "1 AS garant_tally",
                "label IS NULL",
                "ORDER BY i1, i2, g1, g2, bin",
            ],
        );
    }
}

#[test]
fn a_decision_is_read_in_the_place_of_a_threshold() {
    let own = Spec {
        flag: Flag::Column("flag".to_owned()),
        ..spec()
    };
    let text = written(&own, Dialect::Duckdb);
    has(
        &text,
        &[
            "t.\"flag\"",
            "decision IS NULL",
            "0 AS tied",
            "'flag' AS decision",
            "CAST(NULL AS VARCHAR) AS threshold",
            "score_units",
        ],
    );
    // Rates alone need no score beside a decision, and of a threshold no bins.
    let rates = Spec {
        rates_only: true,
        ..own
    };
    let text = written(&rates, Dialect::Duckdb);
    assert!(!text.contains("t.\"score\""), "{text}");
    has(
        &text,
        &[
            "CAST(NULL AS INTEGER) AS bin",
            "CAST(NULL AS BIGINT) AS score_sum",
        ],
    );
    let rates = Spec {
        rates_only: true,
        ..spec()
    };
    let text = written(&rates, Dialect::Duckdb);
    has(&text, &["t.\"score\"", "CAST(NULL AS INTEGER) AS bins"]);
    assert!(!text.contains("score_units"));
}

#[test]
fn rows_without_an_outcome_fail_unless_they_are_left_out() {
    let left_out = Spec {
        exclude_missing_label: true,
        ..spec()
    };
    let no_outcome = "a row has no outcome in label";
    has(
        &written(&spec(), Dialect::Duckdb),
        &[no_outcome, "a score is not from 0 to 1 in score"],
    );
    assert!(!written(&left_out, Dialect::Duckdb).contains(no_outcome));
    // A named outcome is set against the one other text.
    let named = Spec {
        positive: Some(" ill ".to_owned()),
        ..spec()
    };
    has(
        &written(&named, Dialect::Duckdb),
        &["WHEN label = 'ill' THEN 1", "WHERE label <> 'ill'"],
    );
    has(
        &written(&spec(), Dialect::Duckdb),
        &[
            "lower(label) = 'true' THEN 1",
            "lower(label) = 'false' THEN 0",
        ],
    );
}

#[test]
fn what_no_query_can_count_is_refused() {
    for dialect in BOTH {
        let weighted = Spec {
            weight: Some("w".to_owned()),
            ..spec()
        };
        assert_eq!(
            code(query(&weighted, dialect, "rows")),
            "sql-without-weights"
        );
        // An engine takes no account of case in names.
        let twice = Spec {
            groups: ["g", "G"]
                .map(|name| (name.to_owned(), "c".to_owned()))
                .to_vec(),
            ..spec()
        };
        assert_eq!(code(query(&twice, dialect, "rows")), "group-twice");
        let bins = Spec { bins: 7, ..spec() };
        assert_eq!(code(query(&bins, dialect, "rows")), "bad-bins");
    }
}

#[test]
fn a_request_that_no_table_can_meet_is_refused() {
    let names = |own: &[&str]| {
        own.iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let crossed = |cross: &[&[&str]]| Spec {
        groups: ["g", "h"]
            .map(|name| (name.to_owned(), name.to_owned()))
            .to_vec(),
        cross: cross.iter().map(|own| names(own)).collect(),
        ..spec()
    };
    for (own, code) in [
        (
            Spec {
                score: None,
                ..spec()
            },
            "threshold-without-score",
        ),
        (Spec::new("l", "s", 1.1), "bad-threshold"),
        (Spec::new("l", "s", -0.1), "bad-threshold"),
        (Spec::new("l", "s", f64::NAN), "bad-threshold"),
        (Spec { bins: 0, ..spec() }, "bad-bins"),
        (
            Spec {
                groups: [spec().groups, spec().groups].concat(),
                ..spec()
            },
            "group-twice",
        ),
        (crossed(&[&["g", "h"], &["h", "g"]]), "group-twice"),
        (crossed(&[&["g", "g"]]), "group-twice"),
        (crossed(&[&["g", "z"]]), "unknown-crossing"),
        (crossed(&[&["g"]]), "crossing-of-one"),
        (crossed(&[&[]]), "crossing-of-one"),
    ] {
        assert_eq!(own.check().unwrap_err().code, code);
    }
    for own in [
        spec(),
        Spec::new("l", "s", 0.0),
        Spec::new("l", "s", 1.0),
        Spec {
            score: None,
            flag: Flag::Column("f".to_owned()),
            ..spec()
        },
        crossed(&[&["g", "h"]]),
    ] {
        assert_eq!(own.check(), Ok(()));
    }
}
