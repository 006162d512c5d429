//! What the console has to tell its makers goes to the browser's console. No secret is ever logged.

use log::{Level, LevelFilter, Log, Metadata, Record};
use wasm_bindgen::JsValue;
use web_sys::console;

struct Logger;

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let text = JsValue::from_str(&record.args().to_string());
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
