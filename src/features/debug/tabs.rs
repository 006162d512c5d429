//! The names of the tabs. Arrows move among them; on a phone they are scrolled.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::address::Tab;
use crate::words::{Word, say, w};

/// The panel that a tab shows.
pub const PANEL: &str = "debug-panel";

#[must_use]
pub fn id(tab: Tab) -> String {
    format!("debug-tab-{}", tab.word())
}

fn name(tab: Tab) -> Word {
    match tab {
        Tab::Calls => w::DEBUG_TAB_CALLS,
        Tab::Events => w::DEBUG_TAB_EVENTS,
        Tab::Frames => w::DEBUG_TAB_FRAMES,
        Tab::Snapshots => w::DEBUG_TAB_SNAPSHOTS,
        Tab::Send => w::DEBUG_TAB_SEND,
        Tab::Wizard => w::DEBUG_TAB_WIZARD,
        Tab::Report => w::DEBUG_TAB_REPORT,
    }
}

#[component]
pub fn Tabs(tab: RwSignal<Tab>) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let step = move |event: KeyboardEvent| {
        let at = Tab::ALL.iter().position(|it| *it == tab.get_untracked()).unwrap_or_default();
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % Tab::ALL.len(),
            "ArrowLeft" => (at + Tab::ALL.len() - 1) % Tab::ALL.len(),
            "Home" => 0,
            "End" => Tab::ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        tab.set(Tab::ALL[to]);
        let found = list
            .get_untracked()
            .and_then(|list| list.query_selector(&format!("#{}", id(Tab::ALL[to]))).ok().flatten());
        if let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _focused = found.focus();
        }
    };
    let one = move |it: Tab| {
        view! {
            <button
                class="debug__tab"
                type="button"
                role="tab"
                id=id(it)
                aria-selected=move || (tab.get() == it).to_string()
                aria-controls=PANEL
                tabindex=move || if tab.get() == it { "0" } else { "-1" }
                on:click=move |_| tab.set(it)
            >
                {say(name(it))}
            </button>
        }
    };
    view! {
        <div
            class="debug__tabs"
            role="tablist"
            aria-label=say(w::DEBUG_TABS)
            node_ref=list
            on:keydown=step
        >
            {Tab::ALL.map(one).collect_view()}
        </div>
    }
}
