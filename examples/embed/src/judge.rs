//! One posted body, judged and rendered: everything that the library is needed for.

use garant_core::{AuditError, Catalog, Diagnostic, Lang, NoFiles, Request, audit, notice};
use garant_report::{Assets, Options, Rendered, render};

use crate::answer::{Audited, Problem, Told};
use crate::asked::Asked;
use crate::strict::Strict;

/// A body, by what its content type says.
pub(crate) enum Body {
    Toml(Vec<u8>),
    Json(Vec<u8>),
}

/// Judges and renders. Takes some tens of milliseconds of a processor: not for the threads that serve connections.
pub(crate) fn judge(
    catalog: &Catalog,
    assets: &Assets,
    asked: &Asked,
    body: Body,
) -> Result<Audited, Problem> {
    let lang = asked.lang;
    let fail = |error: AuditError| problem(catalog, lang, error);
    let text;
    let request = match body {
        Body::Toml(bytes) => {
            text = String::from_utf8(bytes).map_err(|_| Problem::NoUtf8)?;
            Request::new("garant.toml", &text, asked.as_of)
        }
        Body::Json(bytes) => {
            let Strict(value) = serde_json::from_slice(&bytes).map_err(|error| Problem::Json {
                line: error.line(),
                column: error.column(),
                says: error.to_string(),
            })?;
            Request::of_value("garant.json", &value, asked.as_of)
                .map_err(|error| fail(error.into()))?
        }
    };
    let request = request
        .profile(asked.profile.as_deref())
        .gate(asked.gate.as_deref())
        .audience(asked.audience);
    // No file comes with a descriptor here: every piece of evidence is missing, and the audit says so.
    let audit = audit(catalog, &request, &NoFiles).map_err(fail)?;
    let rendered = render(&audit, Options::new(asked.format, lang), assets);
    let rendered = rendered.map_err(|error| Problem::Internal {
        says: error.to_string(),
    })?;
    Ok(Audited {
        format: asked.format,
        bytes: match rendered {
            Rendered::Text(text) => text.into_bytes(),
            Rendered::Bytes(bytes) => bytes,
        },
    })
}

fn problem(catalog: &Catalog, lang: Lang, error: AuditError) -> Problem {
    let unknown = |parameter: &str, found: String, known| Problem::Parameter {
        parameter: parameter.to_owned(),
        found: found.chars().take(200).collect(),
        known,
    };
    match error {
        AuditError::Descriptor(problems) => Problem::Descriptor {
            problems: problems
                .iter()
                .map(|own| told(catalog, lang, own))
                .collect(),
        },
        AuditError::Value(error) => Problem::Value {
            says: error.problem.to_string(),
            path: error.path,
        },
        AuditError::Profile { found, known } => unknown("profile", found, known),
        AuditError::Gate { found, known } => unknown("gate", found, known),
        other => Problem::Internal {
            says: other.to_string(),
        },
    }
}

fn told(catalog: &Catalog, lang: Lang, own: &Diagnostic) -> Told {
    let told = notice(catalog, own);
    let place = |number: usize| Some(number).filter(|number| *number > 0);
    Told {
        code: own.code,
        severity: told.severity,
        line: place(told.line),
        column: place(told.column),
        path: told.path,
        message: match lang {
            Lang::Fr => told.says.fr,
            Lang::En => told.says.en,
        },
    }
}
