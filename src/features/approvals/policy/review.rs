//! What would be written: how much it is, the whole of it in words, Save and Discard.

use leptos::prelude::*;

use super::changes::Change;
use super::places::Place;
use super::view::Desk;
use super::wording::{entry_text, place_name, value_text};
use crate::platform::work;
use crate::store::Stores;
use crate::ui::button::{Button, Variant};
use crate::ui::confirm::Confirm;
use crate::ui::dialog::Dialog;
use crate::ui::diff::{Diff, DiffKind, DiffLine};
use crate::words::{t, tn, w};

#[component]
pub fn Review(desk: Desk) -> impl IntoView {
    let state = desk.state;
    let open = RwSignal::new(false);
    let discarding = RwSignal::new(false);
    let changes = desk.changes;
    let none = Signal::derive(move || changes.with(Vec::is_empty));
    let lines = Signal::derive(move || {
        changes.with(|changes| changes.iter().map(|change| line(desk.stores, change)).collect())
    });
    let count = move || {
        let n = changes.with(Vec::len);
        if n == 0 { t(w::POLICY_NO_CHANGES) } else { tn(w::POLICY_CHANGES, n) }
    };
    let save = move || {
        open.set(false);
        work::begin(state.save());
    };
    view! {
        <div class="policy__bar" data-edited=move || (!none.get()).then_some("")>
            <p class="policy__edits" role="status">{count}</p>
            <Button label=w::POLICY_REVIEW disabled=none on_press=move || open.set(true) />
            <Button label=w::POLICY_DISCARD disabled=Signal::derive(move || none.get() || state.saving.get()) on_press=move || discarding.set(true) />
            <Button
                label=w::POLICY_SAVE
                variant=Variant::Primary
                busy=state.saving
                disabled=none
                on_press=save
            />
        </div>
        <Dialog open=open title=w::POLICY_REVIEW wide=true>
            <div class="policy__review">
                <Diff lines=lines />
                <div class="policy__actions">
                    <Button label=w::UI_CANCEL on_press=move || open.set(false) />
                    <Button label=w::POLICY_SAVE variant=Variant::Primary on_press=save />
                </div>
            </div>
        </Dialog>
        <Confirm
            open=discarding
            title=w::POLICY_DISCARD_TITLE
            text=move || tn(w::POLICY_DISCARD_TEXT, changes.with(Vec::len))
            verb=w::POLICY_DISCARD
            on_confirm=move |()| state.discard()
        />
    }
}

fn line(stores: Stores, change: &Change) -> DiffLine {
    let (kind, word) = match (&change.before, &change.after) {
        (None, _) => (DiffKind::Added, w::POLICY_ADDED),
        (_, None) => (DiffKind::Removed, w::POLICY_GONE),
        _ => (DiffKind::Changed, w::POLICY_CHANGED),
    };
    let text = |value| value_text(&change.place, value);
    let (mut before, mut after) =
        (change.before.as_ref().and_then(text), change.after.as_ref().and_then(text));
    // The same pattern on both sides: it is something else of the entry.
    if matches!(change.place, Place::Entry(..)) && before == after {
        (before, after) =
            (change.before.as_ref().map(entry_text), change.after.as_ref().map(entry_text));
    }
    DiffLine { kind, word: t(word), name: place_name(stores, &change.place), before, after }
}
