//! What this is, which version, and to which gateway it talks.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;
use crate::{
    store::Stores,
    ui::{dialog::Dialog, icon::Mark},
    words::{say, t, w},
};

part! {
    pub fn about in extras = draw as Draw<RwSignal<bool>>
}

fn draw(open: RwSignal<bool>) -> AnyView {
    view! { <About open=open /> }.into_any()
}

#[component]
fn About(open: RwSignal<bool>) -> impl IntoView {
    let connection = expect_context::<Stores>().connection;
    let url = move || connection.url().get().unwrap_or_default();
    let version = move || connection.version().get().unwrap_or_else(|| t(w::APP_ABOUT_UNKNOWN));
    view! {
        <Dialog open=open title=w::APP_ABOUT>
            <div class="about">
                <Mark />
                <p>{say(w::APP_ABOUT_TEXT)}</p>
                <dl class="about__facts">
                    <dt>{say(w::APP_ABOUT_VERSION)}</dt>
                    <dd>{env!("CARGO_PKG_VERSION")}</dd>
                    <dt>{say(w::APP_ABOUT_GATEWAY)}</dt>
                    <dd>{url}</dd>
                    <dt>{say(w::APP_ABOUT_GATEWAY_VERSION)}</dt>
                    <dd>{version}</dd>
                </dl>
            </div>
        </Dialog>
    }
}
