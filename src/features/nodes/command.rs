//! Commands of nodes: in which groups they stand, and which parameters the well-known ones take.
//! What a form was filled with becomes the JSON that is sent; nothing typed means nothing sent.

use serde_json::{Map, Number, Value};

use super::argv;
use crate::words::{Word, w};

/// How a parameter is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name for machines: a path, an address, a number to call.
    Text,
    /// For people to read.
    Prose,
    /// Several words, divided by white space or commas.
    Words,
    /// A command line, sent as the list of its words.
    Line,
    Number,
    /// Yes or no; unset leaves it to the node.
    Switch,
    Choice(&'static [&'static str]),
}

/// A parameter of a well-known command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    /// As it is sent.
    pub name: &'static str,
    pub label: Word,
    pub kind: Kind,
    pub required: bool,
}

const fn field(name: &'static str, label: Word, kind: Kind) -> Field {
    Field { name, label, kind, required: false }
}

const fn required(name: &'static str, label: Word, kind: Kind) -> Field {
    Field { name, label, kind, required: true }
}

const FACING: Field = field("facing", w::NODES_PARAM_FACING, Kind::Choice(&["front", "back"]));
const DEVICE: Field = field("deviceId", w::NODES_PARAM_CAMERA, Kind::Text);
const LENGTH: Field = field("durationMs", w::NODES_PARAM_LENGTH, Kind::Number);
const SOUND: Field = field("includeAudio", w::NODES_PARAM_SOUND, Kind::Switch);
const WIDTH: Field = field("maxWidth", w::NODES_PARAM_WIDTH, Kind::Number);
const QUALITY: Field = field("quality", w::NODES_PARAM_QUALITY, Kind::Number);

const RUN: &[Field] = &[
    required("command", w::NODES_PARAM_LINE, Kind::Line),
    field("cwd", w::NODES_PARAM_FOLDER, Kind::Text),
    field("timeoutMs", w::NODES_PARAM_LIMIT, Kind::Number),
];
const WHICH: &[Field] = &[required("bins", w::NODES_PARAM_BINS, Kind::Words)];
const NOTIFY: &[Field] = &[
    required("title", w::NODES_PARAM_TITLE, Kind::Prose),
    field("body", w::NODES_PARAM_TEXT, Kind::Prose),
    field(
        "priority",
        w::NODES_PARAM_PRIORITY,
        Kind::Choice(&["passive", "active", "timeSensitive"]),
    ),
    field("delivery", w::NODES_PARAM_DELIVERY, Kind::Choice(&["system", "overlay", "auto"])),
];
const SNAP: &[Field] =
    &[FACING, WIDTH, QUALITY, field("delayMs", w::NODES_PARAM_DELAY, Kind::Number), DEVICE];
const CLIP: &[Field] = &[FACING, LENGTH, SOUND, DEVICE];
const RECORD: &[Field] = &[
    LENGTH,
    field("fps", w::NODES_PARAM_FPS, Kind::Number),
    SOUND,
    field("screenIndex", w::NODES_PARAM_SCREEN, Kind::Number),
];
const LOCATION: &[Field] = &[
    field(
        "desiredAccuracy",
        w::NODES_PARAM_ACCURACY,
        Kind::Choice(&["coarse", "balanced", "precise"]),
    ),
    field("maxAgeMs", w::NODES_PARAM_AGE, Kind::Number),
    field("timeoutMs", w::NODES_PARAM_LIMIT, Kind::Number),
];
const NAVIGATE: &[Field] = &[required("url", w::NODES_PARAM_URL, Kind::Text)];
const SCRIPT: &[Field] = &[required("javaScript", w::NODES_PARAM_SCRIPT, Kind::Text)];
const SNAPSHOT: &[Field] =
    &[field("format", w::NODES_PARAM_FORMAT, Kind::Choice(&["png", "jpeg"])), WIDTH, QUALITY];
const SMS: &[Field] = &[
    required("to", w::NODES_PARAM_TO, Kind::Text),
    required("message", w::NODES_PARAM_TEXT, Kind::Prose),
];

/// The parameters of a command, if they are known here. An empty list is known too.
pub(super) fn fields(command: &str) -> Option<&'static [Field]> {
    Some(match command {
        "system.run" => RUN,
        "system.which" => WHICH,
        "system.notify" => NOTIFY,
        "camera.snap" => SNAP,
        "camera.clip" => CLIP,
        "screen.record" => RECORD,
        "location.get" => LOCATION,
        "canvas.navigate" => NAVIGATE,
        "canvas.eval" => SCRIPT,
        "canvas.snapshot" => SNAPSHOT,
        "sms.send" => SMS,
        "camera.list" | "canvas.hide" | "device.info" | "device.status" | "notifications.list" => {
            &[]
        }
        _ => return None,
    })
}

