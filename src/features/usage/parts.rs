//! Who used it: a card for each way to look, the largest first. Each part is a way to look at it
//! alone, and back.

use leptos::prelude::*;

use super::breakdown::{By, Part};
use super::figures::Measure;
use super::wording::READER;
use crate::ui::button::{Button, Variant};
use crate::ui::sheet::Empty;
use crate::words::{Word, say, t, tn, tr, w};

/// So many are shown before one asks for all.
const FEW: usize = 5;
/// More than so many are not drawn: the query finds the rest.
const MOST: usize = 200;

/// The heading of a way to look.
pub fn heading(by: By) -> Word {
    match by {
        By::Model => w::USAGE_BY_MODEL,
        By::Provider => w::USAGE_BY_PROVIDER,
        By::Agent => w::USAGE_BY_AGENT,
        By::Channel => w::USAGE_BY_CHANNEL,
        By::Session => w::USAGE_BY_SESSION,
        By::Tool => w::USAGE_BY_TOOL,
    }
}

/// One card. `is_picked` says whether the page shows only this part; `on_pick` turns that.
#[component]
pub fn Parts(
    by: By,
    #[prop(into)] parts: Signal<Vec<Part>>,
    #[prop(into)] measure: Signal<Measure>,
    is_picked: Callback<String, bool>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let shows_all = RwSignal::new(false);
    let count = Memo::new(move |_| parts.with(Vec::len));
    let shown = move || count.get().min(if shows_all.get() { MOST } else { FEW });
    // A part keeps its row while its figures change: the keyboard stays on it.
    let rows = move || {
        let names = |parts: &Vec<Part>| {
            parts.iter().take(shown()).map(|part| (part.id.clone(), part.note.clone())).collect()
        };
        let rows: Vec<(Option<String>, Option<String>)> = parts.with(names);
        rows
    };
    let measured = move || by.measure(measure.get());
    view! {
        <section class="parts" aria-label=say(heading(by))>
            <h3 class="parts__title">{say(heading(by))}</h3>
            {move || (count.get() == 0).then(|| view! { <Empty text=w::USAGE_PARTS_NONE /> })}
            <ul class="parts__list">
                <For each=rows key=Clone::clone let:name>
                    <Line
                        by
                        name=name.clone()
                        part=Memo::new(move |_| {
                            parts.with(|parts| {
                                parts
                                    .iter()
                                    .find(|part| (&part.id, &part.note) == (&name.0, &name.1))
                                    .cloned()
                            })
                        })
                        measure=Signal::derive(measured)
                        is_picked
                        on_pick
                    />
                </For>
            </ul>
            {move || {
                (count.get() > FEW)
                    .then(|| {
                        view! {
                            <Button
                                label=move || {
                                    if shows_all.get() {
                                        t(w::USAGE_PARTS_FEWER)
                                    } else {
                                        tn(w::USAGE_PARTS_ALL, count.get())
                                    }
                                }
                                variant=Variant::Quiet
                                small=true
                                on_press=move || shows_all.update(|all| *all = !*all)
                            />
                        }
                    })
            }}
        </section>
    }
}

#[component]
fn Line(
    by: By,
    name: (Option<String>, Option<String>),
    part: Memo<Option<Part>>,
    measure: Signal<Measure>,
    is_picked: Callback<String, bool>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let figure =
        move || part.with(|part| part.as_ref().map(|it| READER.figure(&it.figures, measure.get())));
    let share = move || part.with(|part| part.as_ref().and_then(|part| part.share));
    let count = move || {
        let count = part.with(|part| part.as_ref().and_then(|part| part.count));
        // Calls are the figure itself.
        let count = count.filter(|_| measure.get() != Measure::ToolCalls)?;
        let words = tr(w::USAGE_ANSWERS, &[("n", &READER.count(Some(count)))]);
        Some(view! { <span class="parts__count">{words}</span> })
    };
    let (id, note) = name;
    let label = match (&note, &id) {
        // A session's label says more than its key.
        (Some(note), Some(id)) if by == By::Session => (note.clone(), Some(id.clone())),
        (_, Some(id)) => (id.clone(), note),
        (_, None) => (String::new(), None),
    };
    let name = match &id {
        Some(_) => label.0.into_any(),
        None => view! { <em>{say(w::USAGE_PART_UNNAMED)}</em> }.into_any(),
    };
    let inside = view! {
        <span class="parts__name">
            <bdi>{name}</bdi>
            {label.1.map(|note| view! { " " <bdi class="parts__note">{note}</bdi> })}
        </span>
        " "
        <span class="parts__figure">{figure}</span>
        " "
        <span class="parts__share">{move || READER.share(share())}</span>
        <span class="parts__track" aria-hidden="true">
            <span style:width=move || format!("{}%", share().unwrap_or_default() * 100.0)></span>
        </span>
        " "
        {count}
    };
    match id {
        Some(id) => {
            let asked = id.clone();
            view! {
                <li>
                    <button
                        class="parts__one"
                        type="button"
                        aria-pressed=move || is_picked.run(asked.clone()).to_string()
                        on:click=move |_| on_pick.run(id.clone())
                    >
                        {inside}
                    </button>
                </li>
            }
            .into_any()
        }
        None => view! { <li class="parts__one">{inside}</li> }.into_any(),
    }
}
