//! From a request to its answer: scope, then parameters, then the method's own room.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::client::Out;
use crate::gateway::Gateway;
use crate::params;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::scopes;

mod agents;
mod approval_policy;
pub(crate) mod approvals;
pub(crate) mod channels;
mod chat;
pub(crate) mod config;
mod cron;
pub(crate) mod devices;
pub(crate) mod exec_approvals;
mod history;
pub(crate) mod host;
pub(crate) mod logs;
mod messages;
mod node_invoke;
pub(crate) mod node_pairs;
pub(crate) mod nodes;
mod patch;
pub(crate) mod plugin_approvals;
mod push;
mod rows;
mod sessions;
pub(crate) mod skills;
mod staff;
mod subscriptions;
mod update;
mod usage;
pub(crate) mod voice;
pub(crate) mod wellbeing;
mod wizard;

/// The request being answered, and who asks.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) connection: String,
    pub(crate) request_id: Value,
    pub(crate) client_id: String,
    /// What it is called by its owner, or the kind of client it is.
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) device_id: Option<String>,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) hears_tools: bool,
}

impl Caller {
    pub(crate) fn profile(&self) -> Profile {
        self.gateway.profile()
    }

    /// A further answer to the same request, later.
    pub(crate) fn answer_later(&self, answer: Result<Value, Refusal>) {
        let frame = response(&self.request_id, answer);
        let world = self.gateway.world();
        if let Some(client) = world.clients.get(&self.connection) {
            client.put(Out::Frame { frame, due: tokio::time::Instant::now() });
        }
    }
}

/// What a method gives back.
pub(crate) enum Answer {
    Now(Value),
    /// Answered, and then something begins that will be heard of in events.
    Then(Value, Box<dyn FnOnce() + Send>),
    /// The method answers by itself when it can.
    Later,
}

impl From<Value> for Answer {
    fn from(value: Value) -> Answer {
        Answer::Now(value)
    }
}

pub(crate) fn response(id: &Value, answer: Result<Value, Refusal>) -> Value {
    match answer {
        Ok(payload) => {
            serde_json::json!({ "type": "res", "id": id, "ok": true, "payload": payload })
        }
        Err(refusal) => {
            let error = refusal.to_json();
            let mut frame =
                serde_json::json!({ "type": "res", "id": id, "ok": false, "error": error });
            if let Some(payload) = refusal.payload {
                frame["payload"] = *payload;
            }
            frame
        }
    }
}

/// What every version of those played can do.
const SINCE_THE_BEGINNING: &[&str] = &[
    "health",
    "status",
    "config.get",
    "config.set",
    "config.apply",
    "config.patch",
    "config.schema",
    "update.run",
    "models.list",
    "agents.list",
    "agents.files.list",
    "agents.files.get",
    "agents.files.set",
    "agent.identity.get",
    "agent",
    "agent.wait",
    "sessions.list",
    "sessions.preview",
    "sessions.patch",
    "sessions.reset",
    "sessions.delete",
    "sessions.compact",
    "last-heartbeat",
    "set-heartbeats",
    "system-presence",
    "system-event",
    "wake",
    "cron.list",
    "cron.status",
    "cron.add",
    "cron.update",
    "cron.remove",
    "cron.run",
    "cron.runs",
    "logs.tail",
    "chat.history",
    "chat.abort",
    "chat.send",
    "exec.approvals.get",
    "exec.approvals.set",
    "exec.approvals.node.get",
    "exec.approvals.node.set",
    "exec.approval.request",
    "exec.approval.resolve",
    "node.pair.list",
    "node.pair.approve",
    "node.pair.reject",
    "device.pair.list",
    "device.pair.approve",
    "device.pair.reject",
    "device.token.rotate",
    "device.token.revoke",
    "node.rename",
    "node.list",
    "node.describe",
    "node.invoke",
    "node.invoke.result",
    "node.event",
    "usage.status",
    "usage.cost",
    "channels.status",
    "channels.logout",
    "wizard.start",
    "wizard.next",
    "wizard.cancel",
    "wizard.status",
    "send",
    "browser.request",
    "skills.status",
    "skills.bins",
    "skills.install",
    "skills.update",
    "tts.status",
    "tts.providers",
    "tts.enable",
    "tts.disable",
    "tts.convert",
    "tts.setProvider",
    "voicewake.get",
    "voicewake.set",
    "talk.mode",
];

/// Gone in 2026.9.6, where nodes are let in as devices first.
const UNTIL_2026_6_11: &[&str] = &["node.pair.request", "node.pair.verify"];

/// Callable in all versions, and advertised by none.
const UNADVERTISED: &[&str] = &[
    "chat.inject",
    "sessions.resolve",
    "sessions.usage",
    "sessions.usage.timeseries",
    "sessions.usage.logs",
    "web.login.start",
    "web.login.wait",
    "poll",
];

const SINCE_2026_4_15: &[&str] = &[
    "agents.create",
    "agents.update",
    "agents.delete",
    "config.schema.lookup",
    "commands.list",
    "gateway.identity.get",
    "sessions.subscribe",
    "sessions.unsubscribe",
    "sessions.messages.subscribe",
    "sessions.messages.unsubscribe",
    "sessions.create",
    "sessions.send",
    "sessions.abort",
    "sessions.get",
    "exec.approval.list",
    "exec.approval.waitDecision",
    "plugin.approval.list",
    "plugin.approval.request",
    "plugin.approval.waitDecision",
    "plugin.approval.resolve",
    "device.pair.remove",
    "skills.search",
    "skills.detail",
    "talk.config",
    "talk.speak",
];

