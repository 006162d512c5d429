//! The lines in their window: it follows the end until one scrolls up, and says what has come since.

use std::collections::BTreeSet;

use icondata::{LuArrowDown, LuPlay};
use leptos::prelude::*;

use super::held::LineId;
use super::log_line::log_line;
use super::state::LogsState;
use crate::platform::number;
use crate::platform::watch::watch;
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::virtual_list::{ListHandle, VirtualList};
use crate::words::{say, t, tr, w};

/// As tall as a line that is not wrapped.
const LINE: f64 = 26.0;

#[component]
pub fn LogList(state: LogsState, list: ListHandle<LineId>) -> impl IntoView {
    let look = state.look;
    let is_empty = Memo::new(move |_| state.lines.with(Vec::is_empty));
    // Another search is read from its end, and details that were open are not what is looked for.
    watch(move || {
        look.text.track();
        look.is_pattern.track();
        look.choice.track();
        if look.marked.get_untracked().is_none() {
            list.to_bottom();
        }
        if look.open.with_untracked(|open| !open.is_empty()) {
            look.open.set(BTreeSet::new());
        }
    });
    let below = move || {
        let waiting = state.summary.with(|summary| summary.waiting);
        let many = |n: usize| number::whole(n as f64);
        if state.paused.with(Option::is_some) {
            let words = move || tr(w::LOGS_WAITING, &[("n", &many(waiting))]);
            return Some(
                view! {
                    <button class="log_list__below" type="button" on:click=move |_| {
                        state.pause(false);
                        list.to_bottom();
                    }>
                        <Icon glyph=LuPlay/>
                        {words}
                    </button>
                }
                .into_any(),
            );
        }
        (!list.at_bottom().get()).then(|| {
            view! {
                <button class="log_list__below" type="button" on:click=move |_| list.to_bottom()>
                    <Icon glyph=LuArrowDown/>
                    {move || match list.unseen().get() {
                        0 => t(w::LOGS_FOLLOW),
                        n => tr(w::LOGS_FOLLOW_NEW, &[("n", &many(n))]),
                    }}
                </button>
            }
            .into_any()
        })
    };
    view! {
        <div class="log_list" data-wraps=move || look.wraps.get().then_some("")>
            <VirtualList
                handle=list
                keys=state.lines
                row=move |id| log_line(state, id)
                label=Signal::derive(move || t(w::LOGS_LOG))
                role="log"
                estimate=LINE
            />
            {move || is_empty.get().then(|| view! { <Nothing state/> })}
            {below}
        </div>
    }
}

/// What stands where no line is.
#[component]
fn Nothing(state: LogsState) -> impl IntoView {
    let look = state.look;
    view! {
        <div class="log_list__nothing">
            {move || match look.is_narrow() {
                true => view! {
                    <p>{say(w::LOGS_FIND_NONE)}</p>
                    <Button label=w::LOGS_WIDEN small=true on_press=move || look.widen()/>
                }
                .into_any(),
                false => view! { <p>{say(w::LOGS_EMPTY)}</p> }.into_any(),
            }}
        </div>
    }
}
