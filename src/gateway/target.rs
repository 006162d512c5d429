//! Where to connect, and with what. Never shown, never logged.

/// A gateway's address and the secrets an operator gave for it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// `ws://` or `wss://`.
    pub url: String,
    pub token: Option<String>,
    pub password: Option<String>,
}

impl Target {
    /// Whether nobody on the way can listen: encrypted, or this very computer.
    pub(super) fn is_trusted(&self) -> bool {
        let Some(rest) = self.url.strip_prefix("ws://") else {
            return self.url.starts_with("wss://");
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = match authority.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => authority.split(':').next().unwrap_or_default(),
        };
        let is_v4 = host.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback());
        let is_v6 = host.parse::<std::net::Ipv6Addr>().is_ok_and(|ip| ip.is_loopback());
        host == "localhost" || is_v4 || is_v6
    }
}

impl std::fmt::Debug for Target {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Target").field("url", &self.url).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn only_an_encrypted_or_a_local_address_is_trusted() {
        for (url, is_trusted) in [
            ("wss://gateway.example", true),
            ("ws://127.0.0.1:18789/ops", true),
            ("ws://[::1]:18789", true),
            ("ws://localhost", true),
            ("ws://gateway.example:18789", false),
            ("ws://127.0.0.1.example:18789", false),
            ("ws://192.168.1.4:18789", false),
        ] {
            let target = Target { url: url.to_owned(), ..Target::default() };
            assert_eq!(target.is_trusted(), is_trusted, "{url}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let target = Target {
            url: "ws://x".to_owned(),
            token: Some("example-token".to_owned()),
            password: None,
        };
        assert!(!format!("{target:?}").contains("example-token"));
    }
}
