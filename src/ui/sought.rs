//! What the address points at: it comes into view and takes the keyboard, once. Then the address
//! forgets it, so that nothing is pulled from under an operator's hands later.

use leptos::{html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use crate::platform::document;
use crate::platform::watch::watch;

/// A name in the query of the address, and the value it has.
#[derive(Clone, Copy)]
pub struct Sought {
    value: Memo<Option<String>>,
    forget: StoredValue<Callback<()>>,
}

impl Sought {
    #[must_use]
    pub fn by(name: &'static str) -> Self {
        let (query, path) = (use_query_map(), use_location().pathname);
        let navigate = use_navigate();
        let forget = Callback::new(move |()| {
            let base = document::base();
            let page = path.get_untracked();
            let page = page.strip_prefix(base.trim_end_matches('/')).unwrap_or(&page).to_owned();
            let options =
                NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&page, options);
        });
        Self {
            value: Memo::new(move |_| query.with(|query| query.get(name))),
            forget: StoredValue::new(forget),
        }
    }

    /// Reactive.
    #[must_use]
    pub fn get(self) -> Option<String> {
        self.value.get()
    }

    /// It has been found.
    pub fn forget(self) {
        self.forget.get_value().run(());
    }
}

/// Shows the entry of a list that stands for a value. It needs a `tabindex`.
pub fn show_sought(name: &'static str, value: String, entry: NodeRef<html::Li>) {
    let sought = Sought::by(name);
    watch(move || {
        let Some(entry) = entry.get() else { return };
        if sought.get().as_ref() != Some(&value) {
            return;
        }
        // It has its place once the page around it is drawn.
        request_animation_frame(move || {
            entry.scroll_into_view();
            let _focused = entry.focus();
        });
        sought.forget();
    });
}
