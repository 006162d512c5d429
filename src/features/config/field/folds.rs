//! What is open and what is half typed, for as long as the page is looked at: kept by place, so that
//! it is there again when one comes back from another section.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollBehavior, ScrollIntoViewOptions};

use crate::features::config::path::{Path, Step};

/// Where the keyboard goes in a setting: to its control, not to what is said about it.
pub(super) const CONTROL: &str =
    ".field__side input, .field__side select, .field__side textarea, .field__side button";
const FOLD: &str = ".field__fold";

/// A text that is not finished, and the secrets that it keeps from view.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Half {
    pub(super) text: String,
    pub(super) veiled: Vec<Value>,
}

#[derive(Clone, Copy)]
pub struct Folds {
    open: StoredValue<BTreeMap<Path, bool>>,
    /// Texts that are no JSON5 yet.
    texts: StoredValue<BTreeMap<Path, Half>>,
    /// A place that is looked for: all around it is open.
    wanted: RwSignal<Option<Path>>,
}

impl Folds {
    /// Those of the page. Whoever calls this first, makes them for all below.
    #[must_use]
    pub fn provide() -> Self {
        use_context::<Self>().unwrap_or_else(|| {
            let folds = Self {
                open: StoredValue::default(),
                texts: StoredValue::default(),
                wanted: RwSignal::new(None),
            };
            provide_context(folds);
            folds
        })
    }

    /// Opens all around a setting that stands on the page, brings it into view and gives it the
    /// keyboard.
    pub fn show(self, path: Path) {
        self.wanted.set(Some(path.clone()));
        request_animation_frame(move || {
            let Some(found) = element(&path) else { return };
            mark(&found);
            let options = ScrollIntoViewOptions::new();
            options.set_behavior(ScrollBehavior::Instant);
            let _set = js_sys::Reflect::set(&options, &"block".into(), &"center".into());
            found.scroll_into_view_with_scroll_into_view_options(&options);
            focus_in(&found, CONTROL);
        });
    }

    /// Whether a place is open because something below it is looked for. Reactive.
    pub(super) fn is_wanted(self, path: &Path) -> bool {
        self.wanted.with(|wanted| wanted.as_ref().is_some_and(|it| it.is_within(path)))
    }

    /// Whether something below a place is looked for. Reactive.
    pub(super) fn is_wanted_in(self, path: &Path) -> bool {
        self.wanted.with(|wanted| {
            wanted.as_ref().is_some_and(|wanted| wanted != path && wanted.is_within(path))
        })
    }

    /// The entry of a list that is looked for, or that something is looked for in. Reactive.
    pub(super) fn wanted_entry(self, list: &Path) -> Option<usize> {
        self.wanted.with(|wanted| {
            let wanted = wanted.as_ref().filter(|it| it.is_within(list))?;
            match wanted.steps().get(list.steps().len())? {
                Step::Index(index) => Some(*index),
                Step::Key(_) => None,
            }
        })
    }

    pub(super) fn is_open(self, path: &Path) -> Option<bool> {
        self.open.with_value(|open| open.get(path).copied())
    }

    pub(super) fn keep(self, path: Path, is_open: bool) {
        self.open.update_value(|open| {
            open.insert(path, is_open);
        });
    }

    pub(super) fn half(self, path: &Path) -> Option<Half> {
        self.texts.with_value(|texts| texts.get(path).cloned())
    }

    pub(super) fn keep_half(self, path: Path, half: Option<Half>) {
        self.texts.update_value(|texts| match half {
            Some(half) => drop(texts.insert(path, half)),
            None => drop(texts.remove(&path)),
        });
    }

    pub(super) fn forget_texts(self, within: &Path) {
        self.texts.update_value(|texts| texts.retain(|path, _| !path.is_within(within)));
    }

    /// Entries of a list went elsewhere: `to` says where each is now, if anywhere.
    pub(super) fn moved(self, list: &Path, to: impl Fn(usize) -> Option<usize>) {
        self.open.update_value(|open| *open = carried(std::mem::take(open), list, &to));
        self.texts.update_value(|texts| *texts = carried(std::mem::take(texts), list, &to));
    }
}

fn carried<T>(
    all: BTreeMap<Path, T>,
    list: &Path,
    to: &impl Fn(usize) -> Option<usize>,
) -> BTreeMap<Path, T> {
    let depth = list.steps().len();
    let place = |path: Path| match path.steps().get(depth) {
        Some(Step::Index(index)) if path.is_within(list) => {
            let mut steps = path.steps().to_vec();
            steps[depth] = Step::Index(to(*index)?);
            Some(Path::of(steps))
        }
        _ => Some(path),
    };
    all.into_iter().filter_map(|(path, it)| Some((place(path)?, it))).collect()
}

/// Gives the keyboard to a part of a setting once what has changed is drawn.
pub(super) fn focus(path: Path, part: &'static str) {
    request_animation_frame(move || {
        if let Some(found) = element(&path) {
            focus_in(&found, part);
        }
    });
}

/// The same for an element by its name.
pub(super) fn focus_id(id: String) {
    request_animation_frame(move || {
        if let Some(found) = document().get_element_by_id(&id) {
            give(&found);
        }
    });
}

fn element(path: &Path) -> Option<web_sys::Element> {
    let pointer = path.pointer();
    let all = document().query_selector_all("[data-at]").ok()?;
    let all = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<web_sys::Element>().ok());
    all.into_iter().find(|it| it.get_attribute("data-at").as_deref() == Some(&*pointer))
}

fn focus_in(found: &web_sys::Element, part: &str) {
    let is_branch = part == CONTROL && found.has_attribute("data-branch");
    let Ok(parts) = found.query_selector_all(if is_branch { FOLD } else { part }) else { return };
    let parts =
        (0..parts.length()).filter_map(|at| parts.get(at)?.dyn_into::<web_sys::Element>().ok());
    if let Some(part) = parts.into_iter().find(|it| !it.has_attribute("disabled")) {
        give(&part);
    }
}

fn give(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>()
        && element.focus().is_err()
    {
        log::debug!("a setting could not take the keyboard");
    }
}

/// Marks the one setting that was looked for.
fn mark(found: &web_sys::Element) {
    if let Ok(Some(before)) = document().query_selector("[data-sought]") {
        let _gone = before.remove_attribute("data-sought");
    }
    let _marked = found.set_attribute("data-sought", "");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_goes_with_its_entry() {
        let list = Path::root().key("list");
        let open = BTreeMap::from([
            (list.index(0).key("a"), 0),
            (list.index(1), 1),
            (list.index(2), 2),
            (Path::root().key("else"), 3),
        ]);
        let moved = carried(open, &list, &|index| match index {
            0 => None,
            1 => Some(2),
            other => Some(other - 1),
        });
        let expected = [(Path::root().key("else"), 3), (list.index(1), 2), (list.index(2), 1)];
        assert_eq!(moved, BTreeMap::from(expected));
    }
}
