//! What is known about a node, to be read.

use leptos::prelude::*;

use super::command::groups;
use super::roster::version;
use crate::platform::moment;
use crate::protocol::nodes::Node;
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, w};

/// Machine, versions, address, times.
#[component]
pub fn Facts(node: Memo<Node>, minute: Signal<u32>) -> impl IntoView {
    view! {
        <dl class="nodes__facts">
            {move || {
                minute.track();
                node.with(|node| facts(node).into_iter().map(|(word, said)| fact(word, said)).collect_view())
            }}
        </dl>
    }
}

/// What a fact says: words, something a machine reads, or a point in time.
enum Said {
    Words(String),
    Code(String),
    Time(u64),
}

fn facts(node: &Node) -> Vec<(Word, Said)> {
    let words =
        |text: &Option<String>| text.clone().filter(|it| !it.trim().is_empty()).map(Said::Words);
    let code =
        |text: &Option<String>| text.clone().filter(|it| !it.trim().is_empty()).map(Said::Code);
    let first = version(node);
    let other = |version: &Option<String>| words(version).filter(|_| *version != first);
    let model =
        [&node.device_family, &node.model_identifier].map(|it| it.clone().unwrap_or_default());
    let model = model.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let client = [&node.client_id, &node.client_mode].map(|it| it.clone().unwrap_or_default());
    let client = client.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let connected = node.connected == Some(true);
    let time = |at: Option<u64>| at.map(Said::Time);
    let gone = [node.last_seen_at_ms, node.last_disconnected_at_ms, node.last_connected_at_ms];
    let caps = node.caps.join(", ");
    let here = (node.gateway_local == Some(true)).then(|| Said::Words(t(w::NODES_GATEWAY_LOCAL)));
    let all = [
        (w::NODES_PLATFORM, words(&node.platform)),
        (w::NODES_MODEL, words(&Some(model))),
        (w::NODES_VERSION, words(&first)),
        (w::NODES_CORE_VERSION, other(&node.core_version)),
        (w::NODES_UI_VERSION, other(&node.ui_version)),
        (w::NODES_CLIENT, words(&Some(client))),
        (w::NODES_ADDRESS, code(&node.remote_ip)),
        (w::NODES_RUNS_ON, here),
        (w::NODES_CONNECTED_SINCE, time(node.connected_at_ms.filter(|_| connected))),
        (w::NODES_LAST_SEEN, time(gone.into_iter().flatten().max().filter(|_| !connected))),
        (w::NODES_APPROVED_AT, time(node.approved_at_ms)),
        (w::NODES_CAPS, words(&Some(caps))),
        (w::NODES_PATH, code(&node.path_env)),
        (w::NODES_ID, Some(Said::Code(node.node_id.to_string()))),
    ];
    all.into_iter().filter_map(|(word, said)| Some((word, said?))).collect()
}

fn fact(word: Word, said: Said) -> impl IntoView {
    let said = match said {
        Said::Words(text) => view! { <span dir="auto">{text}</span> }.into_any(),
        Said::Code(text) => view! { <code class="nodes__id" dir="ltr">{text}</code> }.into_any(),
        Said::Time(at) => {
            let at = at as f64;
            view! {
                <time>{moment::date_and_time(at)}</time>
                <span class="nodes__when">" "{moment::ago(at)}</span>
            }
            .into_any()
        }
    };
    view! {
        <div class="nodes__fact">
            <dt>{say(word)}</dt>
            <dd>{said}</dd>
        </div>
    }
}

/// The commands it offers, in groups.
#[component]
pub fn Commands(node: Memo<Node>) -> impl IntoView {
    let all = Memo::new(move |_| node.with(|node| groups(&node.commands)));
    let nothing = move || {
        let connected = node.with(|node| node.connected == Some(true));
        t(if connected { w::NODES_OFFERS_NONE } else { w::NODES_OFFERS_AWAY })
    };
    move || {
        let groups = all.get();
        if groups.is_empty() {
            return view! { <p class="nodes__note">{nothing()}</p> }.into_any();
        }
        let drawn = groups.into_iter().map(|(group, commands)| {
            let commands = commands
                .into_iter()
                .map(|command| view! { <li><code>{command}</code></li> })
                .collect_view();
            view! {
                <div class="nodes__fact">
                    <dt>{group}</dt>
                    <dd><ul class="nodes__commands">{commands}</ul></dd>
                </div>
            }
        });
        view! { <dl class="nodes__facts" dir="ltr">{drawn.collect_view()}</dl> }.into_any()
    }
}

/// What the machine permits, where it says so.
#[component]
pub fn Permissions(node: Memo<Node>) -> impl IntoView {
    let permissions = Memo::new(move |_| node.with(|node| node.permissions.clone()));
    move || {
        let permissions = permissions.get();
        if permissions.is_empty() {
            return None;
        }
        let drawn = permissions
            .into_iter()
            .map(|(name, is_on)| {
                let word = if is_on { w::NODES_PERMITTED } else { w::NODES_NOT_PERMITTED };
                view! {
                    <div class="nodes__fact">
                        <dt>{name}</dt>
                        <dd data-on=is_on.then_some("")>{say(word)}</dd>
                    </div>
                }
            })
            .collect_view();
        Some(view! {
            <Section title=w::NODES_PERMISSIONS>
                <dl class="nodes__facts">{drawn}</dl>
            </Section>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::nodes::title;
    use serde_json::json;

    #[test]
    fn facts_that_say_nothing_are_left_out() {
        let node: Node = serde_json::from_value(json!({"nodeId": "pi", "platform": " ",
            "version": "1", "coreVersion": "1", "uiVersion": "2", "connected": true,
            "connectedAtMs": 5, "lastSeenAtMs": 4, "of tomorrow": {}}))
        .unwrap();
        let words: Vec<_> = facts(&node).iter().map(|(word, _)| t(*word)).collect();
        let expected =
            [w::NODES_VERSION, w::NODES_UI_VERSION, w::NODES_CONNECTED_SINCE, w::NODES_ID];
        assert_eq!(words, expected.map(t));
        assert_eq!(title(&node), "pi");
    }
}
