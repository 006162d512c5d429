//! What every page has and the first load does without: the keys, room for a phone's keyboard, and what
//! the other pages are made of, for the day without a gateway. It is fetched when one can write, or when
//! it turns out that the gateway is away.

use leptos::prelude::*;

use crate::{
    app::keys::{self, Opened},
    gateway::phase::Phase,
    platform::{
        part::{at_leisure, part},
        service_worker, viewport,
        watch::watch,
        work,
    },
    store::Stores,
};

/// What the keys act upon.
#[derive(Clone, Copy)]
pub struct Deck {
    pub stores: Stores,
    pub opened: Opened,
}

part! {
    fn fitting in attend = fit_out as fn(Deck)
}

/// Fetches it once, for as long as the shell is there.
pub fn follow(deck: Deck) {
    let (owner, phase) = (Owner::current(), deck.stores.connection.phase());
    let is_time = Memo::new(move |before: Option<&bool>| {
        before == Some(&true)
            || phase.with(|it| matches!(it, Phase::Connected | Phase::Reconnecting { .. }))
    });
    watch(move || {
        let Some(owner) = owner.clone().filter(|_| is_time.get()) else { return };
        work::begin(async move {
            match at_leisure(fitting).await {
                Ok(fit_out) => owner.with(|| fit_out(deck)),
                Err(error) => log::warn!("the keys were not fetched: {error:?}"),
            }
        });
    });
}

fn fit_out(Deck { stores, opened }: Deck) {
    work::begin(service_worker::stock());
    viewport::follow_keyboard();
    keys::listen(stores, opened);
}
