//! The chat page: an operator talks with an agent and watches it work.

pub mod composer;
pub mod draft;
pub mod message;
pub mod session_list;
pub mod session_picker;
pub mod session_settings;
pub mod settings_panel;
pub mod tool_card;
pub mod transcript;
pub mod view;
