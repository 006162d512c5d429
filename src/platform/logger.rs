//! What the console has to tell its makers goes to the browser's console. No secret is ever logged.

use std::cell::RefCell;
use std::collections::VecDeque;

use log::{Level, LevelFilter, Log, Metadata, Record};
use wasm_bindgen::JsValue;
use web_sys::console;

use super::clock;

/// So many warnings and errors are remembered.
const MOST: usize = 30;

thread_local! {
    static LATEST: RefCell<VecDeque<(f64, String)>> = const { RefCell::new(VecDeque::new()) };
}

/// The latest warnings and errors and when they were told, the oldest first.
#[must_use]
pub fn latest() -> Vec<(f64, String)> {
    LATEST.with_borrow(|latest| latest.iter().cloned().collect())
}

fn keep(text: &str) {
    LATEST.with_borrow_mut(|latest| {
        if latest.len() == MOST {
            latest.pop_front();
        }
        latest.push_back((clock::now_ms(), text.to_owned()));
    });
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let text = record.args().to_string();
        if record.level() <= Level::Warn {
            keep(&text);
        }
        let text = JsValue::from_str(&text);
        match record.level() {
            Level::Error => console::error_1(&text),
            Level::Warn => console::warn_1(&text),
            Level::Info | Level::Debug | Level::Trace => console::debug_1(&text),
        }
    }

    fn flush(&self) {}
}

/// Lets the words of `log` be seen. Asked again, it changes nothing.
pub fn start() {
    if log::set_logger(&Logger).is_ok() {
        log::set_max_level(LevelFilter::Debug);
    }
}
