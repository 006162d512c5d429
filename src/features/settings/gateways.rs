//! The gateways this browser knows: what each is called, which one is on, going to another, forgetting.

use icondata::{LuCheck, LuPencil};
use leptos::prelude::*;

use super::forget;
use crate::store::Stores;
use crate::store::gateways::SavedGateway;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, IconButton, Variant};
use crate::ui::callout::Tone;
use crate::ui::confirm::Confirm;
use crate::ui::input::text::TextInput;
use crate::ui::sheet::Empty;
use crate::words::{say, t, tr, w};

#[component]
pub fn SavedGateways(stores: Stores) -> impl IntoView {
    let list = stores.gateways.list();
    let asked = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let named = move || asked.with(|url| url.clone().unwrap_or_default());
    view! {
        <Show when=move || !list.with(Vec::is_empty) fallback=|| view! { <Empty text=w::SETTINGS_GATEWAYS_NONE/> }>
            <ul class="settings__gateways">
                <For each=move || list.get() key=|saved| (saved.url.clone(), saved.name.clone()) let:saved>
                    <Saved stores saved on_forget=move |url| {
                        asked.set(Some(url));
                        asking.set(true);
                    }/>
                </For>
            </ul>
        </Show>
        <Confirm
            open=asking
            title=w::SETTINGS_FORGET_GATEWAY
            text=move || tr(w::SETTINGS_FORGET_GATEWAY_WHAT, &[("url", &named())])
            verb=w::SETTINGS_FORGET
            on_confirm=move |()| {
                if let Some(url) = asked.get_untracked() {
                    forget::gateway(stores, &url);
                }
            }
        />
    }
}

#[component]
fn Saved(
    stores: Stores,
    saved: SavedGateway,
    #[prop(into)] on_forget: Callback<String>,
) -> impl IntoView {
    let SavedGateway { url, name, .. } = saved;
    let (renaming, typed) = (RwSignal::new(false), RwSignal::new(name.clone().unwrap_or_default()));
    let url = StoredValue::new(url);
    let is_on = Memo::new(move |_| {
        let now = stores.connection.url().get();
        stores.connection.entered().get() && url.with_value(|url| now.as_ref() == Some(url))
    });
    let title = name.unwrap_or_else(|| url.get_value());
    let heading = title.clone();
    let keep = move || {
        let name = typed.get_untracked();
        stores.gateways.rename(&url.get_value(), name.trim());
        renaming.set(false);
    };
    let go = move || url.with_value(|url| stores.go_to(url));
    view! {
        <li class="settings__gateway" aria-label=title>
            <div class="settings__gateway_names">
                <strong>{heading}</strong>
                <code dir="ltr">{move || url.get_value()}</code>
            </div>
            <div class="settings__deeds">
                {move || is_on.get().then(|| view! { <Badge text=w::SETTINGS_GATEWAY_ON tone=Some(Tone::Success)/> })}
                <Show when=move || !is_on.get()>
                    <Button label=w::SETTINGS_GATEWAY_GO small=true on_press=go/>
                </Show>
                <IconButton label=move || t(w::SETTINGS_GATEWAY_RENAME) glyph=LuPencil
                    on_press=move || renaming.update(|it| *it = !*it)/>
                <Button label=w::SETTINGS_FORGET variant=Variant::Quiet small=true
                    on_press=move || on_forget.run(url.get_value())/>
            </div>
            <Show when=move || renaming.get()>
                <form
                    class="settings__rename"
                    on:submit=move |event| {
                        event.prevent_default();
                        keep();
                    }
                >
                    <TextInput label=w::SETTINGS_GATEWAY_NAME value=typed/>
                    <Button label=w::SETTINGS_GATEWAY_KEEP icon=LuCheck variant=Variant::Primary small=true submit=true/>
                </form>
                <p class="settings__note">{say(w::SETTINGS_GATEWAY_NAME_NOTE)}</p>
            </Show>
        </li>
    }
}
