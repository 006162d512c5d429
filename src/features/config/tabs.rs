//! The three ways in: the form, the text, and the gateway's own version.

use leptos::prelude::*;

use crate::ui::tabs::{Name, tabs_of};
use crate::words::{Word, w};

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

#[component]
pub fn Tabs(tab: RwSignal<Tab>) -> impl IntoView {
    let name = |tab: Tab| Name { id: tab.id().to_owned(), word: tab.name() };
    tabs_of(w::CONFIG_PAGE_TABS, PANEL, Tab::ALL, name, tab)
}
