//! Search in what stands in the configuration.

use serde_json::Value;

use crate::features::config::path::{Path, Step};
use crate::features::config::schema::Schema;
use crate::protocol::config::HIDDEN;

/// The places of values in which every word is found; words may also stand in the keys that lead
/// there, but for one. Secrets are left out.
pub(super) fn find(schema: &Schema, draft: &Value, words: &[&str]) -> Vec<Path> {
    let mut found = Vec::new();
    let full = u16::MAX >> (16 - words.len());
    look(draft, words, 0, full, &mut Vec::new(), &mut found);
    found.retain(|path| !schema.is_sensitive(path, draft));
    found
}

fn mask(text: &str, words: &[&str]) -> u16 {
    let text = text.to_lowercase();
    let bits = words.iter().enumerate();
    bits.fold(0, |mask, (bit, word)| mask | u16::from(text.contains(word)) << bit)
}

fn look(
    value: &Value,
    words: &[&str],
    above: u16,
    full: u16,
    steps: &mut Vec<Step>,
    found: &mut Vec<Path>,
) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                steps.push(Step::Key((&**key).into()));
                look(value, words, above | mask(key, words), full, steps, found);
                steps.pop();
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                steps.push(Step::Index(index));
                look(value, words, above, full, steps, found);
                steps.pop();
            }
        }
        _ => {
            let own = as_text(value).map_or(0, |text| mask(&text, words));
            if own != 0 && own | above == full {
                found.push(Path::of(steps.iter().cloned()));
            }
        }
    }
}

/// A single value as one reads it.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text != HIDDEN => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The piece of a text around the first of the words in it.
pub(super) fn excerpt(text: &str, words: &[&str]) -> String {
    const LONG: usize = 140;
    if text.chars().count() <= LONG {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    // Letters that change their length in lower case are rare: there the piece is a little off.
    let lower = text.to_lowercase();
    let at = words.iter().filter_map(|word| lower.find(word)).min().unwrap_or(0);
    let at = lower.get(..at).map_or(0, |before| before.chars().count());
    let start = at.saturating_sub(LONG / 3).min(chars.len().saturating_sub(LONG));
    let start = match start {
        0 => 0,
        start => {
            start + chars[start..].iter().take(20).position(|it| *it == ' ').map_or(0, |it| it + 1)
        }
    };
    let end = (start + LONG).min(chars.len());
    let mut piece: String = chars[start..end].iter().collect();
    if start > 0 {
        piece.insert(0, '…');
    }
    if end < chars.len() {
        piece.push('…');
    }
    piece
}
