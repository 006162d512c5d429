//! Which accounts are broken, and what of it is news. Plain data with the time given in.

use std::collections::BTreeMap;

use serde_json::Value;

use super::secrets;
use crate::protocol::channels::{ChannelAccount, ChannelsSummary};

/// So long after its start an account is taken for working.
pub const LASTING_MS: u32 = 5_000;

/// A channel and one of its accounts.
pub type Key = (String, String);

/// How an account is, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Broken,
    /// It tries to come back by itself.
    Reconnecting,
    /// Its messenger does not know this gateway: somebody has to sign in.
    NotLinked,
    NotConfigured,
    Disabled,
    Stopped,
    /// It runs, and as far as it tells it is connected.
    Well,
    /// It tells nothing of this.
    Unknown,
}

/// The words with which late gateways judge that an account does not do what it should.
const UNWELL: [&str; 6] = [
    "disconnected",
    "stale-socket",
    "stuck",
    "terminal-disconnect",
    "ingress-unavailable",
    "blocked",
];

/// What every gateway puts down as the error of an account that an operator has signed out.
const SIGNED_OUT: &str = "logged out";

impl Condition {
    #[must_use]
    pub fn of(account: &ChannelAccount) -> Self {
        let is = |state: Option<bool>, wanted: bool| state == Some(wanted);
        let unwell = account.health_state.as_deref().is_some_and(|word| UNWELL.contains(&word));
        if is(account.enabled, false) {
            Self::Disabled
        } else if is(account.configured, false) && !is(account.running, true) {
            // Some count an account that is not linked as not configured.
            if is(account.linked, false) { Self::NotLinked } else { Self::NotConfigured }
        } else if is(account.linked, false) && error(account).as_deref() == Some(SIGNED_OUT) {
            Self::NotLinked
        } else if unwell || (error(account).is_some() && !is(account.connected, true)) {
            Self::Broken
        } else if is(account.linked, false) {
            Self::NotLinked
        } else if is(account.running, false) {
            Self::Stopped
        } else if is(account.connected, false) {
            Self::Reconnecting
        } else if is(account.running, true) || is(account.connected, true) {
            Self::Well
        } else {
            Self::Unknown
        }
    }
}

/// What the account complains of.
#[must_use]
pub fn error(account: &ChannelAccount) -> Option<String> {
    in_words(account.last_error.as_ref()?)
}

/// An error as it was given, without keys: words as they are, anything else as JSON.
#[must_use]
pub fn in_words(error: &Value) -> Option<String> {
    let words = match error {
        Value::Null | Value::Bool(false) => return None,
        Value::String(text) => text.trim().to_owned(),
        Value::Object(fields) => match fields.get("message").or(fields.get("error")) {
            Some(Value::String(text)) if fields.len() == 1 => text.trim().to_owned(),
            _ => error.to_string(),
        },
        other => other.to_string(),
    };
    (!words.is_empty()).then(|| secrets::in_text(&words))
}

/// How many accounts are broken. A channel that tells of no account counts as one.
#[must_use]
pub fn broken(summary: &ChannelsSummary) -> BTreeMap<Key, String> {
    let mut broken = BTreeMap::new();
    for (channel, accounts) in &summary.channel_accounts {
        for account in accounts.iter().filter(|it| Condition::of(it) == Condition::Broken) {
            let key = (channel.clone(), account.account_id.clone());
            let why = error(account).or_else(|| account.health_state.clone()).unwrap_or_default();
            broken.insert(key, why);
        }
    }
    for (channel, told) in &summary.channels {
        let is_alone = summary.channel_accounts.get(channel).is_none_or(Vec::is_empty);
        if let Some(why) = in_words(&told["lastError"]).filter(|_| is_alone) {
            broken.insert((channel.clone(), String::new()), why);
        }
    }
    broken
}

/// What a channel is called.
#[must_use]
pub fn label<'a>(summary: &'a ChannelsSummary, channel: &'a str) -> &'a str {
    let by_meta = || {
        let meta = summary.channel_meta.iter().find(|meta| meta.id == channel)?;
        meta.label.as_deref()
    };
    summary.channel_labels.get(channel).map(String::as_str).or_else(by_meta).unwrap_or(channel)
}

