//! The configuration as a form made from its schema: what is there, what was changed, and one small
//! patch that says so to the gateway.

pub mod conflict;
pub mod desk;
pub mod draft;
pub mod field;
pub mod json5;
pub mod keep;
pub mod losses;
pub mod notices;
pub mod path;
pub mod problems;
pub mod restart;
pub mod review;
pub mod review_dialog;
pub mod schema;
pub mod search;
pub mod seen;
pub mod state;
pub mod verdict;
pub mod view;
pub mod whole;
pub mod wording;
