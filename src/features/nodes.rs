//! Nodes: the machines that lend the agents their commands.

mod answer;
mod argv;
mod command;
pub mod detail;
pub mod facts;
pub mod history;
pub mod invoke;
pub mod list;
pub mod rename;
mod request;
pub mod requests;
mod roster;
pub mod state;
mod trouble;
pub mod view;
