//! What is wrong with a text that should be JSON5, in words.

use super::json5::{Fault, FaultKind};
use crate::words::{t, tr, w};

/// What is wrong, without its place.
#[must_use]
pub fn reason(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Unfinished { open: Some(open) } => {
            tr(w::CONFIG_FAULT_OPEN, &[("open", &open.to_string())])
        }
        FaultKind::Unfinished { open: None } => t(w::CONFIG_FAULT_UNFINISHED),
        FaultKind::Unexpected { found } => tr(w::CONFIG_FAULT_UNEXPECTED, &[("found", found)]),
        FaultKind::Trailing => t(w::CONFIG_FAULT_TRAILING),
        FaultKind::OpenText => t(w::CONFIG_FAULT_OPEN_TEXT),
        FaultKind::OpenComment => t(w::CONFIG_FAULT_OPEN_COMMENT),
        FaultKind::Escape => t(w::CONFIG_FAULT_ESCAPE),
        FaultKind::Number => t(w::CONFIG_FAULT_NUMBER),
        FaultKind::NotFinite => t(w::CONFIG_FAULT_NOT_FINITE),
        FaultKind::DuplicateKey { key } => tr(w::CONFIG_FAULT_DUPLICATE, &[("key", key)]),
        FaultKind::MissingColon => t(w::CONFIG_FAULT_COLON),
        FaultKind::MissingComma => t(w::CONFIG_FAULT_COMMA),
        FaultKind::TooDeep => t(w::CONFIG_FAULT_DEEP),
    }
}

/// The same, with its place.
#[must_use]
pub fn said(fault: &Fault) -> String {
    let (line, column) = (fault.line.to_string(), fault.column.to_string());
    tr(w::CONFIG_FAULT_AT, &[("line", &line), ("column", &column), ("what", &reason(fault))])
}
