//! How the console looks and reads, and which key sends a message.

use leptos::prelude::*;

use crate::platform::document;
use crate::store::prefs::{Density, Language, Prefs, SendKey, Theme};
use crate::ui::input::select::{Choice, Select};
use crate::ui::segments::Segments;
use crate::words::{Word, say, w};

const THEMES: [(Theme, Word); 3] = [
    (Theme::System, w::APP_THEME_SYSTEM),
    (Theme::Light, w::APP_THEME_LIGHT),
    (Theme::Dark, w::APP_THEME_DARK),
];

const DENSITIES: [(Density, Word); 2] = [
    (Density::Comfortable, w::SETTINGS_DENSITY_COMFORTABLE),
    (Density::Compact, w::SETTINGS_DENSITY_COMPACT),
];

const SEND_KEYS: [(SendKey, Word); 2] =
    [(SendKey::Enter, w::SETTINGS_SEND_ENTER), (SendKey::ModEnter, w::SETTINGS_SEND_MOD_ENTER)];

#[component]
pub fn Looks(prefs: Prefs) -> impl IntoView {
    let preferred = Language::preferred(&document::languages());
    let language = prefs.language();
    let languages = Language::ALL
        .map(|it| Choice { value: it.code().to_owned(), label: it.own_name().to_owned() })
        .to_vec();
    let speak = move |code: String| {
        if let Some(language) = Language::ALL.into_iter().find(|it| it.code() == code) {
            prefs.set_language(language);
        }
    };
    view! {
        <div class="settings__rows">
            {one_of(w::APP_THEME, THEMES, prefs.theme(), move |it| prefs.set_theme(it))}
            {one_of(w::SETTINGS_DENSITY, DENSITIES, prefs.density(), move |it| prefs.set_density(it))}
            <div class="settings__row">
                <span aria-hidden="true">{say(w::APP_LANGUAGE)}</span>
                <Select
                    label=w::APP_LANGUAGE
                    value=Signal::derive(move || {
                        language.get().unwrap_or(preferred).code().to_owned()
                    })
                    choices=languages
                    on_choose=speak
                />
            </div>
        </div>
    }
}

#[component]
pub fn Writing(prefs: Prefs) -> impl IntoView {
    view! {
        <div class="settings__rows">
            {one_of(w::SETTINGS_SEND, SEND_KEYS, prefs.send_key(), move |it| prefs.set_send_key(it))}
        </div>
    }
}

/// A name, and beside it what may be chosen.
fn one_of<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    name: Word,
    all: [(T, Word); N],
    now: Signal<T>,
    choose: impl Fn(T) + Send + Sync + 'static,
) -> AnyView {
    let at = Signal::derive(move || all.iter().position(|(it, _)| *it == now.get()));
    let names: Vec<_> = all.iter().map(|(_, word)| (*word).into()).collect();
    view! {
        <div class="settings__row">
            <span aria-hidden="true">{say(name)}</span>
            <Segments
                label=name
                names
                chosen=at
                on_choose=move |at: usize| choose(all[at].0)
            />
        </div>
    }
    .into_any()
}
