//! What `DuckDB` and Spark count with Garant's query is what Garant counts itself.
#![expect(clippy::indexing_slicing, clippy::print_stderr, reason = "test code")]

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use garant_measure::predictions::{Flag, Spec, Tally, read};
use garant_measure::sql::{Dialect, query};
use garant_measure::table::{Format, Table};

use crate::harness::root;
use crate::queries::{crossed, named};

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % below
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

const COLUMNS: [&str; 8] = [
    "#first",
    "died",
    "fate",
    "risk",
    "alert",
    "sex",
    "region \"A\"",
    "o'neil`s",
];
const PLACES: [&str; 16] = [
    "",
    "  ",
    "O'Neil",
    "a \"quoted\" one",
    "comma, here",
    "semi;colon",
    "l’été",
    "NULL",
    "null",
    "1",
    "1.0",
    "01",
    "\\N",
    "back\\slash",
    "\u{a0}wide\u{a0}",
    "two\nlines",
];

fn score(dice: &mut Dice) -> String {
    match dice.roll(8) {
        0 => dice
            .pick(&["0", "1", "0.0", "1.0", "-0", "+1", "1e0", "1.", ".0"])
            .to_owned(),
        1 => dice
            .pick(&["0.3", ".3", "3e-1", "0.30", "3.0E-1", "+.3"])
            .to_owned(),
        // The edges of bins, and what lies beside them.
        2 => (f64::from(u32::try_from(dice.roll(161)).unwrap()) / 160.0).to_string(),
        3 => (f64::from(u32::try_from(dice.roll(161)).unwrap()) / 160.0)
            .next_down()
            .max(0.0)
            .to_string(),
        // Halves of the unit in which scores are summed.
        4 => format!("0.{:09}5", dice.roll(1_000_000_000)),
        5 => format!("0.{:017}", dice.roll(100_000_000_000_000_000)),
        6 => "0.29999999999999993".to_owned(),
        _ => format!("0.{:06}", dice.roll(1_000_000)),
    }
}

/// A table with all that cells may hold.
fn table(seed: u64, rows: usize) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut text = String::new();
    let mut line = |cells: &[String]| {
        let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let cells: Vec<String> = cells.iter().map(cell).collect();
        writeln!(text, "{}", cells.join(",")).unwrap();
    };
    line(&COLUMNS.map(str::to_owned));
    for _ in 0..rows {
        let label = match dice.roll(9) {
            0 => dice.pick(&["", " ", "\t"]),
            _ => dice.pick(&["1", "0", "true", "FALSE", "True", "1.0", "0e0", "-0", "+1"]),
        };
        let mut cells = vec![
            dice.pick(&["#", "x"]).to_owned(),
            label.to_owned(),
            dice.pick(&["dead", "dead", "alive", ""]).to_owned(),
            score(&mut dice),
            dice.pick(&["1", "0", "true", "false", "0.0"]).to_owned(),
            dice.pick(&["male", "female", "Male", ""]).to_owned(),
            dice.pick(&PLACES).to_owned(),
            dice.pick(&["a", "b", "c`d", "e\"f", "NaN", "(not recorded)"])
                .to_owned(),
        ];
        for cell in cells.iter_mut().skip(1) {
            if dice.roll(6) == 0 {
                let spaces = [" ", "\t", "  ", "\u{c}", " \t "];
                *cell = format!("{}{cell}{}", dice.pick(&spaces), dice.pick(&spaces));
            }
        }
        line(&cells);
    }
    text
}

/// Requests of each kind over that table.
fn requests() -> Vec<Spec> {
    let mut whole = Spec::new("died", "risk", 0.3);
    whole.groups = named(&[
        ("sexe", "sex"),
        ("lieu d’\"A\"", "region \"A\""),
        ("o'neil`s", "o'neil`s"),
        ("alert", "alert"),
    ]);
    whole.cross = crossed(&[&["o'neil`s", "sexe"], &["sexe", "lieu d’\"A\"", "alert"]]);
    whole.exclude_missing_label = true;
    whole.unit = Some("exam's".to_owned());
    let mut named = whole.clone();
    "fate".clone_into(&mut named.label);
    named.positive = Some(" dead ".to_owned());
    named.flag = Flag::Column("alert".to_owned());
    named.bins = 160;
    let mut rates = whole.clone();
    rates.rates_only = true;
    let mut decided = named.clone();
    decided.rates_only = true;
    decided.score = None;
    let mut bare = Spec::new("alert", "risk", 1.0);
    bare.bins = 10;
    let mut low = bare.clone();
    low.flag = Flag::Threshold(0.0);
    low.bins = 40;
    vec![whole, named, rates, decided, bare, low]
}

fn own(spec: &Spec, path: &Path) -> Tally {
    let file = Box::new(File::open(path).unwrap());
    let table = Table::open(file, &Format::default()).unwrap();
    read(spec, table, &mut |_| ()).unwrap().tally
}

