//! Which channels stand on the page and in which order, from what the gateway tells.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::protocol::channels::{ChannelAccount, ChannelsSummary, StatusIssue};
use crate::store::channels::trouble::{Condition, Key, error, in_words, label};

/// A channel with its accounts, those in error first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Channel {
    pub id: String,
    pub label: String,
    /// A longer name, where it differs.
    pub detail: Option<String>,
    pub accounts: Vec<String>,
    /// No account of it is set up: it takes one line.
    pub is_quiet: bool,
    pub is_broken: bool,
    /// What goes wrong with the channel as a whole.
    pub error: Option<String>,
    pub default_account: Option<String>,
}

/// Every channel the gateway knows of: in its order, those in error first, quiet ones last.
pub fn channels(summary: &ChannelsSummary) -> Vec<Channel> {
    let mut ids: Vec<&String> = Vec::new();
    let others = summary.channel_accounts.keys().chain(summary.channels.keys());
    for id in summary.channel_order.iter().chain(others) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let mut channels: Vec<Channel> = ids.into_iter().map(|id| channel(summary, id)).collect();
    channels.sort_by_key(|channel| (!channel.is_broken, channel.is_quiet));
    channels
}

fn channel(summary: &ChannelsSummary, id: &str) -> Channel {
    let name = label(summary, id).to_owned();
    let meta = || {
        let meta = summary.channel_meta.iter().find(|meta| meta.id == id)?;
        meta.detail_label.clone()
    };
    let detail = summary.channel_detail_labels.get(id).cloned().or_else(meta);
    let mut accounts: Vec<&ChannelAccount> = Vec::new();
    for account in summary.channel_accounts.get(id).map(Vec::as_slice).unwrap_or_default() {
        // The same account twice would be the same row twice.
        if !accounts.iter().any(|it| it.account_id == account.account_id) {
            accounts.push(account);
        }
    }
    let is_broken = |account: &&ChannelAccount| Condition::of(account) == Condition::Broken;
    accounts.sort_by_key(|account| !is_broken(account));
    let told = summary.channels.get(id).unwrap_or(&Value::Null);
    let is_alone = accounts.is_empty();
    let error = in_words(&told["lastError"]).filter(|_| is_alone);
    let is_set_up = |account: &ChannelAccount| {
        Condition::of(account) != Condition::NotConfigured || error_of(account).is_some()
    };
    Channel {
        is_broken: accounts.iter().any(is_broken) || error.is_some(),
        is_quiet: error.is_none()
            && if is_alone {
                told["configured"] != true
            } else {
                !accounts.iter().any(|account| is_set_up(account))
            },
        id: id.to_owned(),
        detail: detail.filter(|detail| *detail != name),
        label: name,
        accounts: accounts.iter().map(|account| account.account_id.clone()).collect(),
        error,
        default_account: summary.channel_default_account_id.get(id).cloned(),
    }
}

fn error_of(account: &ChannelAccount) -> Option<String> {
    // A plugin that says it is not configured says why as its error; that is no trouble.
    error(account).filter(|why| !why.to_lowercase().contains("not configured"))
}

/// Every account by channel and id.
pub fn accounts(summary: &ChannelsSummary) -> BTreeMap<Key, ChannelAccount> {
    let of_channel = |(channel, accounts): (&String, &Vec<ChannelAccount>)| {
        let channel = channel.clone();
        let with_key = move |account: &ChannelAccount| {
            ((channel.clone(), account.account_id.clone()), account.clone())
        };
        accounts.iter().map(with_key).collect::<Vec<_>>()
    };
    summary.channel_accounts.iter().flat_map(of_channel).collect()
}

