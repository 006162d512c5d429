//! Where a query is typed: what could come next, what has no effect, and each term as a chip that
//! takes it away again.

use icondata::LuX;
use leptos::{ev, prelude::*};

use super::query::complete::accepted;
use super::query::term::raw_terms;
use super::query::{Query, Warning};
use crate::ui::icon::Icon;
use crate::ui::unique_id;
use crate::words::{say, tr, w};

/// `query` is what applies; `suggest` says what could come next.
#[component]
pub fn QueryBox(
    #[prop(into)] query: Signal<String>,
    suggest: Callback<String, Vec<String>>,
    on_change: Callback<String>,
) -> impl IntoView {
    let typed = RwSignal::new(query.get_untracked());
    // What was changed elsewhere, by a chip or a way back, is shown here too.
    crate::platform::watch::watch(move || {
        let query = query.get();
        if typed.with_untracked(|typed| typed.trim() != query.trim()) {
            typed.set(query);
        }
    });
    let is_open = RwSignal::new(false);
    let at = RwSignal::new(None::<usize>);
    let offered =
        Memo::new(move |_| if is_open.get() { suggest.run(typed.get()) } else { Vec::new() });
    let write = move |text: String| {
        typed.set(text.clone());
        at.set(None);
        on_change.run(text);
    };
    let accept = move |suggestion: &str| {
        write(typed.with_untracked(|typed| accepted(typed, suggestion)));
        is_open.set(true);
    };
    let press = move |event: ev::KeyboardEvent| {
        let count = offered.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                let is_down = event.key() == "ArrowDown";
                at.update(|at| {
                    *at = match (*at, is_down) {
                        (None, true) => Some(0),
                        (None, false) => Some(count - 1),
                        (Some(old), true) => (old + 1 < count).then_some(old + 1),
                        (Some(old), false) => old.checked_sub(1),
                    };
                });
            }
            "Enter" => {
                let chosen = at
                    .get_untracked()
                    .and_then(|at| offered.with_untracked(|offered| offered.get(at).cloned()));
                match chosen {
                    Some(chosen) => accept(&chosen),
                    None => is_open.set(false),
                }
            }
            "Escape" if is_open.get_untracked() && count > 0 => is_open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let (id, list) = (unique_id("query"), unique_id("query-list"));
    let (for_id, controls, list_id, option_id, active_id) =
        (id.clone(), list.clone(), list.clone(), list.clone(), list);
    let warnings = Memo::new(move |_| query.with(|query| Query::parse(query).warnings));
    view! {
        <div class="query_box">
            <label class="query_box__label" for=for_id>
                {say(w::USAGE_QUERY)}
            </label>
            <div class="query_box__field">
                <input
                    class="input__field"
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder="model:gpt* has:errors minTokens:10k"
                    aria-expanded=move || (!offered.with(Vec::is_empty)).to_string()
                    aria-controls=controls
                    aria-autocomplete="list"
                    aria-activedescendant=move || at.get().map(|at| format!("{active_id}-{at}"))
                    prop:value=move || typed.get()
                    on:input:target=move |event| {
                        is_open.set(true);
                        write(event.target().value());
                    }
                    on:focus=move |_| is_open.set(true)
                    on:blur=move |_| is_open.set(false)
                    on:keydown=press
                />
                <ul
                    class="query_box__list"
                    id=list_id
                    role="listbox"
                    aria-label=say(w::USAGE_QUERY_OFFERS)
                    hidden=move || offered.with(Vec::is_empty)
                >
                    {move || {
                        offered
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(place, offer)| {
                                let taken = offer.clone();
                                view! {
                                    <li
                                        class="query_box__offer"
                                        id=format!("{option_id}-{place}")
                                        role="option"
                                        aria-selected=move || (at.get() == Some(place)).to_string()
                                        // Before the field loses the focus.
                                        on:pointerdown=move |event| {
                                            event.prevent_default();
                                            accept(&taken);
                                        }
                                    >
                                        {offer}
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
            <p class="query_box__note">{say(w::USAGE_QUERY_HINT)}</p>
            <ul class="query_box__warnings" role="status">
                {move || {
                    warnings
                        .get()
                        .iter()
                        .map(|warning| view! { <li>{sentence(warning)}</li> })
                        .collect_view()
                }}
            </ul>
            <Chips query on_change />
        </div>
    }
}

/// The terms that apply, each with its way out.
#[component]
fn Chips(query: Signal<String>, on_change: Callback<String>) -> impl IntoView {
    let terms = Memo::new(move |_| query.with(|query| raw_terms(query)));
    let without = move |at: usize| {
        let mut left = terms.get_untracked();
        if at < left.len() {
            left.remove(at);
        }
        on_change.run(left.join(" "));
    };
    view! {
        <ul
            class="query_box__chips"
            aria-label=say(w::USAGE_QUERY_TERMS)
            hidden=move || terms.with(Vec::is_empty)
        >
            {move || {
                terms
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(at, term)| {
                        let named = term.clone();
                        view! {
                            <li>
                                <button
                                    class="query_box__chip"
                                    type="button"
                                    aria-label=move || tr(w::USAGE_QUERY_REMOVE, &[("term", &named)])
                                    on:click=move |_| without(at)
                                >
                                    <bdi>{term}</bdi>
                                    <Icon glyph=LuX />
                                </button>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

fn sentence(warning: &Warning) -> String {
    let perhaps = |said: String, nearest: &Option<&str>| match nearest {
        Some(nearest) => format!("{said} {}", tr(w::USAGE_QUERY_PERHAPS, &[("word", nearest)])),
        None => said,
    };
    match warning {
        Warning::UnknownKey { key, nearest } => {
            perhaps(tr(w::USAGE_QUERY_UNKNOWN_KEY, &[("key", key)]), nearest)
        }
        Warning::MissingValue { key } => tr(w::USAGE_QUERY_NO_VALUE, &[("key", key)]),
        Warning::UnknownQuality { value, nearest } => {
            perhaps(tr(w::USAGE_QUERY_UNKNOWN_QUALITY, &[("value", value)]), nearest)
        }
        Warning::BadNumber { key, value } => {
            tr(w::USAGE_QUERY_BAD_NUMBER, &[("key", key), ("value", value)])
        }
    }
}
