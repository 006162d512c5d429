//! One node: what it is called, how it stands, everything known about it, and what can be run on it.

use icondata::LuArrowLeft;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::facts::{Commands, Facts, Permissions};
use super::history::History;
use super::invoke::Invoke;
use super::list::approval_badge;
use super::rename::Name;
use super::roster::Approval;
use super::state::NodesState;
use super::view::href;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::id::NodeId;
use crate::protocol::nodes::Node;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::icon::Icon;
use crate::ui::remote_view::skeleton;
use crate::ui::sheet::Section;
use crate::words::{say, w};

#[component]
pub fn Detail(stores: Stores, state: NodesState, id: NodeId, minute: Signal<u32>) -> impl IntoView {
    let node = Memo::new(move |_| state.node());
    let is_known = Memo::new(move |_| node.with(Option::is_some));
    let page = NodeRef::<html::Article>::new();
    // On a phone the row that was pressed is gone: the keyboard goes on here.
    watch(move || {
        if let Some(page) = page.get() {
            request_animation_frame(move || {
                let rests = document().active_element();
                if rests.is_none_or(|it| it.unchecked_ref::<web_sys::Node>().node_name() == "BODY")
                {
                    let _focused = page.focus();
                }
            });
        }
    });
    let named = id.clone();
    let named = StoredValue::new(named);
    view! {
        <article class="nodes__detail" node_ref=page tabindex="-1" aria-label=say(w::NODES_DETAIL)>
            <a class="nodes__back" href=href(None)>
                <Icon glyph=LuArrowLeft/>
                <span>{say(w::NODES_ALL)}</span>
            </a>
            {move || {
                let id = named.get_value();
                if is_known.get() {
                    view! { <Known stores state id node minute/> }.into_any()
                } else {
                    view! { <Unknown state id/> }.into_any()
                }
            }}
        </article>
    }
}

#[component]
fn Known(
    stores: Stores,
    state: NodesState,
    id: NodeId,
    node: Memo<Option<Node>>,
    minute: Signal<u32>,
) -> impl IntoView {
    let node = Memo::new(move |_| node.get().unwrap_or_default());
    let failed = move || match state.described().get() {
        Remote::Failed(why) => Some(why),
        _ => None,
    };
    let connected = Memo::new(move |_| node.with(|node| node.connected == Some(true)));
    let badges = move || {
        let approval = node.with(Approval::of);
        let standing = if connected.get() {
            view! { <Badge text=w::NODES_CONNECTED tone=Some(Tone::Success)/> }.into_any()
        } else {
            view! { <Badge text=w::NODES_AWAY/> }.into_any()
        };
        view! { {standing} {approval_badge(&approval)} }
    };
    let waits = move || {
        node.with(|node| matches!(Approval::of(node), Approval::Waits | Approval::WaitsAgain))
    };
    let again = id.clone();
    let again = move || work::begin(state.describe(again.clone()));
    let again = StoredValue::new(again);
    let of = id.clone();
    view! {
        <header class="nodes__head">
            <Name stores state id=id.clone() node/>
            <p class="nodes__badges">{badges}</p>
        </header>
        <Show when=waits>
            <Callout tone=Tone::Warning title=w::NODES_WAITS_TITLE>
                <p>{say(w::NODES_WAITS_DO)}</p>
            </Callout>
        </Show>
        {move || {
            failed().map(|why| view! {
                <div role="alert">
                    <Callout tone=Tone::Warning title=w::NODES_NOT_DESCRIBED details=why>
                        <p>
                            <Button label=w::UI_PART_AGAIN small=true
                                on_press=move || again.with_value(|again| again())/>
                        </p>
                    </Callout>
                </div>
            })
        }}
        <Section title=w::NODES_FACTS>
            <Facts node minute/>
        </Section>
        <Section title=w::NODES_OFFERS>
            <Commands node/>
        </Section>
        <Permissions node/>
        <Invoke stores state id=of node/>
        <History state/>
    }
}

/// Nothing is known of it, not yet or not at all.
#[component]
fn Unknown(state: NodesState, id: NodeId) -> impl IntoView {
    let id = StoredValue::new(id);
    move || match state.described().get() {
        Remote::Failed(why) => view! {
            <div role="alert">
                <Callout tone=Tone::Warning title=w::NODES_NO_SUCH details=why>
                    <p>{say(w::NODES_NO_SUCH_DO)}</p>
                    <p><code class="nodes__id">{id.get_value().to_string()}</code></p>
                    <p>
                        <Button label=w::UI_PART_AGAIN small=true
                            on_press=move || work::begin(state.describe(id.get_value()))/>
                    </p>
                </Callout>
            </div>
        }
        .into_any(),
        _ => skeleton(),
    }
}
