//! The pages. A feature never imports another feature.

pub mod approvals;
pub mod channels;
pub mod chat;
pub mod config;
pub mod connect;
pub mod devices;
pub mod nodes;
pub mod overview;
pub mod sessions;
pub mod usage;
