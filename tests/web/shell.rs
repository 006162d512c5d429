//! The frame around the pages, and what stays when the connection goes.

use quarterdeck::gateway::phase::{Farewell, Phase, RefusalKind};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, hear, kept_for_good, on_root, open_again, open_console, refuse};

#[wasm_bindgen_test]
async fn the_status_begins_with_the_word_for_each_phase() {
    let (house, stores) = open_console().await;
    hear(stores, Phase::Connected).await;
    let status = |house: &House| house.see("status", "Connection").inner_text();
    assert_eq!(status(&house), "Connected");
    hear(stores, Phase::Connecting).await;
    assert_eq!(status(&house), "Connecting");
    hear(stores, lost(Farewell::Lost)).await;
    assert_eq!(status(&house), "Reconnecting");
    hear(stores, Phase::Idle).await;
    assert_eq!(status(&house), "Offline");
}

#[wasm_bindgen_test]
async fn only_pages_that_exist_are_offered() {
    let (house, stores) = open_console().await;
    hear(stores, Phase::Connected).await;
    let words = house.see("navigation", "Main").inner_text();
    let words: Vec<&str> = words.lines().filter(|line| !line.is_empty()).collect();
    let groups = [
        "Work",
        "Chat",
        "Approvals",
        "Sessions",
        "Watch",
        "Overview",
        "Channels",
        "Usage",
        "Logs",
        "Run",
        "Cron",
        "Agents",
        "Skills",
        "Nodes",
        "Devices",
        "Set up",
        "Config",
        "Voice",
        "Debug",
        "Settings",
    ];
    assert_eq!(words, groups);
    let link = house.see("link", "Chat");
    assert_eq!(link.get_attribute("href").as_deref(), Some("/chat"));
}

#[wasm_bindgen_test]
async fn a_lost_connection_says_why_and_lets_one_try_now() {
    let (house, stores) = open_console().await;
    hear(stores, Phase::Connected).await;
    hear(stores, lost(Farewell::Restarting { expected_ms: None })).await;
    assert!(house.words().contains("The gateway is restarting"));
    house.see("button", "Try now");
    house.see("navigation", "Main");
    hear(stores, Phase::Connected).await;
    assert!(house.lacks("button", "Try now"));
}

#[wasm_bindgen_test]
async fn a_refusal_covers_the_pages_and_leaves_them_as_they_are() {
    let (house, stores) = open_console().await;
    hear(stores, Phase::Connected).await;
    let before = house.see("navigation", "Main");
    refuse(stores, RefusalKind::TokenMismatch).await;
    assert!(house.lacks("navigation", "Main"));
    house.see("button", "Connect");
    hear(stores, Phase::Connected).await;
    assert!(house.see("navigation", "Main").is_same_node(Some(&before)));
    assert!(house.lacks("textbox", "Token"));
}

#[wasm_bindgen_test]
async fn a_theme_is_worn_at_once_and_remembered() {
    let (house, stores) = open_console().await;
    hear(stores, Phase::Connected).await;
    assert_eq!(on_root("data-theme"), None);
    house.press("button", "Menu").await;
    house.press("menuitemradio", "Dark").await;
    assert_eq!(on_root("data-theme").as_deref(), Some("dark"));
    drop(house);
    let (house, stores) = open_again().await;
    assert_eq!(on_root("data-theme").as_deref(), Some("dark"));
    hear(stores, Phase::Connected).await;
    house.press("button", "Menu").await;
    house.press("menuitemradio", "System").await;
    assert_eq!(on_root("data-theme"), None);
}

#[wasm_bindgen_test]
async fn a_folded_rail_stays_folded() {
    let (house, stores) = open_console().await;
    hear(stores, Phase::Connected).await;
    house.press("button", "Fold navigation").await;
    house.see("button", "Unfold navigation");
    assert!(kept_for_good().contains("rail_folded\\\":true"));
}

#[wasm_bindgen_test]
async fn signing_out_leads_to_the_connect_page() {
    let (house, stores) = open_console().await;
    house.write("Token", "example-token").await;
    house.press("button", "Connect").await;
    hear(stores, Phase::Connected).await;
    house.press("button", "Menu").await;
    house.press("menuitem", "Sign out").await;
    frame().await;
    assert!(house.lacks("navigation", "Main"));
    assert_eq!(house.written("Token"), "");
}

fn lost(reason: Farewell) -> Phase {
    Phase::Reconnecting { attempt: 1, retry_at_ms: None, reason: Some(reason) }
}
