//! `g` and a number go to a gateway, in the order of the menu. They are heard here and not with the
//! other keys, because only who knows several gateways needs them.

use std::cell::Cell;

use leptos::{ev, prelude::*};
use web_sys::KeyboardEvent;

use crate::app::keys::{PATIENCE_MS, Press, Wish, press_of, wish};
use crate::platform::clock;
use crate::store::Stores;
use crate::store::gateways::look::in_order;

/// What a press means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Nothing,
    Begins,
    /// The gateway at this place.
    Goes(usize),
}

fn meaning(press: Press, is_begun: bool) -> Meaning {
    // Where `g` begins nothing, a number after it goes nowhere.
    let begins = |key| wish(Press { key, going: false, ..press }) == Some(Wish::Go);
    let number = press.key.parse::<usize>().ok().filter(|number| (1..=9).contains(number));
    match number {
        Some(number) if is_begun && begins("g") => Meaning::Goes(number - 1),
        _ if begins(press.key) => Meaning::Begins,
        _ => Meaning::Nothing,
    }
}

/// Listens for as long as the switcher is there.
pub(super) fn listen(stores: Stores) {
    let began = Cell::new(f64::MIN);
    let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let now = clock::steady_ms();
        let is_begun = now - began.replace(f64::MIN) < PATIENCE_MS;
        let key = event.key();
        match meaning(press_of(&event, &key, stores), is_begun) {
            Meaning::Nothing => {}
            Meaning::Begins => began.set(now),
            Meaning::Goes(place) => {
                let list = stores.gateways.list().with_untracked(|list| in_order(list));
                if let Some(saved) = list.get(place) {
                    event.prevent_default();
                    super::go(stores, &saved.url);
                }
            }
        }
    });
    on_cleanup(move || handle.remove());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_and_a_number_go_to_a_place() {
        let free = Press { letters: true, ..Press::default() };
        assert_eq!(meaning(Press { key: "g", ..free }, false), Meaning::Begins);
        assert_eq!(meaning(Press { key: "2", ..free }, true), Meaning::Goes(1));
        assert_eq!(meaning(Press { key: "2", ..free }, false), Meaning::Nothing);
        assert_eq!(meaning(Press { key: "0", ..free }, true), Meaning::Nothing);
        assert_eq!(meaning(Press { key: "c", ..free }, true), Meaning::Nothing);
    }

    #[test]
    fn who_writes_is_taken_nowhere() {
        let free = Press { letters: true, key: "2", ..Press::default() };
        for press in [
            Press { writing: true, ..free },
            Press { asked: true, ..free },
            Press { letters: false, ..free },
            Press { alt: true, ..free },
            Press { command: true, ..free },
        ] {
            assert_eq!(meaning(press, true), Meaning::Nothing, "{press:?}");
        }
    }
}
