//! The part of a list that is in the page. It asks `window` what to show, puts rows in and takes
//! them out, and sets the view once a frame, after the browser has measured: so nothing is laid
//! out twice and nothing jumps.

use std::cell::RefCell;
use std::mem;
use std::ops::Range;
use std::rc::{Rc, Weak};

use js_sys::Array;
use leptos::prelude::{AnyView, Owner, untrack};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, HtmlElement, ResizeObserver, ResizeObserverEntry};
use web_sys::{ResizeObserverSize, window};

use crate::platform::clock::{Alarm, after};
use crate::platform::frame::Frame;
use crate::ui::virtual_list::window::Window;

/// How long a reader who means to go up may take to move.
const RESUME_MS: u32 = 150;

/// What has become of the reader.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct News {
    pub(super) at_bottom: bool,
    pub(super) unseen: usize,
    /// Less than a view is left above, and older rows have not been asked for since.
    pub(super) reached_top: bool,
}

pub(super) struct List<K: 'static>(Rc<Shared<K>>);

struct Shared<K: 'static> {
    row: Box<dyn Fn(K) -> AnyView>,
    tell: Box<dyn Fn(News)>,
    owner: Owner,
    state: RefCell<State<K>>,
}

struct State<K: 'static> {
    window: Window<K>,
    page: Option<Page>,
    shown: Vec<Row<K>>,
    /// Where the view stands as far as we know.
    view: f64,
    /// The first row when older ones were last asked for.
    asked: Option<K>,
    next: Option<Frame>,
    resume: Option<Alarm>,
}

#[derive(Clone)]
struct Page {
    scroller: HtmlElement,
    before: HtmlElement,
    after: HtmlElement,
    observer: ResizeObserver,
}

struct Row<K> {
    key: K,
    element: HtmlElement,
    view: AnyViewState,
    owner: Owner,
}

impl<K> Clone for List<K> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<K: Clone + Ord> List<K> {
    pub(super) fn new(
        row: impl Fn(K) -> AnyView + 'static,
        tell: impl Fn(News) + 'static,
        estimate: f64,
    ) -> Self {
        let viewport = window().and_then(|it| it.inner_height().ok()?.as_f64()).unwrap_or(800.0);
        Self(Rc::new(Shared {
            row: Box::new(row),
            tell: Box::new(tell),
            owner: Owner::current().unwrap_or_default().child(),
            state: RefCell::new(State {
                window: Window::new(estimate, viewport, true),
                page: None,
                shown: Vec::new(),
                view: 0.0,
                asked: None,
                next: None,
                resume: None,
            }),
        }))
    }

    /// Takes the element the list lives in.
    pub(super) fn place(&self, scroller: &HtmlElement) {
        match self.page_in(scroller) {
            Ok(page) => self.0.state.borrow_mut().page = Some(page),
            Err(error) => log::error!("a list has no place: {error:?}"),
        }
        self.render();
    }

    pub(super) fn set_keys(&self, keys: Vec<K>) {
        self.act(|window| window.set_keys(keys));
    }

    /// Changes what is shown or where the reader is.
    pub(super) fn act(&self, change: impl FnOnce(&mut Window<K>)) {
        change(&mut self.0.state.borrow_mut().window);
        self.render();
        self.tell();
    }

