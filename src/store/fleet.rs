//! What happens around the conversation: devices, nodes, channels, who is there, and whether all is
//! well. Nothing here is needed before one can write.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::protocol::event::Event;
use crate::protocol::handshake::HelloOk;
use crate::store::{Stores, read};

/// Takes what concerns the fleet.
pub(super) fn apply(stores: Stores, event: &Event) {
    match event {
        // A node is a device, and where gateways keep lists of their own for nodes both change.
        Event::DevicePairRequested(event) => {
            read(event, |request| stores.devices.asked(request));
            stores.nodes.refetch();
        }
        Event::DevicePairChanged(_) | Event::DevicePairResolved(_) => {
            stores.devices.refetch();
            stores.nodes.refetch();
        }
        Event::NodePairRequested(_) | Event::NodePairResolved(_) => {
            stores.nodes.refetch_pairs();
            stores.nodes.refetch();
        }
        Event::Presence(event) => {
            read(event, |event| stores.presence.heard(event.presence));
            stores.nodes.refetch();
        }
        Event::Health(event) => {
            read(event, |summary| stores.health.heard(summary));
            stores.channels.refetch();
        }
        Event::Heartbeat(event) => read(event, |beat| stores.health.beat(beat)),
        Event::UpdateAvailable(event) => read(event, |notice| stores.health.update_told(notice)),
        Event::Cron(_) => stores.health.stir(),
        _ => {}
    }
}

/// After a hello, which brings a snapshot, or after missed events.
pub(super) fn resync(stores: Stores, hello: Option<&HelloOk>) {
    if let Some(hello) = hello {
        stores.health.greeted(hello);
        let presence = hello.snapshot.presence.iter().filter_map(|entry| told(entry.clone()));
        stores.presence.heard(presence.collect());
        if let Some(health) = hello.snapshot.health.clone().and_then(told) {
            stores.health.heard(health);
        }
    }
    stores.devices.resync();
    stores.nodes.resync();
    stores.channels.refetch();
    stores.health.stir();
}

pub(super) fn forget(stores: Stores) {
    stores.channels.forget();
    stores.devices.forget();
    stores.health.forget();
    stores.nodes.forget();
    stores.presence.forget();
}

/// A part of the snapshot. One that cannot be read is as good as none: the next event brings it.
fn told<T: DeserializeOwned>(part: Value) -> Option<T> {
    serde_json::from_value(part)
        .inspect_err(|error| log::warn!("a part of the hello cannot be read: {error}"))
        .ok()
}
