//! What a call does: it reads, it changes something, or it does what one is asked about first. Told by
//! the method's name and scope, so that what nobody knows is asked about and not run at once.

use crate::protocol::method::Scope;

/// What comes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing is changed.
    Reads,
    /// Something is changed that can be changed back, or that is only of this connection.
    Changes,
    /// It is asked about first.
    Asks(Danger),
}

/// Why one is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// What is gone does not come back.
    Deletes,
    /// Something that runs is stopped, or loses its connection.
    Ends,
    /// The configuration is written, and the gateway may restart.
    Configures,
    /// The gateway's program is changed.
    Updates,
    /// Somebody may come in, or may no longer.
    Admits,
    /// Programs run, here or on another machine.
    Runs,
    /// People get a message.
    Tells,
    /// A wizard is moved on, which writes configuration and may install things.
    Guides,
    /// A secret may be in the answer.
    Reveals,
    /// A write for administrators.
    Administers,
    /// Nobody here knows what it does.
    Unknown,
}

/// Words of a name that only look.
const LOOKS: [&str; 64] = [
    "activity",
    "authStatus",
    "bins",
    "branches",
    "browse",
    "catalog",
    "categories",
    "checks",
    "chooser",
    "cost",
    "describe",
    "detail",
    "detect",
    "diff",
    "dreamDiary",
    "effective",
    "events",
    "export",
    "get",
    "githubDetail",
    "githubPreview",
    "health",
    "history",
    "historyStatus",
    "info",
    "inspect",
    "lanes",
    "last-heartbeat",
    "linkPreview",
    "list",
    "listAuthLinks",
    "listChannelIdentities",
    "listEvidence",
    "listModelAccounts",
    "listResourceTemplates",
    "listResources",
    "listTools",
    "logs",
    "lookup",
    "mentionable",
    "options",
    "personas",
    "preflight",
    "preview",
    "providers",
    "read",
    "readResource",
    "remHarness",
    "runs",
    "schema",
    "search",
    "searchRemote",
    "securityVerdicts",
    "self",
    "sessionPreview",
    "skillCard",
    "stability",
    "startup",
    "state",
    "status",
    "system-presence",
    "tail",
    "timeseries",
    "usage",
];

/// What such a call does. `scope`: as far as it is known.
#[must_use]
pub fn of(method: &str, scope: Option<Scope>) -> Effect {
    let verb = method.rsplit('.').next().unwrap_or(method);
    if let Some(danger) = named(method, verb) {
        return Effect::Asks(danger);
    }
    let looks = LOOKS.contains(&verb)
        || matches!(
            method,
            "chat.metadata"
                | "sessions.resolve"
                | "mcp.app.view"
                | "canvas.document.view"
                | "plugins.uiDescriptors"
                | "gateway.identity.get"
        );
    match scope {
        Some(Scope::Node) => Effect::Changes,
        Some(_) if looks => Effect::Reads,
        Some(Scope::Admin) => Effect::Asks(Danger::Administers),
        Some(_) => Effect::Changes,
        None if looks => Effect::Reads,
        None => Effect::Asks(Danger::Unknown),
    }
}

/// What is asked about whatever its scope.
fn named(method: &str, verb: &str) -> Option<Danger> {
    let begins = |start: &str| method.starts_with(start);
    Some(match method {
        "config.get"
        | "config.schema"
        | "config.schema.lookup"
        | "update.status"
        | "update.runs.list"
        | "update.runs.get"
        | "wizard.status" => return None,
        "send" | "poll" | "message.action" | "conversations.send" | "conversations.turn"
        | "push.test" | "push.web.test" => Danger::Tells,
        "secrets.resolve" | "device.pair.setupCode" | "attach.grant" => Danger::Reveals,
        "node.invoke"
        | "browser.request"
        | "computer.invoke"
        | "skills.install"
        | "environments.session.exec"
        | "terminal.open"
        | "terminal.input"
        | "mcp.app.callTool"
        | "nativeHook.invoke" => Danger::Runs,
        "chat.abort" | "sessions.abort" | "channels.logout" | "channels.stop" => Danger::Ends,
        _ if begins("config.") => Danger::Configures,
        _ if begins("update.")
            || begins("plugins.install")
            || begins("gateway.restart.request") =>
        {
            Danger::Updates
        }
        _ if begins("wizard.") || begins("openclaw.setup.") && verb != "detect" => Danger::Guides,
        _ if ends_in_loss(verb) => Danger::Deletes,
        _ if begins("device.token.")
            || verb == "approve"
            || verb == "reject"
            || verb == "revoke"
            || (verb == "resolve" && method.contains("approval")) =>
        {
            Danger::Admits
        }
        _ if begins("exec.approvals.") && verb == "set" => Danger::Admits,
        _ if matches!(
            verb,
            "stop" | "logout" | "disconnect" | "uninstall" | "destroy" | "close"
        ) =>
        {
            Danger::Ends
        }
        _ => return None,
    })
}