    /// The view has moved.
    pub(super) fn scrolled(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            let Some(page) = state.page.clone() else { return };
            let view = scroll_top(&page.scroller);
            state.view = view;
            // Until the new rows are measured the browser may hold the view elsewhere than asked,
            // and when the last rows shrink it moves the view itself: the reader did nothing.
            let moved_by_browser = !state.is_measured() || is_at_end(&page.scroller, view);
            let jumps = state.window.seeks() && !state.is_measured();
            if jumps || (state.window.follows() && moved_by_browser) {
                return;
            }
            state.window.scrolled(view);
            state.resume = None;
        }
        self.render();
        self.tell();
    }

    /// The reader is about to go up. Somebody who cannot is still at the end a moment later.
    pub(super) fn lets_go(&self) {
        let list = Rc::downgrade(&self.0);
        {
            let mut state = self.0.state.borrow_mut();
            if !state.window.follows() {
                return;
            }
            state.window.let_go();
            state.resume = Some(after(RESUME_MS, move || {
                if let Some(list) = Self::again(&list) {
                    list.act(Window::resume);
                }
            }));
        }
        self.tell();
    }

    pub(super) fn dispose(&self) {
        let (page, shown) = {
            let mut state = self.0.state.borrow_mut();
            state.next = None;
            state.resume = None;
            (state.page.take(), mem::take(&mut state.shown))
        };
        if let Some(page) = page {
            page.observer.disconnect();
        }
        for row in shown {
            row.owner.cleanup();
        }
    }

    pub(super) fn downgrade(&self) -> impl Fn() -> Option<Self> + 'static {
        let list = Rc::downgrade(&self.0);
        move || Self::again(&list)
    }

    fn again(list: &Weak<Shared<K>>) -> Option<Self> {
        list.upgrade().map(Self)
    }

    fn page_in(&self, scroller: &HtmlElement) -> Result<Page, JsValue> {
        let before = block(scroller, "virtual_list__room")?;
        let after = block(scroller, "virtual_list__room")?;
        scroller.append_child(&before)?;
        scroller.append_child(&after)?;
        let list = self.downgrade();
        let measured = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            if let Some(list) = list() {
                list.measured(&entries);
            }
        });
        let observer = ResizeObserver::new(measured.into_js_value().unchecked_ref())?;
        observer.observe(scroller);
        Ok(Page { scroller: scroller.clone(), before, after, observer })
    }

    /// The browser has laid out and tells the new heights; it has not painted yet.
    fn measured(&self, entries: &Array) {
        {
            let mut state = self.0.state.borrow_mut();
            let Some(page) = state.page.clone() else { return };
            // A hidden list has no heights and will be back.
            if page.scroller.client_height() == 0 {
                return;
            }
            let mut sizes = Vec::new();
            for entry in entries.iter() {
                let entry: ResizeObserverEntry = entry.unchecked_into();
                let target = entry.target();
                if target == *page.scroller {
                    state.window.resize(entry.content_rect().height());
                } else if let Some(row) = state.shown.iter().find(|row| *row.element == target)
                    && target.is_connected()
                {
                    sizes.push((row.key.clone(), block_size(&entry)));
                }
            }
            state.window.measure(sizes);
            state.set_view(&page);
            if state.shown_rows() != Some(state.window.rows()) && state.next.is_none() {
                let list = self.downgrade();
                state.next = Some(Frame::request(move || {
                    if let Some(list) = list() {
                        list.render();
                    }
                }));
            }
        }
        self.tell();
    }

    /// Brings the rows in the page to those that should be there.
    fn render(&self) {
        let (page, keys, had) = {
            let mut state = self.0.state.borrow_mut();
            state.next = None;
            let Some(page) = state.page.clone() else { return };
            let keys = state.window.keys()[state.window.rows()].to_vec();
            (page, keys, mem::take(&mut state.shown))
        };
        let shown = self.arrange(&page, &keys, had);
        let mut state = self.0.state.borrow_mut();
        state.shown = shown.unwrap_or_else(|error| {
            log::error!("the rows of a list could not be arranged: {error:?}");
            Vec::new()
        });
        // New rows are measured before anything is painted; the view is set then. A jump is made at
        // once: at the end of a list the browser might take the rows that shrink for a move to it.
        if state.is_measured() || state.window.seeks() {
            state.set_view(&page);
        } else {
            state.set_room(&page);
        }
    }

    fn arrange(&self, page: &Page, keys: &[K], had: Vec<Row<K>>) -> Result<Vec<Row<K>>, JsValue> {
        let mut kept: Vec<Option<Row<K>>> = Vec::with_capacity(had.len());
        for row in had {
            if keys.contains(&row.key) {
                kept.push(Some(row));
            } else {
                row.leave(page);
            }
        }
        let mut shown = Vec::with_capacity(keys.len());
        let mut place = page.before.next_sibling();
        for key in keys {
            let found = kept.iter_mut().find(|row| row.as_ref().is_some_and(|it| it.key == *key));
            let row = match found.and_then(Option::take) {
                Some(row) => row,
                None => self.build(page, key.clone())?,
            };
            if place.as_ref() == Some(row.element.as_ref()) {
                place = row.element.next_sibling();
            } else {
                page.scroller.insert_before(&row.element, place.as_ref())?;
            }
            shown.push(row);
        }
        Ok(shown)
    }

    fn build(&self, page: &Page, key: K) -> Result<Row<K>, JsValue> {
        let element = block(&page.scroller, "virtual_list__row")?;
        let owner = self.0.owner.child();
        let mut view = owner.with(|| untrack(|| (self.0.row)(key.clone()).build()));
        view.mount(&element, None);
        page.observer.observe(&element);
        Ok(Row { key, element, view, owner })
    }

    fn tell(&self) {
        let news = {
            let mut state = self.0.state.borrow_mut();
            let near = state.window.is_near_top() && state.page.is_some() && state.is_measured();
            let first = state.window.keys().first().cloned();
            let reached_top = near && first.is_some() && state.asked != first;
            if reached_top {
                state.asked = first;
            } else if !state.window.is_near_top() {
                state.asked = None;
            }
            News {
                at_bottom: state.window.is_near_end(),
                unseen: state.window.unseen(),
                reached_top,
            }
        };
        (self.0.tell)(news);
    }
}

