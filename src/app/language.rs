//! The language of the console: the one chosen, else the reader's own. Catalogues other than
//! English are loaded when they are first spoken.

use leptos::prelude::*;

use crate::platform::watch::watch;
use crate::protocol::json;
use crate::{
    platform::{document, work},
    store::prefs::{Language, Prefs},
    ui::{callout::Tone, toast::Toasts},
    words::{self, t, w},
};

/// The language spoken now.
pub(super) fn spoken(prefs: Prefs) -> Signal<Language> {
    let preferred = Language::preferred(&document::languages());
    let chosen = prefs.language();
    Signal::derive(move || chosen.get().unwrap_or(preferred))
}

/// Speaks the language chosen, now and whenever it changes.
pub(super) fn keep_language(prefs: Prefs) {
    let language = spoken(prefs);
    let toasts = expect_context::<Toasts>();
    watch(move || {
        let language = language.get();
        match language {
            Language::English => {
                words::speak(None);
                document::set_root_attribute("lang", Some(language.code()));
            }
            _ => work::begin(async move {
                let texts = load(language).await;
                // Another choice may have been made while it was loading.
                if spoken(prefs).get_untracked() != language {
                    return;
                }
                match texts {
                    Some(texts) => {
                        words::speak(Some((texts, language.is_one())));
                        document::set_root_attribute("lang", Some(language.code()));
                    }
                    None => toasts.say(Tone::Danger, t(w::APP_LANGUAGE_FAILED)),
                }
            }),
        }
    });
}

async fn load(language: Language) -> Option<Vec<Option<String>>> {
    let path = document::built(&format!("data-locale-{}", language.code()))?;
    json::read(&document::fetch_asset(&path).await?).ok()
}
