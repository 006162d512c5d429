//! How the operator looks at the sessions: search, filters, grouping, order. It stands in the address,
//! so that it can be sent to someone, and is kept for the next visit.

use std::collections::BTreeSet;

use super::kind::Kind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Title,
    Kind,
    Agent,
    Channel,
    Model,
    Tokens,
    Updated,
}

impl Column {
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Kind,
        Self::Agent,
        Self::Channel,
        Self::Model,
        Self::Tokens,
        Self::Updated,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Agent => "agent",
            Self::Channel => "channel",
            Self::Model => "model",
            Self::Tokens => "tokens",
            Self::Updated => "updated",
        }
    }

    /// Numbers and times are asked for from the largest on.
    pub fn begins_descending(self) -> bool {
        matches!(self, Self::Tokens | Self::Updated)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    None,
    Kind,
    Agent,
    Channel,
    Day,
}

impl Grouping {
    pub const ALL: [Self; 5] = [Self::None, Self::Kind, Self::Agent, Self::Channel, Self::Day];

    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Kind => "kind",
            Self::Agent => "agent",
            Self::Channel => "channel",
            Self::Day => "day",
        }
    }
}

/// One thing that a session must be to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    All,
    Running,
    Labelled,
    Unlabelled,
    Pinned,
    Unread,
    Aborted,
    Changed,
    /// Put away.
    Archived,
}

impl Only {
    pub const ALL: [Self; 9] = [
        Self::All,
        Self::Running,
        Self::Labelled,
        Self::Unlabelled,
        Self::Aborted,
        Self::Changed,
        Self::Pinned,
        Self::Unread,
        Self::Archived,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Running => "running",
            Self::Labelled => "labelled",
            Self::Unlabelled => "unlabelled",
            Self::Pinned => "pinned",
            Self::Unread => "unread",
            Self::Aborted => "aborted",
            Self::Changed => "changed",
            Self::Archived => "archived",
        }
    }

    /// Whether only gateways that keep sessions in order know of it.
    pub fn is_late(self) -> bool {
        matches!(self, Self::Pinned | Self::Unread | Self::Archived)
    }
}

/// What an operator may ask to have been active lately, in minutes.
pub(super) const SPANS: [u32; 5] = [60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60, 90 * 24 * 60];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub search: String,
    /// Empty: all kinds.
    pub kinds: BTreeSet<Kind>,
    pub agent: Option<String>,
    pub channel: Option<String>,
    /// Active within so many minutes.
    pub within: Option<u32>,
    pub only: Only,
    /// What runs by itself is left out, unless its kind is asked for.
    pub without_background: bool,
    pub grouping: Grouping,
    pub sort: Column,
    pub descending: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            search: String::new(),
            kinds: BTreeSet::new(),
            agent: None,
            channel: None,
            within: None,
            only: Only::All,
            without_background: false,
            grouping: Grouping::None,
            sort: Column::Updated,
            descending: true,
        }
    }
}

/// The names in an address, in the order in which they are written.
const NAMES: [&str; 9] =
    ["q", "kind", "agent", "channel", "active", "only", "background", "group", "sort"];

impl Look {
    /// Whether an address says anything of a look.
    pub fn is_in(get: impl Fn(&str) -> Option<String>) -> bool {
        NAMES.into_iter().any(|name| get(name).is_some_and(|value| !value.is_empty()))
    }

