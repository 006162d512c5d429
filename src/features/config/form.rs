//! The settings at the place that is looked at: one below the other under the headings the gateway
//! gives, those for experts folded, the one that is looked for marked and with the keyboard.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::desk::Only;
use super::field::FieldView;
use super::page::{Page, focus_in};
use super::path::Path;
use super::rows::{Row, Rows, rows};
use super::trail::Trail;
use crate::platform::frame::Frame;
use crate::platform::watch::watch;
use crate::ui::button::{Button, Variant};
use crate::ui::sheet::Empty;
use crate::words::{say, t, tn, tr, w};

/// So many settings are drawn at first, and more at each wish.
const DRAWN: usize = 80;

#[component]
pub fn Form(page: Page) -> impl IntoView {
    let Page { desk, here, .. } = page;
    let place = Memo::new(move |_| here.with(|here| (here.path.clone(), here.is_open)));
    let missing = Memo::new(move |_| here.with(|here| here.is_missing));
    let body = NodeRef::<html::Div>::new();
    let frame = StoredValue::new_local(None::<Frame>);
    // Each going to a place brings the keyboard there, also where one is already.
    watch(move || {
        desk.at.track();
        let Some(sought) = here.with(|here| here.sought.clone()) else { return };
        frame.set_value(Some(Frame::request(move || {
            if let Some(Some(body)) = body.try_get_untracked() {
                show(&body, &sought);
            }
        })));
    });
    view! {
        <div class="form" node_ref=body>
            {move || {
                missing
                    .get()
                    .then(|| {
                        let text = tr(
                            w::CONFIG_PAGE_MISSING,
                            &[("path", &desk.at.with(ToString::to_string))],
                        );
                        view! { <p class="form__missing" role="status">{text}</p> }
                    })
            }}
            {move || {
                let (path, is_open) = place.get();
                if path.is_root() {
                    return view! { <Empty text=w::CONFIG_PAGE_EMPTY /> }.into_any();
                }
                view! {
                    <Trail page path=path.clone() />
                    {if is_open {
                        view! { <Settings page path /> }.into_any()
                    } else {
                        view! { <Setting page path /> }.into_any()
                    }}
                }
                    .into_any()
            }}
        </div>
    }
}

/// The settings of an object.
#[component]
fn Settings(page: Page, path: Path) -> impl IntoView {
    let Page { desk, here, .. } = page;
    let all: Memo<Rows> = Memo::new(move |before: Option<&Rows>| {
        let only = desk.only.get();
        let schema = desk.schema.get_value();
        desk.state.draft.with(|draft| rows(&schema, draft, &path, only, before))
    });
    let sought = Memo::new(move |_| here.with(|here| here.sought.clone()));
    let shown = RwSignal::new(DRAWN);
    let is_open = RwSignal::new(false);
    // What is looked for is not hidden.
    watch(move || {
        let Some(sought) = sought.get() else { return };
        all.with_untracked(|all| {
            if all.folded.iter().any(|row| row.path == sought) {
                is_open.set(true);
            }
            let at = all.plain.iter().chain(&all.folded).position(|row| row.path == sought);
            if let Some(at) = at.filter(|at| *at >= shown.get_untracked()) {
                shown.set(at + 1);
            }
        });
    });
    let count = Memo::new(move |_| all.with(|all| (all.plain.len(), all.folded.len())));
    let plain =
        move || all.with(|all| all.plain.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let folded = move || {
        let left = shown.get().saturating_sub(count.get().0);
        all.with(|all| all.folded.iter().take(left).cloned().collect::<Vec<_>>())
    };
    let left = move || {
        let (plain, folded) = count.get();
        let all = if is_open.get() { plain + folded } else { plain };
        all.saturating_sub(shown.get())
    };
    view! {
        <div class="form__rows">
            <For each=plain key=Row::key let:row>
                <One page row />
            </For>
        </div>
        {move || {
            (count.get() == (0, 0))
                .then(|| {
                    let only = desk.only.get();
                    view! {
                        <Empty text=nothing(only) />
                        {(only != Only::All)
                            .then(|| {
                                view! {
                                    <Button
                                        label=w::CONFIG_PAGE_SHOW_ALL
                                        small=true
                                        on_press=move || desk.only.set(Only::All)
                                    />
                                }
                            })}
                    }
                })
        }}
        {move || {
            (count.get().1 > 0)
                .then(|| {
                    view! {
                        <div class="form__advanced">
                            <button
                                class="form__fold"
                                type="button"
                                aria-expanded=move || is_open.get().to_string()
                                on:click=move |_| is_open.update(|open| *open = !*open)
                            >
                                <span class="form__arrow" aria-hidden="true"></span>
                                {say(w::CONFIG_PAGE_ADVANCED)}
                                <span class="form__count">{move || count.get().1}</span>
                            </button>
                            {move || {
                                is_open
                                    .get()
                                    .then(|| {
                                        view! {
                                            <div class="form__rows">
                                                <For each=folded key=Row::key let:row>
                                                    <One page row />
                                                </For>
                                            </div>
                                        }
                                    })
                            }}
                        </div>
                    }
                })
        }}
        {move || {
            (left() > 0)
                .then(|| {
                    view! {
                        <Button
                            label=move || tn(w::CONFIG_PAGE_MORE, left())
                            variant=Variant::Quiet
                            on_press=move || shown.update(|shown| *shown += DRAWN)
                        />
                    }
                })
        }}
    }
}

fn nothing(only: Only) -> String {
    t(match only {
        Only::All => w::CONFIG_PAGE_NO_SETTINGS,
        Only::Set => w::CONFIG_PAGE_NONE_SET,
        Only::Changed => w::CONFIG_PAGE_NONE_CHANGED,
    })
}

/// A setting, under the heading that begins with it.
#[component]
fn One(page: Page, row: Row) -> impl IntoView {
    view! {
        {row.heading.map(|heading| view! { <h3 class="form__heading" dir="auto">{heading}</h3> })}
        <Setting page path=row.path />
    }
}

#[component]
fn Setting(page: Page, path: Path) -> impl IntoView {
    let Page { desk, here, .. } = page;
    let own = path.clone();
    let pointer = path.pointer();
    let is_sought = Memo::new(move |_| here.with(|here| here.sought.as_ref() == Some(&own)));
    view! {
        <div
            class="form__setting"
            data-place=pointer
            data-sought=move || is_sought.get().then_some("")
        >
            <FieldView desk path />
        </div>
    }
}

/// Brings a setting into view and the keyboard to its control.
fn show(body: &HtmlElement, sought: &Path) {
    const CONTROLS: &str = "input:not([disabled]), select, textarea, [role=switch], [role=radio]";
    let Ok(all) = body.query_selector_all("[data-place]") else { return };
    let pointer = sought.pointer();
    let found = (0..all.length())
        .filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok())
        .find(|it| it.get_attribute("data-place").as_deref() == Some(&*pointer));
    let Some(found) = found else { return };
    found.scroll_into_view();
    let has_control = found.query_selector(CONTROLS).ok().flatten().is_some();
    focus_in(&found, if has_control { CONTROLS } else { "button, a[href], [tabindex='0']" });
}
