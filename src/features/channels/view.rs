//! The page: every channel the gateway tells of, and one check of them all.

use std::collections::BTreeMap;

use icondata::{LuActivity, LuQrCode};
use leptos::prelude::*;

use super::channel::ChannelSection;
use super::login_dialog::LoginDialog;
use super::roster;
use super::state::{ChannelsState, PROBE_MS};
use crate::platform::part::part;
use crate::platform::{timer, visibility};
use crate::protocol::channels::{ChannelAccount, ChannelsSummary, WebLoginStart};
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::Stores;
use crate::store::channels::secrets;
use crate::store::channels::trouble::Key;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::later::Draw;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section, Sheet};
use crate::ui::toast::Toasts;
use crate::words::{say, tn, tr, w};

/// Times told relative to now are told anew this often.
const TICK_MS: u32 = 10_000;

part! {
    pub fn channels_page in watch = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <ChannelsPage/> }.into_any()
}

#[component]
fn ChannelsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = ChannelsState::new(stores, expect_context::<Toasts>());
    let readable = stores.connection.is_readable();
    stores.channels.refetch();
    timer::every(TICK_MS, move || {
        if visibility::is_visible() {
            state.tick.update(|tick| *tick += 1);
        }
    });
    // While the connection is away nothing is known of its scopes, and the page stays as it is.
    let may_read = Memo::new(move |before: Option<&bool>| {
        let known = readable.get().then(|| stores.connection.allows(Scope::Read));
        known.or(before.copied()).unwrap_or(true)
    });
    view! {
        <Sheet label=w::PAGE_CHANNELS>
            {move || {
                if may_read.get() {
                    view! { <Known state /> }.into_any()
                } else {
                    let lacks = || tr(w::CHANNELS_NO_SCOPE, &[("scope", Scope::Read.as_str())]);
                    view! { <Callout title=lacks /> }.into_any()
                }
            }}
        </Sheet>
        <Confirm
            open=state.asking
            title=move || state.question()[0].clone()
            text=move || state.question()[1].clone()
            verb=move || state.question()[2].clone()
            on_confirm=move || state.confirmed()
        />
        <LoginDialog login=state.login />
    }
}

