//! `exec.approval.*`: what a request to run a command looks like in each version.

use serde_json::{Map, Value, json};

use super::approvals;
use super::{Answer, Caller};
use crate::approvals::{Found, Kind};
use crate::profile::Profile;
use crate::refusal::Refusal;

const TIMEOUT_MS: u64 = 120_000;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "exec.approval.request" => ask(caller, params),
        "exec.approval.resolve" => approvals::resolve(caller, Kind::Exec, params),
        "exec.approval.waitDecision" => approvals::wait_decision(caller, Kind::Exec, params),
        _ => Ok(approvals::list(caller, Kind::Exec)),
    }
}

fn ask(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let text = |name: &str| params[name].as_str().map(str::trim).filter(|text| !text.is_empty());
    if profile > Profile::V2026_2_6 {
        if text("host") == Some("node") && text("nodeId").is_none() {
            return Err(Refusal::invalid("nodeId is required for host=node"));
        }
        if text("host") == Some("node") && !params["systemRunPlan"].is_object() {
            return Err(Refusal::invalid("systemRunPlan is required for host=node"));
        }
        if text("command").is_none() && !params["systemRunPlan"].is_object() {
            return Err(Refusal::invalid("command is required"));
        }
        if text("id").is_some_and(|id| id.starts_with(Kind::Plugin.prefix())) {
            return Err(Refusal::invalid("approval ids starting with plugin: are reserved"));
        }
    }
    let id = text("id").map(str::to_owned);
    if let Some(id) = &id
        && let Found::One(_) = caller.gateway.world().approvals.find(Kind::Exec, id, false)
    {
        return Err(Refusal::invalid("approval id already pending"));
    }
    let timeout_ms = params["timeoutMs"].as_u64().unwrap_or(TIMEOUT_MS);
    let in_two_steps = params["twoPhase"] == true;
    let request = described(profile, params);
    Ok(approvals::request(caller, Kind::Exec, id, request, timeout_ms, in_two_steps))
}

/// The request as everybody is shown it: every field the version knows, `null` where nothing
/// was said.
pub(crate) fn described(profile: Profile, params: &Value) -> Value {
    let mut names = vec!["cwd", "host", "security", "ask", "agentId", "resolvedPath", "sessionKey"];
    if profile > Profile::V2026_2_6 {
        names.extend([
            "systemRunBinding",
            "systemRunPlan",
            "nodeId",
            "turnSourceChannel",
            "turnSourceTo",
            "turnSourceAccountId",
            "turnSourceThreadId",
        ]);
    }
    if profile.is_new_shape() {
        names.extend(["warningText", "scope", "sessionId", "runId", "toolCallId"]);
        names.extend(["cronExecutionSource", "cronOperationBinding"]);
    }
    let plan = &params["systemRunPlan"]["commandText"];
    let command = if params["command"].is_string() { &params["command"] } else { plan };
    let mut request = Map::from_iter([("command".to_owned(), command.clone())]);
    for name in names {
        request.insert(name.to_owned(), params[name].clone());
    }
    if profile > Profile::V2026_2_6 {
        if params["commandArgv"].is_array() {
            request.insert("commandArgv".to_owned(), params["commandArgv"].clone());
        }
        request.insert("allowedDecisions".to_owned(), allowed_decisions(params));
    }
    if profile.is_new_shape() {
        let analysis = analysis(command.as_str().unwrap_or_default());
        request.insert("commandAnalysis".to_owned(), analysis);
    }
    request.into()
}

/// Where leave has to be asked every time, "always" is not offered.
fn allowed_decisions(params: &Value) -> Value {
    let unavailable = params["unavailableDecisions"].as_array();
    let is_unavailable =
        unavailable.is_some_and(|words| words.iter().any(|word| word == "allow-always"));
    if params["ask"] == "always" || is_unavailable {
        json!(["allow-once", "deny"])
    } else {
        json!(["allow-once", "allow-always", "deny"])
    }
}

fn analysis(command: &str) -> Value {
    let joined = command.replace("&&", "\n").replace("||", "\n").replace(['|', ';'], "\n");
    let count = joined.lines().filter(|part| !part.trim().is_empty()).count();
    json!({ "commandCount": count, "nestedCommandCount": 0, "riskKinds": [], "warningLines": [] })
}
