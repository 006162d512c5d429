//! How the other saved gateways are, seen from afar, if the operator wants that: each has a connection
//! of its own that only looks on, with its own token and nobody else's. Nothing heard there reaches
//! another store, and nothing is answered from here.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::gateway::phase::Phase;
use crate::gateway::{Delivery, Gateway, GatewayRef, Target};
use crate::platform::watch::watch;
use crate::platform::{clock, visibility};
use crate::protocol::event::Event;
use crate::protocol::method::Scope;
use crate::store::approvals::Approvals;
use crate::store::gateways::SavedGateway;
use crate::store::{Stores, read};

/// A page that was hidden for so long looks nowhere else any more.
const LONG_MS: u32 = 10 * 60_000;

/// The first protocol whose gateways tell of a question by who looks.
const STRICT: u32 = 4;

/// How another gateway is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Nobody looks: not wanted, or this browser was not let in there.
    Unwatched,
    Trying,
    Connected {
        /// So many questions wait for an answer there.
        waiting: usize,
    },
    Unreachable,
    /// It does not let this browser in as it is.
    Closed,
}

impl Light {
    #[must_use]
    pub fn of(phase: &Phase, waiting: usize) -> Self {
        match phase {
            Phase::Idle => Self::Unwatched,
            Phase::Connecting => Self::Trying,
            Phase::Connected => Self::Connected { waiting },
            Phase::Reconnecting { .. } => Self::Unreachable,
            Phase::WaitingForApproval { .. } | Phase::Refused(_) => Self::Closed,
        }
    }

    /// How many questions wait there.
    #[must_use]
    pub fn waiting(self) -> usize {
        if let Self::Connected { waiting } = self { waiting } else { 0 }
    }
}

/// What is seen.
#[derive(Clone, Copy)]
pub struct Lights {
    seen: RwSignal<BTreeMap<String, Light>>,
}

impl Lights {
    /// Looks for as long as whoever asked is there.
    #[must_use]
    pub fn begin(stores: Stores) -> Self {
        let lights = Self { seen: RwSignal::new(BTreeMap::new()) };
        let rests = rests_when_hidden();
        let wanted = Memo::new(move |_| {
            let is_on = stores.prefs.watch_gateways().get() && !rests.get();
            let present = stores.connection.url().get();
            stores.gateways.list().with(|list| wanted(is_on, list, present.as_deref()))
        });
        let owner = Owner::current().unwrap_or_default();
        let looks = StoredValue::new_local(BTreeMap::<String, Look>::new());
        watch(move || {
            let wanted = wanted.get();
            looks.update_value(|looks| looks.retain(|url, _| wanted.contains(url)));
            lights.seen.update(|seen| seen.retain(|url, _| wanted.contains(url)));
            for url in wanted {
                if looks.with_value(|looks| !looks.contains_key(&url)) {
                    let token = stores.gateways.token(&url);
                    let target = Target { url: url.clone(), token, password: None };
                    let look = owner.child().with(|| Look::begin(lights, target));
                    looks.update_value(|looks| drop(looks.insert(url, look)));
                }
            }
        });
        on_cleanup(move || drop(looks.try_update_value(std::mem::take)));
        lights
    }

    /// How a gateway is. Reactive.
    #[must_use]
    pub fn of(self, url: &str) -> Light {
        self.seen.with(|seen| seen.get(url).copied().unwrap_or(Light::Unwatched))
    }

    /// How many questions wait elsewhere. Reactive.
    #[must_use]
    pub fn waiting(self) -> usize {
        self.seen.with(|seen| seen.values().map(|light| light.waiting()).sum())
    }
}

/// A look at one gateway. It ends with it.
struct Look {
    owner: Owner,
    gateway: Gateway,
}

