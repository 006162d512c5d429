//! Devices: who may act for an operator, who asks to, and their tokens.

pub mod asks;
pub mod device_row;
pub mod list;
pub mod request_card;
pub mod state;
pub mod token_dialog;
pub mod view;
