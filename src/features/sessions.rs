//! Sessions: all of them in one table, their settings, and what can be done with many at once.

mod amount;
mod bulk;
pub mod bulk_bar;
pub mod confirm;
pub mod desk;
pub mod drawer;
pub mod facts;
mod fields;
pub mod form;
mod kind;
mod line;
mod look;
pub mod preview;
mod roster;
pub mod row;
mod setting;
mod sift;
pub mod state;
pub mod table;
mod told;
pub mod toolbar;
pub mod view;
