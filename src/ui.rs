//! Things to draw with. They know no gateway and no domain.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::text_prop::TextProp;

use crate::words::{Word, t};

pub mod badge;
pub mod button;
pub mod callout;
pub mod chart;
pub mod command_line;
pub mod confirm;
pub mod dialog;
pub mod diff;
pub mod dot_list;
pub mod editor;
pub mod highlight;
pub mod icon;
pub mod input;
pub mod key_sheet;
pub mod later;
pub mod markdown;
pub mod menu;
pub mod page_bar;
pub mod remote_view;
pub mod rows;
pub mod segments;
pub mod sheet;
pub mod sought;
pub mod tabs;
pub mod tile;
pub mod toast;
pub mod tree;
pub mod virtual_list;

impl From<Word> for TextProp {
    fn from(word: Word) -> Self {
        Self::from(move || t(word))
    }
}

/// A name for an element that others point to, different at each call.
#[must_use]
pub fn unique_id(kind: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    format!("{kind}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
