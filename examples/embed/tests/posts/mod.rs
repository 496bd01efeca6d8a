//! What the clients post, and what they must be answered.

use std::sync::Arc;

use garant_core::audience::Audience;
use garant_core::{Audit, Date, NoFiles, Request, audit};
use serde_json::{Value, json};

const TOO_LONG: usize = 2 * 1024 * 1024 + 1;

pub struct Post {
    pub name: String,
    pub query: String,
    pub kind: &'static str,
    pub body: Vec<u8>,
    pub expected: Expected,
}

pub enum Expected {
    /// The audit that the library gives of the same descriptor.
    Audit(Arc<Audit>),
    /// A rendered audit: its type, and a part of it.
    Page(&'static str, &'static str),
    /// A status and the code of its problem.
    Problem(u16, &'static str),
}

const QUERY: &str = "as-of=2026-11-23";
const TOML: &str = "application/toml";
const JSON: &str = "application/json";

/// All posts: descriptors of the examples in each way, then hostile ones.
pub fn posts() -> Vec<Post> {
    let mut posts = Vec::new();
    for (name, text) in examples() {
        descriptors(&name, &text, &mut posts);
    }
    let empty = Request::new("garant.toml", "garant = 1\n", date());
    add(
        &mut posts,
        "silent",
        QUERY,
        "text/plain; charset=utf-8",
        "garant = 1\n",
        judged(&empty),
    );
    for (name, body) in broken() {
        let expected = Expected::Problem(422, "descriptor");
        add(&mut posts, name, QUERY, TOML, body, expected);
    }
    for (name, body, code) in broken_json() {
        add(
            &mut posts,
            name,
            QUERY,
            JSON,
            body,
            Expected::Problem(422, code),
        );
    }
    let long = "#".repeat(TOO_LONG);
    let problem = Expected::Problem;
    add(
        &mut posts,
        "octets",
        QUERY,
        TOML,
        b"garant = \xff\xfe\0\x01",
        problem(422, "no-utf8"),
    );
    add(
        &mut posts,
        "too long",
        QUERY,
        TOML,
        long,
        problem(413, "too-large"),
    );
    add(
        &mut posts,
        "too long JSON",
        QUERY,
        JSON,
        vec![b'['; 2 * TOO_LONG],
        problem(413, "too-large"),
    );
    for kind in [
        "application/octet-stream",
        "text/html",
        "multipart/form-data",
        "x",
    ] {
        add(
            &mut posts,
            kind,
            QUERY,
            kind,
            "garant = 1",
            problem(415, "content-type"),
        );
    }
    for query in [
        "",
        "as-of=",
        "as-of=2026-02-30",
        "as-of=20261123",
        "as-of=today",
        "as-of=2026-11-23&as-of=2026-11-23",
        "as-of=2026-11-23&lang=de",
        "as-of=2026-11-23&format=pdf",
        "as-of=2026-11-23&format=text",
        "as-of=2026-11-23&profile=none",
        "as-of=2026-11-23&gate=none",
        "as-of=2026-11-23&audience=all",
        "as-of=2026-11-23&templates=..%2F..",
        "as-of=%00%ff",
    ] {
        add(
            &mut posts,
            query,
            query,
            TOML,
            "garant = 1",
            problem(400, "parameter"),
        );
    }
    // A step of seven meets them all where seven does not divide their number.
    if posts.len() % 7 == 0 {
        let audit = judged(&empty);
        add(
            &mut posts,
            "silent again",
            QUERY,
            "text/plain",
            "garant = 1\n",
            audit,
        );
    }
    posts
}

fn add(
    posts: &mut Vec<Post>,
    name: &str,
    query: &str,
    kind: &'static str,
    body: impl Into<Vec<u8>>,
    expected: Expected,
) {
    posts.push(Post {
        name: name.to_owned(),
        query: query.to_owned(),
        kind,
        body: body.into(),
        expected,
    });
}

fn date() -> Date {
    "2026-11-23".parse().unwrap()
}

fn judged(request: &Request<'_>) -> Expected {
    let catalog = garant_catalog::catalog().unwrap();
    Expected::Audit(Arc::new(audit(&catalog, request, &NoFiles).unwrap()))
}

fn examples() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut found: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(path.join("garant.toml")).ok()?;
            Some((path.file_name()?.to_string_lossy().into_owned(), text))
        })
        .collect();
    found.sort();
    assert_eq!(found.len(), 8);
    found
}

