//! What is looked for: words, and whether all settings are shown, those set, or those changed.

use icondata::{LuSearch, LuX};
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use super::desk::Only;
use super::page::Page;
use super::results;
use crate::ui::button::IconButton;
use crate::ui::icon::Icon;
use crate::ui::segments::Segments;
use crate::words::{say, w};

const WAYS: [Only; 3] = [Only::All, Only::Set, Only::Changed];

#[component]
pub fn Finder(page: Page) -> impl IntoView {
    let desk = page.desk;
    let field = NodeRef::<html::Input>::new();
    let press = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            if let Some(first) = results::first(page) {
                desk.go(first);
            }
        }
        "ArrowDown" => {
            event.prevent_default();
            results::enter();
        }
        "Escape" if desk.search.with_untracked(|words| !words.is_empty()) => {
            event.prevent_default();
            event.stop_propagation();
            desk.search.set(String::new());
        }
        _ => {}
    };
    let is_filled = move || desk.search.with(|words| !words.is_empty());
    let clear = move || {
        desk.search.set(String::new());
        if let Some(field) = field.get_untracked() {
            let _focused = field.focus();
        }
    };
    let chosen = Signal::derive(move || WAYS.iter().position(|way| *way == desk.only.get()));
    view! {
        <div class="finder">
            <div class="finder__search" role="search">
                <Icon glyph=LuSearch />
                <input
                    class="input__field"
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-label=say(w::CONFIG_PAGE_SEARCH)
                    placeholder=say(w::CONFIG_PAGE_SEARCH)
                    node_ref=field
                    prop:value=move || desk.search.get()
                    on:input:target=move |event| desk.search.set(event.target().value())
                    on:keydown=press
                />
                {move || {
                    is_filled()
                        .then(|| {
                            view! {
                                <IconButton
                                    label=w::CONFIG_PAGE_SEARCH_CLEAR
                                    glyph=LuX
                                    on_press=Callback::new(move |()| clear())
                                />
                            }
                        })
                }}
            </div>
            <Segments
                label=w::CONFIG_PAGE_ONLY
                names=vec![
                    w::CONFIG_PAGE_ONLY_ALL.into(),
                    w::CONFIG_PAGE_ONLY_SET.into(),
                    w::CONFIG_PAGE_ONLY_CHANGED.into(),
                ]
                chosen
                on_choose=Callback::new(move |at: usize| desk.only.set(WAYS[at]))
            />
        </div>
    }
}
