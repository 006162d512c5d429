//! The short dialect's runs: its gateway names each run itself, sends bare pieces of text and no
//! session. Here runs get back the names they were begun with, and pieces become `chat` events with
//! the whole text so far.

use std::collections::{BTreeMap, VecDeque};

use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::Said;
use crate::protocol::json;

/// Fields of `chat.send` that this dialect knows.
const SEND_FIELDS: [&str; 5] = ["sessionKey", "message", "thinking", "deliver", "timeoutMs"];

/// Where a run is named outside the chat events: by agents at work, and in a history.
const RUN_NAMES: [&str; 2] = ["/runId", "/inFlightRun/runId"];

/// So many ended runs keep their names, for what is still said of them.
const REMEMBERED_RUNS: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Runs {
    /// Sends whose run the gateway has not named yet.
    unnamed: VecDeque<Sent>,
    /// By the gateway's name.
    runs: BTreeMap<String, Run>,
    ended: VecDeque<String>,
}

#[derive(Debug, Clone)]
struct Sent {
    request: String,
    key: String,
    session: Option<String>,
}

#[derive(Debug, Default)]
struct Run {
    name: String,
    session: Option<String>,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Piece {
    #[serde(default)]
    run_id: String,
    #[serde(default)]
    session_key: Option<String>,
    #[serde(default)]
    delta: String,
    #[serde(default)]
    error: Option<Value>,
}

impl Runs {
    /// The params as this dialect takes them.
    pub(super) fn outgoing(
        &mut self,
        id: &str,
        method: &str,
        params: &RawValue,
    ) -> Result<Value, serde_json::Error> {
        let mut params: Value = json::read(params.get())?;
        let text = |params: &Value, name: &str| params[name].as_str().map(str::to_owned);
        match method {
            "chat.send" => {
                let key = text(&params, "idempotencyKey").unwrap_or_default();
                let session = text(&params, "sessionKey");
                self.unnamed.push_back(Sent { request: id.to_owned(), key, session });
                if let Some(fields) = params.as_object_mut() {
                    fields.retain(|name, _| SEND_FIELDS.contains(&name.as_str()));
                }
            }
            "chat.abort" => {
                let ours = text(&params, "runId");
                let theirs = self.runs.iter().find(|(_, run)| Some(&run.name) == ours.as_ref());
                if let Some((theirs, _)) = theirs {
                    params["runId"] = json!(theirs);
                }
            }
            _ => {}
        }
        Ok(params)
    }

    pub(super) fn incoming(&mut self, said: Vec<Said>) -> Vec<Said> {
        said.into_iter().map(|said| self.translate(said)).collect()
    }

    fn translate(&mut self, said: Said) -> Said {
        match said {
            Said::Reply { id, outcome, is_formal } => {
                let outcome = match self.unnamed.iter().position(|sent| sent.request == id) {
                    Some(at) => {
                        let sent = self.unnamed.remove(at);
                        outcome.map(|payload| sent.and_then(|sent| self.begun(sent, payload)))
                    }
                    None => outcome.map(|payload| payload.map(|payload| self.renamed(payload))),
                };
                Said::Reply { id, outcome, is_formal }
            }
            Said::Event { name, payload, seq } => {
                let state = match name.as_str() {
                    "chat.chunk" => "delta",
                    "chat.done" => "final",
                    "chat.error" => "error",
                    "chat.aborted" => "aborted",
                    _ => {
                        let payload = payload.map(|payload| self.renamed(payload));
                        return Said::Event { name, payload, seq };
                    }
                };
                let piece = payload.as_ref().map(|text| json::read(text.get()));
                match piece {
                    Some(Ok(piece)) => {
                        let payload = Some(self.event(state, piece));
                        Said::Event { name: "chat".to_owned(), payload, seq }
                    }
                    _ => Said::Event { name, payload, seq },
                }
            }
            said => said,
        }
    }

    /// The reply to a send, with the run's name as it was begun.
    fn begun(&mut self, sent: Sent, payload: Option<Box<RawValue>>) -> Option<Box<RawValue>> {
        let mut reply: Value =
            payload.and_then(|text| json::read(text.get()).ok()).unwrap_or(json!({}));
        if let Some(theirs) = reply["runId"].as_str() {
            let run = self.runs.entry(theirs.to_owned()).or_default();
            run.name.clone_from(&sent.key);
            run.session = sent.session;
        }
        reply["runId"] = json!(sent.key);
        Some(raw(&reply))
    }

    /// Whatever else speaks of a run calls it by the same name as the chat events do.
    fn renamed(&self, payload: Box<RawValue>) -> Box<RawValue> {
        if !self.runs.keys().any(|theirs| payload.get().contains(theirs.as_str())) {
            return payload;
        }
        let Ok(mut value) = json::read::<Value>(payload.get()) else { return payload };
        let mut is_changed = false;
        for place in RUN_NAMES {
            if let Some(name) = value.pointer_mut(place)
                && let Some(run) = name.as_str().and_then(|theirs| self.runs.get(theirs))
            {
                *name = json!(run.name);
                is_changed = true;
            }
        }
        if is_changed { raw(&value) } else { payload }
    }

    fn event(&mut self, state: &str, piece: Piece) -> Box<RawValue> {
        if !self.runs.contains_key(&piece.run_id) {
            // A first piece may come before the reply that names its run.
            let run = match self.unnamed.front() {
                Some(sent) => {
                    Run { name: sent.key.clone(), session: sent.session.clone(), ..Run::default() }
                }
                None => Run {
                    name: piece.run_id.clone(),
                    session: piece.session_key.clone(),
                    ..Run::default()
                },
            };
            self.runs.insert(piece.run_id.clone(), run);
        }
        let run = self.runs.entry(piece.run_id.clone()).or_default();
        run.text.push_str(&piece.delta);
        let mut event = json!({"runId": run.name, "state": state});
        if let Some(session) = &run.session {
            event["sessionKey"] = json!(session);
        }
        if !run.text.is_empty() {
            let content = json!([{"type": "text", "text": run.text}]);
            event["message"] = json!({"role": "assistant", "content": content});
        }
        match piece.error {
            Some(Value::String(error)) => event["errorMessage"] = json!(error),
            Some(error) => event["errorMessage"] = error["message"].clone(),
            None => {}
        }
        if state != "delta" {
            run.text.clear();
            self.ended.push_back(piece.run_id);
            if self.ended.len() > REMEMBERED_RUNS
                && let Some(oldest) = self.ended.pop_front()
            {
                self.runs.remove(&oldest);
            }
        }
        raw(&event)
    }
}

fn raw(value: &Value) -> Box<RawValue> {
    serde_json::value::to_raw_value(value).expect("a Value is always JSON")
}
