//! The pages that exist: path, word, drawing, group, and what waits there. The router and every
//! navigation read it, so a page is added here once.

use icondata::{
    Icon as Glyph, LuAudioLines, LuBot, LuBug, LuCalendarClock, LuChartColumn, LuGauge, LuList,
    LuMessageSquare, LuMonitorSmartphone, LuPuzzle, LuRadio, LuScrollText, LuServer, LuSettings,
    LuSettings2, LuShieldCheck,
};

use crate::{
    platform::document,
    store::Stores,
    words::{Word, w},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    Chat,
    Approvals,
    Sessions,
    Overview,
    Channels,
    Usage,
    Logs,
    Cron,
    Agents,
    Skills,
    Nodes,
    Devices,
    Config,
    Voice,
    Debug,
    Settings,
}

/// Pages that belong together in the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Work,
    Watch,
    Run,
    SetUp,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::Work, Self::Watch, Self::Run, Self::SetUp];

    pub fn word(self) -> Word {
        match self {
            Self::Work => w::APP_GROUP_WORK,
            Self::Watch => w::APP_GROUP_WATCH,
            Self::Run => w::APP_GROUP_RUN,
            Self::SetUp => w::APP_GROUP_SET_UP,
        }
    }
}

impl Page {
    pub const ALL: [Self; 16] = [
        Self::Chat,
        Self::Approvals,
        Self::Sessions,
        Self::Overview,
        Self::Channels,
        Self::Usage,
        Self::Logs,
        Self::Cron,
        Self::Agents,
        Self::Skills,
        Self::Nodes,
        Self::Devices,
        Self::Config,
        Self::Voice,
        Self::Debug,
        Self::Settings,
    ];

    /// Those in the bar of a phone; the others are behind *More*.
    pub const IN_BAR: [Self; 3] = [Self::Chat, Self::Approvals, Self::Overview];

    /// One segment below the base; the rest of a page's address stands in the query.
    pub fn path(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Approvals => "approvals",
            Self::Sessions => "sessions",
            Self::Overview => "overview",
            Self::Channels => "channels",
            Self::Usage => "usage",
            Self::Logs => "logs",
            Self::Cron => "cron",
            Self::Agents => "agents",
            Self::Skills => "skills",
            Self::Voice => "voice",
            Self::Debug => "debug",
            Self::Settings => "settings",
            Self::Nodes => "nodes",
            Self::Devices => "devices",
            Self::Config => "config",
        }
    }

    pub fn word(self) -> Word {
        match self {
            Self::Chat => w::PAGE_CHAT,
            Self::Approvals => w::PAGE_APPROVALS,
            Self::Sessions => w::PAGE_SESSIONS,
            Self::Overview => w::PAGE_OVERVIEW,
            Self::Channels => w::PAGE_CHANNELS,
            Self::Usage => w::PAGE_USAGE,
            Self::Logs => w::PAGE_LOGS,
            Self::Cron => w::PAGE_CRON,
            Self::Agents => w::PAGE_AGENTS,
            Self::Skills => w::PAGE_SKILLS,
            Self::Voice => w::PAGE_VOICE,
            Self::Debug => w::PAGE_DEBUG,
            Self::Settings => w::PAGE_SETTINGS,
            Self::Nodes => w::PAGE_NODES,
            Self::Devices => w::PAGE_DEVICES,
            Self::Config => w::PAGE_CONFIG,
        }
    }

    pub fn glyph(self) -> Glyph {
        match self {
            Self::Chat => LuMessageSquare,
            Self::Approvals => LuShieldCheck,
            Self::Sessions => LuList,
            Self::Overview => LuGauge,
            Self::Channels => LuRadio,
            Self::Usage => LuChartColumn,
            Self::Logs => LuScrollText,
            Self::Cron => LuCalendarClock,
            Self::Agents => LuBot,
            Self::Skills => LuPuzzle,
            Self::Voice => LuAudioLines,
            Self::Debug => LuBug,
            Self::Settings => LuSettings,
            Self::Nodes => LuServer,
            Self::Devices => LuMonitorSmartphone,
            Self::Config => LuSettings2,
        }
    }

    pub fn group(self) -> Group {
        match self {
            Self::Chat | Self::Approvals | Self::Sessions => Group::Work,
            Self::Overview | Self::Channels | Self::Usage | Self::Logs => Group::Watch,
            Self::Cron | Self::Agents | Self::Skills | Self::Nodes | Self::Devices => Group::Run,
            Self::Config | Self::Voice | Self::Debug | Self::Settings => Group::SetUp,
        }
    }

    /// How many things wait for the operator there. Reactive.
    pub fn waiting(self, stores: Stores) -> usize {
        match self {
            Self::Approvals => stores.approvals.waiting(),
            Self::Channels => stores.channels.broken(),
            Self::Nodes => stores.nodes.waiting(),
            Self::Devices => stores.devices.waiting(),
            _ => 0,
        }
    }

    /// Where a link leads.
    pub fn href(self) -> String {
        format!("{}{}", document::base(), self.path())
    }

    /// The page that an address shows. The bare base shows the first one.
    pub fn at(path: &str, base: &str) -> Option<Self> {
        let rest = path.strip_prefix(base.trim_end_matches('/')).unwrap_or(path);
        let segment = rest.trim_matches('/');
        if segment.is_empty() || segment == "index.html" {
            return Some(Self::ALL[0]);
        }
        Self::ALL.into_iter().find(|page| page.path() == segment)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_page_is_found_below_any_base() {
        assert_eq!(Page::at("/chat", "/"), Some(Page::Chat));
        assert_eq!(Page::at("/ops/chat/", "/ops/"), Some(Page::Chat));
        assert_eq!(Page::at("/ops/devices", "/ops/"), Some(Page::Devices));
        assert_eq!(Page::at("/ops", "/ops/"), Some(Page::Chat));
        assert_eq!(Page::at("/ops/index.html", "/ops/"), Some(Page::Chat));
    }

    #[test]
    fn an_unknown_page_is_none() {
        assert_eq!(Page::at("/ops/attic", "/ops/"), None);
    }
}
