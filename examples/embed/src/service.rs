//! The routes, and what keeps one client from another's way.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use garant_core::Catalog;
use garant_core::descriptor::MAX_BYTES;
use garant_report::Assets;
use http_body_util::BodyExt as _;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::answer::{Audited, Problem, headers};
use crate::asked::Asked;
use crate::guard;
use crate::judge::{self, judge};

/// How long a client may take to send a body.
const SENDING: Duration = Duration::from_secs(10);
/// How long an audit may wait for its turn.
const WAITING: Duration = Duration::from_secs(30);
/// How much of a body that is too long is read, so that the client is there to read why.
const DRAINED: usize = 4 * MAX_BYTES;

const TYPES: [&str; 4] = [
    "application/toml",
    "text/plain",
    "application/json",
    "application/x-www-form-urlencoded",
];

struct Service {
    catalog: Catalog,
    assets: Assets,
    /// As many audits at once as there are processors.
    turns: Arc<Semaphore>,
}

/// The service over a catalog.
pub fn router(catalog: Catalog) -> Router {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let service = Service {
        catalog,
        assets: Assets::default(),
        turns: Arc::new(Semaphore::new(processors)),
    };
    Router::new()
        .route("/", get(page))
        .route("/audits", post(audits))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::Method)
        .layer(from_fn(guard::loopback))
        // Bodies are bounded where they are read.
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::new(service))
}

/// Serves on a listener until it fails.
///
/// # Errors
/// Those of the listener.
pub async fn serve(listener: TcpListener, catalog: Catalog) -> std::io::Result<()> {
    axum::serve(listener, router(catalog)).await
}

async fn page() -> Response {
    let html = Html(include_str!("page.html"));
    (headers("text/html; charset=utf-8"), html.0).into_response()
}

async fn audits(
    State(service): State<Arc<Service>>,
    RawQuery(query): RawQuery,
    sent: HeaderMap,
    body: Body,
) -> Result<Audited, Problem> {
    let kind = kind(&sent)?;
    let mut pairs = pairs(query.unwrap_or_default().as_bytes());
    let bytes = timeout(SENDING, whole(body))
        .await
        .map_err(|_| Problem::Incomplete)??;
    let body = match kind {
        "application/json" => judge::Body::Json(bytes),
        "application/x-www-form-urlencoded" => judge::Body::Toml(form(&bytes, &mut pairs)),
        _ => judge::Body::Toml(bytes),
    };
    let asked = Asked::read(pairs)?;
    let turn = timeout(WAITING, Arc::clone(&service.turns).acquire_owned());
    let turn = turn.await.map_err(|_| Problem::Busy)?;
    let turn = turn.map_err(|_| Problem::Busy)?;
    let judged = tokio::task::spawn_blocking(move || {
        let judged = judge(&service.catalog, &service.assets, &asked, body);
        // The turn ends with the work, also where the client has left.
        drop(turn);
        judged
    });
    judged.await.map_err(|error| Problem::Internal {
        says: error.to_string(),
    })?
}

fn kind(sent: &HeaderMap) -> Result<&'static str, Problem> {
    let stated = sent.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let named = stated
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    let known = TYPES
        .into_iter()
        .find(|known| named.is_some_and(|named| named.eq_ignore_ascii_case(known)));
    known.ok_or_else(|| Problem::ContentType {
        known: TYPES.to_vec(),
    })
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

/// The descriptor of a form; its other fields are parameters.
fn form(bytes: &[u8], parameters: &mut Vec<(String, String)>) -> Vec<u8> {
    let (descriptor, others): (Vec<_>, Vec<_>) = pairs(bytes)
        .into_iter()
        .partition(|(name, _)| name == "descriptor");
    parameters.extend(others);
    let mut texts = descriptor.into_iter().map(|(_, text)| text);
    texts.next().unwrap_or_default().into_bytes()
}

async fn whole(mut body: Body) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut read = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::Incomplete)?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        read += data.len();
        if read <= MAX_BYTES {
            bytes.extend_from_slice(data);
        } else if read > DRAINED {
            break;
        }
    }
    if read > MAX_BYTES {
        return Err(Problem::TooLarge { most: MAX_BYTES });
    }
    Ok(bytes)
}
