//! The list of agents: who each is and what it does now. Each row leads to its agent.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::address;
use super::doing::Doing;
use super::looks::Looks;
use super::portrait::Portrait;
use super::roster::{Row, rows};
use super::state::AgentsState;
use crate::platform::{moment, work};
use crate::protocol::id::AgentId;
use crate::remote::Remote;
use crate::ui::badge::Badge;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::Empty;
use crate::words::{say, t, tn, tr, w};

/// So many rows are drawn at first, and more at each wish; a search narrows the rest down.
const SHOWN: usize = 200;

/// A search is offered from so many agents on.
const MANY: usize = 8;

#[component]
pub fn List(
    state: AgentsState,
    chosen: Memo<Option<AgentId>>,
    minute: Signal<u32>,
) -> impl IntoView {
    let list = state.stores.agents.list();
    let search = RwSignal::new(String::new());
    let shown = RwSignal::new(SHOWN);
    let found = Memo::new(move |_| {
        let search = search.get();
        state.doing.with(|doing| {
            let looks = |row: &_| state.looks(row);
            list.with(|list| Some(rows(list.ready()?, doing, looks, &search))).unwrap_or_default()
        })
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
    let all = Memo::new(move |_| list.with(|it| it.ready().map_or(0, |it| it.agents.len())));
    // What is drawn around the rows changes with these few things only, and the rows stay.
    let standing = Memo::new(move |_| {
        list.with(|list| match list {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Failed(why) => Remote::Failed(why.clone()),
            Remote::Ready(list) => Remote::Ready(list.agents.is_empty()),
        })
    });
    let count = move || {
        if search.with(|search| search.trim().is_empty()) {
            tn(w::AGENTS_COUNT, all.get())
        } else {
            let found = found.with(Vec::len).to_string();
            tr(w::AGENTS_FOUND, &[("n", &found), ("all", &all.get().to_string())])
        }
    };
    let rest = move || found.with(Vec::len).saturating_sub(shown.get());
    let draw = move || {
        view! {
            <Show when=move || MANY <= all.get()>
                <input
                    class="input__field"
                    type="search"
                    aria-label=say(w::AGENTS_FILTER)
                    placeholder=say(w::AGENTS_FILTER)
                    autocapitalize="none"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=search
                    on:input:target=move |event| {
                        search.set(event.target().value());
                        shown.set(SHOWN);
                    }
                />
            </Show>
            <p class="agents__count" role="status">{count}</p>
            <ul class="agents__list" aria-label=say(w::PAGE_AGENTS)>
                <For each=move || order.get() key=AgentId::clone let:id>
                    <Line id by_id chosen minute/>
                </For>
            </ul>
            <Show when=move || rest() != 0>
                <button class="button" type="button" data-variant="quiet" on:click=move |_| shown.update(|it| *it += SHOWN)>
                    {move || tr(w::AGENTS_MORE, &[("n", &rest().to_string())])}
                </button>
            </Show>
        }
        .into_any()
    };
    let again = move || work::begin(state.stores.agents.load());
    view! {
        <section class="agents__roster" aria-label=say(w::AGENTS_ALL)>
            {remote_view(standing.into(), again, move |is_empty| match is_empty {
                true => view! { <Empty text=w::AGENTS_NONE/> }.into_any(),
                false => draw(),
            })}
        </section>
    }
}

#[component]
fn Line(
    id: AgentId,
    by_id: Memo<BTreeMap<AgentId, Row>>,
    chosen: Memo<Option<AgentId>>,
    minute: Signal<u32>,
) -> impl IntoView {
    let to = address::agent(Some(&id));
    let of = id.clone();
    let row = Memo::new(move |_| by_id.with(|rows| rows.get(&of).cloned()));
    let nobody = id.to_string();
    let looks = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| row.looks.clone())).unwrap_or_else(|| Looks {
            name: nobody.clone(),
            face: super::looks::Face::Letters(String::new()),
            emoji: None,
            is_elsewhere: false,
        })
    });
    let works = move || row.with(|row| row.as_ref().is_some_and(|it| !it.doing.running.is_empty()));
    let is_default = move || row.with(|row| row.as_ref().is_some_and(|row| row.is_default));
    let told = move || {
        minute.track();
        row.with(|row| row.as_ref().map(|row| in_words(&row.doing)).unwrap_or_default())
    };
    let about = move || {
        row.with(|row| {
            let row = row.as_ref()?;
            let id = (row.looks.name != row.id.as_str()).then(|| row.id.to_string());
            let said: Vec<_> = [id, row.model.clone()].into_iter().flatten().collect();
            Some(said.join(" · "))
        })
    };
    view! {
        <li class="agents__item">
            <a
                class="agents__row"
                href=to
                aria-current=move || chosen.with(|chosen| chosen.as_ref() == Some(&id)).then_some("true")
            >
                <Portrait looks/>
                <span class="agents__name" dir="auto">{move || looks.with(|it| it.name.clone())}</span>
                {move || is_default().then(|| view! { <Badge text=w::AGENTS_DEFAULT/> })}
                <span class="agents__about" dir="auto">{about}</span>
                <span class="agents__doing" data-works=move || works().then_some("")>{told}</span>
            </a>
        </li>
    }
}

/// What an agent does, or when it last did anything.
#[must_use]
pub fn in_words(doing: &Doing) -> String {
    match (doing.running.len(), doing.active_at) {
        (0, None) => t(w::AGENTS_IDLE),
        (0, Some(at)) => tr(w::AGENTS_ACTIVE, &[("when", &moment::ago(at as f64))]),
        (count, _) => tn(w::AGENTS_WORKING, count),
    }
}
