//! How one is told of what waits while one looks elsewhere.

use leptos::prelude::*;

use crate::platform::notify;
use crate::store::prefs::Prefs;
use crate::ui::input::notify_switch::NotifySwitch;
use crate::ui::input::switch::Switch;
use crate::words::w;

#[component]
pub fn Told(prefs: Prefs) -> impl IntoView {
    view! {
        <div class="settings__switches">
            <NotifySwitch
                label=w::APPROVALS_NOTIFY
                denied=w::APPROVALS_NOTIFY_DENIED
                on=prefs.notify()
                on_turn=move |on| prefs.set_notify(on)
            />
            <Switch
                label=w::APPROVALS_SOUND
                on=prefs.sound()
                on_turn=move |on| {
                    prefs.set_sound(on);
                    if on {
                        notify::chime();
                    }
                }
            />
        </div>
    }
}
