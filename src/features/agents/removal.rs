//! Deleting an agent: what becomes of its files, conversations and ways in, and its id typed before
//! anything happens. Files stay unless one asks for more.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::roster::share_a_folder;
use super::state::AgentsState;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::agents::{AgentDeleted, AgentsDelete};
use crate::protocol::id::AgentId;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::dialog::Dialog;
use crate::ui::input::text::{TextInput, TextKind};
use crate::words::{say, t, tn, tr, w};

/// The question about the agent that is to be deleted. It outlives the agent: what came of it is told.
#[component]
pub fn Removal(state: AgentsState) -> impl IntoView {
    let open = RwSignal::new(false);
    let done = RwSignal::new(None::<AgentDeleted>);
    watch(move || {
        if state.removing.with(Option::is_some) {
            done.set(None);
            open.set(true);
        }
    });
    watch(move || {
        if !open.get() {
            state.removing.set(None);
        }
    });
    // What is said stays while the dialog goes.
    let subject = Memo::new(move |before: Option<&Option<(AgentId, String)>>| {
        state.removing.get().or_else(|| before.cloned().flatten())
    });
    let title = move || {
        let name = subject.get().map(|(_, name)| name).unwrap_or_default();
        let word = if done.with(Option::is_some) { w::AGENTS_GONE } else { w::AGENTS_REMOVE };
        tr(word, &[("name", &name)])
    };
    view! {
        <Dialog open=open title=title>
            {move || match (done.get(), subject.get()) {
                (Some(told), _) => view! { <Told told open/> }.into_any(),
                (None, Some((id, _))) => view! { <Question state open id done/> }.into_any(),
                (None, None) => ().into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Question(
    state: AgentsState,
    open: RwSignal<bool>,
    id: AgentId,
    done: RwSignal<Option<AgentDeleted>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let with_files = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let workspace = untrack(|| state.workspace(&id));
    let shared = untrack(|| sharer(state, &id, workspace.as_deref()));
    let is_shared = shared.is_some();
    let is_right = {
        let id = id.clone();
        Memo::new(move |_| typed.with(|typed| typed.trim() == id.as_str()))
    };
    let facts = consequences(state, &id);
    let (folder, label) = (workspace.clone(), tr(w::AGENTS_REMOVE_TYPE, &[("id", id.as_str())]));
    let of = StoredValue::new(id);
    let navigate = use_navigate();
    let leave = StoredValue::new_local(move || navigate("/agents", NavigateOptions::default()));
    let send = move || {
        if !is_right.get_untracked() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let request = AgentsDelete {
            agent_id: of.get_value(),
            delete_files: Some(with_files.get_untracked() && !is_shared),
        };
        work::begin(async move {
            let outcome = state.delete(request).await;
            busy.try_set(false);
            match outcome {
                Ok(told) => {
                    leave.try_with_value(|leave| leave());
                    done.try_set(Some(told));
                }
                Err(error) => {
                    trouble.try_set(Some(error.sentence()));
                }
            }
        });
    };
    view! {
        <form
            class="removal"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <p>{say(w::AGENTS_REMOVE_WHAT)}</p>
            <ul class="removal__facts">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
            <label class="removal__choice">
                <input
                    type="checkbox"
                    disabled=is_shared
                    prop:checked=move || with_files.get()
                    on:change:target=move |event| with_files.set(event.target().checked())
                />
                <span>
                    {say(w::AGENTS_REMOVE_FILES)}
                    {folder.map(|folder| view! { <code class="agents__code" dir="ltr">{folder}</code> })}
                </span>
            </label>
            <p class="agents__note">
                {match shared {
                    Some(other) => tr(w::AGENTS_REMOVE_SHARED, &[("name", &other)]),
                    None => t(w::AGENTS_REMOVE_FILES_NOTE),
                }}
            </p>
            <TextInput label=move || label.clone() value=typed kind=TextKind::Url/>
            <div role="alert">
                {move || trouble.get().map(|why| view! { <Callout tone=Tone::Danger title=move || why.clone()/> })}
            </div>
            <div class="removal__end">
                <Button label=w::UI_CANCEL on_press=move || open.set(false)/>
                <Button
                    label=w::AGENTS_REMOVE_VERB
                    variant=Variant::Danger
                    busy=busy
                    disabled=Signal::derive(move || !is_right.get())
                    submit=true
                />
            </div>
        </form>
    }
}

/// What happens beside its files.
fn consequences(state: AgentsState, id: &AgentId) -> Vec<String> {
    let (settings, health, doing) = untrack(|| {
        let doing = state.doing.with(|all| all.get(id).cloned()).unwrap_or_default();
        (state.settings(id), state.health(id), doing)
    });
    let count = health.and_then(|health| health.sessions.count);
    let sessions = count.and_then(|it| usize::try_from(it).ok()).unwrap_or(doing.sessions);
    let mut facts = Vec::new();
    if !doing.running.is_empty() {
        facts.push(tn(w::AGENTS_REMOVE_WORKS, doing.running.len()));
    }
    facts.push(tn(w::AGENTS_REMOVE_SESSIONS, sessions));
    facts.push(match settings.map(|settings| settings.bindings) {
        Some(count) => tn(w::AGENTS_REMOVE_BINDINGS, count),
        None => t(w::AGENTS_REMOVE_BINDINGS_ANY),
    });
    facts.push(t(w::AGENTS_REMOVE_CRON));
    if untrack(|| state.stores.agents.default_id()).as_ref() == Some(id) {
        facts.push(t(w::AGENTS_REMOVE_DEFAULT));
    }
    facts
}

/// Another agent whose files would go with this one's.
fn sharer(state: AgentsState, id: &AgentId, workspace: Option<&str>) -> Option<String> {
    let workspace = workspace?;
    state.stores.agents.list().with(|list| {
        let others = list.ready()?.agents.iter().filter(|row| row.id != *id);
        let mut shares = others.filter(|row| {
            state.workspace(&row.id).is_some_and(|other| share_a_folder(workspace, &other))
        });
        shares.next().map(|row| state.looks(row).name)
    })
}

/// What has become of it.
#[component]
fn Told(told: AgentDeleted, open: RwSignal<bool>) -> impl IntoView {
    let bindings = told.removed_bindings.and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
    let place = |path: Option<String>| view! { <code class="agents__code" dir="ltr">{path}</code> };
    let trashed: Vec<_> =
        told.removed.into_iter().filter(|it| it.method.as_deref() != Some("missing")).collect();
    let failed = told.failed;
    let is_whole = failed.is_empty() && told.purge_failed != Some(true);
    view! {
        <div class="removal" role="status">
            <p>{say(w::AGENTS_GONE_WHAT)} " " {tn(w::AGENTS_GONE_BINDINGS, bindings)}</p>
            {(!trashed.is_empty()).then(|| view! {
                <p>{say(w::AGENTS_GONE_TRASH)}</p>
                <ul class="removal__facts">
                    {trashed.into_iter().map(|it| view! { <li>{place(it.path)}</li> }).collect_view()}
                </ul>
            })}
            {(!is_whole).then(|| view! {
                <Callout tone=Tone::Warning title=w::AGENTS_GONE_FAILED>
                    <ul class="removal__facts">
                        {failed.into_iter().map(|it| view! { <li>{place(it.path)} " " {it.reason}</li> }).collect_view()}
                    </ul>
                </Callout>
            })}
            <div class="removal__end">
                <Button label=w::UI_CLOSE variant=Variant::Primary on_press=move || open.set(false)/>
            </div>
        </div>
    }
}
