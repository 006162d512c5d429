//! The pages. A feature never imports another feature.

pub mod chat;
pub mod connect;
