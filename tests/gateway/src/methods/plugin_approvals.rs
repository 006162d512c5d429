//! `plugin.approval.*`: what a plugin's question looks like in each version.

use serde_json::{Map, Value};

use super::approvals;
use super::{Answer, Caller};
use crate::approvals::Kind;
use crate::profile::Profile;
use crate::refusal::Refusal;

const TIMEOUT_MS: u64 = 120_000;
const LONGEST_MS: u64 = 600_000;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "plugin.approval.request" => {
            let asked = params["timeoutMs"].as_u64().unwrap_or(TIMEOUT_MS);
            let request = described(caller.profile(), params);
            let in_two_steps = params["twoPhase"] == true;
            let timeout_ms = asked.min(LONGEST_MS);
            Ok(approvals::request(caller, Kind::Plugin, None, request, timeout_ms, in_two_steps))
        }
        "plugin.approval.resolve" => approvals::resolve(caller, Kind::Plugin, params),
        "plugin.approval.waitDecision" => approvals::wait_decision(caller, Kind::Plugin, params),
        _ => Ok(approvals::list(caller, Kind::Plugin)),
    }
}

/// The question as everybody is shown it: `null` where nothing was said.
pub(crate) fn described(profile: Profile, params: &Value) -> Value {
    let mut names = vec![
        "pluginId",
        "title",
        "description",
        "severity",
        "toolName",
        "toolCallId",
        "agentId",
        "sessionKey",
        "turnSourceChannel",
        "turnSourceTo",
        "turnSourceAccountId",
        "turnSourceThreadId",
    ];
    if profile.is_new_shape() {
        names.extend(["scope", "detail", "runId"]);
    }
    let mut request: Map<String, Value> =
        names.into_iter().map(|name| (name.to_owned(), params[name].clone())).collect();
    if profile.is_new_shape() && params["allowedDecisions"].is_array() {
        request.insert("allowedDecisions".to_owned(), params["allowedDecisions"].clone());
    }
    request.into()
}
