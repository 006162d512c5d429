//! Every word an operator reads. `locales/en.json` is the source and is compiled in; `build.rs`
//! numbers its texts, so a missing word does not compile. Other languages are loaded when chosen
//! and replace the texts by number. Nothing here touches the browser.

use std::sync::{Arc, LazyLock};

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

/// The words by name: the path in the catalogue in capitals, `chat.send` is `w::CHAT_SEND`.
pub mod w {
    use super::{Plural, Text, Word};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// A text of the catalogue. Each stands by itself, so that it comes with the part that says it.
#[derive(Debug)]
struct Text {
    number: u16,
    english: &'static str,
}

/// A word of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Word(&'static Text);

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.0.number == other.0.number
    }
}

impl Eq for Word {}

/// A text with a form for one and a form for others, chosen by `{n}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural {
    one: Word,
    other: Word,
}

/// Whether a language tells so many things in the singular.
type IsOne = fn(usize) -> bool;

/// Another language: its texts by number, and when it speaks of one. `None` is English.
type Texts = Option<(Arc<[Option<String>]>, IsOne)>;

static LOADED: LazyLock<ArcRwSignal<Texts>> = LazyLock::new(|| ArcRwSignal::new(None));

/// The text of a word in the language chosen. Reactive.
#[must_use]
pub fn t(word: Word) -> String {
    let text = |loaded: &Texts| {
        let texts = loaded.as_ref();
        let other = texts.and_then(|(texts, _)| texts.get(usize::from(word.0.number))?.as_deref());
        other.unwrap_or(word.0.english).to_owned()
    };
    // A sentence made once, for example for an error, follows no later change of language.
    if Observer::get().is_some() { LOADED.with(text) } else { LOADED.with_untracked(text) }
}

/// Follows the language: for what is written by its rules without a word of the catalogue.
pub fn follow() {
    if Observer::get().is_some() {
        LOADED.track();
    }
}

/// The text of a word where it is drawn: it follows the language. One type for all of them, so that
/// a hundred words on screen are one piece of code and not a hundred.
pub fn say(word: Word) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || t(word)
}

/// The text with `{name}` replaced by its value.
#[must_use]
pub fn tr(word: Word, values: &[(&str, &str)]) -> String {
    let mut text = t(word);
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// The text for a number of things, with `{n}` replaced.
#[must_use]
pub fn tn(plural: Plural, n: usize) -> String {
    let is_one = |loaded: &Texts| loaded.as_ref().map_or(n == 1, |(_, is_one)| is_one(n));
    let word = if LOADED.with_untracked(is_one) { plural.one } else { plural.other };
    tr(word, &[("n", &n.to_string())])
}

/// Takes another language's texts, in the order of the catalogue; `None` returns to English. A text it
/// lacks stays English.
pub fn speak(language: Option<(Vec<Option<String>>, IsOne)>) {
    LOADED.set(language.map(|(texts, is_one)| (texts.into(), is_one)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_other_have_their_own_form() {
        assert_eq!(tn(w::CHAT_NEW_MESSAGES, 1), "1 new message");
        assert_eq!(tn(w::CHAT_NEW_MESSAGES, 3), "3 new messages");
    }
}
