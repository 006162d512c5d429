//! What it costs.

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::session::agent_of;
use crate::usage::span::Span;
use crate::usage::tally::Tally;
use crate::usage::{Turn, Used, of_session, price, report};

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "usage.status" => Ok(quotas(caller.gateway.now()).into()),
        "usage.cost" => costs(caller, params),
        "sessions.usage" => sessions(caller, params),
        "sessions.usage.timeseries" => timeseries(caller, params),
        _ => logs(caller, params),
    }
}

/// Two providers say what is left, one cannot.
fn quotas(now: u64) -> Value {
    json!({
        "updatedAt": now,
        "providers": [
            {
                "provider": "harbour", "displayName": "Harbour", "plan": "Team",
                "windows": [
                    { "label": "5h", "usedPercent": 62.5, "resetAt": now + 2 * 3_600_000 },
                    { "label": "Week", "usedPercent": 91, "resetAt": now + 3 * 86_400_000 },
                ],
            },
            {
                "provider": "script", "displayName": "Script",
                "windows": [{ "label": "Month", "usedPercent": 18 }],
            },
            {
                "provider": "lantern", "displayName": "Lantern", "windows": [],
                "error": "HTTP 503: quota service unavailable",
            },
        ],
    })
}

/// Everybody who used something, the latest first.
fn all(caller: &Caller) -> Vec<Used> {
    let world = caller.gateway.world();
    let live = world.sessions.values().filter(|session| session.used).map(of_session);
    let mut all: Vec<Used> = live.chain(world.usage.past.iter().cloned()).collect();
    all.sort_by_key(|used| std::cmp::Reverse(used.last_at()));
    all
}

/// Whose use is meant. Until 2026.4.15 costs are those of the main agent, sessions those of all.
fn is_meant(profile: Profile, params: &Value, used: &Used, costs: bool) -> bool {
    if !profile.is_new_shape() {
        return !costs || used.agent == "main";
    }
    params["agentScope"] == "all" || used.agent == params["agentId"].as_str().unwrap_or("main")
}

fn costs(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let now = caller.gateway.now();
    let span = Span::read(profile, params, now)?;
    let all = all(caller);
    let meant: Vec<&Used> =
        all.iter().filter(|used| is_meant(profile, params, used, true)).collect();
    Ok(report::costs(profile, &meant, &span, now).into())
}

fn sessions(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let now = caller.gateway.now();
    let span = Span::read(profile, params, now)?;
    if params["agentScope"] == "all" && (params["key"].is_string() || params["agentId"].is_string())
    {
        let message = "agentScope=all cannot be combined with key or agentId";
        return Err(Refusal::invalid(message.to_owned()));
    }
    let limit = usize::try_from(params["limit"].as_u64().unwrap_or(50)).unwrap_or(usize::MAX);
    let mut all = all(caller);
    match params["key"].as_str() {
        Some(key) => all.retain(|used| used.key == key),
        None => all.retain(|used| {
            used.last_at() as i64 >= span.from && is_meant(profile, params, used, false)
        }),
    }
    let counted: Vec<(&Used, Tally)> =
        all.iter().map(|used| (used, report::tally(used, &span))).collect();
    // The early ones look at no more than they list.
    let seen = if profile.is_new_shape() { counted.len() } else { counted.len().min(limit) };
    let (aggregates, totals) = report::aggregates(profile, &counted[..seen]);
    let gathering = {
        let mut world = caller.gateway.world();
        let left = world.usage.gathering;
        world.usage.gathering = left.saturating_sub(1);
        left > 0 && profile.is_new_shape()
    };
    let with_context = params["includeContextWeight"] == true;
    let rows = counted.iter().take(limit).enumerate().map(|(index, (used, tally))| {
        let is_counted = !gathering || index % 2 == 0;
        row(profile, used, tally, with_context, is_counted)
    });
    let (start, end) = span.ends();
    let mut reply = json!({
        "updatedAt": now, "startDate": start, "endDate": end,
        "sessions": rows.collect::<Vec<_>>(), "totals": totals, "aggregates": aggregates,
    });
    if profile.is_new_shape() {
        reply["creatorOptions"] = json!([]);
        reply["cacheStatus"] = report::fresh(counted.len(), now);
        if gathering {
            let half = counted.len() / 2;
            reply["cacheStatus"] = json!({
                "status": "refreshing", "cachedFiles": counted.len() - half,
                "pendingFiles": half, "staleFiles": half,
            });
        }
    }
    Ok(reply.into())
}

fn row(profile: Profile, used: &Used, tally: &Tally, with_context: bool, counted: bool) -> Value {
    let mut row = json!({
        "key": used.key, "sessionId": used.session_id, "updatedAt": used.last_at(),
        "agentId": used.agent, "channel": used.channel, "chatType": used.chat,
        "modelProvider": used.provider, "model": used.model,
        "usage": if counted { report::usage(profile, used, tally) } else { Value::Null },
    });
    if let Some(label) = &used.label {
        row["label"] = label.as_str().into();
    }
    if profile.is_new_shape() {
        row["scope"] = "instance".into();
        row["hasContextWeight"] = true.into();
    } else {
        row["origin"] = json!({
            "provider": used.channel, "surface": used.channel, "chatType": used.chat,
        });
    }
    if with_context {
        row["contextWeight"] = context();
    }
    row
}

