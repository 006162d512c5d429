//! Skills: what agents can do, and what they lack for it.

pub mod view;
