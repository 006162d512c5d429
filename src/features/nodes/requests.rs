//! Nodes that ask to be let in, each with what it asks for and two answers. An answer goes to the
//! request it stands at, and to the list this request is in.

use leptos::prelude::*;

use super::request::{Kind, Request, requests};
use crate::platform::{moment, work};
use crate::protocol::id::RequestId;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::Stores;
use crate::store::devices::Answered;
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::sheet::Section;
use crate::ui::sought::show_sought;
use crate::words::{Word, say, t, tr, w};

#[component]
pub fn Requests(stores: Stores, minute: Signal<u32>) -> impl IntoView {
    let (devices, nodes) = (stores.devices.pairs(), stores.nodes.pairs());
    let all = Memo::new(move |_| {
        devices.with(|devices| nodes.with(|nodes| requests(devices.ready(), nodes.ready())))
    });
    let failed = move || {
        let why = |why: &str| Some(why.to_owned());
        devices
            .with(|it| if let Remote::Failed(it) = it { why(it) } else { None })
            .or_else(|| nodes.with(|it| if let Remote::Failed(it) = it { why(it) } else { None }))
    };
    let connected = stores.connection.is_connected();
    let is_blind = move || connected.get() && !stores.connection.allows(Scope::Pairing);
    let again = move || {
        stores.devices.refetch();
        stores.nodes.refetch_pairs();
    };
    view! {
        {move || {
            is_blind().then(|| view! { <p class="nodes__note">{say(w::NODES_REQUESTS_SCOPE)}</p> })
        }}
        {move || {
            failed().map(|why| view! {
                <div role="alert">
                    <Callout tone=Tone::Danger title=w::NODES_REQUESTS_FAILED details=why>
                        <p><Button label=w::UI_PART_AGAIN small=true on_press=again/></p>
                    </Callout>
                </div>
            })
        }}
        <Show when=move || !all.with(Vec::is_empty)>
            <Section title=w::NODES_REQUESTS>
                <ul class="nodes__requests">
                    <For each=move || all.get() key=Request::clone let:request>
                        <Card stores request minute/>
                    </For>
                </ul>
            </Section>
        </Show>
    }
}

/// What has become of an answer.
#[derive(Debug, Clone, PartialEq)]
enum Given {
    Nothing,
    Sent { approve: bool },
    Taken { approve: bool },
    Refused(String),
}

#[component]
fn Card(stores: Stores, request: Request, minute: Signal<u32>) -> impl IntoView {
    let Request { kind, id, name, about, from, commands, caps, besides, again, at } = request;
    let entry = NodeRef::new();
    show_sought("request", id.to_string(), entry);
    let given = RwSignal::new(Given::Nothing);
    let answer = move |approve: bool| {
        if matches!(given.get_untracked(), Given::Sent { .. } | Given::Taken { .. }) {
            return;
        }
        given.set(Given::Sent { approve });
        let id = id.clone();
        work::begin(async move {
            let outcome = send(stores, kind, id, approve).await;
            given.try_set(outcome);
        });
    };
    let answer = StoredValue::new_local(answer);
    // Who gets more than the commands of a machine is let in only after a second look.
    let question = RwSignal::new(false);
    let asks_more = !besides.is_empty();
    let give = move |approve: bool| answer.with_value(|answer| answer(approve));
    let is_sent = move |approve: bool| {
        Signal::derive(move || given.with(|given| *given == Given::Sent { approve }))
    };
    let is_closed = move |approve: bool| {
        Signal::derive(move || {
            given.with(|given| match given {
                Given::Taken { .. } => true,
                Given::Sent { approve: sent } => *sent != approve,
                Given::Nothing | Given::Refused(_) => false,
            })
        })
    };
    let news = move || {
        given.with(|given| match given {
            Given::Refused(why) => Some(why.clone()),
            Given::Taken { approve: true } => Some(t(w::NODES_APPROVED)),
            Given::Taken { approve: false } => Some(t(w::NODES_REJECTED)),
            Given::Nothing | Given::Sent { .. } => None,
        })
    };
    let what = match kind {
        Kind::Device => w::NODES_ASKS_IN,
        Kind::Node => w::NODES_ASKS_COMMANDS,
    };
    let when = move || {
        minute.track();
        at.map(|at| moment::ago(at as f64)).unwrap_or_default()
    };
    let title = name.clone();
    view! {
        <li tabindex="-1" node_ref=entry>
        <div class="nodes__request" role="group" aria-label=title.clone()>
            <div class="nodes__asker">
                <strong dir="auto">{name}</strong>
                <span class="nodes__when">{when}</span>
            </div>
            <p>{say(what)} {again.then(|| view! { " "<Badge text=w::NODES_ASKS_AGAIN/> })}</p>
            <dl class="nodes__asked">
                {line(w::NODES_FROM, &[about])}
                {line(w::NODES_ID, &[from])}
                {line(w::NODES_CAPS, &caps)}
                {line(w::NODES_OFFERS, &commands)}
            </dl>
            {asks_more.then(|| {
                let besides = besides.join(", ");
                let more = move || tr(w::NODES_ASKS_BESIDES, &[("what", &besides)]);
                let asked = title.clone();
                view! {
                    <Callout tone=Tone::Warning title=more.clone()/>
                    <Confirm
                        open=question
                        title=move || tr(w::NODES_APPROVE_ALL, &[("name", &asked)])
                        text=more
                        verb=w::NODES_APPROVE
                        on_confirm=move |()| give(true)
                    />
                }
            })}
            <div class="nodes__answers">
                <Button label=w::NODES_APPROVE small=true busy=is_sent(true)
                    disabled=is_closed(true)
                    on_press=move || if asks_more { question.set(true) } else { give(true) }/>
                <Button label=w::NODES_REJECT small=true busy=is_sent(false)
                    disabled=is_closed(false) on_press=move || give(false)/>
            </div>
            <p class="nodes__news" role="status">{news}</p>
        </div>
        </li>
    }
}

/// What was answered, or why it could not be.
async fn send(stores: Stores, kind: Kind, id: RequestId, approve: bool) -> Given {
    let answered = match (kind, approve) {
        (Kind::Device, true) => stores.devices.approve(id).await,
        (Kind::Device, false) => stores.devices.reject(id).await,
        (Kind::Node, true) => stores.nodes.approve(id).await,
        (Kind::Node, false) => stores.nodes.reject(id).await,
    };
    match answered {
        Answered::Done => Given::Taken { approve },
        Answered::Gone => Given::Refused(t(w::NODES_REQUEST_GONE)),
        Answered::Refused(why) => Given::Refused(why),
    }
}

fn line(word: Word, said: &[String]) -> Option<AnyView> {
    let said = said.join(", ");
    (!said.is_empty()).then(|| {
        view! {
            <dt>{say(word)}</dt>
            <dd>{said}</dd>
        }
        .into_any()
    })
}