    /// Reads an address. What it does not say or what is not known is as usual.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        let usual = Self::default();
        let sort = get("sort").unwrap_or_default();
        let (name, descending) = match sort.strip_prefix('-') {
            Some(name) => (name, true),
            None => (sort.as_str(), false),
        };
        let column = Column::ALL.into_iter().find(|column| column.code() == name);
        let coded = |name: &str| get(name).unwrap_or_default();
        Self {
            search: coded("q"),
            kinds: coded("kind").split(',').filter_map(Kind::coded).collect(),
            agent: get("agent"),
            channel: get("channel"),
            within: get("active").and_then(|minutes| minutes.parse().ok()).filter(|it| *it > 0),
            only: Only::ALL
                .into_iter()
                .find(|only| only.code() == coded("only"))
                .unwrap_or(usual.only),
            without_background: coded("background") == "hidden",
            grouping: Grouping::ALL
                .into_iter()
                .find(|grouping| grouping.code() == coded("group"))
                .unwrap_or(usual.grouping),
            sort: column.unwrap_or(usual.sort),
            descending: if column.is_some() { descending } else { usual.descending },
        }
    }

    /// What an address has to say; nothing of what is as usual.
    pub fn written(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let mut said = Vec::new();
        let mut say = |name: &'static str, value: String| {
            if !value.is_empty() {
                said.push((name, value));
            }
        };
        say("q", self.search.trim().to_owned());
        say("kind", self.kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(","));
        say("agent", self.agent.clone().unwrap_or_default());
        say("channel", self.channel.clone().unwrap_or_default());
        say("active", self.within.map(|minutes| minutes.to_string()).unwrap_or_default());
        if self.only != usual.only {
            say("only", self.only.code().to_owned());
        }
        if self.without_background {
            say("background", "hidden".to_owned());
        }
        if self.grouping != usual.grouping {
            say("group", self.grouping.code().to_owned());
        }
        if (self.sort, self.descending) != (usual.sort, usual.descending) {
            let sign = if self.descending { "-" } else { "" };
            say("sort", format!("{sign}{}", self.sort.code()));
        }
        said
    }

    /// The same order again turns it round.
    pub fn sorted_by(&mut self, column: Column) {
        self.descending =
            if self.sort == column { !self.descending } else { column.begins_descending() };
        self.sort = column;
    }

    /// Whether anything keeps sessions from being shown, the background aside.
    pub fn is_narrow(&self) -> bool {
        !self.search.trim().is_empty()
            || !self.kinds.is_empty()
            || self.agent.is_some()
            || self.channel.is_some()
            || self.within.is_some()
            || self.only != Only::All
    }

    /// Everything is shown again; order, grouping and the background stay.
    pub fn widen(&mut self) {
        let usual = Self {
            without_background: self.without_background,
            grouping: self.grouping,
            sort: self.sort,
            descending: self.descending,
            ..Self::default()
        };
        *self = usual;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn again(look: &Look) -> Look {
        let said: BTreeMap<_, _> = look.written().into_iter().collect();
        Look::read(|name| said.get(name).cloned())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let look = Look {
            search: "boat & club".to_owned(),
            kinds: [Kind::Cron, Kind::Main].into(),
            agent: Some("scout".to_owned()),
            channel: Some("telegram".to_owned()),
            within: Some(60),
            only: Only::Running,
            without_background: true,
            grouping: Grouping::Day,
            sort: Column::Tokens,
            descending: false,
        };
        assert_eq!(again(&look), look);
        assert_eq!(again(&Look::default()), Look::default());
        assert!(Look::default().written().is_empty(), "an address says only what is unusual");
        for only in Only::ALL {
            let look = Look { only, ..Look::default() };
            assert_eq!(again(&look), look);
        }
        for sort in Column::ALL {
            for descending in [true, false] {
                let look = Look { sort, descending, ..Look::default() };
                assert_eq!(again(&look), look);
            }
        }
    }

    #[test]
    fn an_address_of_tomorrow_is_read_as_usual() {
        let said = BTreeMap::from([
            ("kind", "attic,cron"),
            ("sort", "weight"),
            ("active", "soon"),
            ("group", "moon"),
            ("only", "blue"),
        ]);
        let look = Look::read(|name| said.get(name).map(|value| (*value).to_owned()));
        assert_eq!(look, Look { kinds: [Kind::Cron].into(), ..Look::default() });
        assert!(Look::is_in(|name| said.get(name).map(|value| (*value).to_owned())));
        assert!(!Look::is_in(|_| None));
    }

    #[test]
    fn a_column_is_turned_round_by_a_second_press() {
        let mut look = Look::default();
        look.sorted_by(Column::Title);
        assert_eq!((look.sort, look.descending), (Column::Title, false));
        look.sorted_by(Column::Title);
        assert!(look.descending);
        look.sorted_by(Column::Tokens);
        assert!(look.descending, "the largest first");
    }

    #[test]
    fn widening_shows_everything_and_keeps_the_order() {
        let mut look = Look {
            search: "x".to_owned(),
            only: Only::Pinned,
            without_background: true,
            grouping: Grouping::Agent,
            ..Look::default()
        };
        assert!(look.is_narrow());
        look.widen();
        assert!(!look.is_narrow() && look.without_background);
        assert_eq!(look.grouping, Grouping::Agent);
    }
}
