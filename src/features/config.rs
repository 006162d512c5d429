//! The configuration as a form made from its schema: what is there, what was changed, and one small
//! patch that says so to the gateway.

pub mod draft;
pub mod json5;
pub mod path;
pub mod view;