/// What is wrong with what was typed for a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    Missing,
    NoNumber,
    OpenQuote,
}

impl Problem {
    pub(super) fn word(self) -> Word {
        match self {
            Self::Missing => w::NODES_PROBLEM_MISSING,
            Self::NoNumber => w::NODES_PROBLEM_NUMBER,
            Self::OpenQuote => w::NODES_PROBLEM_QUOTE,
        }
    }
}

/// What is sent for a parameter; `None` when nothing is.
pub(super) fn value(field: &Field, typed: &str) -> Result<Option<Value>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return if field.required { Err(Problem::Missing) } else { Ok(None) };
    }
    Ok(Some(match field.kind {
        Kind::Text | Kind::Prose | Kind::Choice(_) => Value::from(typed),
        Kind::Words => {
            let words = typed.split(|it: char| it == ',' || it.is_whitespace());
            words.filter(|word| !word.is_empty()).collect()
        }
        Kind::Line => argv::words(typed).map_err(|_| Problem::OpenQuote)?.into(),
        Kind::Number => Value::Number(number(typed).ok_or(Problem::NoNumber)?),
        Kind::Switch => Value::Bool(typed == "true"),
    }))
}

/// A number from zero on, whole where it was typed so.
pub(super) fn number(typed: &str) -> Option<Number> {
    match typed.parse::<u32>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => typed.parse().ok().filter(|it: &f64| *it >= 0.0).and_then(Number::from_f64),
    }
}

/// What is sent for a form; `None` while something is wrong with it.
pub(super) fn params(fields: &[Field], typed: &[String]) -> Option<Map<String, Value>> {
    let mut params = Map::new();
    for (field, typed) in fields.iter().zip(typed) {
        if let Some(value) = value(field, typed).ok()? {
            params.insert(field.name.to_owned(), value);
        }
    }
    Some(params)
}

/// Commands by what stands before their first dot, sorted, each once.
pub(super) fn groups(commands: &[String]) -> Vec<(String, Vec<String>)> {
    let mut sorted: Vec<_> = commands.iter().filter(|it| !it.trim().is_empty()).collect();
    sorted.sort();
    sorted.dedup();
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for command in sorted {
        let group = command.split('.').next().unwrap_or_default();
        match groups.last_mut() {
            Some((last, commands)) if last == group => commands.push(command.clone()),
            _ => groups.push((group.to_owned(), vec![command.clone()])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sent(command: &str, typed: &[&str]) -> Option<Value> {
        let typed: Vec<_> = typed.iter().map(|it| (*it).to_owned()).collect();
        params(fields(command).unwrap(), &typed).map(Value::Object)
    }

    #[test]
    fn a_form_becomes_what_the_node_takes() {
        for (command, typed, params) in [
            ("system.which", &["git, node  cargo"][..], json!({"bins": ["git", "node", "cargo"]})),
            (
                "system.run",
                &["git log", " /srv ", "5000"],
                json!({"command": ["git", "log"], "cwd": "/srv", "timeoutMs": 5000}),
            ),
            (
                "camera.snap",
                &["back", "800", "0.9", "", ""],
                json!({"facing": "back", "maxWidth": 800, "quality": 0.9}),
            ),
            ("camera.clip", &["", "", "false", ""], json!({"includeAudio": false})),
            ("location.get", &["", "", ""], json!({})),
            ("camera.list", &[], json!({})),
        ] {
            assert_eq!(sent(command, typed), Some(params), "{command}");
        }
    }

    #[test]
    fn what_is_wrong_is_not_sent() {
        assert_eq!(sent("system.which", &["  "]), None);
        assert_eq!(sent("system.run", &["echo \"x", "", ""]), None);
        assert_eq!(sent("camera.snap", &["", "wide", "", "", ""]), None);
        assert_eq!(sent("camera.snap", &["", "-3", "", "", ""]), None);
        assert_eq!(sent("camera.snap", &["", "NaN", "", "", ""]), None);
        assert_eq!(value(&RUN[0], "it's"), Err(Problem::OpenQuote));
    }

    #[test]
    fn commands_stand_in_groups() {
        let commands = ["system.which", "camera.snap", "ping", "system.run", "system.run", ""];
        let groups = groups(&commands.map(str::to_owned));
        let read: Vec<_> =
            groups.iter().map(|(group, all)| format!("{group}: {}", all.join(" "))).collect();
        assert_eq!(read, ["camera: camera.snap", "ping: ping", "system: system.run system.which"]);
    }

    #[test]
    fn an_unknown_command_has_no_form() {
        assert_eq!(fields("lathe.spin"), None);
    }
}
