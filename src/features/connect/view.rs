//! The connect page: three lines, one button, and plain words for every way in which it can fail.

use icondata::{LuArrowLeft, LuServer};
use leptos::prelude::*;

pub use crate::features::connect::state::Pending;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::ui::later::Draw;
use crate::{
    features::connect::{
        news::{News, news_of},
        refusal::Advice,
        state::{ConnectState, problem_word},
        waiting::Waiting,
    },
    gateway::phase::Phase,
    store::Stores,
    ui::{
        button::{Button, Variant},
        callout::Callout,
        command_line::CommandLine,
        icon::{Icon, Mark},
        input::{
            secret::SecretInput,
            text::{TextInput, TextKind},
        },
    },
    words::{say, t, tr, w},
};

part! {
    /// Most visits are those of a browser that is let in at once.
    pub fn connect_page in extras = draw as Draw<RwSignal<Option<Pending>>>
}

fn draw(pending: RwSignal<Option<Pending>>) -> AnyView {
    view! { <ConnectPage pending=pending /> }.into_any()
}

/// The page on which a connection begins.
#[component]
pub fn ConnectPage(
    /// A gateway that came with the page's address and needs the operator's consent.
    pending: RwSignal<Option<Pending>>,
) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = ConnectState::new(stores, pending);
    watch(move || state.mind_the_token());
    let phase = stores.connection.phase();
    let busy = Signal::derive(move || phase.with(|phase| *phase == Phase::Connecting));
    let request = Memo::new(move |_| phase.with(waiting_request));
    let news = news_of(phase, state.url);
    let problem =
        Signal::derive(move || state.problem.get().map(|problem| t(problem_word(problem))));
    view! {
        <main class="connect" id="connect" tabindex="-1">
            <div class="connect__column">
                <header class="connect__head">
                    <Mark />
                    <h1 class="connect__title">{say(w::CONNECT_TITLE)}</h1>
                    <p class="connect__lead">{say(w::CONNECT_LEAD)}</p>
                </header>
                {move || {
                    pending.get().map(|pending| view! { <Consent pending=pending state=state /> })
                }}
                <div role="alert" class="connect__news">
                    {move || news.get().map(|news| view! { <Told news=news /> })}
                </div>
                {move || request.get().map(|request_id| {
                    view! { <Waiting request_id=request_id on_leave=move || state.give_up() /> }
                })}
                <form
                    class="connect__form"
                    hidden=move || request.with(Option::is_some) || pending.with(Option::is_some)
                    on:submit=move |event| {
                        event.prevent_default();
                        state.connect();
                    }
                >
                    <TextInput
                        label=w::CONNECT_URL
                        value=state.url
                        kind=TextKind::Url
                        placeholder="ws://127.0.0.1:18789"
                        problem=problem
                    />
                    <SecretInput label=w::CONNECT_TOKEN value=state.token hint=w::CONNECT_TOKEN_HINT />
                    <SecretInput
                        label=w::CONNECT_PASSWORD
                        value=state.password
                        autocomplete="current-password"
                        hint=w::CONNECT_PASSWORD_HINT
                    />
                    <Button
                        label=w::CONNECT_CONNECT
                        variant=Variant::Primary
                        busy=busy
                        submit=true
                    />
                </form>
                {move || state.adding().get().map(|from| view! { <Stay state=state from=from /> })}
                <Known state=state />
            </div>
        </main>
    }
}

/// Back to the gateway from which the operator set out to add one.
#[component]
fn Stay(state: ConnectState, from: String) -> impl IntoView {
    let list = expect_context::<Stores>().gateways.list();
    let saved = list.with_untracked(|list| list.iter().find(|saved| saved.url == from).cloned());
    let name = saved.map_or_else(|| from.clone(), |saved| saved.title());
    view! {
        <div>
            <Button
                label=move || tr(w::GATEWAYS_BACK, &[("name", &name)])
                icon=LuArrowLeft
                on_press=move || state.stay(&from)
            />
        </div>
    }
}

#[component]
fn Told(news: News) -> impl IntoView {
    let News { tone, advice: Advice { sentence, command }, words, .. } = news;
    view! {
        <Callout tone=tone title=sentence details=words>
            {command.map(|command| view! { <CommandLine text=command /> })}
        </Callout>
    }
}

/// The request that waits, and its id if the gateway has said it.
fn waiting_request(phase: &Phase) -> Option<Option<String>> {
    match phase {
        Phase::WaitingForApproval { request_id } => Some(request_id.clone()),
        _ => None,
    }
}

/// A link that brings another gateway is followed only after a look at it.
#[component]
fn Consent(pending: Pending, state: ConnectState) -> impl IntoView {
    let url = pending.url.clone();
    view! {
        <section class="connect__consent" aria-labelledby="connect-consent">
            <h2 id="connect-consent">{say(w::CONNECT_CONSENT_TITLE)}</h2>
            <code class="connect__consent_url">{url}</code>
            <p>{say(w::CONNECT_CONSENT_WHY)}</p>
            <div class="connect__choice">
                <Button
                    label=w::CONNECT_CONSENT_NO
                    on_press=move || state.decline()
                />
                <Button
                    label=w::CONNECT_CONSENT_YES
                    variant=Variant::Primary
                    on_press=move || state.accept(pending.clone())
                />
            </div>
        </section>
    }
}

/// The gateways known, but for the one that is filled in.
#[component]
fn Known(state: ConnectState) -> impl IntoView {
    let list = expect_context::<Stores>().gateways.list();
    let others = move || {
        let current = state.url.get();
        list.get().into_iter().filter(|saved| saved.url != current).collect::<Vec<_>>()
    };
    let any = Memo::new(move |_| !others().is_empty());
    view! {
        <section class="connect__known" hidden=move || !any.get()>
            <h2 class="connect__known_title">{say(w::CONNECT_KNOWN)}</h2>
            <ul>
                <For each=others key=|saved| saved.url.clone() let:saved>
                    {
                        let url = saved.url.clone();
                        let name = saved.name.unwrap_or_else(|| saved.url.clone());
                        let spoken = name.clone();
                        view! {
                            <li>
                                <button
                                    class="connect__gateway"
                                    type="button"
                                    aria-label=move || tr(w::CONNECT_USE, &[("name", &spoken)])
                                    on:click=move |_| state.choose(url.clone())
                                >
                                    <Icon glyph=LuServer />
                                    <span>{name}</span>
                                </button>
                            </li>
                        }
                    }
                </For>
            </ul>
        </section>
    }
}
