//! The page: who waits, and who may. What stays while lists are read anew is each device's own row.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::asks::Asks;
use super::device_row::DeviceRow;
use super::list;
use super::request_card::RequestCard;
use super::state::DevicesState;
use super::token_dialog::TokenDialog;
use crate::platform::part::part;
use crate::protocol::devices::{Device, DevicePairs, DeviceRequest};
use crate::protocol::id::DeviceId;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::input::text::TextInput;
use crate::ui::later::Draw;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section, Sheet};
use crate::ui::toast::Toasts;
use crate::words::{say, tn, tr, w};

/// So many rows are drawn at a time; a search narrows the rest down.
const STEP: usize = 100;
/// Fewer are found without a search.
const FEW: usize = 8;

part! {
    pub fn devices_page in fleet = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <DevicesPage/> }.into_any()
}

/// What this connection gets to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    Everything,
    /// Without admin, late gateways tell only of the device that asks.
    PerhapsOwn,
    Forbidden,
    NotOffered,
}

#[component]
fn DevicesPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = DevicesState::new(stores, expect_context::<Toasts>());
    let connected = stores.connection.is_connected();
    // Requests may have run out since the list was read.
    stores.devices.refetch();
    let sight = Memo::new(move |before: Option<&Sight>| {
        // While the connection is away nothing is known of it, and the page stays as it is.
        if !connected.get() {
            return before.copied().unwrap_or(Sight::Everything);
        }
        if !stores.connection.allows(Scope::Pairing) {
            Sight::Forbidden
        } else if !stores.devices.is_offered() {
            Sight::NotOffered
        } else if stores.connection.allows(Scope::Admin) {
            Sight::Everything
        } else {
            Sight::PerhapsOwn
        }
    });
    view! {
        <Sheet label=w::PAGE_DEVICES>
            {move || match sight.get() {
                Sight::Forbidden => {
                    let lacks = || tr(w::DEVICES_NO_SCOPE, &[("scope", Scope::Pairing.as_str())]);
                    view! {
                        <Callout title=lacks>
                            <p>{say(w::DEVICES_NO_SCOPE_WHY)}</p>
                        </Callout>
                    }
                        .into_any()
                }
                Sight::NotOffered => view! { <Callout title=w::DEVICES_NOT_OFFERED /> }.into_any(),
                Sight::PerhapsOwn => {
                    let own = || tr(w::DEVICES_OWN_ONLY, &[("scope", Scope::Admin.as_str())]);
                    view! {
                        <Callout tone=Tone::Info title=own />
                        <Lists stores state />
                    }
                        .into_any()
                }
                Sight::Everything => view! { <Lists stores state /> }.into_any(),
            }}
        </Sheet>
        <Confirm
            open=state.asking
            title=move || state.question().title
            text=move || state.question().text
            verb=move || state.question().verb
            on_confirm=move || state.confirmed()
        />
        <TokenDialog state />
    }
}

#[component]
fn Lists(stores: Stores, state: DevicesState) -> impl IntoView {
    let pairs = stores.devices.pairs();
    // What is drawn around the rows changes only with the kind of answer.
    let kind = Memo::new(move |_| {
        pairs.with(|pairs| match pairs {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Ready(_) => Remote::Ready(()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    let draw = move |(): &()| {
        view! {
            <Waiting pairs state />
            <Paired stores pairs state />
        }
        .into_any()
    };
    remote_view(kind.into(), move || stores.devices.refetch(), draw)
}

/// Who asks, the longest waiting first: one that arrives moves none of the others.
#[component]
fn Waiting(pairs: Signal<Remote<DevicePairs>>, state: DevicesState) -> impl IntoView {
    let requests = Memo::new(move |_| {
        let mut requests: Vec<DeviceRequest> = of(pairs, |pairs| pairs.pending.clone());
        requests
            .sort_by(|one, other| (one.ts, &one.request_id).cmp(&(other.ts, &other.request_id)));
        requests
    });
    let is_empty = Memo::new(move |_| requests.with(Vec::is_empty));
    // What asks for something else is another request, even under the same id.
    let key = |request: &DeviceRequest| (request.request_id.clone(), Asks::of(request).key());
    view! {
        <Section title=w::DEVICES_WAITING note=w::DEVICES_NOTE>
            {move || is_empty.get().then(|| view! { <Empty text=w::DEVICES_WAITING_NONE /> })}
            <ul class="devices" data-list="waiting" hidden=move || is_empty.get()>
                <For each=move || requests.get() key=key let:request>
                    <RequestCard request=request requests=requests state />
                </For>
            </ul>
        </Section>
    }
}

#[component]
fn Paired(
    stores: Stores,
    pairs: Signal<Remote<DevicePairs>>,
    state: DevicesState,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let limit = RwSignal::new(STEP);
    let own = stores.devices.own_id();
    let all = Memo::new(move |_| -> BTreeMap<DeviceId, Device> {
        of(pairs, |pairs| {
            pairs.paired.iter().map(|it| (it.device_id.clone(), it.clone())).collect()
        })
    });
    let sorted_for = own.clone();
    let found = Memo::new(move |_| {
        let search = search.get().to_lowercase();
        all.with(|all| {
            let mut found: Vec<&Device> =
                all.values().filter(|device| list::matches(device, &search)).collect();
            list::sort(&mut found, sorted_for.as_ref());
            found.into_iter().map(|device| device.device_id.clone()).collect::<Vec<_>>()
        })
    });
    let rest = move || found.with(Vec::len).saturating_sub(limit.get());
    let shown =
        move || found.with(|found| found.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let nothing = move || {
        let sentence = if all.with(BTreeMap::is_empty) {
            w::DEVICES_PAIRED_NONE
        } else if found.with(Vec::is_empty) {
            w::DEVICES_FIND_NONE
        } else {
            return None;
        };
        Some(view! { <Empty text=sentence /> })
    };
    let has_many = Memo::new(move |_| all.with(BTreeMap::len) > FEW);
    let can_remove = stores.devices.can_remove();
    view! {
        <Section title=w::DEVICES_PAIRED note=w::DEVICES_PAIRED_NOTE>
            {move || {
                has_many
                    .get()
                    .then(|| view! { <TextInput label=w::DEVICES_FIND value=search /> })
            }}
            {nothing}
            <ul class="devices" data-list="paired" hidden=move || found.with(Vec::is_empty)>
                <For each=shown key=DeviceId::clone let:id>
                    <DeviceRow is_own=own.as_ref() == Some(&id) id=id devices=all can_remove state />
                </For>
            </ul>
            {move || {
                let rest = rest();
                (rest > 0)
                    .then(|| {
                        view! {
                            <p>
                                <Button
                                    label=move || tn(w::DEVICES_MORE, rest.min(STEP))
                                    on_press=move || limit.update(|limit| *limit += STEP)
                                />
                            </p>
                        }
                    })
            }}
        </Section>
    }
}

fn of<T: Default>(pairs: Signal<Remote<DevicePairs>>, read: impl FnOnce(&DevicePairs) -> T) -> T {
    pairs.with(|pairs| pairs.ready().map(read).unwrap_or_default())
}
