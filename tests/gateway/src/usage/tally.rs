//! Adding up, as a gateway does: totals, messages, tools, models, days, quarters of an hour.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::span::{Span, date};
use super::{Turn, price};

/// Tokens and money.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Totals {
    tokens: [u64; 4],
    costs: [f64; 4],
    missing: u64,
}

impl Totals {
    /// Early gateways take an answer of a model without a price for one that costs nothing.
    pub(crate) fn add_turn(&mut self, turn: &Turn, is_early: bool) {
        let tokens = [turn.input, turn.output, turn.cache_read, turn.cache_write];
        let model = turn.model.as_ref().map_or("", |(_, model)| model);
        let price = price(model);
        for index in 0..4 {
            self.tokens[index] += tokens[index];
            self.costs[index] +=
                price.map_or(0.0, |price| tokens[index] as f64 * price[index] / 1e6);
        }
        if price.is_none() && !(is_early && turn.model.is_some()) {
            self.missing += turn.assistant;
        }
    }

    pub(crate) fn add(&mut self, other: &Totals) {
        for index in 0..4 {
            self.tokens[index] += other.tokens[index];
            self.costs[index] += other.costs[index];
        }
        self.missing += other.missing;
    }

    pub(crate) fn sum(&self) -> u64 {
        self.tokens.iter().sum()
    }

    pub(crate) fn cost(&self) -> f64 {
        self.costs.iter().sum()
    }

    pub(crate) fn wire(&self) -> Map<String, Value> {
        let [input, output, cache_read, cache_write] = self.tokens;
        let value = json!({
            "input": input, "output": output, "cacheRead": cache_read, "cacheWrite": cache_write,
            "totalTokens": self.sum(), "totalCost": self.cost(),
            "inputCost": self.costs[0], "outputCost": self.costs[1],
            "cacheReadCost": self.costs[2], "cacheWriteCost": self.costs[3],
            "missingCostEntries": self.missing,
        });
        value.as_object().cloned().unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Messages {
    pub(crate) user: u64,
    pub(crate) assistant: u64,
    pub(crate) calls: u64,
    results: u64,
    pub(crate) errors: u64,
}

impl Messages {
    fn add_turn(&mut self, turn: &Turn) {
        self.add(&Messages {
            user: turn.user,
            assistant: turn.assistant,
            calls: turn.tools.values().sum(),
            results: turn.tool_results,
            errors: turn.errors,
        });
    }

    pub(crate) fn add(&mut self, other: &Messages) {
        self.user += other.user;
        self.assistant += other.assistant;
        self.calls += other.calls;
        self.results += other.results;
        self.errors += other.errors;
    }

    pub(crate) fn total(&self) -> u64 {
        self.user + self.assistant
    }

    pub(crate) fn wire(&self) -> Map<String, Value> {
        let value = json!({
            "total": self.total(), "user": self.user, "assistant": self.assistant,
            "toolCalls": self.calls, "toolResults": self.results, "errors": self.errors,
        });
        value.as_object().cloned().unwrap_or_default()
    }
}

pub(crate) type Model = (String, String);

/// One session, or all of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) totals: Totals,
    pub(crate) messages: Messages,
    pub(crate) tools: BTreeMap<&'static str, u64>,
    pub(crate) models: BTreeMap<Model, (Totals, u64)>,
    pub(crate) days: BTreeMap<String, (Totals, Messages)>,
    pub(crate) model_days: BTreeMap<(String, Model), (Totals, u64)>,
    pub(crate) latencies: BTreeMap<String, Vec<u64>>,
    quarters: BTreeMap<(String, i64), (Totals, Messages)>,
    pub(crate) ends: Option<(u64, u64)>,
}

impl Tally {
    pub(crate) fn add_turn(&mut self, turn: &Turn, span: &Span) {
        let day = span.day(turn.at);
        let (mut totals, mut messages) = (Totals::default(), Messages::default());
        totals.add_turn(turn, !span.is_filled);
        messages.add_turn(turn);
        self.totals.add(&totals);
        self.messages.add(&messages);
        for (tool, count) in &turn.tools {
            *self.tools.entry(tool).or_default() += count;
        }
        if let Some(model) = turn.model.clone().filter(|_| turn.assistant > 0) {
            let entry = self.models.entry(model.clone()).or_default();
            entry.0.add(&totals);
            entry.1 += turn.assistant;
            let entry = self.model_days.entry((day.clone(), model)).or_default();
            entry.0.add(&totals);
            entry.1 += turn.assistant;
        }
        if let Some(latency) = turn.latency_ms {
            self.latencies.entry(day.clone()).or_default().push(latency);
        }
        let entry = self.days.entry(day).or_default();
        entry.0.add(&totals);
        entry.1.add(&messages);
        let at = turn.at as i64;
        let quarter = (date(at.div_euclid(86_400_000)), at.rem_euclid(86_400_000) / 900_000);
        let entry = self.quarters.entry(quarter).or_default();
        entry.0.add(&totals);
        entry.1.add(&messages);
        let (first, last) = self.ends.unwrap_or((turn.at, turn.at));
        self.ends = Some((first.min(turn.at), last.max(turn.at)));
    }

