//! Every field that `sessions.patch` has on any version: how it is typed, what it may be, and which
//! gateways know it. What is set now is read from what the gateway last said of the session.

use serde_json::{Map, Value};

use super::kind::Kind;
use crate::protocol::method::Scope;
use crate::words::{Word, w};

use Age::{Early, Late, Middle};
use Part::{Answers, Commands, Descent, Name, Tools};
use Shape::{Json, Model, Number, One, Switch, Text, Thinking};

/// How far a gateway has come, told by what it offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    Early,
    /// Has session events.
    Middle,
    /// Keeps sessions in order: pins, archives, categories.
    Late,
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    One(&'static [&'static str]),
    Thinking,
    Model,
    Text,
    /// `true`, `false`, and what late gateways say besides.
    Switch,
    Number,
    Json,
}

/// Under which heading it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Name,
    Answers,
    Commands,
    Descent,
    Tools,
}

impl Part {
    pub const ALL: [Self; 5] =
        [Self::Name, Self::Answers, Self::Commands, Self::Descent, Self::Tools];

    pub fn word(self) -> Word {
        match self {
            Self::Name => w::SESSIONS_PART_NAME,
            Self::Answers => w::SESSIONS_PART_ANSWERS,
            Self::Commands => w::SESSIONS_PART_COMMANDS,
            Self::Descent => w::SESSIONS_PART_DESCENT,
            Self::Tools => w::SESSIONS_PART_TOOLS,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// On the wire.
    pub name: &'static str,
    pub word: Word,
    pub shape: Shape,
    pub part: Part,
    pub since: Age,
    /// The last age that takes it.
    pub until: Age,
    /// Whether `null` lets it inherit again.
    pub clears: bool,
    /// Whether rows of a list tell what is set.
    pub told_since: Option<Age>,
}

const fn field(name: &'static str, word: Word, part: Part, shape: Shape) -> Field {
    let told_since = Some(Early);
    Field { name, word, shape, part, since: Early, until: Late, clears: true, told_since }
}

impl Field {
    const fn since(self, since: Age) -> Self {
        Self { since, told_since: Some(since), ..self }
    }

    const fn until(self, until: Age) -> Self {
        Self { until, ..self }
    }

    const fn untold(self) -> Self {
        Self { told_since: None, ..self }
    }

    const fn told_since(self, age: Age) -> Self {
        Self { told_since: Some(age), ..self }
    }

    const fn stays(self) -> Self {
        Self { clears: false, ..self }
    }

    /// Whether it is offered for such a session of such a gateway.
    pub fn is_offered(&self, age: Age, kind: Kind) -> bool {
        let fits = match self.part {
            Descent => kind == Kind::Subagent,
            _ => self.name != "groupActivation" || kind != Kind::Main,
        };
        fits && self.since <= age && age <= self.until
    }

    /// What a connection needs to set it.
    pub fn scope(&self, age: Age) -> Scope {
        let decides_where = matches!(self.name, "execHost" | "execNode");
        if age < Late || decides_where { Scope::Admin } else { Scope::Write }
    }
}

const VERBOSE: &[&str] = &["off", "on", "full"];
const REASONING: &[&str] = &["off", "on", "stream"];
const USAGE: &[&str] = &["off", "tokens", "full"];
const ELEVATED: &[&str] = &["off", "on", "ask", "full"];
const TRACE: &[&str] = &["off", "on", "raw"];
const SEND: &[&str] = &["allow", "deny"];
const GROUP: &[&str] = &["mention", "always"];
const HOST: &[&str] = &["auto", "sandbox", "gateway", "node"];
const SECURITY: &[&str] = &["deny", "allowlist", "full"];
const ASK: &[&str] = &["off", "on-miss", "always"];
const PERMISSION: &[&str] = &["read-only", "guarded", "workspace", "full"];
const COLORS: &[&str] = &["red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink"];
const ATTENTION: &[&str] = &["hand", "key", "alert", "flag", "lock", "hourglass"];
const FACE: &[&str] = &["chat", "dashboard"];
const ROLE: &[&str] = &["orchestrator", "leaf"];
const CONTROL: &[&str] = &["children", "none"];

pub(super) const FIELDS: &[Field] = &[
    field("label", w::SESSIONS_FIELD_LABEL, Name, Text),
    field("category", w::SESSIONS_FIELD_CATEGORY, Name, Text).since(Late),
    field("icon", w::SESSIONS_FIELD_ICON, Name, Text).since(Late),
    field("color", w::SESSIONS_FIELD_COLOR, Name, One(COLORS)).since(Late),
    field("pinned", w::SESSIONS_FIELD_PINNED, Name, Switch).since(Late).stays(),
    field("unread", w::SESSIONS_FIELD_UNREAD, Name, Switch).since(Late).stays(),
    field("statusNote", w::SESSIONS_FIELD_NOTE, Name, Text).since(Late),
    field("attention", w::SESSIONS_FIELD_ATTENTION, Name, One(ATTENTION)).since(Late),
    field("ttlMinutes", w::SESSIONS_FIELD_TTL, Name, Number).since(Late).untold().stays(),
    field("boardFace", w::SESSIONS_FIELD_FACE, Name, One(FACE)).since(Late).stays(),
    field("model", w::SESSIONS_FIELD_MODEL, Answers, Model),
    field("contextWindow", w::SESSIONS_FIELD_WINDOW, Answers, Text).since(Late).untold(),
    field("thinkingLevel", w::SESSIONS_FIELD_THINKING, Answers, Thinking),
    field("fastMode", w::SESSIONS_FIELD_FAST, Answers, Switch).since(Middle),
    field("reasoningLevel", w::SESSIONS_FIELD_REASONING, Answers, One(REASONING)),
    field("verboseLevel", w::SESSIONS_FIELD_VERBOSE, Answers, One(VERBOSE)),
    field("traceLevel", w::SESSIONS_FIELD_TRACE, Answers, One(TRACE)).since(Middle),
    field("responseUsage", w::SESSIONS_FIELD_USAGE, Answers, One(USAGE)),
    field("sendPolicy", w::SESSIONS_FIELD_SEND, Answers, One(SEND)),
    field("groupActivation", w::SESSIONS_FIELD_GROUP, Answers, One(GROUP)).untold(),
    field("permissionMode", w::SESSIONS_FIELD_PERMISSION, Commands, One(PERMISSION)).since(Late),
    field("elevatedLevel", w::SESSIONS_FIELD_ELEVATED, Commands, One(ELEVATED)),
    field("execHost", w::SESSIONS_FIELD_HOST, Commands, One(HOST)).untold(),
    field("execNode", w::SESSIONS_FIELD_NODE, Commands, Text).told_since(Late),
    field("execSecurity", w::SESSIONS_FIELD_SECURITY, Commands, One(SECURITY))
        .until(Middle)
        .untold(),
    field("execAsk", w::SESSIONS_FIELD_ASK, Commands, One(ASK)).until(Middle).untold(),
    field("spawnedBy", w::SESSIONS_FIELD_SPAWNED, Descent, Text).until(Middle).told_since(Middle),
    field("spawnDepth", w::SESSIONS_FIELD_DEPTH, Descent, Number)
        .since(Middle)
        .until(Middle)
        .untold(),
    field("subagentRole", w::SESSIONS_FIELD_ROLE, Descent, One(ROLE))
        .since(Middle)
        .until(Middle)
        .untold(),
    field("subagentControlScope", w::SESSIONS_FIELD_CONTROL, Descent, One(CONTROL))
        .since(Middle)
        .until(Middle)
        .untold(),
    field("spawnedWorkspaceDir", w::SESSIONS_FIELD_WORKSPACE, Descent, Text)
        .since(Middle)
        .until(Middle)
        .untold(),
    field("completionOwnerSessionKey", w::SESSIONS_FIELD_OWNER, Descent, Text).since(Late).untold(),
    field("toolOverrides", w::SESSIONS_FIELD_TOOLS, Tools, Json).since(Late),
    field("inheritedToolAllow", w::SESSIONS_FIELD_TOOLS_ALLOW, Descent, Json).since(Late).untold(),
    field("inheritedToolDeny", w::SESSIONS_FIELD_TOOLS_DENY, Descent, Json).since(Late).untold(),
    field("inheritedToolPolicyVersion", w::SESSIONS_FIELD_TOOLS_VERSION, Descent, Number)
        .since(Late)
        .untold(),
];

/// What a field is set to.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// The gateway has not said.
    Untold,
    Inherits,
    Set(Value),
}

impl Setting {
    /// As one types it.
    pub fn text(&self) -> String {
        match self {
            Self::Untold | Self::Inherits => String::new(),
            Self::Set(Value::String(text)) => text.clone(),
            Self::Set(value @ (Value::Object(_) | Value::Array(_))) => {
                serde_json::to_string_pretty(value).unwrap_or_default()
            }
            Self::Set(value) => value.to_string(),
        }
    }
}

/// What the gateway has said of a session: the row of a list, and the entry as stored, which comes
/// with each answer to a change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    pub row: Map<String, Value>,
    pub entry: Option<Map<String, Value>>,
}

