//! What a page of lists and forms is laid out on: one column with one left edge, and sections with a
//! heading, a line about them, and what can be done with all of it.

use leptos::{prelude::*, text_prop::TextProp};

use crate::ui::unique_id;

/// The column of a page.
#[component]
pub fn Sheet(#[prop(into)] label: TextProp, children: Children) -> impl IntoView {
    view! {
        <section class="sheet" aria-label=move || label.get()>
            <div class="sheet__column">{children()}</div>
        </section>
    }
}

/// A part of a page under a heading.
#[component]
pub fn Section(
    #[prop(into)] title: TextProp,
    /// One line about it.
    #[prop(optional, into)]
    note: Option<TextProp>,
    /// What can be done with all of it, at the end of the heading's line.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let id = unique_id("section");
    let labelled_by = id.clone();
    view! {
        <section class="sheet__section" aria-labelledby=labelled_by>
            <header class="sheet__head">
                <h2 class="sheet__title" id=id>
                    {move || title.get()}
                </h2>
                <div class="sheet__actions">{actions.run()}</div>
                {note.map(|note| view! { <p class="sheet__note">{move || note.get()}</p> })}
            </header>
            {children()}
        </section>
    }
}

/// What stands where nothing is: what would be here, and how to get it.
#[component]
pub fn Empty(#[prop(into)] text: TextProp) -> impl IntoView {
    view! { <p class="sheet__empty">{move || text.get()}</p> }
}
