//! What is looked at, as the address tells it: a link leads to the same settings. Pure.

use super::desk::Only;
use super::tabs::Tab;

/// The part of the address after the page's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The place, as a JSON pointer.
    pub at: String,
    pub search: String,
    pub only: Only,
    pub tab: Tab,
}

impl Address {
    /// `read` gives the value of a name. What makes no sense is as if it were not there.
    pub fn read(read: impl Fn(&str) -> Option<String>) -> Self {
        let only = match read("only").as_deref() {
            Some("set") => Only::Set,
            Some("changed") => Only::Changed,
            _ => Only::All,
        };
        let tab = match read("tab").as_deref() {
            Some("raw") => Tab::Raw,
            Some("update") => Tab::Update,
            _ => Tab::Form,
        };
        let at = read("at").filter(|at| at.starts_with('/')).unwrap_or_default();
        Self { at, search: read("q").unwrap_or_default(), only, tab }
    }

    /// The same as text, beginning with a question mark unless it is empty.
    pub fn write(&self, encode: impl Fn(&str) -> String) -> String {
        let mut parts = Vec::new();
        if !self.at.is_empty() {
            // A pointer is read more easily with its strokes.
            parts.push(format!("at={}", encode(&self.at).replace("%2F", "/")));
        }
        if !self.search.trim().is_empty() {
            parts.push(format!("q={}", encode(self.search.trim())));
        }
        match self.only {
            Only::All => {}
            Only::Set => parts.push("only=set".to_owned()),
            Only::Changed => parts.push("only=changed".to_owned()),
        }
        match self.tab {
            Tab::Form => {}
            Tab::Raw => parts.push("tab=raw".to_owned()),
            Tab::Update => parts.push("tab=update".to_owned()),
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Address {
        Address::read(|name| pairs.iter().find(|it| it.0 == name).map(|it| it.1.to_owned()))
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let address =
            read(&[("at", "/agents/list/0"), ("q", "model"), ("only", "set"), ("tab", "raw")]);
        assert_eq!(address.only, Only::Set);
        let encode = |text: &str| text.replace('/', "%2F");
        assert_eq!(address.write(encode), "?at=/agents/list/0&q=model&only=set&tab=raw");
    }

    #[test]
    fn the_whole_form_has_a_bare_address_and_nonsense_is_not_there() {
        assert_eq!(Address::default().write(str::to_owned), "");
        assert_eq!(read(&[("at", "agents"), ("only", "some"), ("q", "")]), Address::default());
    }
}
