//! The list of skills: whose they are, what is looked for, and the rows in sight.

use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::roster::{Look, source_name};
use super::row::Row;
use super::state::SkillsState;
use super::why::Standing;
use crate::protocol::agents::AgentRow;
use crate::protocol::id::AgentId;
use crate::remote::Remote;
use crate::ui::button::Button;
use crate::ui::input::select::{Choice, Select};
use crate::ui::remote_view::remote_view;
use crate::ui::rows::Rows;
use crate::ui::sheet::Empty;
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn List(state: SkillsState) -> impl IntoView {
    let standing = Memo::new(move |_| state.standing());
    view! {
        <div class="skills__list">
            <Agent state/>
            {remote_view(standing.into(), move || state.refetch(), move |is_empty| match is_empty {
                true => view! { <Empty text=w::SKILLS_NONE/> }.into_any(),
                false => view! { <Known state/> }.into_any(),
            })}
        </div>
    }
}

/// Whose skills are shown. Nobody has to choose where there is one agent.
#[component]
fn Agent(state: SkillsState) -> impl IntoView {
    let agents = state.stores.agents;
    let choices = Memo::new(move |_| {
        let mut choices: Vec<Choice> = agents.list().with(|list| match list {
            Remote::Ready(list) => list.agents.iter().map(choice).collect(),
            _ => Vec::new(),
        });
        // An agent of the address that nobody knows is what the refusal is about.
        if let Some(id) = state.agent.get()
            && choices.iter().all(|it| it.value != id.as_str())
        {
            choices.push(Choice { value: id.to_string(), label: id.to_string() });
        }
        choices
    });
    let value = Signal::derive(move || {
        let id = state.agent.get().or_else(|| agents.default_id());
        id.map(|id| id.to_string()).unwrap_or_default()
    });
    let navigate = use_navigate();
    let go = move |id: String| {
        let id = AgentId(id);
        // The default agent is the page's own.
        let is_default = untrack(|| agents.default_id()).as_ref() == Some(&id);
        let query = match is_default {
            true => String::new(),
            false => format!("?agent={}", js_sys::encode_uri_component(id.as_str())),
        };
        navigate(&format!("/skills{query}"), NavigateOptions::default());
    };
    let go = Callback::new(go);
    move || {
        (choices.with(Vec::len) > 1).then(|| {
            view! {
                <div class="skills__agent">
                    <Select label=w::SKILLS_AGENT value=value choices=choices on_choose=go/>
                </div>
            }
        })
    }
}

fn choice(row: &AgentRow) -> Choice {
    let said = row.identity.as_ref().and_then(|it| it.name.clone()).or_else(|| row.name.clone());
    let name = said.filter(|name| !name.trim().is_empty());
    Choice { value: row.id.to_string(), label: name.unwrap_or_else(|| row.id.to_string()) }
}

#[component]
fn Known(state: SkillsState) -> impl IntoView {
    let keys = Memo::new(move |_| state.sifted.with(|it| std::sync::Arc::new(it.rows.clone())));
    let found = Memo::new(move |_| keys.with(|keys| keys.len()));
    let count = move || {
        let all = state.count();
        match state.look.with(Look::is_narrow) {
            true => {
                let found = found.get().to_string();
                tr(w::SKILLS_FOUND, &[("n", &found), ("all", &all.to_string())])
            }
            false => tn(w::SKILLS_COUNT, all),
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let page = state.rows.page();
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "PageDown" => page,
            "PageUp" => -page,
            "Home" => isize::MIN,
            "End" => isize::MAX,
            _ => return,
        };
        event.prevent_default();
        state.rows.step(by);
    };
    let draw = move |id| view! { <Row state id/> }.into_any();
    let widen = move || {
        state.look.set(Look::default());
        state.rows.to_top();
    };
    view! {
        <Filters state/>
        <p class="skills__count" role="status">{count}</p>
        <div
            class="skills__rows"
            role="grid"
            aria-label=say(w::PAGE_SKILLS)
            aria-rowcount=move || (found.get() + 1).to_string()
            hidden=move || found.get() == 0
            on:keydown=on_key
        >
            <div class="skills__heading" role="rowgroup">
                <div role="row" aria-rowindex="1">
                    <span role="columnheader">{say(w::SKILLS_SINGLE)}</span>
                </div>
            </div>
            <Rows keys draw handle=state.rows/>
        </div>
        <Show when=move || found.get() == 0>
            <div class="skills__nothing">
                <p>{say(w::SKILLS_FIND_NONE)}</p>
                <Button label=w::SKILLS_WIDEN small=true on_press=widen/>
            </div>
        </Show>
    }
}

/// What is looked for: words, how a skill stands, where it is from.
#[component]
fn Filters(state: SkillsState) -> impl IntoView {
    let look = state.look;
    let relook = move |change: &dyn Fn(&mut Look)| {
        look.update(|look| change(look));
        state.rows.to_top();
    };
    let sources = Memo::new(move |_| state.sifted.with(|it| it.sources.clone()));
    let choices = Memo::new(move |_| {
        let all = Choice { value: String::new(), label: t(w::SKILLS_FROM_ANY) };
        let of = |(source, count): (&String, &usize)| Choice {
            value: source.clone(),
            label: format!("{} ({count})", source_name(source)),
        };
        let each = sources.with(|sources| sources.iter().map(of).collect::<Vec<_>>());
        [vec![all], each].concat()
    });
    let source = Signal::derive(move || look.with(|it| it.source.clone().unwrap_or_default()));
    let choose = move |to: String| {
        relook(&|look| look.source = Some(to.clone()).filter(|it| !it.is_empty()))
    };
    let kinds = [None, Some(Standing::Ready), Some(Standing::Needs), Some(Standing::Disabled)];
    let kind = move |standing: Option<Standing>| {
        let word = standing.map_or(w::SKILLS_ALL, Standing::word);
        let count = move || {
            state.sifted.with(|sifted| match standing {
                Some(standing) => sifted.standings.get(&standing).copied().unwrap_or_default(),
                None => sifted.all(),
            })
        };
        view! {
            <button
                class="skills__kind"
                type="button"
                aria-pressed=move || look.with(|it| it.standing == standing).to_string()
                on:click=move |_| relook(&|look| look.standing = standing)
            >
                {say(word)}
                <span class="skills__number">{count}</span>
            </button>
        }
    };
    view! {
        <input
            class="input__field"
            type="search"
            aria-label=say(w::SKILLS_FIND)
            placeholder=say(w::SKILLS_FIND)
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            prop:value=move || look.with(|look| look.search.clone())
            on:input:target=move |event| {
                let words = event.target().value();
                relook(&|look| look.search.clone_from(&words));
            }
        />
        <div class="skills__kinds" role="group" aria-label=say(w::SKILLS_STANDINGS)>
            {kinds.map(kind)}
        </div>
        {move || {
            (sources.with(std::collections::BTreeMap::len) > 1).then(|| {
                view! {
                    <div class="skills__source">
                        <Select label=w::SKILLS_FROM value=source choices=choices on_choose=choose/>
                    </div>
                }
            })
        }}
    }
}
