//! Usage: what it costs, and why.

pub mod asking;
pub mod breakdown;
pub mod budget;
pub mod export;
pub mod figures;
pub mod forecast;
pub mod hours;
pub mod prices;
pub mod query;
pub mod range;
pub mod reading;
pub mod series;
pub mod shown;
pub mod state;
pub mod view;
