//! What a session is set to: a button with its model, that opens the settings.

use icondata::LuSlidersHorizontal;
use leptos::prelude::*;

use super::settings_panel::{SettingsParts, settings_panel};
use crate::platform::work;
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::row::SessionRow;
use crate::store::Stores;
use crate::ui::icon::Icon;
use crate::ui::later::later;
use crate::words::{say, t, w};

#[component]
pub fn SessionSettings(stores: Stores, session: Signal<Option<SessionKey>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let row = Memo::new(move |_| session.get().and_then(|key| stores.sessions.row(&key)));
    let model = model_of(row);
    let panel = SettingsParts { stores, session, row, model, open };
    let show = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            work::begin(stores.models.load());
            work::begin(stores.sessions.load());
        }
    };
    // What is seen is part of the name, so that who speaks to the computer can say it.
    let name = move || {
        let (name, model) = (t(w::CHAT_SETTINGS), model.get());
        if model.is_empty() { name } else { format!("{name}: {model}") }
    };
    view! {
        <div class="chat__settings-anchor">
            <button
                class="chat__settings-button"
                type="button"
                aria-expanded=move || open.get().to_string()
                aria-label=name
                title=say(w::CHAT_SETTINGS)
                on:click=show
            >
                <Icon glyph=LuSlidersHorizontal/>
                <span class="chat__settings-model">{model}</span>
            </button>
            {move || open.get().then(|| later(settings_panel, panel))}
        </div>
    }
}

fn model_of(row: Memo<Option<SessionRow>>) -> Memo<String> {
    Memo::new(move |_| {
        row.with(|row| {
            row.as_ref().and_then(|row| {
                let model = row.model.as_ref()?;
                Some(
                    row.model_provider
                        .as_ref()
                        .map_or_else(|| model.clone(), |provider| format!("{provider}/{model}")),
                )
            })
        })
        .unwrap_or_default()
    })
}
