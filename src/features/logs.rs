//! The gateway's log, live: read on from a cursor, filtered and searched.

pub mod view;
