//! What was changed here and by somebody else, each side beside the other: every one is decided
//! before anything goes on.

use leptos::prelude::*;

use super::review::side_text;
use super::state::RawState;
use crate::features::config::draft::Side;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::unique_id;
use crate::words::{Word, say, tn, w};

#[component]
pub fn Clash(state: RawState) -> impl IntoView {
    let count = Memo::new(move |_| {
        state.clash.with(|merged| merged.as_ref().map_or(0, |merged| merged.conflicts.len()))
    });
    let is_open =
        move || state.clash.with(|merged| merged.as_ref().is_none_or(|it| !it.is_decided()));
    let go_on = move || {
        if let Some(merged) = state.clash.get_untracked() {
            state.settle(&merged);
        }
    };
    let all = move |side: Side| {
        state.clash.update(|merged| {
            if let Some(merged) = merged {
                (0..merged.conflicts.len()).for_each(|at| merged.resolve(at, side));
            }
        });
    };
    view! {
        <section class="clash" aria-labelledby="raw-clash">
            <h2 class="clash__title" id="raw-clash">{say(w::CONFIG_RAW_CLASH)}</h2>
            <div role="alert">
                <Callout tone=Tone::Warning title=move || tn(w::CONFIG_RAW_CLASH_NOTE, count.get()) />
            </div>
            <div class="clash__actions">
                <Button label=w::CONFIG_RAW_CLASH_ALL_MINE small=true on_press=move || all(Side::Mine) />
                <Button label=w::CONFIG_RAW_CLASH_ALL_THEIRS small=true on_press=move || all(Side::Theirs) />
            </div>
            {move || (0..count.get()).map(|at| view! { <One state=state at=at /> }).collect_view()}
            <div class="clash__actions">
                <Button
                    label=w::CONFIG_RAW_CLASH_GO_ON
                    variant=Variant::Primary
                    disabled=Signal::derive(is_open)
                    on_press=go_on
                />
                <Button label=w::UI_CANCEL on_press=move || state.clash.set(None) />
            </div>
        </section>
    }
}

#[component]
fn One(state: RawState, at: usize) -> impl IntoView {
    let conflict =
        Memo::new(move |_| state.clash.with(|merged| merged.as_ref()?.conflicts.get(at).cloned()));
    let group = unique_id("clash");
    let title = move || conflict.with(|it| it.as_ref().map(|it| it.path.to_string()));
    let side = move |side: Side, word: Word| {
        let group = group.clone();
        let is_chosen =
            move || conflict.with(|it| it.as_ref().is_some_and(|it| it.choice == Some(side)));
        let text = move || {
            conflict.with(|conflict| {
                let conflict = conflict.as_ref()?;
                let value = if side == Side::Mine { &conflict.mine } else { &conflict.theirs };
                Some(side_text(&conflict.path, value.as_ref()))
            })
        };
        view! {
            <label class="clash__side">
                <input
                    type="radio"
                    name=group
                    prop:checked=is_chosen
                    on:change=move |_| state.clash.update(|merged| {
                        if let Some(merged) = merged {
                            merged.resolve(at, side);
                        }
                    })
                />
                <span class="clash__whose">{say(word)}</span>
                <code class="clash__value" dir="ltr">{text}</code>
            </label>
        }
    };
    view! {
        <fieldset class="clash__one">
            <legend class="clash__place" dir="ltr">{title}</legend>
            {side.clone()(Side::Mine, w::CONFIG_RAW_MINE)}
            {side(Side::Theirs, w::CONFIG_RAW_THEIRS)}
        </fieldset>
    }
}