/// What an account is called among all of them.
#[must_use]
pub fn name(summary: &ChannelsSummary, key: &Key) -> String {
    let (channel, account) = key;
    let label = label(summary, channel);
    let accounts = summary.channel_accounts.get(channel).map(Vec::as_slice).unwrap_or_default();
    let own = accounts.iter().find(|it| it.account_id == *account);
    let own = own.and_then(|it| it.name.as_deref()).unwrap_or(account);
    if accounts.len() > 1 { format!("{label} · {own}") } else { label.to_owned() }
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    pub key: Key,
    pub name: String,
    pub is_broken: bool,
}

/// What is known to be broken, and since when it was seen so here.
#[derive(Debug, Default)]
pub struct Watch {
    /// Whether anything was read before: what was broken by then is counted, and no news.
    knows: bool,
    broken: BTreeMap<Key, f64>,
    is_open: bool,
}

impl Watch {
    /// Whether a broken account has only just started again: soon it will be known how it is.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes a reading and gives what has changed since the one before; of the first one nothing. What
    /// goes on being broken is no news, whatever its words: many errors count their attempts.
    pub fn hear(&mut self, summary: &ChannelsSummary, now: f64) -> Vec<News> {
        let broken = broken(summary);
        let mut news = Vec::new();
        let mut told = |key: &Key, is_broken| {
            news.push(News { key: key.clone(), name: name(summary, key), is_broken });
        };
        for key in broken.keys() {
            if !self.broken.contains_key(key) {
                self.broken.insert(key.clone(), now);
                told(key, true);
            }
        }
        let is_partial = summary.partial == Some(true);
        let mut is_open = false;
        self.broken.retain(|key, _| {
            let account = find(summary, key);
            if broken.contains_key(key) || (is_partial && account.is_none()) {
                return true;
            }
            let Some(account) = account else { return false };
            let condition = Condition::of(account);
            // On the way back it is neither healed nor broken anew.
            let tries = condition == Condition::Well && !has_lasted(summary, account);
            is_open |= tries;
            let comes = tries || condition == Condition::Reconnecting;
            // What was stopped or taken away does not work again.
            if condition == Condition::Well && !comes {
                told(key, false);
            }
            comes
        });
        self.is_open = is_open;
        if !std::mem::replace(&mut self.knows, true) {
            news.clear();
        }
        news
    }

    /// Since when it is seen broken here, in milliseconds since the epoch.
    #[must_use]
    pub fn since(&self, key: &Key) -> Option<f64> {
        self.broken.get(key).copied()
    }
}

/// Whether an account has stayed up for a while. Those that do not tell whether they are connected
/// look well while they try, again and again.
fn has_lasted(summary: &ChannelsSummary, account: &ChannelAccount) -> bool {
    let (Some(now), Some(start)) = (summary.ts, account.last_start_at) else { return true };
    account.connected == Some(true) || now.saturating_sub(start) >= u64::from(LASTING_MS)
}

