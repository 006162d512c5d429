//! The ways between pages: a rail at the left on a desk, a bar below on a phone. Only pages that
//! exist are offered.

use icondata::{LuMenu, LuPanelLeftClose, LuPanelLeftOpen};
use leptos::prelude::*;

use crate::{
    app::page::Page,
    store::Stores,
    ui::{
        button::IconButton,
        icon::{Icon, IconSize, Mark},
    },
    words::{say, t, w},
};

/// The rail. Folded it shows drawings only, and remembers that.
#[component]
pub fn Rail(#[prop(into)] page: Signal<Option<Page>>) -> impl IntoView {
    let prefs = expect_context::<Stores>().prefs;
    let folded = prefs.rail_folded();
    let label = move || t(if folded.get() { w::APP_UNFOLD } else { w::APP_FOLD });
    let glyph =
        Signal::derive(move || if folded.get() { LuPanelLeftOpen } else { LuPanelLeftClose });
    view! {
        <div class="nav">
            <div class="nav__brand">
                <Mark />
                <span class="nav__name">{say(w::APP_NAME)}</span>
            </div>
            <nav class="nav__pages" aria-label=say(w::APP_MAIN)>
                <Links page=page />
            </nav>
            <div class="nav__foot">
                <IconButton
                    label=label
                    glyph=glyph
                    on_press=move || prefs.fold_rail(!folded.get_untracked())
                />
            </div>
        </div>
    }
}

/// The bar below, under the thumb.
#[component]
pub fn BottomBar(
    #[prop(into)] page: Signal<Option<Page>>,
    drawer: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <nav class="nav" data-place="below" aria-label=say(w::APP_MAIN)>
            <Links page=page />
            <button
                class="nav__link"
                type="button"
                aria-haspopup="dialog"
                aria-expanded=move || drawer.get().to_string()
                on:click=move |_| drawer.set(true)
            >
                <Icon glyph=LuMenu size=IconSize::Large />
                <span class="nav__word">{say(w::APP_MORE)}</span>
            </button>
        </nav>
    }
}

/// A link for each page.
#[component]
pub fn Links(#[prop(into)] page: Signal<Option<Page>>) -> impl IntoView {
    Page::ALL
        .into_iter()
        .map(|link| {
            view! {
                <a
                    class="nav__link"
                    href=link.href()
                    data-tip=move || t(link.word())
                    aria-current=move || (page.get() == Some(link)).then_some("page")
                >
                    <Icon glyph=link.glyph() size=IconSize::Large />
                    <span class="nav__word">{move || t(link.word())}</span>
                </a>
            }
        })
        .collect_view()
}
