//! What is on the screen as a file: a table for spreadsheets, or JSON with everything. Nothing is in
//! it that is not shown; what is unknown is empty, and never 0.

use serde_json::{Map, Value, json};

use crate::features::usage::breakdown::{By, breakdown};
use crate::features::usage::figures::{Figures, Measure};
use crate::features::usage::hours::{self, HeatMap};
use crate::features::usage::range::{Range, day::Day};
use crate::features::usage::shown::Shown;

/// Which table is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Days,
    Sessions,
}

const FIGURES: [&str; 10] = [
    "tokens",
    "input tokens",
    "output tokens",
    "cache read tokens",
    "cache write tokens",
    "known cost (USD)",
    "answers without a price",
    "messages",
    "errors",
    "tool calls",
];

/// RFC 4180: commas, quotes where they are needed, lines that end with CR and LF.
#[must_use]
pub fn csv(shown: &Shown, table: Table) -> String {
    let mut lines = Vec::new();
    match table {
        Table::Days => {
            lines.push(line(["day", "sessions"].into_iter().chain(FIGURES).map(str::to_owned)));
            for point in &shown.points {
                if shown.choice.day.is_none_or(|day| day == point.day) {
                    let sessions = shown.report.is_some().then(|| point.sessions.to_string());
                    let begin = [point.day.to_string(), sessions.unwrap_or_default()];
                    lines.push(line(begin.into_iter().chain(cells(&point.figures))));
                }
            }
        }
        Table::Sessions => {
            let names = [
                "session",
                "label",
                "agent",
                "channel",
                "chat",
                "provider",
                "model",
                "first activity",
                "last activity",
            ];
            lines.push(line(names.into_iter().chain(FIGURES).map(str::to_owned)));
            for session in shown.sessions() {
                let told = |text: &Option<String>| text.clone().unwrap_or_default();
                let figures = session.figures.as_ref();
                let moment = |at: Option<u64>| at.map(iso).unwrap_or_default();
                let begin = [
                    session.key.as_str().to_owned(),
                    told(&session.label),
                    session.agent_id.as_ref().map(ToString::to_string).unwrap_or_default(),
                    told(&session.channel),
                    told(&session.chat_type),
                    told(&session.model_provider),
                    told(&session.model),
                    moment(figures.and_then(|figures| figures.first_activity)),
                    moment(figures.and_then(|figures| figures.last_activity)),
                ];
                lines.push(line(begin.into_iter().chain(cells(&shown.figures(session)))));
            }
        }
    }
    lines.concat()
}

