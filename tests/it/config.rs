//! The rules of editing and saving a configuration, held against what gateways do with what is sent.

mod authored_texts;
mod chance;
mod drafts;
mod guards;
mod json5_texts;
mod merges;
mod model;
mod patches;
