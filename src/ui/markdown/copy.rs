//! The copy button of a block of code. One listener serves a whole message, also for blocks that
//! come later. What is copied is the code as written, whatever the highlighter made of it.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, window};

use crate::platform::clipboard;
use crate::platform::work;
use crate::words::{t, w};

/// How long "Copied" stands.
const SAID_MS: i32 = 2_000;

/// Lets the copy buttons below this element work. The listener goes with the element.
pub(super) fn on_click(message: &Element) {
    let click = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|it| it.closest(".markdown__copy").ok().flatten());
        if let Some(block) = button.and_then(|it| it.closest(".markdown__code").ok().flatten()) {
            work::begin(copy(block));
        }
    });
    let listener = click.into_js_value();
    if message.add_event_listener_with_callback("click", listener.unchecked_ref()).is_err() {
        log::error!("the copy buttons of a message do not listen");
    }
}

async fn copy(block: Element) {
    let Ok(Some(code)) = block.query_selector("code") else { return };
    let Ok(Some(status)) = block.query_selector(".markdown__status") else { return };
    let copied = clipboard::copy(&code.text_content().unwrap_or_default()).await;
    let word = if copied { w::MARKDOWN_COPIED } else { w::MARKDOWN_NOT_COPIED };
    status.set_text_content(Some(&untrack(|| t(word))));
    let clear = Closure::once_into_js(move || status.set_text_content(None));
    let timer = window().map(|window| {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(clear.unchecked_ref(), SAID_MS)
    });
    if matches!(timer, Some(Err(_))) {
        log::warn!("\"copied\" stays longer than it should");
    }
}
