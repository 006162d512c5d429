//! Notifications. The service worker shows them where there is one, so that a press leads somewhere even
//! when the page is gone; otherwise the page does. Which way a press may lead is judged by who is pressed.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::notify::{Permission, api, method, permission};
use super::service_worker;

/// What is shown. Words only: nothing of it is read as anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub title: String,
    pub body: String,
    /// The thing it tells of. A later note of the same thing takes its place, without a sound.
    pub tag: String,
    /// Where a press leads, below the base.
    pub path: String,
}

/// Shows it. False when the browser does not.
pub async fn show(note: &Note) -> bool {
    if permission() != Permission::Granted {
        return false;
    }
    let options = options(note);
    by_worker(&note.title, &options).await.is_some() || by_page(note, &options).is_some()
}

/// Takes away what is shown of a thing: it is no news any more.
pub async fn withdraw(tag: &str) {
    let filter = Object::new();
    put(&filter, "tag", &tag.into());
    let Some(registration) = service_worker::registration().await else { return };
    let registration: JsValue = registration.into();
    let shown = called(&registration, "getNotifications", &[filter.into()]).await;
    for note in Array::from(&shown.unwrap_or_else(|| Array::new().into())).iter() {
        let _closed = method(&note, "close").map(|close| close.call0(&note));
    }
}

fn options(note: &Note) -> Object {
    let data = Object::new();
    put(&data, "path", &note.path.as_str().into());
    if let Some(client) = service_worker::client() {
        // Of several tabs it leads back to the one that has heard the news.
        put(&data, "client", &client.into());
    }
    let options = Object::new();
    put(&options, "body", &note.body.as_str().into());
    put(&options, "tag", &note.tag.as_str().into());
    put(&options, "data", &data);
    options
}

/// Phones only take notifications from a service worker.
async fn by_worker(title: &str, options: &Object) -> Option<JsValue> {
    let registration: JsValue = service_worker::registration().await?.into();
    called(&registration, "showNotification", &[title.into(), options.into()]).await
}

fn by_page(note: &Note, options: &Object) -> Option<()> {
    let api: Function = api("Notification")?.dyn_into().ok()?;
    let shown = Reflect::construct(&api, &Array::of2(&note.title.as_str().into(), options)).ok()?;
    let (path, own) = (note.path.clone(), shown.clone());
    let press = Closure::once_into_js(move || {
        let _focused = web_sys::window().map(|window| window.focus());
        let _closed = method(&own, "close").map(|close| close.call0(&own));
        service_worker::pressed(&path);
    });
    Reflect::set(&shown, &"onclick".into(), &press).ok().map(drop)
}

/// Calls a method that answers later. `None` where there is none, or where it refuses.
pub(super) async fn called(object: &JsValue, name: &str, takes: &[JsValue]) -> Option<JsValue> {
    let takes: Array = takes.iter().collect();
    let answer = method(object, name)?.apply(object, &takes);
    let answer = match answer.and_then(JsCast::dyn_into::<Promise>) {
        Ok(answer) => JsFuture::from(answer).await,
        Err(why) => Err(why),
    };
    answer.inspect_err(|why| log::debug!("{name}: {why:?}")).ok()
}

fn put(object: &Object, name: &str, value: &JsValue) {
    let _set = Reflect::set(object, &name.into(), value);
}
