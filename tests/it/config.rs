//! The rules of editing and saving a configuration, held against what gateways do with what is sent.

mod chance;
mod drafts;
mod json5_texts;
mod merges;
mod model;
mod patches;
