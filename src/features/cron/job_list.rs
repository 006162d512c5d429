//! The jobs as a list: a head whose columns sort, and the rows in sight.

use icondata::{LuArrowDown, LuArrowUp};
use leptos::{ev, prelude::*};

use super::address::Sort;
use super::desk::Desk;
use super::job_row::JobRow;
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::rows::Rows;
use crate::words::{Word, say, w};

#[component]
pub fn JobList(desk: Desk) -> impl IntoView {
    let count = move || (desk.shown.with(|shown| shown.len()) + 1).to_string();
    let is_empty = Memo::new(move |_| desk.shown.with(|shown| shown.is_empty()));
    let on_key = move |event: ev::KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
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
    let draw = move |id| view! { <JobRow desk id/> }.into_any();
    view! {
        <div class="job_list">
            <div class="job_list__grid" role="grid" aria-label=say(w::PAGE_CRON) aria-rowcount=count on:keydown=on_key>
            <div class="job_list__head" role="rowgroup">
                <div class="job_list__row" role="row" aria-rowindex="1">
                    <Header desk word=w::CRON_FIELD_NAME sort=Some(Sort::Name) column="name"/>
                    <Header desk word=w::CRON_SCHEDULE sort=None column="schedule"/>
                    <Header desk word=w::CRON_NEXT sort=Some(Sort::Next) column="next"/>
                    <Header desk word=w::CRON_LAST sort=Some(Sort::Last) column="last"/>
                </div>
            </div>
            <Rows keys=desk.shown draw handle=desk.rows/>
            </div>
            <Show when=move || is_empty.get()>
                <div class="job_list__nothing">
                    <p>{say(w::CRON_NONE_FOUND)}</p>
                    <Button label=w::CRON_WIDEN small=true on_press=move || desk.widen()/>
                </div>
            </Show>
        </div>
    }
}

/// A column's name, which sorts by it and says how it does.
#[component]
fn Header(desk: Desk, word: Word, sort: Option<Sort>, column: &'static str) -> impl IntoView {
    let sorted = Memo::new(move |_| {
        let now = desk.address.with(|address| (address.sort, address.descending));
        sort.filter(|sort| *sort == now.0).map(|_| now.1)
    });
    let order = move || match sorted.get() {
        _ if sort.is_none() => None,
        Some(true) => Some("descending"),
        Some(false) => Some("ascending"),
        None => Some("none"),
    };
    let name = match sort {
        None => view! { <span>{say(word)}</span> }.into_any(),
        Some(sort) => view! {
            <button class="job_list__sort" type="button" on:click=move |_| desk.sort_by(sort)>
                {say(word)}
                {move || sorted.get().map(|descending| match descending {
                    true => view! { <Icon glyph=LuArrowDown/> },
                    false => view! { <Icon glyph=LuArrowUp/> },
                })}
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="job_list__cell" role="columnheader" data-column=column aria-sort=order>
            {name}
        </div>
    }
}
