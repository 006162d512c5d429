//! How a saved gateway is told from the others: its name, its mark, its color.

use icondata::LuCheck;
use leptos::prelude::*;

use crate::store::Stores;
use crate::store::gateways::SavedGateway;
use crate::store::gateways::look::Hue;
use crate::ui::button::{Button, Variant};
use crate::ui::input::text::TextInput;
use crate::ui::tile::Tile;
use crate::ui::unique_id;
use crate::words::{Word, say, w};

fn hue_word(hue: Option<Hue>) -> Word {
    match hue {
        None => w::GATEWAYS_HUE_NONE,
        Some(Hue::Sea) => w::GATEWAYS_HUE_SEA,
        Some(Hue::Orange) => w::GATEWAYS_HUE_ORANGE,
        Some(Hue::Blue) => w::GATEWAYS_HUE_BLUE,
        Some(Hue::Pink) => w::GATEWAYS_HUE_PINK,
        Some(Hue::Olive) => w::GATEWAYS_HUE_OLIVE,
        Some(Hue::Violet) => w::GATEWAYS_HUE_VIOLET,
        Some(Hue::Gray) => w::GATEWAYS_HUE_GRAY,
        Some(Hue::Green) => w::GATEWAYS_HUE_GREEN,
    }
}

#[component]
pub fn Dress(
    stores: Stores,
    saved: SavedGateway,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(saved.name.clone().unwrap_or_default());
    let mark = RwSignal::new(saved.mark.clone().unwrap_or_default());
    let hue = RwSignal::new(saved.hue());
    let (group, sign) = (unique_id("hue"), saved.sign());
    let hues = std::iter::once(None).chain(Hue::ALL.map(Some));
    let swatch = move |choice: Option<Hue>| {
        view! {
            <label class="settings__hue">
                <input
                    type="radio"
                    name=group.clone()
                    checked=hue.get_untracked() == choice
                    on:change=move |_| hue.set(choice)
                />
                <Tile mark=sign.clone() hue=choice.map(Hue::as_str)/>
                <span>{say(hue_word(choice))}</span>
            </label>
        }
    };
    let keep = move || {
        let (name, mark) = (name.get_untracked(), mark.get_untracked());
        stores.gateways.dress(&saved.url, &name, &mark, hue.get_untracked());
        on_done.run(());
    };
    view! {
        <form
            class="settings__dress"
            on:submit=move |event| {
                event.prevent_default();
                keep();
            }
        >
            <TextInput label=w::SETTINGS_GATEWAY_NAME value=name hint=w::SETTINGS_GATEWAY_NAME_NOTE/>
            <TextInput label=w::GATEWAYS_MARK value=mark hint=w::GATEWAYS_MARK_NOTE/>
            <fieldset class="settings__hues">
                <legend>{say(w::GATEWAYS_HUE)}</legend>
                {hues.map(swatch).collect_view()}
            </fieldset>
            <div class="settings__deeds">
                <Button label=w::SETTINGS_GATEWAY_KEEP icon=LuCheck variant=Variant::Primary small=true submit=true/>
            </div>
        </form>
    }
}
