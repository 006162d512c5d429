//! The parameters of the methods the console knows, as any supported version takes them. Each is
//! written as its name and a sign: nothing is a text, `#` a number, `?` yes or no, `[]` several texts,
//! `{}` any JSON, `=a|b` one of these words; `!` at the end: it must be there.

/// How a parameter is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Switch,
    Texts,
    Json,
    Choice(Vec<&'static str>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
}

/// The parameters of a method; `None` where they are not known.
#[must_use]
pub fn of(method: &str) -> Option<Vec<Param>> {
    let (_, written) = TABLE.iter().find(|(name, _)| *name == method)?;
    Some(written.split_whitespace().map(read).collect())
}

fn read(written: &'static str) -> Param {
    let (written, required) = match written.strip_suffix('!') {
        Some(rest) => (rest, true),
        None => (written, false),
    };
    let (name, kind) = if let Some(name) = written.strip_suffix('#') {
        (name, Kind::Number)
    } else if let Some(name) = written.strip_suffix('?') {
        (name, Kind::Switch)
    } else if let Some(name) = written.strip_suffix("[]") {
        (name, Kind::Texts)
    } else if let Some(name) = written.strip_suffix("{}") {
        (name, Kind::Json)
    } else if let Some((name, words)) = written.split_once('=') {
        (name, Kind::Choice(words.split('|').collect()))
    } else {
        (written, Kind::Text)
    };
    Param { name, kind, required }
}

