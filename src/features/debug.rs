//! Debug: every method callable, events and frames as they come, wizards step by step.

pub mod address;
pub mod call;
pub mod draft;
pub mod fields;
pub mod history;
pub mod methods;
pub mod reply;
pub mod report;
pub mod report_view;
pub mod send;
pub mod snapshots;
pub mod state;
pub mod table;
pub mod tabs;
pub mod tape;
pub mod tape_view;
pub mod taping;
pub mod view;
pub mod wizard;
