//! The first page: which gateway, with what, and what to do when it says no. A secret is taken out
//! of the address before anything is sent, and never written into one.

pub mod address;
pub mod arrival;
mod news;
mod refusal;
mod state;
pub mod view;
pub mod waiting;
