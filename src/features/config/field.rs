//! One setting: its name, what stands there and where that comes from, what is wrong with it, and
//! the control that its shape asks for.

mod branch;
mod children;
mod choice;
mod control;
mod folds;
mod frame;
mod hidden;
mod json;
mod kinds;
mod list;
mod map;
mod number;
mod problem;
mod reference;
mod removed;
mod row;
mod secret;
mod source;
mod switch;
mod text;
mod ticks;
mod veil;
mod wording;

use leptos::prelude::*;

pub use self::folds::Folds;
use self::row::{Above, Row};
use super::desk::Desk;
use super::path::Path;

/// Draws the setting at a place, whatever its shape. What is folded is not drawn.
#[component]
pub fn FieldView(
    desk: Desk,
    path: Path,
    /// Only what is in it: for a page that says its name and help already.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let above = Above { desk, folds: Folds::provide(), field: None, depth: 0 };
    Row::new(above, path, None, None)
        .map(|row| if bare { frame::inside(row) } else { frame::draw(row) })
}
