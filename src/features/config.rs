//! The configuration as a form made from its schema: what is there, what was changed, and one small
//! patch that says so to the gateway.

pub mod address;
pub mod bare;
pub mod check;
pub mod desk;
pub mod draft;
pub mod faults;
pub mod field;
pub mod file;
pub mod finder;
pub mod form;
pub mod json5;
pub mod known;
pub mod notices;
pub mod outline;
pub mod page;
pub mod path;
pub mod place;
pub mod problems;
pub mod raw;
pub mod results;
pub mod review;
pub mod rows;
pub mod schema;
pub mod search;
pub mod sections;
pub mod state;
pub mod tabs;
pub mod told;
pub mod trail;
pub mod update;
pub mod view;
pub mod way;
