//! The skills that are there from the beginning.

/// A skill and what it asks for.
pub(crate) struct Seed {
    pub(crate) name: &'static str,
    pub(crate) emoji: &'static str,
    pub(crate) about: &'static str,
    pub(crate) source: &'static str,
    pub(crate) homepage: Option<&'static str>,
    pub(crate) primary_env: Option<&'static str>,
    pub(crate) bins: &'static [&'static str],
    pub(crate) any_bins: &'static [&'static str],
    pub(crate) env: &'static [&'static str],
    pub(crate) config: &'static [&'static str],
    pub(crate) os: &'static [&'static str],
    /// Kind, which is the id too, label, and what it brings.
    pub(crate) install: &'static [(&'static str, &'static str, &'static [&'static str])],
    pub(crate) is_blocked: bool,
    pub(crate) not_for_scout: bool,
}

const NOTHING: Seed = Seed {
    name: "",
    emoji: "📦",
    about: "",
    source: "openclaw-bundled",
    homepage: None,
    primary_env: None,
    bins: &[],
    any_bins: &[],
    env: &[],
    config: &[],
    os: &[],
    install: &[],
    is_blocked: false,
    not_for_scout: false,
};

pub(crate) const ALL: &[Seed] = &[
    Seed {
        name: "apple-notes",
        emoji: "📝",
        about: "Manage Apple Notes from the command line: create, view, edit, move and export notes.",
        homepage: Some("https://github.com/antoniorodr/memo"),
        bins: &["memo"],
        os: &["darwin"],
        install: &[("brew", "Install memo via Homebrew", &["memo"])],
        ..NOTHING
    },
    Seed {
        name: "blogwatcher",
        emoji: "📰",
        about: "Watch blogs and RSS feeds for new posts.",
        bins: &["blogwatcher"],
        install: &[("go", "Install blogwatcher (go)", &["blogwatcher"])],
        ..NOTHING
    },
    Seed {
        name: "coding-agent",
        emoji: "🧩",
        about: "Hand longer programming tasks to a coding agent in the background and look after it.",
        any_bins: &["claude", "codex", "opencode", "pi"],
        install: &[("node", "Install @anthropic-ai/claude-code (npm)", &["claude"])],
        not_for_scout: true,
        ..NOTHING
    },
    Seed {
        name: "deep-dive",
        emoji: "🤿",
        about: "Research a question over several turns and keep a notebook of sources.",
        config: &["skills.entries.deep-dive.enabled"],
        ..NOTHING
    },
    Seed {
        name: "gifgrep",
        emoji: "🧲",
        about: "Search GIF providers and extract stills.",
        bins: &["git"],
        is_blocked: true,
        ..NOTHING
    },
    Seed {
        name: "github",
        emoji: "🐙",
        about: "Work with issues, pull requests and CI runs through the gh program.",
        homepage: Some("https://cli.github.com"),
        primary_env: Some("GH_TOKEN"),
        bins: &["gh", "git"],
        install: &[("brew", "Install GitHub CLI (brew)", &["gh"])],
        ..NOTHING
    },
    Seed {
        name: "harbour-log",
        emoji: "⚓",
        about: "Writes what comes and goes in the harbour into the log book, with tide and wind.",
        source: "openclaw-workspace",
        env: &["HARBOUR_API_KEY", "HARBOUR_STATION"],
        primary_env: Some("HARBOUR_API_KEY"),
        ..NOTHING
    },
    Seed {
        name: "healthcheck",
        emoji: "🩺",
        about: "Look after the security of the machine OpenClaw runs on.",
        bins: &["node"],
        ..NOTHING
    },
    Seed {
        name: "notion",
        emoji: "📓",
        about: "Notion API for creating and managing pages, databases and blocks.",
        homepage: Some("https://developers.notion.com"),
        primary_env: Some("NOTION_API_KEY"),
        env: &["NOTION_API_KEY"],
        ..NOTHING
    },
    Seed {
        name: "oracle",
        emoji: "🧿",
        about: "Ask a second model for an opinion, with files as context.",
        bins: &["oracle"],
        install: &[("node", "Install @steipete/oracle (npm)", &["oracle"])],
        ..NOTHING
    },
    Seed {
        name: "sherpa-onnx-tts",
        emoji: "🗣️",
        about: "Local text-to-speech via sherpa-onnx, offline and without a cloud.",
        env: &["SHERPA_ONNX_RUNTIME_DIR"],
        os: &["darwin", "linux", "win32"],
        install: &[("download", "Download sherpa-onnx runtime (Linux x64)", &[])],
        ..NOTHING
    },
    Seed {
        name: "slack",
        emoji: "💬",
        about: "Control Slack: react, pin and send.",
        config: &["channels.slack"],
        ..NOTHING
    },
    Seed {
        name: "tide-tables",
        emoji: "🌊",
        about: "Looks up tides for a harbour and a day.",
        source: "openclaw-workspace",
        ..NOTHING
    },
    Seed {
        name: "tmux",
        emoji: "🧵",
        about: "Remote-control tmux sessions by sending keystrokes and reading panes.",
        bins: &["git"],
        os: &["darwin", "linux"],
        ..NOTHING
    },
    Seed {
        name: "weather",
        emoji: "☔",
        about: "Get current weather and forecasts, no API key required.",
        homepage: Some("https://wttr.in/:help"),
        bins: &["curl"],
        install: &[("brew", "Install curl (brew)", &["curl"])],
        ..NOTHING
    },
];
