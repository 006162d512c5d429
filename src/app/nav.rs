//! The ways between pages: a rail at the left on a desk, a bar below on a phone. Only pages that
//! exist are offered.

use icondata::{LuMenu, LuPanelLeftClose, LuPanelLeftOpen};
use leptos::prelude::*;

use crate::{
    app::page::{Group, Page},
    store::Stores,
    ui::{
        button::IconButton,
        icon::{Icon, IconSize, Mark},
    },
    words::{say, t, tn, w},
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
                {Group::ALL.into_iter().map(|group| view! { <GroupOfLinks group=group page=page /> }).collect_view()}
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
    let stores = expect_context::<Stores>();
    let behind_more = move || {
        let hidden = Page::ALL.into_iter().filter(|page| !Page::IN_BAR.contains(page));
        hidden.map(|page| page.waiting(stores)).sum()
    };
    view! {
        <nav class="nav" data-place="below" aria-label=say(w::APP_MAIN)>
            {Page::IN_BAR.into_iter().map(|link| view! { <Link link=link page=page /> }).collect_view()}
            <button
                class="nav__link"
                type="button"
                aria-haspopup="dialog"
                aria-expanded=move || drawer.get().to_string()
                on:click=move |_| drawer.set(true)
            >
                <Icon glyph=LuMenu size=IconSize::Large />
                <span class="nav__word">{say(w::APP_MORE)}</span>
                <Counter waiting=Signal::derive(behind_more) />
            </button>
        </nav>
    }
}

/// A link for each page of a group, under the group's name.
#[component]
pub fn GroupOfLinks(group: Group, #[prop(into)] page: Signal<Option<Page>>) -> impl IntoView {
    let links = Page::ALL.into_iter().filter(move |link| link.group() == group);
    view! {
        <div class="nav__group" role="group" aria-label=say(group.word())>
            <p class="nav__heading" aria-hidden="true">
                {say(group.word())}
            </p>
            {links.map(|link| view! { <Link link=link page=page /> }).collect_view()}
        </div>
    }
}

#[component]
fn Link(link: Page, #[prop(into)] page: Signal<Option<Page>>) -> impl IntoView {
    let stores = expect_context::<Stores>();
    view! {
        <a
            class="nav__link"
            href=link.href()
            data-tip=say(link.word())
            aria-current=move || (page.get() == Some(link)).then_some("page")
        >
            <Icon glyph=link.glyph() size=IconSize::Large />
            <span class="nav__word">{say(link.word())}</span>
            <Counter waiting=Signal::derive(move || link.waiting(stores)) />
        </a>
    }
}

/// How many things wait behind a link; nothing where nothing does. A link is called by its page's
/// name alone, so the number is said as its description.
#[component]
fn Counter(waiting: Signal<usize>) -> impl IntoView {
    let waiting = Memo::new(move |_| waiting.get());
    move || {
        let n = waiting.get();
        (n > 0).then(|| {
            let shown = if n > 99 { "99+".to_owned() } else { n.to_string() };
            view! { <span class="nav__count" aria-hidden="true" title=move || tn(w::APP_WAITING, n)>{shown}</span> }
        })
    }
}
