//! What is said on every page because it must not wait until somebody looks, and told by notifications
//! while nobody can. It comes with what hears of devices and channels, after the first load.

use leptos::prelude::*;

use crate::{
    app::{
        page::Page,
        tell::{Teller, wording},
    },
    platform::{part::part, watch::watch, work},
    protocol::devices::DeviceRequest,
    store::{Stores, devices::name, prefs::Kind},
    ui::{
        callout::Tone,
        toast::{Toasts, Way},
    },
    words::{t, tn, tr, w},
};

/// What is known, where it is said, and what is on screen.
#[derive(Clone, Copy)]
pub struct Scene {
    pub stores: Stores,
    pub toasts: Toasts,
    pub page: Memo<Option<Page>>,
}

part! {
    fn announcing in attend = announce_all as fn(Scene)
}

/// Announces from the moment on at which there is anything to hear.
pub fn announce(scene: Scene) {
    let owner = Owner::current();
    watch(move || {
        let Some(owner) = owner.clone().filter(|_| scene.stores.fleet.is_attended()) else {
            return;
        };
        work::begin(async move {
            match announcing().await {
                Ok(announce) => owner.with(|| announce(scene)),
                Err(error) => log::warn!("nothing is announced: {error:?}"),
            }
        });
    });
}

fn announce_all(scene: Scene) {
    let teller = Teller::new(scene.stores);
    announce_devices(scene, teller);
    announce_channels(scene, teller);
    tell_news(scene.stores, teller);
}

/// Tells of nodes that ask, jobs that fail and runs that end. Their pages show them, so nothing is said
/// to whoever looks.
fn tell_news(stores: Stores, teller: Teller) {
    watch(move || {
        for news in stores.fleet.take_news() {
            let (kind, key, note) = untrack(|| wording::of_news(stores, &news));
            let page = match kind {
                Kind::Jobs => Page::Cron,
                Kind::Runs => Page::Sessions,
                _ => Page::Nodes,
            };
            teller.tell(kind, page, key, note);
        }
    });
}

/// Says who asks to be let in, once for each request.
fn announce_devices(Scene { stores, toasts, page }: Scene, teller: Teller) {
    let devices = stores.devices;
    watch(move || {
        let is_there = page.with_untracked(|page| *page == Some(Page::Devices));
        for request in devices.take_news() {
            let sentence = sentence(&request);
            let note = wording::of_device(request.request_id.as_str(), &sentence);
            teller.tell(Kind::Pairing, Page::Devices, note.tag.clone(), note);
            if is_there {
                // The request itself is on the page, and long news would lie over its buttons.
                toasts.say(Tone::Warning, sentence);
            } else {
                let way = Way { label: t(w::DEVICES_NEWS_LOOK), href: Page::Devices.href() };
                toasts.lead(Tone::Warning, sentence, way);
            }
        }
    });
}

/// Says which channel accounts break and heal, as often as they do.
fn announce_channels(Scene { stores, toasts, page }: Scene, teller: Teller) {
    let breaks = StoredValue::new(0_u32);
    let channels = stores.channels;
    watch(move || {
        let is_there = page.with_untracked(|page| *page == Some(Page::Channels));
        let (broken, healed): (Vec<_>, Vec<_>) =
            channels.take_news().into_iter().partition(|news| news.is_broken);
        for news in healed {
            toasts.say(Tone::Success, tr(w::CHANNELS_NEWS_HEALED, &[("name", &news.name)]));
        }
        for news in &broken {
            // An account may break again and again, and each time is told.
            breaks.update_value(|breaks| *breaks += 1);
            let note = wording::of_channel(&news.key, &news.name);
            let key = format!("{} {}", note.tag, breaks.get_value());
            teller.tell(Kind::Channels, Page::Channels, key, note);
        }
        // Many that break at once have one cause.
        let sentence = match broken.as_slice() {
            [] => return,
            [one] => tr(w::CHANNELS_NEWS_BROKEN, &[("name", &one.name)]),
            many => tn(w::CHANNELS_NEWS_MANY, many.len()),
        };
        if is_there {
            toasts.say(Tone::Warning, sentence);
        } else {
            let way = Way { label: t(w::CHANNELS_NEWS_LOOK), href: Page::Channels.href() };
            toasts.lead(Tone::Warning, sentence, way);
        }
    });
}

fn sentence(request: &DeviceRequest) -> String {
    let name = name::of_request(request);
    let roles = request.roles.iter().chain(&request.role);
    let is_node = roles.clone().any(|role| role == "node");
    if is_node {
        return tr(w::DEVICES_NEWS_NODE, &[("name", &name)]);
    }
    match roles.clone().find(|role| *role != "operator") {
        Some(role) => tr(w::DEVICES_NEWS_ROLE, &[("name", &name), ("role", role)]),
        None => tr(w::DEVICES_NEWS_OPERATOR, &[("name", &name)]),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_news_names_who_asks_and_as_what() {
        let said = |more: &str| {
            let json = format!(r#"{{"requestId":"r","deviceId":"d","displayName":"Pi"{more}}}"#);
            sentence(&serde_json::from_str(&json).unwrap())
        };
        assert!(said(r#","role":"node""#).contains("Pi asks to be a node"));
        assert!(said(r#","roles":["operator"]"#).contains("Pi asks to act as an operator"));
        assert!(said("").contains("operator"));
        assert!(said(r#","role":"lantern""#).contains("lantern"));
    }
}
