//! Sessions: all of them in one table, their settings, and what can be done with many at once.

pub mod view;