impl<K: Clone + Ord> State<K> {
    /// The rows that are in the page, as the window counts them now.
    fn shown_rows(&self) -> Option<Range<usize>> {
        let first = self.window.row_of(&self.shown.first()?.key)?;
        let last = self.window.row_of(&self.shown.last()?.key)?;
        Some(first..last + 1)
    }

    fn is_measured(&self) -> bool {
        self.shown_rows().is_none_or(|rows| self.window.is_measured(&rows))
    }

    fn set_room(&self, page: &Page) {
        let rows = self.shown_rows().unwrap_or(0..0);
        let (before, after) = self.window.room_around(&rows);
        for (element, room) in [(&page.before, before), (&page.after, after)] {
            if element.style().set_property("block-size", &format!("{room:.2}px")).is_err() {
                log::error!("a list cannot keep the room of its rows");
            }
        }
    }

    fn set_view(&mut self, page: &Page) {
        self.set_room(page);
        let view = self.window.scroll();
        if (view - self.view).abs() > 0.5 {
            page.scroller.scroll_to_with_x_and_y(0.0, view);
            self.view = view;
        }
    }
}

impl<K> Row<K> {
    fn leave(mut self, page: &Page) {
        page.observer.unobserve(&self.element);
        let active = self.element.owner_document().and_then(|document| document.active_element());
        // A keyboard goes on from the list when the row it was in leaves.
        if active.is_some_and(|active| self.element.contains(Some(&active))) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            if page.scroller.focus_with_options(&options).is_err() {
                log::warn!("the focus is lost with its row");
            }
        }
        self.view.unmount();
        self.element.remove();
        self.owner.cleanup();
    }
}

fn block(beside: &Element, class: &str) -> Result<HtmlElement, JsValue> {
    let document = beside.owner_document().ok_or("an element has a document")?;
    let element = document.create_element("div")?;
    element.set_class_name(class);
    Ok(element.unchecked_into())
}

/// With fractions: `scrollTop` of web-sys has none.
fn scroll_top(scroller: &HtmlElement) -> f64 {
    let value = js_sys::Reflect::get(scroller, &"scrollTop".into());
    value.ok().and_then(|value| value.as_f64()).unwrap_or_default()
}

/// Whether nothing is left below the view.
fn is_at_end(scroller: &HtmlElement, view: f64) -> bool {
    f64::from(scroller.scroll_height() - scroller.client_height()) - view <= 1.5
}

fn block_size(entry: &ResizeObserverEntry) -> f64 {
    let size: ResizeObserverSize = entry.border_box_size().get(0).unchecked_into();
    size.block_size()
}
