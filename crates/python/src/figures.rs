//! Figures of a table that Python holds, read where it lies.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_pyarrow::FromPyArrow as _;
use arrow_schema::ArrowError;
use garant_measure::Problem;
use garant_measure::predictions::{Flag, Options, Reading, Report, Spec, read};
use garant_measure::table::arrow::Arrow;
use garant_measure::table::{Format, Table};
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;

use crate::asked::Tongue;
use crate::refusal;

/// What is asked of a table, by the names of `garant measure predictions`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    lang: String,
    label: String,
    score: Option<String>,
    threshold: Option<f64>,
    decision: Option<String>,
    groups: Vec<(String, String)>,
    cross: Vec<Vec<String>>,
    weight: Option<String>,
    unit: Option<String>,
    positive: Option<String>,
    missing_label: String,
    rates_only: bool,
    bins: usize,
    missing: Vec<String>,
    references: Vec<(String, String)>,
    correct: String,
    mask: bool,
}

impl Asked {
    fn spec(&self) -> Result<Spec, Problem> {
        let flag = match (&self.decision, self.threshold) {
            (Some(column), _) => Flag::Column(column.clone()),
            (None, Some(threshold)) => Flag::Threshold(threshold),
            (None, None) => return Err(Problem::new("no-flag")),
        };
        let spec = Spec {
            label: self.label.clone(),
            score: self.score.clone(),
            flag,
            groups: self.groups.clone(),
            cross: self.cross.clone(),
            weight: self.weight.clone(),
            unit: self.unit.clone(),
            positive: self.positive.clone(),
            exclude_missing_label: self.missing_label == "exclude",
            rates_only: self.rates_only,
            bins: self.bins,
        };
        spec.check()?;
        Ok(spec)
    }
}

/// Figures of a table that gives itself as a stream or an array of Arrow, as `garant measure predictions --format json` writes them.
#[pyfunction]
pub(crate) fn predictions(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    asked: Asked,
) -> PyResult<String> {
    let tongue = Tongue::of(py, &asked.lang)?;
    for (parameter, found, known) in [
        ("missing_label", &asked.missing_label, ["refuse", "exclude"]),
        ("correct", &asked.correct, ["none", "holm"]),
    ] {
        if !known.contains(&found.as_str()) {
            return Err(tongue.unknown(py, parameter, found, &known));
        }
    }
    let fail = |problem: Problem| refusal::no_figures(py, &tongue.words, &problem);
    let spec = asked.spec().map_err(fail)?;
    let reader = reader(table)?;
    let schema = reader.schema();
    let stop = Stop::default();
    let watched = Watched {
        reader,
        rest: None,
        stop: stop.clone(),
    };
    let format = Format {
        missing: asked.missing.clone(),
        ..Format::default()
    };
    let report = py.detach(|| {
        let table = Table::Arrow(Arrow::new(&schema, Box::new(watched), &format)?);
        let Reading { tally, ranks, .. } = read(&spec, table, &mut |_| ())?;
        let options = Options {
            holm: asked.correct == "holm",
            references: asked.references.iter().cloned().collect(),
        };
        let report = Report::new(&tally, ranks.as_ref(), &options)?;
        Ok(if asked.mask {
            report.mask(&tally)
        } else {
            report
        })
    });
    if let Some(stopped) = stop.taken() {
        return Err(stopped);
    }
    let report = report.map_err(fail)?;
    serde_json::to_string(&report).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

fn reader(table: &Bound<'_, PyAny>) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    if table.hasattr("__arrow_c_stream__")? {
        return Ok(Box::new(RecordBatchStreamReader::from_pyarrow_bound(
            table,
        )?));
    }
    let batch = RecordBatch::from_pyarrow_bound(table)?;
    let schema = batch.schema();
    Ok(Box::new(RecordBatchIterator::new([Ok(batch)], schema)))
}

/// What Python raised while a table was read, such as `KeyboardInterrupt`.
#[derive(Clone, Default)]
struct Stop(Arc<Mutex<Option<PyErr>>>);

impl Stop {
    fn put(&self, error: PyErr) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    fn taken(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Batches, in pieces between which Python may stop the reading.
struct Watched {
    reader: Box<dyn RecordBatchReader + Send>,
    rest: Option<RecordBatch>,
    stop: Stop,
}

impl Watched {
    /// Why no batch came. Of what Python raised on the way through C, the name and the words are left.
    fn failed(&self, error: &ArrowError) -> Problem {
        let cause = error.to_string();
        if cause.contains("KeyboardInterrupt") {
            self.stop.put(PyKeyboardInterrupt::new_err(()));
        }
        // The words of another program, which may be long.
        let mut problem = Problem::new("bad-arrow");
        let cause = cause.chars().filter(|own| !own.is_control());
        problem.args.push(("cause", cause.take(400).collect()));
        problem
    }
}

/// What a signal has made Python raise.
fn interrupted() -> Option<PyErr> {
    Python::attach(|py| py.check_signals().err())
}

/// The most rows of a piece.
const PIECE: usize = 1 << 20;

impl Iterator for Watched {
    type Item = Result<RecordBatch, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = interrupted() {
            self.stop.put(error);
            return Some(Err(Problem::new("bad-arrow").with("cause", "stopped")));
        }
        let batch = match self.rest.take() {
            Some(rest) => rest,
            None => match self.reader.next()? {
                Ok(batch) => batch,
                Err(error) => return Some(Err(self.failed(&error))),
            },
        };
        let rows = batch.num_rows();
        if rows > PIECE {
            self.rest = Some(batch.slice(PIECE, rows - PIECE));
            return Some(Ok(batch.slice(0, PIECE)));
        }
        Some(Ok(batch))
    }
}
