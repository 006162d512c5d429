//! The words both sides use. Nothing here knows Leptos or the browser; re-exports nothing.
//!
//! An `Option` without attribute may be missing: serde reads it as `None`. Words that are only shown
//! are a `String`; words that decide something are an enum that keeps what it does not know.

pub mod agents;
pub mod approvals;
pub mod browser;
pub mod change;
pub mod channels;
pub mod chat;
pub mod commands;
pub mod config;
pub mod cron;
pub mod devices;
pub mod event;
pub mod frame;
pub mod handshake;
pub mod health;
pub mod id;
pub mod json;
pub mod lenient;
pub mod logs;
pub mod mask;
pub mod messaging;
pub mod method;
pub mod models;
pub mod nodes;
pub mod presence;
pub mod push;
pub mod secret;
pub mod sessions;
pub mod skills;
pub mod system;
pub mod update;
pub mod usage;
pub mod version;
pub mod voice;
pub mod wizard;
