//! A tool call within a run: its row, its events from start to result, and who may see them.

use serde_json::{Value, json};

use super::{Performance, Turn};
use crate::gateway::To;
use crate::message::Body;
use crate::profile::Profile;
use crate::script::ToolUse;
use crate::session_row;

const CWD: &str = "/home/operator/ws";

/// One call while it lasts.
struct Call<'a> {
    tool: &'a ToolUse,
    id: String,
    process: String,
    started_at: u64,
}

impl Call<'_> {
    fn running(&self, so_far: &str) -> Value {
        json!({
            "content": [{ "type": "text", "text": so_far }],
            "details": {
                "status": "running",
                "sessionId": self.process,
                "pid": 22_018,
                "startedAt": self.started_at,
                "cwd": CWD,
                "tail": so_far,
            },
        })
    }

    fn details(&self, profile: Profile, took_ms: u64) -> Value {
        let mut details = json!({
            "status": if self.tool.is_error { "failed" } else { "completed" },
            "exitCode": i32::from(self.tool.is_error),
            "durationMs": took_ms,
            "aggregated": self.tool.output,
            "cwd": CWD,
        });
        if profile.is_new_shape() {
            details["exitSignal"] = Value::Null;
            details["exitReason"] = "exit".into();
            details["noOutputTimedOut"] = false.into();
        }
        details
    }
}

impl Performance {
    pub(super) async fn use_tool(&mut self, tool: &ToolUse) -> Turn {
        let profile = self.narrator.profile;
        let (id, process) = {
            let mut world = self.gateway.world();
            let id = format!("call_{}", world.chance.word(11));
            let names = ["quiet-breeze", "clear-comet", "tidy-dune", "lucky-rook"];
            (id, names[world.chance.below(names.len())])
        };
        let call = Call { tool, id, process: process.to_owned(), started_at: self.gateway.now() };
        self.output_tokens += 28;
        if profile.is_new_shape() {
            self.narrator.agent("usage", json!({ "outputTokens": self.output_tokens }));
        }
        self.blocks.push(json!({
            "type": "toolCall", "id": call.id, "name": tool.name, "arguments": tool.args,
        }));
        self.narrator.flush(&self.text.clone());
        self.close_message("toolUse");
        self.narrator.new_message();
        self.used_tools.push(tool.name.clone());

        self.tell_tool(json!({
            "phase": "start", "name": tool.name, "toolCallId": call.id, "args": tool.args,
        }));
        self.tell_item(&call, "start", None);
        for (wait, so_far) in &tool.updates {
            if let Some(stop) = self.pause(*wait).await {
                return Turn::Stopped(stop);
            }
            self.tell_tool(json!({
                "phase": "update",
                "name": tool.name,
                "toolCallId": call.id,
                "partialResult": call.running(so_far),
            }));
            self.tell_item(&call, "update", Some(so_far.trim_end()));
            self.tell_output(&call, "delta", so_far.trim_end(), None);
        }
        let took: u64 = tool.updates.iter().map(|(wait, _)| wait).sum();
        self.write_result(&call, took);
        let mut result = json!({
            "phase": "result",
            "name": tool.name,
            "toolCallId": call.id,
            "meta": if profile == Profile::V2026_2_6 { command(tool) } else { meta(profile, tool) },
            "isError": tool.is_error,
            "result": {
                "content": [{ "type": "text", "text": tool.output }],
                "details": call.details(profile, took),
            },
        });
        if profile.is_new_shape() {
            result["commandBearing"] = true.into();
        }
        self.tell_tool(result);
        self.tell_item(&call, "end", Some(&tool.output));
        self.tell_output(&call, "end", &tool.output, Some(took));
        if profile.is_new_shape() {
            self.tell_model();
        }
        Turn::Done
    }

    fn write_result(&mut self, call: &Call<'_>, took: u64) {
        let profile = self.narrator.profile;
        let at = self.gateway.now();
        let mut guard = self.gateway.world();
        let world = &mut *guard;
        let Some(session) = world.sessions.get_mut(&self.narrator.session_key) else { return };
        let body = Body::ToolResult {
            call_id: call.id.clone(),
            tool: call.tool.name.clone(),
            text: call.tool.output.clone(),
            is_error: call.tool.is_error,
            details: call.details(profile, took),
        };
        session.push(profile, &mut world.chance, at, Some(&self.narrator.run_id), body);
    }