fn find<'a>(summary: &'a ChannelsSummary, (channel, account): &Key) -> Option<&'a ChannelAccount> {
    summary.channel_accounts.get(channel)?.iter().find(|it| it.account_id == *account)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn account(told: Value) -> ChannelAccount {
        serde_json::from_value(told).unwrap()
    }

    fn summary(accounts: Value) -> ChannelsSummary {
        let told = json!({"channelLabels": {"signal": "Signal"}, "channelAccounts": accounts});
        serde_json::from_value(told).unwrap()
    }

    #[test]
    fn an_account_is_broken_by_its_error_while_it_is_not_connected() {
        for (told, is) in [
            (json!({"running": false, "lastError": "gone"}), Condition::Broken),
            (json!({"running": true, "lastError": {"code": 5}}), Condition::Broken),
            (json!({"running": true, "connected": true, "lastError": "old"}), Condition::Well),
            (json!({"running": true, "lastError": "  "}), Condition::Well),
            (json!({"enabled": false, "lastError": "gone"}), Condition::Disabled),
            (json!({"configured": false, "lastError": "no token"}), Condition::NotConfigured),
            (json!({"configured": false, "linked": false}), Condition::NotLinked),
            (json!({"linked": false, "running": false}), Condition::NotLinked),
            (json!({"linked": false, "lastError": "logged out"}), Condition::NotLinked),
            (json!({"linked": false, "lastError": "session logged out"}), Condition::Broken),
            (json!({"running": false, "lastError": null}), Condition::Stopped),
            (json!({"running": true, "connected": false}), Condition::Reconnecting),
            (json!({"running": true, "healthState": "stale-socket"}), Condition::Broken),
            (json!({"running": true, "healthState": "healthy"}), Condition::Well),
            (json!({"glow": 1}), Condition::Unknown),
        ] {
            assert_eq!(Condition::of(&account(told.clone())), is, "{told}");
        }
    }

    #[test]
    fn a_break_is_told_once_and_a_healing_once() {
        let mut watch = Watch::default();
        let broken = |why: &str| {
            summary(json!({"signal": [{"accountId": "a", "running": false, "lastError": why}]}))
        };
        let key = ("signal".to_owned(), "a".to_owned());
        let news = |is_broken| News { key: key.clone(), name: "Signal".to_owned(), is_broken };
        assert_eq!(watch.hear(&broken("try 1"), 1.0), [], "it was broken before anybody looked");
        assert_eq!(watch.since(&key), Some(1.0));
        // On its way back.
        let comes = json!({"signal": [{"accountId": "a", "running": true, "connected": false}]});
        assert_eq!(watch.hear(&summary(comes), 3.0), []);
        let well = summary(json!({"signal": [{"accountId": "a", "running": true}]}));
        assert_eq!(watch.hear(&well, 4.0), [news(false)]);
        assert_eq!(watch.hear(&well, 5.0), []);
        assert_eq!(watch.since(&key), None);
        assert_eq!(watch.hear(&broken("try 1"), 6.0), [news(true)]);
        assert_eq!(watch.hear(&broken("try 2"), 7.0), []);
    }

    #[test]
    fn one_more_try_is_no_healing_until_it_has_lasted() {
        let mut watch = Watch::default();
        let tries = |ts: u64| {
            let mut tries = summary(
                json!({"signal": [{"accountId": "a", "running": true, "lastStartAt": 10_000}]}),
            );
            tries.ts = Some(ts);
            tries
        };
        let broken =
            summary(json!({"signal": [{"accountId": "a", "running": false, "lastError": "x"}]}));
        watch.hear(&broken, 1.0);
        assert_eq!(watch.hear(&tries(11_000), 2.0), []);
        assert!(watch.is_open());
        assert_eq!(watch.hear(&broken, 3.0), []);
        assert_eq!(watch.hear(&tries(15_000), 4.0).len(), 1);
        assert!(!watch.is_open());
    }

    #[test]
    fn what_was_stopped_or_is_missing_is_not_healed() {
        let mut watch = Watch::default();
        let broken =
            summary(json!({"signal": [{"accountId": "a", "running": false, "lastError": "x"}]}));
        watch.hear(&broken, 1.0);
        let mut partial = summary(json!({}));
        partial.partial = Some(true);
        assert_eq!(watch.hear(&partial, 2.0), []);
        assert_eq!(watch.hear(&broken, 3.0), [], "it was broken all the time");
        let stopped = summary(json!({"signal": [{"accountId": "a", "running": false}]}));
        assert_eq!(watch.hear(&stopped, 4.0), []);
        assert_eq!(watch.hear(&broken, 5.0).len(), 1);
    }

    #[test]
    fn one_of_several_accounts_is_called_by_its_name_and_a_channel_alone_by_its_own() {
        let both = json!({"signal": [
            {"accountId": "a", "name": "Office", "running": false, "lastError": "x"},
            {"accountId": "b"},
        ]});
        let first_break = |summary: &ChannelsSummary| {
            let mut watch = Watch { knows: true, ..Watch::default() };
            watch.hear(summary, 1.0).swap_remove(0).name
        };
        assert_eq!(first_break(&summary(both)), "Signal · Office");
        let mut alone = summary(json!({"tin": []}));
        alone.channels.insert("tin".to_owned(), json!({"lastError": "string cut"}));
        assert_eq!(broken(&alone).len(), 1);
        assert_eq!(first_break(&alone), "tin");
    }
}
