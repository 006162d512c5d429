//! One conversation: its settings, its transcript, and what runs in it.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use crate::chance::Chance;
use crate::message::{Body, Message};
use crate::profile::Profile;
use crate::run::Wanted;

#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) key: String,
    pub(crate) agent_id: String,
    pub(crate) session_id: String,
    /// Names this transcript in `transcriptPosition`.
    pub(crate) source: String,
    pub(crate) label: Option<String>,
    pub(crate) channel: Option<Channel>,
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
    pub(crate) started_at: Option<u64>,
    pub(crate) ended_at: Option<u64>,
    pub(crate) status: Option<&'static str>,
    pub(crate) last_run_id: Option<String>,
    pub(crate) aborted_last_run: bool,
    pub(crate) unread: bool,
    /// Whether anything was ever said here; a reset does not undo that.
    pub(crate) used: bool,
    pub(crate) archived: bool,
    pub(crate) pinned: bool,
    /// A note of its own and its sign.
    pub(crate) status_note: serde_json::Map<String, Value>,
    /// What stands in the context.
    pub(crate) total_tokens: u64,
    /// Whether the number is still right.
    pub(crate) fresh: bool,
    pub(crate) spawned_by: Option<String>,
    /// What `sessions.patch` sets, under the names it uses; absent means the default.
    pub(crate) settings: BTreeMap<String, Value>,
    /// Provider and model, when the operator chose them.
    pub(crate) chosen_model: Option<(String, String)>,
    pub(crate) output_tokens: u64,
    pub(crate) messages: Vec<Message>,
    pub(crate) next_seq: u64,
    pub(crate) active_run: Option<String>,
    pub(crate) waiting: VecDeque<Wanted>,
}

/// The chat network a session belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub(crate) provider: &'static str,
    pub(crate) to: &'static str,
    pub(crate) subject: &'static str,
}

impl Session {
    pub(crate) fn new(key: &str, chance: &mut Chance, now: u64) -> Session {
        Session {
            key: key.to_owned(),
            agent_id: agent_of(key).to_owned(),
            session_id: chance.uuid(),
            source: chance.token(),
            label: None,
            channel: None,
            created_at: now,
            updated_at: now,
            started_at: None,
            ended_at: None,
            status: None,
            last_run_id: None,
            aborted_last_run: false,
            unread: false,
            used: false,
            archived: false,
            pinned: false,
            status_note: serde_json::Map::new(),
            total_tokens: 120,
            fresh: true,
            spawned_by: None,
            settings: BTreeMap::new(),
            chosen_model: None,
            output_tokens: 0,
            messages: Vec::new(),
            next_seq: 1,
            active_run: None,
            waiting: VecDeque::new(),
        }
    }

    pub(crate) fn is_main(&self) -> bool {
        self.key.ends_with(":main") && self.key.matches(':').count() == 2
    }

    /// As late versions sort them.
    pub(crate) fn classification(&self) -> &'static str {
        let mut parts = self.key.split(':').skip(2);
        match (parts.next(), parts.next()) {
            _ if self.is_main() => "main",
            (Some("cron"), _) => "cron",
            (Some("subagent"), _) => "subagent",
            (Some("hook"), _) => "hook",
            (Some("dashboard"), _) => "dashboard",
            (_, Some("group")) => "group",
            (_, Some("channel")) => "channel",
            (_, Some("heartbeat")) => "custom",
            _ => "direct",
        }
    }

    pub(crate) fn is_background(&self) -> bool {
        matches!(self.classification(), "cron" | "subagent" | "hook")
    }

    pub(crate) fn kind(&self) -> &'static str {
        if self.channel.is_some() { "group" } else { "direct" }
    }

    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).and_then(Value::as_str)
    }

    pub(crate) fn verbose(&self) -> &str {
        self.setting("verboseLevel").unwrap_or("off")
    }

    pub(crate) fn model(&self) -> (&str, &str) {
        self.chosen_model
            .as_ref()
            .map_or(("script", "script-1"), |(provider, model)| (provider, model))
    }

    /// Adds a row and numbers it.
    pub(crate) fn push(
        &mut self,
        profile: Profile,
        chance: &mut Chance,
        at: u64,
        run_id: Option<&str>,
        body: Body,
    ) -> Message {
        let id = if profile.is_new_shape() { chance.uuid() } else { chance.hex(8) };
        let message =
            Message { id, seq: self.next_seq, at, run_id: run_id.map(str::to_owned), body };
        self.next_seq += 1;
        self.used = true;
        self.messages.push(message.clone());
        self.updated_at = self.updated_at.max(at);
        message
    }

    /// What the history shows. Up to 2026.4.15 nothing is written down before the first answer.
    pub(crate) fn visible_messages(&self, profile: Profile) -> &[Message] {
        let answered = self.messages.iter().any(|message| message.role() == "assistant");
        if profile.is_new_shape() || answered { &self.messages } else { &[] }
    }

    /// Everything forgotten except who it is and how it is set.
    pub(crate) fn reset(&mut self, profile: Profile, chance: &mut Chance, now: u64) {
        if !profile.is_new_shape() {
            self.session_id = chance.uuid();
        }
        if profile == Profile::V2026_2_6 {
            // The earliest keep no more than these.
            let kept =
                ["thinkingLevel", "verboseLevel", "reasoningLevel", "responseUsage", "sendPolicy"];
            self.settings.retain(|name, _| kept.contains(&name.as_str()));
            self.chosen_model = None;
        }
        self.source = chance.token();
        self.messages.clear();
        self.next_seq = 1;
        self.output_tokens = 0;
        self.updated_at = now;
        self.started_at = None;
        self.ended_at = None;
        self.status = None;
        self.aborted_last_run = false;
        self.active_run = None;
    }
}

/// `agent:<id>:…` belongs to that agent, everything else to `main`.
pub(crate) fn agent_of(key: &str) -> &str {
    let mut parts = key.split(':');
    match (parts.next(), parts.next()) {
        (Some("agent"), Some(agent)) if !agent.is_empty() => agent,
        _ => "main",
    }
}

/// The full form of a key: consoles may say `main` for `agent:main:main`.
pub(crate) fn canonical_key(key: &str) -> String {
    let key = key.trim();
    if key.starts_with("agent:") {
        key.to_lowercase()
    } else {
        format!("agent:main:{}", key.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::{agent_of, canonical_key};

    #[test]
    fn a_short_key_belongs_to_the_main_agent() {
        assert_eq!(canonical_key("main"), "agent:main:main");
        assert_eq!(canonical_key("agent:Scout:Web"), "agent:scout:web");
        assert_eq!(agent_of("agent:scout:web"), "scout");
        assert_eq!(agent_of("global"), "main");
    }
}
