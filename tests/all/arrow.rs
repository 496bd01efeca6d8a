//! Tables of Arrow in memory, against the same rows as delimited text.
#![expect(clippy::indexing_slicing, reason = "test code")]

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Int8Type, UInt32Type};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array, NullArray,
    RecordBatch, StringArray, StringViewArray,
};
use garant_measure::Problem;
use garant_measure::predictions::{Flag, Options, Report, Spec, read};
use garant_measure::table::arrow::Arrow;
use garant_measure::table::{Format, Table};

/// More than a batch.
const ROWS: usize = 20_000;

fn cells(row: u32) -> (bool, f64, Option<&'static str>) {
    let score = f64::from(row * 37 % 1_000) / 1_000.0;
    let sex = [Some("F"), Some("M"), None][row as usize % 7 % 3];
    (row % 11 < 4, score, sex)
}

fn rows() -> impl Iterator<Item = (bool, f64, Option<&'static str>)> {
    (0..20_000).map(cells)
}

fn spec() -> Spec {
    let mut spec = Spec::new("issue", "score", 0.4);
    spec.groups = vec![("sexe".to_owned(), "sexe".to_owned())];
    spec
}

fn figures(spec: &Spec, table: Table) -> Result<String, Problem> {
    let reading = read(spec, table, &mut |_| ())?;
    let report = Report::new(&reading.tally, reading.ranks.as_ref(), &Options::default())?;
    Ok(serde_json::to_string(&report).unwrap())
}

fn delimited() -> Table {
    let mut text = "issue,score,sexe\n".to_owned();
    for (issue, score, sex) in rows() {
        text.push_str(&format!("{issue},{score},{}\n", sex.unwrap_or_default()));
    }
    Table::stream(
        Box::new(std::io::Cursor::new(text.into_bytes())),
        &Format::default(),
    )
    .unwrap()
}

fn batch(issue: ArrayRef, sex: ArrayRef) -> RecordBatch {
    let score: Float64Array = rows().map(|(_, score, _)| Some(score)).collect();
    let columns = [
        ("issue", issue),
        ("score", Arc::new(score) as ArrayRef),
        ("sexe", sex),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
        .unwrap()
}

fn table(batches: Vec<RecordBatch>) -> Result<Table, Problem> {
    let schema = batches[0].schema();
    let batches = Box::new(batches.into_iter().map(Ok));
    Arrow::new(&schema, batches, &Format::default()).map(Table::Arrow)
}

#[test]
fn each_way_of_arrow_to_hold_the_same_cells_gives_the_figures_of_delimited_text() {
    let wanted = figures(&spec(), delimited()).unwrap();
    let truths: BooleanArray = rows().map(|(issue, ..)| Some(issue)).collect();
    let numbers: Int64Array = rows().map(|(issue, ..)| Some(i64::from(issue))).collect();
    let texts = || rows().map(|(.., sex)| sex);
    let plain: StringArray = texts().collect();
    let views: StringViewArray = texts().collect();
    let small: DictionaryArray<Int8Type> = texts().collect();
    let large: DictionaryArray<UInt32Type> = texts().collect();
    assert!(
        small
            .values()
            .as_string::<i32>()
            .iter()
            .all(|value| value.is_some())
    );
    for sex in [
        Arc::new(plain) as ArrayRef,
        Arc::new(views),
        Arc::new(small),
        Arc::new(large),
    ] {
        for issue in [
            Arc::new(truths.clone()) as ArrayRef,
            Arc::new(numbers.clone()),
        ] {
            let kind = sex.data_type().clone();
            let whole = batch(issue, Arc::clone(&sex));
            assert_eq!(
                figures(&spec(), table(vec![whole.clone()]).unwrap()).unwrap(),
                wanted,
                "{kind}"
            );
            let pieces = [(0, 1), (1, 9_999), (10_000, 10_000)];
            let pieces = pieces.map(|(from, rows)| whole.slice(from, rows)).to_vec();
            assert_eq!(
                figures(&spec(), table(pieces).unwrap()).unwrap(),
                wanted,
                "{kind}"
            );
        }
    }
}

#[test]
fn a_number_that_is_none_is_at_fault_and_a_null_is_not_recorded() {
    let issue: BooleanArray = rows().map(|(issue, ..)| Some(issue)).collect();
    let none = NullArray::new(ROWS);
    let whole = batch(Arc::new(issue.clone()), Arc::new(none));
    let told = figures(&spec(), table(vec![whole]).unwrap()).unwrap();
    assert!(told.contains(r#""by":{"sexe":null}"#));
    let score: Float64Array = (0..ROWS)
        .map(|row| Some(if row == 9_000 { f64::NAN } else { 0.5 }))
        .collect();
    let pairs = [
        ("issue", Arc::new(issue) as ArrayRef),
        ("score", Arc::new(score)),
    ];
    let whole = RecordBatch::try_from_iter(pairs).unwrap();
    let problem = figures(
        &Spec::new("issue", "score", 0.5),
        table(vec![whole]).unwrap(),
    )
    .unwrap_err();
    let faults = problem.faults.unwrap();
    assert_eq!(
        (faults.total, faults.first[0].row, faults.first[0].code),
        (1, 9_001, "not-a-number")
    );
}

#[test]
fn what_cannot_be_read_is_refused_by_its_name_and_what_is_not_asked_for_is_not_read() {
    let issue: BooleanArray = rows().map(|(issue, ..)| Some(issue)).collect();
    let whole = || {
        batch(
            Arc::new(issue.clone()),
            Arc::new(Date32Array::from(vec![0; ROWS])),
        )
    };
    let code =
        |spec: &Spec| figures(spec, table(vec![whole()]).unwrap()).map_err(|problem| problem.code);
    assert_eq!(code(&spec()).unwrap_err(), "column-type");
    code(&Spec::new("issue", "score", 0.5)).unwrap();
    assert_eq!(
        code(&Spec::new("nothing", "score", 0.5)).unwrap_err(),
        "no-such-column"
    );
    let mut spec = Spec::new("issue", "score", 0.5);
    spec.flag = Flag::Column("sexe".to_owned());
    assert_eq!(code(&spec).unwrap_err(), "column-type");
    // Arrow takes a name twice; a figure could not say which it is of.
    let twice = RecordBatch::try_from_iter([
        ("a", Arc::new(issue.clone()) as ArrayRef),
        ("a", Arc::new(issue)),
    ])
    .unwrap();
    assert_eq!(table(vec![twice]).unwrap_err().code, "duplicate-column");
}

#[test]
fn what_the_giver_of_batches_says_ends_the_reading() {
    let issue: BooleanArray = rows().map(|(issue, ..)| Some(issue)).collect();
    let whole = batch(Arc::new(issue), Arc::new(NullArray::new(ROWS)));
    let schema = whole.schema();
    let given = vec![
        Ok(whole),
        Err(Problem::new("bad-arrow").with("cause", "gone")),
    ];
    let table = Arrow::new(&schema, Box::new(given.into_iter()), &Format::default()).unwrap();
    let problem = figures(&spec(), Table::Arrow(table)).unwrap_err();
    assert_eq!(problem.code, "bad-arrow");
}
