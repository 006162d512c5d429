//! Lines as the gateways write them: tslog's JSON with the part of the gateway in the first argument,
//! each version with its own fields. What is said is the harbour's.

use serde_json::{Map, Value, json};

use crate::log_file::LogFile;
use crate::profile::Profile;

const DAY_MS: u64 = 86_400_000;
/// So many lines lie there when the gateway starts.
const PAST: u64 = 900;

/// A line to be written: its level, the part of the gateway, what it says, what it gives with it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) level: String,
    pub(crate) subsystem: Option<String>,
    pub(crate) message: String,
    pub(crate) given: Option<Value>,
}

impl Line {
    pub(crate) fn new(level: &str, subsystem: &str, message: impl Into<String>) -> Line {
        let subsystem = (!subsystem.is_empty()).then(|| subsystem.to_owned());
        Line { level: level.to_owned(), subsystem, message: message.into(), given: None }
    }
}

/// The log of a gateway that has been running for a while.
pub(crate) fn past(profile: Profile, now: u64) -> LogFile {
    let mut file = LogFile::of_day(now / DAY_MS);
    for number in 0..PAST {
        let line = everyday(profile, number);
        file.write_line(&written(profile, now.saturating_sub((PAST - number) * 2_711), &line));
    }
    file
}

/// What a gateway says all day, told by a number.
pub(crate) fn everyday(profile: Profile, number: u64) -> Line {
    let run = format!("{:08x}", number.wrapping_mul(2_654_435_761) % 0xffff_ffff);
    let line = |level, subsystem, message: String| Line::new(level, subsystem, message);
    if number % 97 == 41 {
        let mut line =
            line("ERROR", "gateway/channels/discord", "channel exited: 401: Unauthorized".into());
        line.given = Some(
            json!({ "account": "default", "attempt": number % 5 + 1, "error": { "code": 401, "path": ["login", "gateway"] } }),
        );
        return line;
    }
    match number % 13 {
        0 | 5 | 9 => line("INFO", "gateway/ws", format!("→ event chat seq={number} clients=2 dropIfSlow=true")),
        1 => line("DEBUG", "agent/embedded", format!("run prompt start: runId={run} session=agent:main:main model=script-1")),
        2 => line("INFO", "gateway/ws", format!("⇄ res ✓ sessions.list {}ms conn={run} id={}", number % 40 + 3, number * 7 % 997)),
        3 => {
            let mut line = line("INFO", "cron", "cron: timer armed".into());
            line.given = Some(json!({ "nextAt": number * 1_000, "delayMs": 60_000, "jobs": ["Tide tables", "Morning report"] }));
            line
        }
        4 if number % 26 == 4 => line("WARN", "gateway/health-monitor", "health-monitor: restarting channel discord (stale socket)".into()),
        4 => line("DEBUG", "gateway/heartbeat", "heartbeat: nothing to tell".into()),
        6 => line("TRACE", "diagnostic", format!("lane dequeue: lane=main waitMs={} queueSize=0", number % 9)),
        7 => line("INFO", "", format!("bonjour: advertised gateway fqdn=harbour-{}.local. port=18789 state=announcing", number % 3)),
        8 if number % 39 == 8 => line("WARN", "model-fallback", format!("provider answered 529 (overloaded), again in 2s: Authorization: Bearer {}", key(profile, &run))),
        8 => line("DEBUG", "model-catalog", "catalog is fresh".into()),
        10 if number % 130 == 10 => line("FATAL", "gateway", "uncaught exception: the harbour is closed\n    at open (harbour.js:12:3)\n    at tide (moon.js:4:1)".into()),
        10 => line("INFO", "plugins", format!("[plugins] harbour tools ready ({} tools, 0.{}s)", number % 4 + 2, number % 9)),
        11 => line("DEBUG", "agent/tools", format!("tool end: name=exec runId={run} durationMs={}", number % 800)),
        _ => line("INFO", "gateway/ws", format!("→ event agent seq={number} run={run} agent=main session=main stream=assistant aseq={}", number % 60)),
    }
}

/// From 2026.4.15 on the gateway masks what looks like a key, before 2026.2.6-3 it writes it out.
fn key(profile: Profile, run: &str) -> String {
    match profile.has_session_events() {
        true => "sk-exa…0000".to_owned(),
        false => format!("sk-example-{run}{run}"),
    }
}

/// The line as it stands in the file.
pub(crate) fn written(profile: Profile, at: u64, line: &Line) -> String {
    let date = iso(at);
    let context = line.subsystem.as_ref().map(|it| {
        let name = if it == "cron" { "module" } else { "subsystem" };
        json!({ name: it }).to_string()
    });
    let mut told = Map::new();
    let mut arguments = Vec::new();
    arguments.extend(context.clone().map(Value::from));
    arguments.extend(line.given.clone());
    arguments.push(line.message.clone().into());
    for (number, argument) in arguments.into_iter().enumerate() {
        told.insert(number.to_string(), argument);
    }
    let (id, level) = (level_id(&line.level), &line.level);
    let name = context.clone().unwrap_or_else(|| "openclaw".to_owned());
    let mut meta = json!({ "runtime": "node", "runtimeVersion": "24.21.0", "hostname": "harbour" });
    meta["name"] = name.into();
    if context.is_some() {
        meta["parentNames"] = json!(["openclaw"]);
    }
    meta["date"] = format!("{date}Z").into();
    meta["logLevelId"] = id.into();
    meta["logLevelName"] = level.as_str().into();
    if profile < Profile::V2026_9_6 {
        let file = "subsystem-Cgmckbux.js";
        let path = format!("/usr/lib/node_modules/openclaw/dist/{file}");
        meta["path"] = json!({
            "fullFilePath": format!("file://{path}:324:14"), "fileName": file,
            "fileNameWithLine": format!("{file}:324"), "fileColumn": "14", "fileLine": "324",
            "filePath": path, "filePathWithLine": format!("{path}:324"), "method": "logToFile",
        });
    }
    told.insert("_meta".to_owned(), meta);
    told.insert("time".to_owned(), format!("{date}+00:00").into());
    if profile >= Profile::V2026_9_6 {
        told.insert("hostname".to_owned(), "harbour".into());
        told.insert("message".to_owned(), line.message.clone().into());
        told.insert("traceId".to_owned(), format!("{:032x}", at.wrapping_mul(0x9e37)).into());
    }
    Value::Object(told).to_string()
}

fn level_id(level: &str) -> u64 {
    ["SILLY", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]
        .iter()
        .position(|it| *it == level)
        .map_or(3, |id| id as u64)
}

/// `2026-11-20T13:12:14.356`, in UTC.
pub(crate) fn iso(at: u64) -> String {
    let (days, rest) = (at / DAY_MS + 719_468, at % DAY_MS);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    let (seconds, ms) = (rest / 1_000, rest % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}")
}
