//! Matches patterns as the gateway does: `*` within a segment of a path, `**` across segments, `?`
//! for one character, `~` for the home folder. Versions differ in the rest.

use crate::protocol::version::numbers;

/// How a gateway matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matching {
    /// Before 2026.3.11, and on Windows.
    pub ignores_case: bool,
    /// Before 2026.3.11 a `?` could be a slash.
    pub mark_takes_slash: bool,
    /// A pattern `*` alone allows everything.
    pub star_is_all: bool,
    /// A pattern without a slash is the name of a command.
    pub names: bool,
    /// What was allowed by *Always allow* counts only with its arguments.
    pub always_needs_arguments: bool,
}

impl Matching {
    /// Of a gateway by its version, as its source says. Unknown: the newest.
    pub fn of(version: Option<&str>, on_windows: bool) -> Self {
        let numbers = numbers(version.unwrap_or("9999"));
        let strict = numbers >= [2026, 3, 11];
        let late = numbers >= [2026, 6, 0];
        Self {
            ignores_case: on_windows || !strict,
            mark_takes_slash: !strict,
            star_is_all: strict,
            names: late,
            always_needs_arguments: late,
        }
    }

    /// Whether a pattern fits a path, or a name.
    pub fn fits(self, pattern: &str, target: &str) -> bool {
        let pattern = pattern.trim();
        if pattern.is_empty() {
            return false;
        }
        let plain = |text: &str| {
            let text = text.replace('\\', "/");
            if self.ignores_case { text.to_lowercase() } else { text }
        };
        let (pattern, target) = (plain(pattern), plain(target));
        let target: Vec<char> = target.chars().collect();
        // The home folder is the gateway's own; here it may be any.
        match pattern.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            Some(rest) => {
                let rest: Vec<char> = rest.chars().collect();
                let is_home = |at: usize| {
                    let home: String = target[..at].iter().collect();
                    home == "~" || is_home(&home)
                };
                (0..=target.len()).any(|at| is_home(at) && self.glob(&rest, &target[at..]))
            }
            None => self.glob(&pattern.chars().collect::<Vec<_>>(), &target),
        }
    }

    /// Without going back more than to the last star of each kind, so that no pattern takes long.
    fn glob(self, pattern: &[char], target: &[char]) -> bool {
        // What can be reached in the pattern, character by character of the target.
        let mut reached = vec![false; pattern.len() + 1];
        reached[0] = true;
        skip_stars(pattern, &mut reached);
        for &letter in target {
            let mut next = vec![false; pattern.len() + 1];
            for at in (0..pattern.len()).filter(|at| reached[*at]) {
                match pattern[at] {
                    '*' => {
                        let across = pattern.get(at + 1) == Some(&'*');
                        // The second star of a pair is reached only with the first.
                        next[at] |= across || letter != '/';
                    }
                    '?' => next[at + 1] |= self.mark_takes_slash || letter != '/',
                    plain => next[at + 1] |= plain == letter,
                }
            }
            skip_stars(pattern, &mut next);
            reached = next;
        }
        reached[pattern.len()]
    }
}

/// A star may be nothing.
fn skip_stars(pattern: &[char], reached: &mut [bool]) {
    for at in 0..pattern.len() {
        if reached[at] && pattern[at] == '*' {
            let width = if pattern.get(at + 1) == Some(&'*') { 2 } else { 1 };
            reached[at + width] = true;
        }
    }
}

fn is_home(path: &str) -> bool {
    let mut parts = path.trim_start_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("root"), None, None) => path.starts_with('/'),
        (Some(folder), Some(user), None) => {
            !user.is_empty() && ["home", "Users", "users"].contains(&folder)
        }
        // C:/Users/name
        (Some(drive), Some("Users" | "users"), Some(user)) => {
            drive.ends_with(':')
                && !user.is_empty()
                && !user.contains('/')
                && path.matches('/').count() == 2
        }
        _ => false,
    }
}

/// Whether the gateway whose version this is lets everything run where nothing is set.
pub fn is_open_by_default(version: Option<&str>) -> bool {
    version.is_some_and(|version| numbers(version) >= [2026, 4, 0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_in_its_segment_and_two_do_not() {
        let matching = Matching::of(Some("2026.9.6"), false);
        for (pattern, target, fits) in [
            ("/usr/bin/git", "/usr/bin/git", true),
            ("/usr/bin/git", "/usr/bin/gitk", false),
            ("/usr/bin/g*", "/usr/bin/git", true),
            ("/usr/*", "/usr/bin/git", false),
            ("/usr/**", "/usr/bin/git", true),
            ("/usr/**/git", "/usr/local/bin/git", true),
            ("/usr/**/git", "/usr/git", false),
            ("**/git", "/usr/bin/git", true),
            ("/usr/bin/gi?", "/usr/bin/git", true),
            ("/usr?bin/git", "/usr/bin/git", false),
            ("/usr/bin/GIT", "/usr/bin/git", false),
            ("/a.b", "/axb", false),
            ("***", "/a/b", true),
            ("~/bin/tool", "/home/ada/bin/tool", true),
            ("~/bin/tool", "/Users/ada/bin/tool", true),
            ("~/bin/tool", "~/bin/tool", true),
            ("~/bin/tool", "/home/ada/lab/bin/tool", false),
            ("~/**/rg", "/root/projects/x/rg", true),
            ("  ", "/a", false),
            ("C:\\Tools\\*.exe", "C:/Tools/rg.exe", true),
        ] {
            assert_eq!(matching.fits(pattern, target), fits, "{pattern} {target}");
        }
    }

    #[test]
    fn early_gateways_and_windows_ignore_case() {
        let early = Matching::of(Some("2026.2.6-3"), false);
        assert!(early.fits("/USR/bin/git", "/usr/bin/GIT"));
        assert!(early.fits("/usr?bin/git", "/usr/bin/git"));
        assert!(Matching::of(Some("2026.9.6"), true).fits("c:/tools/RG.exe", "C:/Tools/rg.exe"));
        assert!(!Matching::of(Some("2026.4.15"), false).names);
        assert!(Matching::of(None, false).names);
    }

    #[test]
    fn many_stars_take_no_time() {
        let matching = Matching::of(None, false);
        let target = "a".repeat(4_000);
        assert!(!matching.fits(&format!("{}b", "*a".repeat(60)), &target));
        assert!(matching.fits(&format!("{}*", "*a".repeat(60)), &target));
    }
}
