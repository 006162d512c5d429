//! All that is wrong in the configuration, in one place: each leads to its setting.

use icondata::{LuCircleAlert, LuTriangleAlert};
use leptos::prelude::*;

use super::page::{Page, labels};
use super::problems::{Problem, Weight};
use crate::ui::icon::Icon;
use crate::words::{say, tn, w};

/// So many are shown at most; the others are in their parts.
const SHOWN: usize = 50;

#[component]
pub fn Faults(page: Page) -> impl IntoView {
    let desk = page.desk;
    let count = Memo::new(move |_| {
        desk.problems.with(|problems| {
            let errors = problems.all().filter(|it| it.weight == Weight::Error).count();
            (errors, problems.all().count() - errors)
        })
    });
    let summary = move || {
        let (errors, warnings) = count.get();
        let some = [
            (errors > 0).then(|| tn(w::CONFIG_PAGE_ERRORS, errors)),
            (warnings > 0).then(|| tn(w::CONFIG_PAGE_WARNINGS, warnings)),
        ];
        some.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let is_there = Memo::new(move |_| count.get() != (0, 0));
    let is_error = move || count.get().0 > 0;
    let all = move || {
        desk.problems.with(|problems| {
            let mut all: Vec<Problem> = problems.all().cloned().collect();
            all.sort_by_key(|it| std::cmp::Reverse(it.weight));
            all.truncate(SHOWN);
            all
        })
    };
    view! {
        // It is announced without being read out in full at every letter.
        <p data-spoken="" role="status">
            {summary}
        </p>
        {move || {
            is_there
                .get()
                .then(|| {
                    view! {
                        <details
                            class="faults"
                            data-weight=move || if is_error() { "error" } else { "warning" }
                        >
                            <summary class="faults__summary">
                                <Icon glyph=Signal::derive(move || {
                                    if is_error() { LuCircleAlert } else { LuTriangleAlert }
                                }) />
                                <span>{summary}</span>
                            </summary>
                            <ul class="faults__list" aria-label=say(w::CONFIG_PAGE_FAULTS)>
                                <For
                                    each=all
                                    key=|it| (it.path.clone(), it.text.clone())
                                    children=move |problem| view! { <One page problem /> }
                                />
                            </ul>
                        </details>
                    }
                })
        }}
    }
}

#[component]
fn One(page: Page, problem: Problem) -> impl IntoView {
    let schema = page.desk.schema.get_value();
    let draft = page.desk.state.draft;
    let name = draft.with_untracked(|draft| labels(&schema, draft.edited(), &problem.path));
    let weight = match problem.weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
    };
    let path = problem.path.clone();
    let name = if path.is_root() {
        view! { <strong>{name}</strong> }.into_any()
    } else {
        view! {
            <button class="faults__place" type="button" on:click=move |_| page.desk.go(path.clone())>
                <span dir="auto">{name}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <li class="faults__one" data-weight=weight>
            {name}
            <span dir="auto">{problem.text}</span>
        </li>
    }
}
