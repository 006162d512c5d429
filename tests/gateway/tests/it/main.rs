//! The demo gateway from outside: over its socket and its pages, as a console meets it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod approvals;
mod chat;
mod config;
mod console;
mod devices;
mod dialects;
mod faults;
mod fleet_recorded;
mod handshake;
mod logs;
mod nodes;
mod recorded;
mod schema;
mod serving;
mod sessions;
mod updates;
mod usage;
