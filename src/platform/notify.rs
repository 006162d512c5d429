//! Being noticed outside the page: whether it may notify, the number in the tab and at the app's icon, a
//! short sound. What is shown as a notification is in `note`.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlLinkElement, window};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    NotAsked,
    Granted,
    /// Refused, or not to be had in this browser.
    Denied,
}

/// Whether this page may notify.
#[must_use]
pub fn permission() -> Permission {
    let word = api("Notification").and_then(|api| text(&api, "permission"));
    match word.as_deref() {
        Some("granted") => Permission::Granted,
        Some("default") => Permission::NotAsked,
        _ => Permission::Denied,
    }
}

/// Lets the browser ask the operator. Only works from a press.
pub async fn ask() -> bool {
    let Some(api) = api("Notification") else { return false };
    let answer = method(&api, "requestPermission").and_then(|ask| ask.call0(&api).ok());
    let Some(answer) = answer.and_then(|answer| answer.dyn_into::<Promise>().ok()) else {
        return false;
    };
    JsFuture::from(answer).await.is_ok_and(|word| word.as_string().as_deref() == Some("granted"))
}

const PLAIN_ICON: &str = "link[rel=icon]";

thread_local! {
    /// The tab's own icon, while another one is shown.
    static OWN_ICON: RefCell<Option<String>> = const { RefCell::new(None) };
    static COUNT: RefCell<usize> = const { RefCell::new(0) };
}

/// Shows how many things wait: in front of the tab's title, on its icon, and at the app's icon.
pub fn show_count(count: usize) {
    COUNT.replace(count);
    let Some(window) = window() else { return };
    if let Some(document) = window.document() {
        document.set_title(&counted(&document.title()));
        let icon = document.query_selector(PLAIN_ICON).ok().flatten();
        if let Some(icon) = icon.and_then(|icon| icon.dyn_into::<HtmlLinkElement>().ok()) {
            show_icon(&icon, count);
        }
    }
    let navigator = window.navigator();
    let (name, number) =
        if count > 0 { ("setAppBadge", Some(count)) } else { ("clearAppBadge", None) };
    let Some(badge) = method(&navigator, name) else { return };
    let asked = match number {
        Some(number) => badge.call1(&navigator, &JsValue::from_f64(number as f64)),
        None => badge.call0(&navigator),
    };
    // Only installed apps have a badge: a no is no news.
    if let Some(promise) = asked.ok().and_then(|asked| asked.dyn_into::<Promise>().ok()) {
        super::work::begin(async move {
            let _answer = JsFuture::from(promise).await;
        });
    }
}

/// A title with the number of waiting things in front.
#[must_use]
pub fn counted(title: &str) -> String {
    let plain = match title.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => title,
    };
    match COUNT.with_borrow(|count| *count) {
        0 => plain.to_owned(),
        count => format!("({count}) {plain}"),
    }
}

fn show_icon(icon: &HtmlLinkElement, count: usize) {
    let own = OWN_ICON.with_borrow_mut(|own| own.get_or_insert_with(|| icon.href()).clone());
    let href = if count > 0 { format!("data:image/svg+xml,{WAITING_ICON}") } else { own };
    if icon.href() != href {
        icon.set_href(&href);
    }
}

/// The wheel with a dot, as an address.
const WAITING_ICON: &str = concat!(
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E",
    "%3Cg fill='none' stroke='%230c757f' stroke-width='2.6' stroke-linecap='round'%3E",
    "%3Ccircle cx='16' cy='16' r='8.5'/%3E%3Cpath d='M16 2v28M2 16h28'/%3E%3C/g%3E",
    "%3Ccircle cx='24' cy='8' r='7.5' fill='%23d97706' stroke='white' stroke-width='2'/%3E%3C/svg%3E",
);

/// Two short, soft tones.
pub fn chime() {
    if play().is_none() {
        log::debug!("the browser plays no sound");
    }
}

fn play() -> Option<()> {
    let api: Function = api("AudioContext")?.dyn_into().ok()?;
    let context = Reflect::construct(&api, &js_sys::Array::new()).ok()?;
    let now = Reflect::get(&context, &"currentTime".into()).ok()?.as_f64()?;
    for (pitch, begin) in [(660.0, 0.0), (880.0, 0.16)] {
        let tone = method(&context, "createOscillator")?.call0(&context).ok()?;
        let volume = method(&context, "createGain")?.call0(&context).ok()?;
        let target = Reflect::get(&context, &"destination".into()).ok()?;
        set_value(&tone, "frequency", pitch)?;
        set_value(&volume, "gain", 0.08)?;
        method(&tone, "connect")?.call1(&tone, &volume).ok()?;
        method(&volume, "connect")?.call1(&volume, &target).ok()?;
        method(&tone, "start")?.call1(&tone, &JsValue::from_f64(now + begin)).ok()?;
        method(&tone, "stop")?.call1(&tone, &JsValue::from_f64(now + begin + 0.12)).ok()?;
    }
    Some(())
}

fn set_value(node: &JsValue, name: &str, value: f64) -> Option<()> {
    let parameter = Reflect::get(node, &name.into()).ok()?;
    Reflect::set(&parameter, &"value".into(), &value.into()).ok().map(drop)
}

pub(super) fn api(name: &str) -> Option<JsValue> {
    let window: JsValue = window()?.into();
    Reflect::get(&window, &name.into()).ok().filter(JsValue::is_truthy)
}

pub(super) fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &name.into()).ok()?.as_string()
}
