//! A gateway that is not the real one: it speaks the gateway's protocols with believable living
//! data, serves a console the way a chosen gateway version would, and breaks on request.
//!
//! The demo runs it as a program; tests start it inside themselves (`Server::start`).
//! Nothing here is ever used by the console itself.

pub mod chance;
pub mod clock;
pub mod dialect;
pub mod faults;
pub mod gateway;
pub mod options;
pub mod profile;
pub mod script;
pub mod server;

mod approvals;
mod client;
mod config;
mod connection;
mod device;
mod fleet;
mod handshake;
mod headers;
mod hello;
mod html;
mod living;
mod log_file;
mod message;
mod methods;
mod narrator;
mod orders;
mod params;
mod performance;
mod played_nodes;
mod policy;
mod refusal;
mod restart;
mod run;
mod schedule;
mod scopes;
mod seeds;
mod serve_files;
mod session;
mod session_row;
mod staff;
mod usage;
mod wellbeing;
mod wire_message;
mod wizard;

pub use clock::Clock;
pub use dialect::Dialect;
pub use options::{Options, Pace};
pub use profile::Profile;
pub use server::Server;
