//! What can go wrong with a call: a few kinds, each with one sentence for the operator.

use serde_json::Value;

use crate::protocol::{frame::ErrorShape, method::Scope};
use crate::words::{t, tn, tr, w};

/// Why a call has no reply.
#[derive(Debug, Clone, PartialEq)]
pub enum CallError {
    /// The connection is or went away. A write may have happened.
    Offline,
    /// Not asked: the gateway has not been reached yet, and no answer of then is kept.
    NotKept,
    /// No answer in time. A write may have happened.
    Timeout,
    /// Not sent: the connection lacks this permission.
    Scope(Scope),
    /// Not sent: larger than the gateway takes.
    TooLarge { bytes: usize, limit: usize },
    /// The gateway said no.
    Refused { code: String, message: String, details: Option<Value>, retry_after_ms: Option<u64> },
    /// The answer was not of the shape we know.
    Shape { method: &'static str, why: String },
}

impl CallError {
    /// What happened, in the operator's language.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Offline => t(w::ERROR_OFFLINE),
            Self::NotKept => t(w::ERROR_NOT_KEPT),
            Self::Timeout => t(w::ERROR_TIMEOUT),
            Self::Scope(scope) => tr(w::ERROR_SCOPE, &[("scope", scope.as_str())]),
            Self::TooLarge { bytes, limit } => {
                let kilobytes = |bytes: usize| bytes.div_ceil(1024).to_string();
                let (bytes, limit) = (kilobytes(*bytes), kilobytes(*limit));
                tr(w::ERROR_TOO_LARGE, &[("size", &bytes), ("limit", &limit)])
            }
            Self::Refused { retry_after_ms: Some(ms), .. } => {
                let seconds = usize::try_from(ms.div_ceil(1000)).unwrap_or(usize::MAX);
                tn(w::ERROR_LATER, seconds)
            }
            Self::Refused { message, code, .. } => {
                let said = if message.is_empty() { code } else { message };
                tr(w::ERROR_REFUSED, &[("message", said.trim_end_matches('.'))])
            }
            Self::Shape { method, .. } => tr(w::ERROR_SHAPE, &[("method", method)]),
        }
    }
}

impl From<ErrorShape> for CallError {
    fn from(error: ErrorShape) -> Self {
        Self::Refused {
            code: error.code,
            message: error.message,
            details: error.details,
            retry_after_ms: error.retry_after_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CallError;
    use crate::protocol::method::Scope;

    #[test]
    fn every_kind_has_one_sentence() {
        let refused = |retry_after_ms| CallError::Refused {
            code: "INVALID_REQUEST".to_owned(),
            message: "unknown session".to_owned(),
            details: None,
            retry_after_ms,
        };
        for (error, part) in [
            (CallError::Offline, "connection"),
            (CallError::NotKept, "kept"),
            (CallError::Timeout, "in time"),
            (CallError::Scope(Scope::Write), "operator.write"),
            (CallError::TooLarge { bytes: 600 * 1024, limit: 512 * 1024 }, "600 KB"),
            (refused(None), "unknown session"),
            (refused(Some(1)), "1 second."),
            (refused(Some(4_100)), "5 seconds."),
            (CallError::Shape { method: "chat.history", why: String::new() }, "chat.history"),
        ] {
            let sentence = error.sentence();
            assert!(sentence.contains(part) && sentence.ends_with('.'), "{sentence}");
        }
    }

    #[test]
    fn a_gateway_without_words_is_quoted_by_its_code() {
        let error = CallError::Refused {
            code: "UNAVAILABLE".to_owned(),
            message: String::new(),
            details: None,
            retry_after_ms: None,
        };
        assert!(error.sentence().contains("UNAVAILABLE"));
    }
}
