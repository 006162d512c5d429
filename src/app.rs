//! Joins the pages: the gateway and the stores are made here, and the shell around every page.
//! Nothing of the domain is drawn here.

use leptos::{ev, prelude::*};

use crate::platform::watch::watch;
use crate::{
    app::{gate::Gate, language::keep_language, toasts::provide_toasts},
    platform::{document, work},
    store::Stores,
};

pub mod about;
pub mod announce;
pub mod arrive;
pub mod connection;
pub mod countdown;
pub mod drawer;
pub mod gate;
pub mod key_sheet;
pub mod keys;
pub mod language;
pub mod leisure;
pub mod nav;
pub mod options;
pub mod page;
pub mod palette;
pub mod router;
pub mod seen;
pub mod shell;
pub mod switcher;
pub mod tell;
pub mod toasts;
pub mod update;

/// Mounts the console into the page's body.
pub fn start() {
    mount_to_body(|| view! { <App stores=Stores::new() /> });
}

/// The whole console.
#[component]
pub fn App(stores: Stores) -> impl IntoView {
    provide_context(stores);
    provide_toasts();
    keep_theme(stores);
    keep_language(stores.prefs);
    let pending = RwSignal::new(arrive::arrive(stores));
    // A link pasted over an open page changes the hash and loads nothing.
    let again = window_event_listener(ev::hashchange, move |_| {
        if let Some(asked) = arrive::arrive_again(stores) {
            pending.set(Some(asked));
        }
    });
    on_cleanup(move || again.remove());
    // The browser looks up what it keeps about the gateway while the pages are drawn.
    let asked = RwSignal::new(false);
    work::begin(async move {
        let _gone = asked.try_set(true);
    });
    move || asked.get().then(|| view! { <Gate pending=pending /> })
}

fn keep_theme(stores: Stores) {
    let theme = stores.prefs.theme();
    watch(move || document::show_theme(theme.get().attribute()));
    let density = stores.prefs.density();
    watch(move || document::set_root_attribute("data-density", density.get().attribute()));
}
