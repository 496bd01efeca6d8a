//! Delimited text, cell by cell: what stands between fields, which rows are at fault, and what is refused at once.

use garant_measure::drift::{Spec as Series, Values, read as series};
use garant_measure::predictions::{Flag, Reading, Spec, read};
use garant_measure::problem::{FaultList, Problem, TOLD, shown};
use garant_measure::table::{Format, MAX_CELL, MAX_COLUMNS, MAX_VALUES, Table};

use crate::harness::{faults, table};

fn decided(text: &str, format: &Format) -> Result<Reading, Problem> {
    let spec = Spec {
        score: None,
        flag: Flag::Column("flag".to_owned()),
        ..Spec::new("label", "", 0.5)
    };
    read(&spec, table(text, format)?, &mut |_| ())
}

/// tp, fp, tn, fn of a table with a label and a flag.
fn cells(text: &str, format: &Format) -> Result<[u64; 4], Problem> {
    let own = decided(text, format)?.tally.overall();
    Ok([own.tp, own.fp, own.tn, own.fn_])
}

fn columns(text: &str) -> Vec<String> {
    table(text, &Format::default()).unwrap().columns().to_vec()
}

#[test]
fn the_delimiter_is_the_most_frequent_of_the_first_line_quotes_apart() {
    for (text, wanted) in [
        ("a,b;c,d\n", &["a", "b;c", "d"][..]),
        ("a;b;c,d\n", &["a", "b", "c,d"]),
        ("a\tb\tc\n", &["a", "b", "c"]),
        ("a|b\n1,2,3\n", &["a", "b"]),
        ("\"a,b,c\";d\n", &["a,b,c", "d"]),
        ("\"a\nb,c\";d\n1,2,3\n", &["a\nb,c", "d"]),
        ("alone\n", &["alone"]),
        // Of two that are as frequent, the first of comma, semicolon, tab and bar.
        ("a,b;c\n", &["a", "b;c"]),
        (" a , b \n", &["a", "b"]),
    ] {
        assert_eq!(columns(text), wanted, "{text:?}");
    }
    let own = Format {
        delimiter: Some(b';'),
        ..Format::default()
    };
    assert_eq!(table("a,b;c,d\n", &own).unwrap().columns(), ["a,b", "c,d"]);
}

#[test]
fn rows_are_read_whatever_their_line_ends_quotes_and_byte_order_mark() {
    let wanted = Ok([1, 1, 1, 1]);
    let format = Format::default();
    assert_eq!(cells("label,flag\n1,1\n0,1\n0,0\n1,0\n", &format), wanted);
    assert_eq!(
        cells("label,flag\r\n1,1\r\n0,1\r\n0,0\r\n1,0", &format),
        wanted
    );
    assert_eq!(
        cells(
            "\u{feff}label;flag\n\"1\";1\n0;\"1\"\n 0 ; 0 \n1;0\n",
            &format
        ),
        wanted
    );
}

#[test]
fn numbers_have_a_point_or_a_comma_where_asked_for() {
    let format = |decimal_comma| Format {
        decimal_comma,
        ..Format::default()
    };
    let spec = Spec::new("label", "score", 0.5);
    let rows = "label;score\n1;0,75\n0;0,25\n";
    let own = read(&spec, table(rows, &format(true)).unwrap(), &mut |_| ()).unwrap();
    assert_eq!((own.tally.overall().tp, own.tally.overall().tn), (1, 1));
    let problem = read(&spec, table(rows, &format(false)).unwrap(), &mut |_| ()).unwrap_err();
    assert_eq!(faults(&problem), [(2, "not-a-number"), (3, "not-a-number")]);
}

#[test]
fn a_row_of_other_fields_is_at_fault_and_told_by_its_line() {
    let text = "label,flag\n1,1\n1\n1,1,1\n0,0\n\n2,0\n";
    let problem = decided(text, &Format::default()).unwrap_err();
    assert_eq!(
        faults(&problem),
        [(3, "fields"), (4, "fields"), (7, "unknown-label")]
    );
    let list = problem.faults.unwrap();
    assert_eq!(list.first[1].found, "3 / 2");
    assert_eq!(list.first[2].column.as_deref(), Some("label"));
}

