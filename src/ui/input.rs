//! Things to type into and choose from. Each has a visible name, and says what is wrong with what
//! was typed beside it.

pub mod json;
pub mod notify_switch;
pub mod secret;
pub mod select;
pub mod switch;
pub mod text;
