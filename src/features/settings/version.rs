//! Which version of the console this is, which the gateway's, and a way out when what the browser
//! keeps of the console has gone wrong.

use icondata::LuRefreshCw;
use leptos::prelude::*;

use crate::platform::{document, service_worker, work};
use crate::store::Stores;
use crate::ui::button::Button;
use crate::words::{say, t, w};

#[component]
pub fn Version(stores: Stores) -> impl IntoView {
    let connection = stores.connection;
    let version = move || connection.version().get().unwrap_or_else(|| t(w::APP_ABOUT_UNKNOWN));
    let busy = RwSignal::new(false);
    let anew = move || {
        busy.set(true);
        work::begin(async move {
            service_worker::leave(&document::base()).await;
            document::reload();
        });
    };
    view! {
        <dl class="settings__stored">
            <div class="settings__row">
                <dt>{say(w::APP_NAME)}</dt>
                <dd>{env!("CARGO_PKG_VERSION")}</dd>
            </div>
            <div class="settings__row">
                <dt>{say(w::APP_ABOUT_GATEWAY)}</dt>
                <dd dir="ltr">{move || connection.url().get().unwrap_or_default()}</dd>
            </div>
            <div class="settings__row">
                <dt>{say(w::APP_ABOUT_GATEWAY_VERSION)}</dt>
                <dd>{version}</dd>
            </div>
        </dl>
        <div class="settings__deeds">
            <Button label=w::SETTINGS_ANEW icon=LuRefreshCw busy on_press=anew/>
        </div>
        <p class="settings__note">{say(w::SETTINGS_ANEW_NOTE)}</p>
    }
}
