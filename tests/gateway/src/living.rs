//! What happens without anybody asking: ticks, health, and in the demo a report now and then.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::gateway::{Gateway, To};
use crate::methods::{host, logs};
use crate::performance;
use crate::run::Wanted;
use crate::seeds::CRON_SESSION;

const BETWEEN_REPORTS: Duration = Duration::from_secs(40);
const BETWEEN_LINES: Duration = Duration::from_secs(3);

/// Ticks at the announced interval, with a health event at every second one.
pub(crate) async fn tick(gateway: Arc<Gateway>) {
    let every = Duration::from_millis(gateway.options.tick_ms.max(1));
    let mut count = 0_u64;
    loop {
        tokio::time::sleep(every).await;
        tick_once(&gateway);
        count += 1;
        if count.is_multiple_of(2) {
            tell_health(&gateway);
        }
    }
}

pub(crate) fn tick_once(gateway: &Gateway) {
    gateway.emit("tick", json!({ "ts": gateway.now() }), &To::Everyone);
}

pub(crate) fn tell_health(gateway: &Gateway) {
    let health = host::health(gateway, gateway.now());
    gateway.world().health_version += 1;
    gateway.emit_with_versions("health", health);
}

/// The gateway talks to itself, into its log.
pub(crate) async fn murmurs(gateway: Arc<Gateway>) {
    loop {
        tokio::time::sleep(BETWEEN_LINES).await;
        logs::murmur(&gateway, 1);
    }
}

/// A scheduled job reports from time to time, so that the demo is not a still life.
pub(crate) async fn reports(gateway: Arc<Gateway>) {
    loop {
        tokio::time::sleep(BETWEEN_REPORTS).await;
        let run_id = {
            let mut world = gateway.world();
            let is_free = world
                .sessions
                .get(CRON_SESSION)
                .is_some_and(|session| session.active_run.is_none());
            if !is_free || world.clients.is_empty() {
                continue;
            }
            world.chance.uuid()
        };
        let wanted = Wanted {
            run_id,
            session_key: CRON_SESSION.to_owned(),
            message: "[cron:morning-report Morning report] Report, please.".to_owned(),
            attachments: Vec::new(),
            sender: "cron".to_owned(),
            listeners: BTreeSet::new(),
            written: false,
            isolated: false,
        };
        performance::begin(&gateway, wanted);
    }
}
