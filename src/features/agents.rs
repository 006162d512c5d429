//! Agents: who they are, what they do, and the files they work by.

pub mod view;
