//! What a node is called, and another name for it, typed in its place.

use leptos::prelude::*;

use super::state::NodesState;
use crate::gateway::error::CallError;
use crate::platform::work;
use crate::protocol::id::NodeId;
use crate::protocol::method::{Method, Scope};
use crate::protocol::nodes::{Node, NodeRename};
use crate::store::Stores;
use crate::store::nodes::title;
use crate::ui::button::{Button, Variant};
use crate::ui::input::text::TextInput;
use crate::words::{say, t, tr, w};

#[component]
pub fn Name(stores: Stores, state: NodesState, id: NodeId, node: Memo<Node>) -> impl IntoView {
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    // Some versions show a node that is connected by the name it gives itself.
    let saved = RwSignal::new(None::<String>);
    let is_later = Memo::new(move |_| {
        saved.with(|saved| saved.as_ref().is_some_and(|saved| node.with(title) != *saved))
            && node.with(|node| node.connected == Some(true))
    });
    let phase = stores.connection.phase();
    let is_offered = move || {
        phase.track();
        stores.nodes.offers(NodeRename::NAME)
    };
    let allowed = Signal::derive(move || stores.connection.allows(Scope::Pairing));
    let begin = move || {
        name.set(node.with_untracked(|node| node.display_name.clone().unwrap_or_default()));
        problem.set(None);
        open.set(true);
    };
    let id = StoredValue::new(id);
    let save = move || {
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            return problem.set(Some(t(w::NODES_NAME_MISSING)));
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        work::begin(async move {
            let outcome = state.rename(id.get_value(), wanted.clone()).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    saved.try_set(Some(wanted));
                    open.try_set(false).map(drop)
                }
                Err(error) => problem.try_set(Some(refusal(&error))).map(drop),
            };
        });
    };
    view! {
        <Show
            when=move || open.get()
            fallback=move || view! {
                <div class="nodes__title">
                    <h2 dir="auto">{move || node.with(title)}</h2>
                    <Show when=is_offered>
                        <Button label=w::NODES_RENAME variant=Variant::Quiet small=true
                            disabled=Signal::derive(move || !allowed.get()) on_press=begin/>
                    </Show>
                </div>
                <Show when=move || is_later.get()>
                    <p class="nodes__note" role="status">
                        {move || tr(w::NODES_RENAME_LATER, &[("name", &saved.get().unwrap_or_default())])}
                    </p>
                </Show>
                <Show when=move || is_offered() && !allowed.get()>
                    <p class="nodes__note">
                        {move || tr(w::NODES_RENAME_SCOPE, &[("scope", Scope::Pairing.as_str())])}
                    </p>
                </Show>
            }
        >
            <form
                class="nodes__rename"
                aria-label=say(w::NODES_RENAME)
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
                on:keydown=move |event| if event.key() == "Escape" { open.set(false) }
            >
                <TextInput label=w::NODES_NAME value=name problem=problem/>
                <div class="nodes__answers">
                    <Button label=w::NODES_SAVE variant=Variant::Primary small=true busy=busy submit=true/>
                    <Button label=w::UI_CANCEL small=true on_press=move || open.set(false)/>
                </div>
            </form>
        </Show>
    }
}

/// Gateways know a node by two lists, and only one of them has names to change.
fn refusal(error: &CallError) -> String {
    match error {
        CallError::Refused { message, .. } if message.contains("unknown nodeId") => {
            t(w::NODES_RENAME_UNKNOWN)
        }
        error => error.sentence(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_whose_name_the_gateway_does_not_keep_is_explained() {
        let refused = |message: &str| CallError::Refused {
            code: "INVALID_REQUEST".to_owned(),
            message: message.to_owned(),
            details: None,
            retry_after_ms: None,
        };
        assert_eq!(refusal(&refused("unknown nodeId")), t(w::NODES_RENAME_UNKNOWN));
        assert!(refusal(&refused("displayName required")).contains("displayName required"));
    }
}
