//! Verbs for tests: show something, find it as an operator finds it (by role and name), act on it.
//! What is hidden is not found. Nothing here looks at markup for its own sake.

use leptos::{mount::mount_to, prelude::*};
use quarterdeck::{
    app::App,
    gateway::{
        Delivery, Gateway,
        error::CallError,
        phase::{Phase, Refusal, RefusalKind},
    },
    store::Stores,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

/// Something on screen. It goes when this is dropped.
pub(crate) struct House {
    root: HtmlElement,
    mounted: Option<Box<dyn std::any::Any>>,
    owner: Owner,
}

/// Shows a view on an empty page.
pub(crate) fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> House
where
    V::State: 'static,
{
    dress();
    let root: HtmlElement = document().create_element("div").unwrap().dyn_into().unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    let owner = Owner::new();
    let mounted = owner.with(|| mount_to(root.clone(), view));
    House { root, mounted: Some(Box::new(mounted)), owner }
}

/// Opens the console with a gateway that answers nothing, and a browser that kept nothing.
pub(crate) async fn open_console() -> (House, Stores) {
    forget_everything();
    open_again().await
}

/// Opens the console as it would be after a reload.
pub(crate) async fn open_again() -> (House, Stores) {
    let (send, receive) = std::sync::mpsc::channel();
    let house = show(move || {
        let silent = Gateway::scripted(&[], |_, _| Err(CallError::Offline));
        let stores = Stores::around(StoredValue::new_local(silent));
        send.send(stores).unwrap();
        view! { <App stores=stores /> }
    });
    frame().await;
    (house, receive.recv().unwrap())
}

/// The gateway says where the connection stands.
pub(crate) async fn hear(stores: Stores, phase: Phase) {
    stores.deliver(Delivery::Phase(phase));
    frame().await;
}

/// The gateway says no.
pub(crate) async fn refuse(stores: Stores, kind: RefusalKind) {
    let message = "no, it said".to_owned();
    let origin = "http://console.example".to_owned();
    let refusal = Refusal { kind, message, retry_after_ms: None, origin };
    hear(stores, Phase::Refused(refusal)).await;
}

/// What is kept beyond the page's life.
pub(crate) fn kept() -> String {
    let window = web_sys::window().unwrap();
    let areas = [window.local_storage(), window.session_storage()];
    let areas = areas.map(|area| js_sys::JSON::stringify(&area.unwrap().unwrap()).unwrap());
    areas.map(String::from).join("\n")
}

/// What is kept in the browser and not only in the tab.
pub(crate) fn kept_for_good() -> String {
    let area = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    js_sys::JSON::stringify(&area).unwrap().into()
}

/// Waits until what has changed is drawn and every effect has run.
pub(crate) async fn frame() {
    leptos::task::tick().await;
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
    leptos::task::tick().await;
}

/// Waits until answers that follow upon each other are there.
pub(crate) async fn settled() {
    for _ in 0..4 {
        frame().await;
    }
}

impl House {
    /// The one thing with this role and name.
    pub(crate) fn see(&self, role: &str, name: &str) -> HtmlElement {
        let found = self.find(role, name);
        assert_eq!(found.len(), 1, "{role} {name:?} in: {}", self.root.inner_text());
        found.into_iter().next().unwrap()
    }

    /// Whether nothing with this role and name is there.
    pub(crate) fn lacks(&self, role: &str, name: &str) -> bool {
        self.find(role, name).is_empty()
    }

    /// The words of the one thing with this role, whatever its name.
    pub(crate) fn words_of(&self, role: &str) -> String {
        let found: Vec<_> =
            self.all().into_iter().filter(|element| role_of(element) == role).collect();
        assert_eq!(found.len(), 1, "{role} in: {}", self.root.inner_text());
        found[0].inner_text()
    }

    pub(crate) fn words(&self) -> String {
        self.root.inner_text()
    }

    pub(crate) async fn press(&self, role: &str, name: &str) {
        self.see(role, name).click();
        frame().await;
    }

    /// Presses the last of several: the one in the question that has just come up.
    pub(crate) async fn press_last(&self, role: &str, name: &str) {
        self.find(role, name).pop().unwrap().click();
        frame().await;
    }

    pub(crate) async fn write(&self, name: &str, text: &str) {
        let field: HtmlInputElement = self.see("textbox", name).dyn_into().unwrap();
        field.set_value(text);
        let event = Event::new("input").unwrap();
        event.init_event_with_bubbles("input", true);
        field.dispatch_event(&event).unwrap();
        frame().await;
    }

    pub(crate) fn written(&self, name: &str) -> String {
        self.see("textbox", name).dyn_into::<HtmlInputElement>().unwrap().value()
    }

    fn find(&self, role: &str, name: &str) -> Vec<HtmlElement> {
        let fits = |element: &HtmlElement| role_of(element) == role && name_of(element) == name;
        self.all().into_iter().filter(fits).collect()
    }

    fn all(&self) -> Vec<HtmlElement> {
        let list = self.root.query_selector_all("*").unwrap();
        (0..list.length())
            .filter_map(|at| list.get(at)?.dyn_into::<HtmlElement>().ok())
            .filter(is_shown)
            .collect()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.mounted.take());
        // Listeners on the window would hear what is meant for the next one.
        self.owner.cleanup();
        self.root.remove();
    }
}

