//! The file was changed elsewhere while it was edited here: both side by side, and the ways on. Nothing
//! is lost before one of them is taken.

use leptos::prelude::*;

use super::merge::{Row, side_by_side};
use super::state::files::FilesState;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::words::{say, t, tn, w};

/// So many lines are drawn; the rest is told by number.
const MOST: usize = 400;

#[component]
pub fn Versus(files: FilesState) -> impl IntoView {
    let theirs = Memo::new(move |_| files.theirs.get());
    let is_gone = Memo::new(move |_| {
        theirs.with(|theirs| theirs.as_ref().is_some_and(|theirs| theirs.missing))
    });
    // Drawn of the text as it was when they were set against each other: typing goes on meanwhile.
    let rows = Memo::new(move |_| {
        theirs.with(|theirs| {
            let theirs = theirs.as_ref()?;
            let mine = files.text.get_untracked();
            Some(side_by_side(&mine, &theirs.text.plain))
        })
    });
    let title = move || t(if is_gone.get() { w::AGENTS_CLASH_GONE } else { w::AGENTS_CLASH });
    let taking = RwSignal::new(false);
    let more = move || rows.with(|rows| rows.as_ref().map_or(0, Vec::len)).saturating_sub(MOST);
    let drawn = move || {
        rows.with(|rows| {
            let rows = rows.as_deref().unwrap_or_default();
            rows.iter().take(MOST).map(row).collect_view()
        })
    };
    view! {
        <section class="versus" aria-label=title>
            <div role="alert">
                <Callout tone=Tone::Warning title=title>
                    <p>{say(w::AGENTS_CLASH_NOTE)}</p>
                </Callout>
            </div>
            <div class="versus__ways">
                <Show when=move || !is_gone.get()>
                    <Button label=w::AGENTS_CLASH_MERGE variant=Variant::Primary small=true on_press=move || files.merge()/>
                </Show>
                <Button label=w::AGENTS_CLASH_MINE small=true on_press=move || files.take_mine()/>
                <Button label=w::AGENTS_CLASH_THEIRS small=true on_press=move || taking.set(true)/>
            </div>
            <Show when=move || !is_gone.get()>
                <div class="versus__sides" role="region" aria-label=say(w::AGENTS_CLASH_SIDES) tabindex="0">
                    <table class="versus__table">
                        <colgroup>
                            <col class="versus__numbers"/>
                            <col/>
                            <col class="versus__numbers"/>
                            <col/>
                        </colgroup>
                        <thead>
                            <tr>
                                <th scope="col" colspan="2">{say(w::AGENTS_FILE_MINE)}</th>
                                <th scope="col" colspan="2">{say(w::AGENTS_FILE_THEIRS)}</th>
                            </tr>
                        </thead>
                        <tbody>{drawn}</tbody>
                    </table>
                </div>
                {move || (more() > 0).then(|| view! { <p class="agents__note">{tn(w::AGENTS_CLASH_MORE, more())}</p> })}
            </Show>
            <Confirm
                open=taking
                title=w::AGENTS_CLASH_THEIRS_TITLE
                text=w::AGENTS_CLASH_THEIRS_TEXT
                verb=w::AGENTS_CLASH_THEIRS
                on_confirm=move |()| files.discard()
            />
        </section>
    }
}

fn row(row: &Row) -> AnyView {
    let side = |number: Option<usize>, text: Option<String>, kind: Option<&'static str>| {
        view! {
            <td class="versus__number" data-kind=kind>{number}</td>
            <td class="versus__line" data-kind=kind dir="auto">{text}</td>
        }
    };
    match row.clone() {
        Row::Same { left, right, text } => view! {
            <tr>{side(Some(left), Some(text.clone()), None)}{side(Some(right), Some(text), None)}</tr>
        }
        .into_any(),
        Row::Differs { left, right } => {
            let (left_kind, right_kind) =
                (left.is_some().then_some("mine"), right.is_some().then_some("theirs"));
            let (left, left_text) = left.unzip();
            let (right, right_text) = right.unzip();
            view! {
                <tr>{side(left, left_text, left_kind)}{side(right, right_text, right_kind)}</tr>
            }
            .into_any()
        }
        Row::Rest(count) => view! {
            <tr><td class="versus__rest" colspan="4">{tn(w::AGENTS_CLASH_REST, count)}</td></tr>
        }
        .into_any(),
    }
}
