//! An account of a channel: how it is, what goes wrong and what to do about it, what it may, when it
//! did what, and what can be done with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use icondata::LuQrCode;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::advice;
use super::facts::{self, Fact, Said};
use super::roster;
use super::state::{ChannelsState, Deed};
use crate::platform::moment;
use crate::protocol::channels::{
    ChannelAccount, ChannelsLogout, ChannelsStart, ChannelsStop, ChannelsSummary, StatusIssue,
    WebLoginStart,
};
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::channels::secrets;
use crate::store::channels::trouble::{Condition, Key, error};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::command_line::CommandLine;
use crate::ui::dot_list::DotList;
use crate::ui::sought::show_sought;
use crate::ui::tree::Tree;
use crate::ui::unique_id;
use crate::words::{Word, say, t, tr, w};

#[component]
pub fn AccountCard(
    key: Key,
    /// What its channel is called.
    label: Memo<String>,
    /// The channel has no other.
    is_one: Memo<bool>,
    default: Memo<Option<String>>,
    accounts: Memo<BTreeMap<Key, ChannelAccount>>,
    status: Signal<Remote<ChannelsSummary>>,
    state: ChannelsState,
) -> impl IntoView {
    let title_id = unique_id("account");
    let labelled_by = title_id.clone();
    let entry = NodeRef::new();
    show_sought("account", format!("{}/{}", key.0, key.1), entry);
    let key = StoredValue::new(key);
    let account = Memo::new(move |_| {
        let found = accounts.with(|all| key.with_value(|key| all.get(key).cloned()));
        found.unwrap_or_default()
    });
    let condition = Memo::new(move |_| account.with(Condition::of));
    let own_name = Memo::new(move |_| {
        let id = key.with_value(|(_, account)| account.clone());
        account.with(|it| it.name.clone().filter(|name| !name.trim().is_empty())).unwrap_or(id)
    });
    // Said in questions and news, where the channel is not in sight.
    let name = move || {
        let (label, own) = (label.get(), own_name.get());
        if is_one.get() { label } else { format!("{label} · {own}") }
    };
    let is_default = Memo::new(move |_| {
        !is_one.get()
            && default.with(|it| key.with_value(|(_, account)| it.as_ref() == Some(account)))
    });
    let issues = Memo::new(move |_| {
        status.with(|it| {
            it.ready()
                .map(|summary| {
                    let of = |key: &Key| {
                        state.aside.with(|aside| roster::issues(summary, &aside.issues, key))
                    };
                    key.with_value(of)
                })
                .unwrap_or_default()
        })
    });
    let unknown = Memo::new(move |_| account.with(facts::unknown));
    let refusal = move || {
        let why = key.with_value(|key| state.refusal(key))?;
        Some(view! { <div role="alert"><Callout tone=Tone::Danger title=why /></div> })
    };
    view! {
        <li class="account" tabindex="-1" node_ref=entry data-condition=move || condition_name(condition.get())>
            <article class="account__body" aria-labelledby=labelled_by>
                <header class="account__head">
                    <h4 class="account__name" id=title_id dir="auto">
                        {move || own_name.get()}
                    </h4>
                    {move || {
                        let (word, tone) = condition_in_words(condition.get());
                        view! { <Badge text=word tone=tone /> }
                    }}
                    {move || is_default.get().then(|| view! { <Badge text=w::CHANNELS_DEFAULT /> })}
                </header>
                <div class="account__flags">
                    <DotList>
                        {move || {
                            account
                                .with(flags)
                                .into_iter()
                                .map(|word| view! { <li>{say(word)}</li> })
                                .collect_view()
                        }}
                    </DotList>
                </div>
                <Trouble key account state />
                {move || {
                    let error = account.with(error).unwrap_or_default();
                    issues.get().into_iter().map(|it| issue(it, &error)).collect_view()
                }}
                <dl class="account__facts">
                    {move || account.with(facts::settings).into_iter().map(|it| fact(it, state.tick)).collect_view()}
                    {move || account.with(facts::times).into_iter().map(|it| fact(it, state.tick)).collect_view()}
                </dl>
                <Check key account state />
                {move || {
                    unknown
                        .get()
                        .map(|unknown| {
                            view! {
                                <details class="account__rest">
                                    <summary>{say(w::CHANNELS_REST)}</summary>
                                    <Tree value=Arc::new(unknown) />
                                </details>
                            }
                        })
                }}
                <Deeds key account condition name=Signal::derive(name) state />
                {refusal}
            </article>
        </li>
    }
}

