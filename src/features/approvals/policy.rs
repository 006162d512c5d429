//! The policy that says which commands agents may run, ask about, or not run: edited for the gateway
//! and for each node, tried out, looked through, saved. What it does not know it gives back.

pub mod agents;
pub mod allowlist;
pub mod changes;
pub mod clashes;
pub mod glob;
pub mod merge;
pub mod places;
pub mod review;
pub mod rules;
pub mod setting;
pub mod shell;
pub mod target;
pub mod trial;
pub mod tryout;
pub mod view;
pub mod wording;
