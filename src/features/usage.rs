//! Usage: what it costs, and why.

pub mod breakdown;
pub mod figures;
pub mod forecast;
pub mod hours;
pub mod query;
pub mod range;
pub mod series;
pub mod view;
