//! The gateways this browser knows: what each is called and looks like, which one is on, going to another, forgetting.

use icondata::{LuPencil, LuPlus};
use leptos::prelude::*;

use super::dress::Dress;
use super::forget;
use crate::store::Stores;
use crate::store::gateways::SavedGateway;
use crate::store::gateways::look::Hue;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, IconButton, Variant};
use crate::ui::callout::Tone;
use crate::ui::confirm::Confirm;
use crate::ui::input::switch::Switch;
use crate::ui::sheet::Empty;
use crate::ui::tile::Tile;
use crate::words::{say, t, tr, w};

#[component]
pub fn SavedGateways(stores: Stores) -> impl IntoView {
    let list = stores.gateways.list();
    let asked = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let add = move || stores.gateways.add_from(stores.connection.url().get_untracked());
    let named = move || asked.with(|url| url.clone().unwrap_or_default());
    view! {
        <Show when=move || !list.with(Vec::is_empty) fallback=|| view! { <Empty text=w::SETTINGS_GATEWAYS_NONE/> }>
            <ul class="settings__gateways">
                <For each=move || list.get() key=looks let:saved>
                    <Saved stores saved on_forget=move |url| {
                        asked.set(Some(url));
                        asking.set(true);
                    }/>
                </For>
            </ul>
        </Show>
        <div class="settings__deeds">
            <Button label=w::GATEWAYS_ADD icon=LuPlus small=true on_press=add/>
        </div>
        <div class="settings__switches">
            <Switch
                label=w::GATEWAYS_WATCH
                on=stores.prefs.watch_gateways()
                on_turn=move |on| stores.prefs.set_watch_gateways(on)
            />
            <p class="settings__note">{say(w::GATEWAYS_WATCH_NOTE)}</p>
        </div>
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

/// A gateway is drawn anew when it looks otherwise.
fn looks(saved: &SavedGateway) -> [Option<String>; 4] {
    let SavedGateway { url, name, colour, mark, .. } = saved.clone();
    [Some(url), name, colour, mark]
}

#[component]
fn Saved(
    stores: Stores,
    saved: SavedGateway,
    #[prop(into)] on_forget: Callback<String>,
) -> impl IntoView {
    let (title, mark, hue) = (saved.title(), saved.sign(), saved.hue().map(Hue::as_str));
    let url = StoredValue::new(saved.url.clone());
    let saved = StoredValue::new(saved);
    let editing = RwSignal::new(false);
    let is_on = Memo::new(move |_| {
        let now = stores.connection.url().get();
        stores.connection.entered().get() && url.with_value(|url| now.as_ref() == Some(url))
    });
    let heading = title.clone();
    let go = move || url.with_value(|url| stores.go_to(url));
    view! {
        <li class="settings__gateway" aria-label=title>
            <Tile mark hue/>
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
                    on_press=move || editing.update(|it| *it = !*it)/>
                <Button label=w::SETTINGS_FORGET variant=Variant::Quiet small=true
                    on_press=move || on_forget.run(url.get_value())/>
            </div>
            <Show when=move || editing.get()>
                <Dress stores saved=saved.get_value() on_done=move |()| editing.set(false)/>
            </Show>
        </li>
    }
}
