//! The list of nodes, with a search above it. Each row leads to its node.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::roster::{Approval, Row, rows};
use super::view::href;
use crate::platform::{moment, work};
use crate::protocol::id::NodeId;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::badge::Badge;
use crate::ui::callout::Tone;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::Empty;
use crate::words::{say, t, tn, tr, w};

/// So many rows are drawn at first, and more at each wish; a search narrows the rest down.
const SHOWN: usize = 200;

#[component]
pub fn List(stores: Stores, chosen: Memo<Option<NodeId>>, minute: Signal<u32>) -> impl IntoView {
    let list = stores.nodes.list();
    let search = RwSignal::new(String::new());
    let shown = RwSignal::new(SHOWN);
    let found = Memo::new(move |_| {
        let search = search.get();
        list.with(|list| list.ready().map(|list| rows(&list.nodes, &search)).unwrap_or_default())
    });
    let by_id = Memo::new(move |_| {
        found.with(|rows| {
            rows.iter().map(|row| (row.id.clone(), row.clone())).collect::<BTreeMap<_, _>>()
        })
    });
    let order = Memo::new(move |_| {
        let shown = shown.get();
        found.with(|rows| rows.iter().take(shown).map(|row| row.id.clone()).collect::<Vec<_>>())
    });
    // What is drawn around the rows changes with these few things only, and the rows stay.
    let standing = Memo::new(move |_| {
        list.with(|list| match list {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Failed(why) => Remote::Failed(why.clone()),
            Remote::Ready(list) => Remote::Ready(list.nodes.is_empty()),
        })
    });
    let count = move || {
        let (found, all) =
            (found.with(Vec::len), list.with(|it| it.ready().map_or(0, |it| it.nodes.len())));
        if search.with(|search| search.trim().is_empty()) {
            tn(w::NODES_COUNT, all)
        } else {
            tr(w::NODES_FOUND, &[("n", &found.to_string()), ("all", &all.to_string())])
        }
    };
    let rest = move || found.with(Vec::len).saturating_sub(shown.get());
    let draw = move || {
        view! {
            <input
                class="input__field"
                type="search"
                aria-label=say(w::NODES_FILTER)
                placeholder=say(w::NODES_FILTER)
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input:target=move |event| {
                    search.set(event.target().value());
                    shown.set(SHOWN);
                }
            />
            <p class="nodes__count" role="status">{count}</p>
            <ul class="nodes__list" aria-label=say(w::PAGE_NODES)>
                <For each=move || order.get() key=NodeId::clone let:id>
                    <Line id by_id chosen minute/>
                </For>
            </ul>
            <Show when=move || rest() != 0>
                <button class="button" type="button" data-variant="quiet" on:click=move |_| shown.update(|it| *it += SHOWN)>
                    {move || tr(w::NODES_MORE, &[("n", &rest().to_string())])}
                </button>
            </Show>
        }
        .into_any()
    };
    let again = move || work::begin(stores.nodes.load());
    view! {
        <section class="nodes__roster" aria-label=say(w::NODES_ALL)>
            {remote_view(standing.into(), again, move |is_empty| match is_empty {
                true => view! { <Empty text=w::NODES_NONE/> }.into_any(),
                false => draw(),
            })}
        </section>
    }
}

#[component]
fn Line(
    id: NodeId,
    by_id: Memo<BTreeMap<NodeId, Row>>,
    chosen: Memo<Option<NodeId>>,
    minute: Signal<u32>,
) -> impl IntoView {
    let to = href(Some(&id));
    let of = id.clone();
    let row = Memo::new(move |_| by_id.with(|rows| rows.get(&of).cloned()));
    let read =
        move |read: fn(&Row) -> String| row.with(|row| row.as_ref().map(read).unwrap_or_default());
    let connected = move || row.with(|row| row.as_ref().is_some_and(|row| row.connected));
    let when = move || {
        minute.track();
        row.with(|row| row.as_ref().map(when).unwrap_or_default())
    };
    let badge = move || row.with(|row| row.as_ref().and_then(|row| approval_badge(&row.approval)));
    view! {
        <li class="nodes__item">
            <a
                class="nodes__row"
                href=to
                aria-current=move || chosen.with(|chosen| chosen.as_ref() == Some(&id)).then_some("true")
                data-on=move || connected().then_some("")
            >
                <span class="nodes__dot"></span>
                <span class="nodes__name" dir="auto">{move || read(|row| row.name.clone())}</span>
                <span class="nodes__when">{when}</span>
                <span class="nodes__about">
                    {move || read(|row| row.about.clone())}
                    {move || read(|row| if row.about.is_empty() { String::new() } else { " · ".to_owned() })}
                    {move || read(|row| tn(w::NODES_COMMANDS, row.commands))}
                </span>
                {badge}
            </a>
        </li>
    }
}

/// Connected, or when it was last there.
fn when(row: &Row) -> String {
    match (row.connected, row.seen) {
        (true, _) => t(w::NODES_CONNECTED),
        (false, Some(at)) => tr(w::NODES_SEEN, &[("when", &moment::ago(at as f64))]),
        (false, None) => t(w::NODES_AWAY),
    }
}

/// What is said about a node's approval, if anything has to be said.
pub(super) fn approval_badge(approval: &Approval) -> Option<AnyView> {
    if let Approval::Other(word) = approval {
        let word = word.clone();
        return Some(view! { <Badge text=move || word.clone()/> }.into_any());
    }
    let (word, tone): (_, Tone) = approval.word()?;
    Some(view! { <Badge text=word tone=Some(tone)/> }.into_any())
}
