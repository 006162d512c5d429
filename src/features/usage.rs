//! Usage: what it costs, and why.

pub mod breakdown;
pub mod figures;
pub mod hours;
pub mod range;
pub mod series;
pub mod view;
