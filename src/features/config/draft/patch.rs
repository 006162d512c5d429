//! The one small patch that makes the base the draft, for the gateway that is to merge it.

mod build;

use std::collections::BTreeSet;

use serde_json::Value;

use super::ways::Ways;
use super::{Draft, gateway, guard, marks};
use crate::features::config::path::Path;

/// What `config.patch` takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// A JSON merge patch; written out it is `raw`. Without keys where nothing was changed.
    pub body: Value,
    /// Lists that lose or move entries, as the gateway writes their paths: `agents.list[].tools`.
    /// Only where the gateway takes `replacePaths`; not to be sent where there are none.
    pub replace_paths: Vec<String>,
}

impl Patch {
    /// Whether there is nothing to send.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.body.as_object().is_none_or(serde_json::Map::is_empty)
    }
}

/// Why a patch cannot say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotByPatch {
    /// Only the whole configuration (`config.set`, `config.apply`) can say it on this gateway: an
    /// entry of this list was removed, moved or put between others, or has lost or changed its `id`.
    NeedsWhole { path: Path },
    /// These would be written with a secret that is hidden: they have to be typed anew. (Copied,
    /// renamed, or moved to where the gateway would not look for them.)
    Hidden { paths: Vec<Path> },
    /// Gateways drop this key from every patch without a word.
    RefusedKey { path: Path },
    /// A merge patch deletes where it says `null`: a `null` in an object can be written only inside
    /// of a list that is sent whole.
    Null { path: Path },
    /// The root of a configuration is an object.
    Root,
}

/// The patch that makes the base of a draft what it was edited to, and nothing else. It has been
/// tried against what this gateway does with it; what would not come out right is refused.
///
/// # Errors
/// When no patch says it on this gateway.
pub fn patch(draft: &Draft, ways: Ways) -> Result<Patch, NotByPatch> {
    let (base, wanted) = (&draft.marked_base, &draft.marked);
    let (Value::Object(_), Value::Object(_)) = (base, wanted) else { return Err(NotByPatch::Root) };
    // A path in `replacePaths` stands for every entry it passes through, so a list that has to be
    // whole in one entry is whole in all.
    let mut whole = BTreeSet::new();
    let body = loop {
        let mut building = build::Building::new(ways, &whole);
        let body = building.object(&Path::root(), "", base, wanted, draft.in_force.as_ref())?;
        if building.whole == whole {
            break body;
        }
        whole = building.whole;
    };
    let mut hidden = gateway::lost(wanted, base, ways);
    hidden.extend(guard::half_hidden(&body));
    if !hidden.is_empty() {
        hidden.sort_unstable();
        hidden.dedup();
        return Err(NotByPatch::Hidden { paths: hidden });
    }
    // The last word has the gateway's own way of merging.
    if gateway::merged(base, &body, ways, &whole, "") != *wanted {
        return Err(NotByPatch::NeedsWhole { path: Path::root() });
    }
    let replace_paths =
        if ways.takes_replace_paths { whole.into_iter().collect() } else { Vec::new() };
    Ok(Patch { body: marks::unmark(&body), replace_paths })
}
