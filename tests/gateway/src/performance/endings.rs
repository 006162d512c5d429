//! How runs end: well, in an error, stopped, or with the gateway itself.

use serde_json::{Value, json};

use super::{Performance, Turn, begin_next, settle};
use crate::message::{Origin, text_block};
use crate::profile::Profile;
use crate::run::{Outcome, Stop};
use crate::wire_message;

impl Performance {
    pub(super) fn end(mut self, turn: Turn) {
        match turn {
            Turn::Done => self.end_well(),
            Turn::Failed(error) => self.end_in_error(&error),
            Turn::Stopped(Stop::Lost) => {
                settle(&self.gateway, &self.narrator.run_id, Outcome::Aborted, None);
                return;
            }
            Turn::Stopped(_) => self.end_stopped(),
        }
        begin_next(&self.gateway, &self.narrator.session_key);
    }

    fn end_well(&mut self) {
        let said = self.text.trim_end().to_owned();
        let is_silence = said == "NO_REPLY" && self.narrator.hides_silence();
        let heard = !said.is_empty() && !is_silence;
        if self.narrator.profile.is_new_shape() {
            self.narrator.agent("usage", json!({ "outputTokens": self.output_tokens }));
            if heard {
                self.narrator.flush_agent(&said);
            }
        }
        self.close_message("stop");
        settle(&self.gateway, &self.narrator.run_id, Outcome::Done, None);
        let ended_at = self.gateway.now();
        let profile = self.narrator.profile;
        match profile {
            Profile::V2026_2_6 => {
                let data = json!({ "phase": "end", "endedAt": ended_at });
                self.narrator.agent("lifecycle", data);
            }
            Profile::V2026_4_15 => {
                let mut data =
                    json!({ "phase": "end", "livenessState": "working", "endedAt": ended_at });
                if !self.used_tools.is_empty() {
                    data["replayInvalid"] = true.into();
                }
                self.narrator.agent("lifecycle", data);
            }
            Profile::V2026_6_11 | Profile::V2026_9_6 => {
                self.narrator.agent(
                    "lifecycle",
                    json!({
                        "phase": "finishing", "stopReason": "stop", "aborted": false,
                        "livenessState": "working", "endedAt": ended_at,
                    }),
                );
                self.narrator.agent("lifecycle", self.last_word(&said, ended_at, heard));
            }
        }
        if heard {
            self.narrator.flush(&said);
        }
        let mut more = json!({});
        if profile.is_new_shape() {
            more["stopReason"] = "stop".into();
        }
        if heard {
            more["message"] = wire_message::spoken(&said, self.gateway.now());
        }
        self.narrator.chat("final", more);
        if profile.is_new_shape() {
            self.narrator.changed_reason("agent.input.settled");
        }
        self.narrator.changed_phase("end");
    }

    /// The end event of newer versions, which tells the whole outcome once more.
    fn last_word(&self, said: &str, ended_at: u64, heard: bool) -> Value {
        let (provider, model) = self.model();
        let run_id = &self.narrator.run_id;
        let disposition = if heard { "visible" } else { "silent" };
        let started_at = self.started_at(ended_at);
        json!({
            "stopReason": "stop",
            "aborted": false,
            "livenessState": "working",
            "phase": "end",
            "endedAt": ended_at,
            "startedAt": started_at,
            "replayInvalid": !self.used_tools.is_empty(),
            "terminalReply": { "disposition": disposition, "text": said },
            "terminalReceipt": {
                "runId": run_id,
                "sessionId": self.narrator.session_id,
                "turnId": run_id,
                "requested": { "provider": provider, "model": model },
                "effective": { "provider": provider, "model": model, "responseModel": model },
                "successfulToolNames": self.used_tools,
                "rerouted": false,
                "terminalDisposition": disposition,
            },
            "executionSettled": true,
        })
    }

    fn started_at(&self, otherwise: u64) -> u64 {
        let world = self.gateway.world();
        world.runs.get(&self.narrator.run_id).and_then(|run| run.started_at).unwrap_or(otherwise)
    }

    /// 2026.2.6-3 ends a failed run like a silent one; the reason stands only in the history.
    fn end_in_error(&mut self, error: &str) {
        self.write_assistant(Vec::new(), "error", Origin::Model, Some(error.to_owned()));
        let ended_at = self.gateway.now();
        let profile = self.narrator.profile;
        let outcome = if profile == Profile::V2026_2_6 { Outcome::Done } else { Outcome::Failed };
        settle(&self.gateway, &self.narrator.run_id, outcome, Some(error.to_owned()));
        if profile == Profile::V2026_2_6 {
            self.narrator.agent("lifecycle", json!({ "phase": "end", "endedAt": ended_at }));
            self.narrator.chat("final", json!({}));
            return;
        }
        let mut data = json!({
            "phase": "error", "error": error, "livenessState": "blocked", "endedAt": ended_at,
        });
        if profile.is_new_shape() {
            data = json!({
                "phase": "error", "error": error, "aborted": false, "stopReason": "error",
                "startedAt": self.started_at(ended_at), "endedAt": ended_at,
                "executionSettled": true,
            });
        }
        self.narrator.agent("lifecycle", data);
        let mut more = json!({ "errorMessage": error });
        if profile.is_new_shape() {
            more["errorKind"] = "unknown".into();
        }
        self.narrator.chat("error", more);
        self.narrator.changed_phase("error");
    }

    fn end_stopped(&mut self) {
        let said = self.text.trim_end().to_owned();
        self.blocks.clear();
        self.text.clear();
        let profile = self.narrator.profile;
        settle(&self.gateway, &self.narrator.run_id, Outcome::Aborted, None);
        let mut more = json!({ "stopReason": "rpc" });
        if !said.is_empty() && profile != Profile::V2026_2_6 {
            more["message"] = wire_message::spoken(&said, self.gateway.now());
        }
        self.narrator.chat("aborted", more);
        if profile.is_new_shape() {
            let now = self.gateway.now();
            self.narrator.agent(
                "lifecycle",
                json!({
                    "phase": "end", "status": "cancelled", "aborted": true, "stopReason": "rpc",
                    "startedAt": now, "endedAt": now,
                }),
            );
        }
        if !said.is_empty() && profile != Profile::V2026_2_6 {
            self.write_assistant(vec![text_block(&said)], "stop", Origin::Stopped, None);
        }
        self.narrator.changed_phase("end");
    }
}
