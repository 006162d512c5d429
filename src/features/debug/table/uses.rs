//! Where the console uses each method and event. What stands nowhere is reached from Debug alone.
//! `tests/it/reach.rs` holds it against the code, and writes it anew when asked to.

/// A page, or the frame around all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Everywhere,
    Chat,
    Approvals,
    Sessions,
    Overview,
    Channels,
    Usage,
    Logs,
    Cron,
    Agents,
    Skills,
    Nodes,
    Devices,
    Config,
    Voice,
    Debug,
}

/// Who listens to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The connection itself.
    Connection,
    /// The stores, and through them pages.
    Pages,
    /// Only seen in Debug.
    Debug,
}

use Place::{
    Agents, Approvals, Channels, Chat, Config, Cron, Debug, Devices, Everywhere, Logs, Nodes,
    Overview, Sessions, Skills, Usage, Voice,
};

/// Every page.
pub const PLACES: [Place; 16] = [
    Everywhere, Chat, Approvals, Sessions, Overview, Channels, Usage, Logs, Cron, Agents, Skills,
    Nodes, Devices, Config, Voice, Debug,
];

/// Which pages use a method.
#[must_use]
pub fn of(method: &str) -> &'static [Place] {
    METHODS.iter().find(|(name, _)| *name == method).map_or(&[], |(_, places)| places)
}

/// Each method the console knows, and who uses it besides the calls of Debug.
#[rustfmt::skip]
pub const METHODS: &[(&str, &[Place])] = &[
];

/// Each event the console knows, and who listens to it.
#[rustfmt::skip]
pub const EVENTS: &[(&str, Heard)] = &[
];
