//! What was just taken away, and the way to have it back: with all its secrets, to its old place.

use leptos::{html, prelude::*};

use super::row::Row;
use crate::features::config::draft::Draft;
use crate::platform::watch::watch;
use crate::ui::button::Button;
use crate::words::{tr, w};

/// The draft before and after.
#[derive(Clone)]
pub(super) struct Removed {
    name: String,
    before: Draft,
    after: Draft,
}

/// Takes away by `remove` and remembers it.
pub(super) fn remove(
    row: Row,
    removed: RwSignal<Option<Removed>>,
    name: String,
    remove: impl FnOnce(),
) {
    let before = row.desk.state.draft.get_untracked();
    remove();
    let after = row.desk.state.draft.get_untracked();
    removed.set(Some(Removed { name, before, after }));
}

/// Said until something else is edited.
pub(super) fn view(row: Row, removed: RwSignal<Option<Removed>>, back: Callback<()>) -> AnyView {
    let draft = row.desk.state.draft;
    let stands = Memo::new(move |_| {
        let is_last = |removed: &Removed| draft.with(|draft| *draft == removed.after);
        removed.with(|removed| removed.as_ref().filter(|it| is_last(it)).map(|it| it.name.clone()))
    });
    (move || {
        let name = stands.get()?;
        let line = NodeRef::<html::P>::new();
        watch(move || {
            if let Some(line) = line.get() {
                let _focused = line.focus();
            }
        });
        let undo = move || {
            if let Some(it) = removed.get_untracked() {
                back.run(());
                removed.set(None);
                row.desk.state.edit(|draft| *draft = it.before);
            }
        };
        Some(view! {
            <p class="field__removed" role="status" node_ref=line tabindex="-1">
                <span>{move || tr(w::CONFIG_FIELD_REMOVED, &[("name", &name)])}</span>
                <Button label=w::CONFIG_FIELD_UNDO small=true on_press=undo />
            </p>
        })
    })
    .into_any()
}
