//! What is looked at, as the address tells it: a link leads to the same jobs. Pure.

use crate::platform::day::Day;
use crate::protocol::id::JobId;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    List,
    Day,
    Week,
    Month,
}

impl Look {
    pub const ALL: [Self; 4] = [Self::List, Self::Day, Self::Week, Self::Month];

    fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "calendar",
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    All,
    On,
    Off,
    Failed,
    Running,
}

impl Only {
    pub const ALL: [Self; 5] = [Self::All, Self::On, Self::Off, Self::Failed, Self::Running];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::On => "on",
            Self::Off => "off",
            Self::Failed => "failed",
            Self::Running => "running",
        }
    }

    #[must_use]
    pub fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.word() == word).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Next,
    Name,
    Last,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Next, Self::Name, Self::Last];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Name => "name",
            Self::Last => "last",
        }
    }
}

/// The part of the address after the page's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    pub look: Look,
    /// A day of what the calendar shows; nothing is today.
    pub day: Option<Day>,
    /// The job beside the list.
    pub job: Option<JobId>,
    pub search: String,
    pub only: Only,
    pub agent: String,
    pub sort: Sort,
    pub descending: bool,
}

impl Address {
    /// `read` gives the value of a name. What makes no sense is as if it were not there.
    pub fn read(read: impl Fn(&str) -> Option<String>) -> Self {
        let said = |name: &str| read(name).unwrap_or_default();
        let look = match said("view").as_str() {
            "day" => Look::Day,
            "week" => Look::Week,
            "calendar" | "month" => Look::Month,
            _ => Look::List,
        };
        let sort = said("sort");
        let (sort, descending) = match sort.strip_prefix('-') {
            Some(sort) => (sort, true),
            None => (sort.as_str(), false),
        };
        Self {
            look,
            day: Day::parse(&said("day")),
            job: Some(said("job")).filter(|id| !id.is_empty()).map(JobId),
            search: said("q"),
            only: Only::read(&said("only")),
            agent: said("agent"),
            sort: Sort::ALL.into_iter().find(|it| it.word() == sort).unwrap_or_default(),
            descending,
        }
    }

    /// The same as text, beginning with a question mark unless it is empty.
    pub fn write(&self, encode: impl Fn(&str) -> String) -> String {
        let mut parts = Vec::new();
        let mut put = |name: &str, value: &str| {
            if !value.is_empty() {
                parts.push(format!("{name}={}", encode(value)));
            }
        };
        if self.look != Look::List {
            put("view", self.look.word());
            put("day", &self.day.map(|day| day.to_string()).unwrap_or_default());
        }
        put("job", self.job.as_ref().map_or("", JobId::as_str));
        put("q", self.search.trim());
        if self.only != Only::All {
            put("only", self.only.word());
        }
        put("agent", &self.agent);
        if self.sort != Sort::Next || self.descending {
            let sign = if self.descending { "-" } else { "" };
            put("sort", &format!("{sign}{}", self.sort.word()));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// Whether some jobs are left out.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        !self.search.trim().is_empty() || self.only != Only::All || !self.agent.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let read = |pairs: &[(&str, &str)]| {
            Address::read(|name| pairs.iter().find(|it| it.0 == name).map(|it| it.1.to_owned()))
        };
        let address = read(&[
            ("job", "a b"),
            ("view", "calendar"),
            ("day", "2026-11-21"),
            ("q", "tide"),
            ("only", "failed"),
            ("agent", "main"),
            ("sort", "-name"),
        ]);
        assert_eq!((address.look, address.sort), (Look::Month, Sort::Name));
        let written = address.write(|text| text.replace(' ', "%20"));
        assert_eq!(
            written,
            "?view=calendar&day=2026-11-21&job=a%20b&q=tide&only=failed&agent=main&sort=-name"
        );
        assert_eq!(read(&[("view", "moon"), ("day", "soon"), ("only", "?")]), Address::default());
        assert_eq!(Address::default().write(str::to_owned), "");
    }
}
