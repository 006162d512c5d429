//! The usage page on a gateway that answers from a script. Charts cannot be drawn here, so their
//! tables stand.

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::usage::view::usage_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    platform::document::replace_address,
    protocol::method::Scope,
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement};

use crate::house::{House, frame, show};

const DAYS: &str = "?from=2026-11-01&to=2026-11-03";

#[wasm_bindgen_test]
async fn what_has_no_price_is_not_free() {
    let place = Place::open(DAYS).await;
    let totals = place.house.see("region", "Totals").inner_text();
    for part in ["at least $1.50", "plus 2 answers without a price", "1,300", "Input 400"] {
        assert!(totals.contains(part), "{part} in: {totals}");
    }
}

#[wasm_bindgen_test]
async fn the_table_of_days_says_each_day_and_a_day_is_looked_at_alone() {
    let place = Place::open(DAYS).await;
    let days = place.house.see("region", "By day").inner_text();
    for part in ["Nov 1, 2026", "Nov 3, 2026", "1,000", "300", "0"] {
        assert!(days.contains(part), "{part} in: {days}");
    }
    place.press("Nov 1, 2026").await;
    let sessions = place.house.see("table", "Sessions").inner_text();
    assert!(sessions.contains("Harbour") && !sessions.contains("agent:main:quiet"), "{sessions}");
    assert!(place.house.words().contains("Only Nov 1, 2026 is looked at."));
    place.press("Show all days").await;
    let sessions = place.house.see("table", "Sessions").inner_text();
    assert!(sessions.contains("agent:main:quiet"), "{sessions}");
}

#[wasm_bindgen_test]
async fn a_part_is_a_way_to_look_and_its_chip_the_way_back() {
    let place = Place::open(DAYS).await;
    let sessions = || place.house.see("table", "Sessions").inner_text();
    let models = place.house.see("region", "By model");
    let opus = models.query_selector("button").unwrap().unwrap();
    assert!(opus.text_content().unwrap().contains("claude-opus"));
    place.ask("model:claude-opus").await;
    assert!(!sessions().contains("agent:main:quiet"), "{}", sessions());
    place.press("Remove model:claude-opus").await;
    assert!(sessions().contains("agent:main:quiet"));
}

#[wasm_bindgen_test]
async fn a_term_that_means_nothing_is_said() {
    let place = Place::open(DAYS).await;
    place.ask("modle:opus").await;
    let words = place.house.words();
    assert!(words.contains("There is no key modle:") && words.contains("Perhaps model?"));
}

#[wasm_bindgen_test]
async fn one_call_that_fails_leaves_the_rest() {
    let place =
        Place::with("?from=2026-11-01&to=2026-11-03", |method| method == "sessions.usage").await;
    let words = place.house.words();
    assert!(words.contains("The use of sessions could not be read"), "{words}");
    assert!(place.house.see("region", "By day").inner_text().contains("1,300"));
    assert!(words.contains("82% used"), "{words}");
}

#[wasm_bindgen_test]
async fn a_provider_that_fails_says_why_in_words() {
    let place = Place::open(DAYS).await;
    let quotas = place.house.see("region", "Quotas of providers").inner_text();
    assert!(quotas.contains("Anthropic") && quotas.contains("82% used"), "{quotas}");
    assert!(quotas.contains("Copilot did not say what is left"), "{quotas}");
}

