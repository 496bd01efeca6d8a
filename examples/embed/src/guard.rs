//! Who may ask: programs and pages of this machine, not a web page that a browser has open.
//!
//! A page of elsewhere can point a name of its own at 127.0.0.1 and would then pass for this service; its requests carry that name as
//! their host. A page can also post here without reading the answer; its requests carry its origin.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::answer::Problem;

/// Lets a request through if its host is the loopback address and its origin, where it has one, is that host.
pub(crate) async fn loopback(request: Request, next: Next) -> Response {
    match misdirected(request.headers()) {
        Some(says) => Problem::Misdirected { says }.into_response(),
        None => next.run(request).await,
    }
}

fn misdirected(headers: &HeaderMap) -> Option<&'static str> {
    let text = |name| headers.get(&name).and_then(|value| value.to_str().ok());
    let Some(host) = text(HOST).filter(|_| headers.get_all(HOST).iter().count() == 1) else {
        return Some("a request names its host once");
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    if !["127.0.0.1", "localhost"].contains(&name) {
        return Some("the host is not this machine");
    }
    let origin = headers.get(ORIGIN)?;
    let own = origin
        .to_str()
        .is_ok_and(|origin| origin.strip_prefix("http://") == Some(host));
    (!own).then_some("the page that asks is not of this service")
}
