//! The names of the tabs.

use leptos::prelude::*;

use super::address::Tab;
use crate::ui::tabs::{Name, tabs_of};
use crate::words::{Word, w};

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
    let name = |tab: Tab| Name { id: id(tab), word: name(tab) };
    tabs_of(w::DEBUG_TABS, PANEL, Tab::ALL, name, tab)
}
