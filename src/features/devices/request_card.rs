//! A device that asks to be let in: who it says it is, what it asks for in words, and the answer.

use leptos::prelude::*;

use super::asks::{Asks, role_explained, scope_in_words};
use super::state::{Choice, DevicesState};
use crate::platform::watch::watch;
use crate::platform::{clock, moment, work};
use crate::protocol::devices::DeviceRequest;
use crate::store::devices::name;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::sought::show_sought;
use crate::ui::unique_id;
use crate::words::{Word, say, t, tr, w};

/// A card that has just come to its place takes no press meant for the one before it.
const SETTLE_MS: u32 = 400;

#[component]
pub fn RequestCard(
    request: DeviceRequest,
    /// All that wait, in their order.
    requests: Memo<Vec<DeviceRequest>>,
    state: DevicesState,
) -> impl IntoView {
    let asks = Asks::of(&request);
    let id = unique_id("request");
    let labelled_by = id.clone();
    let entry = NodeRef::new();
    show_sought("request", request.request_id.to_string(), entry);
    let request = StoredValue::new(request);
    let title = move || request.with_value(name::of_request);

    let place = Memo::new(move |_| {
        let own = request.with_value(|request| request.request_id.clone());
        requests.with(|all| all.iter().position(|other| other.request_id == own))
    });
    let settling = RwSignal::new(true);
    let alarm = StoredValue::new_local(None);
    watch(move || {
        settling.set(place.get().is_some());
        let settle = move || {
            settling.try_set(false);
        };
        alarm.set_value(Some(clock::after(SETTLE_MS, settle)));
    });

    let busy = RwSignal::new(None::<Choice>);
    let refusal = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let answer = move |choice| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(choice));
        refusal.set(None);
        let request = request.get_value();
        work::begin(async move {
            // An answer that was taken leaves the card at work until the list has it no more.
            if let Some(why) = state.answer(request, choice).await {
                refusal.try_set(Some(why));
                busy.try_set(None);
            }
        });
    };
    let is_admin = asks.is_admin;
    let approve = move || {
        if is_admin {
            asking.set(true);
        } else {
            answer(Choice::Approve);
        }
    };
    let is_at = move |choice| Signal::derive(move || busy.get() == Some(choice));
    let is_other =
        move |choice| Signal::derive(move || busy.get().is_some_and(|going| going != choice));
    let question = move || tr(w::DEVICES_APPROVE_ADMIN, &[("name", &title())]);
    let means = move || {
        request.with_value(|request| {
            let address = request.remote_ip.clone().unwrap_or_else(|| t(w::DEVICES_NO_ADDRESS));
            let values =
                [("name", &*title()), ("address", &*address), ("id", request.device_id.as_str())];
            tr(w::DEVICES_APPROVE_ADMIN_TEXT, &values)
        })
    };
    view! {
        <li class="request_card" tabindex="-1" node_ref=entry data-tone=is_admin.then_some("warning")>
            <article class="request_card__body" aria-labelledby=labelled_by>
                <header class="request_card__head">
                    <h3 class="request_card__name" id=id dir="auto">
                        {title}
                    </h3>
                    <Badge text=if asks.is_again { w::DEVICES_AGAIN } else { w::DEVICES_NEW } tone=Tone::Info />
                </header>
                {asks.is_again.then(|| view! { <p>{say(w::DEVICES_AGAIN_WHY)}</p> })}
                {asked_for(asks)}
                {facts(request)}
                {is_admin
                    .then(|| {
                        view! {
                            <Callout tone=Tone::Warning title=w::DEVICES_ADMIN_WARNING>
                                <p>{say(w::DEVICES_ADMIN_MEANS)}</p>
                            </Callout>
                        }
                    })}
                {move || refusal.get().map(|why| view! { <div role="alert"><Callout tone=Tone::Danger title=why /></div> })}
                <div class="request_card__answer" data-settling=move || settling.get().then_some("")>
                    <Button
                        label=w::DEVICES_REJECT
                        busy=is_at(Choice::Reject)
                        disabled=is_other(Choice::Reject)
                        on_press=move || answer(Choice::Reject)
                    />
                    <Button
                        label=w::DEVICES_APPROVE
                        variant=if is_admin { Variant::Plain } else { Variant::Primary }
                        busy=is_at(Choice::Approve)
                        disabled=is_other(Choice::Approve)
                        on_press=approve
                    />
                </div>
            </article>
            {is_admin
                .then(|| {
                    view! {
                        <Confirm
                            open=asking
                            title=question
                            text=means
                            verb=w::DEVICES_APPROVE_ADMIN_VERB
                            on_confirm=move || answer(Choice::Approve)
                        />
                    }
                })}
        </li>
    }
}

fn asked_for(asks: Asks) -> impl IntoView {
    let Asks { roles, scopes, .. } = asks;
    let is_operator = roles.iter().any(|role| role == "operator");
    let may = match (scopes.is_empty(), is_operator) {
        // A node is not given permissions of an operator.
        (true, false) => None,
        (true, true) => Some(view! { <p>{say(w::DEVICES_ASKS_NO_SCOPES)}</p> }.into_any()),
        (false, _) => {
            let lines = move |scope: String| {
                let title = scope.clone();
                view! { <li title=title>{move || scope_in_words(&scope)}</li> }
            };
            Some(
                view! {
                    <p>{say(w::DEVICES_ASKS_MAY)}</p>
                    <ul class="request_card__scopes">{scopes.into_iter().map(lines).collect_view()}</ul>
                }
                .into_any(),
            )
        }
    };
    let role =
        |role: String| view! { <p class="request_card__role">{move || role_explained(&role)}</p> };
    view! {
        <div class="request_card__asks">
            {roles.into_iter().map(role).collect_view()} {may}
        </div>
    }
}

/// Where it comes from, what it is, and when it asked.
fn facts(request: StoredValue<DeviceRequest>) -> impl IntoView {
    let fact = |word: Word, value: String, title: Option<String>| {
        view! {
            <div>
                <dt>{say(word)}</dt>
                <dd title=title dir="auto">
                    {value}
                </dd>
            </div>
        }
    };
    let request = request.get_value();
    let client = request.client_id.filter(|client| !client.trim().is_empty());
    let platform: Vec<_> = [request.platform, request.device_family]
        .into_iter()
        .flatten()
        .filter(|text| !text.trim().is_empty())
        .collect();
    let asked = request.ts.map(|at| at as f64);
    view! {
        <dl class="request_card__facts">
            {move || {
                let address = request.remote_ip.clone().unwrap_or_else(|| t(w::DEVICES_NO_ADDRESS));
                fact(w::DEVICES_ADDRESS, address, None)
            }}
            {client
                .map(|client| {
                    move || fact(w::DEVICES_CLIENT, name::of_client(&client), Some(client.clone()))
                })}
            {(!platform.is_empty()).then(|| fact(w::DEVICES_PLATFORM, platform.join(", "), None))}
            {fact(w::DEVICES_ID, name::short_id(&request.device_id), Some(request.device_id.0))}
            {asked.map(|at| fact(w::DEVICES_ASKED, moment::ago(at), Some(moment::date_and_time(at))))}
        </dl>
    }
}