/// The Python of an engine, if the variable names one.
fn python(variable: &str) -> Option<PathBuf> {
    let python = std::env::var_os(variable).map(PathBuf::from);
    if python.is_none() {
        eprintln!("{variable} is not set: this test of an engine does not run");
    }
    python
}

struct Duckdb {
    python: PathBuf,
    folder: tempfile::TempDir,
}

impl Duckdb {
    fn new() -> Option<Self> {
        Some(Self {
            python: python("GARANT_DUCKDB_PYTHON")?,
            folder: tempfile::tempdir().unwrap(),
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    /// Runs queries, each with its result's file; gives a line for each.
    fn run(&self, queries: &[(String, PathBuf)]) -> Vec<String> {
        let mut child = Command::new(&self.python)
            .arg(root().join("tests/engines/duckdb_tally.py"))
            .args(["-", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = String::new();
        for (index, (query, result)) in queries.iter().enumerate() {
            let file = self.file(&format!("{index}.sql"), query);
            writeln!(lines, "{}\t{}", file.display(), result.display()).unwrap();
        }
        let mut input = child.stdin.take().unwrap();
        input.write_all(lines.as_bytes()).unwrap();
        drop(input);
        let output = child.wait_with_output().unwrap();
        let said: Vec<String> = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        assert_eq!(said.len(), queries.len(), "{said:?}");
        said
    }

    /// Compares what `DuckDB` counts with what Garant counts, in all forms of result.
    fn compare(&self, cases: &[(Spec, PathBuf)]) -> usize {
        let mut queries = Vec::new();
        for (index, (spec, path)) in cases.iter().enumerate() {
            for form in ["csv", "json", "jsonl"] {
                let sql = query(spec, Dialect::Duckdb, path.to_str().unwrap()).unwrap();
                queries.push((sql, self.path(&format!("result-{index}.{form}"))));
            }
        }
        let said = self.run(&queries);
        for (index, ((query, result), said)) in queries.iter().zip(said).enumerate() {
            let (spec, path) = &cases[index / 3];
            assert_eq!(said, "done", "{query}");
            let bytes = std::fs::read(result).unwrap();
            assert!(Tally::recognises(&bytes));
            let theirs = Tally::parse(&bytes).unwrap();
            assert_eq!(theirs, own(spec, path), "{query}");
        }
        queries.len()
    }
}

#[test]
fn duckdb_counts_as_garant_does() {
    let Some(duckdb) = Duckdb::new() else { return };
    let mut cases = Vec::new();
    let mut copies = Vec::new();
    for seed in 0..6 {
        let rows = if seed == 0 { 5_000 } else { 400 };
        let csv = duckdb.file(&format!("rows{seed}.csv"), &table(seed, rows));
        let parquet = duckdb.path(&format!("rows{seed}.parquet"));
        // Risks as numbers, alerts as truths, and in the odd tables outcomes as numbers with decimals.
        let died = if seed % 2 == 1 { "DOUBLE" } else { "VARCHAR" };
        let died = format!(
            "CASE WHEN '{died}' = 'DOUBLE' THEN CASE lower(trim(died, chr(9) || chr(12) || ' ')) WHEN '' THEN NULL WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE died END ELSE died END"
        );
        let kind = if seed % 2 == 1 { "DOUBLE" } else { "VARCHAR" };
        copies.push((
            format!(
                "SELECT * REPLACE (CAST({died} AS {kind}) AS died, CAST(risk AS DOUBLE) AS risk, \
                 CAST(CAST(alert AS DOUBLE) AS BOOLEAN) AS alert) FROM \
                 (SELECT * REPLACE (CASE trim(alert, chr(9) || chr(12) || ' ') WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE alert END AS alert) \
                 FROM read_csv('{}', header = true, all_varchar = true))",
                csv.display()
            ),
            parquet.clone(),
        ));
        for spec in requests() {
            cases.push((spec.clone(), csv.clone()));
            cases.push((spec, parquet.clone()));
        }
    }
    let said = duckdb.run(&copies);
    assert!(said.iter().all(|said| said == "done"), "{said:#?}");
    let compared = duckdb.compare(&cases);
    eprintln!("{compared} results of DuckDB equal Garant's own");
}

#[test]
fn duckdb_counts_the_real_tables_as_garant_does() {
    let Some(duckdb) = Duckdb::new() else { return };
    let Some(corpus) = std::env::var_os("GARANT_CORPUS").map(PathBuf::from) else {
        eprintln!("GARANT_CORPUS is not set: this test over real inputs does not run");
        return;
    };
    let mut cases = Vec::new();
    for kind in ["csv", "parquet"] {
        let path = |name: &str| corpus.join(format!("predictions/{name}.{kind}"));
        for (threshold, decided) in [(0.3, false), (0.5, true)] {
            let mut spec = Spec::new("y_true", "y_score", threshold);
            if decided {
                spec.flag = Flag::Column("y_pred".to_owned());
            }
            let mut edges = spec.clone();
            edges.groups = named(&[("group", "group")]);
            cases.push((edges, path("edge_cases")));
            let names = ["sex", "age_group", "race", "education", "fold"];
            spec.groups = named(&names.map(|name| (name, name)));
            spec.cross = crossed(&[&["sex", "race"], &["race", "age_group", "sex"]]);
            cases.push((spec, path("nhefs_death")));
        }
    }
    let compared = duckdb.compare(&cases);
    eprintln!("{compared} results of DuckDB equal Garant's own");
}

#[test]
fn a_row_that_cannot_be_read_stops_the_query() {
    let Some(duckdb) = Duckdb::new() else { return };
    let plain = Spec::new("y", "s", 0.5);
    let mut excluding = plain.clone();
    excluding.exclude_missing_label = true;
    let mut rates = excluding.clone();
    rates.rates_only = true;
    let mut decided = excluding.clone();
    decided.flag = Flag::Column("d".to_owned());
    let mut named = plain.clone();
    named.positive = Some("1".to_owned());
    let cases = [
        (&plain, ",0.5,1", "a row has no outcome in y"),
        (&plain, "2,0.5,1", "an outcome cannot be read in y: 2"),
        (&plain, "1_0e-1,0.5,1", "an outcome cannot be read in y"),
        (&named, "dead,0.5,1", "an outcome cannot be read in y"),
        (&excluding, ",,1", "a row has no score in s"),
        (&excluding, ",x,1", "a score is no number in s: x"),
        (&excluding, "1,0_1,1", "a score is no number in s: 0_1"),
        (&excluding, "1,nan,1", "a score is no number in s: nan"),
        (&excluding, "1,\"0,5\",1", "a score is no number in s: 0,5"),
        (&excluding, ",1.5,1", "a score is not from 0 to 1 in s: 1.5"),
        (&excluding, ",1e999,1", "a score is not from 0 to 1 in s"),
        (&rates, "1,-0.1,1", "a score is not from 0 to 1 in s: -0.1"),
        (&decided, ",0.5,", "a row has no decision in d"),
        (
            &decided,
            "1,0.5,yes",
            "a decision is none of 1, 0, true, false in d: yes",
        ),
    ];
    let mut queries = Vec::new();
    for (index, (spec, row, _)) in cases.iter().enumerate() {
        let text = format!("y,s,d\n1,0.2,1\n0,0.5,0\n{row}\n0,0.9,1\n");
        let path = duckdb.file(&format!("fault{index}.csv"), &text);
        let file = Box::new(File::open(&path).unwrap());
        let table = Table::open(file, &Format::default()).unwrap();
        let refused = read(spec, table, &mut |_| ()).unwrap_err();
        assert_eq!(refused.code, "bad-rows", "{row}");
        let sql = query(spec, Dialect::Duckdb, path.to_str().unwrap()).unwrap();
        queries.push((sql, duckdb.path(&format!("fault-{index}.csv"))));
    }
    for (said, (_, row, wanted)) in duckdb.run(&queries).iter().zip(&cases) {
        assert!(
            said.starts_with("failed:") && said.contains(wanted),
            "{row}: {said}"
        );
    }
}

#[test]
fn spark_counts_as_garant_does() {
    let Some(python) = python("GARANT_SPARK_PYTHON") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let synthetic = folder.path().join("rows.csv");
    std::fs::write(&synthetic, table(7, 3_000)).unwrap();
    let mut tables = vec![(synthetic, requests())];
    if let Some(corpus) = std::env::var_os("GARANT_CORPUS").map(PathBuf::from) {
        for kind in ["csv", "parquet"] {
            let mut spec = Spec::new("y_true", "y_score", 0.3);
            let names = ["sex", "age_group", "race", "education", "fold"];
            spec.groups = named(&names.map(|name| (name, name)));
            spec.cross = crossed(&[&["sex", "race"], &["race", "age_group", "sex"]]);
            tables.push((
                corpus.join(format!("predictions/nhefs_death.{kind}")),
                vec![spec],
            ));
        }
    }
    for (path, specs) in tables {
        let mut command = Command::new(&python);
        command
            .arg(root().join("tests/engines/spark_tally.py"))
            .arg(&path);
        let place = |index: usize, end: &str| folder.path().join(format!("{index}.{end}"));
        for (index, spec) in specs.iter().enumerate() {
            std::fs::write(
                place(index, "sql"),
                query(spec, Dialect::Spark, "rows").unwrap(),
            )
            .unwrap();
            command.arg(place(index, "sql")).arg(place(index, "csv"));
        }
        assert!(command.status().unwrap().success());
        for (index, spec) in specs.iter().enumerate() {
            let theirs = Tally::parse(&std::fs::read(place(index, "csv")).unwrap()).unwrap();
            assert_eq!(theirs, own(spec, &path), "{index}");
        }
    }
}
