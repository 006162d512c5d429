//! The editor on its element: fetched, told what to show, and asked for nothing but what was typed.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::EditorMark;
use crate::platform::{bundle, work};

/// Every word that is read in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub(super) label: String,
    pub(super) note: String,
    pub(super) phrases: Vec<(&'static str, String)>,
    pub(super) chip: Option<(&'static str, String)>,
    pub(super) language: &'static str,
}

/// An editor that is open, or is to be. Dropping it closes it.
pub(super) struct Canvas(Rc<RefCell<Life>>);

#[derive(Default)]
struct Life {
    is_over: bool,
    open: Option<Open>,
}

struct Open {
    editor: JsValue,
    /// What stands in it.
    text: String,
    _edited: Closure<dyn Fn(String)>,
}

impl Canvas {
    /// Opens an editor as soon as it has been fetched; `told` hears whether that worked.
    pub(super) fn new(
        place: HtmlElement,
        said: Signal<Said>,
        text: Signal<String>,
        on_edit: Callback<String>,
        told: impl Fn(bool) + 'static,
    ) -> Self {
        let life = Rc::new(RefCell::new(Life::default()));
        let canvas = Self(Rc::clone(&life));
        work::begin(async move {
            let open = import().await;
            if life.borrow().is_over {
                return;
            }
            let (said, text) = (said.get_untracked(), text.get_untracked());
            let opened =
                open.and_then(|open| Open::new(&open, &place, &said, text, on_edit, &life));
            if opened.is_none() {
                log::warn!("the text is edited in a plain field: the editor did not load");
            }
            let is_open = opened.is_some();
            life.borrow_mut().open = opened;
            told(is_open);
        });
        canvas
    }

    pub(super) fn show(&self, text: &str) {
        let is_known = self.0.borrow().open.as_ref().is_none_or(|open| open.text == text);
        if !is_known {
            if let Some(open) = &mut self.0.borrow_mut().open {
                text.clone_into(&mut open.text);
            }
            self.run("show", &text.into());
        }
    }

    pub(super) fn say(&self, said: &Said) {
        self.run("say", &words(said).into());
    }

    pub(super) fn lock(&self, is_locked: bool) {
        self.run("lock", &is_locked.into());
    }

    pub(super) fn mark(&self, text: &str, marks: &[EditorMark]) {
        let list = Array::new();
        for EditorMark { place, is_error, text: message } in marks {
            list.push(&units(text, place.start).into());
            list.push(&units(text, place.end).into());
            list.push(&if *is_error { "error" } else { "warning" }.into());
            list.push(&message.as_str().into());
        }
        self.run("mark", &list.into());
    }

    pub(super) fn hide(&self, text: &str, places: &[Range<usize>]) {
        let ends = places.iter().flat_map(|place| [place.start, place.end]);
        let list: Array = ends.map(|end| JsValue::from(units(text, end))).collect();
        self.run("hide", &list.into());
    }

    pub(super) fn go(&self, text: &str, at: usize) {
        self.run("go", &units(text, at).into());
    }

    fn run(&self, name: &str, value: &JsValue) {
        // What it does may come back here at once: nothing is held meanwhile.
        let editor = self.0.borrow().open.as_ref().map(|open| open.editor.clone());
        let Some(editor) = editor else { return };
        let call = Reflect::get(&editor, &name.into()).ok().and_then(|it| it.dyn_into().ok());
        let outcome = call.map(|call: Function| call.call1(&editor, value));
        if !matches!(outcome, Some(Ok(_))) {
            log::error!("the editor failed to {name}: {outcome:?}");
        }
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        self.run("close", &JsValue::UNDEFINED);
        let mut life = self.0.borrow_mut();
        life.is_over = true;
        life.open = None;
    }
}

impl Open {
    fn new(
        open: &Function,
        place: &HtmlElement,
        said: &Said,
        text: String,
        on_edit: Callback<String>,
        life: &Rc<RefCell<Life>>,
    ) -> Option<Self> {
        let life = Rc::downgrade(life);
        let edited = Closure::<dyn Fn(String)>::new(move |text: String| {
            let Some(life) = life.upgrade() else { return };
            if let Ok(mut life) = life.try_borrow_mut()
                && let Some(open) = &mut life.open
            {
                text.clone_into(&mut open.text);
            }
            drop(life);
            on_edit.run(text);
        });
        let words = words(said);
        let _set = Reflect::set(&words, &"text".into(), &text.as_str().into());
        let editor =
            open.call3(&JsValue::NULL, place, &words, edited.as_ref().unchecked_ref()).ok()?;
        Some(Self { editor, text, _edited: edited })
    }
}

async fn import() -> Option<Function> {
    let module = bundle::import("data-editor").await?;
    Reflect::get(&module, &"open".into()).ok()?.dyn_into().ok()
}

fn words(said: &Said) -> Object {
    let phrases = Object::new();
    for (theirs, ours) in &said.phrases {
        let _set = Reflect::set(&phrases, &(*theirs).into(), &ours.as_str().into());
    }
    let chip = said.chip.as_ref().map_or(JsValue::NULL, |(text, word)| {
        Array::of2(&(*text).into(), &word.as_str().into()).into()
    });
    let words = Object::new();
    for (name, value) in [
        ("label", JsValue::from(said.label.as_str())),
        ("note", JsValue::from(said.note.as_str())),
        ("phrases", phrases.into()),
        ("chip", chip),
        ("language", said.language.into()),
    ] {
        let _set = Reflect::set(&words, &name.into(), &value);
    }
    words
}

/// A place as the browser counts it: in halves of what may be a pair.
pub(super) fn units(text: &str, at: usize) -> u32 {
    let end = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let before = &text[..end.unwrap_or_default()];
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::units;

    #[test]
    fn a_place_is_counted_as_the_browser_does() {
        assert_eq!(units("grün 🦀!", 0), 0);
        assert_eq!(units("grün 🦀!", 6), 5);
        assert_eq!(units("grün 🦀!", 10), 7);
        assert_eq!(units("grün 🦀!", 8), 5);
        assert_eq!(units("a", 99), 1);
    }
}
