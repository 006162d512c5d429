//! How grave a line is.

use crate::words::{Word, w};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
    /// A line that says nothing of it: kept as text.
    #[default]
    None,
}

impl Level {
    pub const ALL: [Self; 7] =
        [Self::Fatal, Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace, Self::None];

    /// From the word that loggers use, or the number.
    #[must_use]
    pub fn read(word: &str) -> Self {
        const WORDS: [(&str, Level); 16] = [
            ("trace", Level::Trace),
            ("silly", Level::Trace),
            ("10", Level::Trace),
            ("debug", Level::Debug),
            ("20", Level::Debug),
            ("info", Level::Info),
            ("log", Level::Info),
            ("30", Level::Info),
            ("warn", Level::Warn),
            ("warning", Level::Warn),
            ("40", Level::Warn),
            ("error", Level::Error),
            ("err", Level::Error),
            ("50", Level::Error),
            ("fatal", Level::Fatal),
            ("60", Level::Fatal),
        ];
        let found = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
        found.map_or(Self::None, |(_, level)| *level)
    }

    #[must_use]
    pub fn is_error(self) -> bool {
        matches!(self, Self::Error | Self::Fatal)
    }

    /// As a number for tables by level.
    #[must_use]
    pub fn number(self) -> usize {
        self as usize
    }

    /// As files write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
            Self::None => "",
        }
    }

    #[must_use]
    pub fn word(self) -> Word {
        match self {
            Self::Trace => w::LOGS_LEVEL_TRACE,
            Self::Debug => w::LOGS_LEVEL_DEBUG,
            Self::Info => w::LOGS_LEVEL_INFO,
            Self::Warn => w::LOGS_LEVEL_WARN,
            Self::Error => w::LOGS_LEVEL_ERROR,
            Self::Fatal => w::LOGS_LEVEL_FATAL,
            Self::None => w::LOGS_LEVEL_NONE,
        }
    }
}
