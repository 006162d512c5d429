//! The three ways in: the form, the text, and the gateway's own version.

use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use crate::words::{Word, say, w};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Form,
    Raw,
    Update,
}

impl Tab {
    pub const ALL: [Self; 3] = [Self::Form, Self::Raw, Self::Update];

    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Form => "config-tab-form",
            Self::Raw => "config-tab-raw",
            Self::Update => "config-tab-update",
        }
    }

    fn name(self) -> Word {
        match self {
            Self::Form => w::CONFIG_PAGE_TAB_FORM,
            Self::Raw => w::CONFIG_PAGE_TAB_RAW,
            Self::Update => w::CONFIG_PAGE_TAB_UPDATE,
        }
    }
}

/// The panel that a tab shows.
pub const PANEL: &str = "config-panel";

/// The names of the tabs. Arrows move among them.
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
        if let Some(list) = list.get_untracked() {
            super::page::focus_in(&list, &format!("#{}", Tab::ALL[to].id()));
        }
    };
    let one = move |it: Tab| {
        view! {
            <button
                class="config__tab"
                type="button"
                role="tab"
                id=it.id()
                aria-selected=move || (tab.get() == it).to_string()
                aria-controls=PANEL
                tabindex=move || if tab.get() == it { "0" } else { "-1" }
                on:click=move |_| tab.set(it)
            >
                {say(it.name())}
            </button>
        }
    };
    view! {
        <div
            class="config__tabs"
            role="tablist"
            aria-label=say(w::CONFIG_PAGE_TABS)
            node_ref=list
            on:keydown=step
        >
            {Tab::ALL.map(one).collect_view()}
        </div>
    }
}
