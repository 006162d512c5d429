//! Tells what must not wait until somebody looks: by a notification while the tab is hidden, by the
//! number at the tab and the app, by a sound if wanted. Each thing is told once, and a press on it leads
//! to that thing.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    app::page::Page,
    platform::{
        clock::{self, Alarm},
        note::{self, Note},
        notify, service_worker, visibility,
        watch::{watch, watch_change},
        work,
    },
    protocol::id::{AgentId, RequestId},
    store::{Stores, approvals::queue::Ask, prefs::Kind, push::Push},
};

pub mod gather;
pub mod way;
pub mod wording;

use gather::Gathered;

/// What comes within this time comes together.
const TOGETHER_MS: u32 = 250;
/// So many things are remembered as told.
const REMEMBERED: usize = 1_000;

#[derive(Clone, Copy)]
pub struct Teller {
    stores: Stores,
    /// What has been told, or seen to happen by somebody who looked.
    told: StoredValue<BTreeSet<String>>,
    waiting: StoredValue<Vec<(Kind, Page, Note)>>,
    gathered: StoredValue<Gathered>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
}

impl Teller {
    /// Begins to tell, for as long as whoever asks for it is there.
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        let teller = Self {
            stores,
            told: StoredValue::new(BTreeSet::new()),
            waiting: StoredValue::new(Vec::new()),
            gathered: StoredValue::new(Gathered::default()),
            alarm: StoredValue::new_local(None),
        };
        count(stores);
        teller.hear_questions();
        lead();
        let wake = visibility::on_wake(move || {
            if visibility::is_visible() {
                let _seen = teller.gathered.try_update_value(Gathered::seen);
            }
        });
        StoredValue::new_local(wake);
        keep_subscription(stores);
        teller
    }

    /// Something has happened on this page. `key` tells it from everything else.
    pub fn tell(self, kind: Kind, page: Page, key: String, note: Note) {
        let is_new = self.told.try_update_value(|told| {
            if told.len() >= REMEMBERED {
                told.clear();
            }
            told.insert(key)
        });
        let prefs = self.stores.prefs;
        let is_wanted = untrack(|| prefs.notify().get() && prefs.tells(kind).get());
        if is_new != Some(true) || visibility::is_visible() || !is_wanted {
            return;
        }
        self.waiting.update_value(|waiting| waiting.push((kind, page, note)));
        if self.alarm.with_value(Option::is_none) {
            let alarm = clock::after(TOGETHER_MS, move || self.show());
            self.alarm.set_value(Some(alarm));
        }
    }

    fn show(self) {
        self.alarm.set_value(None);
        let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        if visibility::is_visible() {
            return;
        }
        for kind in Kind::ALL {
            let of_kind: Vec<_> = waiting.iter().filter(|(it, ..)| *it == kind).collect();
            let Some((_, page, note)) = of_kind.last() else { continue };
            let arrive = |gathered: &mut Gathered| gathered.arrive(kind, of_kind.len());
            let note = match self.gathered.try_update_value(arrive).flatten() {
                None => note.clone(),
                Some(count) => {
                    // Of questions it is known how many still wait.
                    let waiting = || untrack(|| self.stores.approvals.waiting());
                    let count = if kind == Kind::Approvals { waiting() } else { count };
                    wording::of_many(kind, count, *page)
                }
            };
            work::begin(async move {
                if !note::show(&note).await {
                    log::debug!("the browser shows no notifications");
                }
            });
        }
    }

    /// Questions that arrive are told; what is shown of one that has ended is taken away.
    fn hear_questions(self) {
        let approvals = self.stores.approvals;
        let queue = approvals.queue();
        watch_change(move |before: Option<BTreeSet<RequestId>>| {
            let before = before.unwrap_or_default();
            let open: Vec<Ask> = queue.with(|queue| queue.open().into_iter().cloned().collect());
            let now: BTreeSet<_> = open.iter().map(|ask| ask.id.clone()).collect();
            for id in before.difference(&now) {
                self.end(&wording::tag_of_ask(id.as_str()));
            }
            if !before.is_empty() && now.is_empty() {
                self.end(&wording::tag_of_many(Page::Approvals));
            }
            for ask in open.iter().filter(|ask| !before.contains(&ask.id)) {
                let name = |id: &AgentId| {
                    let agents = self.stores.agents;
                    untrack(|| agents.name(Some(id))).unwrap_or_else(|| id.to_string())
                };
                let note = untrack(|| wording::of_ask(ask, name));
                self.tell(Kind::Approvals, Page::Approvals, note.tag.clone(), note);
            }
            now
        });
        watch_change(move |before: Option<u32>| {
            let now = approvals.arrivals().get();
            let is_on = self.stores.prefs.sound().get_untracked();
            if now != before.unwrap_or_default() && is_on {
                notify::chime();
            }
            now
        });
    }

    fn end(self, tag: &str) {
        self.waiting.update_value(|waiting| waiting.retain(|(.., note)| note.tag != tag));
        let tag = tag.to_owned();
        work::begin(async move { note::withdraw(&tag).await });
    }
}

/// How many questions wait stands at the tab and at the app. A number of an earlier visit goes.
fn count(stores: Stores) {
    let waiting = Memo::new(move |_| stores.approvals.waiting());
    watch(move || notify::show_count(waiting.get()));
    on_cleanup(|| notify::show_count(0));
}

/// A press on a notification leads to its thing, without loading anything anew.
fn lead() {
    let navigate = use_navigate();
    service_worker::on_press(Some(Rc::new(move |path| match way::checked(path) {
        Some(way) => navigate(&way, NavigateOptions::default()),
        None => log::warn!("a notification leads nowhere"),
    })));
    on_cleanup(|| service_worker::on_press(None));
}

/// A browser may have got another subscription while no console was open: the gateway hears of it.
fn keep_subscription(stores: Stores) {
    let connected = stores.connection.is_connected();
    watch(move || {
        if connected.get() {
            work::begin(Push::of(stores.connection).keep());
        }
    });
}