/// In the order of the alphabet.
pub const TABLE: &[(&str, &str)] = &[
    (
        "agent",
        "message! idempotencyKey! agentId sessionKey sessionId to replyTo channel replyChannel accountId \
         replyAccountId threadId groupId groupChannel groupSpace thinking deliver? timeout# lane \
         extraSystemPrompt label spawnedBy attachments{}",
    ),
    ("agent.identity.get", "agentId sessionKey"),
    ("agent.wait", "runId! timeoutMs#"),
    ("agents.create", "name! workspace! emoji avatar model"),
    ("agents.delete", "agentId! deleteFiles?"),
    ("agents.files.get", "agentId! name!"),
    ("agents.files.list", "agentId!"),
    ("agents.files.set", "agentId! name! content! expectedHash"),
    ("agents.list", ""),
    ("agents.update", "agentId! name workspace model avatar"),
    ("browser.request", "method=GET|POST|DELETE! path! query{} body{} timeoutMs#"),
    ("channels.logout", "channel! accountId"),
    ("channels.start", "channel! accountId"),
    ("channels.status", "probe? timeoutMs#"),
    ("channels.stop", "channel! accountId"),
    ("chat.abort", "sessionKey! runId"),
    ("chat.history", "sessionKey! limit# offset# maxChars#"),
    ("chat.inject", "sessionKey! message! label"),
    ("chat.message.get", "sessionKey! messageId! agentId maxChars#"),
    (
        "chat.send",
        "sessionKey! message! idempotencyKey! thinking deliver? timeoutMs# attachments{}",
    ),
    ("chat.startup", "sessionKey! agentId limit#"),
    ("commands.list", "agentId sessionKey provider scope=text|native|both includeArgs?"),
    ("config.apply", "raw! baseHash sessionKey note restartDelayMs#"),
    ("config.get", ""),
    ("config.patch", "raw! baseHash replacePaths[] sessionKey note restartDelayMs#"),
    ("config.schema", ""),
    ("config.schema.lookup", "path!"),
    ("config.set", "raw! baseHash"),
    (
        "cron.add",
        "name! schedule{}! sessionTarget=main|isolated! wakeMode=now|next-heartbeat! payload{}! agentId \
         description enabled? deleteAfterRun? delivery{}",
    ),
    ("cron.get", "id!"),
    ("cron.list", "includeDisabled?"),
    ("cron.remove", "id!"),
    ("cron.run", "id! mode=due|force"),
    ("cron.runs", "id! limit#"),
    ("cron.status", ""),
    ("cron.update", "id! patch{}!"),
    ("device.pair.approve", "requestId!"),
    ("device.pair.list", ""),
    ("device.pair.reject", "requestId!"),
    ("device.pair.remove", "deviceId!"),
    ("device.token.revoke", "deviceId! role!"),
    ("device.token.rotate", "deviceId! role! scopes[]"),
    ("exec.approval.list", ""),
    (
        "exec.approval.request",
        "command! id cwd host=gateway|node|sandbox security ask agentId resolvedPath sessionKey timeoutMs#",
    ),
    ("exec.approval.resolve", "id! decision=allow-once|allow-always|deny!"),
    ("exec.approvals.get", ""),
    ("exec.approvals.node.get", "nodeId!"),
    ("exec.approvals.node.set", "nodeId! file{}! baseHash"),
    ("exec.approvals.set", "file{}! baseHash"),
    ("health", "probe?"),
    ("last-heartbeat", ""),
    ("logs.tail", "cursor# limit# maxBytes#"),
    ("models.list", ""),
    ("node.describe", "nodeId!"),
    ("node.event", "event! payload{} payloadJSON"),
    ("node.invoke", "nodeId! command! idempotencyKey! params{} timeoutMs#"),
    ("node.invoke.result", "id! nodeId! ok?! payload{} payloadJSON error{}"),
    ("node.list", ""),
    ("node.pair.approve", "requestId!"),
    ("node.pair.list", ""),
    ("node.pair.reject", "requestId!"),
    (
        "node.pair.request",
        "nodeId! displayName platform version coreVersion uiVersion deviceFamily modelIdentifier caps[] \
         commands[] remoteIp silent?",
    ),
    ("node.pair.verify", "nodeId! token!"),
    ("node.rename", "nodeId! displayName!"),
    ("plugin.approval.list", ""),
    ("plugin.approval.resolve", "id! decision=allow-once|allow-always|deny!"),
    (
        "poll",
        "to! question! options[]! idempotencyKey! maxSelections# durationHours# channel accountId",
    ),
    ("push.web.preferences.get", "endpoint!"),
    ("push.web.preferences.set", "endpoint! scope=user|device! preferences{}!"),
    ("push.web.subscribe", "endpoint! keys{}!"),
    ("push.web.test", "title body"),
    ("push.web.unsubscribe", "endpoint!"),
    ("push.web.vapidPublicKey", ""),
    (
        "send",
        "to! message! idempotencyKey! channel accountId sessionKey mediaUrl mediaUrls[] gifPlayback?",
    ),
    ("sessions.compact", "key! maxLines#"),
    ("sessions.create", "key agentId label model parentSessionKey thinkingLevel"),
    ("sessions.delete", "key! deleteTranscript?"),
    (
        "sessions.list",
        "limit# activeMinutes# includeGlobal? includeUnknown? includeDerivedTitles? includeLastMessage? \
         label spawnedBy agentId search offset#",
    ),
    ("sessions.messages.subscribe", "key! agentId"),
    ("sessions.messages.unsubscribe", "key! agentId"),
    (
        "sessions.patch",
        "key! agentId label model thinkingLevel verboseLevel reasoningLevel elevatedLevel responseUsage \
         sendPolicy groupActivation execHost execSecurity execAsk execNode spawnedBy permissionMode \
         fastMode{} category icon archived? pinned? unread?",
    ),
    ("sessions.preview", "keys[]! limit# maxChars#"),
    ("sessions.reset", "key! reason"),
    ("sessions.resolve", "key sessionId label agentId spawnedBy includeGlobal? includeUnknown?"),
    ("sessions.subscribe", ""),
    ("sessions.unsubscribe", ""),
    (
        "sessions.usage",
        "key startDate endDate limit# includeContextWeight? mode=gateway|utc|specific utcOffset timeZone \
         agentScope agentId groupBy",
    ),
    ("sessions.usage.logs", "key! limit#"),
    ("sessions.usage.timeseries", "key!"),
    ("set-heartbeats", "enabled?!"),
    ("skills.bins", ""),
    ("skills.install", "name! installId! timeoutMs# agentId"),
    ("skills.status", "agentId"),
    ("skills.update", "skillKey! enabled? apiKey env{}"),
    ("status", ""),
    (
        "system-event",
        "text! deviceId instanceId host ip mode version platform deviceFamily modelIdentifier \
         lastInputSeconds# reason roles[] scopes[] tags[]",
    ),
    ("system-presence", ""),
    ("talk.mode", "enabled?! phase"),
    ("talk.speak", "text!"),
    ("tts.convert", "text! channel provider modelId voiceId"),
    ("tts.disable", ""),
    ("tts.enable", ""),
    ("tts.personas", ""),
    ("tts.providers", ""),
    ("tts.setPersona", "persona!"),
    ("tts.setProvider", "provider!"),
    ("tts.speak", "text!"),
    ("tts.status", ""),
    ("update.run", "sessionKey note restartDelayMs# timeoutMs#"),
    ("update.status", ""),
    (
        "usage.cost",
        "startDate endDate days# mode=gateway|utc|specific utcOffset timeZone agentScope agentId",
    ),
    ("usage.status", ""),
    ("voicewake.get", ""),
    ("voicewake.set", "triggers[]!"),
    ("wake", "mode=now|next-heartbeat! text!"),
    ("web.login.start", "channel accountId force? timeoutMs# verbose?"),
    ("web.login.wait", "channel accountId sessionKey currentQrDataUrl timeoutMs#"),
    ("wizard.cancel", "sessionId!"),
    ("wizard.next", "sessionId! answer{}"),
    ("wizard.start", "mode=local|remote workspace flow=setup|channels channel"),
    ("wizard.status", "sessionId!"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_read() {
        assert_eq!(
            read("timeoutMs#"),
            Param { name: "timeoutMs", kind: Kind::Number, required: false }
        );
        assert_eq!(read("keys[]!"), Param { name: "keys", kind: Kind::Texts, required: true });
        assert_eq!(
            read("mode=now|later!"),
            Param { name: "mode", kind: Kind::Choice(vec!["now", "later"]), required: true }
        );
    }

    #[test]
    fn each_method_stands_once_in_order_and_each_parameter_once() {
        assert!(TABLE.windows(2).all(|two| two[0].0 < two[1].0), "sort the table");
        for (method, _) in TABLE {
            let params = of(method).unwrap();
            for param in &params {
                let same = params.iter().filter(|it| it.name == param.name).count();
                assert_eq!(same, 1, "{method}: {}", param.name);
            }
        }
    }
}