/// Presses a key where the keyboard is.
pub(crate) async fn key(name: &str) {
    let init = js_sys::Object::new();
    for (field, value) in
        [("key", name.into()), ("bubbles", true.into()), ("cancelable", true.into())]
    {
        js_sys::Reflect::set(&init, &field.into(), &value).unwrap();
    }
    let make = js_sys::Reflect::get(&js_sys::global(), &"KeyboardEvent".into()).unwrap();
    let arguments = js_sys::Array::of2(&"keydown".into(), &init);
    let event: Event = js_sys::Reflect::construct(&make.into(), &arguments).unwrap().into();
    document().active_element().unwrap().dispatch_event(&event).unwrap();
    frame().await;
}

/// The name of what has the keyboard.
pub(crate) fn focused() -> String {
    let active = document().active_element().and_then(|active| active.dyn_into().ok());
    active.map(|active| name_of(&active)).unwrap_or_default()
}

/// The attribute on the page's root.
pub(crate) fn on_root(attribute: &str) -> Option<String> {
    document().document_element().unwrap().get_attribute(attribute)
}

/// What can be seen is a matter of style too: the phone's bar is no second navigation on a desk.
fn dress() {
    const STYLE: &str = concat!(
        include_str!("../../style/tokens.css"),
        include_str!("../../style/base.css"),
        include_str!("../../style/ui/dialog.css"),
        include_str!("../../style/ui/menu.css"),
        include_str!("../../style/features/connect.css"),
        include_str!("../../style/app/shell.css"),
        include_str!("../../style/app/nav.css"),
    );
    if document().get_element_by_id("house-style").is_none() {
        let style = document().create_element("style").unwrap();
        style.set_id("house-style");
        style.set_text_content(Some(STYLE));
        document().head().unwrap().append_child(&style).unwrap();
    }
}

fn forget_everything() {
    let window = web_sys::window().unwrap();
    for area in [window.local_storage(), window.session_storage()] {
        area.unwrap().unwrap().clear().unwrap();
    }
}

fn is_shown(element: &HtmlElement) -> bool {
    // Covered things cannot be reached.
    let inert = element.closest("[inert]").unwrap().is_some();
    let check = js_sys::Reflect::get(element, &JsValue::from_str("checkVisibility")).unwrap();
    let check: js_sys::Function = check.dyn_into().unwrap();
    !inert && check.call0(element).unwrap().is_truthy()
}

fn role_of(element: &HtmlElement) -> String {
    if let Some(role) = element.get_attribute("role") {
        return role;
    }
    let is_named =
        ["aria-label", "aria-labelledby"].into_iter().any(|it| element.has_attribute(it));
    match element.tag_name().as_str() {
        "A" => "link",
        "BUTTON" => "button",
        "DIALOG" => "dialog",
        "H1" | "H2" => "heading",
        "INPUT" => "textbox",
        "MAIN" => "main",
        "NAV" => "navigation",
        "SECTION" if is_named => "region",
        "SELECT" => "combobox",
        "TABLE" => "table",
        _ => "",
    }
    .to_owned()
}

fn name_of(element: &HtmlElement) -> String {
    let by_id = |id: String| document().get_element_by_id(&id).map(words_of);
    let label = || {
        let id = element.id();
        let label = document().query_selector(&format!("label[for='{id}']")).ok().flatten();
        label.filter(|_| !id.is_empty()).map(words_of)
    };
    element
        .get_attribute("aria-label")
        .or_else(|| element.get_attribute("aria-labelledby").and_then(by_id))
        .or_else(label)
        .unwrap_or_else(|| words_of(element.clone().into()))
}

/// What is said of an element: what is hidden from the ear is no part of a name.
fn words_of(element: Element) -> String {
    let said: Element = element.clone_node_with_deep(true).unwrap().dyn_into().unwrap();
    let hidden = said.query_selector_all("[aria-hidden='true']").unwrap();
    for at in 0..hidden.length() {
        hidden.item(at).unwrap().unchecked_into::<Element>().remove();
    }
    said.text_content().unwrap_or_default().trim().to_owned()
}
