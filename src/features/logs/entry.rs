//! What a line says: how grave, when, from which part of the gateway, and what. Gateways write JSON
//! lines after tslog; other loggers' names are understood as well. What is not understood is text.

use std::borrow::Cow;

use super::level::Level;
use super::moment;
use super::raw::{Field, field, fields, text};

/// A line taken apart. `said` is what is shown and searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    pub level: Level,
    /// Milliseconds since the epoch.
    pub at: Option<i64>,
    pub subsystem: Option<Cow<'a, str>>,
    pub said: Cow<'a, str>,
}

/// What is no JSON object is text as it stands.
#[must_use]
pub fn read<'a>(line: &'a str, all: Option<&[Field<'a>]>) -> Entry<'a> {
    let Some(all) = all else {
        return Entry { level: Level::None, at: None, subsystem: None, said: plain(line.into()) };
    };
    let meta = field(all, "_meta").and_then(fields).unwrap_or_default();
    let subsystem = subsystem(all, &meta);
    let level = field(&meta, "logLevelName")
        .or_else(|| ["level", "lvl", "severity"].iter().find_map(|name| field(all, name)))
        .map_or(Level::None, |value| Level::read(text(value).as_deref().unwrap_or(value)));
    let at = field(all, "time").and_then(read_moment).or_else(|| {
        let dated = field(&meta, "date").and_then(read_moment);
        let others = ["timestamp", "ts", "@timestamp", "date"];
        dated.or_else(|| others.iter().find_map(|name| read_moment(field(all, name)?)))
    });
    Entry { level, at, subsystem, said: plain(said(line, all)) }
}

fn read_moment(value: &str) -> Option<i64> {
    match text(value) {
        Some(text) => moment::read(&text),
        // Seconds before the year 2286 have fewer digits than milliseconds since 1970.
        None => value.parse::<f64>().ok().map(|number| match number < 1e10 {
            true => (number * 1000.0) as i64,
            false => number as i64,
        }),
    }
}

/// `{"subsystem":"gateway/ws"}` as a text in the first argument or in the logger's name.
fn subsystem<'a>(all: &[Field<'a>], meta: &[Field<'a>]) -> Option<Cow<'a, str>> {
    let first = field(all, "0").filter(|value| value.starts_with("\"{"));
    let name = field(meta, "name").filter(|value| *value != first.unwrap_or_default());
    let of_context = [first, name].into_iter().flatten().find_map(context);
    of_context.map(Cow::Owned).or_else(|| {
        let named = ["subsystem", "module", "component"];
        named.iter().find_map(|name| text(field(all, name)?))
    })
}

/// The part of the gateway that a text with an object in it names.
fn context(value: &str) -> Option<String> {
    let text_of = text(value).filter(|it| it.starts_with('{'))?;
    let bindings = fields(&text_of)?;
    let named = ["subsystem", "module", "plugin"];
    named.iter().find_map(|name| text(field(&bindings, name)?)).map(Cow::into_owned)
}

/// Whether this argument only says where the line comes from.
#[must_use]
pub fn is_context(argument: &Field<'_>) -> bool {
    argument.name == "0" && argument.value.starts_with("\"{") && context(argument.value).is_some()
}

/// A text for terminals without its colours.
fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return text;
    }
    let mut pieces = text.split('\u{1b}');
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.strip_prefix('[').map(|piece| {
            piece.trim_start_matches(|it: char| it.is_ascii_digit() || matches!(it, ';' | '?'))
        });
        told.push_str(rest.map_or(piece, |rest| rest.get(1..).unwrap_or_default()));
    }
    told.into()
}

/// The message, then the values that were given with it.
fn said<'a>(line: &'a str, all: &[Field<'a>]) -> Cow<'a, str> {
    let is_number = |name: &str| !name.is_empty() && name.bytes().all(|it| it.is_ascii_digit());
    let arguments = || all.iter().filter(|it| is_number(it.name) && !is_context(it));
    let message = ["message", "msg"].iter().find_map(|name| text(field(all, name)?));
    let mut parts: Vec<Cow<'a, str>> = match message {
        Some(message) => vec![message],
        None => arguments().filter_map(|argument| text(argument.value)).collect(),
    };
    parts.extend(arguments().filter(|it| !it.value.starts_with('"')).map(|it| it.value.into()));
    if parts.is_empty() {
        let known = ["_meta", "time", "hostname", "level", "0"];
        let rest = all.iter().filter(|it| !known.contains(&it.name));
        parts = rest.map(|it| format!("{}={}", it.name, it.value).into()).collect();
    }
    match parts.len() {
        0 => line.into(),
        1 => parts.remove(0),
        _ => parts.join(" ").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> (Level, Option<i64>, Option<String>, String) {
        let entry = read(line, fields(line).as_deref());
        let subsystem = entry.subsystem.map(Cow::into_owned);
        (entry.level, entry.at, subsystem, entry.said.into_owned())
    }

    #[test]
    fn lines_of_gateways_are_taken_apart() {
        let early = r#"{"0":"{\"subsystem\":\"gateway/heartbeat\"}","1":{"enabled":false},"2":"heartbeat: disabled","_meta":{"runtime":"node","name":"{\"subsystem\":\"gateway/heartbeat\"}","date":"2026-11-20T13:12:14.836Z","logLevelId":3,"logLevelName":"INFO","path":{"method":"logToFile"}},"time":"2026-11-20T13:12:14.836+00:00"}"#;
        let (level, at, subsystem, said) = told(early);
        assert_eq!((level, at), (Level::Info, Some(1_795_180_334_836)));
        assert_eq!(subsystem.as_deref(), Some("gateway/heartbeat"));
        assert_eq!(said, r#"heartbeat: disabled {"enabled":false}"#);
        let late = r#"{"0":"{\"module\":\"cron\",\"storePath\":\"/x\"}","1":{"jobs":0},"2":"cron: started","_meta":{"logLevelName":"WARN","name":"{\"module\":\"cron\",\"storePath\":\"/x\"}"},"time":"2026-11-20T13:12:14.836+00:00","hostname":"vm","message":"cron: started","traceId":"1"}"#;
        let (level, _, subsystem, said) = told(late);
        assert_eq!((level, subsystem.as_deref()), (Level::Warn, Some("cron")));
        assert_eq!(said, r#"cron: started {"jobs":0}"#);
        let console = r#"{"0":"bonjour: \"vm\"","_meta":{"name":"openclaw","logLevelName":"ERROR","date":"2026-11-20T13:12:14.836Z"}}"#;
        let (level, at, subsystem, said) = told(console);
        assert_eq!((level, at, subsystem), (Level::Error, Some(1_795_180_334_836), None));
        assert_eq!(said, "bonjour: \"vm\"");
    }

    #[test]
    fn lines_of_others_are_understood_as_far_as_it_goes() {
        let pino = r#"{"level":50,"time":1795180334836,"msg":"broken","subsystem":"x"}"#;
        let told_of = (Level::Error, Some(1_795_180_334_836), Some("x".into()), "broken".into());
        assert_eq!(told(pino), told_of);
        let plain = "    at main (file.js:1:2)";
        assert_eq!(told(plain), (Level::None, None, None, plain.to_owned()));
        assert_eq!(told(r#"{"a":1,"b":"x"}"#).3, r#"a=1 b="x""#);
        assert_eq!(told("{}").3, "{}");
        assert_eq!(told(r#"{"0":"{\"n\":1}"}"#).3, r#"{"n":1}"#);
        assert_eq!(told("\u{1b}[31mred\u{1b}[0m and \u{1b}[1;32mgreen").3, "red and green");
    }
}
