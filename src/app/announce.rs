//! What is said on every page because it must not wait until somebody looks.

use leptos::prelude::*;

use crate::{
    app::{page::Page, router::current_page},
    platform::watch::watch,
    protocol::devices::DeviceRequest,
    store::{Stores, devices::name},
    ui::{
        callout::Tone,
        toast::{Toasts, Way},
    },
    words::{t, tn, tr, w},
};

/// Says who asks to be let in, once for each request.
pub fn announce_devices() {
    let devices = expect_context::<Stores>().devices;
    let toasts = expect_context::<Toasts>();
    let page = current_page();
    watch(move || {
        let is_there = page.with_untracked(|page| *page == Some(Page::Devices));
        for request in devices.take_news() {
            let sentence = sentence(&request);
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
pub fn announce_channels() {
    let channels = expect_context::<Stores>().channels;
    let toasts = expect_context::<Toasts>();
    let page = current_page();
    watch(move || {
        let is_there = page.with_untracked(|page| *page == Some(Page::Channels));
        let (broken, healed): (Vec<_>, Vec<_>) =
            channels.take_news().into_iter().partition(|news| news.is_broken);
        for news in healed {
            toasts.say(Tone::Success, tr(w::CHANNELS_NEWS_HEALED, &[("name", &news.name)]));
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
