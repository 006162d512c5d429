//! The gateway's log, read from a cursor on.

use serde::{Deserialize, Serialize};

use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    LogsTail: "logs.tail", Read => LogLines;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogsTail {
    /// Where the last reply ended. Absent: the end of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogLines {
    pub file: Option<String>,
    pub cursor: Option<u64>,
    pub size: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub lines: Vec<String>,
    /// Lines between the cursor and these were left out.
    pub truncated: Option<bool>,
    /// The file is another one, so the cursor began anew.
    pub reset: Option<bool>,
    /// How much was left out. Said from 2026.9.6 on.
    pub skipped_bytes: Option<u64>,
}