/// How much is read each time before a word is said.
fn context() -> Value {
    json!({
        "source": "run",
        "systemPrompt": { "chars": 18_400, "projectContextChars": 6_200, "nonProjectContextChars": 12_200 },
        "skills": {
            "promptChars": 2_600,
            "entries": [{ "name": "weather", "blockChars": 700 }, { "name": "github", "blockChars": 1_900 }],
        },
        "tools": {
            "listChars": 1_900, "schemaChars": 9_300,
            "entries": [
                { "name": "browser", "summaryChars": 600, "schemaChars": 5_100 },
                { "name": "exec", "summaryChars": 400, "schemaChars": 2_300 },
                { "name": "read", "summaryChars": 200, "schemaChars": 900 },
            ],
        },
        "injectedWorkspaceFiles": [
            { "name": "AGENTS.md", "path": "/home/operator/ws/AGENTS.md", "rawChars": 7_800, "injectedChars": 7_800, "truncated": false },
            { "name": "MEMORY.md", "path": "/home/operator/ws/MEMORY.md", "rawChars": 31_000, "injectedChars": 20_000, "truncated": true },
        ],
    })
}

fn found(caller: &Caller, params: &Value, what: &str) -> Result<Used, Refusal> {
    let key = params["key"].as_str().map(str::trim).filter(|key| !key.is_empty());
    let Some(key) = key else {
        return Err(Refusal::invalid(format!("key is required for {what}")));
    };
    let full = if agent_of(key) == "main" && !key.contains(':') {
        crate::session::canonical_key(key)
    } else {
        key.to_owned()
    };
    let found = all(caller).into_iter().find(|used| used.key == full);
    found.ok_or_else(|| Refusal::invalid(format!("No transcript found for session: {key}")))
}

fn timeseries(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let used = found(caller, params, "timeseries")?;
    let answers: Vec<&Turn> = used.turns.iter().filter(|turn| turn.assistant > 0).collect();
    let (mut tokens, mut cost) = (0, 0.0);
    // No more than 200 points; those between are added up.
    let step = answers.len().div_ceil(200).max(1);
    let points = answers.chunks(step).map(|turns| {
        let mut sums = [0_u64; 4];
        let mut of_point = 0.0;
        for turn in turns {
            let price =
                price(turn.model.as_ref().map_or("", |(_, model)| model)).unwrap_or_default();
            let used = [turn.input, turn.output, turn.cache_read, turn.cache_write];
            for index in 0..4 {
                sums[index] += used[index];
                of_point += used[index] as f64 * price[index] / 1e6;
            }
        }
        tokens += sums.iter().sum::<u64>();
        cost += of_point;
        json!({
            "timestamp": turns.last().map_or(0, |turn| turn.at),
            "input": sums[0], "output": sums[1], "cacheRead": sums[2], "cacheWrite": sums[3],
            "totalTokens": sums.iter().sum::<u64>(), "cost": of_point,
            "cumulativeTokens": tokens, "cumulativeCost": cost,
        })
    });
    let points: Vec<Value> = points.collect();
    Ok(json!({ "sessionId": used.session_id, "points": points }).into())
}

fn logs(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let used = found(caller, params, "logs")?;
    let limit = usize::try_from(params["limit"].as_u64().unwrap_or(200).min(1000)).unwrap_or(200);
    let spoken = spoken(caller, &used.key);
    let mut logs = if spoken.is_empty() { retold(&used) } else { spoken };
    let first = logs.len().saturating_sub(limit);
    Ok(json!({ "logs": logs.split_off(first) }).into())
}

/// What was said in a session that lives here.
fn spoken(caller: &Caller, key: &str) -> Vec<Value> {
    let world = caller.gateway.world();
    let Some(session) = world.sessions.get(key) else { return Vec::new() };
    let used = of_session(session);
    let line = |(message, turn): (&crate::message::Message, &Turn)| {
        let mut content: Vec<String> =
            message.called_tools().iter().map(|tool| format!("[Tool: {tool}]")).collect();
        if message.role() == "toolResult" {
            content = vec!["[Tool: exec]".to_owned(), "[Tool Result]".to_owned()];
        }
        content.push(message.text());
        content.retain(|text| !text.is_empty());
        let content: String = content.join("\n").chars().take(2000).collect();
        if content.is_empty() {
            return None;
        }
        let mut log =
            json!({ "timestamp": message.at, "role": message.role(), "content": content });
        put_use(&mut log, turn);
        Some(log)
    };
    session.messages.iter().zip(&used.turns).filter_map(line).collect()
}

/// What was probably said in one that is over.
fn retold(used: &Used) -> Vec<Value> {
    let mut logs = Vec::new();
    for turn in &used.turns {
        logs.push(json!({ "timestamp": turn.at, "role": "user", "content": "And what about the next one?" }));
        for (tool, count) in &turn.tools {
            let called = vec![format!("[Tool: {tool}]"); usize::try_from(*count).unwrap_or(1)];
            let at = turn.at + 400;
            logs.push(
                json!({ "timestamp": at, "role": "assistant", "content": called.join("\n") }),
            );
            let answer = format!("[Tool: {tool}]\n[Tool Result]\nok");
            logs.push(json!({ "timestamp": at + 100, "role": "toolResult", "content": answer }));
        }
        let at = turn.at + turn.latency_ms.unwrap_or(900);
        let mut log = json!({ "timestamp": at, "role": "assistant", "content": "Done. The result is in the notes." });
        put_use(&mut log, turn);
        logs.push(log);
    }
    logs
}

fn put_use(log: &mut Value, turn: &Turn) {
    if turn.assistant == 0 {
        return;
    }
    let used = [turn.input, turn.output, turn.cache_read, turn.cache_write];
    log["tokens"] = used.iter().sum::<u64>().into();
    if let Some(price) = price(turn.model.as_ref().map_or("", |(_, model)| model)) {
        let cost: f64 =
            used.iter().zip(price).map(|(count, price)| *count as f64 * price / 1e6).sum();
        log["cost"] = cost.into();
    }
}