#[component]
fn Known(state: ChannelsState) -> impl IntoView {
    let status = state.stores.channels.status();
    // What is drawn around the channels changes only with the kind of answer.
    let kind = Memo::new(move |_| {
        status.with(|status| match status {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Ready(_) => Remote::Ready(()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    let draw = move |(): &()| view! { <Channels state status /> }.into_any();
    remote_view(kind.into(), move || state.stores.channels.refetch(), draw)
}

#[component]
fn Channels(state: ChannelsState, status: Signal<Remote<ChannelsSummary>>) -> impl IntoView {
    let accounts: Memo<BTreeMap<Key, ChannelAccount>> =
        Memo::new(move |_| of(status, |summary| state.accounts(summary)));
    let channels = Memo::new(move |_| of(status, roster::channels));
    let loud = move || listed(channels, false);
    let quiet = move || listed(channels, true);
    let has_quiet = Memo::new(move |_| channels.with(|all| all.iter().any(|it| it.is_quiet)));
    let is_empty = Memo::new(move |_| channels.with(Vec::is_empty));
    let partial = Memo::new(move |_| {
        of(status, |summary| {
            let mut warnings = summary.warnings.clone();
            state.aside.with(|aside| warnings.extend(aside.warnings.iter().cloned()));
            warnings.sort();
            warnings.dedup();
            (summary.partial == Some(true) || !warnings.is_empty()).then_some(warnings)
        })
    });
    let slow = Memo::new(move |_| {
        of(status, |summary| {
            let busy = summary.event_loop.as_ref().filter(|it| it.degraded == Some(true))?;
            Some(busy.delay_p99_ms.unwrap_or_default().round().to_string())
        })
    });
    let may_act = move || state.stores.connection.allows(Scope::Admin);
    let has_login = state.stores.channels.offers::<WebLoginStart>();
    // Gateways that have such a channel show it; the others answer why they cannot.
    let codes = Memo::new(move |_| {
        accounts.with(|all| all.iter().any(|(key, it)| roster::signs_in_by_code(&key.0, it)))
    });
    let checks = move || {
        view! {
            {move || {
                (has_login && !codes.get())
                    .then(|| {
                        view! {
                            <Button
                                label=w::CHANNELS_LOGIN_ANY
                                icon=Signal::stored(LuQrCode)
                                variant=Variant::Quiet
                                disabled=Signal::derive(move || !may_act())
                                on_press=move || state.login.begin(None)
                            />
                        }
                    })
            }}
            <Button
                label=w::CHANNELS_PROBE
                icon=Signal::stored(LuActivity)
                busy=state.probing
                disabled=Signal::derive(move || is_empty.get())
                on_press=move || state.probe()
            />
        }
    };
    let asked = Memo::new(move |_| of(status, roster::askable));
    let progress = move || {
        let asked = asked.get();
        let most = (asked.max(1) * PROBE_MS as usize).div_ceil(1_000).to_string();
        tn(w::CHANNELS_PROBING, asked).replace("{seconds}", &most)
    };
    view! {
        <Section title=w::PAGE_CHANNELS note=w::CHANNELS_NOTE actions=checks>
            {move || {
                (!may_act())
                    .then(|| {
                        let lacks = tr(w::CHANNELS_ADMIN, &[("scope", Scope::Admin.as_str())]);
                        view! { <p class="channels__lacks">{lacks}</p> }
                    })
            }}
            <div class="channels__verdict" role="status">
                {move || {
                    if state.probing.get() {
                        view! {
                            <p>{progress}</p>
                            <progress class="channels__progress" aria-label=say(w::CHANNELS_PROBE)></progress>
                        }
                            .into_any()
                    } else {
                        match state.verdict.get() {
                            Some(Ok(verdict)) => view! { <p>{verdict}</p> }.into_any(),
                            Some(Err(why)) => {
                                view! { <Callout tone=Tone::Danger title=why /> }.into_any()
                            }
                            None => ().into_any(),
                        }
                    }
                }}
            </div>
            {move || {
                partial
                    .get()
                    .map(|warnings| {
                        let warnings = warnings
                            .iter()
                            .map(|it| secrets::in_text(it))
                            .map(|it| view! { <li dir="auto">{it}</li> })
                            .collect_view();
                        view! {
                            <Callout tone=Tone::Warning title=w::CHANNELS_PARTIAL>
                                <ul class="channels__warnings">{warnings}</ul>
                            </Callout>
                        }
                    })
            }}
            {move || {
                slow.get()
                    .map(|ms| {
                        let text = tr(w::CHANNELS_SLOW, &[("ms", &ms)]);
                        view! { <Callout tone=Tone::Warning title=text /> }
                    })
            }}
            {move || is_empty.get().then(|| view! { <Empty text=w::CHANNELS_NONE /> })}
            <div class="channels">
                <For each=loud key=|channel| channel.id.clone() let:channel>
                    <ChannelSection id=channel.id channels accounts status state />
                </For>
            </div>
        </Section>
        {move || {
            has_quiet
                .get()
                .then(|| {
                    view! {
                        <Section title=w::CHANNELS_QUIET note=w::CHANNELS_QUIET_NOTE>
                            <ul class="channels__quiet">
                                <For each=quiet key=Clone::clone let:channel>
                                    <li class="channels__unset">
                                        <span class="channels__name" dir="auto">
                                            {channel.label}
                                        </span>
                                        <code class="channels__place">
                                            {format!("channels.{}", channel.id)}
                                        </code>
                                    </li>
                                </For>
                            </ul>
                        </Section>
                    }
                })
        }}
    }
}

fn listed(channels: Memo<Vec<roster::Channel>>, quiet: bool) -> Vec<roster::Channel> {
    channels.with(|all| all.iter().filter(|it| it.is_quiet == quiet).cloned().collect())
}

fn of<T: Default>(
    status: Signal<Remote<ChannelsSummary>>,
    read: impl FnOnce(&ChannelsSummary) -> T,
) -> T {
    status.with(|status| status.ready().map(read).unwrap_or_default())
}
