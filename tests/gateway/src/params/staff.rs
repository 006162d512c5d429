//! The parameters of the methods about agents and their files.

use super::Kind::{Flag, Text, TextOrNull, Words};
use super::Param;
use super::table::{may, must, since};
use crate::profile::Profile::V2026_6_11;

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    Some(match method {
        // The folder is optional since 2026.6.11: see `early`.
        "agents.create" => {
            const {
                &[
                    must("name", Text),
                    may("workspace", Text),
                    may("model", Text),
                    may("emoji", Words),
                    may("avatar", Words),
                ]
            }
        }
        "agents.update" => {
            const {
                &[
                    must("agentId", Text),
                    may("name", Text),
                    may("workspace", Text),
                    may("model", TextOrNull),
                    since(V2026_6_11, "agentRuntime", Text),
                    may("emoji", Words),
                    may("avatar", Words),
                ]
            }
        }
        "agents.delete" => const { &[must("agentId", Text), may("deleteFiles", Flag)] },
        "agents.files.list" => const { &[must("agentId", Text)] },
        "agents.files.get" => const { &[must("agentId", Text), must("name", Text)] },
        "agents.files.set" => {
            const {
                &[
                    must("agentId", Text),
                    must("name", Text),
                    must("content", Words),
                    since(V2026_6_11, "expectedHash", Text),
                ]
            }
        }
        _ => return None,
    })
}

/// What was asked for more strictly before 2026.6.11.
pub(super) fn early(method: &str) -> Option<&'static [Param]> {
    Some(match method {
        "agents.create" => {
            const {
                &[
                    must("name", Text),
                    must("workspace", Text),
                    may("model", Text),
                    may("emoji", Words),
                    may("avatar", Words),
                ]
            }
        }
        "agents.update" => {
            const {
                &[
                    must("agentId", Text),
                    may("name", Text),
                    may("workspace", Text),
                    may("model", Text),
                    may("emoji", Words),
                    may("avatar", Words),
                ]
            }
        }
        _ => return None,
    })
}
