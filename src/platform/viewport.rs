//! How much of the window can be seen. The keyboards of some phones (Safari's) lie over the page
//! instead of making the window smaller; what must stay in sight leaves them room.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, VisualViewport, Window, window};

/// The style that holds how much of the window's lower end is covered.
const COVERED: &str = "--covered";

/// Smaller differences are bars of the browser that come and go, in pixels.
const LEAST: f64 = 80.0;

/// Tells the styles from now on how much a keyboard covers.
pub fn follow_keyboard() {
    let Some(window) = window() else { return };
    let Some(seen) = window.visual_viewport() else { return };
    let target = seen.clone();
    let follow = Closure::<dyn Fn()>::new(move || tell(&window, &seen));
    if target.add_event_listener_with_callback("resize", follow.as_ref().unchecked_ref()).is_err() {
        log::warn!("the browser does not tell of its keyboard");
    }
    // For as long as the page lives.
    follow.forget();
}

fn tell(window: &Window, seen: &VisualViewport) {
    let whole = window.inner_height().ok().and_then(|height| height.as_f64());
    let root = window.document().and_then(|document| document.document_element());
    let (Some(whole), Some(root)) = (whole, root) else { return };
    let covered = covered(whole, seen.height(), seen.scale());
    let style = root.unchecked_into::<HtmlElement>().style();
    let told = match covered {
        Some(covered) => {
            // Safari pushes the page up behind its bar to show the field; the page has made room itself.
            window.scroll_to_with_x_and_y(0.0, 0.0);
            style.set_property(COVERED, &format!("{covered}px"))
        }
        None => style.remove_property(COVERED).map(drop),
    };
    if told.is_err() {
        log::warn!("the page did not make room for the keyboard");
    }
}

/// How many pixels a keyboard covers: nothing while one has zoomed in.
fn covered(whole: f64, seen: f64, scale: f64) -> Option<f64> {
    let covered = whole - seen;
    ((scale - 1.0).abs() < 0.01 && covered >= LEAST).then_some(covered.round())
}

#[cfg(test)]
mod tests {
    use super::covered;

    #[test]
    fn a_keyboard_covers_and_a_bar_or_a_look_from_nearby_does_not() {
        assert_eq!(covered(844.0, 524.0, 1.0), Some(320.0));
        assert_eq!(covered(844.0, 844.0, 1.0), None);
        assert_eq!(covered(844.0, 800.0, 1.0), None);
        assert_eq!(covered(844.0, 422.0, 2.0), None);
    }
}
