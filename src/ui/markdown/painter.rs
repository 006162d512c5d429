//! Holds one message's place in the page and paints its text there: twenty times a second while
//! it grows, at once when it is complete. The last text given is always the one that stays.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::platform::clock::{self, Alarm};
use crate::ui::highlight;
use crate::ui::markdown::dom::patch;
use crate::ui::markdown::node::{Labels, Node, nodes};
use crate::ui::markdown::stream::Stream;

/// So long after it was painted a growing text is painted again: reading needs no more, and a gateway
/// that says every word by itself would have it painted at every frame.
const PAUSE_MS: f64 = 50.0;

#[derive(Clone, Default)]
pub(super) struct Painter(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    place: Option<Element>,
    text: String,
    open: bool,
    labels: Labels,
    stream: Stream,
    shown: Vec<Node>,
    shown_labels: Labels,
    /// It is painted again then.
    due: Option<Alarm>,
    painted_ms: f64,
}

impl Painter {
    /// Takes the element to paint in and paints what is known.
    pub(super) fn place(&self, element: Element) {
        self.0.borrow_mut().place = Some(element);
        self.paint();
    }

    /// Takes the whole text so far; `open`: more will come.
    pub(super) fn show(&self, text: &str, open: bool, labels: Labels) {
        let mut inner = self.0.borrow_mut();
        let grows = open && inner.open && inner.labels == labels;
        if let Some(more) = text.strip_prefix(inner.text.as_str()) {
            inner.text.push_str(more);
        } else {
            text.clone_into(&mut inner.text);
        }
        inner.open = open;
        inner.labels = labels;
        if !grows {
            inner.due = None;
            drop(inner);
            self.paint();
        } else if inner.due.is_none() && inner.place.is_some() {
            let painter = Rc::downgrade(&self.0);
            let rest = inner.painted_ms + PAUSE_MS - clock::steady_ms();
            inner.due = Some(clock::after(rest.max(0.0) as u32, move || {
                if let Some(inner) = painter.upgrade() {
                    Painter(inner).paint();
                }
            }));
        }
    }

    fn paint(&self) {
        let mut inner = self.0.borrow_mut();
        inner.due = None;
        inner.painted_ms = clock::steady_ms();
        let Some(place) = inner.place.clone() else { return };
        if let Err(error) = inner.paint(&place) {
            log::error!("a message could not be drawn: {error:?}");
        }
    }
}

impl Inner {
    fn paint(&mut self, place: &Element) -> Result<(), JsValue> {
        let Some(document) = place.owner_document() else { return Ok(()) };
        if self.shown_labels != self.labels {
            // Words stand in every block: draw all of them anew.
            patch(&document, place, &self.shown, &[], &self.labels)?;
            self.shown.clear();
            self.shown_labels = self.labels.clone();
        }
        let new = nodes(self.stream.update(&self.text), self.open);
        patch(&document, place, &self.shown, &new, &self.labels)?;
        // Looking for code costs a walk through the message: not for every word of a long one.
        if !self.open || new.len() != self.shown.len() {
            highlight::watch(place);
        }
        self.shown = new;
        Ok(())
    }
}
