//! The talk with the service worker about new builds. It offers, the operator decides: a page is
//! never changed under someone's hands.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration, window};

/// What the service worker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Another build has been loaded in the background.
    UpdateReady,
    /// From now on the other build answers.
    Adopted,
}

/// Hears the service worker for as long as the page lives.
pub fn listen(on_notice: impl Fn(Notice) + 'static) {
    let Some(container) = container() else { return };
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let word =
            Reflect::get(&event.data(), &"type".into()).ok().and_then(|word| word.as_string());
        match word.as_deref() {
            Some("update-ready") => on_notice(Notice::UpdateReady),
            // A page that came later asks whether a build has been waiting since before.
            Some("status") if is_waiting(&event.data()) => on_notice(Notice::UpdateReady),
            Some("adopted") => on_notice(Notice::Adopted),
            _ => {}
        }
    });
    // Setting it also begins the delivery of what was said earlier.
    container.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The page and its listener end together.
    hear.forget();
    post("status");
}

fn is_waiting(message: &JsValue) -> bool {
    Reflect::get(message, &"waiting".into()).is_ok_and(|waiting| waiting.is_truthy())
}

/// Asks the service worker to answer with the new build. False when there is none to ask.
pub fn adopt() -> bool {
    post("adopt")
}

/// Lets go of the service worker and of every file it keeps of this console: the next visit is a first
/// one. Asks the browser and not the worker, which may be what is wrong.
pub async fn leave(base: &str) {
    if let Some(container) = container() {
        let found = container.get_registration_with_document_url(base);
        if let Ok(found) = JsFuture::from(found).await
            && let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>()
            && let Ok(gone) = registration.unregister()
        {
            let _gone = JsFuture::from(gone).await;
        }
    }
    let Some(caches) = window().and_then(|window| window.caches().ok()) else { return };
    let Ok(names) = JsFuture::from(caches.keys()).await else { return };
    let ours = format!("quarterdeck:{base}:");
    for name in js_sys::Array::from(&names).iter().filter_map(|name| name.as_string()) {
        if name.starts_with(&ours) {
            let _gone = JsFuture::from(caches.delete(&name)).await;
        }
    }
}

fn post(word: &str) -> bool {
    let message = Object::new();
    let told = Reflect::set(&message, &"type".into(), &word.into());
    let controller = container().and_then(|container| container.controller());
    match (told, controller) {
        (Ok(true), Some(controller)) => controller.post_message(&message).is_ok(),
        _ => false,
    }
}

/// Plain http has no service worker at all, though the binding says it always has.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window()?.navigator();
    let container = Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    container.dyn_into().ok()
}
