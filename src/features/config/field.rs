//! One setting: its name, what stands there and where that comes from, what is wrong with it, and
//! the control that its shape asks for.

use leptos::prelude::*;

use super::desk::Desk;
use super::path::Path;

/// Draws the setting at a place, whatever its shape.
#[component]
pub fn FieldView(desk: Desk, path: Path, #[prop(optional)] bare: bool) -> impl IntoView {
    let schema = desk.schema.get_value();
    let field = desk.state.draft.with_untracked(|draft| schema.field(&path, draft.edited()));
    field.filter(|_| !bare).map(|field| field.label)
}

#[derive(Clone, Copy)]
pub struct Folds;

impl Folds {
    #[must_use]
    pub fn provide() -> Self {
        Self
    }

    pub fn show(self, path: Path) {
        let (Self, _) = (self, path);
    }
}
