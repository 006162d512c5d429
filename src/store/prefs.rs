//! How the operator likes the console in this browser: theme, language, the rail. Nothing here
//! concerns a gateway, and nothing secret is kept with it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::platform::storage;
use crate::protocol::json;

const KEY: &str = "quarterdeck.prefs";

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The value of `data-theme` on the page's root; none leaves it to the system.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The languages that have a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "en")]
    English,
    #[serde(rename = "de")]
    German,
    #[serde(rename = "es")]
    Spanish,
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "pt-BR")]
    Portuguese,
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "ja")]
    Japanese,
    #[serde(rename = "ko")]
    Korean,
}

impl Language {
    pub const ALL: [Self; 8] = [
        Self::English,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Portuguese,
        Self::Chinese,
        Self::Japanese,
        Self::Korean,
    ];

    /// The value of `lang` on the page's root, and the name of the catalogue.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Portuguese => "pt-BR",
            Self::Chinese => "zh-CN",
            Self::Japanese => "ja",
            Self::Korean => "ko",
        }
    }

    /// As its speakers call it: the same in every language.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::French => "Français",
            Self::Portuguese => "Português (Brasil)",
            Self::Chinese => "简体中文",
            Self::Japanese => "日本語",
            Self::Korean => "한국어",
        }
    }

    /// Tells whether so many things are told in the singular.
    #[must_use]
    pub fn is_one(self) -> fn(usize) -> bool {
        match self {
            Self::French | Self::Portuguese => |n| n < 2,
            _ => |n| n == 1,
        }
    }

    /// The first of the reader's languages that has a catalogue.
    #[must_use]
    pub fn preferred(languages: &[String]) -> Self {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
        let known = |tag: &String| {
            Self::ALL.into_iter().find(|language| primary(language.code()) == primary(tag))
        };
        languages.iter().find_map(known).unwrap_or(Self::English)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    theme: Theme,
    /// `None` follows the browser.
    language: Option<Language>,
    rail_folded: bool,
    notify: bool,
    sound: bool,
}

/// The likings, kept as they change.
#[derive(Clone, Copy)]
pub struct Prefs {
    kept: RwSignal<Kept>,
}

impl Prefs {
    pub(super) fn load() -> Self {
        let text = if cfg!(target_arch = "wasm32") { storage::local(KEY) } else { None };
        Self { kept: RwSignal::new(text.as_deref().map(parse).unwrap_or_default()) }
    }

    #[must_use]
    pub fn theme(self) -> Signal<Theme> {
        Signal::derive(move || self.kept.with(|kept| kept.theme))
    }

    /// The language chosen, if one was.
    #[must_use]
    pub fn language(self) -> Signal<Option<Language>> {
        Signal::derive(move || self.kept.with(|kept| kept.language))
    }

    #[must_use]
    pub fn rail_folded(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| kept.rail_folded))
    }

    /// Whether a question is told by a notification while the tab is hidden.
    #[must_use]
    pub fn notify(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| kept.notify))
    }

    /// Whether a question is told by a sound.
    #[must_use]
    pub fn sound(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| kept.sound))
    }

    pub fn set_notify(self, notify: bool) {
        self.change(|kept| kept.notify = notify);
    }

    pub fn set_sound(self, sound: bool) {
        self.change(|kept| kept.sound = sound);
    }

    pub fn set_theme(self, theme: Theme) {
        self.change(|kept| kept.theme = theme);
    }

    pub fn set_language(self, language: Language) {
        self.change(|kept| kept.language = Some(language));
    }

    pub fn fold_rail(self, folded: bool) {
        self.change(|kept| kept.rail_folded = folded);
    }

    fn change(self, change: impl FnOnce(&mut Kept)) {
        self.kept.update(change);
        match self.kept.with_untracked(serde_json::to_string) {
            Ok(text) if cfg!(target_arch = "wasm32") => storage::set_local(KEY, Some(&text)),
            Ok(_) => {}
            Err(error) => log::warn!("the preferences were not kept: {error}"),
        }
    }
}

/// What a later or a damaged console wrote falls back to the usual, field by field.
fn parse(text: &str) -> Kept {
    let Ok(serde_json::Value::Object(fields)) = json::read(text) else {
        return Kept::default();
    };
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let is_on = |name: &str| field(name) == true;
    Kept {
        theme: serde_json::from_value(field("theme")).unwrap_or_default(),
        language: serde_json::from_value(field("language")).unwrap_or_default(),
        rail_folded: is_on("rail_folded"),
        notify: is_on("notify"),
        sound: is_on("sound"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_liking_that_is_not_known_leaves_the_others_alone() {
        let kept = parse(r#"{"theme":"sepia","language":"de","rail_folded":true}"#);
        let expected = Kept {
            theme: Theme::System,
            language: Some(Language::German),
            rail_folded: true,
            ..Kept::default()
        };
        assert_eq!(kept, expected);
        assert_eq!(parse("?"), Kept::default());
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let kept = Kept { theme: Theme::Dark, rail_folded: true, sound: true, ..Kept::default() };
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(parse(&text), kept);
    }

    #[test]
    fn the_first_language_with_a_catalogue_is_spoken() {
        let languages = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>();
        assert_eq!(Language::preferred(&languages(&["it-CH", "de-AT", "en"])), Language::German);
        assert_eq!(Language::preferred(&languages(&["pt-PT"])), Language::Portuguese);
        assert_eq!(Language::preferred(&languages(&["zh-Hans-SG"])), Language::Chinese);
        assert_eq!(Language::preferred(&languages(&["it"])), Language::English);
        assert_eq!(Language::preferred(&[]), Language::English);
    }

    #[test]
    fn every_language_has_its_catalogue_and_is_kept_by_its_code() {
        for language in Language::ALL {
            let code = language.code();
            let catalogue = format!("{}/locales/{code}.json", env!("CARGO_MANIFEST_DIR"));
            assert!(std::path::Path::new(&catalogue).is_file(), "{catalogue}");
            assert_eq!(serde_json::to_value(language).unwrap(), code);
        }
    }

    #[test]
    fn nothing_is_one_thing_in_french() {
        assert!(Language::French.is_one()(0));
        assert!(!Language::German.is_one()(0));
    }
}
