//! Devices: who may act for an operator, who asks to, and their tokens.

pub mod view;