/// What goes wrong, whole, with the time it belongs to and the next step.
#[component]
fn Trouble(
    key: StoredValue<Key>,
    account: Memo<ChannelAccount>,
    state: ChannelsState,
) -> impl IntoView {
    let error = Memo::new(move |_| account.with(error).unwrap_or_default());
    let is_past = Memo::new(move |_| account.with(|it| Condition::of(it) != Condition::Broken));
    let when = move || {
        state.tick.track();
        let told = account.with(facts::error_at);
        let seen = || state.stores.channels.broken_since(&key.get_value());
        let (word, at) = match told {
            Some(at) => (w::CHANNELS_ERROR_AT, at),
            None => (w::CHANNELS_ERROR_SEEN, seen()?),
        };
        let ago = tr(word, &[("when", &moment::ago(at)), ("exact", &moment::date_and_time(at))]);
        Some(view! { <p class="account__when" title=moment::date_and_time(at)>{ago}</p> })
    };
    let next = move || {
        let by_code = account.with(|it| roster::signs_in_by_code(&key.get_value().0, it));
        let place = key.with_value(|(channel, _)| format!("channels.{channel}"));
        tr(error.with(|error| advice::next_step(error, by_code)), &[("place", &place)])
    };
    move || {
        (!error.with(String::is_empty)).then(|| {
            let title = if is_past.get() { w::CHANNELS_ERROR_PAST } else { w::CHANNELS_ERROR };
            let tone = if is_past.get() { Tone::Info } else { Tone::Danger };
            view! {
                <Callout tone title>
                    {when}
                    <CommandLine text=error />
                    {(!is_past.get()).then(|| view! { <p class="account__next">{next}</p> })}
                </Callout>
            }
        })
    }
}

/// What a late gateway finds wrong by itself, and its advice. It says the account's error again.
fn issue(issue: StatusIssue, error: &str) -> AnyView {
    let kind = match issue.kind.as_deref() {
        Some("intent") => t(w::CHANNELS_ISSUE_INTENT),
        Some("permissions") => t(w::CHANNELS_ISSUE_PERMISSIONS),
        Some("config") => t(w::CHANNELS_ISSUE_CONFIG),
        Some("auth") => t(w::CHANNELS_ISSUE_AUTH),
        Some("runtime") | None => t(w::CHANNELS_ISSUE_RUNTIME),
        Some(other) => other.to_owned(),
    };
    let said = |text: Option<String>| {
        text.map(|text| view! { <p class="account__next" dir="auto">{text}</p> })
    };
    let without_keys = |text: Option<String>| text.map(|text| secrets::in_text(&text));
    let message = without_keys(issue.message).filter(|message| message.trim() != error);
    view! {
        <Callout tone=Tone::Warning title=kind>
            {said(message)}
            {said(without_keys(issue.fix))}
        </Callout>
    }
    .into_any()
}

fn fact(fact: Fact, tick: RwSignal<u32>) -> AnyView {
    let said = match fact.said {
        Said::Text(text) => view! { <dd dir="auto">{text}</dd> }.into_any(),
        Said::When(at) => {
            let ago = move || {
                tick.track();
                moment::ago(at)
            };
            view! { <dd title=moment::date_and_time(at)>{ago}</dd> }.into_any()
        }
    };
    view! {
        <div class="account__fact">
            <dt>{say(fact.name)}</dt>
            {said}
        </div>
    }
    .into_any()
}

/// What the last check found, and how that differs from the one before.
#[component]
fn Check(
    key: StoredValue<Key>,
    account: Memo<ChannelAccount>,
    state: ChannelsState,
) -> impl IntoView {
    let found = Memo::new(move |_| account.with(|it| it.probe.as_ref().map(facts::found)));
    let audit = Memo::new(move |_| {
        account.with(|it| it.audit.as_ref().and_then(|audit| audit["ok"].as_bool()))
    });
    let error = Memo::new(move |_| found.get().and_then(|it| it.error).unwrap_or_default());
    let compared = move || {
        let before = state.checked.with(|all| {
            key.with_value(|key| all.get(key).and_then(|checked| checked.before.clone()))
        });
        let word = facts::compared(before.as_ref(), &found.get()?)?;
        Some(view! { <li>{say(word)}</li> })
    };
    let when = move || {
        state.tick.track();
        let at = account.with(|it| it.last_probe_at)? as f64;
        Some(view! { <li title=moment::date_and_time(at)>{moment::ago(at)}</li> })
    };
    let audited = move || {
        let word = if audit.get()? { w::CHANNELS_AUDIT_OK } else { w::CHANNELS_AUDIT_FAILED };
        Some(view! { <li>{say(word)}</li> })
    };
    move || {
        found.get().map(|now| {
            let is_ok = now.is_ok.map(|ok| ok.to_string());
            view! {
                <div class="account__check" data-ok=is_ok>
                    <DotList>
                        <li>{facts::found_in_words(&now)}</li>
                        {when}
                        {compared}
                        {audited}
                    </DotList>
                    {move || {
                        (!error.with(String::is_empty)).then(|| view! { <CommandLine text=error /> })
                    }}
                </div>
            }
        })
    }
}