impl Facts {
    /// The gateway has taken a change and says how the session is stored now.
    pub fn took(&mut self, entry: Map<String, Value>) {
        for name in ["pinned", "unread"] {
            // These are stored as the time since when.
            let since = if name == "pinned" { "pinnedAt" } else { "markedUnreadAt" };
            if self.row.contains_key(name) {
                self.row.insert(name.to_owned(), entry.contains_key(since).into());
            }
        }
        if let Some(status) = entry.get("agentStatus") {
            self.row.insert("agentStatus".to_owned(), status.clone());
        } else {
            self.row.remove("agentStatus");
        }
        self.entry = Some(entry);
    }

    pub fn setting(&self, field: &Field, age: Age) -> Setting {
        let set = |value: Option<&Value>| match value {
            None | Some(Value::Null) => Setting::Inherits,
            Some(value) => Setting::Set(value.clone()),
        };
        match field.name {
            "model" => return self.model(),
            // These are told under other names.
            "statusNote" => return set(self.row.get("agentStatus").and_then(|it| it.get("note"))),
            "attention" => {
                return set(self.row.get("agentStatus").and_then(|it| it.get("attention")));
            }
            "pinned" | "unread" => return set(self.row.get(field.name)),
            _ => {}
        }
        let is_told = field.told_since.is_some_and(|since| since <= age);
        match &self.entry {
            Some(entry) if !is_told || self.entry_is_newer() => set(entry.get(field.name)),
            None if !is_told && !self.row.contains_key(field.name) => Setting::Untold,
            _ => set(self.row.get(field.name)),
        }
    }

