//! Makes sure that a waiting question is noticed: the tab's title and icon, the app's badge, a
//! notification while the tab is hidden, a sound if wanted. Devices and nodes that ask count too.

use leptos::prelude::*;

use crate::platform::watch::{watch, watch_change};
use crate::platform::{notify, visibility};
use crate::store::Stores;
use crate::store::approvals::queue::{Ask, What};
use crate::words::{t, tr, w};

/// Watches for as long as the console is open.
pub(super) fn attention(stores: Stores) {
    let approvals = stores.approvals;
    let waiting = Memo::new(move |_| approvals.waiting());
    watch(move || notify::show_count(waiting.get()));
    on_cleanup(|| notify::show_count(0));
    watch_change(move |before: Option<u32>| {
        let now = approvals.arrivals().get();
        if before != Some(now) {
            untrack(|| call(stores));
        }
        now
    });
}

fn call(stores: Stores) {
    let prefs = stores.prefs;
    if prefs.sound().get() {
        notify::chime();
    }
    if visibility::is_visible() || !prefs.notify().get() {
        return;
    }
    let newest = stores.approvals.queue().with(|queue| {
        let open = queue.open();
        open.into_iter()
            .max_by(|one, other| {
                one.created_at_ms.unwrap_or(0.0).total_cmp(&other.created_at_ms.unwrap_or(0.0))
            })
            .cloned()
    });
    if let Some(ask) = newest {
        notify::notify(&t(w::APPROVALS_NEEDED), &summary(&ask), ask.id.as_str());
    }
}

fn summary(ask: &Ask) -> String {
    match &ask.what {
        What::Command(command) => {
            let who = command
                .agent_id
                .as_ref()
                .map_or_else(|| t(w::APPROVALS_SOMEONE), ToString::to_string);
            tr(w::APPROVALS_NOTE_COMMAND, &[("who", &who), ("command", &command.command)])
        }
        What::Plugin(question) => {
            question.title.clone().unwrap_or_else(|| t(w::APPROVALS_PLUGIN_ASKS))
        }
    }
}
