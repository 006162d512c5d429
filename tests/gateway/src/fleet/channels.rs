//! The channels and their accounts, each in the words it is told with, and a sign-in by code.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::methods::Caller;
use crate::profile::Profile;

/// The channels in the order and with the names the gateway tells.
pub(crate) const ALL: &[(&str, &str, &str, &str)] = &[
    ("telegram", "Telegram", "Telegram Bot", "paperplane"),
    ("whatsapp", "WhatsApp", "WhatsApp Web", "message"),
    ("discord", "Discord", "Discord Bot", "bubble.left.and.bubble.right"),
    ("slack", "Slack", "Slack Socket", "number"),
    ("signal", "Signal", "Signal REST", "antenna.radiowaves.left.and.right"),
    ("tincan", "Tin Can", "Tin Can (two tins, one string)", "link"),
];

pub(crate) type Key = (String, String);

/// Somebody waits for a code to be scanned.
#[derive(Debug)]
pub(crate) struct Login {
    pub(crate) account: String,
    pub(crate) number: u64,
    pub(crate) waiters: Vec<Caller>,
    /// What became of the code before anybody waited, and whether that was its end.
    pub(crate) early: Option<(Value, bool)>,
}

#[derive(Debug, Default)]
pub(crate) struct Channels {
    pub(crate) accounts: BTreeMap<Key, Value>,
    pub(crate) login: Option<Login>,
    /// Counts codes, so that a wait that has run out ends nobody else's.
    pub(crate) codes: u64,
}

impl Channels {
    pub(crate) fn account_mut(&mut self, channel: &str, account: &str) -> Option<&mut Value> {
        self.accounts.get_mut(&(channel.to_owned(), account.to_owned()))
    }

    /// The accounts of a channel, the default one first.
    pub(crate) fn of(&self, channel: &str) -> Vec<&Value> {
        let mut accounts: Vec<&Value> =
            self.accounts.iter().filter(|((of, _), _)| of == channel).map(|(_, it)| it).collect();
        accounts.sort_by_key(|account| account["accountId"] != default_account(channel));
        accounts
    }

    /// The part of `health` about them.
    pub(crate) fn health(&self) -> Value {
        ALL.iter()
            .map(|(channel, ..)| {
                let accounts = self.of(channel);
                let mut health = accounts.first().map_or(json!({}), |it| (*it).clone());
                health["accounts"] = accounts
                    .iter()
                    .map(|it| {
                        (it["accountId"].as_str().unwrap_or_default().to_owned(), (*it).clone())
                    })
                    .collect();
                ((*channel).to_owned(), health)
            })
            .collect()
    }
}

pub(crate) fn default_account(channel: &str) -> &'static str {
    if channel == "telegram" { "main" } else { "default" }
}

/// What a check of an account finds.
pub(crate) fn probe(channel: &str, account: &Value) -> Option<Value> {
    let asked = account["enabled"] != false && account["configured"] != false;
    if !asked || channel == "tincan" {
        return None;
    }
    if let Some(error) = account["lastError"].as_str() {
        return Some(json!({ "ok": false, "status": null, "error": error, "elapsedMs": 31 }));
    }
    Some(match channel {
        "telegram" => json!({
            "ok": true, "status": null, "error": null, "elapsedMs": 112,
            "bot": { "id": 42, "username": format!("deck_{}_bot", account["accountId"].as_str().unwrap_or_default()),
                "canJoinGroups": true, "canReadAllGroupMessages": false },
            "webhook": { "url": "", "hasCustomCert": false },
        }),
        "discord" => json!({
            "ok": true, "status": null, "error": null, "elapsedMs": 187,
            "bot": { "id": "99", "username": "deckhand" },
        }),
        "signal" => {
            json!({ "ok": true, "status": 200, "error": null, "elapsedMs": 24, "version": "0.13.9" })
        }
        _ => return None,
    })
}

/// Codes as WhatsApp would send them; they say who made them.
pub(crate) const CODES: [&str; 2] = [
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAIQAAACEAQAAAAB5P74KAAAAz0lEQVR42u2WQQ7EMAgD/QP+/0v/gMXeqtn2sFKgx6JUgjmkhJgkyJsRL7kSAAEwQs6AhAYrOJw2QQTJDDlDUmkyHyH1TUmNyvC29n2igtsue7FPZHDpf7WxTyQC1T1Whi1CLRPlUaxPpAAxWFR9QuVIBYwJCQHNiqXwHikAS4E5IKi1Vsi0rPrEBYPUeZ4ATSIZQPGIyNRvarscEEnAB8nZuT3iztURqdpNCDxn/QBrT5vEarKuZsQaYHBEvk2XaroJ8U3kiyhyQt5XwR/yAUfFjNjkY3lgAAAAAElFTkSuQmCC",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAIQAAACEAQAAAAB5P74KAAAAz0lEQVR42u2WUQ6DMAxDfYPc/5a+QRabDcE+JrXeJ9BKyUNKm+AG0F8X8ZA7AVB1TFRAagbntpGQCTqsy0ZIGuw/EKpYKdHAx9gnrryu+7tYJt5ccUp/1cY6Acd36HOHW4TgjEZTbJ849PjKswJizw4rIbJGTnrSCRkhOVnLPCASgCQwK7ACokxbNs8OsEcm4ETne4FtYmW2aobqgBwHpC6dZI9Y2JKVZ0DgmFC2nRJ3AaJCIoNu2wFRI9EJrusXZJ1YmarXeXL3yPNX8IO8ABlup8xhhby8AAAAAElFTkSuQmCC",
];

