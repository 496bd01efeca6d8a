//! Why there is no answer, as the exceptions of `garant._errors`.

use garant_core::stored::StoredError;
use garant_core::{AuditError, Catalog, Diagnostic, Lang, notice};
use garant_measure::Problem;
use garant_report::{RenderError, Words, figures};
use pyo3::call::PyCallArgs;
use pyo3::prelude::*;

use crate::asked::Tongue;

fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("garant._errors")?.getattr(name)
}

fn raised<'py>(py: Python<'py>, name: &str, args: impl PyCallArgs<'py>) -> PyErr {
    match class(py, name).and_then(|class| class.call1(args)) {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}

/// An argument that is none of those known.
pub(crate) fn argument(
    py: Python<'_>,
    said: &str,
    parameter: &str,
    found: &str,
    known: &[&str],
) -> PyErr {
    let known = known.to_vec();
    raised(py, "ArgumentError", (said, parameter, found, known))
}

/// There is no audit.
pub(crate) fn no_audit(
    py: Python<'_>,
    tongue: &Tongue,
    catalog: &Catalog,
    name: &str,
    error: AuditError,
) -> PyErr {
    let unknown = |parameter: &str, key: &str, found: &str, known: &[String]| {
        let choices = known.join(", ");
        let said = tongue
            .words
            .fill(key, &[("found", found), ("choices", &choices)]);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        argument(py, &said, parameter, found, &known)
    };
    match error {
        AuditError::Descriptor(problems) => {
            let problems = problems.iter();
            let told: PyResult<Vec<_>> = problems
                .map(|own| problem(py, catalog, tongue.lang, own))
                .collect();
            match told {
                Ok(told) => raised(py, "DescriptorError", (name, told)),
                Err(error) => error,
            }
        }
        AuditError::Value(error) => {
            let (said, none) = (error.problem.to_string(), None::<usize>);
            let args = ("value", "error", none, none, error.path, said);
            match class(py, "Problem").and_then(|class| class.call1(args)) {
                Ok(told) => raised(py, "DescriptorError", (name, vec![told])),
                Err(error) => error,
            }
        }
        AuditError::Profile { found, known } => {
            unknown("profile", "terminal.unknown-profile", &found, &known)
        }
        AuditError::Gate { found, known } => {
            unknown("gate", "terminal.unknown-level", &found, &known)
        }
        other => raised(py, "GarantError", (other.to_string(),)),
    }
}

/// A problem of a descriptor, at its line where it was a text, at its path where it was a value.
fn problem<'py>(
    py: Python<'py>,
    catalog: &Catalog,
    lang: Lang,
    own: &Diagnostic,
) -> PyResult<Bound<'py, PyAny>> {
    let told = notice(catalog, own);
    let place = |number: usize| Some(number).filter(|number| *number > 0);
    let says = match lang {
        Lang::Fr => told.says.fr,
        Lang::En => told.says.en,
    };
    let (line, column) = (place(told.line), place(told.column));
    class(py, "Problem")?.call1((own.code, told.severity, line, column, told.path, says))
}

/// A text is no stored audit.
pub(crate) fn not_stored(py: Python<'_>, words: &Words, why: StoredError) -> PyErr {
    let path = "audit";
    let (said, faults) = match why {
        StoredError::Syntax {
            line,
            column,
            detail,
        } => {
            let (line, column) = (line.to_string(), column.to_string());
            let args = [
                ("path", path),
                ("line", &line),
                ("column", &column),
                ("detail", &detail),
            ];
            (words.fill("terminal.bad-audit-json", &args), Vec::new())
        }
        StoredError::Unsound(faults) => {
            let faults = faults.iter().map(|fault| {
                let key = format!("stored.{}", fault.code);
                let said = words.fill(&key, &[("at", &fault.at)]);
                (fault.code.to_owned(), fault.at.clone(), said)
            });
            let said = words.fill("terminal.unsound-audit", &[("path", path)]);
            (said, faults.collect())
        }
        _ => (
            words.fill("terminal.bad-audit", &[("path", path)]),
            Vec::new(),
        ),
    };
    raised(py, "StoredAuditError", (said, faults))
}

/// An audit cannot be rendered.
pub(crate) fn not_rendered(py: Python<'_>, error: &RenderError) -> PyErr {
    raised(py, "GarantError", (error.to_string(),))
}

/// There are no figures.
pub(crate) fn no_figures(py: Python<'_>, words: &Words, problem: &Problem) -> PyErr {
    let said = figures::problem(problem, words);
    let faults = problem.faults.iter().flat_map(|faults| &faults.first);
    let faults = faults.map(|fault| {
        let said = figures::fault(fault, words);
        let column = fault.column.clone();
        (fault.row, column, fault.code, fault.found.clone(), said)
    });
    let faults: Vec<_> = faults.collect();
    let total = problem.faults.as_ref().map_or(0, |faults| faults.total);
    raised(py, "MeasureError", (said, problem.code, faults, total))
}
