//! The configuration as a form made from its schema: what is there, what was changed, and one small
//! patch that says so to the gateway.

pub mod path;
pub mod view;
