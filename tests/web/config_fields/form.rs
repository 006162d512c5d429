//! Verbs for the tests of settings: a form on screen, with the schema of a real gateway and a
//! configuration that nobody saves.

use std::sync::Arc;

use leptos::prelude::*;
use quarterdeck::features::config::desk::{Desk, Only};
use quarterdeck::features::config::draft::Draft;
use quarterdeck::features::config::field::{FieldView, Folds};
use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::problems::Problems;
use quarterdeck::features::config::schema::Schema;
use quarterdeck::features::config::state::ConfigState;
use quarterdeck::gateway::{Gateway, error::CallError};
use quarterdeck::protocol::method::Scope;
use quarterdeck::store::Stores;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

use crate::house::{House, frame, show};

pub(super) const EARLY: &str = include_str!("../../gateway/schemas/2026.2.6-3.json");
pub(super) const MIDDLE: &str = include_str!("../../gateway/schemas/2026.4.15.json");
pub(super) const LATE: &str = include_str!("../../gateway/schemas/2026.9.6.json");

/// A form on screen.
pub(super) struct Form {
    pub(super) house: House,
    pub(super) desk: Desk,
    pub(super) problems: RwSignal<Problems>,
    pub(super) locked: RwSignal<bool>,
    pub(super) folds: Folds,
}

fn schema(text: &str) -> Schema {
    let reply: Value = serde_json::from_str(text).unwrap();
    Schema::read(&reply["schema"].to_string(), &reply["uiHints"].to_string()).unwrap()
}

pub(super) fn path(text: &str) -> Path {
    let step = |path: Path, word: &str| match word.parse() {
        Ok(index) => path.index(index),
        Err(_) => path.key(word),
    };
    text.split('/').filter(|it| !it.is_empty()).fold(Path::root(), step)
}

/// Shows what is in a place of a configuration.
pub(super) async fn open(version: &'static str, at: &'static str, config: Value) -> Form {
    let (send, receive) = std::sync::mpsc::channel();
    let house = show(move || {
        let gateway = Gateway::scripted(&[Scope::Admin], |_, _| Err(CallError::Offline));
        let stores = Stores::around(StoredValue::new_local(gateway));
        let state = ConfigState::new(stores);
        state.draft.set(Draft::new(config));
        let (problems, locked) = (RwSignal::new(Problems::default()), RwSignal::new(false));
        let desk = Desk {
            state,
            schema: StoredValue::new(Arc::new(schema(version))),
            at: RwSignal::new(Path::root()),
            only: RwSignal::new(Only::All),
            search: RwSignal::new(String::new()),
            problems: problems.into(),
            locked: locked.into(),
        };
        send.send((desk, problems, locked, Folds::provide())).unwrap();
        view! { <FieldView desk=desk path=path(at) bare=true /> }
    });
    let (desk, problems, locked, folds) = receive.recv().unwrap();
    let form = Form { house, desk, problems, locked, folds };
    form.settled().await;
    form
}

impl Form {
    pub(super) async fn settled(&self) {
        for _ in 0..3 {
            frame().await;
        }
    }

    pub(super) fn draft(&self) -> Value {
        self.desk.state.draft.with_untracked(|draft| draft.edited().clone())
    }

    pub(super) fn get(&self, at: &str) -> Option<Value> {
        self.desk.state.draft.with_untracked(|draft| draft.get(&path(at)).cloned())
    }

    /// The setting at a place.
    pub(super) fn at(&self, at: &str) -> Element {
        let found = document().query_selector(&format!("[data-at='{at}']")).unwrap();
        found.unwrap_or_else(|| panic!("{at} in: {}", self.house.words()))
    }

    pub(super) fn part<T: JsCast>(&self, at: &str, part: &str) -> T {
        let found = self.at(at).query_selector(part).unwrap();
        let words = || self.at(at).outer_html();
        found
            .unwrap_or_else(|| panic!("{part} in: {}", words()))
            .dyn_into()
            .unwrap_or_else(|_| panic!("{part}"))
    }

    pub(super) fn lacks(&self, at: &str, part: &str) -> bool {
        self.at(at).query_selector(part).unwrap().is_none()
    }

    pub(super) fn words(&self, at: &str) -> String {
        self.at(at).dyn_into::<HtmlElement>().unwrap().inner_text()
    }

    pub(super) async fn press(&self, at: &str, part: &str) {
        self.part::<HtmlElement>(at, part).click();
        self.settled().await;
    }

    /// Presses what has this name in a setting.
    pub(super) async fn act(&self, at: &str, name: &str) {
        let buttons = self.at(at).query_selector_all("button").unwrap();
        let buttons = (0..buttons.length())
            .map(|it| buttons.get(it).unwrap().dyn_into::<HtmlElement>().unwrap());
        let named = |it: &HtmlElement| {
            it.get_attribute("aria-label").as_deref() == Some(name)
                || it.inner_text().trim() == name
        };
        let found = buttons.into_iter().find(named);
        found.unwrap_or_else(|| panic!("{name} in: {}", self.at(at).outer_html())).click();
        self.settled().await;
    }

    pub(super) async fn write(&self, at: &str, text: &str) {
        let field: HtmlElement = self.part(at, "input, textarea");
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        } else {
            field.dyn_ref::<HtmlTextAreaElement>().unwrap().set_value(text);
        }
        heard(&field, "input");
        self.settled().await;
    }

    pub(super) fn written(&self, at: &str) -> String {
        let field: HtmlElement = self.part(at, "input, textarea");
        match field.dyn_ref::<HtmlInputElement>() {
            Some(input) => input.value(),
            None => field.dyn_ref::<HtmlTextAreaElement>().unwrap().value(),
        }
    }

    pub(super) async fn choose(&self, at: &str, value: &str) {
        let select: HtmlSelectElement = self.part(at, "select");
        select.set_value(value);
        heard(&select, "change");
        self.settled().await;
    }

    /// Chooses by the words of a choice.
    pub(super) async fn choose_named(&self, at: &str, name: &str) {
        let select: HtmlSelectElement = self.part(at, "select");
        let options = select.query_selector_all("option").unwrap();
        let option = (0..options.length())
            .map(|it| options.get(it).unwrap().dyn_into::<Element>().unwrap())
            .find(|it| it.text_content().unwrap().trim() == name);
        let option = option.unwrap_or_else(|| panic!("{name} in: {}", select.inner_text()));
        self.choose(at, &option.get_attribute("value").unwrap()).await;
    }
}

pub(super) fn heard(element: &Element, name: &str) {
    let event = Event::new(name).unwrap();
    event.init_event_with_bubbles(name, true);
    element.dispatch_event(&event).unwrap();
}

/// Presses a key with Alt where the keyboard is.
pub(super) async fn alt(name: &str) {
    let init = js_sys::Object::new();
    for (field, value) in [("bubbles", true), ("cancelable", true), ("altKey", true)] {
        js_sys::Reflect::set(&init, &field.into(), &value.into()).unwrap();
    }
    js_sys::Reflect::set(&init, &"key".into(), &name.into()).unwrap();
    let make = js_sys::Reflect::get(&js_sys::global(), &"KeyboardEvent".into()).unwrap();
    let arguments = js_sys::Array::of2(&"keydown".into(), &init);
    let event: Event = js_sys::Reflect::construct(&make.into(), &arguments).unwrap().into();
    document().active_element().unwrap().dispatch_event(&event).unwrap();
    for _ in 0..3 {
        frame().await;
    }
}
