//! Gateway addresses as operators type them and as sockets want them. Pure.

/// Why what was typed is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressProblem {
    Missing,
    /// Neither `ws`, `wss`, `http` nor `https`, or no host.
    Malformed,
    /// A secret does not belong into an address.
    Credentials,
    /// A page from https may not open an unprotected socket, except to its own machine.
    Mixed,
}

/// The gateway that serves this page, if one does: its own host and base path.
#[must_use]
pub fn guess(protocol: &str, host: &str, base: &str) -> String {
    let scheme = if protocol == "https:" { "wss" } else { "ws" };
    format!("{scheme}://{host}{}", base.trim_end_matches('/'))
}

/// The one way to write an address, so that a gateway is known again.
///
/// # Errors
/// When it is no address, or one that the page may not use.
pub fn normalize(typed: &str, page_protocol: &str) -> Result<String, AddressProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(AddressProblem::Missing);
    }
    let (scheme, rest) = match typed.split_once("://") {
        Some((scheme, rest)) => (scheme.to_lowercase(), rest),
        None if page_protocol == "https:" && !is_this_machine(host_of(typed)) => {
            ("wss".to_owned(), typed)
        }
        None => ("ws".to_owned(), typed),
    };
    let scheme = match scheme.as_str() {
        "ws" | "http" => "ws",
        "wss" | "https" => "wss",
        _ => return Err(AddressProblem::Malformed),
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = match rest.split_once('/') {
        Some((authority, path)) => (authority, path.trim_end_matches('/')),
        None => (rest, ""),
    };
    if authority.contains('@') {
        return Err(AddressProblem::Credentials);
    }
    let host = host_of(authority);
    if host.is_empty() || authority.contains(char::is_whitespace) || !has_good_port(authority) {
        return Err(AddressProblem::Malformed);
    }
    if page_protocol == "https:" && scheme == "ws" && !is_this_machine(host) {
        return Err(AddressProblem::Mixed);
    }
    let authority = authority.to_lowercase();
    let slash = if path.is_empty() { "" } else { "/" };
    Ok(format!("{scheme}://{authority}{slash}{path}"))
}

/// The host without its port; an IPv6 address keeps its brackets.
fn host_of(authority: &str) -> &str {
    let authority = authority.split('/').next().unwrap_or_default();
    match authority.find(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn has_good_port(authority: &str) -> bool {
    let port = authority[host_of(authority).len()..].strip_prefix(':');
    let bare = authority.len() == host_of(authority).len();
    bare || port.is_some_and(|port| port.parse::<u16>().is_ok())
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || (host.starts_with("127.") && host.split('.').all(|part| part.parse::<u8>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateway_that_serves_the_page_is_guessed() {
        assert_eq!(guess("http:", "127.0.0.1:18789", "/"), "ws://127.0.0.1:18789");
        assert_eq!(guess("https:", "ops.example.com", "/ops/"), "wss://ops.example.com/ops");
    }

    #[test]
    fn an_address_is_written_in_one_way_only() {
        let written = |typed| normalize(typed, "http:").unwrap();
        assert_eq!(written(" WS://Example.com:18789/ "), "ws://example.com:18789");
        assert_eq!(written("http://example.com/Ops/"), "ws://example.com/Ops");
        assert_eq!(written("https://example.com/?a=b#c"), "wss://example.com");
        assert_eq!(written("192.168.1.4:18789"), "ws://192.168.1.4:18789");
        assert_eq!(written("[::1]:18789"), "ws://[::1]:18789");
    }

    #[test]
    fn a_bare_host_is_asked_as_safely_as_the_page_was() {
        assert_eq!(normalize("example.com", "https:").unwrap(), "wss://example.com");
        assert_eq!(normalize("localhost:18789", "https:").unwrap(), "ws://localhost:18789");
    }

    #[test]
    fn what_is_no_address_is_said_to_be_none() {
        let problem = |typed| normalize(typed, "http:").unwrap_err();
        assert_eq!(problem("  "), AddressProblem::Missing);
        assert_eq!(problem("ftp://example.com"), AddressProblem::Malformed);
        assert_eq!(problem("ws://"), AddressProblem::Malformed);
        assert_eq!(problem("ws://example.com:port"), AddressProblem::Malformed);
        assert_eq!(problem("ws://exam ple.com"), AddressProblem::Malformed);
        assert_eq!(problem("ws://user:secret@example.com"), AddressProblem::Credentials);
    }

    #[test]
    fn a_protected_page_opens_no_unprotected_socket_except_at_home() {
        assert_eq!(normalize("ws://example.com", "https:"), Err(AddressProblem::Mixed));
        assert!(normalize("ws://127.0.0.1:18789", "https:").is_ok());
        assert!(normalize("ws://127.evil.example", "https:").is_err());
    }
}