#[test]
fn a_row_may_span_a_hundred_lines_and_no_more() {
    let row = |lines: usize| {
        format!(
            "label,flag,note\n1,1,\"{}\"\n0,0,x\n",
            "\n".repeat(lines - 1)
        )
    };
    assert_eq!(decided(&row(1), &Format::default()).unwrap().spanning, 0);
    assert_eq!(decided(&row(2), &Format::default()).unwrap().spanning, 1);
    assert_eq!(decided(&row(100), &Format::default()).unwrap().spanning, 1);
    let problem = decided(&row(101), &Format::default()).unwrap_err();
    assert_eq!(faults(&problem), [(2, "spans-lines")]);
}

#[test]
fn a_cell_of_a_thousand_bytes_is_read_and_a_longer_one_is_not() {
    let text = |length: usize| format!("label,flag,g\n1,1,{}\n", "x".repeat(length));
    let spec = Spec {
        score: None,
        flag: Flag::Column("flag".to_owned()),
        groups: vec![("g".to_owned(), "g".to_owned())],
        ..Spec::new("label", "", 0.5)
    };
    let own = |length: usize| {
        let table = table(&text(length), &Format::default()).unwrap();
        read(&spec, table, &mut |_| ()).err()
    };
    assert_eq!(own(MAX_CELL), None);
    let problem = own(MAX_CELL + 1).unwrap();
    assert_eq!(faults(&problem), [(2, "cell-too-long")]);
}

#[test]
fn a_column_of_groups_has_a_thousand_values_and_no_more() {
    let text = |values: usize| {
        let rows = (0..values).map(|row| format!("1,1,v{row}\n"));
        format!("label,flag,g\n{}", rows.collect::<String>())
    };
    let spec = Spec {
        score: None,
        flag: Flag::Column("flag".to_owned()),
        groups: vec![("g".to_owned(), "g".to_owned())],
        ..Spec::new("label", "", 0.5)
    };
    let own = |values: usize| {
        let table = table(&text(values), &Format::default()).unwrap();
        read(&spec, table, &mut |_| ())
    };
    let strata = own(MAX_VALUES).unwrap().tally.strata.len();
    assert_eq!(strata, 1 + MAX_VALUES);
    assert_eq!(own(MAX_VALUES + 1).unwrap_err().code, "too-many-values");
}

#[test]
fn more_rows_than_one_batch_are_all_read_and_told_as_they_go() {
    let rows = 20_001_u64;
    let mut text = "label,flag\n".to_owned();
    for row in 0..rows {
        text += if row % 3 == 0 { "1,1\n" } else { "0,0\n" };
    }
    let spec = Spec {
        score: None,
        flag: Flag::Column("flag".to_owned()),
        ..Spec::new("label", "", 0.5)
    };
    let mut told = Vec::new();
    let table = table(&text, &Format::default()).unwrap();
    let own = read(&spec, table, &mut |rows| told.push(rows)).unwrap();
    let whole = own.tally.overall();
    assert_eq!((whole.tp, whole.tn), (6_667, 13_334));
    assert!(told.len() > 1 && told.is_sorted() && told.last() == Some(&rows));
}

#[test]
fn words_for_what_is_not_recorded_are_not_values() {
    let format = Format {
        missing: vec!["NA".to_owned()],
        ..Format::default()
    };
    let text = "label,flag,g\n1,1,a\n1,1,NA\n1,1,\n0,0,na\n";
    let spec = Spec {
        score: None,
        flag: Flag::Column("flag".to_owned()),
        groups: vec![("g".to_owned(), "g".to_owned())],
        ..Spec::new("label", "", 0.5)
    };
    let own = read(&spec, table(text, &format).unwrap(), &mut |_| ()).unwrap();
    let groups: Vec<(Option<&str>, u64)> = own.tally.strata[1..]
        .iter()
        .map(|own| (own.by["g"].as_deref(), own.counts.n()))
        .collect();
    assert_eq!(groups, [(Some("a"), 1), (Some("na"), 1), (None, 2)]);
    let own = Series::new("p", "n", Values::Proportions("e".to_owned()));
    let text = "p,n,e\nNA,10,0.5\n";
    let problem = series(&own, table(text, &format).unwrap(), &mut |_| ()).unwrap_err();
    assert_eq!(faults(&problem), [(2, "no-period")]);
}

