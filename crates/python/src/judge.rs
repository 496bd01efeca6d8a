//! Audits, and what is rendered of them.

use std::path::PathBuf;
use std::sync::OnceLock;

use anstream::adapter::strip_str;
use garant_cli::Folder;
use garant_core::evidence::Files;
use garant_core::redact::redact;
use garant_core::stored::{StoredError, read};
use garant_core::{AuditError, Catalog, NoFiles, Request};
use garant_report::{Extent, Format, Options, Rendered};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::asked::Tongue;
use crate::facts::Given;
use crate::refusal;

/// What is asked of an audit beside its descriptor.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    as_of: String,
    lang: String,
    profile: Option<String>,
    gate: Option<String>,
    name: String,
    evidence_folder: Option<PathBuf>,
    allow_outside: bool,
    audience: String,
    ignore_waivers: bool,
    rows: bool,
}

/// The built-in catalog, decoded once.
fn catalog() -> PyResult<&'static Catalog> {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    if let Some(catalog) = CATALOG.get() {
        return Ok(catalog);
    }
    let catalog = garant_catalog::catalog();
    let catalog = catalog.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    Ok(CATALOG.get_or_init(|| catalog))
}

/// Judges a descriptor, a TOML text or a dictionary; gives the audit as `garant audit --format json` writes it.
#[pyfunction]
pub(crate) fn audit(
    py: Python<'_>,
    descriptor: &Bound<'_, PyAny>,
    asked: Asked,
) -> PyResult<String> {
    let tongue = Tongue::of(py, &asked.lang)?;
    let catalog = catalog()?;
    let as_of = tongue.day(py, &asked.as_of)?;
    let audience = tongue.audience(py, &asked.audience)?;
    let fail = |error: AuditError| refusal::no_audit(py, &tongue, catalog, &asked.name, error);
    let text;
    let request = if let Ok(own) = descriptor.cast::<PyString>() {
        text = own.to_str()?;
        Request::new(&asked.name, text, as_of)
    } else {
        Request::of_value(&asked.name, &Given(descriptor), as_of)
            .map_err(|error| fail(error.into()))?
    };
    let request = request
        .profile(asked.profile.as_deref())
        .gate(asked.gate.as_deref())
        .ignore_waivers(asked.ignore_waivers)
        .rows(asked.rows)
        .audience(audience);
    let folder = asked.evidence_folder.as_deref();
    let folder = folder.map(|root| Folder::new(root, asked.allow_outside));
    let audit = py.detach(|| {
        let files: &dyn Files = match &folder {
            Some(folder) => folder,
            None => &NoFiles,
        };
        garant_core::audit(catalog, &request, files)
    });
    let audit = audit.map_err(fail)?;
    let options = Options::new(Format::Json, tongue.lang);
    let rendered = py.detach(|| garant_report::render(&audit, options, &tongue.assets));
    let rendered = rendered.map_err(|error| refusal::not_rendered(py, &error))?;
    Ok(rendered.into_text().unwrap_or_default())
}

/// The most bytes of a stored audit, as in the program.
const MAX_STORED: usize = 64 * 1024 * 1024;

/// Renders a stored audit, which is checked first; gives a text, or bytes for a workbook.
#[pyfunction]
pub(crate) fn render<'py>(
    py: Python<'py>,
    audit: &str,
    format: &str,
    lang: &str,
    audience: Option<&str>,
    summary: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let tongue = Tongue::of(py, lang)?;
    let format = tongue.format(py, format)?;
    if audit.len() > MAX_STORED {
        return Err(refusal::not_stored(py, &tongue.words, StoredError::Format));
    }
    let audit = py.detach(|| read(audit));
    let audit = audit.map_err(|why| refusal::not_stored(py, &tongue.words, why))?;
    let wanted = match audience {
        Some(code) => tongue.audience(py, code)?,
        None => audit.audience,
    };
    let audit = redact(audit, wanted).map_err(|wider| {
        let (from, to) = (wider.from.code(), wider.to.code());
        let args = [("path", "audit"), ("from", from), ("to", to)];
        let said = tongue.words.fill("terminal.wider-audience", &args);
        refusal::argument(py, &said, "audience", to, &[])
    })?;
    let extent = if summary {
        Extent::Summary
    } else {
        Extent::Full
    };
    let options = Options::new(format, tongue.lang).extent(extent);
    let rendered = py.detach(|| garant_report::render(&audit, options, &tongue.assets));
    match rendered.map_err(|error| refusal::not_rendered(py, &error))? {
        Rendered::Bytes(bytes) => Ok(PyBytes::new(py, &bytes).into_any()),
        // No terminal shows it: styles have no place in it.
        Rendered::Text(text) if matches!(format, Format::Text | Format::Concise) => {
            Ok(PyString::new(py, &strip_str(&text).to_string()).into_any())
        }
        Rendered::Text(text) => Ok(PyString::new(py, &text).into_any()),
    }
}
