//! Parts add up to the whole, and what nobody named is a part of its own.

use quarterdeck::features::usage::breakdown::{By, breakdown};
use quarterdeck::features::usage::figures::{Measure, Told};
use quarterdeck::features::usage::prices::owned_up;
use quarterdeck::protocol::usage::report::SessionUse;
use serde_json::{Value, json};

use super::{day, early, report, session, totals, with};

fn sessions() -> Vec<SessionUse> {
    let model = |provider: &str, model: &str, tokens, cost, missing| json!({ "provider": provider, "model": model, "count": 2, "totals": totals(tokens, cost, missing) });
    let usage = |models: Value, tools: Value, whole: Value| {
        with(json!({ "modelUsage": models, "toolUsage": tools }), whole)
    };
    let tools =
        json!({ "totalCalls": 5, "uniqueTools": 1, "tools": [{ "name": "exec", "count": 4 }] });
    let first = usage(
        json!([model("p", "big", 60, 6.0, 0), model("p", "free", 20, 0.0, 2)]),
        tools,
        totals(80, 6.0, 3),
    );
    let second = usage(json!([model("q", "big", 20, 2.0, 0)]), json!({}), totals(20, 2.0, 0));
    vec![
        session(
            json!({ "key": "agent:main:a", "label": "A", "agentId": "main", "channel": "webchat", "usage": first }),
        ),
        session(json!({ "key": "agent:scout:b", "agentId": "scout", "usage": second })),
    ]
}

fn parts(by: By, measure: Measure) -> Vec<(Option<String>, Option<f64>, Option<f64>)> {
    let sessions = sessions();
    let sessions: Vec<&SessionUse> = sessions.iter().collect();
    let parts = breakdown(by, measure, &sessions, None);
    parts
        .into_iter()
        .map(|part| (part.id, part.figures.get(by.measure(measure)), part.share))
        .collect()
}

fn named(name: &str) -> Option<String> {
    Some(name.to_owned())
}

#[test]
fn models_of_two_providers_stay_apart_and_answers_without_one_are_unknown() {
    let models = parts(By::Model, Measure::Tokens);
    assert_eq!(models[0], (named("big"), Some(60.0), Some(0.6)));
    assert_eq!(models.len(), 4, "{models:?}");
    // One answer without a model and without a price.
    assert_eq!(models[3], (None, Some(0.0), Some(0.0)));
    let sum: f64 = models.iter().filter_map(|(_, tokens, _)| *tokens).sum();
    assert_eq!(sum, 100.0);
}

#[test]
fn what_has_no_price_has_no_share_of_the_cost() {
    let sessions = sessions();
    let sessions: Vec<&SessionUse> = sessions.iter().collect();
    let models = breakdown(By::Model, Measure::Cost, &sessions, None);
    let free = models.iter().find(|part| part.id.as_deref() == Some("free")).unwrap();
    assert_eq!(free.share, None);
    assert_eq!(free.figures.money.unwrap().told(), Told::Unknown);
    assert_eq!(models[0].share, Some(0.75));
}

#[test]
fn agents_channels_sessions_and_tools() {
    assert_eq!(parts(By::Agent, Measure::Tokens)[0], (named("main"), Some(80.0), Some(0.8)));
    assert_eq!(parts(By::Channel, Measure::Tokens)[1], (None, Some(20.0), Some(0.2)));
    assert_eq!(parts(By::Session, Measure::Cost)[0].0, named("agent:main:a"));
    assert_eq!(parts(By::Provider, Measure::Tokens)[0], (named("p"), Some(80.0), Some(0.8)));
    let tools = parts(By::Tool, Measure::Tokens);
    assert_eq!(tools, [(named("exec"), Some(4.0), Some(0.8)), (None, Some(1.0), Some(0.2))]);
}

#[test]
fn what_is_still_gathered_is_unknown() {
    let none = session(json!({ "key": "a", "agentId": "main", "usage": null }));
    for by in By::ALL {
        let parts = breakdown(by, Measure::Tokens, &[&none], None);
        assert_eq!(parts.len(), 1, "{by:?}");
        assert_eq!(
            (parts[0].figures.get(by.measure(Measure::Tokens)), parts[0].share),
            (None, None)
        );
        assert!(breakdown(by, Measure::Tokens, &[], None).is_empty());
    }
}

#[test]
fn one_day_has_its_own_parts() {
    let mut told = early("a", &[("2026-10-24", 10, 1.0), ("2026-10-25", 30, 3.0)], 0);
    told["usage"]["dailyModelUsage"] = json!([
        { "date": "2026-10-24", "provider": "p", "model": "big", "tokens": 10, "cost": 1.0, "count": 1 },
        { "date": "2026-10-25", "provider": "p", "model": "big", "tokens": 20, "cost": 2.0, "count": 1 },
    ]);
    let one = session(told);
    let parts = breakdown(By::Model, Measure::Tokens, &[&one], Some(day("2026-10-25")));
    let found: Vec<_> =
        parts.iter().map(|part| (part.id.as_deref(), part.figures.tokens)).collect();
    assert_eq!(found, [(Some("big"), Some(20)), (None, Some(10))]);
    let agents = breakdown(By::Agent, Measure::Cost, &[&one], Some(day("2026-10-24")));
    assert_eq!(agents[0].figures.get(Measure::Cost), Some(1.0));
}

#[test]
fn early_gateways_call_free_what_has_no_price() {
    let model =
        json!({ "provider": "p", "model": "free", "count": 2, "totals": totals(20, 0.0, 0) });
    let row =
        json!({ "key": "a", "usage": with(json!({ "modelUsage": [model] }), totals(20, 0.0, 0)) });
    let told = |row: Value| report(json!({ "sessions": [row], "totals": totals(20, 0.0, 0) }));
    let early = owned_up(told(row.clone()));
    assert_eq!(early.totals.missing_cost_entries, Some(2));
    let parts = breakdown(By::Model, Measure::Cost, &[&early.sessions[0]], None);
    assert_eq!((parts.len(), parts[0].figures.money.unwrap().told()), (1, Told::Unknown));
    let late = owned_up(told(with(row, json!({ "scope": "instance", "hasContextWeight": true }))));
    let parts = breakdown(By::Model, Measure::Cost, &[&late.sessions[0]], None);
    assert_eq!(parts[0].figures.money.unwrap().told(), Told::Exactly(0.0));
}