fn cells(figures: &Figures) -> [String; 10] {
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    let kinds = figures.kinds;
    let money = figures.money;
    let known = money.and_then(|_| figures.get(Measure::Cost));
    [
        count(figures.tokens),
        count(kinds.map(|kinds| kinds.input)),
        count(kinds.map(|kinds| kinds.output)),
        count(kinds.map(|kinds| kinds.cache_read)),
        count(kinds.map(|kinds| kinds.cache_write)),
        known.map(|known| known.to_string()).unwrap_or_default(),
        // How many there are is not told for each day by every gateway.
        count(money.filter(|money| !money.is_vague).map(|money| money.unpriced)),
        count(figures.messages),
        count(figures.errors),
        count(figures.tool_calls),
    ]
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| safe(&cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that begins like a formula is text to every spreadsheet.
fn safe(cell: &str) -> String {
    let first = cell.trim_start_matches([' ', '\u{feff}', '\u{a0}']).chars().next();
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    let is_formula = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '％' | '＝' | '＋' | '－' | '＠')
    );
    let cell = if is_formula && !is_number { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\r', '\n', '\'']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// `2026-11-20T13:14:15.678Z`.
fn iso(ms: u64) -> String {
    let ms = i64::try_from(ms).unwrap_or_default();
    let day = Day::of_utc(ms);
    let of_day = ms - day.utc_start();
    let (seconds, rest) = (of_day / 1000, of_day % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{rest:03}Z")
}

/// All of it, with what it was chosen by.
#[must_use]
pub fn json(shown: &Shown, gateways_days: bool) -> String {
    let choice = &shown.choice;
    let sessions = shown.sessions();
    let days = shown.points.iter().filter(|point| choice.day.is_none_or(|day| day == point.day));
    let parts = |by: By| {
        let parts = breakdown(by, Measure::Tokens, &sessions, choice.day);
        let part = |part: &crate::features::usage::breakdown::Part| {
            let mut value = figures(&part.figures);
            value.insert("name".to_owned(), json!(part.id));
            value.insert("note".to_owned(), json!(part.note));
            value.insert("count".to_owned(), json!(part.count));
            value.insert("share".to_owned(), json!(part.share));
            Value::Object(value)
        };
        parts.iter().map(part).collect::<Vec<_>>()
    };
    let map = hours::heat_map(sessions.iter().copied(), Measure::Tokens, choice.zone, choice.day);
    let told = json!({
        "range": { "start": choice.range.start.to_string(), "end": choice.range.end.to_string() },
        "day": choice.day.map(|day| day.to_string()),
        "zone": zone(shown, choice.range, gateways_days),
        "query": choice.query,
        "complete": shown.is_complete && shown.ungathered == 0 && !shown.may_be_more(),
        "total": figures(&shown.total),
        "days": days.map(|point| {
            let mut value = figures(&point.figures);
            value.insert("day".to_owned(), json!(point.day.to_string()));
            Value::Object(value)
        }).collect::<Vec<_>>(),
        "sessions": sessions.iter().map(|session| {
            let mut value = figures(&shown.figures(session));
            let moment = |at: Option<u64>| at.map(iso);
            let told = session.figures.as_ref();
            for (name, told) in [
                ("session", json!(session.key.as_str())),
                ("label", json!(session.label)),
                ("agent", json!(session.agent_id.as_ref().map(ToString::to_string))),
                ("channel", json!(session.channel)),
                ("chat", json!(session.chat_type)),
                ("provider", json!(session.model_provider)),
                ("model", json!(session.model)),
                ("firstActivity", json!(told.and_then(|told| moment(told.first_activity)))),
                ("lastActivity", json!(told.and_then(|told| moment(told.last_activity)))),
            ] {
                value.insert(name.to_owned(), told);
            }
            Value::Object(value)
        }).collect::<Vec<_>>(),
        "models": parts(By::Model),
        "providers": parts(By::Provider),
        "agents": parts(By::Agent),
        "channels": parts(By::Channel),
        "tools": parts(By::Tool),
        "hours": hours(&map),
    });
    serde_json::to_string_pretty(&told).unwrap_or_default()
}

fn zone(shown: &Shown, range: Range, gateways_days: bool) -> Value {
    let zone = shown.choice.zone;
    let name = if zone.is_utc() { "UTC".to_owned() } else { zone.utc_offset(range) };
    json!({ "name": name, "daysOfTheGateway": gateways_days })
}

fn hours(map: &HeatMap) -> Value {
    let method = match map.method {
        hours::Method::Told => "told",
        hours::Method::Spread => "spread",
        hours::Method::Both => "both",
    };
    json!({ "tokensFromMonday": map.cells, "method": method, "sessionsLeftOut": map.left_out })
}

fn figures(figures: &Figures) -> Map<String, Value> {
    let kinds = figures.kinds;
    let named = [
        ("tokens", json!(figures.tokens)),
        ("inputTokens", json!(kinds.map(|kinds| kinds.input))),
        ("outputTokens", json!(kinds.map(|kinds| kinds.output))),
        ("cacheReadTokens", json!(kinds.map(|kinds| kinds.cache_read))),
        ("cacheWriteTokens", json!(kinds.map(|kinds| kinds.cache_write))),
        ("knownCostUsd", json!(figures.get(Measure::Cost))),
        ("costIsComplete", json!(figures.money.is_some_and(|money| money.is_exact()))),
        (
            "answersWithoutPrice",
            json!(figures.money.filter(|money| !money.is_vague).map(|money| money.unpriced)),
        ),
        ("messages", json!(figures.messages)),
        ("errors", json!(figures.errors)),
        ("toolCalls", json!(figures.tool_calls)),
    ];
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What the file is called: `usage-2026-11-01-to-2026-11-20-days.csv`.
#[must_use]
pub fn file_name(shown: &Shown, what: &str) -> String {
    let Range { start, end } = shown.choice.range;
    match shown.choice.day {
        Some(day) => format!("usage-{day}-{what}"),
        None => format!("usage-{start}-to-{end}-{what}"),
    }
}
