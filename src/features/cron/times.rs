//! When jobs run: the arithmetic of schedules, by the rules of the gateways' own library (croner 10
//! in all of them). Pure: the time and the clocks of a zone are given in.

pub mod clocks;
pub mod iso;
pub mod next;
pub mod pattern;
pub mod stagger;
