//! The browser the tests of drawing need: its document, its frames.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, window};

pub(crate) fn document() -> Document {
    window().unwrap().document().unwrap()
}

/// Waits until the browser has drawn so many frames.
pub(crate) async fn frames(count: usize) {
    for _ in 0..count {
        let next = Promise::new(&mut |done, _| {
            window().unwrap().request_animation_frame(&done).unwrap();
        });
        JsFuture::from(next).await.unwrap();
    }
}

pub(crate) fn with_style(element: &HtmlElement, style: &[(&str, &str)]) {
    for (name, value) in style {
        element.style().set_property(name, value).unwrap();
    }
}
