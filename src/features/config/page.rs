//! What the parts of the frame share: the desk, the parts of the configuration and how each stands, and
//! what is drawn of the form.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::address::Address;
use super::bare;
use super::check::checked;
use super::desk::{Desk, Only};
use super::outline::{self, Line};
use super::path::{Path, Step};
use super::place::{self, Place};
use super::problems::Problems;
use super::schema::{Schema, Section};
use super::search::Index;
use super::state::ConfigState;
use super::tabs::Tab;
use super::{told, way};
use crate::remote::Remote;
use crate::words::{t, tr, w};

/// What the parts of the frame share.
#[derive(Clone, Copy)]
pub struct Page {
    pub desk: Desk,
    pub tab: RwSignal<Tab>,
    /// The parts of the configuration, and how each stands.
    pub lines: Memo<Vec<Line>>,
    /// What is drawn of the form.
    pub here: Memo<Place>,
    /// Made when something is first looked for.
    index: StoredValue<Option<Arc<Index>>>,
    /// The schema the form is drawn by; the index is made from it.
    pub schema: Memo<Drawn>,
}

/// The schema the form is drawn by.
#[derive(Clone)]
pub struct Drawn(pub Option<Arc<Schema>>);

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Page {
    pub fn new(state: ConfigState) -> Self {
        // Without a schema the form is made from what stands there.
        let schema =
            Memo::new(move |_| {
                Drawn(state.schema.with(|schema| match schema {
                    Remote::Ready(schema) => Some(Arc::clone(schema)),
                    Remote::Failed(_) => state.base.with(|base| {
                        base.ready().map(|base| Arc::new(bare::schema(&base.authored)))
                    }),
                    Remote::Absent | Remote::Loading => None,
                }))
            });
        let read = Signal::derive(move || {
            let ready = state.schema.with(|schema| schema.ready().cloned());
            ready.filter(|_| state.base.with(|base| base.ready().is_some()))
        });
        let wrong = checked(state, read);
        let problems = Memo::new(move |_| {
            let wrong = wrong.get();
            let told = state.base.with(|base| {
                let Some(base) = base.ready() else { return Vec::new() };
                state.draft.with(|draft| told::problems(&base.snapshot, draft))
            });
            // Where both say something, the gateway need not say it as well.
            let told = told.into_iter().chain(state.refused());
            let told = told.filter(|it| wrong.iter().all(|own| own.path != it.path));
            Problems::of(told.collect::<Vec<_>>().into_iter().chain(wrong.iter().cloned()))
        });
        let desk = Desk {
            state,
            schema: StoredValue::new(Arc::new(bare::schema(&Value::Null))),
            at: RwSignal::new(Path::root()),
            only: RwSignal::new(Only::All),
            search: RwSignal::new(String::new()),
            problems: problems.into(),
            locked: Memo::new(move |_| state.is_locked()).into(),
        };
        let keys = Memo::new(move |_| {
            state.draft.with(|draft| {
                let map = draft.edited().as_object();
                map.map(|map| map.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
            })
        });
        let parts = Memo::new(move |_| {
            keys.track();
            let Some(schema) = schema.get().0 else { return Vec::new() };
            state.draft.with_untracked(|draft| outline::parts(&schema, draft.edited()))
        });
        let lines = Memo::new(move |_| {
            parts.with(|parts| {
                state
                    .draft
                    .with(|draft| problems.with(|problems| outline::lines(parts, draft, problems)))
            })
        });
        let here = Memo::new(move |_| {
            let Some(schema) = schema.get().0 else { return Place::default() };
            let at = desk.at.get();
            state.draft.with(|draft| {
                let first = parts.with(|parts: &Vec<Section>| {
                    let set = parts.iter().find(|part| part.path.get(draft.base()).is_some());
                    set.or(parts.first()).map(|part| part.path.clone())
                });
                place::find(&schema, draft.edited(), &at, &first.unwrap_or_default())
            })
        });
        let tab = RwSignal::new(Tab::Form);
        Self { desk, tab, lines, here, index: StoredValue::new(None), schema }
    }

    /// Where a link to a place leads.
    #[must_use]
    pub fn href(self, path: &Path) -> String {
        way::href(&Address { at: path.pointer(), ..Address::default() })
    }

    /// There is another schema.
    pub fn forget_index(self) {
        self.index.set_value(None);
    }

    /// All settings, ready to be searched.
    pub fn index(self) -> Option<Arc<Index>> {
        if let Some(index) = self.index.get_value() {
            return Some(index);
        }
        let schema = self.schema.get_untracked().0?;
        let index = Arc::new(Index::new(schema));
        self.index.set_value(Some(Arc::clone(&index)));
        Some(index)
    }
}

/// Moves the keyboard to the first element that a selector finds within another.
pub fn focus_in(within: &HtmlElement, selector: &str) {
    let found = within.query_selector(selector).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _focused = found.focus();
    }
}

/// What a place is called: by its field; an entry of a list by its title, or counted.
#[must_use]
pub fn label(schema: &Schema, within: &Value, path: &Path) -> String {
    let Some(field) = schema.field(path, within) else { return path.to_string() };
    if let (Some(Step::Index(index)), Some(value)) = (path.last(), path.get(within)) {
        let list = path.parent().and_then(|list| schema.field(&list, within));
        let title = list.and_then(|list| schema.entry_title(&list, &field, value));
        return title
            .unwrap_or_else(|| tr(w::CONFIG_PAGE_ENTRY, &[("n", &(index + 1).to_string())]));
    }
    field.label
}

/// The names from the part of the configuration down to a place.
#[must_use]
pub fn labels(schema: &Schema, within: &Value, path: &Path) -> String {
    let names = place::trail(path).iter().map(|at| label(schema, within, at)).collect::<Vec<_>>();
    if names.is_empty() { t(w::CONFIG_PAGE_WHOLE) } else { names.join(" › ") }
}
