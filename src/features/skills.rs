//! Skills: what agents can do, and what they lack for it.

pub mod detail;
pub mod install;
pub mod keys;
pub mod list;
pub mod needs;
pub mod requirement;
pub mod roster;
pub mod row;
pub mod state;
pub mod view;
pub mod why;
