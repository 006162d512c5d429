//! The browser behind small functions, so that nobody else names it.

pub mod browser;
pub mod bundle;
pub mod clipboard;
pub mod clock;
pub mod day;
pub mod document;
pub mod download;
pub mod frame;
pub mod indexed_db;
pub mod logger;
pub mod moment;
pub mod note;
pub mod notify;
pub mod number;
pub mod part;
pub mod pattern;
pub mod push;
pub mod random;
pub mod service_worker;
pub mod sound;
pub mod storage;
pub mod timer;
pub mod visibility;
pub mod watch;
pub mod work;
pub mod zones;
