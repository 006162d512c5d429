//! Schedules: jobs that wake agents at their time.

pub mod view;
