//! What agents ask leave for: the dialog over every page, the page with what waits and what was
//! answered, and the policy that says when they must ask.

pub mod policy;
pub mod state;
pub mod view;
