//! Answers: a rendered audit, or a problem as JSON with a code, never a bare text.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use garant_report::Format;
use serde::Serialize;

/// Why there is no audit; `error` is its code.
#[derive(Debug, Serialize)]
#[serde(tag = "error", rename_all = "kebab-case")]
pub(crate) enum Problem {
    /// The descriptor cannot be used.
    Descriptor { problems: Vec<Told> },
    /// The JSON value cannot be a descriptor.
    Value { path: String, says: String },
    /// The body is no JSON.
    Json {
        says: String,
        line: usize,
        column: usize,
    },
    /// The body is no UTF-8.
    NoUtf8,
    /// A parameter is unknown, missing or wrong.
    Parameter {
        parameter: String,
        found: String,
        known: Vec<String>,
    },
    /// The body is longer than a descriptor may be.
    TooLarge { most: usize },
    /// The body is of a type that is not judged.
    ContentType { known: Vec<&'static str> },
    /// There is nothing at this path.
    NotFound,
    /// The path has no such method.
    Method,
    /// The request was not meant for this service: see [`crate::guard`].
    Misdirected { says: &'static str },
    /// The client sent its body too slowly, or stopped.
    Incomplete,
    /// Too many audits wait.
    Busy,
    /// A fault of the service.
    Internal { says: String },
}

/// A problem of a descriptor, at its line where it was a text, at its path where it was a value.
#[derive(Debug, Serialize)]
pub(crate) struct Told {
    pub(crate) code: &'static str,
    pub(crate) severity: String,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
    pub(crate) path: Option<String>,
    pub(crate) message: String,
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::Descriptor { .. } | Self::Value { .. } | Self::Json { .. } | Self::NoUtf8 => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Parameter { .. } => StatusCode::BAD_REQUEST,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::ContentType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Misdirected { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::Incomplete => StatusCode::REQUEST_TIMEOUT,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body =
            serde_json::to_vec(&self).unwrap_or_else(|_| br#"{"error":"internal"}"#.to_vec());
        (self.status(), headers("application/json"), body).into_response()
    }
}

/// A rendered audit.
pub(crate) struct Audited {
    pub(crate) format: Format,
    pub(crate) bytes: Vec<u8>,
}

impl IntoResponse for Audited {
    fn into_response(self) -> Response {
        (headers(media(self.format)), self.bytes).into_response()
    }
}

/// What every answer says of itself: a page runs and fetches nothing, and no answer is kept.
pub(crate) fn headers(media: &'static str) -> [(HeaderName, &'static str); 5] {
    [
        (CONTENT_TYPE, media),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'",
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Without an origin the form of the page could not be told from a page of elsewhere.
        (REFERRER_POLICY, "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ]
}

fn media(format: Format) -> &'static str {
    match format {
        Format::Json | Format::Oscal | Format::OscalCatalog => "application/json",
        Format::Html => "text/html; charset=utf-8",
        Format::Markdown | Format::GithubSummary => "text/markdown; charset=utf-8",
        Format::Csv | Format::CsvChecks => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Sarif | Format::SarifGithub => "application/sarif+json",
        Format::Junit => "application/xml",
        Format::Text | Format::Concise | Format::Github => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
