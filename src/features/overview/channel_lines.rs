//! The channels in one line each: whether they work, and what is wrong with the one that does not.

use leptos::prelude::*;
use serde_json::Value;

use crate::platform::document;
use crate::protocol::channels::{ChannelAccount, ChannelsSummary};
use crate::store::Stores;
use crate::ui::badge::Badge;
use crate::ui::callout::Tone;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section};
use crate::words::{Word, say, t, tn, w};

/// How a channel or an account is; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    Broken,
    NotLinked,
    Connecting,
    Stopped,
    Working,
    /// It tells nothing by which one could say.
    Unknown,
    Off,
    NotSetUp,
}

impl Health {
    fn word(self) -> Word {
        match self {
            Self::Broken => w::OVERVIEW_CHANNEL_BROKEN,
            Self::NotLinked => w::OVERVIEW_CHANNEL_NOT_LINKED,
            Self::Connecting => w::OVERVIEW_CHANNEL_CONNECTING,
            Self::Stopped => w::OVERVIEW_CHANNEL_STOPPED,
            Self::Working => w::OVERVIEW_CHANNEL_WORKING,
            Self::Unknown => w::OVERVIEW_CHANNEL_UNKNOWN,
            Self::Off => w::OVERVIEW_CHANNEL_OFF,
            Self::NotSetUp => w::OVERVIEW_CHANNEL_NOT_SET_UP,
        }
    }

    fn tone(self) -> Option<Tone> {
        match self {
            Self::Broken => Some(Tone::Danger),
            Self::NotLinked | Self::Connecting => Some(Tone::Warning),
            Self::Working => Some(Tone::Success),
            Self::Stopped | Self::Unknown | Self::Off | Self::NotSetUp => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct ChannelLine {
    pub id: String,
    pub label: String,
    pub health: Health,
    pub accounts: usize,
    /// The first thing that is wrong.
    pub error: Option<String>,
}

/// Every channel that is set up, in the gateway's order.
#[must_use]
pub fn lines(summary: &ChannelsSummary) -> Vec<ChannelLine> {
    let ordered = summary.channel_order.iter();
    let others = summary.channel_accounts.keys();
    let mut ids: Vec<&String> = ordered.collect();
    ids.extend(others.filter(|id| !summary.channel_order.contains(id)));
    ids.into_iter()
        .map(|id| {
            let accounts = summary.channel_accounts.get(id).map_or(&[][..], Vec::as_slice);
            let worst = accounts.iter().min_by_key(|account| health(account));
            ChannelLine {
                id: id.clone(),
                label: summary.channel_labels.get(id).unwrap_or(id).clone(),
                health: worst.map_or(Health::Unknown, health),
                accounts: accounts.len(),
                error: worst.filter(|it| health(it) == Health::Broken).and_then(error_of),
            }
        })
        .filter(|line| line.health != Health::NotSetUp)
        .collect()
}

fn health(account: &ChannelAccount) -> Health {
    if account.configured == Some(false) {
        return Health::NotSetUp;
    }
    if account.enabled == Some(false) {
        return Health::Off;
    }
    if account.connected != Some(true) && error_of(account).is_some() {
        return Health::Broken;
    }
    match (account.linked, account.connected, account.running) {
        (Some(false), _, _) => Health::NotLinked,
        (_, Some(true), _) | (_, None, Some(true)) => Health::Working,
        (_, Some(false), Some(true)) => Health::Connecting,
        (_, _, Some(false)) => Health::Stopped,
        _ => Health::Unknown,
    }
}

fn error_of(account: &ChannelAccount) -> Option<String> {
    let said = match account.last_error.as_ref()? {
        Value::String(text) => text.clone(),
        Value::Null => return None,
        block => block["message"].as_str().map_or_else(|| block.to_string(), str::to_owned),
    };
    Some(said).filter(|said| !said.trim().is_empty())
}

#[component]
pub fn ChannelLines() -> impl IntoView {
    let channels = expect_context::<Stores>().channels;
    let draw = |summary: &ChannelsSummary| {
        let lines = lines(summary);
        if lines.is_empty() {
            return view! { <Empty text=w::OVERVIEW_CHANNELS_NONE /> }.into_any();
        }
        let lines = lines.into_iter().map(line).collect_view();
        view! { <ul class="channel_lines">{lines}</ul> }.into_any()
    };
    let link = || {
        let href = format!("{}channels", document::base());
        view! { <a href=href>{say(w::OVERVIEW_CHANNELS_GO)}</a> }
    };
    view! {
        <Section title=w::PAGE_CHANNELS actions=link>
            {remote_view(channels.status(), move || channels.refetch(), draw)}
        </Section>
    }
}

fn line(line: ChannelLine) -> impl IntoView {
    let ChannelLine { label, health, accounts, error, .. } = line;
    let several = (accounts > 1).then(|| {
        view! {
            <span class="channel_lines__accounts">
                {move || tn(w::OVERVIEW_CHANNEL_ACCOUNTS, accounts)}
            </span>
        }
    });
    view! {
        <li class="channel_lines__line">
            <span class="channel_lines__name" dir="auto">
                {label}
            </span>
            {several}
            <Badge text=move || t(health.word()) tone=health.tone() />
            {error.map(|error| view! { <p class="channel_lines__error" dir="auto">{error}</p> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(account: Value) -> Health {
        let mut account = account;
        account["accountId"] = "default".into();
        health(&serde_json::from_value(account).unwrap())
    }

    #[test]
    fn how_an_account_is_follows_from_what_it_tells() {
        for (account, expected) in [
            (json!({"configured": true, "running": true, "connected": true}), Health::Working),
            (json!({"configured": true, "running": true}), Health::Working),
            (json!({"running": true, "connected": false}), Health::Connecting),
            (json!({"running": false}), Health::Stopped),
            (json!({"linked": false, "running": false}), Health::NotLinked),
            (json!({"running": false, "lastError": "401: Unauthorized"}), Health::Broken),
            (json!({"running": false, "lastError": {"message": "gone"}}), Health::Broken),
            (json!({"connected": true, "lastError": "was away"}), Health::Working),
            (json!({"enabled": false, "lastError": "401"}), Health::Off),
            (json!({"configured": false}), Health::NotSetUp),
            (json!({"lastError": null}), Health::Unknown),
        ] {
            assert_eq!(of(account.clone()), expected, "{account}");
        }
    }

    #[test]
    fn a_channel_is_as_well_as_its_worst_account() {
        let summary: ChannelsSummary = serde_json::from_value(json!({
            "channelOrder": ["telegram", "signal"],
            "channelLabels": {"telegram": "Telegram"},
            "channelAccounts": {
                "telegram": [
                    {"accountId": "a", "running": true, "connected": true},
                    {"accountId": "b", "running": false, "lastError": "401: Unauthorized"},
                ],
                "signal": [{"accountId": "default", "configured": false}],
                "later": [{"accountId": "x", "running": true}],
            },
        }))
        .unwrap();
        let lines = lines(&summary);
        assert_eq!(lines.len(), 2, "what is not set up is not listed");
        assert_eq!((lines[0].label.as_str(), lines[0].health), ("Telegram", Health::Broken));
        assert_eq!(lines[0].error.as_deref(), Some("401: Unauthorized"));
        assert_eq!((lines[1].id.as_str(), lines[1].health), ("later", Health::Working));
    }
}
