//! A message's text, drawn. Markup of the text's own is never handed to the browser: the text
//! becomes a tree, the tree becomes elements, one by one.

mod build;
mod copy;
mod dom;
pub mod link;
pub mod node;
mod painter;
pub mod parse;
pub mod stream;
pub mod tree;

use std::sync::Arc;

use leptos::prelude::*;

use crate::platform::watch::watch;
use crate::ui::markdown::node::Labels;
use crate::ui::markdown::painter::Painter;
use crate::words::{t, w};

/// A text that may grow. While `streaming`, it is drawn twenty times a second.
#[component]
pub fn Markdown(
    #[prop(into)] text: Signal<String>,
    #[prop(default = false.into(), into)] streaming: Signal<bool>,
) -> impl IntoView {
    let painter = StoredValue::new_local(Painter::default());
    let show = move || {
        let (open, labels) = (streaming.get(), labels());
        text.with(|text| painter.with_value(|painter| painter.show(text, open, labels)));
    };
    untrack(show);
    watch(show);
    view! {
        <div
            class="markdown"
            data-streaming=move || streaming.get().then_some("")
            use:place=painter
        ></div>
    }
}

/// A text that stays as it is.
#[component]
pub fn MarkdownText(#[prop(into)] text: Arc<str>) -> impl IntoView {
    let painter = StoredValue::new_local(Painter::default());
    let show = move |text: &str| painter.with_value(|painter| painter.show(text, false, labels()));
    untrack(|| show(&text));
    watch(move || show(&text));
    view! { <div class="markdown" use:place=painter></div> }
}

fn place(element: web_sys::Element, painter: StoredValue<Painter, LocalStorage>) {
    copy::on_click(&element);
    painter.with_value(|painter| painter.place(element));
}

fn labels() -> Labels {
    Labels {
        copy: t(w::MARKDOWN_COPY),
        code: t(w::MARKDOWN_CODE),
        table: t(w::MARKDOWN_TABLE),
        done: t(w::MARKDOWN_DONE),
        open: t(w::MARKDOWN_OPEN),
        plain: t(w::MARKDOWN_PLAIN),
    }
}
