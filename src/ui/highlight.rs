//! Colours code that a reader can see. The highlighter is loaded with the first such code, and it
//! only ever names pieces of text: the spans are made here. Without it code stays plain.

use std::cell::{OnceCell, RefCell};

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

use crate::platform::bundle;
use crate::platform::work;

/// Marks code the highlighter has seen: its text may stand in spans.
pub const HIGHLIGHTED: &str = "data-highlighted";
/// Names the language of code that is complete.
pub const LANGUAGE: &str = "data-language";

/// More than this is left plain: colours would cost more than they tell.
const LIMIT: usize = 20_000;

thread_local! {
    static OBSERVER: OnceCell<Option<IntersectionObserver>> = const { OnceCell::new() };
    static HIGHLIGHTER: RefCell<Highlighter> = const { RefCell::new(Highlighter::Absent) };
}

enum Highlighter {
    Absent,
    Loading(Vec<Element>),
    Ready(Function),
    /// It could not be loaded; a new visit tries again.
    Failed,
}

/// Colours the complete code below this element as soon as it comes into view.
pub fn watch(place: &Element) {
    let selector = format!("code[{LANGUAGE}]:not([{HIGHLIGHTED}])");
    let Ok(found) = place.query_selector_all(&selector) else { return };
    for index in 0..found.length() {
        let Some(code) = found.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        OBSERVER.with(|observer| {
            if let Some(observer) = observer.get_or_init(observer_of_code) {
                observer.observe(&code);
            }
        });
    }
}

fn observer_of_code() -> Option<IntersectionObserver> {
    let seen = Closure::<dyn Fn(Array, IntersectionObserver)>::new(
        |entries: Array, observer: IntersectionObserver| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                if entry.is_intersecting() {
                    observer.unobserve(&entry.target());
                    colour(entry.target());
                }
            }
        },
    );
    IntersectionObserver::new(seen.into_js_value().unchecked_ref()).ok()
}

fn colour(code: Element) {
    HIGHLIGHTER.with_borrow_mut(|highlighter| match highlighter {
        Highlighter::Ready(highlight) => paint(&code, highlight),
        Highlighter::Loading(waiting) => waiting.push(code),
        Highlighter::Failed => {}
        Highlighter::Absent => {
            *highlighter = Highlighter::Loading(vec![code]);
            work::begin(load());
        }
    });
}

async fn load() {
    let loaded = import().await;
    if loaded.is_none() {
        log::warn!("code stays plain: the highlighter did not load");
    }
    HIGHLIGHTER.with_borrow_mut(|highlighter| {
        if let (Highlighter::Loading(waiting), Some(highlight)) = (&highlighter, &loaded) {
            waiting.iter().for_each(|code| paint(code, highlight));
        }
        *highlighter = loaded.map_or(Highlighter::Failed, Highlighter::Ready);
    });
}

async fn import() -> Option<Function> {
    let module = bundle::import("data-highlight").await?;
    Reflect::get(&module, &"highlight".into()).ok()?.dyn_into().ok()
}

fn paint(code: &Element, highlight: &Function) {
    let Some(language) = code.get_attribute(LANGUAGE) else { return };
    if code.has_attribute(HIGHLIGHTED) {
        return;
    }
    let text = code.text_content().unwrap_or_default();
    let marked = code.set_attribute(HIGHLIGHTED, "");
    if marked.is_err() || text.len() > LIMIT {
        return;
    }
    let pieces = highlight.call2(&JsValue::NULL, &text.as_str().into(), &language.as_str().into());
    let Some(pieces) = pieces.ok().and_then(|pieces| pieces.dyn_into::<Array>().ok()) else {
        return;
    };
    if let Err(error) = replace(code, &text, &pieces) {
        log::error!("code could not be coloured: {error:?}");
    }
}

/// `pieces` is class, text, class, text …
fn replace(code: &Element, text: &str, pieces: &Array) -> Result<(), JsValue> {
    let Some(document) = code.owner_document() else { return Ok(()) };
    let fragment = document.create_document_fragment();
    let mut told = String::new();
    let pieces: Vec<String> = pieces.iter().map(|it| it.as_string().unwrap_or_default()).collect();
    for pair in pieces.chunks_exact(2) {
        told.push_str(&pair[1]);
        let piece = document.create_text_node(&pair[1]);
        let Some(class) = class(&pair[0]) else {
            fragment.append_child(&piece)?;
            continue;
        };
        let span = document.create_element("span")?;
        span.set_attribute("class", class)?;
        span.append_child(&piece)?;
        fragment.append_child(&span)?;
    }
    // A highlighter that changes what the code says is not believed.
    if told != text {
        return Ok(());
    }
    code.set_text_content(None);
    code.append_child(&fragment)?;
    Ok(())
}

/// The few colours we have for the many classes a highlighter knows.
#[must_use]
pub fn class(name: &str) -> Option<&'static str> {
    let name = name.split_whitespace().next()?;
    let name = name.strip_prefix("hljs-").unwrap_or(name);
    Some(match name {
        "keyword" | "literal" | "selector-tag" | "doctag" | "tag" | "name" | "operator" => {
            "highlight__keyword"
        }
        "string" | "regexp" | "char" | "link" | "code" | "template-tag" => "highlight__string",
        "comment" | "quote" => "highlight__comment",
        "number" | "symbol" | "bullet" => "highlight__number",
        "title" | "section" | "function" => "highlight__title",
        "type" | "built_in" | "class" | "selector-class" | "selector-id" => "highlight__type",
        "attr" | "attribute" | "variable" | "property" | "params" | "template-variable" => {
            "highlight__name"
        }
        "meta" | "selector-attr" | "selector-pseudo" => "highlight__meta",
        "addition" => "highlight__addition",
        "deletion" => "highlight__deletion",
        "emphasis" => "highlight__emphasis",
        "strong" => "highlight__strong",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_of_the_highlighter_becomes_one_of_ours_or_none() {
        assert_eq!(class("hljs-keyword"), Some("highlight__keyword"));
        assert_eq!(class("title function_"), Some("highlight__title"));
        assert_eq!(class("hljs-subst"), None);
        assert_eq!(class(""), None);
    }
}