/// A descriptor as TOML, as JSON, for the public, and in a form that wants a page.
fn descriptors(name: &str, text: &str, posts: &mut Vec<Post>) {
    let request = Request::new("garant.toml", text, date());
    add(posts, name, QUERY, TOML, text, judged(&request));
    let public = request.audience(Audience::Public);
    let query = format!("{QUERY}&audience=public");
    add(posts, name, &query, "text/plain", text, judged(&public));
    let value = as_json(toml::Value::Table(text.parse().unwrap()));
    let request = Request::of_value("garant.json", &value, date()).unwrap();
    add(
        posts,
        name,
        QUERY,
        JSON,
        value.to_string(),
        judged(&request),
    );
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("descriptor", text),
            ("as-of", "2026-11-23"),
            ("format", "html"),
            ("profile", ""),
        ])
        .finish();
    let page = Expected::Page("text/html; charset=utf-8", "<html lang=\"fr\"");
    add(
        posts,
        name,
        "",
        "application/x-www-form-urlencoded",
        form,
        page,
    );
    let query = format!("{QUERY}&format=md&lang=en");
    let page = Expected::Page("text/markdown; charset=utf-8", "# ");
    add(posts, name, &query, TOML, text, page);
}

fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            let entries = table.into_iter().map(|(key, value)| (key, as_json(value)));
            Value::Object(entries.collect())
        }
        other => serde_json::to_value(other).unwrap(),
    }
}

fn broken() -> Vec<(&'static str, String)> {
    vec![
        ("nothing", String::new()),
        ("blank", " \n\t\n".to_owned()),
        ("prose", "Bonjour, voici mon projet.".to_owned()),
        ("unclosed", "garant = 1\n[system\nname = \"x".to_owned()),
        (
            "unknown keys",
            "garant = 1\n[systeme]\nnom = \"x\"\n".to_owned(),
        ),
        ("double key", "garant = 1\ngarant = 1\n".to_owned()),
        ("other edition", "garant = 99\n".to_owned()),
        ("huge number", format!("garant = {}\n", "9".repeat(5_000))),
        ("not a number", "garant = nan\n".to_owned()),
        (
            "no such day",
            "garant = 1\n[declaration]\non = 2026-02-30\n".to_owned(),
        ),
        ("deep list", format!("garant = {}", "[".repeat(100_000))),
        ("deep table", format!("garant = {}", "{a=".repeat(100_000))),
        ("deep key", format!("{}a = 1", "a.".repeat(50_000))),
        (
            "many entries",
            format!("garant = 1\nevidence = [{}]", "{},".repeat(2_000)),
        ),
        (
            "many keys",
            (0..20_000).map(|key| format!("k{key} = 1\n")).collect(),
        ),
        ("many errors", "=\n".repeat(1_000_000)),
        ("many doubles", "a = 1\n".repeat(300_000)),
        (
            "one long line",
            format!(
                "system = {{{}}}",
                (0..100_000)
                    .map(|key| format!("k{key} = 1, "))
                    .collect::<String>()
            ),
        ),
        (
            "many huge numbers",
            format!("garant = [{}]", "99999999999999999999,".repeat(90_000)),
        ),
        ("zero bytes", "garant = 1\0\0\0".to_owned()),
        (
            "hidden signs",
            "garant = 1\n\u{202e}\u{2066} = 2\n".to_owned(),
        ),
        ("escapes", "garant = \"\\uD800\"\n".to_owned()),
        ("a page", "<script>alert(1)</script>".to_owned()),
    ]
}

fn broken_json() -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("no JSON", String::new(), "json"),
        ("cut JSON", "{\"garant\": 1".to_owned(), "json"),
        ("deep JSON", "[".repeat(1_000_000), "json"),
        (
            "double JSON key",
            "{\"garant\": 1, \"garant\": 2}".to_owned(),
            "json",
        ),
        (
            "JSON beyond numbers",
            "{\"garant\": 1e999}".to_owned(),
            "json",
        ),
        ("JSON list", "[]".to_owned(), "value"),
        ("JSON null", "null".to_owned(), "value"),
        (
            "null in a list",
            "{\"evidence\": [null]}".to_owned(),
            "value",
        ),
        (
            "large JSON number",
            "{\"garant\": 18446744073709551615}".to_owned(),
            "value",
        ),
        (
            "deep map",
            format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100)),
            "value",
        ),
        (
            "JSON types",
            "{\"garant\": \"1\", \"system\": 3}".to_owned(),
            "descriptor",
        ),
        (
            "JSON keys",
            "{\"garant\": 1, \"__proto__\": {}, \"a\\nb\": 1}".to_owned(),
            "descriptor",
        ),
        (
            "JSON date",
            "{\"garant\": 1, \"declaration\": {\"on\": \"hier\"}}".to_owned(),
            "descriptor",
        ),
        ("empty map", "{}".to_owned(), "descriptor"),
    ]
}
