//! The gateway's log, live: read on from a cursor, filtered and searched.

pub mod desk;
pub mod entry;
pub mod export;
pub mod held;
pub mod level;
pub mod log_bar;
pub mod log_choices;
pub mod log_details;
pub mod log_line;
pub mod log_list;
pub mod moment;
pub mod pack;
pub mod raw;
pub mod sift;
pub mod state;
pub mod tail;
pub mod view;
