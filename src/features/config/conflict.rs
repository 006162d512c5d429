//! What the operator and someone else have changed differently: what it was, mine and theirs side by
//! side, each decided before anything goes on.

use leptos::prelude::*;
use serde_json::Value;

use super::desk::Desk;
use super::draft::{Conflict, Side};
use super::wording::{place_in_full, value_text};
use crate::ui::button::{Button, Variant};
use crate::ui::dialog::Dialog;
use crate::ui::unique_id;
use crate::words::{Word, say, t, w};

/// Open while `open` is true; closed it waits, and nothing is lost.
#[component]
pub fn Conflicts(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let state = desk.state;
    let count = Memo::new(move |_| {
        state.dispute.with(|it| it.as_ref().map_or(0, |it| it.merged.conflicts.len()))
    });
    let is_open = Signal::derive(move || {
        state.dispute.with(|it| it.as_ref().is_some_and(|it| !it.merged.is_decided()))
    });
    let go_on = move || {
        state.settle();
        open.set(false);
    };
    view! {
        <Dialog open=open title=w::CONFIG_SAVE_CLASHES wide=true>
            <div class="conflict">
                <p>{say(w::CONFIG_SAVE_CLASHES_NOTE)}</p>
                <div class="conflict__all">
                    <Button
                        label=w::CONFIG_SAVE_ALL_MINE
                        small=true
                        on_press=move || state.choose_all(Side::Mine)
                    />
                    <Button
                        label=w::CONFIG_SAVE_ALL_THEIRS
                        small=true
                        on_press=move || state.choose_all(Side::Theirs)
                    />
                </div>
                {move || (0..count.get()).map(|at| view! { <One desk=desk at=at /> }).collect_view()}
                <div class="conflict__end">
                    <Button label=w::CONFIG_SAVE_LATER on_press=move || open.set(false) />
                    <Button
                        label=w::CONFIG_SAVE_GO_ON
                        variant=Variant::Primary
                        disabled=is_open
                        on_press=go_on
                    />
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn One(desk: Desk, at: usize) -> impl IntoView {
    let state = desk.state;
    let conflict =
        Memo::new(move |_| state.dispute.with(|it| it.as_ref()?.merged.conflicts.get(at).cloned()));
    let text = move |pick: fn(&Conflict) -> &Option<Value>| {
        let schema = desk.schema.get_value();
        conflict.with(|conflict| {
            let conflict = conflict.as_ref()?;
            Some(match pick(conflict) {
                None => t(w::CONFIG_SAVE_NOT_THERE),
                Some(value) => state.draft.with_untracked(|draft| {
                    value_text(&schema, &conflict.path, value, draft.edited())
                }),
            })
        })
    };
    let name = move || {
        let schema = desk.schema.get_value();
        conflict.with(|conflict| {
            let path = &conflict.as_ref()?.path;
            Some(state.draft.with_untracked(|it| place_in_full(&schema, path, it.edited())))
        })
    };
    let group = unique_id("conflict");
    let side = move |side: Side, word: Word| {
        let is_chosen =
            move || conflict.with(|it| it.as_ref().is_some_and(|it| it.choice == Some(side)));
        let pick: fn(&Conflict) -> &Option<Value> = match side {
            Side::Mine => |it| &it.mine,
            Side::Theirs => |it| &it.theirs,
        };
        view! {
            <label class="conflict__side">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=is_chosen
                    on:change=move |_| state.choose(at, side)
                />
                <span class="conflict__word">{say(word)}</span>
                <code class="conflict__value" dir="auto">{move || text(pick)}</code>
            </label>
        }
    };
    let mine = side(Side::Mine, w::CONFIG_SAVE_MINE);
    let theirs = side(Side::Theirs, w::CONFIG_SAVE_THEIRS);
    view! {
        <fieldset class="conflict__one">
            <legend>{name}</legend>
            <p class="conflict__was">
                {say(w::CONFIG_SAVE_WAS)} " "
                <code class="conflict__value" dir="auto">{move || text(|it| &it.base)}</code>
            </p>
            {mine}
            {theirs}
        </fieldset>
    }
}
