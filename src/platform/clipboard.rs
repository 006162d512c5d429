//! The clipboard. Nothing is ever read from it.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement, window};

/// Copies a text. False when the browser did not allow it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    if window.is_secure_context() {
        let copied = JsFuture::from(window.navigator().clipboard().write_text(text)).await;
        if copied.is_ok() {
            return true;
        }
    }
    copy_by_selection(text).unwrap_or(false)
}

/// Plain http has no clipboard object; the older way works there.
fn copy_by_selection(text: &str) -> Option<bool> {
    let document = window()?.document()?;
    let before = document.active_element();
    // Inside an open dialog only its own content can be selected.
    let place = before.as_ref().and_then(|element| element.closest("dialog").ok().flatten());
    let place = place.or_else(|| document.body().map(Into::into))?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_attribute("data-spoken", "").ok()?;
    area.set_attribute("aria-hidden", "true").ok()?;
    place.append_child(&area).ok()?;
    area.select();
    let copied = js_sys::Reflect::get(&document, &"execCommand".into())
        .ok()
        .and_then(|command| command.dyn_into::<js_sys::Function>().ok())
        .and_then(|command| command.call1(&document, &"copy".into()).ok())
        .and_then(|copied| copied.as_bool());
    area.remove();
    if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        before.focus().ok()?;
    }
    copied
}
