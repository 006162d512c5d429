//! The parts of the configuration, with what is set, changed and wrong in each: a list of links, on a
//! phone a choice.

use leptos::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};

use super::desk::Only;
use super::outline::Line;
use super::page::{Page, focus_in};
use super::path::Path;
use super::problems::Weight;
use crate::ui::input::select::{Choice, Select};
use crate::words::{say, t, tn, tr, w};

/// The list beside the form.
#[component]
pub fn Sections(page: Page) -> impl IntoView {
    let Page { desk, lines, .. } = page;
    let list = NodeRef::<leptos::html::Nav>::new();
    let shown = Memo::new(move |_| {
        let only = desk.only.get();
        lines.with(|lines| {
            let shown = lines.iter().filter(|line| line.is_shown(only));
            let mut group = None;
            shown
                .map(|line| {
                    let heading = line.group.clone().filter(|it| group.as_ref() != Some(it));
                    group.clone_from(&line.group);
                    (line.key.clone(), heading)
                })
                .collect::<Vec<_>>()
        })
    });
    let step = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Home" => isize::MIN,
            "End" => isize::MAX,
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = list.get_untracked() {
            move_focus(&list, ".sections__one", by);
        }
    };
    view! {
        <nav class="sections" aria-label=say(w::CONFIG_PAGE_SECTIONS) node_ref=list on:keydown=step>
            <ul class="sections__list">
                <For each=move || shown.get() key=Clone::clone let:one>
                    {one.1.map(|group| view! { <li class="sections__group" dir="auto">{group}</li> })}
                    <One page key=one.0 />
                </For>
            </ul>
            {move || {
                shown
                    .with(Vec::is_empty)
                    .then(|| view! { <p class="sections__none">{none(desk.only.get())}</p> })
            }}
        </nav>
    }
}

fn none(only: Only) -> String {
    t(if only == Only::Changed { w::CONFIG_PAGE_NONE_CHANGED } else { w::CONFIG_PAGE_NONE_SET })
}

#[component]
fn One(page: Page, key: String) -> impl IntoView {
    let Page { desk, lines, here, .. } = page;
    let path = Path::root().key(&key);
    let line =
        Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.key == key).cloned()));
    let line = move || line.get();
    let (at, to) = (path.clone(), path.clone());
    let is_here = Memo::new(move |_| here.with(|here| here.path.is_within(&at)));
    let press = move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            desk.go(to.clone());
        }
    };
    view! {
        <li>
            <a
                class="sections__one"
                href=page.href(&path)
                aria-current=move || is_here.get().then_some("true")
                data-set=move || line().is_some_and(|it| it.set > 0).then_some("")
                on:click=press
            >
                <span class="sections__name" dir="auto">
                    {move || line().map(|it| it.label)}
                </span>
                {move || line().map(|it| counts(&it))}
            </a>
        </li>
    }
}

/// Whether a press on a link is meant for another tab or window.
pub(super) fn opens_elsewhere(event: &MouseEvent) -> bool {
    event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
}

/// Numbers for the eye, and words for the ear.
fn counts(line: &Line) -> AnyView {
    let badge = |count: usize, kind: &'static str| {
        (count > 0).then(|| {
            view! {
                <span class="sections__count" data-kind=kind aria-hidden="true">
                    {count}
                </span>
            }
        })
    };
    let kind = if line.worst == Some(Weight::Error) { "error" } else { "warning" };
    let spoken = told(line);
    view! {
        <span class="sections__counts">
            {badge(line.problems, kind)} {badge(line.changed, "changed")}
            {badge(line.set, "set")}
            {(!spoken.is_empty()).then(|| view! { <span data-spoken="">{format!(", {spoken}")}</span> })}
        </span>
    }
    .into_any()
}

fn told(line: &Line) -> String {
    let some = [
        (line.problems > 0).then(|| tn(w::CONFIG_PAGE_PROBLEMS, line.problems)),
        (line.changed > 0).then(|| tn(w::CONFIG_PAGE_CHANGED, line.changed)),
        (line.set > 0).then(|| tn(w::CONFIG_PAGE_SET, line.set)),
    ];
    some.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The same as a choice, where there is no room for a list.
#[component]
pub fn Picker(page: Page) -> impl IntoView {
    let Page { desk, lines, here, .. } = page;
    let value = Signal::derive(move || {
        let part = here.with(|here| super::place::trail(&here.path).into_iter().next());
        part.map(|part| part.pointer()).unwrap_or_default()
    });
    let choices = Signal::derive(move || {
        let (only, now) = (desk.only.get(), value.get());
        lines.with(|lines| {
            let shown =
                lines.iter().filter(|line| line.is_shown(only) || line.path.pointer() == now);
            let choice = |line: &Line| Choice {
                value: line.path.pointer(),
                label: match told(line) {
                    told if told.is_empty() => line.label.clone(),
                    told => tr(
                        w::CONFIG_PAGE_PICKED,
                        &[("name", line.label.as_str()), ("told", told.as_str())],
                    ),
                },
            };
            shown.map(choice).collect::<Vec<_>>()
        })
    });
    let choose = move |pointer: String| {
        let path = lines.with_untracked(|lines| {
            lines.iter().find(|line| line.path.pointer() == pointer).map(|line| line.path.clone())
        });
        if let Some(path) = path {
            desk.go(path);
        }
    };
    view! {
        <div class="sections__picker">
            <Select label=w::CONFIG_PAGE_SECTIONS value choices on_choose=Callback::new(choose) />
        </div>
    }
}

/// Moves the keyboard among the elements that a selector finds.
pub(super) fn move_focus(within: &HtmlElement, selector: &str, by: isize) {
    use wasm_bindgen::JsCast;
    let Ok(found) = within.query_selector_all(selector) else { return };
    let all: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
    let Some(last) = all.len().checked_sub(1) else { return };
    let active = within.owner_document().and_then(|document| document.active_element());
    let at = all
        .iter()
        .position(|it| active.as_ref().is_some_and(|active| it.is_same_node(Some(active))));
    let to = at.map_or(0, |at| at.saturating_add_signed(by).min(last));
    if all[to].focus().is_err() {
        focus_in(within, selector);
    }
}
