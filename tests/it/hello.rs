//! The handshake against three real gateways: what each said at the welcome, and that our connect
//! has no field that the strictest of them refuses.

use std::collections::BTreeMap;

use quarterdeck::protocol::{
    handshake::{Auth, Client, Connect, Device, HelloOk},
    method::Scope,
};
use serde_json::Value;

fn welcomes() -> BTreeMap<&'static str, HelloOk> {
    BTreeMap::from([
        ("2026.2.6-3", include_str!("hello/2026.2.6-3.json")),
        ("2026.4.15", include_str!("hello/2026.4.15.json")),
        ("2026.9.6", include_str!("hello/2026.9.6.json")),
    ])
    .into_iter()
    .map(|(version, text)| (version, serde_json::from_str(text).expect("a welcome is read")))
    .collect()
}

#[test]
fn every_recorded_welcome_is_read() {
    let welcomes = welcomes();
    let read: Vec<_> = welcomes
        .iter()
        .map(|(version, hello)| {
            let methods = hello.features.methods.as_ref().map(Vec::len);
            let events = hello.features.events.as_ref().map(Vec::len);
            (*version, hello.protocol, methods, events, hello.policy.max_payload)
        })
        .collect();
    assert_eq!(
        read,
        [
            ("2026.2.6-3", 3, Some(83), Some(18), Some(524_288)),
            ("2026.4.15", 3, Some(130), Some(24), Some(26_214_400)),
            ("2026.9.6", 4, Some(467), Some(64), Some(26_214_400)),
        ]
    );
}

#[test]
fn every_welcome_names_the_main_session_the_scopes_and_the_tick() {
    for (version, hello) in welcomes() {
        let defaults = hello.snapshot.session_defaults.expect("defaults are sent");
        assert_eq!(defaults.main_session_key.as_deref(), Some("agent:main:main"), "{version}");
        let granted = hello.auth.expect("a device token is issued");
        assert_eq!(granted.device_token.as_deref(), Some("example-device-token"));
        assert!(Scope::Approvals.is_granted_by(&granted.scopes.expect("scopes are named")));
        assert_eq!(hello.policy.tick_interval_ms, Some(30_000), "{version}");
        assert!(hello.snapshot.health.is_some() && !hello.snapshot.presence.is_empty());
    }
}

#[test]
fn only_the_latest_says_what_attachments_it_takes() {
    let limits: Vec<_> =
        welcomes().into_values().map(|hello| hello.policy.attachments.is_some()).collect();
    assert_eq!(limits, [false, false, true]);
}

#[test]
fn a_secret_is_not_printed() {
    for hello in welcomes().into_values() {
        assert!(!format!("{hello:?}").contains("example-device-token"));
    }
    let auth = Auth { token: Some("example-token".to_owned()), password: None };
    assert!(!format!("{auth:?}").contains("example-token"));
}

#[test]
fn our_connect_has_no_field_that_the_first_version_refuses() {
    let connect = Connect {
        min_protocol: 3,
        max_protocol: 4,
        client: Client {
            id: "openclaw-control-ui",
            version: "0.1.0",
            platform: "web",
            mode: "webchat",
            instance_id: "i".to_owned(),
            build_id: None,
        },
        role: "operator",
        scopes: vec!["operator.admin".to_owned()],
        caps: vec!["tool-events"],
        device: Some(Device {
            id: "d".into(),
            public_key: "k".to_owned(),
            signature: "s".to_owned(),
            signed_at: 1,
            nonce: Some("n".to_owned()),
        }),
        auth: Some(Auth { token: Some("t".to_owned()), password: Some("p".to_owned()) }),
        locale: Some("en".to_owned()),
        user_agent: Some("a browser".to_owned()),
    };
    let written = serde_json::to_value(&connect).expect("a connect is JSON");
    assert_eq!(
        names(&written),
        [
            "auth",
            "caps",
            "client",
            "device",
            "locale",
            "maxProtocol",
            "minProtocol",
            "role",
            "scopes",
            "userAgent"
        ]
    );
    assert_eq!(names(&written["client"]), ["id", "instanceId", "mode", "platform", "version"]);
    assert_eq!(names(&written["device"]), ["id", "nonce", "publicKey", "signature", "signedAt"]);
    assert_eq!(names(&written["auth"]), ["password", "token"]);
}

fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<_> =
        object.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}
