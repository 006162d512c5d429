//! Starts the console in the page. Nothing is decided here.

fn main() {
    console_error_panic_hook::set_once();
    quarterdeck::platform::logger::start();
    quarterdeck::app::start();
}
