//! What every part of the form works on.

use std::sync::Arc;

use leptos::prelude::*;

use super::path::Path;
use super::problems::Problems;
use super::schema::Schema;
use super::state::ConfigState;

/// Which settings are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    All,
    /// Those that stand in the configuration.
    Set,
    /// Those that were edited and not saved.
    Changed,
}

#[derive(Clone, Copy)]
pub struct Desk {
    pub state: ConfigState,
    /// Of no use before `state.schema` is ready or has failed; the form is drawn after that, and anew
    /// with every other schema.
    pub schema: StoredValue<Arc<Schema>>,
    /// The place that is looked at: a section, or something within. Told in the address.
    pub at: RwSignal<Path>,
    pub only: RwSignal<Only>,
    /// As it is typed into the search.
    pub search: RwSignal<String>,
    /// What is wrong, by what is known here and by what the gateway said.
    pub problems: Signal<Problems>,
    /// Nothing is edited while it is being saved, or without the scope for it.
    pub locked: Signal<bool>,
}

impl Desk {
    /// Shows a place, wherever it is looked for from: leaves the search. A setting that is no object
    /// is shown among its neighbours, marked and with the keyboard.
    pub fn go(self, path: Path) {
        self.search.set(String::new());
        self.at.set(path);
    }
}
