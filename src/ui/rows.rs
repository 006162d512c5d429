//! A window onto a long table of rows of one height. Only the rows in view and a few around them are
//! in the page. Rows are known by numbers, which stay with what they show, so that a row keeps its
//! element, its focus and what is half typed in it while others come and go around it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::{html, prelude::*};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ResizeObserver};

use crate::platform::frame::Frame;
use crate::platform::watch::watch;

pub mod place;

use place::{Place, drift};

/// The number of a row.
pub type RowId = u64;

/// What the owner of rows knows of them, and can ask of them.
#[derive(Clone, Copy)]
pub struct RowsHandle {
    keys: RwSignal<Arc<Vec<RowId>>>,
    place: RwSignal<Place>,
    /// Where the keyboard is, or was last.
    active: RwSignal<Option<RowId>>,
    view: NodeRef<html::Div>,
    room: NodeRef<html::Div>,
    frame: StoredValue<Option<Frame>, LocalStorage>,
}

impl Default for RowsHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl RowsHandle {
    #[must_use]
    pub fn new() -> Self {
        Self {
            keys: RwSignal::new(Arc::default()),
            place: RwSignal::new(Place::default()),
            active: RwSignal::new(None),
            view: NodeRef::new(),
            room: NodeRef::new(),
            frame: StoredValue::new_local(None),
        }
    }

    /// Whether the keyboard enters the rows at this one. Reactive.
    #[must_use]
    pub fn is_entrance(self, row: RowId) -> bool {
        match self.active.get() {
            Some(active) => active == row,
            None => self.keys.with(|keys| keys.first() == Some(&row)),
        }
    }

    /// Back to the first row: what is shown is another matter now.
    pub fn to_top(self) {
        if let Some(view) = self.view.get_untracked() {
            view.set_scroll_top(0);
        }
        self.place.update(|place| place.top = 0.0);
    }

    /// Moves the keyboard so many rows on, or to the first or last.
    pub fn step(self, by: isize) {
        let keys = self.keys.get_untracked();
        let Some(last) = keys.len().checked_sub(1) else { return };
        let at = self.active.get_untracked().and_then(|row| keys.iter().position(|it| *it == row));
        let to = at.map_or(0, |at| at.saturating_add_signed(by).min(last));
        self.focus(keys[to]);
    }

    /// How many rows a view holds.
    #[must_use]
    pub fn page(self) -> isize {
        self.place.with_untracked(|place| isize::try_from(place.page()).unwrap_or(1))
    }

    /// Brings a row into view and the keyboard to it.
    pub fn focus(self, row: RowId) {
        let at = self.keys.with_untracked(|keys| keys.iter().position(|it| *it == row));
        let Some(at) = at else { return };
        self.active.set(Some(row));
        if let Some(view) = self.view.get_untracked() {
            let top = self.place.with_untracked(|place| place.revealing(at));
            view.set_scroll_top(top.round() as i32);
            // The row that had the keyboard may go at once: keys pressed meanwhile are heard here.
            let _focused = view.focus();
            self.place.update(|place| place.top = top);
        }
        // The row is drawn in this turn; the keyboard follows when it is.
        let frame = Frame::request(move || {
            let Some(Some(room)) = self.room.try_get_untracked() else { return };
            let target = format!("[data-row=\"{row}\"] [data-entrance]");
            if let Ok(Some(element)) = room.query_selector(&target) {
                let _focused = element.unchecked_into::<HtmlElement>().focus();
            }
        });
        self.frame.set_value(Some(frame));
    }
}

