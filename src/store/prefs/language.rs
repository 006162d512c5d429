//! The languages that have a catalogue in `locales/`.

use serde::{Deserialize, Serialize};

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

#[cfg(test)]
mod tests {
    use super::*;

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
