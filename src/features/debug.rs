//! Debug: every method callable, events as they come, wizards step by step.

pub mod view;
