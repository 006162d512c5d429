//! Handing a file to the operator. It is made here and goes nowhere else.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, window};

use super::clock;

/// How long the browser may take to begin reading what it was given.
const KEPT_MS: u32 = 30_000;

/// Offers a text as a file of this name. False when the browser cannot.
pub fn text(name: &str, kind: &str, text: &str) -> bool {
    offer(name, kind, &JsValue::from_str(text)).is_ok()
}

/// Offers bytes as a file of this name. False when the browser cannot.
pub fn bytes(name: &str, kind: &str, bytes: &[u8]) -> bool {
    offer(name, kind, &Uint8Array::from(bytes)).is_ok()
}

fn offer(name: &str, kind: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    // A part may be a text or bytes.
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(content), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let pressed = press(name, &address);
    super::work::begin(async move {
        clock::sleep(KEPT_MS).await;
        let _gone = Url::revoke_object_url(&address);
    });
    pressed
}

fn press(name: &str, address: &str) -> Result<(), JsValue> {
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    link.set_hidden(true);
    document.body().ok_or(JsValue::NULL)?.append_child(&link)?;
    link.click();
    link.remove();
    Ok(())
}