const SINCE_2026_6_11: &[&str] = &[
    "cron.get",
    "config.openFile",
    "update.status",
    "chat.startup",
    "chat.metadata",
    "chat.message.get",
    "sessions.describe",
    "node.pair.remove",
    "push.web.vapidPublicKey",
    "push.web.subscribe",
    "push.web.unsubscribe",
    "push.web.test",
    "channels.start",
    "channels.stop",
    "talk.catalog",
    "tts.personas",
    "tts.setPersona",
];

const SINCE_2026_9_6: &[&str] = &[
    "push.web.preferences.get",
    "push.web.preferences.set",
    "tts.speak",
    "update.hold",
    "update.report",
    "update.runs.list",
    "update.runs.get",
];

fn exists(profile: Profile, method: &str) -> bool {
    UNADVERTISED.contains(&method) || advertised(profile).contains(&method)
}

/// `features.methods` of `hello-ok`.
pub(crate) fn advertised(profile: Profile) -> Vec<&'static str> {
    let mut methods = SINCE_THE_BEGINNING.to_vec();
    if profile <= Profile::V2026_6_11 {
        methods.extend(UNTIL_2026_6_11);
    }
    if profile >= Profile::V2026_4_15 {
        methods.extend(SINCE_2026_4_15);
    }
    if profile >= Profile::V2026_6_11 {
        methods.extend(SINCE_2026_6_11);
    }
    if profile >= Profile::V2026_9_6 {
        methods.extend(SINCE_2026_9_6);
    }
    methods
}

pub(crate) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let answer = answer(caller, method, params);
    logs::answered(caller, method, &answer);
    answer
}

fn answer(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    if let Some(answer) = caller.gateway.world().faults.ordered_answer(method) {
        return match answer.get("error") {
            Some(error) => Err(Refusal::from_json(error)),
            None => Ok(answer["payload"].clone().into()),
        };
    }
    if !exists(profile, method) {
        return Err(Refusal::unknown_method(method));
    }
    scopes::check_role(&caller.role, method)?;
    scopes::check(profile, &caller.scopes, method)?;
    // Counted before anybody looks at what was sent.
    let who = caller.device_id.as_deref().unwrap_or("unknown-device");
    let now = caller.gateway.now();
    caller.gateway.world().config.limits.count(profile, method, who, now)?;
    params::check(profile, method, params)?;
    match method {
        "chat.send" => chat::send(caller, params),
        "chat.abort" => chat::abort(caller, params),
        "chat.inject" => chat::inject(caller, params),
        "chat.history" | "chat.startup" => history::history(caller, params),
        "chat.message.get" => history::message(caller, params),
        "chat.metadata" => Ok(agents::metadata(profile).into()),
        "sessions.list" => rows::list(caller, params),
        "sessions.preview" => rows::preview(caller, params),
        "sessions.resolve" => rows::resolve(caller, params),
        "sessions.describe" => rows::describe(caller, params),
        "sessions.get" => history::get(caller, params),
        "sessions.patch" => patch::patch(caller, params),
        "sessions.create" => sessions::create(caller, params),
        "sessions.reset" => sessions::reset(caller, params),
        "sessions.delete" => sessions::delete(caller, params),
        "sessions.compact" => sessions::compact(caller, params),
        "sessions.send" => chat::session_send(caller, params),
        "sessions.abort" => chat::session_abort(caller, params),
        "sessions.subscribe" | "sessions.unsubscribe" => {
            Ok(subscriptions::all(caller, method == "sessions.subscribe").into())
        }
        "sessions.messages.subscribe" | "sessions.messages.unsubscribe" => {
            Ok(subscriptions::one(caller, params, method == "sessions.messages.subscribe").into())
        }
        "agent" => agents::agent(caller, params),
        "agent.wait" => agents::wait(caller, params),
        "agent.identity.get" => agents::identity(caller, params),
        "models.list" => Ok(crate::seeds::models::list(profile).into()),
        "logs.tail" => Ok(logs::tail(caller, params)),
        "commands.list" => Ok(crate::seeds::commands::list().into()),
        _ => call_by_room(caller, method, params),
    }
}

/// Methods that share a room are told apart there.
fn call_by_room(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let room = |prefix: &str| method.starts_with(prefix);
    if room("agents.") {
        staff::call(caller, method, params)
    } else if room("config.") {
        config::call(caller, method, params)
    } else if room("update.") {
        update::call(caller, method, params)
    } else if room("usage.") || room("sessions.usage") {
        usage::call(caller, method, params)
    } else if room("exec.approvals.") {
        approval_policy::call(caller, method, params)
    } else if room("exec.approval.") {
        exec_approvals::call(caller, method, params)
    } else if room("plugin.approval.") {
        plugin_approvals::call(caller, method, params)
    } else if room("device.") {
        devices::call(caller, method, params)
    } else if room("node.pair.") {
        node_pairs::call(caller, method, params)
    } else if room("node.") {
        nodes::call(caller, method, params)
    } else if room("wizard.") {
        wizard::call(caller, method, params)
    } else if matches!(method, "send" | "poll" | "browser.request") {
        messages::call(caller, method, params)
    } else if room("channels.") || room("web.login.") {
        channels::call(caller, method, params)
    } else if room("push.web.") {
        push::call(caller, method, params)
    } else if room("cron.") {
        cron::call(caller, method, params)
    } else if room("skills.") {
        skills::call(caller, method, params)
    } else if room("tts.") || room("voicewake.") || room("talk.") {
        voice::call(caller, method, params)
    } else if matches!(method, "wake" | "system-event")
        || method.ends_with("heartbeat")
        || method.ends_with("heartbeats")
    {
        wellbeing::call(caller, method, params)
    } else {
        host::call(caller, method)
    }
}

/// A session's key as it was given under this name, in full.
fn key_of(params: &Value, name: &str) -> String {
    crate::session::canonical_key(params[name].as_str().unwrap_or_default())
}