#[wasm_bindgen_test]
async fn a_session_has_its_course_its_context_and_its_log() {
    let place = Place::open(&format!("{DAYS}&session=agent%3Amain%3Aharbour")).await;
    let words = place.house.words();
    for part in ["Harbour", "Context size", "not a use", "900 characters, about 225 tokens"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    let course = place.house.see("region", "Course").inner_text();
    assert!(course.contains("700") && course.contains("unknown"), "{course}");
    let log = place.house.see("region", "Log").inner_text();
    assert!(log.contains("<b>Where</b> is the harbour?") && log.contains("2 entries"), "{log}");
    place.house.write("Find in the log", "lee").await;
    place.settle().await;
    assert!(place.house.see("region", "Log").inner_text().contains("1 entry"));
    assert!(!place.house.lacks("link", "Back to all sessions"));
}

fn totals(tokens: u64, cost: f64, unpriced: u64) -> Value {
    json!({"input": tokens - 200, "output": 100, "cacheRead": 50, "cacheWrite": 50,
        "totalTokens": tokens, "totalCost": cost, "inputCost": 0, "outputCost": 0,
        "cacheReadCost": 0, "cacheWriteCost": 0, "missingCostEntries": unpriced})
}

fn merged(one: Value, other: Value) -> Value {
    let (Value::Object(mut one), Value::Object(other)) = (one, other) else { return Value::Null };
    one.extend(other);
    one.into()
}

fn session(
    key: &str,
    label: Option<&str>,
    day: &str,
    tokens: u64,
    cost: f64,
    model: &str,
) -> Value {
    let unpriced = if cost > 0.0 { 0 } else { 2 };
    let at = 1_793_500_000_000_u64;
    let figures = merged(
        totals(tokens, cost, unpriced),
        json!({
            "firstActivity": at, "lastActivity": at + 60_000, "activityDates": [day],
            "dailyBreakdown": [{"date": day, "tokens": tokens, "cost": cost}],
            "dailyMessageCounts": [{"date": day, "total": 4, "user": 2, "assistant": 2,
                "toolCalls": 1, "toolResults": 1, "errors": 0}],
            "messageCounts": {"total": 4, "user": 2, "assistant": 2, "toolCalls": 1, "toolResults": 1,
                "errors": 0},
            "modelUsage": [{"provider": "anthropic", "model": model, "count": 2,
                "totals": totals(tokens, cost, unpriced)}],
            "toolUsage": {"totalCalls": 1, "uniqueTools": 1, "tools": [{"name": "exec", "count": 1}]},
        }),
    );
    json!({"key": key, "label": label, "sessionId": "s", "updatedAt": at, "agentId": "main",
        "channel": "webchat", "model": model, "modelProvider": "anthropic", "usage": figures,
        "contextWeight": {"systemPrompt": {"chars": 900}}})
}

fn report() -> Value {
    let sessions = [
        session("agent:main:harbour", Some("Harbour"), "2026-11-01", 1_000, 1.5, "claude-opus"),
        session("agent:main:quiet", None, "2026-11-03", 300, 0.0, "gpt-small"),
    ];
    let whole = json!({"input": 400, "output": 100, "cacheRead": 700, "cacheWrite": 100,
        "totalTokens": 1_300, "totalCost": 1.5, "missingCostEntries": 2});
    json!({"updatedAt": 1_793_500_000_000_u64, "startDate": "2026-11-01", "endDate": "2026-11-03",
        "sessions": sessions, "totals": whole, "aggregates": {"messages": {"total": 8, "errors": 0,
        "toolCalls": 2}}})
}

fn costs() -> Value {
    let day = merged(json!({"date": "2026-11-01"}), totals(1_300, 1.5, 0));
    json!({"updatedAt": 1_793_500_000_000_u64, "days": 3, "daily": [day],
        "totals": totals(1_300, 1.5, 0)})
}

struct Place {
    house: House,
}

impl Place {
    async fn open(query: &str) -> Self {
        Self::with(query, |_| false).await
    }

    async fn with(query: &str, fails: impl Fn(&str) -> bool + 'static) -> Self {
        replace_address(query);
        let answer = move |method: &str, _: &Value| {
            if fails(method) {
                return Err(CallError::Refused {
                    code: "UNAVAILABLE".to_owned(),
                    message: "the disk is gone".to_owned(),
                    details: None,
                    retry_after_ms: None,
                });
            }
            Ok(match method {
                "sessions.usage" => report(),
                "usage.cost" => costs(),
                "usage.status" => json!({"updatedAt": 1, "providers": [
                    {"provider": "anthropic", "displayName": "Anthropic", "windows": [
                        {"label": "5h", "usedPercent": 82}]},
                    {"provider": "copilot", "displayName": "Copilot", "windows": [],
                        "error": "HTTP 403"},
                ]}),
                "sessions.usage.timeseries" => json!({"sessionId": "s", "points": [
                    {"timestamp": 1_793_500_000_000_u64, "input": 700, "output": 0, "cacheRead": 0,
                        "cacheWrite": 0, "totalTokens": 700, "cumulativeTokens": 700}]}),
                "sessions.usage.logs" => json!({"logs": [
                    {"timestamp": 1_793_500_000_000_u64, "role": "user",
                        "content": "<b>Where</b> is the harbour?"},
                    {"timestamp": 1_793_500_001_000_u64, "role": "assistant",
                        "content": "To the lee.", "tokens": 12, "cost": 0.01}]}),
                _ => json!({}),
            })
        };
        let gateway = Gateway::scripted(&[Scope::Admin], answer);
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(gateway));
            provide_context(stores);
            provide_context(Toasts::new());
            stores.deliver(Delivery::Phase(Phase::Connected));
            stores.deliver(Delivery::Resync);
            view! { <Router>{later(usage_page, ())}</Router> }
        });
        let place = Self { house };
        place.settle().await;
        place
    }

    async fn settle(&self) {
        for _ in 0..5 {
            frame().await;
        }
    }

    /// Types a query.
    async fn ask(&self, query: &str) {
        let field: HtmlInputElement = self.house.see("combobox", "Query").dyn_into().unwrap();
        field.set_value(query);
        field.dispatch_event(&Event::new("input").unwrap()).unwrap();
        self.settle().await;
    }

    async fn press(&self, name: &str) {
        self.house.press("button", name).await;
        self.settle().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        replace_address("?");
    }
}
