//! The frame around every page: the rail, the slim bar, the page. It stays while the connection
//! comes and goes.

use leptos::prelude::*;

use crate::{
    app::{
        about::About,
        connection::{ConnectionStatus, LostConnection},
        drawer::Drawer,
        nav::{BottomBar, Rail},
        options::OptionsMenu,
        router::{CurrentPage, current_page},
    },
    platform::document,
    store::Stores,
    ui::page_bar::BarPlace,
    words::{t, w},
};

#[component]
pub fn Shell(
    /// The connect page lies over it: nothing here can be reached.
    #[prop(into)]
    covered: Signal<bool>,
) -> impl IntoView {
    let folded = expect_context::<Stores>().prefs.rail_folded();
    let page = current_page();
    let (drawer, about) = (RwSignal::new(false), RwSignal::new(false));
    let place = BarPlace(NodeRef::new());
    provide_context(place);
    let title = move || page.get().map_or_else(|| t(w::APP_NOT_FOUND), |page| t(page.word()));
    Effect::new(move || {
        if covered.get() {
            drawer.set(false);
            about.set(false);
        } else {
            document::set_title(&format!("{} · {}", title(), t(w::APP_NAME)));
        }
    });
    view! {
        <div
            class="shell"
            data-rail=move || if folded.get() { "folded" } else { "open" }
            inert=move || covered.get()
        >
            <a class="shell__skip" href="#content">
                {move || t(w::APP_SKIP)}
            </a>
            <Rail page=page />
            <div class="shell__column">
                <header class="shell__bar">
                    <h1 class="shell__title">{title}</h1>
                    <div class="shell__place" node_ref=place.0></div>
                    <ConnectionStatus />
                    <div class="shell__options">
                        <OptionsMenu about=about />
                    </div>
                </header>
                <LostConnection />
                <main class="shell__page" id="content" tabindex="-1">
                    <CurrentPage page=page />
                </main>
            </div>
            <BottomBar page=page drawer=drawer />
            <Drawer open=drawer about=about page=page />
            <About open=about />
        </div>
    }
}
