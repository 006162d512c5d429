//! Secrets, and what the gateway hides: replaced or kept, never shown.

use leptos::prelude::*;
use quarterdeck::protocol::config::HIDDEN;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use super::form::{EARLY, Form, LATE, open};

#[wasm_bindgen_test]
async fn a_hidden_secret_is_replaced_or_kept_and_its_sentinel_is_nowhere() {
    let config = json!({ "gateway": { "auth": { "mode": "token", "token": HIDDEN } } });
    let form = open(EARLY, "/gateway/auth", config.clone()).await;
    let token = "/gateway/auth/token";
    let nowhere = |form: &Form| {
        let body = document().body().unwrap();
        assert!(!body.outer_html().contains(HIDDEN));
        let inputs = body.query_selector_all("input, textarea").unwrap();
        for it in 0..inputs.length() {
            let value = js_sys::Reflect::get(&inputs.get(it).unwrap(), &"value".into()).unwrap();
            assert!(
                !value.as_string().unwrap_or_default().contains(HIDDEN),
                "{}",
                form.house.words()
            );
        }
    };
    nowhere(&form);
    assert!(form.words(token).contains("Hidden by the gateway"));
    form.act(token, "Replace Gateway Token").await;
    nowhere(&form);
    assert_eq!(form.draft(), config, "nothing typed is nothing changed");
    let input: HtmlInputElement = form.part(token, "input");
    assert_eq!((input.type_(), input.value()), ("password".to_owned(), String::new()));
    form.write(token, "new-one").await;
    assert_eq!(form.get(token), Some("new-one".into()));
    assert!(!document().body().unwrap().outer_html().contains("new-one"), "no markup has it");
    form.act(token, "Keep what is there").await;
    assert_eq!(form.draft(), config);
    form.act(token, "Replace Gateway Token").await;
    form.write(token, "x").await;
    form.write(token, "").await;
    assert_eq!(form.draft(), config, "all deleted: hidden again");
    nowhere(&form);
}

#[wasm_bindgen_test]
async fn a_secret_the_gateway_does_not_hide_is_shown_only_when_asked_for() {
    let config = json!({ "gateway": { "auth": { "token": "plain-text", "password": "${GATEWAY_PASSWORD}" } } });
    let form = open(EARLY, "/gateway/auth", config).await;
    let token = "/gateway/auth/token";
    let shows = |text: &str| {
        let inputs = document().query_selector_all("input").unwrap();
        (0..inputs.length()).any(|it| {
            inputs.get(it).unwrap().dyn_into::<HtmlInputElement>().unwrap().value() == text
        })
    };
    let drawn = form.at(token).outer_html();
    assert!(!shows("plain-text"), "{drawn}");
    assert!(!form.house.words().contains("plain-text"), "{drawn}");
    assert!(shows("${GATEWAY_PASSWORD}"), "the name of a variable is no secret");
    form.act(token, "Show").await;
    assert!(shows("plain-text"));
}

#[wasm_bindgen_test]
async fn a_secret_can_be_a_reference_and_text_again() {
    let form =
        open(LATE, "/gateway/auth", json!({ "gateway": { "auth": { "token": HIDDEN } } })).await;
    let token = "/gateway/auth/token";
    form.choose_named(token, "Environment variable").await;
    let reference = form.get(token).unwrap();
    assert_eq!(reference["source"], "env");
    form.write(token, "GATEWAY_TOKEN").await;
    assert_eq!(form.get(token).unwrap()["id"], "GATEWAY_TOKEN");
    form.choose_named(token, "Typed here").await;
    assert_eq!(form.get(token), Some(HIDDEN.into()), "what was there is there again");
    form.choose_named(token, "Environment variable").await;
    assert_eq!(form.get(token).unwrap()["id"], "GATEWAY_TOKEN");
}

#[wasm_bindgen_test]
async fn a_hidden_number_is_typed_anew_or_stays() {
    let config = json!({ "agents": { "defaults": { "memorySearch": { "chunking": { "tokens": HIDDEN } } } } });
    let form = open(EARLY, "/agents/defaults/memorySearch/chunking", config.clone()).await;
    let tokens = "/agents/defaults/memorySearch/chunking/tokens";
    assert!(form.words(tokens).contains("Type a new number"), "{}", form.words(tokens));
    form.act(tokens, "Replace Memory Chunk Tokens").await;
    form.write(tokens, "512").await;
    assert_eq!(form.get(tokens), Some(json!(512)));
    form.write(tokens, "").await;
    assert_eq!(form.draft(), config);
}
