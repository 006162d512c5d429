//! Tells one run to whoever listens, event by event, in the words and the order of the version
//! being played. It writes nothing down; `performance` does.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::gateway::{Gateway, To};
use crate::message::Message;
use crate::profile::Profile;
use crate::run::Wanted;
use crate::session::agent_of;
use crate::session_row;
use crate::wire_message;

pub(crate) struct Narrator {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) profile: Profile,
    pub(crate) run_id: String,
    pub(crate) session_key: String,
    pub(crate) session_id: String,
    agent_id: String,
    pub(crate) listeners: BTreeSet<String>,
    seq: u64,
    /// The script's own time, by which deltas are gathered.
    script_ms: u64,
    next_agent_event: u64,
    next_delta: u64,
    told_agent: String,
    told_chat: String,
    item_id: String,
}

impl Narrator {
    pub(crate) fn new(gateway: &Arc<Gateway>, wanted: &Wanted) -> Narrator {
        let (session_id, item_id) = {
            let mut world = gateway.world();
            let session_id = world
                .sessions
                .get(&wanted.session_key)
                .map(|session| session.session_id.clone())
                .unwrap_or_default();
            (session_id, world.chance.uuid())
        };
        Narrator {
            gateway: Arc::clone(gateway),
            profile: gateway.profile(),
            run_id: wanted.run_id.clone(),
            session_key: wanted.session_key.clone(),
            session_id,
            agent_id: agent_of(&wanted.session_key).to_owned(),
            listeners: wanted.listeners.clone(),
            seq: 0,
            script_ms: 0,
            next_agent_event: 0,
            next_delta: 0,
            told_agent: String::new(),
            told_chat: String::new(),
            item_id: format!("{item_id}:1"),
        }
    }

    pub(crate) fn passed(&mut self, script_ms: u64) {
        self.script_ms += script_ms;
    }

    /// A new assistant message begins; what was said before belongs to the last one.
    pub(crate) fn new_message(&mut self) {
        self.told_agent.clear();
        let uuid = self.gateway.world().chance.uuid();
        self.item_id = format!("{uuid}:1");
    }

    // ---- agent events

    pub(crate) fn agent_payload(&mut self, stream: &str, data: Value) -> Value {
        self.seq += 1;
        let mut payload = json!({
            "runId": self.run_id,
            "stream": stream,
            "data": data,
            "sessionKey": self.session_key,
            "seq": self.seq,
            "ts": self.gateway.now(),
        });
        if self.profile.is_new_shape() {
            payload["agentId"] = self.agent_id.clone().into();
            payload["isHeartbeat"] = false.into();
            if stream == "lifecycle" {
                payload["sessionId"] = self.session_id.clone().into();
            }
        }
        payload
    }

    pub(crate) fn agent(&mut self, stream: &str, data: Value) {
        let payload = self.agent_payload(stream, data);
        self.gateway.emit("agent", payload, &To::Everyone);
    }

    /// One more piece of the answer. `text` is all of it so far.
    pub(crate) fn said(&mut self, text: &str) {
        let text = text.trim_end();
        if text == self.told_agent || (self.hides_silence() && "NO_REPLY".starts_with(text)) {
            return;
        }
        let hurried = self.profile.is_new_shape() && self.script_ms < self.next_agent_event;
        if !hurried {
            self.tell_agent(text);
            self.next_agent_event = self.script_ms + self.profile.delta_gap_ms();
        }
        if self.script_ms >= self.next_delta || self.told_chat.is_empty() {
            self.delta(text);
        }
    }

    fn tell_agent(&mut self, text: &str) {
        let (delta, replaces) = match text.strip_prefix(self.told_agent.as_str()) {
            Some(more) => (more.to_owned(), false),
            None => (String::new(), true),
        };
        let mut data = json!({ "text": text, "delta": delta });
        if self.profile.is_new_shape() {
            data["itemId"] = self.item_id.clone().into();
            if replaces {
                data["replace"] = true.into();
            }
        }
        self.told_agent = text.to_owned();
        self.agent("assistant", data);
    }

    /// Newer gateways keep `NO_REPLY` to themselves.
    pub(crate) fn hides_silence(&self) -> bool {
        self.profile.has_session_events()
    }

    // ---- chat events

