//! Nodes: the machines that lend the agents their commands.

pub mod view;
