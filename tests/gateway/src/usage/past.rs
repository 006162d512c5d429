//! Months of work that are over: busier on weekdays and in office hours, quieter in the first
//! weeks, on several models, of which one has no price.

use super::{Turn, Used};
use crate::chance::Chance;

const DAY: u64 = 24 * HOUR;
const HOUR: u64 = 3_600_000;

pub(super) const TOOLS: &[&str] =
    &["exec", "read", "write", "web_search", "web_fetch", "browser", "memory_search", "cron"];
const CHANNELS: &[&str] = &["webchat", "webchat", "telegram", "whatsapp", "discord", "slack"];
const AGENTS: &[&str] = &["main", "main", "scout", "smith"];
const MODELS: &[(&str, &str)] = &[
    ("harbour", "harbour-large"),
    ("harbour", "harbour-swift"),
    ("harbour", "harbour-swift"),
    ("script", "script-1"),
    ("script", "script-mini"),
    ("lantern", "lantern-local:14b"),
];
const LABELS: &[&str] = &[
    "Invoice run",
    "Trip to Lisbon",
    "Server migration",
    "Reading list",
    "Weekly review",
    "Garden plan",
    "Quarterly report for the board, second draft with the numbers of all regions",
    "Bug triage",
    "Recipes",
    "Onboarding",
];

pub(super) fn sessions(chance: &mut Chance, count: usize, days: u64, now: u64) -> Vec<Used> {
    (0..count).map(|index| session(chance, index, days, now)).collect()
}

fn session(chance: &mut Chance, index: usize, days: u64, now: u64) -> Used {
    let agent = AGENTS[chance.below(AGENTS.len())];
    let channel = CHANNELS[chance.below(CHANNELS.len())];
    let (provider, model) = MODELS[chance.below(MODELS.len())];
    let session_id = chance.uuid();
    let is_group = channel != "webchat" && chance.below(3) == 0;
    let kind = if is_group { "group" } else { "dm" };
    let key = match channel {
        "webchat" => format!("agent:{agent}:{session_id}"),
        channel => format!("agent:{agent}:{channel}:{kind}:{}", 10_000 + chance.below(90_000)),
    };
    let label = (chance.below(3) == 0)
        .then(|| format!("{} {}", LABELS[index % LABELS.len()], 1 + index / LABELS.len()));
    // Some go on for weeks, most for a few days.
    let length = 1 + chance.below(if index.is_multiple_of(7) { 45 } else { 6 }) as u64;
    let begin = chance.below(usize::try_from(days).unwrap_or(1)) as u64;
    let mut turns = Vec::new();
    for back in (begin.saturating_sub(length)..=begin).rev() {
        day(chance, &mut turns, (provider, model), now, back);
    }
    if turns.is_empty() {
        turns.push(turn(chance, (provider, model), now.saturating_sub(begin * DAY + HOUR)));
    }
    turns.sort_by_key(|turn| turn.at);
    let (agent, channel) = (agent.to_owned(), channel.to_owned());
    let (provider, model) = (provider.to_owned(), model.to_owned());
    let chat = if is_group { "group" } else { "direct" };
    Used { key, session_id, label, agent, channel, chat, provider, model, turns }
}

fn day(
    chance: &mut Chance,
    turns: &mut Vec<Turn>,
    model: (&'static str, &'static str),
    now: u64,
    back: u64,
) {
    let start = (now / DAY).saturating_sub(back) * DAY;
    // The first of January 1970 was a Thursday.
    let is_weekend = (start / DAY + 3) % 7 >= 5;
    if chance.below(10) >= if is_weekend { 3 } else { 8 } {
        return;
    }
    for _ in 0..1 + chance.below(if is_weekend { 2 } else { 4 }) {
        let hour = if chance.below(4) == 0 { chance.below(24) } else { 8 + chance.below(10) };
        let at = start + hour as u64 * HOUR + chance.below(3600) as u64 * 1000;
        if at + 60_000 < now {
            // Now and then another model helps out.
            let helper = MODELS[chance.below(MODELS.len())];
            let model = if chance.below(9) == 0 { helper } else { model };
            turns.push(turn(chance, model, at));
        }
    }
}

fn turn(chance: &mut Chance, (provider, model): (&str, &str), at: u64) -> Turn {
    let mut tools = std::collections::BTreeMap::new();
    for _ in 0..chance.below(4) {
        *tools.entry(TOOLS[chance.below(TOOLS.len())]).or_default() += 1 + chance.below(3) as u64;
    }
    let calls: u64 = tools.values().sum();
    let answers = 1 + calls;
    let input = answers * (400 + chance.below(3_000) as u64);
    Turn {
        at,
        model: Some((provider.to_owned(), model.to_owned())),
        input,
        output: answers * (60 + chance.below(700) as u64),
        cache_read: answers * (2_000 + chance.below(12_000) as u64),
        cache_write: input / 3,
        user: 1,
        assistant: answers,
        tools,
        tool_results: calls,
        errors: u64::from(chance.below(12) == 0),
        latency_ms: Some(900 + chance.below(14_000) as u64),
    }
}
