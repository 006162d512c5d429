//! Usage: what it costs, and why.

pub mod view;
