//! What the browser says of itself and of this page.

/// The origin of this page, for example `https://console.example`.
#[must_use]
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The operator's language, for example `de-CH`.
#[must_use]
pub fn language() -> Option<String> {
    web_sys::window()?.navigator().language()
}

/// The browser's name for servers.
#[must_use]
pub fn user_agent() -> Option<String> {
    web_sys::window()?.navigator().user_agent().ok()
}

/// How large the page is, for example `1280 × 900`.
#[must_use]
pub fn window_size() -> Option<String> {
    let window = web_sys::window()?;
    let side = |size: Result<wasm_bindgen::JsValue, _>| size.ok()?.as_f64();
    Some(format!("{} × {}", side(window.inner_width())?, side(window.inner_height())?))
}

/// Whether keys are called as on Apple's machines.
#[must_use]
pub fn is_apple() -> bool {
    user_agent()
        .is_some_and(|it| it.contains("Mac") || it.contains("iPhone") || it.contains("iPad"))
}
