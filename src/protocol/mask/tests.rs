//! Texts with secrets, and texts that only look like it.

use serde_json::json;

use super::{MASK, mask, mask_value};

fn masked(text: &str) -> String {
    mask(text).replace(MASK, "#")
}

#[test]
fn tokens_go_by_the_way_they_begin() {
    for (text, shown) in [
        ("key sk-abc123def456ghi rejected", "key sk-# rejected"),
        ("ghp_0123456789abcdef0123", "ghp_#"),
        ("slack xoxb-1234567890-abcdef, retry", "slack xoxb-#, retry"),
        ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl end", "jwt eyJ# end"),
        (
            "polling bot1234567:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe",
            "polling bot1234567:#/getMe",
        ),
        ("tell AIzaSyA1234567890abcdefghijk.", "tell AIza#."),
    ] {
        assert_eq!(masked(text), shown);
    }
}

#[test]
fn what_stands_beside_a_telling_name_goes() {
    for (text, shown) in [
        ("password=hunter2 user=ada", "password=# user=ada"),
        ("OPENCLAW_GATEWAY_TOKEN=abc123 started", "OPENCLAW_GATEWAY_TOKEN=# started"),
        (r#"{"token":"abc","n":1}"#, r##"{"token":"#","n":1}"##),
        (r#"{"1":"{\"apiKey\":\"a b\\\"c\",\"x\":1}"}"#, r##"{"1":"{\"apiKey\":\"#\",\"x\":1}"}"##),
        ("run --api-key abc --model x", "run --api-key # --model x"),
        ("GET /?token=a1b2&x=1", "GET /?token=#&x=1"),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: #"),
        ("Cookie: a=b; c=d\nnext", "Cookie: #\nnext"),
        ("secret: 'it is quoted' yes", "secret: '#' yes"),
        ("client_secret: Ab12 ok", "client_secret: # ok"),
        (r"line\npassword=abc1\nnext", r"line\npassword=#\nnext"),
        ("with Bearer abcDEF123456, then", "with Bearer #, then"),
    ] {
        assert_eq!(masked(text), shown);
    }
}

#[test]
fn addresses_lose_their_credentials() {
    assert_eq!(masked("to https://ada:secret1@host/x?y"), "to https://ada:#@host/x?y");
    assert_eq!(masked("redis://abcdef@host:6379"), "redis://#@host:6379");
    assert_eq!(masked("see https://host/a@b"), "see https://host/a@b");
}

#[test]
fn private_keys_keep_only_their_frame() {
    let key = "a -----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY----- b";
    let shown = "a -----BEGIN RSA PRIVATE KEY-----#-----END RSA PRIVATE KEY----- b";
    assert_eq!(masked(key), shown);
    assert_eq!(masked("-----BEGIN PRIVATE KEY-----\nMIIE"), "-----BEGIN PRIVATE KEY-----#");
}

#[test]
fn what_is_no_secret_stays() {
    for text in [
        "unauthorized: gateway token mismatch (rotate it)",
        "token: missing",
        "maxTokens=4096 totalTokens: 128",
        r#"{"inputTokens":12,"key":"agent:main:main","sessionKey":"agent:main:main"}"#,
        "key=agent:main:main",
        "the task-12345678 is done; sk-1",
        "→ event agent seq=263 run=9c9782c1…325e",
        "basic authentication is on",
        "bearer authentication is used",
        "password: null",
        "ünïcode passwörter bleiben: äöü",
    ] {
        assert_eq!(mask(text), text);
    }
}

#[test]
fn masking_twice_changes_nothing() {
    for text in ["password=hunter2", r#"{"token":"abc"}"#, "Bearer abcDEF123456", "sk-abc123def456"]
    {
        let once = mask(text).into_owned();
        assert_eq!(mask(&once), once);
    }
}

#[test]
fn values_are_masked_by_names_and_by_what_they_say() {
    let value = json!({
        "auth": {"token": "abc", "tokens": 5, "password": 1234, "mode": "token"},
        "apiKeys": ["a", "b"],
        "say": "Bearer abcDEF123456",
        "empty": {"secret": "", "token": null, "password": false},
    });
    let shown = json!({
        "auth": {"token": MASK, "tokens": 5, "password": MASK, "mode": "token"},
        "apiKeys": [MASK, MASK],
        "say": format!("Bearer {MASK}"),
        "empty": {"secret": "", "token": null, "password": false},
    });
    assert_eq!(mask_value(&value), shown);
}
