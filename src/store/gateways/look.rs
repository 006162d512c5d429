//! How a saved gateway is told from others at a glance: its name, its hue, its mark. Pure.

use std::cmp::Ordering;

use super::saved::SavedGateway;

/// A colour that an operator may give a gateway. Kept as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    Sea,
    Orange,
    Blue,
    Pink,
    Olive,
    Violet,
    Gray,
    Green,
}

impl Hue {
    pub const ALL: [Self; 8] = [
        Self::Sea,
        Self::Orange,
        Self::Blue,
        Self::Pink,
        Self::Olive,
        Self::Violet,
        Self::Gray,
        Self::Green,
    ];

    /// As it is kept, and as style sheets know it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sea => "sea",
            Self::Orange => "orange",
            Self::Blue => "blue",
            Self::Pink => "pink",
            Self::Olive => "olive",
            Self::Violet => "violet",
            Self::Gray => "gray",
            Self::Green => "green",
        }
    }

    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hue| hue.as_str() == word)
    }
}

impl SavedGateway {
    /// What it is called: the operator's own name for it, else its host.
    #[must_use]
    pub fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| host(&self.url).to_owned())
    }

    #[must_use]
    pub fn hue(&self) -> Option<Hue> {
        self.colour.as_deref().and_then(Hue::of)
    }

    /// What stands in its tile: the operator's own mark, else the first letter of what it is called.
    #[must_use]
    pub fn sign(&self) -> String {
        self.mark.clone().unwrap_or_else(|| {
            let title = self.title();
            let first = clusters(&title).find(|it| it.starts_with(char::is_alphanumeric));
            first.unwrap_or("?").to_uppercase()
        })
    }
}

/// The address without how it is spoken to.
#[must_use]
pub fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// In the order in which they are offered: by what they are called, so that each keeps its place
/// whichever was used last.
#[must_use]
pub fn in_order(list: &[SavedGateway]) -> Vec<SavedGateway> {
    let mut list = list.to_vec();
    list.sort_by(|one, other| {
        let by_title = one.title().to_lowercase().cmp(&other.title().to_lowercase());
        if by_title == Ordering::Equal { one.url.cmp(&other.url) } else { by_title }
    });
    list
}

/// What fits into a tile of what was typed: two letters, or one of anything else.
#[must_use]
pub fn mark_of(typed: &str) -> Option<String> {
    let mut found = clusters(typed.trim()).filter(|it| !it.starts_with(char::is_whitespace));
    let first = found.next()?;
    let is_letter = |it: &str| it.starts_with(char::is_alphanumeric) && !it.contains(JOINS);
    let second = found.next().filter(|second| is_letter(first) && is_letter(second));
    Some(format!("{first}{}", second.unwrap_or_default()))
}

/// Joins what stands before it with what follows.
const JOINER: char = '\u{200d}';

/// Belongs to what stands before it: accents, shades, the frame of a key, the letters of a flag.
const JOINS: fn(char) -> bool = |letter| {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{20e3}' | '\u{e0020}'..='\u{e007f}' | JOINER)
};

fn is_flag_letter(letter: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&letter)
}

/// What a reader takes for one letter or one picture each.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut before = rest.chars().next()?;
        let mut end = before.len_utf8();
        let mut is_flag_begun = is_flag_letter(before);
        for letter in rest[end..].chars() {
            let ends_flag = is_flag_begun && is_flag_letter(letter);
            if !(JOINS(letter) || before == JOINER || ends_flag) {
                break;
            }
            is_flag_begun = false;
            before = letter;
            end += letter.len_utf8();
        }
        let (cluster, left) = rest.split_at(end);
        rest = left;
        Some(cluster)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(url: &str, name: Option<&str>) -> SavedGateway {
        SavedGateway { name: name.map(str::to_owned), ..SavedGateway::at(url) }
    }

    #[test]
    fn a_gateway_is_called_by_its_name_or_its_host() {
        assert_eq!(saved("wss://barn.example/ops", None).title(), "barn.example/ops");
        assert_eq!(saved("wss://barn.example", Some("Barn")).title(), "Barn");
    }

    #[test]
    fn the_sign_is_the_mark_or_the_first_letter() {
        assert_eq!(saved("wss://barn.example", None).sign(), "B");
        assert_eq!(saved("wss://x", Some("(é)tage")).sign(), "É");
        assert_eq!(saved("ws://[::1]:18789", None).sign(), "1");
        assert_eq!(saved("ws://x", Some("!?")).sign(), "?");
        let marked = SavedGateway { mark: Some("🚜".to_owned()), ..saved("wss://x", None) };
        assert_eq!(marked.sign(), "🚜");
    }

    #[test]
    fn two_letters_or_one_picture_fit_into_a_tile() {
        for (typed, mark) in [
            ("  ", None),
            ("b", Some("b")),
            ("Barn", Some("Ba")),
            ("b 2", Some("b2")),
            ("e\u{301}te", Some("e\u{301}")),
            ("🚜🐄", Some("🚜")),
            ("🚜b", Some("🚜")),
            ("👩🏽‍🌾 x", Some("👩🏽‍🌾")),
            ("🇩🇪🇫🇷", Some("🇩🇪")),
            ("1️⃣2", Some("1️⃣")),
            ("☂️", Some("☂️")),
            ("界隈", Some("界隈")),
        ] {
            assert_eq!(mark_of(typed).as_deref(), mark, "{typed}");
        }
    }

    #[test]
    fn a_hue_is_known_by_its_word() {
        for hue in Hue::ALL {
            assert_eq!(Hue::of(hue.as_str()), Some(hue));
        }
        assert_eq!(Hue::of("ultraviolet"), None);
    }

    #[test]
    fn each_keeps_its_place_whichever_was_used_last() {
        let (attic, barn, bare) =
            (saved("ws://z", Some("attic")), saved("ws://a", Some("Barn")), saved("ws://c", None));
        let urls =
            |list: &[SavedGateway]| in_order(list).into_iter().map(|it| it.url).collect::<Vec<_>>();
        let expected = ["ws://z", "ws://a", "ws://c"];
        assert_eq!(urls(&[barn.clone(), bare.clone(), attic.clone()]), expected);
        assert_eq!(urls(&[bare, attic, barn]), expected);
    }
}
