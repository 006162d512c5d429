//! The configuration as a form made from its schema: what is there, what was changed, and one small
//! patch that says so to the gateway.

pub mod desk;
pub mod draft;
pub mod field;
pub mod json5;
pub mod path;
pub mod problems;
pub mod schema;
pub mod search;
pub mod state;
pub mod view;
