//! Voice: speech, wake words and talk mode.

pub mod able;
pub mod draft;
pub mod lacks;
pub mod providers;
pub mod speech;
pub mod state;
pub mod talk;
pub mod trial;
pub mod view;
pub mod wake;