    /// Another operator may have changed the session since.
    fn entry_is_newer(&self) -> bool {
        let at = |map: &Map<String, Value>| map.get("updatedAt").and_then(Value::as_f64);
        let entry = self.entry.as_ref().and_then(at);
        entry.zip(at(&self.row)).is_none_or(|(entry, row)| entry >= row)
    }

    fn model(&self) -> Setting {
        let joined = |provider: Option<&Value>, model: Option<&Value>| {
            let model = model.and_then(Value::as_str)?;
            let provider = provider.and_then(Value::as_str);
            Some(provider.map_or_else(|| model.to_owned(), |it| format!("{it}/{model}")))
        };
        if let Some(entry) = &self.entry {
            let chosen = joined(entry.get("providerOverride"), entry.get("modelOverride"));
            return chosen.map_or(Setting::Inherits, |model| Setting::Set(model.into()));
        }
        match self.row.get("modelOverrideSource") {
            Some(Value::String(source)) if source == "user" => {
                joined(self.row.get("modelProvider"), self.row.get("model"))
                    .map_or(Setting::Untold, |model| Setting::Set(model.into()))
            }
            Some(_) => Setting::Inherits,
            None => Setting::Untold,
        }
    }
}

/// Why what was typed cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    Number,
    Json,
}

/// What is typed as it is sent. An empty text is sent as one: it is not the same as inheriting.
pub(super) fn encoded(shape: Shape, typed: &str) -> Result<Value, Wrong> {
    Ok(match shape {
        Number => typed.trim().parse::<u64>().map_err(|_| Wrong::Number)?.into(),
        Json => serde_json::from_str(typed).map_err(|_| Wrong::Json)?,
        Switch => match typed {
            "true" => true.into(),
            "false" => false.into(),
            other => other.into(),
        },
        One(_) | Thinking | Model => typed.into(),
        Text => typed.trim().into(),
    })
}

/// Whether a refusal says that the gateway does not know the field at all.
pub(super) fn is_unknown_to(message: &str, field: &str) -> bool {
    message.contains(&format!("unexpected property '{field}'"))
        || (message.contains("are retired") && message.contains(field))
}

#[cfg(test)]
mod tests;
