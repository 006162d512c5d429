//! Scripts of this build that are fetched when something first needs them.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use super::document;

/// The whole address of the script whose path the build wrote on the page under this name.
#[must_use]
pub fn address(attribute: &str) -> Option<String> {
    let path = document::built(attribute)?;
    let origin = window()?.location().origin().ok()?;
    let base = format!("{origin}{}", document::base());
    Some(web_sys::Url::new_with_base(&path, &base).ok()?.href())
}

/// Fetches the script whose path the build wrote on the page under this name, and gives what it
/// exports. The page's boot script lends its `import()`: making one here would need `eval`.
pub async fn import(attribute: &str) -> Option<JsValue> {
    let window = window()?;
    let url = address(attribute)?;
    let import: Function =
        Reflect::get(&window, &"quarterdeckImport".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = import.call1(&JsValue::NULL, &url.into()).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
