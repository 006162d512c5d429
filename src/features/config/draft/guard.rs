//! A hidden secret is sent only where the gateway puts the secret itself back. Everything else is
//! refused before it is sent. A draft's own patch is guarded with the draft's memory of where each
//! secret came from; these are for what comes without one, and refuse what they cannot be sure of.

use std::collections::BTreeSet;

use serde_json::Value;

use super::ways::Ways;
use super::{gateway, marks};
use crate::features::config::path::Path;
use crate::protocol::config::HIDDEN;

/// Whether a patch without `replacePaths` may be sent.
///
/// # Errors
/// The places of what is hidden and must not be sent: they have to be typed anew.
pub fn guard(body: &Value, base: &Value, ways: Ways) -> Result<(), Vec<Path>> {
    let merged = gateway::merged(base, body, ways, &BTreeSet::new(), "");
    checked(body, &merged, base, ways)
}

/// Whether a whole configuration may be sent by `config.set` or `config.apply`. (2026.2.6-3 asks
/// whether it is valid before it restores: there a hidden number makes the gateway refuse it.)
///
/// # Errors
/// The places of what is hidden and must not be sent: they have to be typed anew.
pub fn guard_whole(whole: &Value, base: &Value, ways: Ways) -> Result<(), Vec<Path>> {
    checked(whole, whole, base, ways)
}

fn checked(sent: &Value, result: &Value, base: &Value, ways: Ways) -> Result<(), Vec<Path>> {
    let base = marks::mark(base);
    let mut lost = gateway::lost(&marks::adopt(result, Some(&base)), &base, ways);
    lost.extend(half_hidden(sent));
    if lost.is_empty() {
        return Ok(());
    }
    lost.sort_unstable();
    lost.dedup();
    Err(lost)
}

/// Texts that hide a part only, and keys: no gateway puts anything back there.
pub(super) fn half_hidden(sent: &Value) -> Vec<Path> {
    let mut paths = Vec::new();
    look(&Path::root(), sent, &mut paths);
    paths
}

fn look(path: &Path, value: &Value, paths: &mut Vec<Path>) {
    match value {
        Value::String(text) if marks::hides(text) && marks::unmarked(text) != HIDDEN => {
            paths.push(path.clone());
        }
        Value::Array(list) => {
            for (place, entry) in list.iter().enumerate() {
                look(&path.index(place), entry, paths);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                if marks::hides(key) {
                    paths.push(path.key(key));
                }
                look(&path.key(key), value, paths);
            }
        }
        _ => {}
    }
}
