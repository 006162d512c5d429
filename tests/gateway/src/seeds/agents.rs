//! Who answers.

pub(crate) struct Agent {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) emoji: &'static str,
    pub(crate) theme: &'static str,
}

pub(crate) const ALL: &[Agent] = &[
    Agent { id: "main", name: "Mira", emoji: "🧭", theme: "calm navigator" },
    Agent { id: "scout", name: "Scout", emoji: "🔭", theme: "curious researcher" },
    Agent { id: "smith", name: "Smith", emoji: "🔧", theme: "patient builder" },
];

pub(crate) fn find(id: &str) -> Option<&'static Agent> {
    ALL.iter().find(|agent| agent.id == id)
}

/// The files that an agent begins with.
pub(crate) fn files(name: &str, emoji: &str) -> [(&'static str, String); 7] {
    [
        ("AGENTS.md", AGENTS.to_owned()),
        ("SOUL.md", format!("# Soul\n\nYou are **{name}** {emoji}.\n\n{SOUL}")),
        ("TOOLS.md", TOOLS.to_owned()),
        ("IDENTITY.md", format!("# Identity\n\n- Name: {name}\n- Emoji: {emoji}\n")),
        ("USER.md", USER.to_owned()),
        ("HEARTBEAT.md", HEARTBEAT.to_owned()),
        ("BOOTSTRAP.md", BOOTSTRAP.to_owned()),
    ]
}

const AGENTS: &str = "# How we work\n\n## Every session\n\n1. Read `SOUL.md` and `USER.md`.\n2. Look into `MEMORY.md` before you promise anything.\n\n## Safety\n\n- Ask before anything leaves this machine.\n- `trash` is better than `rm`.\n\n| Day | Duty |\n| --- | --- |\n| Monday | Water the plants |\n| Friday | Balance the books |\n";

const SOUL: &str = "- Be brief.\n- Say what you do not know.\n- Keep *calm*, whatever the weather.\n\n> A good answer fits on a postcard.\n";

const TOOLS: &str = "# Tools\n\n```sh\nssh workshop-pi 'vcgencmd measure_temp'\n```\n\nThe camera looks out over the harbour.\n";

const USER: &str =
    "# Who I work for\n\n- Name: Jo\n- Zone: Europe/Berlin\n- Likes: short answers, long walks\n";

const HEARTBEAT: &str =
    "# Heartbeat\n\n- [ ] Is the back-up of last night there?\n- [x] Is the kettle off?\n";

const BOOTSTRAP: &str = "# The first time\n\nFind out who you are, then delete this file.\n";
