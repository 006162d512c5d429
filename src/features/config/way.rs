//! The way here and the way back: the address of the browser and the page follow each other.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use super::address::Address;
use super::page::Page;
use super::path::Path;
use crate::platform::clock::{self, Alarm};
use crate::platform::document;
use crate::platform::watch::{watch, watch_change};

/// A link to what an address says.
#[must_use]
pub fn href(address: &Address) -> String {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    format!("{}config{}", document::base(), address.write(encode))
}

/// What is typed into the search is told to the address when it rests: browsers take only so many.
const ADDRESS_MS: u32 = 400;

/// The address says what is looked at when it is opened or gone back to; after that it is told. Going
/// to another place can be gone back from.
pub fn follow_address(page: Page) {
    let Page { desk, tab, .. } = page;
    let query = use_query_map();
    let location = use_location();
    let own = location.pathname.get_untracked();
    // On the way to another page the address is none of ours.
    let is_own = move || location.pathname.with_untracked(|path| *path == own);
    let leads = is_own.clone();
    // What the browser has been told and not said back yet: by then the page may be further on.
    let said = StoredValue::new(None::<Address>);
    watch(move || {
        let told = query.with(|query| Address::read(|name| query.get(name)));
        if !leads() {
            return;
        }
        if said.try_update_value(Option::take).flatten().as_ref() == Some(&told) {
            return;
        }
        untrack(|| {
            if told.at != desk.at.with(Path::pointer) {
                let within =
                    desk.state.draft.with(|draft| Path::from_pointer(&told.at, draft.edited()));
                desk.at.set(within);
            }
            if told.search.trim() != desk.search.with(|words| words.trim().to_owned()) {
                desk.search.set(told.search);
            }
            if told.only != desk.only.get() {
                desk.only.set(told.only);
            }
            if told.tab != tab.get() {
                tab.set(told.tab);
            }
        });
    });
    let navigate = use_navigate();
    let go = StoredValue::new_local(move |address: &Address, replace: bool| {
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        let told = query.with_untracked(|query| Address::read(|name| query.get(name)));
        if is_own() && told != *address {
            said.set_value(Some(address.clone()));
            navigate(&href(address), options);
        }
    });
    let alarm = StoredValue::new_local(None::<Alarm>);
    watch_change(move |before: Option<Address>| {
        let now = Address {
            at: desk.at.with(Path::pointer),
            search: desk.search.with(|words| words.trim().to_owned()),
            only: desk.only.get(),
            tab: tab.get(),
        };
        let Some(before) = before.filter(|before| *before != now) else { return now };
        let told = said
            .get_value()
            .unwrap_or_else(|| query.with_untracked(|query| Address::read(|name| query.get(name))));
        if told == now {
            alarm.set_value(None);
            return now;
        }
        let is_elsewhere = before.at != now.at || before.tab != now.tab;
        if is_elsewhere {
            alarm.set_value(None);
            go.with_value(|go| go(&now, false));
        } else {
            let later = now.clone();
            let tell = move || {
                go.try_with_value(|go| go(&later, true));
            };
            alarm.set_value(Some(clock::after(ADDRESS_MS, tell)));
        }
        now
    });
}