    pub(crate) fn chat(&mut self, state: &str, more: Value) {
        let mut payload = json!({
            "runId": self.run_id,
            "sessionKey": self.session_key,
            "seq": self.seq,
            "state": state,
        });
        if self.profile.is_new_shape() {
            payload["agentId"] = self.agent_id.clone().into();
        }
        if let (Some(fields), Value::Object(more)) = (payload.as_object_mut(), more) {
            fields.extend(more);
        }
        self.gateway.emit("chat", payload, &To::Everyone);
    }

    fn delta(&mut self, text: &str) {
        self.next_delta = self.script_ms + self.profile.delta_gap_ms();
        let mut more = json!({ "message": wire_message::spoken(text, self.gateway.now()) });
        if self.profile.is_new_shape() {
            match text.strip_prefix(self.told_chat.as_str()) {
                Some(added) => more["deltaText"] = added.into(),
                None => {
                    more["deltaText"] = text.into();
                    more["replace"] = true.into();
                }
            }
        }
        self.told_chat = text.to_owned();
        self.chat("delta", more);
    }

    /// What is still untold goes out before the end. The oldest version forgets to.
    pub(crate) fn flush(&mut self, text: &str) {
        let text = text.trim_end();
        if text.is_empty() || (self.hides_silence() && text == "NO_REPLY") {
            return;
        }
        if self.profile.is_new_shape() {
            self.flush_agent(text);
        }
        if self.profile.has_session_events() && text != self.told_chat {
            self.delta(text);
        }
    }

    /// The rest of the answer as an agent event, where those are gathered too.
    pub(crate) fn flush_agent(&mut self, text: &str) {
        if text != self.told_agent {
            self.tell_agent(text);
        }
    }

    pub(crate) fn status(&mut self, phase: &str) {
        self.seq += 1;
        self.chat("status", json!({ "phase": phase }));
        self.seq -= 1;
        self.agent("run_status", json!({ "phase": phase }));
    }

    // ---- session events

    pub(crate) fn changed(&self, about: Value) {
        let payload = {
            let world = self.gateway.world();
            let Some(session) = world.sessions.get(&self.session_key) else { return };
            session_row::changed(self.profile, session, self.gateway.now(), about)
        };
        if self.profile.has_session_events() {
            let to = To::Watchers(self.session_key.clone());
            self.gateway.emit("sessions.changed", payload, &to);
        }
    }

    pub(crate) fn changed_phase(&self, phase: &str) {
        let mut about = json!({ "phase": phase, "runId": self.run_id });
        if self.profile.is_new_shape() {
            about["agentId"] = self.agent_id.clone().into();
        }
        self.changed(about);
    }

    pub(crate) fn changed_reason(&self, reason: &str) {
        self.changed(json!({ "reason": reason }));
    }

    /// A row was written down.
    pub(crate) fn wrote(&self, message: &Message) {
        tell_row(&self.gateway, &self.session_key, message);
    }
}

/// Tells the watchers of a session about a new row.
pub(crate) fn tell_row(gateway: &Gateway, session_key: &str, message: &Message) {
    let profile = gateway.profile();
    if !profile.has_session_events() || message.role() == "toolResult" {
        return;
    }
    let (payload, changed) = {
        let world = gateway.world();
        let Some(session) = world.sessions.get(session_key) else { return };
        let mut fields = session_row::event_fields(profile, session, gateway.now());
        let row = wire_message::in_event(profile, session, message);
        fields.insert("sessionKey".to_owned(), session_key.into());
        fields.insert("message".to_owned(), row);
        fields.insert("messageId".to_owned(), message.id.clone().into());
        fields.insert("messageSeq".to_owned(), message.seq.into());
        if profile.is_new_shape() {
            if message.role() == "user" {
                fields.insert("senderIsOwner".to_owned(), true.into());
            } else if let Some(run) = &message.run_id {
                fields.insert("runId".to_owned(), run.clone().into());
            }
        }
        let about = json!({
            "phase": "message", "messageId": message.id, "messageSeq": message.seq,
        });
        let changed = session_row::changed(profile, session, gateway.now(), about);
        (Value::Object(fields), changed)
    };
    let to = To::Watchers(session_key.to_owned());
    gateway.emit("session.message", payload, &to);
    if profile == Profile::V2026_4_15 {
        gateway.emit("sessions.changed", changed, &to);
    }
}
