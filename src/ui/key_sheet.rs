//! The sheet of keys, as far as a page can ask for it. The shell draws it.

use leptos::prelude::RwSignal;

/// Whether the sheet is open.
#[derive(Clone, Copy)]
pub struct KeySheetOpen(pub RwSignal<bool>);
