//! The pages. A feature never imports another feature.

pub mod approvals;
pub mod chat;
pub mod connect;
pub mod devices;
pub mod nodes;
