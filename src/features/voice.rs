//! Voice: speech, wake words and talk mode.

pub mod view;
