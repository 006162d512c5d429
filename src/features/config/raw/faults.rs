//! Why a text is no configuration, in words.

use crate::features::config::json5::{Fault, FaultKind};
use crate::words::{t, tr, w};

/// What is wrong, without its place.
#[must_use]
pub fn reason(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Unfinished { open: Some(open) } => {
            tr(w::CONFIG_RAW_FAULT_OPEN, &[("open", &open.to_string())])
        }
        FaultKind::Unfinished { open: None } => t(w::CONFIG_RAW_FAULT_UNFINISHED),
        FaultKind::Unexpected { found } => tr(w::CONFIG_RAW_FAULT_UNEXPECTED, &[("found", found)]),
        FaultKind::Trailing => t(w::CONFIG_RAW_FAULT_TRAILING),
        FaultKind::OpenText => t(w::CONFIG_RAW_FAULT_TEXT),
        FaultKind::OpenComment => t(w::CONFIG_RAW_FAULT_COMMENT),
        FaultKind::Escape => t(w::CONFIG_RAW_FAULT_ESCAPE),
        FaultKind::Number => t(w::CONFIG_RAW_FAULT_NUMBER),
        FaultKind::NotFinite => t(w::CONFIG_RAW_FAULT_INFINITE),
        FaultKind::DuplicateKey { key } => tr(w::CONFIG_RAW_FAULT_TWICE, &[("key", key)]),
        FaultKind::MissingColon => t(w::CONFIG_RAW_FAULT_COLON),
        FaultKind::MissingComma => t(w::CONFIG_RAW_FAULT_COMMA),
        FaultKind::TooDeep => t(w::CONFIG_RAW_FAULT_DEEP),
    }
}
