//! A new build is offered, never forced: it comes when the operator says so.

use icondata::LuSparkles;
use leptos::prelude::*;

use crate::{
    platform::{
        document,
        service_worker::{self, Notice},
    },
    ui::{
        button::{Button, Variant},
        icon::Icon,
    },
    words::{say, w},
};

#[component]
pub fn UpdateOffer() -> impl IntoView {
    let ready = RwSignal::new(false);
    let busy = RwSignal::new(false);
    service_worker::listen(move |notice| match notice {
        Notice::UpdateReady => ready.set(true),
        Notice::Adopted => document::reload(),
    });
    let adopt = move || {
        busy.set(true);
        if !service_worker::adopt() {
            document::reload();
        }
    };
    view! {
        <div class="update" role="status" hidden=move || !ready.get()>
            <Show when=move || ready.get()>
                <Icon glyph=LuSparkles />
                <p class="update__text">
                    <strong>{say(w::APP_UPDATE_READY)}</strong>
                    " "
                    {say(w::APP_UPDATE_WHY)}
                </p>
                <Button
                    label=w::APP_UPDATE_RELOAD
                    variant=Variant::Primary
                    small=true
                    busy=busy
                    on_press=adopt
                />
            </Show>
        </div>
    }
}