/// What can be done with it.
#[component]
fn Deeds(
    key: StoredValue<Key>,
    account: Memo<ChannelAccount>,
    condition: Memo<Condition>,
    name: Signal<String>,
    state: ChannelsState,
) -> impl IntoView {
    let channels = state.stores.channels;
    let barred = Signal::derive(move || !state.stores.connection.allows(Scope::Admin));
    let deed = move |label: Word, deed: Deed| {
        let busy = Signal::derive(move || key.with_value(|key| state.is_under_way(key, deed)));
        let ask = move || state.ask(deed, key.get_value(), name.get_untracked());
        view! { <Button label=TextProp::from(say(label)) small=true busy disabled=barred on_press=ask /> }
    };
    let runs = Memo::new(move |_| account.with(|it| it.running == Some(true)));
    let is_set_up = Memo::new(move |_| {
        !matches!(condition.get(), Condition::Disabled | Condition::NotConfigured)
    });
    let by_code = Memo::new(move |_| {
        channels.offers::<WebLoginStart>()
            && condition.get() != Condition::Disabled
            && account.with(|it| key.with_value(|key| roster::signs_in_by_code(&key.0, it)))
    });
    let is_linked = Memo::new(move |_| account.with(|it| it.linked != Some(false)));
    let begin = move || {
        state.login.begin(Some((key.get_value(), name.get_untracked())));
    };
    view! {
        <div class="account__deeds">
            {move || {
                by_code
                    .get()
                    .then(|| {
                        let label = if is_linked.get() { w::CHANNELS_RELINK } else { w::CHANNELS_LOGIN };
                        view! {
                            <Button
                                label=label
                                icon=Signal::stored(LuQrCode)
                                small=true
                                variant=if is_linked.get() { Variant::Plain } else { Variant::Primary }
                                disabled=barred
                                on_press=begin
                            />
                        }
                    })
            }}
            {move || {
                (is_set_up.get() && !runs.get() && channels.offers::<ChannelsStart>())
                    .then(|| deed(w::CHANNELS_START, Deed::Start))
            }}
            {move || {
                (runs.get() && channels.offers::<ChannelsStop>())
                    .then(|| deed(w::CHANNELS_STOP, Deed::Stop))
            }}
            {move || {
                (is_set_up.get() && is_linked.get() && channels.offers::<ChannelsLogout>())
                    .then(|| deed(w::CHANNELS_LOGOUT, Deed::LogOut))
            }}
        </div>
    }
}

fn condition_in_words(condition: Condition) -> (Word, Option<Tone>) {
    match condition {
        Condition::Broken => (w::CHANNELS_BROKEN, Some(Tone::Danger)),
        Condition::Reconnecting => (w::CHANNELS_RECONNECTING, Some(Tone::Warning)),
        Condition::NotLinked => (w::CHANNELS_NOT_LINKED, Some(Tone::Warning)),
        Condition::NotConfigured => (w::CHANNELS_NOT_CONFIGURED, None),
        Condition::Disabled => (w::CHANNELS_DISABLED, None),
        Condition::Stopped => (w::CHANNELS_STOPPED_NOW, None),
        Condition::Well => (w::CHANNELS_WELL, Some(Tone::Success)),
        Condition::Unknown => (w::CHANNELS_UNKNOWN, None),
    }
}

fn condition_name(condition: Condition) -> &'static str {
    match condition {
        Condition::Broken => "broken",
        Condition::Reconnecting | Condition::NotLinked => "waits",
        Condition::Well => "well",
        _ => "rests",
    }
}

/// Every state it tells, each in words.
fn flags(account: &ChannelAccount) -> Vec<Word> {
    let flag = |state: Option<bool>, yes: Word, no: Word| Some(if state? { yes } else { no });
    [
        flag(account.configured, w::CHANNELS_FLAG_CONFIGURED, w::CHANNELS_FLAG_UNCONFIGURED),
        flag(account.enabled, w::CHANNELS_FLAG_ENABLED, w::CHANNELS_FLAG_DISABLED),
        flag(account.linked, w::CHANNELS_FLAG_LINKED, w::CHANNELS_FLAG_UNLINKED),
        flag(account.running, w::CHANNELS_FLAG_RUNNING, w::CHANNELS_FLAG_STOPPED),
        flag(account.connected, w::CHANNELS_FLAG_CONNECTED, w::CHANNELS_FLAG_DISCONNECTED),
    ]
    .into_iter()
    .flatten()
    .collect()
}
