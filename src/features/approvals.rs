//! What agents ask leave for: the dialog over every page, the page with what waits and what was
//! answered, and the policy that says when they must ask.

pub mod answers;
pub mod dialog;
pub mod outcome;
pub mod policy;
pub mod question;
pub mod risk;
pub mod shown;
pub mod state;
pub mod view;
pub mod visible;
