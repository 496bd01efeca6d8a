//! A thousand descriptors from eight clients at once, hostile ones among them: every answer is one of those the service promises.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod posts;

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use posts::{Expected, Post, posts};
use serde_json::Value;

const CLIENTS: usize = 8;
const POSTS: usize = 1_000;

/// Starts the service on a free port. It ends with the test.
fn start() -> SocketAddr {
    let (told, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
                .await
                .unwrap();
            told.send(listener.local_addr().unwrap()).unwrap();
            let catalog = garant_catalog::catalog().unwrap();
            garant_embed::serve(listener, catalog).await.unwrap();
        });
    });
    address.recv_timeout(Duration::from_secs(20)).unwrap()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        // What the environment names is of no use on the loopback address.
        .proxy(None)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into()
}

struct Answer {
    status: u16,
    media: String,
    body: Vec<u8>,
}

fn send(agent: &ureq::Agent, address: SocketAddr, post: &Post) -> Result<Answer, ureq::Error> {
    let request = agent.post(format!("http://{address}/audits?{}", post.query));
    let mut response = request.content_type(post.kind).send(&post.body[..])?;
    let media = response.headers().get("content-type");
    let media = media.map_or("", |value| value.to_str().unwrap()).to_owned();
    Ok(Answer {
        status: response.status().as_u16(),
        media,
        body: response
            .body_mut()
            .with_config()
            .limit(64 << 20)
            .read_to_vec()?,
    })
}

/// Tells what is wrong with an answer.
fn check(post: &Post, answer: &Answer) -> Result<(), String> {
    let shown = || {
        String::from_utf8_lossy(&answer.body)
            .chars()
            .take(300)
            .collect::<String>()
    };
    match &post.expected {
        Expected::Audit(same) => {
            if answer.status != 200 || answer.media != "application/json" {
                return Err(format!("{} {}", answer.status, shown()));
            }
            let audit: garant_core::Audit = serde_json::from_slice(&answer.body)
                .map_err(|error| format!("no audit: {error}"))?;
            if audit != **same {
                return Err("another audit than the library gives".to_owned());
            }
        }
        Expected::Page(media, part) => {
            let page = String::from_utf8_lossy(&answer.body);
            if answer.status != 200 || answer.media != *media || !page.contains(part) {
                return Err(format!("{} {} {}", answer.status, answer.media, shown()));
            }
        }
        Expected::Problem(status, code) => {
            let told: Value = serde_json::from_slice(&answer.body)
                .map_err(|error| format!("{}: no JSON: {error}: {}", answer.status, shown()))?;
            if answer.status != *status || told["error"] != *code {
                return Err(format!("{} {}", answer.status, shown()));
            }
            let problems = told["problems"].as_array();
            if *code == "descriptor" && problems.is_none_or(Vec::is_empty) {
                return Err(format!("no problem is told: {}", shown()));
            }
        }
    }
    Ok(())
}

/// A client that leaves: in its head, in its body, or before the answer.
fn leave(address: SocketAddr, how: usize) {
    let mut stream = TcpStream::connect(address).unwrap();
    let head = "POST /audits?as-of=2026-11-23 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n";
    // A client that leaves does not care whether it was heard.
    let _ = match how % 4 {
        0 => stream.write_all(&head.as_bytes()[..40]),
        1 => stream.write_all(format!("{head}garant").as_bytes()),
        2 => stream.write_all(format!("{head}garant = 1\r\n").as_bytes()),
        _ => stream
            .write_all(format!("{head}gar").as_bytes())
            .and_then(|()| stream.shutdown(Shutdown::Write)),
    };
}

#[test]
fn a_thousand_posts_from_eight_clients_are_answered_with_an_audit_or_a_typed_problem() {
    let began = Instant::now();
    let address = start();
    let posts = posts();
    assert!(posts.len() > 40, "{}", posts.len());
    let ready = began.elapsed();
    let counted = Mutex::new(BTreeMap::<u16, usize>::new());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (posts, counted, wrong) = (&posts, &counted, &wrong);
            scope.spawn(move || {
                let agent = agent();
                for number in (client..POSTS).step_by(CLIENTS) {
                    if number % 25 == 0 {
                        leave(address, number / 25);
                    }
                    // Seven is prime to their number: all are posted, and unlike ones at the same time.
                    let post = &posts[(number * 7) % posts.len()];
                    let found = match send(&agent, address, post) {
                        Ok(answer) => {
                            *counted.lock().unwrap().entry(answer.status).or_default() += 1;
                            check(post, &answer)
                        }
                        Err(error) => Err(error.to_string()),
                    };
                    if let Err(why) = found {
                        wrong.lock().unwrap().push(format!("{}: {why}", post.name));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
    let counted = counted.into_inner().unwrap();
    assert_eq!(counted.values().sum::<usize>(), POSTS, "{counted:?}");
    println!(
        "{counted:?}: ready after {ready:?}, done after {:?}",
        began.elapsed()
    );
    let again = send(&agent(), address, &posts[0]).unwrap();
    check(&posts[0], &again).unwrap();
}

/// The status line and the body of a request written by hand.
fn raw(address: SocketAddr, request: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

#[test]
fn only_this_machine_is_answered_and_every_other_path_has_its_answer() {
    let address = start();
    let get = |path: &str, more: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nConnection: close\r\n{more}\r\n");
        raw(address, &request)
    };
    let own = format!("Host: {address}\r\n");
    let (status, page) = get("/", &own);
    assert!(
        status.contains("200") && page.contains("<textarea"),
        "{status}"
    );
    let cases = [
        (
            "/",
            "Host: garant.example.org\r\n".to_owned(),
            421,
            "misdirected",
        ),
        ("/", String::new(), 421, "misdirected"),
        ("/", format!("{own}{own}"), 421, "misdirected"),
        (
            "/",
            format!("{own}Origin: http://example.org\r\n"),
            421,
            "misdirected",
        ),
        ("/", format!("{own}Origin: null\r\n"), 421, "misdirected"),
        ("/audits", own.clone(), 405, "method"),
        ("/../etc/passwd", own.clone(), 404, "not-found"),
        ("/audits/1", own.clone(), 404, "not-found"),
    ];
    for (path, more, expected, code) in cases {
        let (status, body) = get(path, &more);
        assert!(
            status.contains(&expected.to_string()),
            "{path} {more}: {status}"
        );
        let told: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(told["error"], code, "{path} {more}");
    }
    let (status, _) = get("/", &format!("{own}Origin: http://{address}\r\n"));
    assert!(status.contains("200"), "{status}");
}
