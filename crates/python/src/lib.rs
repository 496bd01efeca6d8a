//! The module `garant._garant`: what the package `garant` calls. Arguments come in as Python gives them, answers go out as JSON or as
//! rendered; judging, rendering and counting are the crates' own.

mod asked;
mod facts;
mod figures;
mod judge;
mod refusal;

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the program on the words of a command line; gives its exit code.
#[pyfunction]
fn program(py: Python<'_>, words: Vec<OsString>) -> u8 {
    py.detach(|| garant_cli::run(words).code())
}

/// What the package `garant` calls.
#[pymodule]
mod _garant {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::figures::predictions;
    #[pymodule_export]
    use crate::judge::{audit, render};
    #[pymodule_export]
    use crate::program;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("VERSION", env!("CARGO_PKG_VERSION"))
    }
}
