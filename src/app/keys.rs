//! The keys that work on every page. Single letters only where nobody writes and nothing is asked, and
//! not at all if the operator does not want them; none that a browser or a screen reader needs.

use std::cell::Cell;
use std::rc::Rc;

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::app::page::Page;
use crate::platform::clock;
use crate::store::Stores;
use crate::store::sessions;

/// So long after `g` a letter names a page.
pub const PATIENCE_MS: f64 = 1_500.0;

/// What the keys open.
#[derive(Clone, Copy)]
pub struct Opened {
    pub palette: RwSignal<bool>,
    pub sheet: RwSignal<bool>,
    /// Whether keys are listened to by now: they come after the first load.
    pub by_key: RwSignal<bool>,
}

/// What a key wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Palette,
    Sheet,
    Search,
    NewSession,
    /// The next letter names a page.
    Go,
    Page(Page),
}

/// The letter of a page, after `g`.
#[must_use]
pub fn letter(page: Page) -> char {
    match page {
        Page::Chat => 'c',
        Page::Approvals => 'a',
        Page::Sessions => 's',
        Page::Overview => 'o',
        Page::Channels => 'h',
        Page::Usage => 'u',
        Page::Logs => 'l',
        Page::Cron => 'j',
        Page::Agents => 'e',
        Page::Skills => 'k',
        Page::Nodes => 'n',
        Page::Devices => 'd',
        Page::Config => 'f',
        Page::Voice => 'v',
        Page::Debug => 'b',
        Page::Settings => ',',
    }
}

/// A press, without the browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct Press<'a> {
    pub key: &'a str,
    /// Ctrl or ⌘, and nothing else beside Shift.
    pub command: bool,
    pub alt: bool,
    /// Somebody writes, or an input method composes.
    pub writing: bool,
    /// A dialog is open.
    pub asked: bool,
    /// `g` was pressed a moment ago.
    pub going: bool,
    /// Single letters are wanted.
    pub letters: bool,
}

/// What a press wants, if anything.
#[must_use]
pub fn wish(press: Press) -> Option<Wish> {
    if press.command {
        return (press.key.eq_ignore_ascii_case("k") && !press.alt).then_some(Wish::Palette);
    }
    if press.alt || press.writing || press.asked || !press.letters {
        return None;
    }
    if press.going {
        let mut keys = press.key.chars();
        let key = keys.next().filter(|_| keys.next().is_none())?.to_ascii_lowercase();
        return Page::ALL.into_iter().find(|page| letter(*page) == key).map(Wish::Page);
    }
    match press.key {
        "?" => Some(Wish::Sheet),
        "/" => Some(Wish::Search),
        "n" => Some(Wish::NewSession),
        "g" => Some(Wish::Go),
        _ => None,
    }
}

/// Listens for as long as the shell is there.
pub fn listen(stores: Stores, opened: Opened) {
    let navigate = use_navigate();
    let began = Rc::new(Cell::new(f64::MIN));
    let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if event.default_prevented() {
            return;
        }
        let now = clock::steady_ms();
        let going = now - began.replace(f64::MIN) < PATIENCE_MS;
        let key = event.key();
        let press = Press { going, ..press_of(&event, &key, stores) };
        let Some(wish) = wish(press) else { return };
        let go = |to: &str| navigate(to, NavigateOptions::default());
        match wish {
            Wish::Palette => opened.palette.update(|open| *open = !*open),
            Wish::Sheet => opened.sheet.set(true),
            Wish::Search => {
                if !search() {
                    return;
                }
            }
            Wish::NewSession => go(&sessions::new_href(stores.agents.default_id_now().as_ref())),
            Wish::Go => began.set(now),
            Wish::Page(page) => go(&format!("/{}", page.path())),
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
    opened.by_key.set(true);
}

/// A press as the browser tells it.
#[must_use]
pub fn press_of<'a>(event: &KeyboardEvent, key: &'a str, stores: Stores) -> Press<'a> {
    Press {
        key,
        command: event.ctrl_key() != event.meta_key(),
        alt: event.alt_key(),
        writing: is_writing(event),
        asked: is_asked(),
        going: false,
        letters: stores.prefs.letters().get_untracked(),
    }
}

fn is_writing(event: &KeyboardEvent) -> bool {
    // Key code 229 is what browsers give while an input method composes.
    if event.is_composing() || event.key_code() == 229 {
        return true;
    }
    let target = event.target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|it| {
        it.is_content_editable()
            || it.closest("input, textarea, select, [role=textbox]").ok().flatten().is_some()
    })
}

fn is_asked() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Moves the keyboard to the page's search, on the chat to where one writes.
fn search() -> bool {
    const PLACES: [&str; 3] =
        ["#content input[type=search]", ".shell__bar input[type=search]", "#content textarea"];
    let found = PLACES.into_iter().find_map(|it| document().query_selector(it).ok().flatten());
    let found = found.and_then(|it: Element| it.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|it| it.focus().is_ok())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FREE: Press = Press {
        key: "",
        command: false,
        alt: false,
        writing: false,
        asked: false,
        going: false,
        letters: true,
    };

    #[test]
    fn every_page_has_a_letter_of_its_own() {
        let letters: BTreeSet<char> = Page::ALL.into_iter().map(letter).collect();
        assert_eq!(letters.len(), Page::ALL.len());
        for page in Page::ALL {
            let key = letter(page).to_string();
            assert_eq!(wish(Press { key: &key, going: true, ..FREE }), Some(Wish::Page(page)));
        }
    }

    #[test]
    fn the_palette_opens_even_while_one_writes() {
        let press = Press { key: "k", command: true, writing: true, asked: true, ..FREE };
        assert_eq!(wish(press), Some(Wish::Palette));
        assert_eq!(wish(Press { key: "K", command: true, ..FREE }), Some(Wish::Palette));
        assert_eq!(wish(Press { key: "k", command: true, alt: true, ..FREE }), None);
    }

    #[test]
    fn letters_leave_writers_dialogs_and_those_alone_who_do_not_want_them() {
        for key in ["?", "/", "n", "g"] {
            let press = Press { key, ..FREE };
            assert!(wish(press).is_some(), "{key}");
            assert_eq!(wish(Press { writing: true, ..press }), None, "{key}");
            assert_eq!(wish(Press { asked: true, ..press }), None, "{key}");
            assert_eq!(wish(Press { letters: false, ..press }), None, "{key}");
            assert_eq!(wish(Press { alt: true, ..press }), None, "{key}");
        }
        assert_eq!(wish(Press { key: "ArrowDown", going: true, ..FREE }), None);
    }
}