fn ends_in_loss(verb: &str) -> bool {
    ["delete", "remove", "reset", "compact", "purge", "cleanup", "gc", "rewind"]
        .iter()
        .any(|word| verb.eq_ignore_ascii_case(word) || verb.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::debug::table::scope;

    fn effect(method: &str) -> Effect {
        of(method, scope(method))
    }

    #[test]
    fn what_reads_runs_at_once() {
        for method in [
            "status",
            "health",
            "config.get",
            "config.schema",
            "chat.history",
            "cron.runs",
            "device.pair.list",
            "exec.approvals.get",
            "exec.approvals.node.get",
            "sessions.usage.timeseries",
            "sessions.resolve",
            "wizard.status",
            "update.status",
            "last-heartbeat",
            "system-presence",
            "agents.files.get",
            "skills.status",
            "tts.providers",
            "usage.cost",
            "tools.catalog",
        ] {
            assert_eq!(effect(method), Effect::Reads, "{method}");
        }
    }

    #[test]
    fn what_cannot_be_taken_back_is_asked_about() {
        for (method, danger) in [
            ("sessions.delete", Danger::Deletes),
            ("sessions.reset", Danger::Deletes),
            ("sessions.compact", Danger::Deletes),
            ("cron.remove", Danger::Deletes),
            ("device.pair.remove", Danger::Deletes),
            ("secrets.store.delete", Danger::Deletes),
            ("config.patch", Danger::Configures),
            ("config.set", Danger::Configures),
            ("update.run", Danger::Updates),
            ("wizard.start", Danger::Guides),
            ("wizard.next", Danger::Guides),
            ("wizard.cancel", Danger::Guides),
            ("channels.logout", Danger::Ends),
            ("channels.stop", Danger::Ends),
            ("chat.abort", Danger::Ends),
            ("device.token.revoke", Danger::Admits),
            ("device.token.rotate", Danger::Admits),
            ("device.pair.approve", Danger::Admits),
            ("exec.approval.resolve", Danger::Admits),
            ("exec.approvals.set", Danger::Admits),
            ("node.invoke", Danger::Runs),
            ("skills.install", Danger::Runs),
            ("send", Danger::Tells),
            ("poll", Danger::Tells),
            ("cron.add", Danger::Administers),
            ("agents.files.set", Danger::Administers),
            ("set-heartbeats", Danger::Administers),
            ("secrets.resolve", Danger::Reveals),
            ("warp.engage", Danger::Unknown),
        ] {
            assert_eq!(effect(method), Effect::Asks(danger), "{method}");
        }
    }

    #[test]
    fn what_is_easily_changed_back_is_not_asked_about() {
        for method in
            ["chat.send", "agent", "tts.enable", "voicewake.set", "sessions.patch", "wake"]
        {
            assert_eq!(effect(method), Effect::Changes, "{method}");
        }
    }

    #[test]
    fn no_administrators_write_runs_at_once() {
        for (method, scope) in crate::protocol::method::declared() {
            let effect = of(method, Some(scope));
            let looks = method.ends_with("get") || method.ends_with("status");
            if scope == Scope::Admin && !looks {
                assert!(matches!(effect, Effect::Asks(_)), "{method}");
            }
        }
    }
}
