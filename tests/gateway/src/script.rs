//! The scripted model: what it does with a message. The same commands as the model used with real
//! gateways, and a few that real ones are hard to bring to. Pure: waits are numbers here.

use serde_json::{Value, json};

use crate::chance::Chance;

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Think(String),
    /// Words, and the milliseconds after each.
    Say {
        words: Vec<String>,
        every_ms: u64,
    },
    Use(ToolUse),
    Fail(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct ToolUse {
    pub name: String,
    pub args: Value,
    /// One line about the call, as gateways derive it from the arguments.
    pub meta: String,
    /// Output so far, after each wait.
    pub updates: Vec<(u64, String)>,
    pub output: String,
    pub is_error: bool,
}

/// What the model does with `said`.
pub fn plan(said: &str, chance: &mut Chance) -> Vec<Step> {
    let lower = said.to_lowercase();
    if matches!(lower.trim(), "/new" | "/reset") {
        return vec![say("A fresh page. What shall we do?")];
    }
    if lower.contains("fail now") {
        return vec![Step::Fail("500 the scripted model failed as asked".to_owned())];
    }
    if lower.contains("say nothing") {
        return vec![say("NO_REPLY")];
    }
    if lower.trim() == "empty" {
        return Vec::new();
    }
    if let Some(flood) = flood(&lower) {
        return vec![flood];
    }
    if let Some((_, command)) = split_once_ignoring_case(said, "run command:") {
        let command = command.lines().next().unwrap_or_default().trim();
        return vec![
            Step::Use(exec(command)),
            say("The tool has finished. Its result was **received**."),
        ];
    }
    if lower.contains("slow tool") {
        return vec![Step::Use(slow_tool()), say("All four stages went through.")];
    }
    if lower.contains("long table") {
        return vec![say(&long_table())];
    }
    if lower.contains("think about") {
        let thought = "First I weigh what is known. Then I look for what would change my mind. \
                       Nothing does, so I decide.";
        return vec![Step::Think(thought.to_owned()), say(&answer(said, chance))];
    }
    vec![say(&answer(said, chance))]
}

/// Text in words that keep their spaces.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_inclusive(' ').map(str::to_owned).collect()
}

fn say(text: &str) -> Step {
    Step::Say { words: words(text), every_ms: 15 }
}

fn split_once_ignoring_case<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let at = text.to_lowercase().find(mark)?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// `flood 2000 every 3ms`
fn flood(lower: &str) -> Option<Step> {
    let mut rest = lower.split("flood ").nth(1)?.split_whitespace();
    let count: usize = rest.next()?.parse().ok()?;
    let every_ms = match (rest.next(), rest.next()) {
        (Some("every"), Some(every)) => every.trim_end_matches("ms").parse().unwrap_or(2),
        _ => 2,
    };
    let words = (0..count)
        .map(|i| {
            if i % 40 == 39 { format!("\n\n- item **w{i}** `code{i}` ") } else { format!("t.{i} ") }
        })
        .collect();
    Some(Step::Say { words, every_ms })
}

fn exec(command: &str) -> ToolUse {
    let output = match command.split_whitespace().next() {
        Some("ls") => "README.md\nnotes\nreports\nscripts\n".to_owned(),
        Some("echo") => {
            let mut lines = String::new();
            for part in command.split("&&") {
                match part.trim().split_once(' ') {
                    Some(("echo", rest)) => lines.push_str(&format!("{}\n", rest.trim())),
                    _ => lines.push_str("README.md\nnotes\nreports\nscripts\n"),
                }
            }
            lines
        }
        Some("false") => String::new(),
        Some("date") => "Fri Nov 20 13:14:00 UTC 2026\n".to_owned(),
        _ => format!("{command}: done\n"),
    };
    let is_error = command.starts_with("false");
    let meta = if command.starts_with("ls") { "list files" } else { "print text" };
    ToolUse {
        name: "exec".to_owned(),
        args: json!({ "command": command }),
        meta: meta.to_owned(),
        updates: vec![(40, output.clone())],
        output: output.trim_end().to_owned(),
        is_error,
    }
}

fn slow_tool() -> ToolUse {
    let stages = ["fetching", "unpacking", "building", "testing"];
    let mut so_far = String::new();
    let updates = stages
        .iter()
        .map(|stage| {
            so_far.push_str(&format!("{stage} … done\n"));
            (600, so_far.clone())
        })
        .collect();
    ToolUse {
        name: "exec".to_owned(),
        args: json!({ "command": "make all" }),
        meta: "run make".to_owned(),
        updates,
        output: so_far.trim_end().to_owned(),
        is_error: false,
    }
}

fn long_table() -> String {
    let mut table = "| host | role | load | free | seen |\n|---|---|--:|--:|---|\n".to_owned();
    for i in 0..40 {
        table.push_str(&format!(
            "| node-{i:02} | {} | 0.{:02} | {} GB | {} min ago |\n",
            ["web", "worker", "store"][i % 3],
            (i * 37) % 100,
            4 + (i * 7) % 60,
            i % 12
        ));
    }
    format!("Forty hosts, as of now:\n\n{table}\nNone of them needs you.")
}

/// A short Markdown reply that is not always the same.
fn answer(said: &str, chance: &mut Chance) -> String {
    let quoted: String =
        said.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
    let bodies = [
        "Three things stand out:\n\n1. the backup finished at 04:12,\n2. the **certificate** renews \
         in nine days,\n3. nobody has touched the queue since Monday.\n\nShall I renew it now?",
        "Here is the shortest version that works:\n\n```rust\nfn main() {\n    let total: u32 = (1..=10).sum();\n    \
         println!(\"{total}\");\n}\n```\n\nIt prints `55`. The `sum` needs its type, hence the `u32`.",
        "| service | state | since |\n|---|---|---|\n| mail | up | 12 d |\n| search | up | 3 h |\n| build | \
         **slow** | 20 min |\n\nThe build waits for one runner; the others are idle.",
        "Yes. I would do it in this order:\n\n- copy the old notes first,\n- then rename the folder,\n- and \
         only then point the link at it.\n\n> A link that points nowhere is worse than an old name.",
    ];
    let body = bodies[chance.below(bodies.len())];
    format!("You said: {quoted}\n\n{body}")
}

#[cfg(test)]
mod tests {
    use super::{Step, plan, words};
    use crate::chance::Chance;

    fn planned(said: &str) -> Vec<Step> {
        plan(said, &mut Chance::seeded(1))
    }

    #[test]
    fn a_flood_has_as_many_words_as_asked() {
        let steps = planned("please flood 2000 every 3ms");
        let [Step::Say { words, every_ms }] = steps.as_slice() else { panic!("{steps:?}") };
        assert_eq!((words.len(), *every_ms), (2000, 3));
    }

    #[test]
    fn a_command_is_run_as_it_was_written() {
        let steps = planned("Run command: echo One && ls");
        let [Step::Use(tool), Step::Say { .. }] = steps.as_slice() else { panic!("{steps:?}") };
        assert_eq!(tool.args["command"], "echo One && ls");
        assert!(tool.output.starts_with("One\nREADME.md"));
    }

    #[test]
    fn silence_and_failure_can_be_asked_for() {
        assert_eq!(planned("empty"), []);
        assert!(matches!(planned("fail now").as_slice(), [Step::Fail(_)]));
        let said = planned("say nothing");
        assert!(matches!(said.as_slice(), [Step::Say { words, .. }] if words == &["NO_REPLY"]));
    }

    #[test]
    fn words_put_together_are_the_text_again() {
        let text = "a  b\n\nc ";
        assert_eq!(words(text).concat(), text);
    }
}
