//! A gateway as it is offered: its tile, what it is called, where it is, and how it is, in a light and
//! in words.

use leptos::prelude::*;

use crate::store::Stores;
use crate::store::gateways::SavedGateway;
use crate::store::gateways::look::{Hue, host};
use crate::store::lights::{Light, Lights};
use crate::ui::tile::Tile;
use crate::words::{t, tn, tr, w};

/// How a gateway is; `None` says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Here,
    There(Light),
}

impl State {
    /// Reactive.
    fn of(stores: Stores, url: &str, lights: Option<Lights>) -> Self {
        if stores.connection.url().get().as_deref() == Some(url) {
            return Self::Here;
        }
        Self::There(lights.map_or(Light::Unwatched, |lights| lights.of(url)))
    }

    fn words(self) -> Option<String> {
        Some(match self {
            Self::Here => t(w::GATEWAYS_HERE),
            Self::There(Light::Unwatched) => return None,
            Self::There(Light::Trying) => t(w::GATEWAYS_TRYING),
            Self::There(Light::Connected { waiting: 0 }) => t(w::GATEWAYS_CONNECTED),
            Self::There(Light::Connected { waiting }) => tn(w::GATEWAYS_WAITING, waiting),
            Self::There(Light::Unreachable) => t(w::GATEWAYS_UNREACHABLE),
            Self::There(Light::Closed) => t(w::GATEWAYS_CLOSED),
        })
    }

    /// As style sheets know it.
    fn as_str(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::There(Light::Unwatched | Light::Trying) => "trying",
            Self::There(Light::Connected { waiting: 0 }) => "connected",
            Self::There(Light::Connected { .. }) => "waiting",
            Self::There(Light::Unreachable) => "unreachable",
            Self::There(Light::Closed) => "closed",
        }
    }
}

/// A gateway and how it is, in one sentence. Reactive.
pub(super) fn spoken(stores: Stores, saved: &SavedGateway, lights: Option<Lights>) -> String {
    sentence(&saved.title(), State::of(stores, &saved.url, lights))
}

fn sentence(name: &str, state: State) -> String {
    match state.words() {
        Some(state) => tr(w::GATEWAYS_STATE, &[("name", name), ("state", &state)]),
        None => name.to_owned(),
    }
}

#[component]
pub fn Place(
    stores: Stores,
    saved: SavedGateway,
    #[prop(into)] lights: Signal<Option<Lights>>,
) -> impl IntoView {
    let hue = saved.hue().map(Hue::as_str);
    let (title, mark) = (saved.title(), saved.sign());
    let place = host(&saved.url).to_owned();
    let place = (place != title).then_some(place);
    let state = Memo::new(move |_| State::of(stores, &saved.url, lights.get()));
    view! {
        <Tile mark hue/>
        <span class="switcher__names">
            <strong>{title}</strong>
            {place.map(|place| view! { <span class="switcher__host" dir="ltr">{place}</span> })}
        </span>
        {move || {
            let state = state.get();
            state.words().map(|words| view! {
                <span class="switcher__light" data-light=state.as_str()>{words}</span>
            })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_gateway_is_stands_in_words() {
        let said = |light| sentence("Barn", State::There(light));
        assert_eq!(said(Light::Connected { waiting: 2 }), "Barn: connected, 2 approvals wait");
        assert_eq!(said(Light::Connected { waiting: 0 }), "Barn: connected");
        assert_eq!(said(Light::Unreachable), "Barn: does not answer");
        assert_eq!(said(Light::Unwatched), "Barn");
        assert_eq!(sentence("Barn", State::Here), "Barn: you are here");
    }
}
