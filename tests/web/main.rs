//! Tests in a real browser, one binary.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails where its browser does")]

mod agents;
mod approvals;
mod browser;
mod channels;
mod chart;
mod config_fields;
mod config_page;
mod config_raw;
mod config_saving;
mod config_update;
mod connect;
mod cron;
mod debug;
mod devices;
mod gateway;
mod house;
mod logs;
mod markdown;
mod nodes;
mod overview;
mod parts;
mod policy;
mod sessions;
mod shell;
mod skills;
mod usage;
mod virtual_list;
mod voice;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
