//! The connect page as an operator meets it.

use std::collections::BTreeSet;

use leptos::prelude::GetUntracked;
use quarterdeck::gateway::phase::{Farewell, Phase, RefusalKind};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{frame, hear, kept, kept_for_good, open_again, open_console, refuse};

#[wasm_bindgen_test]
async fn the_page_names_what_is_to_be_typed() {
    let (house, _) = open_console().await;
    assert!(house.written("Gateway URL").starts_with("ws://"));
    assert_eq!(house.written("Token"), "");
    assert_eq!(house.written("Password"), "");
    house.see("button", "Connect");
    assert!(house.lacks("navigation", "Main"));
}

#[wasm_bindgen_test]
async fn every_refusal_says_something_of_its_own_in_an_alert() {
    let kinds = [
        RefusalKind::TokenMissing,
        RefusalKind::TokenMismatch,
        RefusalKind::TokenNotConfigured,
        RefusalKind::PasswordMissing,
        RefusalKind::PasswordMismatch,
        RefusalKind::PasswordNotConfigured,
        RefusalKind::DeviceTokenMismatch,
        RefusalKind::RateLimited,
        RefusalKind::OriginNotAllowed,
        RefusalKind::ProtocolMismatch { expected: Some(7) },
        RefusalKind::ProtocolMismatch { expected: None },
        RefusalKind::DeviceIdentityRequired,
        RefusalKind::DeviceRejected,
        RefusalKind::PairingRequired { request_id: Some("r-1".to_owned()) },
        RefusalKind::ScopesMissing,
        RefusalKind::BuildMismatch,
        RefusalKind::IdentityMissing,
        RefusalKind::BadAddress,
        RefusalKind::Other,
    ];
    let (house, stores) = open_console().await;
    let mut said = BTreeSet::new();
    for kind in kinds.clone() {
        refuse(stores, kind).await;
        let words = house.words_of("alert");
        assert!(words.len() > 40, "{words:?}");
        said.insert(words);
    }
    assert_eq!(said.len(), kinds.len());
}

#[wasm_bindgen_test]
async fn a_refused_origin_is_shown_with_the_key_that_allows_it() {
    let (house, stores) = open_console().await;
    refuse(stores, RefusalKind::OriginNotAllowed).await;
    let words = house.words_of("alert");
    assert!(words.contains("http://console.example"), "{words:?}");
    assert!(words.contains("gateway.controlUi.allowedOrigins"), "{words:?}");
}

#[wasm_bindgen_test]
async fn waiting_shows_the_exact_command_and_goes_on_by_itself() {
    let (house, stores) = open_console().await;
    let request_id = Some("4f1c-9d2e".to_owned());
    hear(stores, Phase::WaitingForApproval { request_id }).await;
    assert!(house.words().contains("openclaw devices approve 4f1c-9d2e"));
    house.see("button", "Copy");
    assert!(house.lacks("button", "Connect"));
    hear(stores, Phase::Connected).await;
    house.see("navigation", "Main");
    assert!(house.lacks("heading", "Waiting for approval"));
}

#[wasm_bindgen_test]
async fn a_gateway_that_does_not_answer_is_named() {
    let (house, stores) = open_console().await;
    house.write("Gateway URL", "ws://attic.example:18789").await;
    house.press("button", "Connect").await;
    let reason = Some(Farewell::Unreachable);
    hear(stores, Phase::Reconnecting { attempt: 1, retry_at_ms: None, reason }).await;
    assert!(house.words_of("alert").contains("ws://attic.example:18789"));
}

#[wasm_bindgen_test]
async fn what_is_no_address_is_said_and_nothing_is_tried() {
    let (house, stores) = open_console().await;
    house.write("Gateway URL", "ftp://attic").await;
    house.press("button", "Connect").await;
    assert!(house.words().contains("This is not the address of a gateway"));
    let field = house.see("textbox", "Gateway URL");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(stores.connection.url().get_untracked(), None);
}