#[test]
fn what_is_no_delimited_text_is_refused_by_its_first_bytes() {
    let open = |bytes: &'static [u8]| Table::stream(Box::new(bytes), &Format::default());
    for (bytes, code) in [
        (&b""[..], "empty-file"),
        (b"\xff\xfea\0", "utf-16"),
        (b"\xfe\xff\0a", "utf-16"),
        (b"PK\x03\x04", "spreadsheet"),
        (b"%PDF-1.7", "binary"),
        (b"a,b\0", "binary"),
        (b"a,b,a\n", "duplicate-column"),
        (b"a,\xff\n", "not-utf8"),
    ] {
        assert_eq!(open(bytes).unwrap_err().code, code);
    }
    // Columns without a name are not the same.
    assert!(open(b"a,,\n").is_ok());
    assert!(open(b"PK,b\n").is_ok());
    let wide = |columns: usize| {
        let names: Vec<String> = (0..columns).map(|at| format!("c{at}")).collect();
        table(&names.join(","), &Format::default())
    };
    assert!(wide(MAX_COLUMNS).is_ok());
    assert_eq!(wide(MAX_COLUMNS + 1).unwrap_err().code, "too-many-columns");
    let parquet = Table::open(Box::new(std::io::Cursor::new(b"PAR1")), &Format::default());
    let code = parquet.unwrap_err().code;
    assert!(["no-parquet", "bad-parquet"].contains(&code), "{code}");
}

#[test]
fn what_goes_wrong_further_on_is_refused_too() {
    let code = |text: &str| decided(text, &Format::default()).unwrap_err().code;
    let many = "1,1\n".repeat(40_000);
    assert_eq!(code("label,flag\n1,1\n\"1,1\n"), "unclosed-quote");
    assert_eq!(code(&format!("label,flag\n{many}1,\0\n")), "binary");
    assert_eq!(
        code(&format!("label,flag\n{many}\"1,1\n")),
        "unclosed-quote"
    );
    // A line of sixteen mebibytes, and the lines before it, which do not count.
    let line = |bytes: usize| {
        let text = format!("label,flag\n{many}1,1,{}\n", "x".repeat(bytes));
        let problem = decided(&text, &Format::default()).unwrap_err();
        problem.code
    };
    assert_eq!(line(16 * 1024 * 1024 - 100_000), "bad-rows");
    assert_eq!(line(16 * 1024 * 1024 + 100_000), "line-too-long");
}

#[test]
fn a_column_that_is_not_there_is_told_with_those_that_are() {
    let own = table("a,b\n", &Format::default()).unwrap();
    assert_eq!(own.column("b"), Ok(1));
    let problem = own.column("c").unwrap_err();
    assert_eq!(problem.code, "no-such-column");
    let args = [("column", "c".to_owned()), ("columns", "a, b".to_owned())];
    assert_eq!(problem.args, args);
    assert_eq!(
        problem.to_string(),
        "no-such-column: column = c, columns = a, b"
    );
}

#[test]
fn the_first_ten_faults_are_told_in_the_order_of_the_file_and_all_are_counted() {
    assert_eq!(TOLD, 10);
    let mut list = FaultList::default();
    assert_eq!(list.clone().settle(), Ok(()));
    for row in [20, 5, 7, 6, 30, 31, 32, 33, 34, 35, 36, 1] {
        list.push(row, Some("c"), "code", "x");
    }
    let problem = list.settle().unwrap_err();
    let rows: Vec<u64> = faults(&problem).iter().map(|(row, _)| *row).collect();
    assert_eq!(rows, [1, 5, 6, 7, 20, 30, 31, 32, 33, 34]);
    assert_eq!(problem.args, [("count", "12".to_owned())]);
    assert_eq!(problem.faults.unwrap().total, 12);
}

#[test]
fn a_text_is_shown_in_forty_characters_without_what_hides() {
    assert_eq!(shown(&"x".repeat(40)), "x".repeat(40));
    assert_eq!(shown(&"x".repeat(41)), format!("{}…", "x".repeat(40)));
    assert_eq!(
        shown("a\u{202e}b\nc\u{feff}"),
        "a\u{fffd}b\u{fffd}c\u{fffd}"
    );
    assert_eq!(shown("d\u{2028}e"), "d\u{2028}e");
}
