//! What kind of conversation a session is: by the form of its key first, then by what its row says.

use crate::protocol::sessions::row::SessionRow;
use crate::words::{Word, w};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Main,
    Direct,
    Group,
    Channel,
    Cron,
    Heartbeat,
    Subagent,
    Hook,
    /// A coding agent that is driven through ACP.
    Acp,
    Global,
    Unknown,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Main,
        Self::Direct,
        Self::Group,
        Self::Channel,
        Self::Cron,
        Self::Heartbeat,
        Self::Subagent,
        Self::Hook,
        Self::Acp,
        Self::Global,
        Self::Unknown,
    ];

    /// Judges a listed row.
    pub fn of(row: &SessionRow) -> Self {
        let key = row.key.as_str().to_lowercase();
        match key.as_str() {
            "global" => return Self::Global,
            "unknown" => return Self::Unknown,
            _ => {}
        }
        let rest = rest_of(&key);
        if let Some(kind) = by_key(rest) {
            return kind;
        }
        let said = |words: &Option<String>, word: &str| words.as_deref() == Some(word);
        if row.is_main == Some(true) || said(&row.classification, "main") {
            return Self::Main;
        }
        match row.classification.as_deref() {
            Some("cron") => return Self::Cron,
            Some("subagent") => return Self::Subagent,
            Some("hook") => return Self::Hook,
            Some("heartbeat") => return Self::Heartbeat,
            Some("acp") => return Self::Acp,
            _ => {}
        }
        if said(&row.chat_type, "channel") || said(&row.classification, "channel") {
            Self::Channel
        } else if said(&row.chat_type, "group") || said(&row.kind, "group") {
            Self::Group
        } else {
            Self::Direct
        }
    }

    /// Nobody talks there: it runs by itself.
    pub fn is_background(self) -> bool {
        matches!(self, Self::Cron | Self::Heartbeat | Self::Subagent | Self::Hook)
    }

    /// The word in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Direct => "direct",
            Self::Group => "group",
            Self::Channel => "channel",
            Self::Cron => "cron",
            Self::Heartbeat => "heartbeat",
            Self::Subagent => "subagent",
            Self::Hook => "hook",
            Self::Acp => "acp",
            Self::Global => "global",
            Self::Unknown => "unknown",
        }
    }

    pub fn coded(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn word(self) -> Word {
        match self {
            Self::Main => w::SESSIONS_KIND_MAIN,
            Self::Direct => w::SESSIONS_KIND_DIRECT,
            Self::Group => w::SESSIONS_KIND_GROUP,
            Self::Channel => w::SESSIONS_KIND_CHANNEL,
            Self::Cron => w::SESSIONS_KIND_CRON,
            Self::Heartbeat => w::SESSIONS_KIND_HEARTBEAT,
            Self::Subagent => w::SESSIONS_KIND_SUBAGENT,
            Self::Hook => w::SESSIONS_KIND_HOOK,
            Self::Acp => w::SESSIONS_KIND_ACP,
            Self::Global => w::SESSIONS_KIND_GLOBAL,
            Self::Unknown => w::SESSIONS_KIND_UNKNOWN,
        }
    }
}

/// The key without the agent's part.
fn rest_of(key: &str) -> &str {
    let mut parts = key.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("agent"), Some(_), Some(rest)) => rest,
        _ => key,
    }
}

fn by_key(rest: &str) -> Option<Kind> {
    let first = rest.split(':').next().unwrap_or_default();
    if rest == "heartbeat" || rest.ends_with(":heartbeat") {
        return Some(Kind::Heartbeat);
    }
    match first {
        "subagent" => return Some(Kind::Subagent),
        "cron" => return Some(Kind::Cron),
        "hook" => return Some(Kind::Hook),
        "acp" => return Some(Kind::Acp),
        _ => {}
    }
    if rest.contains(":subagent:") {
        return Some(Kind::Subagent);
    }
    if rest == "main" {
        return Some(Kind::Main);
    }
    // `telegram:group:-100`, and with the account between: `telegram:work:group:-100`.
    rest.split(':').skip(1).take(2).find_map(|part| match part {
        "group" => Some(Kind::Group),
        "channel" => Some(Kind::Channel),
        "direct" | "dm" => Some(Kind::Direct),
        _ => None,
    })
}

/// The chat network in a key such as `agent:main:telegram:group:-100`.
pub(super) fn channel_in(key: &str) -> Option<&str> {
    let mut parts = rest_of(key).split(':');
    let channel = parts.next()?;
    parts
        .take(2)
        .any(|part| matches!(part, "group" | "channel" | "direct" | "dm"))
        .then_some(channel)
        .filter(|channel| !matches!(*channel, "subagent" | "cron" | "hook" | "acp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(json: serde_json::Value) -> Kind {
        Kind::of(&serde_json::from_value(json).unwrap())
    }

    #[test]
    fn the_form_of_a_key_tells_its_kind_on_every_version() {
        for (key, expected) in [
            ("agent:main:main", Kind::Main),
            ("main", Kind::Main),
            ("agent:main:dashboard:9f", Kind::Direct),
            ("agent:main:whatsapp:direct:+49", Kind::Direct),
            ("agent:main:whatsapp:work:dm:+49", Kind::Direct),
            ("agent:main:telegram:group:-100", Kind::Group),
            ("agent:main:telegram:group:-100:topic:7", Kind::Group),
            ("agent:scout:discord:channel:99", Kind::Channel),
            ("agent:main:cron:morning-report", Kind::Cron),
            ("agent:main:cron:job:run:9f", Kind::Cron),
            ("agent:main:main:heartbeat", Kind::Heartbeat),
            ("agent:main:subagent:11-aa", Kind::Subagent),
            ("agent:main:main:subagent:11-aa", Kind::Subagent),
            ("agent:main:hook:github", Kind::Hook),
            ("agent:main:acp:codex", Kind::Acp),
            ("global", Kind::Global),
            ("unknown", Kind::Unknown),
        ] {
            assert_eq!(kind(serde_json::json!({ "key": key })), expected, "{key}");
        }
    }

    #[test]
    fn a_row_tells_what_its_key_does_not() {
        let row = |more: serde_json::Value| {
            let mut row = serde_json::json!({"key": "agent:main:desk"});
            row.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
            kind(row)
        };
        assert_eq!(row(serde_json::json!({"kind": "group"})), Kind::Group);
        assert_eq!(row(serde_json::json!({"chatType": "channel", "kind": "group"})), Kind::Channel);
        assert_eq!(row(serde_json::json!({"isMain": true})), Kind::Main);
        assert_eq!(row(serde_json::json!({"classification": "hook"})), Kind::Hook);
        assert_eq!(row(serde_json::json!({"kind": "tomorrow"})), Kind::Direct);
    }

    #[test]
    fn codes_are_read_back_and_what_runs_by_itself_is_known() {
        for kind in Kind::ALL {
            assert_eq!(Kind::coded(kind.code()), Some(kind));
        }
        assert_eq!(Kind::coded("attic"), None);
        assert!(Kind::Cron.is_background() && !Kind::Main.is_background());
    }

    #[test]
    fn a_key_may_name_its_channel() {
        assert_eq!(channel_in("agent:main:telegram:group:-100"), Some("telegram"));
        assert_eq!(channel_in("agent:main:main"), None);
        assert_eq!(channel_in("agent:main:cron:group"), None);
    }
}