    /// The tool event itself: for those who started the run and said they want it; later versions
    /// tell the watchers of sessions as well, under another name.
    fn tell_tool(&mut self, mut data: Value) {
        let profile = self.narrator.profile;
        let (verbose, session_fields) = {
            let world = self.gateway.world();
            let Some(session) = world.sessions.get(&self.narrator.session_key) else { return };
            let fields = session_row::event_fields(profile, session, self.gateway.now());
            (session.verbose().to_owned(), fields)
        };
        if profile == Profile::V2026_2_6 && verbose == "off" {
            return;
        }
        if verbose != "full"
            && let Some(fields) = data.as_object_mut()
        {
            fields.remove("result");
            fields.remove("partialResult");
        }
        let mut payload = self.narrator.agent_payload("tool", data);
        if profile.has_session_events()
            && let Some(fields) = payload.as_object_mut()
        {
            let mut merged = session_fields;
            merged.append(fields);
            *fields = merged;
        }
        if let Some(run) = self.gateway.world().runs.get_mut(&self.narrator.run_id) {
            run.remember(payload.clone());
        }
        let listeners = self.narrator.listeners.clone();
        if profile.has_session_events() {
            let watchers = self.watchers_besides(profile, &listeners);
            self.gateway.emit("session.tool", payload.clone(), &To::Only(watchers));
        }
        self.gateway.emit("agent", payload, &To::Only(listeners));
    }

    /// In 2026.4.15 a listener who also watches hears both; later only the first.
    fn watchers_besides(
        &self,
        profile: Profile,
        listeners: &std::collections::BTreeSet<String>,
    ) -> std::collections::BTreeSet<String> {
        let world = self.gateway.world();
        world
            .clients
            .values()
            .filter(|client| {
                client.subscribed || client.watched_sessions.contains(&self.narrator.session_key)
            })
            .map(|client| client.id.clone())
            .filter(|id| !profile.is_new_shape() || !listeners.contains(id))
            .collect()
    }

    fn tell_item(&mut self, call: &Call<'_>, phase: &str, output: Option<&str>) {
        let profile = self.narrator.profile;
        if profile == Profile::V2026_2_6 {
            return;
        }
        let meta = meta(profile, call.tool);
        let status = match (phase, call.tool.is_error) {
            ("end", true) => "failed",
            ("end", false) => "completed",
            _ => "running",
        };
        let kinds: &[&str] = if profile.is_new_shape() { &["tool"] } else { &["tool", "command"] };
        for kind in kinds {
            let name = match (*kind, profile.is_new_shape()) {
                ("tool", true) => "Exec",
                ("tool", false) => "exec",
                _ => "command",
            };
            let mut data = json!({
                "itemId": format!("{kind}:{}", call.id),
                "phase": phase,
                "kind": kind,
                "title": format!("{name} {meta}"),
                "status": status,
                "name": call.tool.name,
                "meta": meta,
                "toolCallId": call.id,
            });
            if phase != "update" {
                data["startedAt"] = call.started_at.into();
            }
            if phase == "end" {
                data["endedAt"] = self.gateway.now().into();
            }
            if profile.is_new_shape() {
                data["commandBearing"] = true.into();
            } else if let ("command", Some(output)) = (*kind, output) {
                let field = if phase == "end" { "summary" } else { "progressText" };
                data[field] = output.into();
            }
            self.narrator.agent("item", data);
        }
    }

    fn tell_output(&mut self, call: &Call<'_>, phase: &str, output: &str, took: Option<u64>) {
        let profile = self.narrator.profile;
        if profile == Profile::V2026_2_6 {
            return;
        }
        let mut data = json!({
            "itemId": format!("command:{}", call.id),
            "phase": phase,
            "title": format!("command {}", meta(profile, call.tool)),
            "toolCallId": call.id,
            "name": call.tool.name,
            "output": output,
            "status": if took.is_some() { "completed" } else { "running" },
        });
        if let Some(took) = took {
            data["exitCode"] = i32::from(call.tool.is_error).into();
            data["durationMs"] = took.into();
            data["cwd"] = CWD.into();
            if call.tool.is_error {
                data["status"] = "failed".into();
            }
        }
        self.narrator.agent("command_output", data);
    }
}

fn command(tool: &ToolUse) -> String {
    tool.args["command"].as_str().unwrap_or_default().to_owned()
}

fn meta(profile: Profile, tool: &ToolUse) -> String {
    if profile.is_new_shape() {
        tool.meta.clone()
    } else {
        format!("{}, `{}`", tool.meta, command(tool))
    }
}