/// What the gateway itself finds wrong with an account.
/// `found` is what it found at the last check.
pub fn issues(summary: &ChannelsSummary, found: &[StatusIssue], key: &Key) -> Vec<StatusIssue> {
    let is_its = |issue: &&StatusIssue| {
        issue.channel.as_ref() == Some(&key.0)
            && issue.account_id.as_ref().is_none_or(|account| *account == key.1)
    };
    let mut issues: Vec<StatusIssue> = Vec::new();
    for issue in summary.status_issues.iter().chain(found).filter(is_its) {
        if !issues.contains(issue) {
            issues.push(issue.clone());
        }
    }
    issues
}

/// How many accounts a check asks.
pub fn askable(summary: &ChannelsSummary) -> usize {
    let is_asked = |account: &&ChannelAccount| {
        account.enabled != Some(false) && account.configured != Some(false)
    };
    summary.channel_accounts.values().flatten().filter(is_asked).count()
}

/// The channels that sign in by a code to be scanned. Gateways do not say which do: those that tell
/// whether they are linked, and those known for it.
pub fn signs_in_by_code(id: &str, account: &ChannelAccount) -> bool {
    // Late gateways call a bot that was signed out not linked, and tell where its key came from.
    let has_key = ["tokenSource", "botTokenSource"].iter().any(|it| account.rest.contains_key(*it));
    (account.linked.is_some() && !has_key) || ["whatsapp", "zalouser"].contains(&id)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn summary() -> ChannelsSummary {
        serde_json::from_value(json!({
            "channelOrder": ["telegram", "slack", "signal"],
            "channelLabels": {"telegram": "Telegram", "signal": "Signal"},
            "channelDetailLabels": {"telegram": "Telegram Bot", "signal": "Signal"},
            "channelMeta": [{"id": "tin", "label": "Tin can", "detailLabel": "Two tins"}],
            "channels": {"telegram": {}, "tin": {"configured": true}, "moss": {}},
            "channelAccounts": {
                "telegram": [
                    {"accountId": "a", "running": true},
                    {"accountId": "b", "running": false, "lastError": "x"},
                    {"accountId": "a"},
                ],
                "slack": [{"accountId": "default", "configured": false, "lastError": "not configured"}],
                "signal": [{"accountId": "default", "enabled": false}],
            },
            "statusIssues": [
                {"channel": "telegram", "accountId": "a", "kind": "auth", "message": "m"},
                {"channel": "telegram", "message": "of all"},
            ],
        }))
        .unwrap()
    }

    #[test]
    fn those_in_error_come_first_then_the_gateways_order_then_quiet_ones() {
        let channels = channels(&summary());
        let told: Vec<_> = channels.iter().map(|it| (it.id.as_str(), it.is_quiet)).collect();
        assert_eq!(
            told,
            [
                ("telegram", false),
                ("signal", false),
                ("tin", false),
                ("slack", true),
                ("moss", true)
            ]
        );
        assert_eq!(channels[0].accounts, ["b", "a"]);
        assert_eq!(channels[0].detail.as_deref(), Some("Telegram Bot"));
        assert_eq!(channels[1].detail, None);
        assert_eq!((channels[2].label.as_str(), channels[4].label.as_str()), ("Tin can", "moss"));
    }

    #[test]
    fn an_issue_belongs_to_its_account_or_to_all_of_its_channel() {
        let key = |account: &str| ("telegram".to_owned(), account.to_owned());
        let found = summary().status_issues;
        assert_eq!(issues(&summary(), &found, &key("a")).len(), 2);
        assert_eq!(issues(&summary(), &[], &key("b")).len(), 1);
        assert_eq!(askable(&summary()), 3);
    }

    #[test]
    fn a_code_is_offered_where_an_account_tells_of_a_link() {
        let account = |told| serde_json::from_value(told).unwrap();
        assert!(signs_in_by_code("future", &account(json!({"linked": false}))));
        assert!(signs_in_by_code("whatsapp", &account(json!({}))));
        assert!(!signs_in_by_code("telegram", &account(json!({}))));
        let out = json!({"linked": false, "tokenSource": "config"});
        assert!(!signs_in_by_code("telegram", &account(out)));
    }
}
