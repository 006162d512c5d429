//! Doing something now, and again whenever what it has read changes. One piece of code for all of
//! them: an effect of its own type each would be a kilobyte each.

use leptos::prelude::Effect;

/// Calls now and at every change, until the view that asked for it goes.
pub fn watch(call: impl FnMut() + 'static) {
    boxed(Box::new(call));
}

/// The same, with what the last call gave.
pub fn watch_change<T: 'static>(mut call: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    watch(move || before = Some(call(before.take())));
}

fn boxed(call: Box<dyn FnMut()>) {
    Effect::new(call);
}
