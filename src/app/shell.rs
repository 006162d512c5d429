//! The frame around every page: the rail, the slim bar, the page. It stays while the connection
//! comes and goes.

use icondata::{LuSearch, LuShieldAlert};
use leptos::prelude::*;

use crate::platform::watch::watch;
use crate::{
    app::{
        about, announce,
        connection::{ConnectionStatus, LostConnection},
        drawer::{self, DrawerParts},
        key_sheet::key_sheet,
        keys::Opened,
        leisure,
        nav::{BottomBar, Rail},
        options::OptionsMenu,
        page::Page,
        palette::{PaletteParts, palette},
        router::{CurrentPage, current_page},
        seen::seen,
        switcher::{self, Told},
    },
    features::approvals::dialog::asking,
    platform::document,
    store::Stores,
    ui::{
        button::IconButton,
        icon::Icon,
        key_sheet::KeySheetOpen,
        later::{later, quietly},
        page_bar::BarPlace,
    },
    words::{say, t, tn, w},
};

#[component]
pub fn Shell(
    /// The connect page lies over it: nothing here can be reached.
    #[prop(into)]
    covered: Signal<bool>,
) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let folded = stores.prefs.rail_folded();
    // What shows questions is fetched with the first one, and then stays.
    let has_asked = Memo::new(move |_| stores.approvals.arrivals().get() > 0);
    let page = current_page();
    let (drawer_open, about_open) = (RwSignal::new(false), RwSignal::new(false));
    let opened = Opened {
        palette: RwSignal::new(false),
        sheet: RwSignal::new(false),
        by_key: RwSignal::new(false),
    };
    provide_context(KeySheetOpen(opened.sheet));
    leisure::follow(leisure::Deck { stores, opened });
    let place = BarPlace(NodeRef::new());
    provide_context(place);
    let told = Told { title: RwSignal::new(String::new()), lights: RwSignal::new(None) };
    let has_others = Memo::new(move |_| switcher::has_others(stores));
    announce::announce(announce::Scene { stores, toasts: expect_context(), page });
    let title = move || page.get().map_or_else(|| t(w::APP_NOT_FOUND), |page| t(page.word()));
    watch(move || {
        if covered.get() {
            drawer_open.set(false);
            about_open.set(false);
            opened.palette.set(false);
            opened.sheet.set(false);
        } else {
            let gateway = told.title.get();
            document::set_title(&format!("{} · {gateway}{}", title(), t(w::APP_NAME)));
        }
    });
    view! {
        <div
            class="shell"
            data-rail=move || if folded.get() { "folded" } else { "open" }
            inert=move || covered.get()
        >
            <a class="shell__skip" href="#content">
                {say(w::APP_SKIP)}
            </a>
            <Rail page=page />
            <div class="shell__column">
                <header class="shell__bar">
                    <h1 class="shell__title">{title}</h1>
                    <div class="shell__place" node_ref=place.0></div>
                    <ConnectionStatus />
                    {move || has_others.get().then(|| quietly(switcher::switcher, told))}
                    <IconButton
                        label=w::PALETTE_TITLE
                        glyph=LuSearch
                        attr:aria-keyshortcuts=move || opened.by_key.get().then_some("Control+K Meta+K")
                        on_press=move || opened.palette.set(true)
                    />
                    <div class="shell__options">
                        <OptionsMenu about=about_open />
                    </div>
                </header>
                <LostConnection />
                <FoldedQuestions stores=stores page=page />
                {move || stores.connection.is_recalled().then(|| later(seen, page))}
                <main class="shell__page" id="content" tabindex="-1">
                    <CurrentPage page=page />
                </main>
            </div>
            {move || has_asked.get().then(|| later(asking, stores))}
            <BottomBar page=page drawer=drawer_open />
            {when_first_open(drawer_open, move || {
                later(drawer::drawer, DrawerParts {
                    open: drawer_open,
                    about: about_open,
                    page,
                    lights: told.lights,
                })
            })}
            {when_first_open(about_open, move || later(about::about, about_open))}
            {when_first_open(opened.sheet, move || later(key_sheet, opened.sheet))}
            {when_first_open(opened.palette, move || {
                later(palette, PaletteParts { opened, about: about_open })
            })}
        </div>
    }
}

/// Draws what has been opened once. It stays, to close in its own way and to open again.
fn when_first_open(
    open: RwSignal<bool>,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    let opened = Memo::new(move |before: Option<&bool>| before == Some(&true) || open.get());
    move || opened.get().then(&draw)
}

/// Questions that were put aside still wait: said until they are taken up again.
#[component]
fn FoldedQuestions(stores: Stores, page: Memo<Option<Page>>) -> impl IntoView {
    let approvals = stores.approvals;
    let waiting = Memo::new(move |_| {
        let is_seen = page.get() == Some(Page::Approvals) || !approvals.is_folded().get();
        if is_seen { 0 } else { approvals.waiting() }
    });
    view! {
        <Show when=move || waiting.with(|waiting| *waiting > 0)>
            <button class="shell__folded" type="button" on:click=move |_| approvals.fold(false)>
                <Icon glyph=LuShieldAlert />
                {move || tn(w::APPROVALS_FOLDED, waiting.get())}
            </button>
        </Show>
    }
}
