//! Keys: whether single letters are keys, and where all of them are told.

use icondata::LuKeyboard;
use leptos::prelude::*;

use crate::store::prefs::Prefs;
use crate::ui::button::Button;
use crate::ui::input::switch::Switch;
use crate::ui::key_sheet::KeySheetOpen;
use crate::words::{say, w};

#[component]
pub fn Shortcuts(prefs: Prefs) -> impl IntoView {
    let sheet = use_context::<KeySheetOpen>();
    view! {
        <div class="settings__switches">
            <Switch label=w::SETTINGS_LETTERS on=prefs.letters() on_turn=move |on| prefs.set_letters(on)/>
            <p class="settings__note">{say(w::SETTINGS_LETTERS_NOTE)}</p>
        </div>
        {sheet.map(|KeySheetOpen(open)| view! {
            <div class="settings__deeds">
                <Button label=w::KEYS_TITLE icon=LuKeyboard on_press=move || open.set(true)/>
            </div>
        })}
    }
}