impl Look {
    fn begin(lights: Lights, target: Target) -> Self {
        let owner = Owner::current().unwrap_or_default();
        let phase = RwSignal::new(Phase::Idle);
        let approvals: StoredValue<Option<Approvals>> = StoredValue::new(None);
        let line: StoredValue<Option<GatewayRef>> = StoredValue::new(None);
        let gateway = StoredValue::new_local(Gateway::onlooker(move |delivery| {
            let Some(approvals) = approvals.try_get_value().flatten() else { return };
            // Later gateways show a question to who has asked it, and to administrators.
            if let Delivery::Hello(hello) = &delivery
                && hello.protocol >= STRICT
                && let Some(gateway) = line.try_get_value().flatten()
                && !gateway.with_value(|gateway| gateway.allows(Scope::Admin))
                && gateway.with_value(Gateway::look_closer)
            {
                return;
            }
            hear(delivery, phase, approvals);
        }));
        line.set_value(Some(gateway));
        let heard = Approvals::new(gateway);
        approvals.set_value(Some(heard));
        let url = target.url.clone();
        watch(move || {
            let light = phase.with(|phase| Light::of(phase, heard.waiting()));
            let _gone = lights.seen.try_update(|seen| seen.insert(url.clone(), light));
        });
        // A device that has to be approved is not asked for again and again: that is done there.
        watch(move || {
            if phase.with(|phase| matches!(phase, Phase::WaitingForApproval { .. })) {
                gateway.with_value(Gateway::disconnect);
            }
        });
        let gateway = gateway.get_value();
        gateway.connect(target);
        Self { owner, gateway }
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.gateway.disconnect();
    }
}

/// What is said there that tells whether somebody waits.
fn hear(delivery: Delivery, phase: RwSignal<Phase>, approvals: Approvals) {
    match delivery {
        // It has ended by itself, and what it ended with is still true.
        Delivery::Phase(Phase::Idle) => {}
        Delivery::Phase(now) => phase.set(now),
        Delivery::Hello(_) | Delivery::Resync => approvals.resync(),
        Delivery::Event(event) => match event {
            Event::ExecApprovalRequested(event) => read(&event, |asked| approvals.asked(asked)),
            Event::PluginApprovalRequested(event) => {
                read(&event, |asked| approvals.plugin_asked(asked));
            }
            Event::ExecApprovalResolved(event) | Event::PluginApprovalResolved(event) => {
                read(&event, |resolved| approvals.resolved(resolved));
            }
            _ => {}
        },
    }
}

/// The gateways to look at: those that were not left on purpose, but for the one that is on.
fn wanted(is_on: bool, list: &[SavedGateway], present: Option<&str>) -> BTreeSet<String> {
    let others = list.iter().filter(|saved| is_on && !saved.signed_out);
    others.map(|saved| saved.url.clone()).filter(|url| Some(url.as_str()) != present).collect()
}

/// Whether the page has been hidden for long.
fn rests_when_hidden() -> Signal<bool> {
    let rests = RwSignal::new(false);
    let alarm = StoredValue::new_local(None::<clock::Alarm>);
    let turned = visibility::on_turn(move |is_visible| {
        if is_visible {
            alarm.set_value(None);
            rests.set(false);
        } else {
            alarm.set_value(Some(clock::after(LONG_MS, move || rests.set(true))));
        }
    });
    on_cleanup(move || turned.remove());
    rests.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::phase::Farewell;

    #[test]
    fn what_waits_is_counted_only_where_somebody_is_heard() {
        assert_eq!(Light::of(&Phase::Connected, 2), Light::Connected { waiting: 2 });
        let lost = Phase::Reconnecting {
            attempt: 1,
            retry_at_ms: None,
            reason: Some(Farewell::Unreachable),
        };
        assert_eq!(Light::of(&lost, 2), Light::Unreachable);
        assert_eq!(Light::of(&lost, 2).waiting(), 0);
        assert_eq!(Light::of(&Phase::WaitingForApproval { request_id: None }, 0), Light::Closed);
    }

    #[test]
    fn nobody_looks_unasked_nor_where_the_operator_has_signed_out_nor_where_one_is() {
        let saved = |url: &str, signed_out| SavedGateway { signed_out, ..SavedGateway::at(url) };
        let list = [saved("ws://a", false), saved("ws://b", false), saved("ws://c", true)];
        assert!(wanted(false, &list, None).is_empty());
        let urls: Vec<_> = wanted(true, &list, Some("ws://a")).into_iter().collect();
        assert_eq!(urls, ["ws://b"]);
    }
}
