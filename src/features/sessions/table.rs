//! The table: a head whose columns sort, and the rows in sight.

use icondata::{LuArrowDown, LuArrowUp, LuChevronDown, LuChevronRight};
use leptos::{ev, prelude::*};

use super::desk::Desk;
use super::kind::Kind;
use super::look::Column;
use super::row::SessionLine;
use super::sift::Group;
use crate::platform::{clock, moment};
use crate::ui::icon::Icon;
use crate::ui::rows::Rows;
use crate::words::{Word, say, t, tn, w};

#[component]
pub fn Table(desk: Desk) -> impl IntoView {
    let keys = Memo::new(move |_| desk.keys());
    let count = move || (keys.with(|keys| keys.len()) + 1).to_string();
    let on_key = move |event: ev::KeyboardEvent| {
        let typing = event.target().is_some_and(is_text);
        if typing || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let page = desk.rows.page();
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "PageDown" => page,
            "PageUp" => -page,
            "Home" => isize::MIN,
            "End" => isize::MAX,
            "Escape" if desk.open.with_untracked(Option::is_some) => return desk.show(None),
            _ => return,
        };
        event.prevent_default();
        desk.rows.step(by);
    };
    let draw = move |id| match Desk::is_head(id) {
        true => view! { <Head desk id/> }.into_any(),
        false => view! { <SessionLine desk id/> }.into_any(),
    };
    view! {
        <div
            class="table"
            role="grid"
            aria-label=say(w::PAGE_SESSIONS)
            aria-rowcount=count
            aria-multiselectable="true"
            on:keydown=on_key
        >
            <div class="table__head" role="rowgroup">
                <div class="table__row" role="row" aria-rowindex="1">
                    <div class="table__cell" role="columnheader" data-column="choose">
                        <ChooseAll desk/>
                    </div>
                    {Column::ALL.map(|column| view! { <Header desk column/> })}
                    <div class="table__cell" role="columnheader" data-column="chat">
                        <span class="table__hidden">{say(w::SESSIONS_CHAT)}</span>
                    </div>
                </div>
            </div>
            <Rows keys=keys draw handle=desk.rows/>
        </div>
    }
}

fn is_text(target: web_sys::EventTarget) -> bool {
    use wasm_bindgen::JsCast;
    target.dyn_ref::<web_sys::Element>().is_some_and(|element| {
        element.matches("input:not([type=checkbox]), textarea, select") == Ok(true)
    })
}

/// A column's name, which sorts by it and says how it does.
#[component]
fn Header(desk: Desk, column: Column) -> impl IntoView {
    let sorted =
        Memo::new(move |_| desk.look.with(|look| (look.sort == column).then_some(look.descending)));
    view! {
        <div
            class="table__cell"
            role="columnheader"
            data-column=column.code()
            aria-sort=move || match sorted.get() {
                Some(true) => "descending",
                Some(false) => "ascending",
                None => "none",
            }
        >
            <button
                class="table__sort"
                type="button"
                on:click=move |_| desk.relook(|look| look.sorted_by(column))
            >
                {say(column_word(column))}
                {move || sorted.get().map(|descending| match descending {
                    true => view! { <Icon glyph=LuArrowDown/> },
                    false => view! { <Icon glyph=LuArrowUp/> },
                })}
            </button>
        </div>
    }
}

/// Everything in sight at once.
#[component]
fn ChooseAll(desk: Desk) -> impl IntoView {
    let all = Memo::new(move |_| {
        let chosen = desk.chosen.with(std::collections::BTreeSet::len);
        let shown = desk.sifted.with(|sifted| sifted.in_sight().count());
        (chosen > 0 && chosen >= shown, chosen > 0 && chosen < shown)
    });
    view! {
        <label class="table__pick">
            <input
                class="table__choose"
                type="checkbox"
                aria-label=say(w::SESSIONS_CHOOSE_ALL)
                prop:checked=move || all.get().0
                prop:indeterminate=move || all.get().1
                on:change:target=move |event| desk.choose_all(event.target().checked())
            />
        </label>
    }
}

/// The head of a group: what its sessions have in common, how many there are, and a press to fold it.
#[component]
fn Head(desk: Desk, id: u64) -> impl IntoView {
    let head = Memo::new(move |before: Option<&Option<(Group, usize, bool)>>| {
        desk.head(id).or_else(|| before.cloned().flatten())
    });
    let folded = move || head.with(|head| head.as_ref().is_some_and(|(_, _, folded)| *folded));
    let name = move || {
        head.with(|head| {
            head.as_ref().map(|(group, ..)| group_name(desk, group)).unwrap_or_default()
        })
    };
    let count = move || head.with(|head| head.as_ref().map_or(0, |(_, count, _)| *count));
    let press = move |_| {
        if let Some((group, ..)) = head.get_untracked() {
            desk.fold(group);
        }
    };
    view! {
        <div class="table__group" role="gridcell" aria-colspan="9">
            <button
                class="table__fold"
                type="button"
                data-entrance=""
                tabindex=move || if desk.rows.is_entrance(id) { "0" } else { "-1" }
                aria-expanded=move || (!folded()).to_string()
                on:click=press
            >
                {move || match folded() {
                    true => view! { <Icon glyph=LuChevronRight/> },
                    false => view! { <Icon glyph=LuChevronDown/> },
                }}
                <span dir="auto">{name}</span>
                <span class="table__count">{move || tn(w::SESSIONS_COUNT, count())}</span>
            </button>
        </div>
    }
}

fn group_name(desk: Desk, group: &Group) -> String {
    match group {
        Group::Kind(kind) => t(Kind::word(*kind)),
        Group::Day(0) => t(w::SESSIONS_TODAY),
        Group::Day(1) => t(w::SESSIONS_YESTERDAY),
        Group::Day(days) if *days >= 60 => t(w::SESSIONS_EARLIER),
        Group::Day(days) => {
            // Noon of that day, whatever was done to the clocks in between.
            let noon = clock::now_ms() - (*days as f64) * 86_400_000.0;
            moment::day(noon)
        }
        Group::Undated => t(w::SESSIONS_UNDATED),
        Group::Agent(id) => {
            desk.state.stores.agents.name(Some(&id.clone().into())).unwrap_or_else(|| id.clone())
        }
        Group::Channel(channel) => channel.clone(),
        Group::Without => t(w::SESSIONS_WITHOUT),
    }
}

pub fn column_word(column: Column) -> Word {
    match column {
        Column::Title => w::SESSIONS_COLUMN_TITLE,
        Column::Kind => w::SESSIONS_COLUMN_KIND,
        Column::Agent => w::SESSIONS_AGENT,
        Column::Channel => w::SESSIONS_CHANNEL,
        Column::Model => w::SESSIONS_FIELD_MODEL,
        Column::Tokens => w::SESSIONS_COLUMN_TOKENS,
        Column::Updated => w::SESSIONS_COLUMN_UPDATED,
    }
}
