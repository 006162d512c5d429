//! The page itself: its address, its title, what the build and the boot script left on it.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, window};

/// Where the page was loaded from, as the browser says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageAddress {
    /// `http:` or `https:`.
    pub protocol: String,
    /// With the port, when there is one.
    pub host: String,
    pub origin: String,
    pub path: String,
    /// With the question mark, or empty.
    pub query: String,
    /// With the hash sign, or empty.
    pub hash: String,
}

/// The address in the browser's bar.
#[must_use]
pub fn address() -> PageAddress {
    let Some(window) = window() else { return PageAddress::default() };
    let location = window.location();
    PageAddress {
        protocol: location.protocol().unwrap_or_default(),
        host: location.host().unwrap_or_default(),
        origin: location.origin().unwrap_or_default(),
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
        hash: location.hash().unwrap_or_default(),
    }
}

/// Puts another address into the bar without loading anything and without a way back to the old.
pub fn replace_address(address: &str) {
    let replaced = window()
        .and_then(|window| window.history().ok())
        .map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
    if !matches!(replaced, Some(Ok(()))) {
        log::warn!("the browser kept the old address");
    }
}

/// The path below which the console is served, with a slash at both ends. The boot script knows it.
#[must_use]
pub fn base() -> String {
    root().and_then(|root| root.get_attribute("data-base")).unwrap_or_else(|| "/".to_owned())
}

/// What the build wrote on the page's `app` meta: `data-build`, `data-locale-de` …
#[must_use]
pub fn built(attribute: &str) -> Option<String> {
    let document = window()?.document()?;
    document.query_selector("meta[name=app]").ok()??.get_attribute(attribute)
}

/// Whether the attribute is on the document's root, and with what value: `theme`, `lang`.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = root() else { return };
    LANGUAGE.set(None);
    let written = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
    if written.is_err() {
        log::warn!("the page did not take {name:?}");
    }
}

/// Shows the page in the theme chosen, `light` or `dark`, or in the system's; the frame that the
/// system draws around an installed console follows.
pub fn show_theme(theme: Option<&str>) {
    set_root_attribute("data-theme", theme);
    let document = window().and_then(|window| window.document());
    let metas = document.and_then(|it| it.query_selector_all("meta[name=theme-color]").ok());
    let Some(metas) = metas else { return };
    for at in 0..metas.length() {
        let Some(meta) = metas.get(at).and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let scheme = meta.get_attribute("data-scheme").unwrap_or_default();
        let media = match theme {
            None => format!("(prefers-color-scheme: {scheme})"),
            Some(theme) if theme == scheme => "all".to_owned(),
            Some(_) => "not all".to_owned(),
        };
        if meta.set_attribute("media", &media).is_err() {
            log::warn!("the page's frame did not take the theme");
        }
    }
}

/// The tab's title.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(&super::notify::counted(title));
    }
}

/// The languages the reader prefers, best first: `de-CH`, `en` …
#[must_use]
pub fn languages() -> Vec<String> {
    let Some(window) = window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|language| language.as_string()).collect()
}

/// The language numbers and dates are written in: the reader's own kind of the language the page
/// speaks (`de-CH` for German), or just that language.
#[must_use]
pub fn language() -> String {
    LANGUAGE.with_borrow_mut(|known| known.get_or_insert_with(written_in).clone())
}

thread_local! {
    /// It is asked for with every number that is written, and changes with the page's own.
    static LANGUAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn written_in() -> String {
    let spoken = root().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    let is_spoken = |tag: &String| spoken.is_empty() || primary(tag) == primary(&spoken);
    let found = languages().into_iter().find(is_spoken).unwrap_or(spoken);
    // An empty name is no language to the browser.
    if found.is_empty() { "en".to_owned() } else { found }
}

/// Loads the page anew.
pub fn reload() {
    if window().is_none_or(|window| window.location().reload().is_err()) {
        log::warn!("the browser did not reload");
    }
}

/// Goes to another address, as a first visit would.
pub fn leave_for(address: &str) {
    if window().is_none_or(|window| window.location().assign(address).is_err()) {
        log::warn!("the browser did not go to {address}");
    }
}

/// Moves the keyboard to the element that a selector names, if it is nowhere: what had it is gone.
/// Gives back whether it went there.
pub fn rescue_focus(selector: &str) -> bool {
    let Some(document) = window().and_then(|window| window.document()) else { return false };
    let nowhere = document.active_element().is_none_or(|active| active.tag_name() == "BODY");
    let element = document.query_selector(selector).ok().flatten();
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    nowhere && element.is_some_and(|element| element.focus().is_ok())
}

/// Fetches a text that belongs to this build. The path is relative to the base.
pub async fn fetch_asset(path: &str) -> Option<String> {
    let url = format!("{}{}", base(), path.trim_start_matches("./").trim_start_matches('/'));
    let response = JsFuture::from(window()?.fetch_with_str(&url)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

fn root() -> Option<web_sys::Element> {
    window()?.document()?.document_element()
}
