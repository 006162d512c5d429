//! Keys made readable, and what keys give away about their values.

/// `maxTokens` becomes "Max tokens", `apiURL` "Api URL", `log_level` "Log level".
pub(in crate::features::config) fn readable(key: &str) -> String {
    let mut label = String::with_capacity(key.len() + 4);
    let chars: Vec<char> = key.chars().collect();
    for (place, &char) in chars.iter().enumerate() {
        let before = place.checked_sub(1).map(|it| chars[it]);
        let after = chars.get(place + 1);
        if matches!(char, '_' | '-' | ' ') {
            if !label.is_empty() && !label.ends_with(' ') {
                label.push(' ');
            }
            continue;
        }
        let upper = char.is_uppercase();
        let small_before = before.is_some_and(|it| it.is_lowercase() || it.is_numeric());
        let begins = upper
            && (small_before
                || before.is_some_and(char::is_uppercase)
                    && after.is_some_and(|it| it.is_lowercase()));
        if begins && !label.is_empty() && !label.ends_with(' ') {
            label.push(' ');
        }
        let alone = upper
            && (after.is_some_and(|it| it.is_uppercase())
                || before.is_some_and(char::is_uppercase)
                    && !after.is_some_and(|it| it.is_lowercase()));
        if label.is_empty() {
            label.extend(char.to_uppercase());
        } else if alone {
            label.push(char);
        } else {
            label.extend(char.to_lowercase());
        }
    }
    if label.is_empty() { key.to_owned() } else { label }
}

fn lower(key: &str) -> String {
    key.to_ascii_lowercase().replace(['-', '_'], "")
}

/// Texts that are usually longer than a line.
pub(super) fn is_long(key: &str) -> bool {
    let key = lower(key);
    [
        "prompt",
        "instructions",
        "template",
        "systemprompt",
        "promptappend",
        "promptoverride",
        "privatekey",
        "certificatedata",
        "pem",
        "script",
        "systempromptaddition",
        "setupcommand",
        "description",
    ]
    .iter()
    .any(|it| key.ends_with(it))
}

/// Keys whose texts are secrets, where no hint says so: as the gateways themselves take it.
pub(super) fn is_secret(key: &str) -> bool {
    let key = lower(key);
    let named = [
        "password",
        "passphrase",
        "secret",
        "apikey",
        "privatekey",
        "encryptkey",
        "serviceaccount",
    ]
    .iter()
    .any(|it| key.contains(it));
    let token = key.ends_with("token") || key.ends_with("tokens") && !key.starts_with("max");
    let about =
        ["file", "path", "mode", "env", "url", "provider", "policy", "header", "id", "name"]
            .iter()
            .any(|it| key.ends_with(it));
    (named || token) && !about
}

#[cfg(test)]
mod tests {
    use super::{is_secret, readable};

    #[test]
    fn keys_become_labels() {
        for (key, label) in [
            ("maxTokens", "Max tokens"),
            ("log_level", "Log level"),
            ("apiURL", "Api URL"),
            ("URLPrefix", "URL prefix"),
            ("voice-call", "Voice call"),
            ("ackReaction", "Ack reaction"),
            ("ttlMs", "Ttl ms"),
            ("x", "X"),
            ("_", "_"),
        ] {
            assert_eq!(readable(key), label);
        }
    }

    #[test]
    fn keys_give_secrets_away() {
        for key in ["token", "botToken", "apiKey", "api_key", "webhookSecret", "appPassword"] {
            assert!(is_secret(key), "{key}");
        }
        for key in ["maxTokens", "tokenFile", "passwordEnv", "mode", "secretProvider", "tokenizer"]
        {
            assert!(!is_secret(key), "{key}");
        }
    }
}
