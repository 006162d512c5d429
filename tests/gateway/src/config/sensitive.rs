//! What of a configuration is a secret, in the opinion of each version.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::profile::Profile;

/// What stands where a secret is.
pub(crate) const HIDDEN: &str = "__OPENCLAW_REDACTED__";

/// The hints of a schema, as far as secrets go.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    sensitive: BTreeMap<String, bool>,
    urls: BTreeSet<String>,
    lookup: BTreeSet<String>,
}

impl Hints {
    pub(crate) fn of(ui_hints: &Value) -> Hints {
        let mut hints = Hints::default();
        for (path, hint) in ui_hints.as_object().into_iter().flatten() {
            if let Some(sensitive) = hint["sensitive"].as_bool() {
                hints.sensitive.insert(path.clone(), sensitive);
                if sensitive {
                    hints.remember(path);
                }
            }
            let tags = hint["tags"].as_array().into_iter().flatten();
            if tags.into_iter().any(|tag| tag == "url-secret") {
                hints.urls.insert(path.clone());
            }
        }
        hints
    }

    /// The path and all above it, so that walking down stays where a hint may come.
    fn remember(&mut self, path: &str) {
        let mut joined = String::new();
        for part in path.split('.') {
            let parent = joined.clone();
            if !joined.is_empty() {
                joined.push('.');
            }
            joined.push_str(part);
            if let Some(bare) = part.strip_suffix("[]") {
                let dot = if parent.is_empty() { "" } else { "." };
                self.lookup.insert(format!("{parent}{dot}{bare}"));
            }
            self.lookup.insert(joined.clone());
        }
    }

    pub(crate) fn knows(&self, path: &str) -> bool {
        self.lookup.contains(path)
    }

    pub(crate) fn is_secret(&self, path: &str) -> bool {
        self.sensitive.get(path) == Some(&true)
    }

    /// Said to be none, whatever it is called.
    pub(crate) fn is_harmless(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.sensitive.get(*path) == Some(&false))
    }

    pub(crate) fn may_hold_a_password(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.urls.contains(*path))
            || paths.first().is_some_and(|path| is_url_path(path))
    }
}

/// 2026.2.6-3 goes by the key alone, whatever stands there.
pub(crate) fn is_secret_key(key: &str) -> bool {
    let key = key.to_lowercase();
    ["token", "password", "secret"].iter().any(|word| key.contains(word)) || has_key(&key, "api")
}

/// `api.?key` and its like.
fn has_key(lowered: &str, before: &str) -> bool {
    lowered.match_indices(before).any(|(at, _)| {
        let rest = &lowered[at + before.len()..];
        let mut chars = rest.chars();
        rest.starts_with("key") || (chars.next().is_some() && chars.as_str().starts_with("key"))
    })
}

/// Names that sound like secrets and are none.
const HARMLESS: &[&str] = &[
    "maxtokens",
    "maxoutputtokens",
    "maxinputtokens",
    "maxcompletiontokens",
    "contexttokens",
    "totaltokens",
    "tokencount",
    "tokenlimit",
    "tokenbudget",
    "passwordfile",
];

/// Later versions go by the path, where no hint says otherwise.
pub(crate) fn is_secret_path(profile: Profile, path: &str) -> bool {
    let path = path.strip_suffix("[]").unwrap_or(path).to_lowercase();
    if profile >= Profile::V2026_9_6 && path.contains("localservice.env.") {
        return true;
    }
    !HARMLESS.iter().any(|name| path.ends_with(name))
        && (path.ends_with("token")
            || path.contains("password")
            || path.contains("secret")
            || ["api", "encrypt", "private"].iter().any(|before| has_key(&path, before))
            || is_whole_secret(&path))
}

/// A secret that is an object.
pub(crate) fn is_whole_secret(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with("serviceaccount") || path.ends_with("serviceaccountref")
}

fn is_url_path(path: &str) -> bool {
    path.ends_with(".baseUrl")
        || path.ends_with(".httpUrl")
        || path.ends_with(".request.proxy.url")
        || path.ends_with(".cdpUrl")
        || (path.starts_with("mcp.servers.") && path.ends_with(".url"))
}

/// Whether an address carries a name and password, or a word that lets in.
pub(crate) fn is_telling_url(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else { return false };
    let (host, query) = rest.split_once('?').unwrap_or((rest, ""));
    let secret = |name: &str| {
        let name = name.to_lowercase();
        ["token", "key", "secret", "password", "auth", "signature"]
            .iter()
            .any(|word| name.contains(word))
    };
    host.split('/').next().is_some_and(|host| host.contains('@'))
        || query.split('&').any(|pair| pair.split_once('=').is_some_and(|(name, _)| secret(name)))
}

/// `${NAME}`: nothing to hide.
pub(crate) fn is_reference(text: &str) -> bool {
    let text = text.trim();
    text.strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|name| !name.contains('}'))
}

pub(crate) fn is_secret_ref(value: &Value) -> bool {
    value["source"].is_string() && value["id"].is_string()
}

#[cfg(test)]
mod tests {
    use super::{is_reference, is_secret_key, is_secret_path, is_telling_url};
    use crate::profile::Profile::V2026_9_6;

    #[test]
    fn keys_and_paths_are_told_apart() {
        assert!(is_secret_key("maxTokens") && is_secret_key("api_key") && !is_secret_key("port"));
        assert!(!is_secret_path(V2026_9_6, "models.providers.a.models[].maxTokens"));
        assert!(is_secret_path(V2026_9_6, "channels.telegram.accounts.default.botToken"));
        assert!(is_secret_path(V2026_9_6, "mcp.servers.charts.env.CHARTS_API_KEY"));
        assert!(!is_secret_path(V2026_9_6, "session.identityLinks"));
    }

    #[test]
    fn references_hide_nothing_and_some_addresses_do() {
        assert!(is_reference(" ${HARBOUR_API_KEY} ") && !is_reference("a${B}"));
        assert!(is_telling_url("https://ada:lovelace@example.org/a"));
        assert!(is_telling_url("https://example.org/a?token=1"));
        assert!(!is_telling_url("https://example.org/a@b"));
    }
}
