//! JSON5, as the gateway reads its file (<https://spec.json5.org>): read into values, laid out anew
//! without losing a comment, and searched for where something stands.

mod comments;
mod layout;
mod number;
mod tokens;
mod tree;

pub use comments::comments;

use std::ops::Range;

use serde_json::Value;

use crate::features::config::path::Path;

/// Why a text is no configuration, and where. Lines and columns begin with 1; a column counts
/// characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    /// In bytes, from the beginning of the text.
    pub at: usize,
    pub kind: FaultKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The text ends before the value does. What was opened and is still open, if anything is.
    Unfinished { open: Option<char> },
    /// A character that cannot stand there.
    Unexpected { found: String },
    /// Something else behind the value.
    Trailing,
    /// A text without its closing quote.
    OpenText,
    /// A comment without its end.
    OpenComment,
    /// `\u` or `\x` without its digits, or `\1` to `\9`.
    Escape,
    /// No number: `01`, `1e`, `0x`.
    Number,
    /// `Infinity` or `NaN`: a gateway could not keep it.
    NotFinite,
    /// The key stands in the object already.
    DuplicateKey { key: String },
    /// A `:` is missing behind a key.
    MissingColon,
    /// A `,` is missing between two values.
    MissingComma,
    /// Nested too deeply.
    TooDeep,
}

impl Fault {
    fn at(text: &str, (at, kind): (usize, FaultKind)) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let ends = before.bytes().enumerate().filter(|(place, byte)| {
            *byte == b'\n' || (*byte == b'\r' && text.as_bytes().get(place + 1) != Some(&b'\n'))
        });
        let (count, start) = ends.fold((0, 0), |(count, _), (place, _)| (count + 1, place + 1));
        Self { line: count + 1, column: before[start..].chars().count() + 1, at, kind }
    }
}

/// Reads a text.
///
/// # Errors
/// At its first fault.
pub fn read(text: &str) -> Result<Value, Fault> {
    let (node, fault) = tree::read(text);
    match (node, fault) {
        (_, Some(fault)) => Err(Fault::at(text, fault)),
        (Some(node), None) => Ok(node.value()),
        (None, None) => Err(Fault::at(text, (text.len(), FaultKind::Unfinished { open: None }))),
    }
}

/// Writes a value as JSON, two spaces a level.
#[must_use]
pub fn write(value: &Value) -> String {
    format!("{value:#}")
}

/// Lays a text out anew: two spaces a level, a line an entry. Comments, the order and the spelling
/// of everything stay; empty lines between entries become one.
///
/// # Errors
/// Where the text cannot be read.
pub fn format(text: &str) -> Result<String, Fault> {
    read(text)?;
    Ok(layout::layout(text))
}

/// Where a value stands in a text: its bytes; with its key, if it has one. Works on a text with
/// faults as far as it can be read.
#[must_use]
pub fn place(text: &str, path: &Path) -> Option<Range<usize>> {
    tree::read(text).0?.place(path.steps())
}

/// What stands at a byte of a text: the innermost value whose key or value is there.
#[must_use]
pub fn path_at(text: &str, at: usize) -> Path {
    let mut steps = Vec::new();
    if let Some(node) = tree::read(text).0 {
        node.steps_to(at, &mut steps);
    }
    Path::of(steps)
}
