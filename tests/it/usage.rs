//! The rules of the usage page, on replies as gateways write them.

use quarterdeck::features::usage::range::day::Day;
use quarterdeck::protocol::usage::UsageCosts;
use quarterdeck::protocol::usage::report::{SessionUse, SessionsUsageReport};
use serde_json::{Value, json};

mod asking;
mod export;
mod forecast;
mod hours;
mod parts;
mod query;
mod series;
mod shown;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn session(value: Value) -> SessionUse {
    serde_json::from_value(value).unwrap()
}

fn report(value: Value) -> SessionsUsageReport {
    serde_json::from_value(value).unwrap()
}

fn costs(value: Value) -> UsageCosts {
    serde_json::from_value(value).unwrap()
}

/// Tokens of one kind only, and what they cost.
fn totals(tokens: u64, cost: f64, missing: u64) -> Value {
    json!({
        "input": tokens, "output": 0, "cacheRead": 0, "cacheWrite": 0, "totalTokens": tokens,
        "totalCost": cost, "missingCostEntries": missing,
    })
}

/// Both objects in one.
fn with(mut value: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (value.as_object_mut(), more) {
        fields.extend(more);
    }
    value
}

/// As early gateways write it: days without kinds and without the number of unpriced answers.
fn early(key: &str, days: &[(&str, u64, f64)], missing: u64) -> Value {
    let tokens = days.iter().map(|(_, tokens, _)| tokens).sum();
    let cost = days.iter().map(|(_, _, cost)| cost).sum();
    let row = |(date, tokens, cost): &(&str, u64, f64)| json!({ "date": date, "tokens": tokens, "cost": cost });
    let usage = json!({
        "dailyBreakdown": days.iter().map(row).collect::<Vec<_>>(),
        "messageCounts": { "total": 4, "user": 2, "assistant": 2, "toolCalls": 1, "toolResults": 1, "errors": 0 },
    });
    json!({ "key": key, "agentId": "main", "usage": with(usage, totals(tokens, cost, missing)) })
}
