//! Schedules: jobs that wake agents at their time.

pub mod address;
pub mod desk;
pub mod draft;
pub mod form;
pub mod form_fields;
pub mod job_form;
pub mod job_list;
pub mod job_panel;
pub mod job_row;
pub mod plan;
pub mod plan_board;
pub mod roster;
pub mod run_history;
pub mod run_preview;
pub mod state;
pub mod times;
pub mod toolbar;
pub mod view;
pub mod wording;
