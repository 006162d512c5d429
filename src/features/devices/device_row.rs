//! A paired device: what it is, what it may, when it was here, and its tokens. The row stays while
//! its device changes, so that the keyboard stays where it is.

use std::collections::BTreeMap;

use icondata::LuKeyRound;
use leptos::{prelude::*, text_prop::TextProp};

use super::asks::{role_in_words, roles, scopes_in_a_line};
use super::list::seen_at;
use super::state::{Deed, DevicesState};
use crate::platform::moment;
use crate::protocol::devices::{Device, DeviceToken};
use crate::protocol::id::DeviceId;
use crate::store::devices::name;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::dot_list::DotList;
use crate::ui::icon::Icon;
use crate::ui::unique_id;
use crate::words::{Word, say, tr, w};

#[component]
pub fn DeviceRow(
    id: DeviceId,
    is_own: bool,
    devices: Memo<BTreeMap<DeviceId, Device>>,
    /// Whether the gateway can forget devices.
    can_remove: bool,
    state: DevicesState,
) -> impl IntoView {
    let title_id = unique_id("device");
    let labelled_by = title_id.clone();
    let id = StoredValue::new(id);
    let device = Memo::new(move |_| devices.with(|all| id.with_value(|id| all.get(id).cloned())));
    let title = move || of(device, name::of_device);
    let connected = Memo::new(move |_| of(device, |device| device.connected == Some(true)));
    let token_roles = Memo::new(move |_| {
        of(device, |device| {
            device.tokens.iter().map(|token| token.role.clone()).collect::<Vec<_>>()
        })
    });
    let may = Memo::new(move |_| of(device, |device| device.scopes.clone()));
    let refusal = move || {
        let why = id.with_value(|id| state.refusal(id))?;
        Some(view! { <div role="alert"><Callout tone=Tone::Danger title=why /></div> })
    };
    view! {
        <li class="device_row">
            <article class="device_row__body" aria-labelledby=labelled_by>
                <header class="device_row__head">
                    <div class="device_row__who">
                        <h3 class="device_row__name" id=title_id dir="auto">
                            {title}
                        </h3>
                        {is_own.then(|| view! { <Badge text=w::DEVICES_THIS tone=Tone::Info /> })}
                        {move || {
                            connected
                                .get()
                                .then(|| view! { <Badge text=w::DEVICES_CONNECTED tone=Tone::Success /> })
                        }}
                    </div>
                    {can_remove
                        .then(|| {
                            view! {
                                <span class="device_row__remove">
                                    <DeedButton label=w::DEVICES_REMOVE deed=Deed::Remove device state />
                                </span>
                            }
                        })}
                </header>
                {move || device.with(|device| device.as_ref().map(facts))}
                {move || {
                    let scopes = may.get();
                    (!scopes.is_empty())
                        .then(|| {
                            let words = tr(w::DEVICES_MAY, &[("what", &scopes_in_a_line(&scopes))]);
                            view! { <p class="device_row__may" title=scopes.join(" ")>{words}</p> }
                        })
                }}
                <div class="device_row__tokens">
                    <For each=move || token_roles.get() key=String::clone let:role>
                        <TokenLine role=role device state />
                    </For>
                    {move || {
                        token_roles
                            .with(Vec::is_empty)
                            .then(|| view! { <p class="device_row__none">{say(w::DEVICES_TOKENS_NONE)}</p> })
                    }}
                </div>
                {refusal}
            </article>
        </li>
    }
}

