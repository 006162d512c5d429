//! What the page's charts draw, each with its table. Pure: figures in, drawings out.

pub mod course;
pub mod days;
pub mod frame;
pub mod hours;
pub mod month;
