//! The console's files below a base path, with the headers of a version.

use std::collections::BTreeMap;
use std::path::PathBuf;

use demo_gateway::{Options, Profile, Server};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::console::{gateway_with, next_frame, open_socket};

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

async fn ask(server: &Server, request: &str, more: &str, body: &str) -> Answer {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let length = body.len();
    let text = format!(
        "{request} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {length}\r\n{more}\r\n{body}",
        server.address()
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    Answer { status, headers, body: body.to_owned() }
}

async fn get(server: &Server, path: &str) -> Answer {
    ask(server, &format!("GET {path}"), "", "").await
}

fn bundle() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/bundle")
}

async fn serving(profile: Profile, base: &str) -> Server {
    let mut options = Options::for_a_test(profile);
    options.dist = Some(bundle());
    options.base = base.to_owned();
    gateway_with(options).await
}

#[tokio::test]
async fn the_page_is_served_below_the_base_path() {
    for profile in Profile::ALL {
        let server = serving(profile, "/ops").await;
        let moved = get(&server, "/ops?session=main").await;
        assert_eq!((moved.status, moved.headers["location"].as_str()), (302, "/ops/?session=main"));
        for path in ["/ops/", "/ops/chat", "/ops/chat/deep"] {
            let page = get(&server, path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.body.contains("<title>Bundle</title>"));
            assert_eq!(page.headers["cache-control"], "no-cache");
        }
        assert_eq!(get(&server, "/elsewhere").await.status, 404);
    }
}

#[tokio::test]
async fn at_the_root_every_path_is_the_page() {
    for profile in Profile::ALL {
        let server = serving(profile, "").await;
        assert_eq!(get(&server, "/chat").await.status, 200);
        assert_eq!(get(&server, "/ui").await.status, 404);
    }
}

#[tokio::test]
async fn assets_come_with_the_versions_types() {
    for (profile, wasm) in [
        (Profile::V2026_2_6, "application/octet-stream"),
        (Profile::V2026_6_11, "application/octet-stream"),
        (Profile::V2026_9_6, "application/wasm"),
    ] {
        let server = serving(profile, "/ops").await;
        let script = get(&server, "/ops/chat/assets/app.js").await;
        assert_eq!(script.headers["content-type"], "application/javascript; charset=utf-8");
        let module = get(&server, "/ops/assets/app.wasm").await;
        assert_eq!(module.headers["content-type"], wasm);
        assert_eq!(module.headers["x-content-type-options"], "nosniff");
        assert!(!module.headers.contains_key("content-encoding"));
    }
}

#[tokio::test]
async fn a_missing_script_is_not_the_page_except_long_ago() {
    for profile in Profile::ALL {
        let server = serving(profile, "").await;
        let expected = if profile == Profile::V2026_2_6 { 200 } else { 404 };
        assert_eq!(get(&server, "/assets/gone.js").await.status, expected);
    }
}

#[tokio::test]
async fn every_answer_has_the_recorded_headers() {
    let recorded: Value = serde_json::from_str(include_str!("recordings/serving.json")).unwrap();
    for profile in [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_9_6] {
        let server = serving(profile, "/ops").await;
        for (path, expected) in recorded[profile.name()].as_object().unwrap() {
            let answer = get(&server, path).await;
            assert_eq!(answer.status, expected["status"], "{profile:?} {path}");
            for name in [
                "content-security-policy",
                "x-frame-options",
                "x-content-type-options",
                "referrer-policy",
                "permissions-policy",
                "content-type",
                "cache-control",
                "location",
            ] {
                let sent = answer.headers.get(name).map(String::as_str);
                assert_eq!(sent, expected[name].as_str(), "{profile:?} {path} {name}");
            }
            let dated = answer.headers.contains_key("last-modified");
            assert_eq!(dated, expected["last-modified"] == "yes", "{profile:?} {path}");
        }
    }
}

#[tokio::test]
async fn the_configuration_is_shown_to_those_with_the_token() {
    let server = serving(Profile::V2026_9_6, "/ops").await;
    let path = "GET /ops/control-ui-config.json";
    assert_eq!(ask(&server, path, "", "").await.status, 401);
    let answer = ask(&server, path, "authorization: Bearer example-token\r\n", "").await;
    let config: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(config["basePath"], "/ops");
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_twice() {
    let server = serving(Profile::V2026_9_6, "").await;
    let first = get(&server, "/assets/app.js").await;
    let since = format!("if-modified-since: {}\r\n", first.headers["last-modified"]);
    let second = ask(&server, "GET /assets/app.js", &since, "").await;
    assert_eq!((second.status, second.body.as_str()), (304, ""));
}

#[tokio::test]
async fn the_page_is_rewritten_as_the_version_does() {
    let old = get(&serving(Profile::V2026_2_6, "/ops").await, "/ops/").await;
    assert!(old.body.contains("window.__OPENCLAW_CONTROL_UI_BASE_PATH__=\"/ops\""));
    assert_eq!(old.headers["content-security-policy"], "frame-ancestors 'none'");
    let new = get(&serving(Profile::V2026_9_6, "/ops").await, "/ops/").await;
    assert!(new.body.contains("data-openclaw-control-ui-base-path=\"/ops\""));
    assert!(new.body.contains("src=\"/ops/assets/app.js\""));
    assert!(new.headers["content-security-policy"].contains("'wasm-unsafe-eval'"));
}

#[tokio::test]
async fn a_socket_is_opened_on_any_path() {
    let server = serving(Profile::V2026_9_6, "/ops").await;
    for path in ["/", "/ops", "/ops/", "/anything"] {
        let mut socket = open_socket(&server, path, None).await;
        assert_eq!(next_frame(&mut socket).await.unwrap()["event"], "connect.challenge");
    }
}

#[tokio::test]
async fn orders_are_given_over_http() {
    let server = serving(Profile::V2026_9_6, "/ops").await;
    let body = json!({ "order": "delay", "ms": 1 }).to_string();
    let done = ask(&server, "POST /__demo/orders", "", &body).await;
    assert_eq!((done.status, done.body.as_str()), (200, "{\"ok\":true}"));
    let wrong = ask(&server, "POST /__demo/orders", "", "{\"order\":\"nothing\"}").await;
    assert_eq!(wrong.status, 400);
    let state = get(&server, "/__demo/state?session=agent%3Amain%3Amain").await;
    let state: Value = serde_json::from_str(&state.body).unwrap();
    assert_eq!(state["messages"].as_array().unwrap().len(), 38);
}

#[tokio::test]
async fn while_it_restarts_no_page_is_answered_but_orders_are() {
    let server = serving(Profile::V2026_9_6, "").await;
    server.order(&json!({ "order": "restart", "ms": 600_000 })).unwrap();
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes, b"");
    let back = ask(&server, "POST /__demo/orders", "", "{\"order\":\"mend\"}").await;
    assert_eq!(back.status, 200);
    assert_eq!(get(&server, "/").await.status, 200);
}