/// The accounts at the start.
pub(crate) fn settle(profile: Profile, channels: &mut Channels, now: u64) {
    const MINUTE: u64 = 60_000;
    const HOUR: u64 = 60 * MINUTE;
    let mut put = |channel: &str, mut account: Value| {
        if profile.is_new_shape() {
            let well = account["running"] == true;
            account["healthState"] = if well { "healthy" } else { "not-running" }.into();
        }
        let id = account["accountId"].as_str().unwrap_or_default().to_owned();
        channels.accounts.insert((channel.to_owned(), id), account);
    };
    put(
        "telegram",
        json!({
            "accountId": "main", "name": "Deck bot", "enabled": true, "configured": true,
            "tokenSource": "config", "running": true, "mode": "polling", "dmPolicy": "pairing",
            "allowFrom": ["1001", "1002", "1003"], "allowUnmentionedGroups": false,
            "lastStartAt": now - 26 * HOUR, "lastStopAt": null, "lastError": null,
            "lastInboundAt": now - 3 * MINUTE, "lastOutboundAt": now - 2 * MINUTE,
        }),
    );
    put(
        "telegram",
        json!({
            "accountId": "alerts", "name": "Alerts", "enabled": true, "configured": true,
            "tokenSource": "env", "running": true, "mode": "webhook", "dmPolicy": "allowlist",
            "allowFrom": ["1001"], "allowUnmentionedGroups": true,
            "lastStartAt": now - 26 * HOUR, "lastStopAt": null, "lastError": null,
            "lastInboundAt": null, "lastOutboundAt": now - 5 * HOUR,
        }),
    );
    put(
        "whatsapp",
        json!({
            "accountId": "default", "enabled": true, "configured": true, "linked": true,
            "running": true, "connected": true, "reconnectAttempts": 0, "dmPolicy": "allowlist",
            "allowFrom": ["+49151000001", "+49151000002"],
            "self": { "e164": "+49151000001", "jid": "49151000001@s.whatsapp.net" },
            "authAgeMs": 12 * 24 * HOUR, "lastConnectedAt": now - 9 * HOUR, "lastDisconnect": null,
            "lastEventAt": now - 4 * MINUTE, "lastMessageAt": now - 11 * MINUTE,
            "lastStartAt": now - 26 * HOUR, "lastStopAt": null, "lastError": null,
            "lastInboundAt": now - 11 * MINUTE, "lastOutboundAt": now - 10 * MINUTE,
        }),
    );
    put(
        "discord",
        json!({
            "accountId": "default", "enabled": true, "configured": true, "tokenSource": "config",
            "running": true, "connected": true, "reconnectAttempts": 0, "dmPolicy": "open",
            "allowFrom": ["*"], "lastConnectedAt": now - 2 * HOUR,
            "bot": { "id": "99", "username": "deckhand" }, "application": { "id": "99", "intents": { "messageContent": "limited" } },
            "lastStartAt": now - 26 * HOUR, "lastStopAt": null, "lastError": null,
            "lastInboundAt": now - 47 * MINUTE, "lastOutboundAt": now - 46 * MINUTE,
        }),
    );
    put(
        "slack",
        json!({
            "accountId": "default", "enabled": true, "configured": false, "botTokenSource": "none",
            "appTokenSource": "none", "running": false, "lastStartAt": null, "lastStopAt": null,
            "lastError": null,
        }),
    );
    put(
        "signal",
        json!({
            "accountId": "default", "name": "Harbour office", "enabled": true, "configured": true,
            "running": false, "dmPolicy": "pairing", "allowFrom": [],
            "baseUrl": "http://127.0.0.1:8080", "lastStartAt": now - 26 * HOUR,
            "lastStopAt": now - 34 * MINUTE, "lastError": SIGNAL_ERROR,
            "lastInboundAt": now - 3 * HOUR, "lastOutboundAt": now - 3 * HOUR,
        }),
    );
    put(
        "tincan",
        json!({
            "accountId": "default", "enabled": true, "configured": true, "running": true,
            "stringTension": 0.82, "tins": [{ "at": "bow", "dents": 2 }, { "at": "stern", "dents": 0 }],
            "pairingToken": "never-to-be-shown", "knots": { "last": "bowline", "history": ["sheet bend", "bowline"] },
            "lastStartAt": now - 26 * HOUR, "lastError": null,
        }),
    );
}

const SIGNAL_ERROR: &str = "signal daemon not reachable at http://127.0.0.1:8080: TypeError: fetch failed (connect ECONNREFUSED 127.0.0.1:8080)\n    at waitForSignalDaemonReady (signal/monitor)\n    at monitorSignalProvider (signal/monitor)";