/// What it is, where it was seen, and since when it may come in.
fn facts(device: &Device) -> AnyView {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let roles = roles(&device.roles, device.role.as_ref());
    let roles = roles.iter().map(|role| role_in_words(role)).collect::<Vec<_>>().join(", ");
    let when = |word: Word, at: Option<u64>| {
        let at = at? as f64;
        Some((tr(word, &[("when", &moment::ago(at))]), Some(moment::date_and_time(at))))
    };
    // A device that has no name of its own is called by its program and its system already.
    let own_name = name::is_own(device);
    let facts = [
        Some((roles, None)),
        said(&device.client_id)
            .filter(|_| own_name)
            .map(|client| (name::of_client(&client), Some(client))),
        said(&device.platform)
            .filter(|platform| own_name && platform != "web")
            .map(|platform| (platform, said(&device.device_family))),
        said(&device.remote_ip).map(|address| (address, None)),
        when(w::DEVICES_SEEN, seen_at(device)),
        when(w::DEVICES_PAIRED_WHEN, device.approved_at_ms.or(device.created_at_ms)),
        Some((name::short_id(&device.device_id), Some(device.device_id.0.clone()))),
    ];
    let fact =
        |(text, title): (String, Option<String>)| view! { <li title=title dir="auto">{text}</li> };
    view! { <DotList>{facts.into_iter().flatten().map(fact).collect_view()}</DotList> }.into_any()
}

#[component]
fn TokenLine(role: String, device: Memo<Option<Device>>, state: DevicesState) -> impl IntoView {
    let role = StoredValue::new(role);
    let token = Memo::new(move |_| {
        of(device, |device| {
            device.tokens.iter().find(|token| role.with_value(|role| token.role == *role)).cloned()
        })
    });
    let called =
        move || role.with_value(|role| tr(w::DEVICES_TOKEN, &[("role", &role_in_words(role))]));
    let revoked = Memo::new(move |_| token.get().and_then(|token| token.revoked_at_ms));
    view! {
        <div class="device_row__token" role="group" aria-label=called>
            <Icon glyph=LuKeyRound />
            <span class="device_row__words">
                <span class="device_row__role">{called}</span>
                {move || token.with(|token| token.as_ref().map(history))}
                {move || {
                    revoked
                        .get()
                        .map(|at| {
                            let ago = tr(w::DEVICES_REVOKED, &[("when", &moment::ago(at as f64))]);
                            view! { <Badge text=ago tone=Tone::Danger /> }
                        })
                }}
            </span>
            <span class="device_row__deeds">
                <DeedButton
                    label=w::DEVICES_ROTATE
                    deed=Deed::Rotate { role: role.get_value() }
                    device
                    state
                />
                {move || {
                    revoked
                        .get()
                        .is_none()
                        .then(|| {
                            let deed = Deed::Revoke { role: role.get_value() };
                            view! { <DeedButton label=w::DEVICES_REVOKE deed device state /> }
                        })
                }}
            </span>
        </div>
    }
}

/// When a token was made, replaced and used.
fn history(token: &DeviceToken) -> AnyView {
    let line = [
        (w::DEVICES_CREATED, token.created_at_ms),
        (w::DEVICES_ROTATED, token.rotated_at_ms),
        (w::DEVICES_USED, token.last_used_at_ms),
    ];
    let line: Vec<_> = line
        .into_iter()
        .filter_map(|(word, at)| {
            let at = at? as f64;
            let ago = tr(word, &[("when", &moment::ago(at))]);
            Some(view! { <li title=moment::date_and_time(at)>{ago}</li> })
        })
        .collect();
    view! { <DotList>{line}</DotList> }.into_any()
}

/// Begins a deed with its question.
#[component]
fn DeedButton(
    #[prop(into)] label: TextProp,
    deed: Deed,
    device: Memo<Option<Device>>,
    state: DevicesState,
) -> impl IntoView {
    let deed = StoredValue::new(deed);
    let busy = Signal::derive(move || {
        of(device, |device| deed.with_value(|deed| state.is_under_way(&device.device_id, deed)))
    });
    let ask = move || {
        if let Some(device) = device.get_untracked() {
            let name = untrack(|| name::of_device(&device));
            state.ask(deed.get_value(), device.device_id, name);
        }
    };
    view! { <Button label variant=Variant::Quiet small=true busy on_press=ask /> }
}

fn of<T: Default>(device: Memo<Option<Device>>, read: impl FnOnce(&Device) -> T) -> T {
    device.with(|device| device.as_ref().map(read).unwrap_or_default())
}
