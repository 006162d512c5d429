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
    platform::document,
    store::Stores,
    ui::later::later,
    words::{t, w},
};

#[component]
pub fn Gate(pending: RwSignal<Option<Pending>>) -> impl IntoView {
    let connection = expect_context::<Stores>().connection;
    let phase = connection.phase();
    let entered = connection.entered();
    let adding = expect_context::<Stores>().gateways.adding();
    let asked = Memo::new(move |_| {
        let wanted = phase
            .with(|phase| matches!(phase, Phase::Refused(_) | Phase::WaitingForApproval { .. }));
        !entered.get() || wanted || pending.with(Option::is_some) || adding.with(Option::is_some)
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
            {move || asked.get().then(|| later(connect_page, pending))}
            <AppToasts />
            <UpdateOffer />
        </Router>
    }
}
