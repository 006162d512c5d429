//! What to do next about an error, as far as its words tell.

use crate::words::{Word, w};

/// The advice for an error of an account that signs in by a code or by a key.
pub fn next_step(error: &str, by_code: bool) -> Word {
    let error = error.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| error.contains(part));
    if has(&["ssrf", "blocked hostname"]) {
        w::CHANNELS_NEXT_BLOCKED
    } else if by_code && has(&["logged out", "not linked", "401", "unauthorized", "relink"]) {
        w::CHANNELS_NEXT_RELINK
    } else if has(&["401", "403", "unauthorized", "forbidden", "invalid token", "invalid_auth"])
        || has(&["expired", "not_authed", "token_revoked"])
    {
        w::CHANNELS_NEXT_KEY
    } else if has(&["409", "conflict", "terminated by other"]) {
        w::CHANNELS_NEXT_TWICE
    } else if has(&["429", "too many requests", "rate limit"]) {
        w::CHANNELS_NEXT_WAIT
    } else if has(&["econnrefused", "enotfound", "etimedout", "timeout", "timed out", "eai_again"])
        || has(&["fetch failed", "network", "socket", "econnreset", "unreachable"])
    {
        w::CHANNELS_NEXT_REACH
    } else if has(&["enoent", "not found", "spawn"]) {
        w::CHANNELS_NEXT_PROGRAM
    } else {
        w::CHANNELS_NEXT_LOG
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_leads_to_what_can_be_done() {
        for (error, by_code, step) in [
            ("Mattermost API 401 Unauthorized", false, w::CHANNELS_NEXT_KEY),
            ("401: logged out", true, w::CHANNELS_NEXT_RELINK),
            ("connect ECONNREFUSED 127.0.0.1:8080", true, w::CHANNELS_NEXT_REACH),
            ("SsrFBlockedError: Blocked hostname", false, w::CHANNELS_NEXT_BLOCKED),
            ("409: Conflict: terminated by other getUpdates", false, w::CHANNELS_NEXT_TWICE),
            ("Too Many Requests: retry after 5", false, w::CHANNELS_NEXT_WAIT),
            ("spawn signal-cli ENOENT", false, w::CHANNELS_NEXT_PROGRAM),
            ("the moon is full", false, w::CHANNELS_NEXT_LOG),
        ] {
            assert_eq!(next_step(error, by_code), step, "{error}");
        }
    }
}
