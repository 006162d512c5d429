//! Handing a file to the operator. It is made here and goes nowhere else.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url, window};

use super::clock;

/// How long the browser may take to begin reading what it was given.
const KEPT_MS: u32 = 30_000;

/// Offers a text as a file of this name. False when the browser cannot.
pub fn text(name: &str, kind: &str, text: &str) -> bool {
    offer(name, kind, &Array::of1(&JsValue::from_str(text))).is_ok()
}

/// A long text that is made piece by piece.
#[derive(Default)]
pub struct Pieces(Array);

impl Pieces {
    pub fn push(&self, piece: &str) {
        self.0.push(&JsValue::from_str(piece));
    }

    /// Offers all of it as a file of this name. False when the browser cannot.
    #[must_use]
    pub fn offer(&self, name: &str, kind: &str) -> bool {
        offer(name, kind, &self.0).is_ok()
    }

    /// All of it.
    #[must_use]
    pub fn joined(&self) -> String {
        self.0.join("").into()
    }
}

/// Offers bytes as a file of this name. False when the browser cannot.
pub fn bytes(name: &str, kind: &str, bytes: &[u8]) -> bool {
    offer(name, kind, &Array::of1(&Uint8Array::from(bytes))).is_ok()
}

/// What stands in the file that the operator has chosen, and the field is empty again. `None` when there
/// is none, or the browser cannot read it.
pub async fn chosen_text(field: &HtmlInputElement) -> Option<String> {
    let file = field.files()?.get(0)?;
    let text = JsFuture::from(file.text()).await.ok()?.as_string();
    field.set_value("");
    text
}

fn offer(name: &str, kind: &str, parts: &Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(parts, &options)?;
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