#[wasm_bindgen_test]
async fn a_secret_is_hidden_until_one_asks_to_see_it() {
    let (house, _) = open_console().await;
    let kind = || house.see("textbox", "Token").get_attribute("type");
    assert_eq!(kind().as_deref(), Some("password"));
    house.press("button", "Show Token").await;
    assert_eq!(kind().as_deref(), Some("text"));
    house.press("button", "Hide Token").await;
    assert_eq!(kind().as_deref(), Some("password"));
}

#[wasm_bindgen_test]
async fn a_token_stays_in_the_tab_and_a_password_nowhere() {
    let (house, stores) = open_console().await;
    house.write("Gateway URL", "ws://attic.example").await;
    house.write("Token", "example-token").await;
    house.write("Password", "example-password").await;
    house.press("button", "Connect").await;
    hear(stores, Phase::Connected).await;
    assert!(kept().contains("example-token"));
    assert!(!kept_for_good().contains("example-token"));
    assert!(!kept().contains("example-password"));
    assert!(kept_for_good().contains("ws://attic.example"));
}

#[wasm_bindgen_test]
async fn another_gateway_never_gets_the_token_of_the_first() {
    let (house, stores) = open_console().await;
    for (url, token) in [("ws://attic.example", "example-token"), ("ws://cellar.example", "")] {
        house.write("Gateway URL", url).await;
        house.write("Token", token).await;
        house.press("button", "Connect").await;
        hear(stores, Phase::Connected).await;
        refuse(stores, RefusalKind::TokenMissing).await;
    }
    house.press("button", "Use ws://attic.example").await;
    assert_eq!(house.written("Token"), "example-token");
    house.press("button", "Use ws://cellar.example").await;
    assert_eq!(house.written("Token"), "");
}

#[wasm_bindgen_test]
async fn after_a_reload_the_last_gateway_is_entered_again() {
    let (house, stores) = open_console().await;
    house.write("Gateway URL", "ws://attic.example").await;
    house.press("button", "Connect").await;
    hear(stores, Phase::Connected).await;
    drop(house);
    let (house, stores) = open_again().await;
    house.see("navigation", "Main");
    stores.connection.sign_out();
    drop(house);
    let (house, _) = open_again().await;
    assert!(house.lacks("navigation", "Main"));
    assert_eq!(house.written("Gateway URL"), "ws://attic.example");
}

#[wasm_bindgen_test]
async fn a_token_in_the_address_is_taken_and_leaves_no_trace_there() {
    let (house, stores) = open_console().await;
    arrive_with("#token=example-token").await;
    let address = web_sys::window().unwrap().location().href().unwrap();
    assert!(!address.contains("example-token"), "{address:?}");
    assert!(stores.connection.url().get_untracked().is_some());
    house.see("navigation", "Main");
    assert!(kept().contains("example-token") && !kept_for_good().contains("example-token"));
}

#[wasm_bindgen_test]
async fn a_gateway_in_the_address_waits_for_consent() {
    let (house, stores) = open_console().await;
    arrive_with("#gatewayUrl=ws://other.example&token=example-token").await;
    house.see("heading", "Connect to this gateway?");
    assert_eq!(stores.connection.url().get_untracked(), None);
    assert!(!kept().contains("example-token"));
    house.press("button", "Use this gateway").await;
    let url = stores.connection.url().get_untracked();
    assert_eq!(url.as_deref(), Some("ws://other.example"));
}

#[wasm_bindgen_test]
async fn a_gateway_in_the_address_is_forgotten_when_one_declines() {
    let (house, stores) = open_console().await;
    arrive_with("#gatewayUrl=ws://other.example&token=example-token").await;
    house.press("button", "Do not use it").await;
    assert_eq!(stores.connection.url().get_untracked(), None);
    assert!(!kept().contains("example-token"));
    house.see("button", "Connect");
}

/// The operator follows a link to the page that is open.
async fn arrive_with(hash: &str) {
    let arrived = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window.add_event_listener_with_callback("hashchange", &resolve).unwrap();
    });
    web_sys::window().unwrap().location().set_hash(hash).unwrap();
    wasm_bindgen_futures::JsFuture::from(arrived).await.unwrap();
    frame().await;
}
