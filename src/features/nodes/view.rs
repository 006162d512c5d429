//! The page: who asks and who is there at the side, the node that the address names beside it. On a
//! phone the one comes after the other.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::detail::Detail;
use super::list::List;
use super::requests::Requests;
use super::state::NodesState;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{document, timer, visibility, work};
use crate::protocol::id::NodeId;
use crate::store::Stores;
use crate::ui::later::Draw;
use crate::words::{say, w};

/// How often the list is read although nobody has said anything: gateways of 2026.2 tell of nodes that
/// leave, and never of one that comes back.
const LOOK_AGAIN_MS: u32 = 5_000;

part! {
    pub fn nodes_page in fleet = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <NodesPage/> }.into_any()
}

#[component]
fn NodesPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let query = use_query_map();
    let chosen = Memo::new(move |_| {
        query.with(|query| query.get("node")).filter(|id| !id.is_empty()).map(NodeId)
    });
    let state = NodesState::new(stores.nodes, chosen.into());
    let readable = stores.connection.is_readable();
    watch(move || {
        if readable.get() {
            work::begin(stores.nodes.load());
        }
    });
    watch(move || {
        if chosen.get().is_some() {
            state.turn();
        }
    });
    // Whoever comes, goes or changes is listed anew; then the one looked at may have changed too.
    watch(move || {
        stores.nodes.list().track();
        if let Some(id) = chosen.get()
            && readable.get()
        {
            work::begin(state.describe(id));
        }
    });
    timer::every(LOOK_AGAIN_MS, move || {
        if visibility::is_visible() && readable.get_untracked() {
            stores.nodes.refetch();
        }
    });
    let minute = timer::minutes();
    view! {
        <section
            class="nodes"
            aria-label=say(w::PAGE_NODES)
            data-chosen=move || chosen.with(Option::is_some).then_some("")
        >
            <div class="nodes__side">
                <Requests stores minute/>
                <List stores chosen minute/>
            </div>
            <div class="nodes__main">
                {move || match chosen.get() {
                    Some(id) => view! { <Detail stores state id minute/> }.into_any(),
                    None => view! { <p class="nodes__choose">{say(w::NODES_CHOOSE)}</p> }.into_any(),
                }}
            </div>
        </section>
    }
}

/// Where a node's own address leads; `None` is the list.
pub(super) fn href(id: Option<&NodeId>) -> String {
    let base = document::base();
    match id {
        Some(id) => format!("{base}nodes?node={}", js_sys::encode_uri_component(id.as_str())),
        None => format!("{base}nodes"),
    }
}
