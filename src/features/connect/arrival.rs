//! What the page's own address brings along: a token, another gateway. It is read once and taken
//! out of the address before anything is sent; a password is taken out and never used. Pure.

/// What came with the address.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Arrival {
    pub token: Option<String>,
    /// As written there; not yet an address that one may use.
    pub gateway: Option<String>,
    /// The query and hash that stay, when something had to go.
    pub cleaned: Option<String>,
}

/// Reads the query and the hash of the page's address, each with its sign or empty.
#[must_use]
pub fn read(query: &str, hash: &str) -> Arrival {
    let query = Params::read(query.trim_start_matches('?'));
    let hash = Params::read(hash.trim_start_matches('#'));
    let token = hash.token.or(query.token);
    let gateway = hash.gateway.or(query.gateway);
    let cleaned = (query.took || hash.took).then(|| {
        let mut rest = String::new();
        for (sign, kept) in [('?', query.kept), ('#', hash.kept)] {
            if !kept.is_empty() {
                rest.push(sign);
                rest.push_str(&kept.join("&"));
            }
        }
        rest
    });
    Arrival { token, gateway, cleaned }
}

#[derive(Default)]
struct Params<'a> {
    token: Option<String>,
    gateway: Option<String>,
    kept: Vec<&'a str>,
    took: bool,
}

impl<'a> Params<'a> {
    fn read(text: &'a str) -> Self {
        let mut params = Self::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = || Some(decode(value)).filter(|value| !value.trim().is_empty());
            match name {
                "token" => params.token = value(),
                "gatewayUrl" => params.gateway = value(),
                "password" => {}
                _ => {
                    params.kept.push(pair);
                    continue;
                }
            }
            params.took = true;
        }
        params
    }
}

/// Percent-decoding. A plus stays a plus: tokens have some and no spaces.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%');
        let byte = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_in_the_hash_is_taken_and_leaves_nothing_behind() {
        let arrival = read("", "#token=example%2Dtoken+1");
        assert_eq!(arrival.token.as_deref(), Some("example-token+1"));
        assert_eq!(arrival.cleaned.as_deref(), Some(""));
    }

    #[test]
    fn the_hash_wins_over_the_query_and_both_are_cleaned() {
        let arrival = read("?token=old&session=main", "#token=new&x");
        assert_eq!(arrival.token.as_deref(), Some("new"));
        assert_eq!(arrival.cleaned.as_deref(), Some("?session=main#x"));
    }

    #[test]
    fn a_password_is_removed_and_never_imported() {
        let arrival = read("?password=example", "");
        assert_eq!(arrival.token, None);
        assert_eq!(arrival.cleaned.as_deref(), Some(""));
    }

    #[test]
    fn another_gateway_is_read_decoded() {
        let arrival = read("?gatewayUrl=wss%3A%2F%2Fops.example.com&token=t", "");
        assert_eq!(arrival.gateway.as_deref(), Some("wss://ops.example.com"));
        assert_eq!(arrival.token.as_deref(), Some("t"));
    }

    #[test]
    fn an_address_without_secrets_stays_as_it_is() {
        let arrival = read("?session=agent%3Amain%3Amain", "#later");
        assert!(arrival == Arrival::default());
    }

    #[test]
    fn an_empty_token_is_none() {
        assert_eq!(read("?token=", "#token").token, None);
    }

    #[test]
    fn broken_percent_signs_survive() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%41"), "%zzA");
    }
}
