//! What was said. Only words; `conversations` gives them times and ids.

pub(super) enum Answer {
    Text(&'static str),
    Thought(&'static str, &'static str),
    /// A command, its output, and what the agent says about it.
    Command(&'static str, &'static str, &'static str),
    FailedCommand(&'static str, &'static str, &'static str),
}

pub(super) const DESK: &[(&str, Answer)] = &[
    (
        "Good morning. What is waiting for me?",
        Answer::Text(
            "Good morning. Three things:\n\n1. the **backup** of last night finished at 04:12,\n2. two mails from the harbour office want an answer,\n3. the certificate of `files.example` expires in nine days.\n\nNothing is broken.",
        ),
    ),
    (
        "Show me what is in the workspace",
        Answer::Command(
            "ls -la",
            "total 24\ndrwxr-xr-x 6 operator operator 4096 Nov 20 09:12 .\n-rw-r--r-- 1 operator operator 1204 Nov 20 08:55 README.md\ndrwxr-xr-x 2 operator operator 4096 Nov 19 17:01 notes\ndrwxr-xr-x 2 operator operator 4096 Nov 18 11:40 reports\ndrwxr-xr-x 2 operator operator 4096 Nov 12 10:03 scripts",
            "A `README.md` and three folders: `notes`, `reports` and `scripts`. The README was changed this morning.",
        ),
    ),
    (
        "How big is the backup?",
        Answer::Command(
            "du -sh /var/backups/last",
            "18G\t/var/backups/last",
            "**18 GB**, about 400 MB more than yesterday. The growth is the photo folder.",
        ),
    ),
    (
        "Is that normal?",
        Answer::Thought(
            "Yesterday it was 17.6 GB and the day before 17.5. The photos came in on Wednesday. So the step is explained and the trend is flat.",
            "Yes. It grew once, with Wednesday's photos, and is flat otherwise:\n\n| day | size |\n|---|--:|\n| Tue | 17.5 GB |\n| Wed | 17.6 GB |\n| Thu | 18.0 GB |",
        ),
    ),
    (
        "Write me a small function that formats bytes for people",
        Answer::Text(
            "```rust\nfn human(bytes: u64) -> String {\n    let units = [\"B\", \"KB\", \"MB\", \"GB\", \"TB\"];\n    let mut size = bytes as f64;\n    let mut unit = 0;\n    while size >= 1000.0 && unit < units.len() - 1 {\n        size /= 1000.0;\n        unit += 1;\n    }\n    if unit == 0 { format!(\"{bytes} B\") } else { format!(\"{size:.1} {}\", units[unit]) }\n}\n```\n\nIt counts in thousands; for 1024 replace both numbers.",
        ),
    ),
    (
        "And the same in Python?",
        Answer::Text(
            "```python\ndef human(size: float) -> str:\n    for unit in (\"B\", \"KB\", \"MB\", \"GB\"):\n        if size < 1000:\n            return f\"{size:.1f} {unit}\"\n        size /= 1000\n    return f\"{size:.1f} TB\"\n```",
        ),
    ),
    (
        "Check whether the mail service is running",
        Answer::FailedCommand(
            "systemctl is-active mailer",
            "inactive",
            "It is **not** running: `inactive`. It stopped at 08:31 after an update. Shall I start it?",
        ),
    ),
    (
        "Yes please",
        Answer::Command(
            "systemctl start mailer && systemctl is-active mailer",
            "active",
            "Started, and it answers. I will look again in ten minutes.",
        ),
    ),
    (
        "What did the harbour office want?",
        Answer::Text(
            "Two things:\n\n> Please confirm the berth for the week of 30 November.\n\nand\n\n> The electricity meter at berth 14 has to be read before Friday.\n\nI can answer the first; the second needs somebody on the pier.",
        ),
    ),
    (
        "Confirm the berth",
        Answer::Text(
            "Done. I wrote: *“We confirm berth 14 for 30 November to 6 December.”* A copy is in `notes/harbour.md`.",
        ),
    ),
    (
        "Remind me of the meter tomorrow at nine",
        Answer::Text("Noted: **tomorrow, 09:00, read the meter at berth 14**."),
    ),
    (
        "Compare the two quotes for the new sails",
        Answer::Thought(
            "Quote A is cheaper by 310 but has no transport. Transport is about 180. Quote B has five years of warranty against two.",
            "| | A | B |\n|---|--:|--:|\n| price | 2,840 | 3,150 |\n| transport | not included (≈ 180) | included |\n| warranty | 2 years | 5 years |\n| delivery | 6 weeks | 4 weeks |\n\nB costs about 130 more in the end, comes earlier, and is warranted for three years longer. I would take **B**.",
        ),
    ),
    (
        "Any news on the certificate?",
        Answer::Command(
            "openssl x509 -enddate -noout -in files.pem",
            "notAfter=Nov 29 12:00:00 2026 GMT",
            "Still nine days: it ends on **29 November, 12:00**. The renewal is set for the 26th.",
        ),
    ),
    ("Thanks, that is all for now", Answer::Text("Gladly. I keep an eye on the mail service. ⛵")),
];

pub(super) const RESEARCH: &[(&str, &str, &str)] = &[
    (
        "Find out how tide tables are computed",
        "Harmonic analysis is the classic way. Start there and keep it short.",
        "By **harmonic analysis**: a tide is a sum of cosines whose speeds come from astronomy and whose heights and phases are measured once per harbour.\n\n1. measure for a year,\n2. fit some 37 constituents,\n3. add them up for any date.\n\nThe largest are `M2` (12.42 h), `S2` (12 h) and `K1` (23.93 h).",
    ),
    (
        "How exact are they?",
        "Weather is the main error. Give numbers with their condition.",
        "In calm weather within **5 to 10 cm** and **5 minutes**. Wind and air pressure are not in them: 10 hPa less pressure lifts the water by about 10 cm, and a storm by a metre or more.",
    ),
    (
        "Which harbours nearby publish them?",
        "Three are known from the notes.",
        "Three: Northhaven, Saltmarsh and Old Ferry. Northhaven also publishes the measured level every six minutes.",
    ),
];

pub(super) const GROUP: &[(&str, &str)] = &[
    (
        "[Telegram Boat club] Ada: when is high water on Sunday?",
        "Sunday: **11:48** (5.2 m) and 0:05 (4.9 m).",
    ),
    (
        "[Telegram Boat club] Jon: and wind?",
        "South-west 4, gusts 6 after noon. Mornings look better.",
    ),
    (
        "[Telegram Boat club] Ada: then we meet at ten",
        "Ten o'clock at the pier, noted. That leaves 1:48 h before high water.",
    ),
];