    pub(crate) fn add(&mut self, other: &Tally) {
        self.totals.add(&other.totals);
        self.messages.add(&other.messages);
        for (tool, count) in &other.tools {
            *self.tools.entry(tool).or_default() += count;
        }
        for (model, (totals, count)) in &other.models {
            let entry = self.models.entry(model.clone()).or_default();
            entry.0.add(totals);
            entry.1 += count;
        }
        for (key, (totals, count)) in &other.model_days {
            let entry = self.model_days.entry(key.clone()).or_default();
            entry.0.add(totals);
            entry.1 += count;
        }
        for (day, (totals, messages)) in &other.days {
            let entry = self.days.entry(day.clone()).or_default();
            entry.0.add(totals);
            entry.1.add(messages);
        }
        for (day, latencies) in &other.latencies {
            self.latencies.entry(day.clone()).or_default().extend(latencies);
        }
    }

    pub(crate) fn tools_wire(&self) -> Value {
        let mut tools: Vec<(&str, u64)> =
            self.tools.iter().map(|(name, count)| (*name, *count)).collect();
        tools.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let tool = |(name, count): &(&str, u64)| json!({ "name": name, "count": count });
        json!({
            "totalCalls": tools.iter().map(|(_, count)| count).sum::<u64>(),
            "uniqueTools": tools.len(),
            "tools": tools.iter().map(tool).collect::<Vec<_>>(),
        })
    }

    pub(crate) fn quarters_wire(&self) -> (Value, Value) {
        let row = |(date, index): &(String, i64), mut fields: Map<String, Value>| {
            fields.insert("date".to_owned(), json!(date));
            fields.insert("quarterIndex".to_owned(), json!(index));
            Value::Object(fields)
        };
        let tokens = |totals: &Totals| {
            let mut fields = totals.wire();
            fields.retain(|name, _| !name.ends_with("Cost") && name != "missingCostEntries");
            fields.insert("totalCost".to_owned(), json!(totals.cost()));
            fields
        };
        let messages = self.quarters.iter().map(|(key, (_, messages))| row(key, messages.wire()));
        let used = self.quarters.iter().map(|(key, (totals, _))| row(key, tokens(totals)));
        (messages.collect(), used.collect())
    }
}

/// How long answers took.
pub(crate) fn latency(latencies: impl Iterator<Item = u64>) -> Option<Map<String, Value>> {
    let mut sorted: Vec<u64> = latencies.collect();
    sorted.sort_unstable();
    let (least, most) = (sorted.first()?, sorted.last()?);
    let at = (sorted.len() * 95).div_ceil(100).saturating_sub(1);
    let value = json!({
        "count": sorted.len(),
        "avgMs": sorted.iter().sum::<u64>() as f64 / sorted.len() as f64,
        "p95Ms": sorted[at], "minMs": least, "maxMs": most,
    });
    value.as_object().cloned()
}
