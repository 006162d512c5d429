//! The pages. A feature never imports another feature.

pub mod agents;
pub mod approvals;
pub mod channels;
pub mod chat;
pub mod config;
pub mod connect;
pub mod cron;
pub mod debug;
pub mod devices;
pub mod logs;
pub mod nodes;
pub mod overview;
pub mod sessions;
pub mod settings;
pub mod skills;
pub mod usage;
pub mod voice;
