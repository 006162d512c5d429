//! Which page the address names. One segment is all there is to match, so there is no route tree.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::{BrowserUrl, LocationProvider},
};

use crate::{
    app::page::Page,
    features::{
        agents::view::agents_page, approvals::view::approvals_page, channels::view::channels_page,
        chat::view::ChatPage, config::view::config_page, cron::view::cron_page,
        debug::view::debug_page, devices::view::devices_page, logs::view::logs_page,
        nodes::view::nodes_page, overview::view::overview_page, sessions::view::sessions_page,
        settings::view::settings_page, skills::view::skills_page, usage::view::usage_page,
        voice::view::voice_page,
    },
    platform::{
        document,
        watch::{watch, watch_change},
    },
    store::Stores,
    ui::{
        button::{Button, Variant},
        later::later,
    },
    words::{say, w},
};

/// The page on screen. `None` is an address that names no page.
pub fn current_page() -> Memo<Option<Page>> {
    let path = use_location().pathname;
    let base = document::base();
    Memo::new(move |_| Page::at(&path.get(), &base))
}

/// Draws the page.
#[component]
pub fn CurrentPage(#[prop(into)] page: Signal<Option<Page>>) -> impl IntoView {
    // The router writes a new path into the browser's address once it hears that its page is drawn.
    let (path, browser) = (use_location().pathname, use_context::<BrowserUrl>());
    watch(move || {
        path.track();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    // What one gateway was asked for is not asked of another: neither what the page holds nor what its
    // address names goes along.
    let (gateway, navigate) = (expect_context::<Stores>().connection.url(), use_navigate());
    let turn = RwSignal::new(0_u32);
    watch_change(move |before: Option<Option<String>>| {
        let now = gateway.get();
        if before.flatten().is_some_and(|before| Some(&before) != now.as_ref()) {
            if let Some(page) = page.get_untracked() {
                let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                navigate(&format!("/{}", page.path()), options);
            }
            turn.update(|turn| *turn += 1);
        }
        now
    });
    move || {
        turn.track();
        drawn(page.get())
    }
}

fn drawn(page: Option<Page>) -> AnyView {
    match page {
        Some(Page::Chat) => view! { <ChatPage /> }.into_any(),
        Some(Page::Approvals) => later(approvals_page, ()),
        Some(Page::Sessions) => later(sessions_page, ()),
        Some(Page::Overview) => later(overview_page, ()),
        Some(Page::Channels) => later(channels_page, ()),
        Some(Page::Usage) => later(usage_page, ()),
        Some(Page::Logs) => later(logs_page, ()),
        Some(Page::Cron) => later(cron_page, ()),
        Some(Page::Agents) => later(agents_page, ()),
        Some(Page::Skills) => later(skills_page, ()),
        Some(Page::Voice) => later(voice_page, ()),
        Some(Page::Debug) => later(debug_page, ()),
        Some(Page::Settings) => later(settings_page, ()),
        Some(Page::Nodes) => later(nodes_page, ()),
        Some(Page::Devices) => later(devices_page, ()),
        Some(Page::Config) => later(config_page, ()),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn NotFound() -> impl IntoView {
    let navigate = use_navigate();
    view! {
        <section class="shell__empty">
            <h2>{say(w::APP_NOT_FOUND)}</h2>
            <p>{say(w::APP_NOT_FOUND_WHY)}</p>
            <Button
                label=w::APP_NOT_FOUND_GO
                variant=Variant::Primary
                on_press=move || navigate("/chat", NavigateOptions::default())
            />
        </section>
    }
}
