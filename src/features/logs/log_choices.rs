//! Levels and parts of the gateway to choose from, each with how many lines there are of it.

use icondata::{LuListFilter, LuX};
use leptos::prelude::*;

use super::held::Subsystem;
use super::level::Level;
use super::state::LogsState;
use crate::platform::number::whole;
use crate::ui::button::{Button, Variant};
use crate::ui::menu::{Menu, MenuChoice};
use crate::words::{say, t, tr, w};

#[component]
pub fn LogChoices(state: LogsState) -> impl IntoView {
    let look = state.look;
    view! {
        <div class="log_choices">
            <div class="log_choices__levels" role="group" aria-label=say(w::LOGS_LEVELS)>
                {Level::ALL.map(|level| view! { <LevelChoice state level/> }).collect_view()}
            </div>
            <Subsystems state/>
            {move || look.is_narrow().then(|| view! {
                <Button label=w::LOGS_WIDEN variant=Variant::Quiet small=true icon=LuX
                    on_press=move || look.widen()/>
            })}
        </div>
    }
}

#[component]
fn LevelChoice(state: LogsState, level: Level) -> impl IntoView {
    let look = state.look;
    let count = Memo::new(move |_| state.summary.with(|it| it.levels[level.number()]));
    let is_chosen = Memo::new(move |_| look.choice.with(|it| it.levels.contains(&level)));
    // Rare levels stand here only when there is something of them.
    let is_seen = move || {
        let always = matches!(level, Level::Error | Level::Warn | Level::Info | Level::Debug);
        always || is_chosen.get() || count.get() > 0
    };
    let press = move |_| {
        look.choice.update(|choice| {
            if !choice.levels.remove(&level) {
                choice.levels.insert(level);
            }
        });
    };
    view! {
        <button
            class="log_choices__level"
            type="button"
            data-level=level.code()
            hidden=move || !is_seen()
            aria-pressed=move || is_chosen.get().to_string()
            on:click=press
        >
            {say(level.word())}
            <span class="log_choices__number">{move || whole(f64::from(count.get()))}</span>
        </button>
    }
}

/// A gateway has dozens of parts, so they stand in a menu.
#[component]
fn Subsystems(state: LogsState) -> impl IntoView {
    let look = state.look;
    let names = Memo::new(move |_| {
        state.summary.with(|summary| {
            summary
                .subsystems
                .iter()
                .map(|(number, name, _)| (*number, name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let chosen = move || look.choice.with(|choice| choice.subsystems.len());
    let label = move || match chosen() {
        0 => t(w::LOGS_PARTS),
        n => tr(w::LOGS_PARTS_CHOSEN, &[("n", &n.to_string())]),
    };
    view! {
        <Menu label=label glyph=LuListFilter worded=true>
            <For each=move || names.get() key=|(number, _)| *number let:part>
                <SubsystemChoice state number=part.0 name=part.1/>
            </For>
        </Menu>
    }
}

#[component]
fn SubsystemChoice(state: LogsState, number: Subsystem, name: String) -> impl IntoView {
    let look = state.look;
    let count = Memo::new(move |_| {
        state.summary.with(|summary| {
            summary.subsystems.iter().find(|(it, ..)| *it == number).map_or(0, |(.., count)| *count)
        })
    });
    let label = move || {
        let name = if name.is_empty() { t(w::LOGS_PARTS_NONE) } else { name.clone() };
        let count = whole(f64::from(count.get()));
        tr(w::LOGS_PART, &[("name", &name), ("n", &count)])
    };
    let toggle = move || {
        look.choice.update(|choice| {
            if !choice.subsystems.remove(&number) {
                choice.subsystems.insert(number);
            }
        });
    };
    view! {
        <MenuChoice
            label=label
            many=true
            checked=Signal::derive(move || look.choice.with(|it| it.subsystems.contains(&number)))
            on_choose=toggle
        />
    }
}
