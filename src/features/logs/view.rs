//! The page: what is looked for above, the log beneath, and beneath that how it stands.

use leptos::prelude::*;

use super::log_bar::LogBar;
use super::log_list::LogList;
use super::state::LogsState;
use crate::platform::number;
use crate::platform::part::part;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::callout::Callout;
use crate::ui::later::Draw;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::Sheet;
use crate::ui::virtual_list::ListHandle;
use crate::words::{say, tr, w};

part! {
    pub fn logs_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <LogsPage/> }.into_any()
}

/// What this connection gets to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    Everything,
    Forbidden,
    NotOffered,
}

#[component]
fn LogsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = LogsState::new(stores);
    let connected = stores.connection.is_connected();
    let sight = Memo::new(move |before: Option<&Sight>| {
        // While the connection is away nothing is known of it, and the page stays as it is.
        if !connected.get() {
            return before.copied().unwrap_or(Sight::Everything);
        }
        if !stores.connection.allows(Scope::Read) {
            Sight::Forbidden
        } else if state.is_offered() {
            Sight::Everything
        } else {
            Sight::NotOffered
        }
    });
    move || match sight.get() {
        Sight::Everything => view! { <Log state/> }.into_any(),
        Sight::Forbidden => {
            let lacks = || tr(w::LOGS_NO_SCOPE, &[("scope", Scope::Read.as_str())]);
            view! { <Sheet label=w::PAGE_LOGS><Callout title=lacks/></Sheet> }.into_any()
        }
        Sight::NotOffered => {
            view! { <Sheet label=w::PAGE_LOGS><Callout title=w::LOGS_NOT_OFFERED/></Sheet> }
                .into_any()
        }
    }
}

#[component]
fn Log(state: LogsState) -> impl IntoView {
    let list = ListHandle::new();
    let standing = Memo::new(move |_| state.standing.get());
    let draw = move |(): &()| view! { <LogList state list/> }.into_any();
    view! {
        <section class="logs" aria-label=say(w::PAGE_LOGS)>
            <LogBar state list/>
            <div class="logs__stage">{remote_view(standing.into(), move || state.read_on(), draw)}</div>
            <Foot state/>
        </section>
    }
}

/// How many lines, of which file, and whether more will come.
#[component]
fn Foot(state: LogsState) -> impl IntoView {
    let count = move || {
        state.summary.with(|summary| {
            let shown = number::whole(summary.shown as f64);
            let held = number::whole(summary.held as f64);
            tr(w::LOGS_COUNT, &[("n", &shown), ("all", &held)])
        })
    };
    let file = move || state.summary.with(|summary| summary.file.clone());
    let name =
        move || file().map(|file| file.rsplit(['/', '\\']).next().unwrap_or(&file).to_owned());
    let trouble = move || state.trouble.get().map(|why| tr(w::LOGS_TROUBLE, &[("why", &why)]));
    let is_away = move || {
        let is_ready = matches!(state.standing.get(), Remote::Ready(()));
        is_ready && !state.connected().get()
    };
    let standing = move || match (is_away(), state.paused.get()) {
        (true, _) => Some(say(w::LOGS_AWAY)()),
        (false, Some(_)) => Some(say(w::LOGS_PAUSED)()),
        (false, None) => trouble(),
    };
    view! {
        <footer class="logs__foot">
            <p class="logs__count">{count}</p>
            <p class="logs__standing" role="status">{standing}</p>
            <p class="logs__file" title=file>{name}</p>
        </footer>
    }
}
