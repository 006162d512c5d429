//! The answers about use, as the versions write them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Used;
use super::span::Span;
use super::tally::{Model, Tally, Totals, latency};
use crate::profile::Profile;

fn named(name: &str, value: impl Into<Value>, mut rest: Map<String, Value>) -> Value {
    rest.insert(name.to_owned(), value.into());
    Value::Object(rest)
}

pub(crate) fn tally(used: &Used, span: &Span) -> Tally {
    let mut tally = Tally::default();
    for turn in used.turns.iter().filter(|turn| span.holds(turn.at)) {
        tally.add_turn(turn, span);
    }
    tally
}

/// The reply of `usage.cost`.
pub(crate) fn costs(profile: Profile, used: &[&Used], span: &Span, now: u64) -> Value {
    let mut days: BTreeMap<String, Totals> = BTreeMap::new();
    if span.is_filled {
        days.extend(span.days().into_iter().map(|day| (day, Totals::default())));
    }
    let mut totals = Totals::default();
    for used in used {
        for turn in used.turns.iter().filter(|turn| turn.assistant > 0 && span.holds(turn.at)) {
            days.entry(span.day(turn.at)).or_default().add_turn(turn, !span.is_filled);
            totals.add_turn(turn, !span.is_filled);
        }
    }
    let count = span.days().len() + usize::from(!profile.is_new_shape());
    let mut reply = json!({
        "updatedAt": now,
        "days": count,
        "daily": days.iter().map(|(day, totals)| named("date", day.as_str(), totals.wire())).collect::<Vec<_>>(),
        "totals": totals.wire(),
    });
    if profile.is_new_shape() {
        reply["cacheStatus"] = fresh(used.len(), now);
    }
    reply
}

pub(crate) fn fresh(files: usize, now: u64) -> Value {
    json!({ "status": "fresh", "cachedFiles": files, "pendingFiles": 0, "staleFiles": 0, "refreshedAt": now })
}

/// What a session used.
pub(crate) fn usage(profile: Profile, used: &Used, tally: &Tally) -> Value {
    let new = profile.is_new_shape();
    let mut usage = tally.totals.wire();
    let days = tally.days.iter().map(|(day, (totals, _))| {
        let mut row = if new { totals.wire() } else { Map::new() };
        row.insert("tokens".to_owned(), json!(totals.sum()));
        row.insert("cost".to_owned(), json!(totals.cost()));
        named("date", day.as_str(), row)
    });
    let messages = tally.days.iter().map(|(day, (_, it))| named("date", day.as_str(), it.wire()));
    let latencies = tally
        .latencies
        .iter()
        .filter_map(|(day, all)| Some(named("date", day.as_str(), latency(all.iter().copied())?)));
    for (name, value) in [
        ("sessionId", json!(used.session_id)),
        ("sessionFile", json!(file(used))),
        ("activityDates", json!(tally.days.keys().collect::<Vec<_>>())),
        ("dailyBreakdown", days.collect()),
        ("dailyMessageCounts", messages.collect()),
        ("dailyLatency", latencies.collect()),
        ("dailyModelUsage", model_days(tally)),
        ("messageCounts", tally.messages.wire().into()),
        ("modelUsage", models(&tally.models)),
    ] {
        usage.insert(name.to_owned(), value);
    }
    if let Some((first, last)) = tally.ends {
        for (name, value) in
            [("firstActivity", first), ("lastActivity", last), ("durationMs", last - first)]
        {
            usage.insert(name.to_owned(), value.into());
        }
    }
    if let Some(latency) = latency(tally.latencies.values().flatten().copied()) {
        usage.insert("latency".to_owned(), latency.into());
    }
    if !tally.tools.is_empty() {
        usage.insert("toolUsage".to_owned(), tally.tools_wire());
    }
    if new && !tally.days.is_empty() {
        let (messages, tokens) = tally.quarters_wire();
        usage.insert("utcQuarterHourMessageCounts".to_owned(), messages);
        usage.insert("utcQuarterHourTokenUsage".to_owned(), tokens);
    }
    usage.into()
}

fn file(used: &Used) -> String {
    format!("/home/operator/state/agents/{}/sessions/{}.jsonl", used.agent, used.session_id)
}

fn models(models: &BTreeMap<Model, (Totals, u64)>) -> Value {
    let mut rows: Vec<(&Model, &(Totals, u64))> = models.iter().collect();
    rows.sort_by(|(_, one), (_, other)| other.0.cost().total_cmp(&one.0.cost()));
    let row = |((provider, model), (totals, count)): &(&Model, &(Totals, u64))| json!({ "provider": provider, "model": model, "count": count, "totals": totals.wire() });
    rows.iter().map(row).collect()
}

fn model_days(tally: &Tally) -> Value {
    let row = |((day, (provider, model)), (totals, count)): (&(String, Model), &(Totals, u64))| {
        json!({
            "date": day, "provider": provider, "model": model,
            "tokens": totals.sum(), "cost": totals.cost(), "count": count,
        })
    };
    tally.model_days.iter().map(row).collect()
}

/// What all sessions used together.
pub(crate) fn aggregates(profile: Profile, sessions: &[(&Used, Tally)]) -> (Value, Value) {
    let mut all = Tally::default();
    let mut agents: BTreeMap<&str, Totals> = BTreeMap::new();
    let mut channels: BTreeMap<&str, Totals> = BTreeMap::new();
    for (used, tally) in sessions {
        all.add(tally);
        agents.entry(&used.agent).or_default().add(&tally.totals);
        channels.entry(&used.channel).or_default().add(&tally.totals);
    }
    let mut providers: BTreeMap<&str, (Totals, u64)> = BTreeMap::new();
    for ((provider, _), (totals, count)) in &all.models {
        let entry = providers.entry(provider).or_default();
        entry.0.add(totals);
        entry.1 += count;
    }
    let grouped = |name: &str, groups: &BTreeMap<&str, Totals>| -> Value {
        groups.iter().map(|(id, totals)| json!({ name: id, "totals": totals.wire() })).collect()
    };
    let daily = all.days.iter().map(|(day, (totals, messages))| {
        json!({
            "date": day, "tokens": totals.sum(), "cost": totals.cost(),
            "messages": messages.total(), "toolCalls": messages.calls, "errors": messages.errors,
        })
    });
    let latencies = all.latencies.iter().filter_map(|(day, of_day)| {
        Some(named("date", day.as_str(), latency(of_day.iter().copied())?))
    });
    let mut aggregates = json!({
        "messages": all.messages.wire(),
        "tools": all.tools_wire(),
        "byModel": models(&all.models),
        "byProvider": providers.iter().map(|(provider, (totals, count))| {
            json!({ "provider": provider, "count": count, "totals": totals.wire() })
        }).collect::<Vec<_>>(),
        "byAgent": grouped("agentId", &agents),
        "byChannel": grouped("channel", &channels),
        "dailyLatency": latencies.collect::<Vec<_>>(),
        "modelDaily": model_days(&all),
        "daily": daily.collect::<Vec<_>>(),
    });
    if let Some(latency) = latency(all.latencies.values().flatten().copied()) {
        aggregates["latency"] = latency.into();
    }
    if profile.is_new_shape() {
        let active = sessions.iter().filter(|(_, tally)| tally.ends.is_some()).count();
        aggregates["sessionCount"] = active.into();
        aggregates["byCreator"] = json!([]);
        aggregates["costDaily"] = all
            .days
            .iter()
            .map(|(day, (totals, _))| named("date", day.as_str(), totals.wire()))
            .collect();
    }
    (aggregates, all.totals.wire().into())
}
