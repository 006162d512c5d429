//! What was last seen of a gateway, kept for when it is away, and shown until it is reached. All of
//! it comes with what hears of the fleet, after the first load: it has no part in writing a message.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::gateway::Gateway;
use crate::gateway::phase::Phase;
use crate::gateway::recall::Keep;
use crate::gateway::recall::memory::{self, Memory};
use crate::platform::indexed_db::answers;
use crate::platform::{storage, work};
use crate::store::Stores;
use crate::store::gateways::Gateways;

/// Kept beside the likings, and not taken along: it is about this browser.
const SWITCH: &str = "quarterdeck.recall";
const OFF: &str = "off";

thread_local! {
    /// The memory of the gateway that is on.
    static MEMORY: RefCell<Option<Rc<Memory>>> = const { RefCell::new(None) };
}

/// Whether what is seen is kept.
#[must_use]
pub fn is_on() -> bool {
    storage::local(SWITCH).as_deref() != Some(OFF)
}

/// Keeps what is seen from now on, or forgets all of it and keeps nothing more.
pub async fn turn(stores: Stores, on: bool) {
    storage::set_local(SWITCH, (!on).then_some(OFF));
    if on {
        attend(stores).await;
    } else {
        put_away(stores);
        forget_all().await;
    }
}

/// How many answers are kept, and how many bytes they are.
pub async fn kept() -> (usize, usize) {
    memory::kept().await
}

/// Forgets what is kept of one gateway.
pub async fn forget(url: &str) {
    memory::forget(|other| other != url).await;
}

/// Forgets what is kept of all gateways.
pub async fn forget_all() {
    if let Err(reason) = answers::clear().await {
        log::warn!("what was last seen is not forgotten: {reason:?}");
    }
}

/// A hello has come, or something was missed: what is answered is kept.
pub(super) fn keep(stores: Stores) {
    work::begin(attend(stores));
}

/// The gateway cannot be reached, or was left: what was kept of it is shown, or goes.
pub(super) fn away(stores: Stores) {
    if stores.connection.lacks_memory() {
        work::begin(look_back(stores));
    } else if stores.connection.phase().with_untracked(|phase| *phase == Phase::Idle) {
        work::begin(async move {
            let url = stores.connection.url().get_untracked();
            if url.is_some_and(|url| !is_wished(&url)) {
                put_away(stores);
            }
            memory::forget(is_wished).await;
        });
    }
}

async fn attend(stores: Stores) {
    let Some(url) = stores.connection.url().get_untracked() else { return };
    let gateway = stores.connection.line().get_value();
    if !is_on() {
        return put_away(stores);
    }
    if current(&url).is_none() {
        let memory = open(stores, &url, false).await;
        if current(&url).is_none() && is_still(stores, &url) && gateway.hello().is_some() {
            install(&gateway, memory);
        }
    }
    if let Some((memory, hello)) = current(&url).zip(gateway.welcome()) {
        memory.greeted(&hello);
    }
}

/// Even where nothing is kept memory speaks: each page then says so.
async fn look_back(stores: Stores) {
    let Some(url) = stores.connection.url().get_untracked() else { return };
    let gateway = stores.connection.line().get_value();
    let memory = if is_on() { Some(open(stores, &url, true).await) } else { None };
    if !is_still(stores, &url) || !stores.connection.lacks_memory() {
        return;
    }
    let hello = memory.as_ref().and_then(|memory| memory.hello());
    if let Some(memory) = memory {
        install(&gateway, memory);
    }
    stores.connection.recall(hello.clone());
    stores.resync(hello.as_deref());
}

async fn open(stores: Stores, url: &str, whole: bool) -> Rc<Memory> {
    let as_of = stores.connection.as_of();
    let told = move |at: f64| {
        as_of.update(|oldest| *oldest = Some(oldest.map_or(at, |oldest| oldest.min(at))));
    };
    memory::forget(is_wished).await;
    Memory::open(url.to_owned(), whole, Box::new(told)).await
}

fn install(gateway: &Gateway, memory: Rc<Memory>) {
    gateway.keep(Some(Rc::clone(&memory) as Rc<dyn Keep>));
    MEMORY.set(Some(memory));
}

fn put_away(stores: Stores) {
    stores.connection.line().with_value(|gateway| gateway.keep(None));
    MEMORY.set(None);
}

fn current(url: &str) -> Option<Rc<Memory>> {
    MEMORY.with_borrow(|memory| memory.clone().filter(|memory| memory.is_open_for(url)))
}

fn is_still(stores: Stores, url: &str) -> bool {
    stores.connection.url().with_untracked(|now| now.as_deref() == Some(url))
}

/// Whether one is in at this gateway, as far as this browser knows: another tab may have left it.
fn is_wished(url: &str) -> bool {
    let list = Gateways::load().list();
    list.with_untracked(|list| list.iter().any(|it| it.url == url && !it.signed_out))
}
