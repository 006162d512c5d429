//! Every word an operator reads. `locales/en.json` is the source and is compiled in; `build.rs`
//! numbers its texts, so a missing word does not compile. Other languages are loaded when chosen
//! and replace the texts by number. Nothing here touches the browser.

use std::sync::{Arc, LazyLock};

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use serde_json::Value;

/// The words by name: the path in the catalogue in capitals, `chat.send` is `w::CHAT_SEND`.
pub mod w {
    use super::{Plural, Word};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The number of a text in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(u16);

/// A text with a form for one and a form for others, chosen by `{n}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural {
    one: Word,
    other: Word,
}

/// `None` is English.
static LOADED: LazyLock<ArcRwSignal<Option<Arc<[String]>>>> =
    LazyLock::new(|| ArcRwSignal::new(None));

/// The text of a word in the language chosen. Reactive.
#[must_use]
pub fn t(word: Word) -> String {
    let index = usize::from(word.0);
    let text = |loaded: &Option<Arc<[String]>>| match loaded {
        Some(texts) => texts[index].clone(),
        None => w::ENGLISH[index].to_owned(),
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
    tr(if n == 1 { plural.one } else { plural.other }, &[("n", &n.to_string())])
}

/// Takes another language's catalogue; `None` returns to English. A text it lacks stays English.
pub fn speak(catalogue: Option<&Value>) {
    LOADED.set(catalogue.map(|catalogue| {
        w::KEYS
            .iter()
            .zip(w::ENGLISH)
            .map(|(key, english)| {
                let found = key.split('.').try_fold(catalogue, |node, step| node.get(step));
                found.and_then(Value::as_str).unwrap_or(english).to_owned()
            })
            .collect()
    }));
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
