//! What is looked at, as the address tells it. Pure.

/// The ways to look at the gateway's inside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Calls,
    Events,
    Frames,
    Snapshots,
    Send,
    Wizard,
    Report,
}

impl Tab {
    pub const ALL: [Self; 7] = [
        Self::Calls,
        Self::Events,
        Self::Frames,
        Self::Snapshots,
        Self::Send,
        Self::Wizard,
        Self::Report,
    ];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Events => "events",
            Self::Frames => "frames",
            Self::Snapshots => "snapshot",
            Self::Send => "send",
            Self::Wizard => "wizard",
            Self::Report => "report",
        }
    }
}

/// The part of the address after the page's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    pub tab: Tab,
    /// With the calls only.
    pub method: Option<String>,
}

impl Address {
    /// `read` gives the value of a name. What makes no sense is as if it were not there.
    pub fn read(read: impl Fn(&str) -> Option<String>) -> Self {
        let word = read("tab");
        let tab = Tab::ALL.into_iter().find(|tab| word.as_deref() == Some(tab.word()));
        let tab = tab.unwrap_or_default();
        let method = read("method").filter(|it| tab == Tab::Calls && !it.trim().is_empty());
        Self { tab, method }
    }

    /// The same as text, beginning with a question mark unless it is empty.
    pub fn write(&self, encode: impl Fn(&str) -> String) -> String {
        match (&self.method, self.tab) {
            (Some(method), Tab::Calls) => format!("?tab=calls&method={}", encode(method)),
            (_, Tab::Calls) => String::new(),
            (_, tab) => format!("?tab={}", tab.word()),
        }
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
        for tab in Tab::ALL {
            let address = Address { tab, method: None };
            let written = address.write(str::to_owned);
            let word = written.strip_prefix("?tab=").unwrap_or("calls");
            assert_eq!(read(&[("tab", word)]), address);
        }
        let address = read(&[("tab", "calls"), ("method", "chat.history")]);
        assert_eq!(address.write(str::to_owned), "?tab=calls&method=chat.history");
    }

    #[test]
    fn nonsense_is_the_first_tab() {
        assert_eq!(read(&[("tab", "attic"), ("method", " ")]), Address::default());
    }
}
