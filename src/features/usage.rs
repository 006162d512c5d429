//! Usage: what it costs, and why.

pub mod breakdown;
pub mod context;
pub mod days;
pub mod drawings;
pub mod figures;
pub mod forecast;
pub mod hour_map;
pub mod hours;
pub mod log;
pub mod month;
pub mod parts;
pub mod query;
pub mod query_box;
pub mod quotas;
pub mod range;
pub mod range_bar;
pub mod series;
pub mod session;
pub mod session_table;
pub mod totals;
pub mod view;
pub mod wording;