/// The rows. The height of all is that of `--rows-height`.
#[component]
pub fn Rows(
    #[prop(into)] keys: Signal<Arc<Vec<RowId>>>,
    draw: impl Fn(RowId) -> AnyView + Copy + Send + Sync + 'static,
    handle: RowsHandle,
) -> impl IntoView {
    let RowsHandle { place, active, view, room, .. } = handle;
    let probe = NodeRef::<html::Div>::new();
    let measure = move || {
        let (Some(view), Some(probe)) = (view.get_untracked(), probe.get_untracked()) else {
            return;
        };
        // A hidden view has no height and will be back.
        let (height, row) = (f64::from(view.client_height()), f64::from(probe.offset_height()));
        let is_new = place.with_untracked(|it| it.height != height || it.row != row);
        if height > 0.0 && row > 0.0 && is_new {
            place.update(|place| (place.height, place.row) = (height, row));
        }
    };
    watch_size(view, measure);
    // New rows: the room is made at once, and the reader stays with what is read.
    watch(move || {
        let new = keys.get();
        let old = handle.keys.get_untracked();
        if active.get_untracked().is_some_and(|row| !new.contains(&row)) {
            active.set(None);
        }
        let before = place.get_untracked();
        let moved = drift(&old, &new, before.rows(old.len()));
        handle.keys.set(Arc::clone(&new));
        let top = before.kept(moved, new.len());
        if let (Some(view), Some(room)) = (view.get_untracked(), room.get_untracked()) {
            let height = format!("{}px", new.len() as f64 * before.row);
            let _set = (*room).style().set_property("height", &height);
            if (top - before.top).abs() >= 1.0 {
                view.set_scroll_top(top.round() as i32);
                place.update(|place| place.top = top);
            }
        }
    });
    // The row that has the keyboard stays in the page, wherever the reader is.
    let drawn = Memo::new(move |_| {
        let range = place.with(|place| handle.keys.with(|keys| place.rows(keys.len())));
        let active = active.get();
        handle.keys.with(|keys| {
            let mut drawn: BTreeMap<RowId, usize> =
                range.clone().map(|at| (keys[at], at)).collect();
            if let Some(row) = active
                && !drawn.contains_key(&row)
                && let Some(at) = keys.iter().position(|it| *it == row)
            {
                drawn.insert(row, at);
            }
            drawn
        })
    });
    let in_order = move || {
        let mut rows: Vec<(usize, RowId)> =
            drawn.with(|drawn| drawn.iter().map(|(row, at)| (*at, *row)).collect());
        rows.sort_unstable();
        rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>()
    };
    let total = move || {
        let row = place.with(|place| place.row);
        format!("{}px", handle.keys.with(|keys| keys.len()) as f64 * row)
    };
    let scrolled = move |_| {
        if let Some(view) = view.get_untracked() {
            place.update(|place| place.top = f64::from(view.scroll_top()));
        }
    };
    view! {
        <div class="rows" role="rowgroup" tabindex="-1" node_ref=view on:scroll=scrolled>
            <div class="rows__probe" aria-hidden="true" node_ref=probe></div>
            <div class="rows__room" role="none" node_ref=room style:height=total>
                <For each=in_order key=|row| *row let:row>
                    {
                        let at = Memo::new(move |before: Option<&usize>| {
                            let at = drawn.with(|drawn| drawn.get(&row).copied());
                            at.unwrap_or_else(|| before.copied().unwrap_or_default())
                        });
                        let top = move || {
                            let top = at.get() as f64 * place.with(|place| place.row);
                            format!("translateY({top}px)")
                        };
                        view! {
                            <div
                                class="rows__row"
                                role="row"
                                data-row=row.to_string()
                                aria-rowindex=move || (at.get() + 2).to_string()
                                style:transform=top
                                on:focusin=move |_| active.set(Some(row))
                            >
                                {draw(row)}
                            </div>
                        }
                    }
                </For>
            </div>
        </div>
    }
}

/// Measures now and whenever the view has another size.
fn watch_size(view: NodeRef<html::Div>, measure: impl Fn() + Copy + 'static) {
    let observed = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn Fn(JsValue)>)>);
    watch(move || {
        let Some(view) = view.get() else { return };
        let call = Closure::<dyn Fn(JsValue)>::new(move |_| measure());
        if let Ok(observer) = ResizeObserver::new(call.as_ref().unchecked_ref()) {
            observer.observe(&view);
            observed.set_value(Some((observer, call)));
        }
        measure();
    });
    on_cleanup(move || {
        observed.try_update_value(|observed| {
            if let Some((observer, _)) = observed.take() {
                observer.disconnect();
            }
        });
    });
}
