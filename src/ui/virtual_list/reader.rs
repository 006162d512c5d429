//! What a reader does to a list: scrolling, and the first sign of wanting to go up. The sign comes
//! before the view moves, so that a text growing at that moment cannot pull the reader back.

use std::cell::Cell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AddEventListenerOptions, Event, HtmlElement, KeyboardEvent, TouchEvent, WheelEvent};

use crate::ui::virtual_list::list::List;

/// Listens as long as the element lives.
pub(super) fn listen<K: Clone + Ord>(
    scroller: &HtmlElement,
    list: &List<K>,
) -> Result<(), JsValue> {
    let alive = list.downgrade();
    on(scroller, "scroll", move |_: Event| {
        if let Some(list) = alive() {
            list.scrolled();
        }
    })?;
    let up = lets_go(list);
    on(scroller, "wheel", move |event: WheelEvent| up(event.delta_y() < 0.0))?;
    let up = lets_go(list);
    on(scroller, "keydown", move |event: KeyboardEvent| {
        up(matches!(event.key().as_str(), "ArrowUp" | "PageUp" | "Home"));
    })?;
    let up = lets_go(list);
    let finger = Cell::new(f64::INFINITY);
    on(scroller, "touchmove", move |event: TouchEvent| {
        let Some(touch) = event.touches().get(0) else { return };
        let place = f64::from(touch.client_y());
        up(place > finger.replace(place));
    })?;
    Ok(())
}

fn lets_go<K: Clone + Ord>(list: &List<K>) -> impl Fn(bool) + 'static {
    let alive = list.downgrade();
    move |up| {
        if let (true, Some(list)) = (up, alive()) {
            list.lets_go();
        }
    }
}

fn on<E: FromWasmAbi + 'static>(
    scroller: &HtmlElement,
    name: &str,
    call: impl Fn(E) + 'static,
) -> Result<(), JsValue> {
    let options = AddEventListenerOptions::new();
    options.set_passive(true);
    let listener = Closure::<dyn Fn(E)>::new(call).into_js_value();
    scroller.add_event_listener_with_callback_and_add_event_listener_options(
        name,
        listener.unchecked_ref(),
        &options,
    )
}
