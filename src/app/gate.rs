//! Who sees what: the connect page before there is a gateway, the shell afterwards. Once inside the
//! shell stays, and with it everything typed: when the gateway wants something from the operator,
//! the connect page lies over it until that is done.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::platform::watch::watch_change;
use crate::{
    app::{shell::Shell, toasts::AppToasts, update::UpdateOffer},
    features::connect::view::{Pending, connect_page},
    gateway::phase::Phase,
    platform::{document, timer},
    store::Stores,
    ui::{icon::Mark, later::later},
    words::{say, t, w},
};

/// After so long one wants to know, and to do something.
const PATIENCE_MS: u32 = 1500;

#[component]
pub fn Gate(pending: RwSignal<Option<Pending>>) -> impl IntoView {
    let connection = expect_context::<Stores>().connection;
    let phase = connection.phase();
    let patience_is_over = RwSignal::new(false);
    timer::after(PATIENCE_MS, move || patience_is_over.set(true));
    let entered = connection.entered();
    let asked = Memo::new(move |_| {
        let wanted = phase
            .with(|phase| matches!(phase, Phase::Refused(_) | Phase::WaitingForApproval { .. }));
        !entered.get() || wanted || pending.with(Option::is_some)
    });
    // A browser that is let in at once sees no form. One that has seen it keeps it until then.
    let form = Memo::new(move |before: Option<&bool>| {
        let waits = || {
            phase.with(|phase| *phase == Phase::Connecting)
                && !patience_is_over.get()
                && pending.with(Option::is_none)
        };
        asked.get() && (before == Some(&true) || !waits())
    });
    watch_change(move |before: Option<bool>| {
        let asked = asked.get();
        if asked {
            document::set_title(&format!("{} · {}", t(w::CONNECT_CONNECT), t(w::APP_NAME)));
        }
        if before == Some(!asked) {
            let place = if asked { "#connect" } else { "#content" };
            // What comes is drawn first, and what goes gives the keyboard up.
            request_animation_frame(move || {
                if document::rescue_focus(place) {
                    log::debug!("the keyboard is at {place}");
                }
            });
        }
        asked
    });
    // The router wants the base without its last slash.
    let base = document::base().trim_end_matches('/').to_owned();
    view! {
        <Router base=base>
            <Show when=move || entered.get()>
                <Shell covered=asked />
            </Show>
            {move || {
                if form.get() {
                    Some(later(connect_page, pending))
                } else if asked.get() {
                    Some(view! { <Arriving /> }.into_any())
                } else {
                    None
                }
            }}
            <AppToasts />
            <UpdateOffer />
        </Router>
    }
}

/// The moments before a gateway that is known lets us in.
#[component]
fn Arriving() -> impl IntoView {
    view! {
        <main class="gate" id="connect" tabindex="-1" aria-busy="true">
            <Mark />
            <p class="gate__word">{say(w::STATUS_CONNECTING)}</p>
        </main>
    }
}
