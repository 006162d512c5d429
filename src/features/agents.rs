//! Agents: who they are, what they do, and the files they work by.

pub mod address;
pub mod detail;
pub mod doing;
pub mod facts;
pub mod file;
pub mod files;
pub mod keep;
pub mod list;
pub mod looks;
pub mod merge;
pub mod portrait;
pub mod profile;
pub mod removal;
pub mod roster;
pub mod settings;
pub mod state;
pub mod text;
pub mod versus;
pub mod view;
