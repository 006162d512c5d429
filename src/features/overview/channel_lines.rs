//! The channels in one line each: whether they work, and what is wrong with the one that does not.

use leptos::prelude::*;

use crate::platform::document;
use crate::protocol::channels::ChannelsSummary;
use crate::store::Stores;
use crate::store::channels::trouble::{Condition, error, label};
use crate::ui::badge::Badge;
use crate::ui::callout::Tone;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section};
use crate::words::{Word, say, t, tn, w};

/// What is worst comes first.
fn rank(condition: Condition) -> u8 {
    match condition {
        Condition::Broken => 0,
        Condition::NotLinked => 1,
        Condition::Reconnecting => 2,
        Condition::Stopped => 3,
        Condition::Well => 4,
        Condition::Unknown => 5,
        Condition::Disabled => 6,
        Condition::NotConfigured => 7,
    }
}

fn worn(condition: Condition) -> (Word, Option<Tone>) {
    match condition {
        Condition::Broken => (w::OVERVIEW_CHANNEL_BROKEN, Some(Tone::Danger)),
        Condition::NotLinked => (w::OVERVIEW_CHANNEL_NOT_LINKED, Some(Tone::Warning)),
        Condition::Reconnecting => (w::OVERVIEW_CHANNEL_CONNECTING, Some(Tone::Warning)),
        Condition::Stopped => (w::OVERVIEW_CHANNEL_STOPPED, None),
        Condition::Well => (w::OVERVIEW_CHANNEL_WORKING, Some(Tone::Success)),
        Condition::Unknown => (w::OVERVIEW_CHANNEL_UNKNOWN, None),
        Condition::Disabled => (w::OVERVIEW_CHANNEL_OFF, None),
        Condition::NotConfigured => (w::OVERVIEW_CHANNEL_NOT_SET_UP, None),
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct ChannelLine {
    pub id: String,
    pub label: String,
    pub condition: Condition,
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
            let worst = accounts.iter().min_by_key(|account| rank(Condition::of(account)));
            let condition = worst.map_or(Condition::Unknown, Condition::of);
            let error = worst.filter(|_| condition == Condition::Broken).and_then(error);
            ChannelLine {
                id: id.clone(),
                label: label(summary, id).to_owned(),
                condition,
                accounts: accounts.len(),
                error,
            }
        })
        .filter(|line| line.condition != Condition::NotConfigured)
        .collect()
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
    let ChannelLine { label, condition, accounts, error, .. } = line;
    let (word, tone) = worn(condition);
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
            <Badge text=move || t(word) tone=tone />
            {error.map(|error| view! { <p class="channel_lines__error" dir="auto">{error}</p> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
        assert_eq!((lines[0].label.as_str(), lines[0].condition), ("Telegram", Condition::Broken));
        assert_eq!(lines[0].error.as_deref(), Some("401: Unauthorized"));
        assert_eq!((lines[1].id.as_str(), lines[1].condition), ("later", Condition::Well));
    }
}
