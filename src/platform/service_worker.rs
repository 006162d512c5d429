//! The talk with the service worker: about new builds, and about notifications that were pressed. It
//! offers, the operator decides: a page is never changed under someone's hands.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

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

/// Takes the path of a notification that was pressed.
pub type OnPress = Rc<dyn Fn(&str)>;

thread_local! {
    /// Where a press on a notification is told, while somebody wants to know.
    static ON_PRESS: RefCell<Option<OnPress>> = const { RefCell::new(None) };
    static HEARS: Cell<bool> = const { Cell::new(false) };
    /// What the service worker calls this tab, once it has said so.
    static CLIENT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Tells of presses on notifications, with the path each carries. `None` ends it.
pub fn on_press(call: Option<OnPress>) {
    ON_PRESS.set(call);
    let Some(container) = container().filter(|_| !HEARS.replace(true)) else { return };
    let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let said = |name: &str| Reflect::get(&event.data(), &name.into()).ok()?.as_string();
        match said("type").as_deref() {
            Some("go") => pressed(&said("path").unwrap_or_default()),
            Some("you") => drop(CLIENT.replace(said("client"))),
            _ => {}
        }
    });
    let heard = hear.as_ref().unchecked_ref();
    if container.add_event_listener_with_callback("message", heard).is_ok() {
        // The page and its listener end together.
        hear.forget();
    }
    super::work::begin(async {
        let worker = registration().await.and_then(|registration| registration.active());
        let asked = worker.map(|worker| worker.post_message(&message("who")));
        if !matches!(asked, Some(Ok(()))) {
            log::debug!("there is no service worker to ask");
        }
    });
}

/// Has the service worker fetch what pages bring with them, so that each can be opened when nothing can
/// be fetched; as soon as there is one, which on a first visit takes a while. Not where the operator
/// has asked the browser to save data.
pub async fn stock() {
    let Some(navigator) = window().map(|window| window.navigator()) else { return };
    let Some(container) = container().filter(|_| !saves_data(&navigator)) else { return };
    let Ok(ready) = container.ready() else { return };
    let Ok(ready) = JsFuture::from(ready).await else { return };
    let worker = ready.dyn_into::<ServiceWorkerRegistration>().ok().and_then(|it| it.active());
    let asked = worker.map(|worker| worker.post_message(&message("stock")));
    if !matches!(asked, Some(Ok(()))) {
        log::debug!("there is no service worker that fetches");
    }
}

/// `navigator.connection.saveData`, which not every browser has.
fn saves_data(navigator: &JsValue) -> bool {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let connection = get(navigator, "connection");
    connection.is_object() && get(&connection, "saveData").is_truthy()
}

/// A notification with this path was pressed.
pub(super) fn pressed(path: &str) {
    // Whoever is told may end the telling.
    if let Some(call) = ON_PRESS.with_borrow(Clone::clone) {
        call(path);
    }
}

/// What the service worker calls this tab.
pub(super) fn client() -> Option<String> {
    CLIENT.with_borrow(Clone::clone)
}

/// The service worker of this console, if it has been installed.
pub(super) async fn registration() -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(container()?.get_registration()).await.ok()?;
    found.dyn_into::<ServiceWorkerRegistration>().ok().filter(|it| it.active().is_some())
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
    let controller = container().and_then(|container| container.controller());
    controller.is_some_and(|controller| controller.post_message(&message(word)).is_ok())
}

fn message(word: &str) -> Object {
    let message = Object::new();
    let _set = Reflect::set(&message, &"type".into(), &word.into());
    message
}

/// Plain http has no service worker at all, though the binding says it always has.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window()?.navigator();
    let container = Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    container.dyn_into().ok()
}
