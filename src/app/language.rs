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
                        words::speak(Some((texts, is_one_in(language))));
                        document::set_root_attribute("lang", Some(language.code()));
                    }
                    None => toasts.say(Tone::Danger, t(w::APP_LANGUAGE_FAILED)),
                }
            }),
        }
    });
}

/// A function without the language in it, as the words want it.
fn is_one_in(language: Language) -> words::IsOne {
    if language.is_one(0) { |n| n < 2 } else { |n| n == 1 }
}

async fn load(language: Language) -> Option<Vec<Option<String>>> {
    let path = document::built(&format!("data-locale-{}", language.code()))?;
    json::read(&document::fetch_asset(&path).await?).ok()
}
