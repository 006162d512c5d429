//! What a gateway drops from its file when it writes it, whatever is written: comments, files that
//! are included, references to the environment. To be said before it happens.

use super::draft::Ways;
use super::json5::comments;
use crate::protocol::config::ConfigSnapshot;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    Comments,
    /// The gateway does not show its text, so nobody knows.
    PerhapsComments,
    /// What they hold is written into the one file.
    Includes,
    /// Replaced by what they stand for now, secrets among it.
    References,
}

impl Loss {
    #[must_use]
    pub fn is_sure(self) -> bool {
        self != Self::PerhapsComments
    }
}

#[must_use]
pub fn losses(snapshot: &ConfigSnapshot, ways: Ways) -> Vec<Loss> {
    let parsed = snapshot.parsed.as_ref().map(|parsed| parsed.get()).unwrap_or_default();
    let commented = match snapshot.raw.as_deref() {
        Some(raw) if 0 < comments(raw) => Some(Loss::Comments),
        None if snapshot.exists != Some(false) => Some(Loss::PerhapsComments),
        _ => None,
    };
    // Later ones write each file that is included by itself.
    let includes = !ways.takes_replace_paths && parsed.contains("\"$include\"");
    let references = !ways.merges_by_id && refers(parsed);
    commented
        .into_iter()
        .chain(includes.then_some(Loss::Includes))
        .chain(references.then_some(Loss::References))
        .collect()
}

/// `${NAME}`, and not `$${NAME}`, which stands for itself.
fn refers(text: &str) -> bool {
    text.match_indices("${").any(|(at, _)| {
        let name = text[at + 2..].split('}').next().unwrap_or_default();
        let is_name = name.starts_with(|it: char| it.is_ascii_uppercase() || it == '_')
            && name.chars().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_');
        is_name && !text[..at].ends_with('$')
    })
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;

    fn snapshot(raw: Option<&str>, parsed: &str) -> ConfigSnapshot {
        ConfigSnapshot {
            raw: raw.map(str::to_owned),
            parsed: Some(RawValue::from_string(parsed.to_owned()).unwrap()),
            exists: Some(true),
            ..ConfigSnapshot::default()
        }
    }

    #[test]
    fn a_comment_is_told_from_an_address() {
        for (text, is) in [
            (r#"{"a": "http://example.com"}"#, false),
            (r#"{"a": "\" // no"}"#, false),
            ("{'a': 'it\\'s // no'}", false),
            ("{a: 1} // yes", true),
            ("/* yes */ {a: 1}", true),
        ] {
            assert_eq!(0 < comments(text), is, "{text}");
        }
    }

    #[test]
    fn each_gateway_loses_less() {
        let parsed = r#"{"$include": "./x.json5", "a": "${HOME}/x"}"#;
        let file = snapshot(Some("{/**/}"), parsed);
        let lost = |version| losses(&file, Ways::of(Some(version)));
        assert_eq!(lost("2026.2.6-3"), [Loss::Comments, Loss::Includes, Loss::References]);
        assert_eq!(lost("2026.4.15"), [Loss::Comments, Loss::Includes]);
        assert_eq!(lost("2026.9.6"), [Loss::Comments]);
        let plain = snapshot(None, r#"{"a": "$${HOME} ${not}"}"#);
        assert_eq!(losses(&plain, Ways::default()), [Loss::PerhapsComments]);
    }
}
