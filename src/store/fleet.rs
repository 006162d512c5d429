//! What happens around the conversation: devices, nodes, channels, who is there, and whether all is
//! well. Nothing of it is needed before one can write, so the code that reads it is a part that is
//! fetched at leisure. What the gateway says until then is heard in its order afterwards.

use futures_util::FutureExt;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::platform::part::{Fetching, at_leisure, part};
use crate::platform::work;
use crate::protocol::event::Event;
use crate::protocol::handshake::{HelloOk, Snapshot};
use crate::protocol::json;
use crate::store::{Stores, read, recall};

pub mod news;

use news::News;

/// More than this is not kept for the part: everything is read anew instead.
const KEPT: usize = 200;

/// Takes in what was said.
pub type Hear = fn(Stores, &Said);

/// What a gateway says of its fleet.
#[derive(Debug, Clone)]
pub enum Said {
    /// A hello, or the news that something was missed.
    Anew(Option<Box<Snapshot>>),
    Event(Event),
    /// The gateway cannot be reached, or was left.
    Away,
}

part! {
    fn hearing in attend = hear as Hear
}

#[derive(Clone, Copy)]
pub struct Fleet {
    /// What takes it in, once it is there.
    hear: RwSignal<Option<Hear>>,
    /// What was said before.
    kept: StoredValue<Vec<Said>>,
    is_fetching: StoredValue<bool>,
    /// What nobody has been told of yet.
    news: RwSignal<Vec<News>>,
}

impl Fleet {
    #[must_use]
    pub fn new() -> Self {
        Self {
            hear: RwSignal::new(None),
            kept: StoredValue::new(Vec::new()),
            is_fetching: StoredValue::new(false),
            news: RwSignal::new(Vec::new()),
        }
    }

    /// What has happened since the last look, each once. Reactive.
    #[must_use]
    pub fn take_news(self) -> Vec<News> {
        if self.news.with(Vec::is_empty) {
            return Vec::new();
        }
        self.news.try_update_untracked(std::mem::take).unwrap_or_default()
    }

    fn add(self, news: Option<News>) {
        if let Some(news) = news {
            self.news.update(|waiting| waiting.push(news));
        }
    }

    /// Whether what is said is taken in by now. Reactive.
    #[must_use]
    pub fn is_attended(self) -> bool {
        self.hear.with(Option::is_some)
    }

    /// Takes in what was said, now or when the part is there.
    pub(super) fn hear(self, stores: Stores, said: Said) {
        if let Some(hear) = self.hear.get_untracked() {
            return hear(stores, &said);
        }
        self.kept.update_value(|kept| keep(kept, said));
        if !self.is_fetching.get_value() {
            self.is_fetching.set_value(true);
            self.fetch(stores, at_leisure(hearing));
        }
    }

    fn fetch(self, stores: Stores, mut part: Fetching<Hear>) {
        if let Some(part) = part.as_mut().now_or_never() {
            return self.fetched(stores, part.ok());
        }
        work::begin(async move { self.fetched(stores, part.await.ok()) });
    }

    /// Without the part what was said is kept, and the next word asks for it again.
    fn fetched(self, stores: Stores, part: Option<Hear>) {
        self.is_fetching.set_value(false);
        let Some(hear) = part else { return };
        self.hear.set(Some(hear));
        for said in self.kept.try_update_value(std::mem::take).unwrap_or_default() {
            hear(stores, &said);
        }
    }

    pub(super) fn forget(self, stores: Stores) {
        self.kept.set_value(Vec::new());
        self.news.set(Vec::new());
        stores.channels.forget();
        stores.cron.forget();
        stores.devices.forget();
        stores.health.forget();
        stores.nodes.forget();
        stores.presence.forget();
        stores.skills.forget();
        stores.voice.forget();
    }
}

impl Default for Fleet {
    fn default() -> Self {
        Self::new()
    }
}

impl Said {
    pub(super) fn anew(hello: Option<&HelloOk>) -> Self {
        Self::Anew(hello.map(|hello| Box::new(hello.snapshot.clone())))
    }
}

fn keep(kept: &mut Vec<Said>, said: Said) {
    if matches!(said, Said::Anew(_)) {
        // It tells everything that was said before.
        kept.clear();
    } else if kept.len() >= KEPT {
        kept.clear();
        kept.push(Said::Anew(None));
    }
    kept.push(said);
}

fn hear(stores: Stores, said: &Said) {
    match said {
        Said::Anew(snapshot) => {
            recall::keep(stores);
            resync(stores, snapshot.as_deref());
        }
        Said::Event(event) => apply(stores, event),
        Said::Away => recall::away(stores),
    }
}

fn apply(stores: Stores, event: &Event) {
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
        Event::NodePairRequested(event) => {
            read(event, |request| stores.fleet.add(News::of_request(request)));
            stores.nodes.refetch_pairs();
            stores.nodes.refetch();
        }
        Event::NodePairResolved(_) => {
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
        Event::Cron(event) => {
            read(event, |event| {
                stores.fleet.add(News::of_job(&event));
                stores.cron.heard(event);
            });
            stores.health.stir();
        }
        // The end of a run. The conversation itself is told elsewhere.
        Event::Chat(event) => read(event, |event| stores.fleet.add(News::of_run(event))),
        Event::TalkMode(event) => read(event, |talk| stores.voice.talks(talk)),
        Event::VoicewakeChanged(event) => read(event, |words| stores.voice.woken_by(words)),
        _ => {}
    }
}

/// After a hello, which brings a snapshot, or after missed events.
fn resync(stores: Stores, snapshot: Option<&Snapshot>) {
    if let Some(snapshot) = snapshot {
        stores.health.greeted(snapshot);
        let presence = snapshot.presence.iter().filter_map(told);
        stores.presence.heard(presence.collect());
        if let Some(health) = snapshot.health.as_ref().and_then(told) {
            stores.health.heard(health);
        }
    }
    stores.devices.resync();
    stores.nodes.resync();
    stores.cron.resync();
    stores.channels.refetch();
    stores.voice.refetch();
    stores.health.stir();
}

/// A part of the snapshot. One that cannot be read is as good as none: the next event brings it.
fn told<T: DeserializeOwned>(part: &Value) -> Option<T> {
    json::read(&part.to_string())
        .inspect_err(|error| log::warn!("a part of the hello cannot be read: {error}"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::{Event, KEPT, Said, keep};

    fn event(name: &str) -> Said {
        Said::Event(Event::named(name, None))
    }

    #[test]
    fn what_was_said_before_a_hello_is_not_heard_after_it() {
        let mut kept = vec![event("health"), event("presence")];
        keep(&mut kept, Said::Anew(None));
        keep(&mut kept, event("presence"));
        assert!(matches!(kept.as_slice(), [Said::Anew(None), Said::Event(Event::Presence(_))]));
    }

    #[test]
    fn too_much_to_keep_becomes_one_look_at_everything() {
        let mut kept = Vec::new();
        for _ in 0..=KEPT {
            keep(&mut kept, event("health"));
        }
        assert!(matches!(kept.as_slice(), [Said::Anew(None), Said::Event(_)]));
    }
}
