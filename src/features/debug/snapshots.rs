//! What the gateway says of itself, as it says it: its welcome, its status, its health, and who is
//! there. Each to look into, to copy and to take along.

use leptos::prelude::*;

use super::reply::ReplyView;
use super::state::{DebugState, Reply};
use crate::gateway::error::CallError;
use crate::platform::clock;
use crate::platform::moment;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::remote::Remote;
use crate::ui::button::Button;
use crate::ui::remote_view::remote_view;
use crate::ui::segments::Segments;
use crate::ui::sheet::Section;
use crate::words::{tr, w};

/// Names as the gateway has them: methods, and its welcome.
const NAMES: [&str; 4] = ["hello-ok", "status", "health", "system-presence"];

#[component]
pub fn SnapshotsTab(state: DebugState) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let read = RwSignal::new(Remote::<(Reply, f64)>::Absent);
    let load = move || {
        let at = chosen.get_untracked();
        read.set(Remote::Loading);
        work::begin(async move {
            let answer = match at {
                0 => state.welcome().ok_or(CallError::Offline),
                at => state.read(NAMES[at]).await,
            };
            // Another may be chosen by now, or the page left.
            if chosen.try_get_untracked() == Some(at) {
                read.set(match answer {
                    Ok(reply) => Remote::Ready((reply, clock::now_ms())),
                    Err(error) => Remote::Failed(error.sentence()),
                });
            }
        });
    };
    let connected = state.stores.connection.is_connected();
    watch(move || {
        chosen.track();
        if connected.get() {
            load();
        }
    });
    let names = NAMES.iter().map(|name| (*name).into()).collect::<Vec<_>>();
    let draw = move |(reply, at): &(Reply, f64)| {
        let when = tr(w::DEBUG_READ_AT, &[("when", &moment::date_and_time(*at))]);
        let name = NAMES[chosen.get_untracked()].to_owned();
        view! {
            <p class="debug__note">{when}</p>
            <ReplyView state reply=reply.clone() name/>
        }
        .into_any()
    };
    view! {
        <Section title=w::DEBUG_SNAPSHOTS_TITLE note=w::DEBUG_SNAPSHOTS_NOTE>
            <div class="debug__tools">
                <Segments
                    label=w::DEBUG_SNAPSHOTS_TITLE
                    names
                    chosen=Signal::derive(move || Some(chosen.get()))
                    on_choose=move |at| chosen.set(at)
                />
                <Button label=w::DEBUG_READ_AGAIN on_press=load/>
            </div>
            {remote_view(read.into(), load, draw)}
        </Section>
    }
}
