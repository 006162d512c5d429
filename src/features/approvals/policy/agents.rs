//! The rules of each agent: those in the policy, known or not, and a way to add some for others.

use icondata::LuTrash2;
use leptos::{html, prelude::*};

use super::allowlist::Allowlist;
use super::places::Who;
use super::rules::Settings;
use super::view::Desk;
use super::wording::who_name;
use crate::platform::document;
use crate::platform::watch::watch;
use crate::protocol::approvals::ApprovalRules;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, IconButton};
use crate::ui::callout::Tone;
use crate::ui::input::select::{Choice, Select};
use crate::words::{say, tr, w};

#[component]
pub fn Agents(desk: Desk) -> impl IntoView {
    let state = desk.state;
    let ids = Memo::new(move |_| {
        state.draft.with(|draft| draft.agents.keys().cloned().collect::<Vec<_>>())
    });
    let removed = RwSignal::new(None::<(String, ApprovalRules)>);
    view! {
        <section class="policy__part" aria-labelledby="policy-agents">
            <h3 id="policy-agents">{say(w::POLICY_AGENTS)}</h3>
            <p class="policy__means">{say(w::POLICY_AGENTS_NOTE)}</p>
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="policy__means">{say(w::POLICY_AGENTS_NONE)}</p>
            </Show>
            <For each=move || ids.get() key=Clone::clone let:id>
                <Agent desk=desk id=id removed=removed />
            </For>
            {move || removed.get().map(|(id, rules)| view! {
                <Removed desk=desk id=id rules=rules removed=removed />
            })}
            <Add desk=desk ids=ids />
        </section>
    }
}

#[component]
fn Agent(
    desk: Desk,
    id: String,
    removed: RwSignal<Option<(String, ApprovalRules)>>,
) -> impl IntoView {
    let who = Who::Agent(id.clone());
    let (name, label) = (who.clone(), who.clone());
    let place = NodeRef::<html::Section>::new();
    let is_named = named_by_address().as_deref() == Some(id.as_str());
    watch(move || {
        if let Some(place) = place.get().filter(|_| is_named) {
            request_animation_frame(move || place.scroll_into_view());
        }
    });
    let id = StoredValue::new(id);
    let is_gone = Memo::new(move |_| {
        let known = desk.known();
        // Before the agents are known, none is said to be missing.
        !known.is_empty() && id.with_value(|id| id != "*" && !known.contains(id))
    });
    let remove = move || {
        let id = id.get_value();
        let mut rules = None;
        desk.state.edit(|draft| rules = draft.agents.remove(&id));
        removed.set(rules.map(|rules| (id, rules)));
    };
    view! {
        <section class="policy__agent" node_ref=place aria-label=move || who_name(desk.stores, &label)>
            <header class="policy__head">
                <h4 class="policy__name" dir="auto">{move || who_name(desk.stores, &name)}</h4>
                <Show when=move || is_gone.get()>
                    <Badge text=w::POLICY_AGENT_GONE tone=Some(Tone::Warning) />
                </Show>
                <IconButton
                    label=move || tr(w::POLICY_REMOVE_AGENT, &[("who", &id.get_value())])
                    glyph=LuTrash2
                    disabled=desk.busy
                    on_press=remove
                />
            </header>
            <Settings desk=desk who=who.clone() />
            <Allowlist desk=desk who=who />
        </section>
    }
}

#[component]
fn Removed(
    desk: Desk,
    id: String,
    rules: ApprovalRules,
    removed: RwSignal<Option<(String, ApprovalRules)>>,
) -> impl IntoView {
    let who = Who::Agent(id.clone());
    let line = NodeRef::<html::P>::new();
    watch(move || {
        if let Some(line) = line.get() {
            let _focused = line.focus();
        }
    });
    let undo = move || {
        let (id, rules) = (id.clone(), rules.clone());
        removed.set(None);
        desk.state.edit(|draft| {
            draft.agents.entry(id).or_insert(rules);
        });
    };
    view! {
        <p class="policy__removed" role="status" node_ref=line tabindex="-1">
            <span>{move || tr(w::POLICY_REMOVED_AGENT, &[("who", &who_name(desk.stores, &who))])}</span>
            <Button label=w::POLICY_UNDO small=true on_press=undo />
        </p>
    }
}

#[component]
fn Add(desk: Desk, ids: Memo<Vec<String>>) -> impl IntoView {
    let free = Memo::new(move |_| {
        let ids = ids.get();
        let mut free = desk.known();
        free.insert(0, "*".to_owned());
        free.retain(|id| !ids.contains(id));
        free
    });
    let named = named_by_address();
    let is_wanted =
        named.as_ref().is_some_and(|named| ids.with_untracked(|ids| !ids.contains(named)));
    let place = NodeRef::<html::Div>::new();
    watch(move || {
        if let Some(place) = place.get().filter(|_| is_wanted) {
            request_animation_frame(move || place.scroll_into_view());
        }
    });
    let picked = RwSignal::new(named);
    let value = Memo::new(move |_| {
        let free = free.get();
        picked
            .get()
            .filter(|id| free.contains(id))
            .or_else(|| free.first().cloned())
            .unwrap_or_default()
    });
    let choices = Memo::new(move |_| {
        let named = |id: String| Choice {
            label: who_name(desk.stores, &Who::Agent(id.clone())),
            value: id,
        };
        free.get().into_iter().map(named).collect::<Vec<_>>()
    });
    let add = move || {
        let id = value.get_untracked();
        picked.set(None);
        desk.state.edit(|draft| {
            draft.agents.entry(id).or_default();
        });
    };
    view! {
        <Show when=move || !free.with(Vec::is_empty)>
            <div class="policy__add" node_ref=place>
                <Select
                    label=w::POLICY_ADD_AGENT_WHO
                    value=value
                    choices=choices
                    disabled=desk.busy
                    on_choose=move |id| picked.set(Some(id))
                />
                <Button label=w::POLICY_ADD_AGENT disabled=desk.busy on_press=add />
            </div>
        </Show>
    }
}

/// The agent whose rules a link from elsewhere leads to.
fn named_by_address() -> Option<String> {
    let query = document::address().query;
    let named =
        query.trim_start_matches('?').split('&').find_map(|it| it.strip_prefix("agent="))?;
    js_sys::decode_uri_component(named).ok().map(String::from).filter(|named| !named.is_empty())
}
