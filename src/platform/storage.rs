//! What the browser keeps: `local` for this browser, `session` for this tab. A browser that keeps
//! nothing (private mode, blocked storage) is treated as an empty one. Shared tokens are never
//! kept in `local`, passwords in neither.

use web_sys::{Storage, window};

/// Reads what this browser keeps.
#[must_use]
pub fn local(key: &str) -> Option<String> {
    local_area()?.get_item(key).ok().flatten()
}

/// Keeps a text in this browser; `None` forgets it.
pub fn set_local(key: &str, value: Option<&str>) {
    write(local_area(), key, value);
}

/// Reads what this tab keeps.
#[must_use]
pub fn session(key: &str) -> Option<String> {
    session_area()?.get_item(key).ok().flatten()
}

/// Keeps a text in this tab; `None` forgets it.
pub fn set_session(key: &str, value: Option<&str>) {
    write(session_area(), key, value);
}

/// Everything of ours that this browser keeps, by name.
#[must_use]
pub fn all_local() -> Vec<(String, String)> {
    local_area().map(|area| all(&area)).unwrap_or_default()
}

/// Everything of ours that this tab keeps, by name.
#[must_use]
pub fn all_session() -> Vec<(String, String)> {
    session_area().map(|area| all(&area)).unwrap_or_default()
}

fn all(area: &Storage) -> Vec<(String, String)> {
    let count = area.length().unwrap_or_default();
    let names = (0..count).filter_map(|at| area.key(at).ok().flatten());
    let ours = names.filter(|name| name.starts_with("quarterdeck."));
    ours.filter_map(|name| Some((name.clone(), area.get_item(&name).ok().flatten()?))).collect()
}

fn local_area() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

fn session_area() -> Option<Storage> {
    window()?.session_storage().ok().flatten()
}

fn write(area: Option<Storage>, key: &str, value: Option<&str>) {
    let Some(area) = area else { return };
    let written = match value {
        Some(value) => area.set_item(key, value),
        None => area.remove_item(key),
    };
    if written.is_err() {
        log::warn!("the browser did not keep {key:?}");
    }
}
