//! A text that no log may show: tokens, keys. It is written to the wire as it is, and nowhere else.

use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_reaches_the_wire_and_no_log() {
        let secret = Secret::from("example-token");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""example-token""#);
        assert!(!format!("{secret:?}").contains("example"));
    }
}
