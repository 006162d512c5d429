//! Tries a command on a policy: would it run, be asked about, or be refused, and by which entry. The
//! gateway decides on what it finds in its own folders, so a bare name is a guess and is called one.

use serde_json::Value;

use super::glob::Matching;
use super::places::{Who, allowlist};
use super::setting::{Setting, in_force};
use super::shell::{Parts, parts};
use crate::protocol::approvals::{AllowedCommand, ApprovalPolicy, ApprovalRules};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Runs,
    Asks,
    Refused,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    Denied,
    Everything,
    AlwaysAsks,
    Listed,
    /// The program that no entry allows.
    Unlisted(String),
    /// What the gateway cannot look into.
    Opaque(String),
}

/// How sure it is that the entry is the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sure {
    Yes,
    /// The gateway found the command there when it was last used.
    LastFoundAt(String),
    /// If that is where the gateway finds it.
    IfFound,
    /// If the arguments are the ones that were allowed.
    IfArguments,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub program: String,
    pub pattern: String,
    pub sure: Sure,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    pub why: Why,
    pub matches: Vec<Match>,
}

/// `None` while there is nothing to try.
pub fn trial(
    policy: &ApprovalPolicy,
    fallback: &ApprovalRules,
    who: &Who,
    line: &str,
    matching: Matching,
) -> Option<Verdict> {
    let parts = parts(line);
    if parts == Parts::Nothing {
        return None;
    }
    let word = |setting| in_force(policy, fallback, who, setting);
    let (security, ask) = (word(Setting::Security), word(Setting::Ask));
    let verdict = |outcome, why, matches| Some(Verdict { outcome, why, matches });
    if security == "deny" {
        return verdict(Outcome::Refused, Why::Denied, Vec::new());
    }
    let (why, matches) = match parts {
        _ if security == "full" => (Why::Everything, Vec::new()),
        Parts::Opaque(mark) => (Why::Opaque(mark), Vec::new()),
        Parts::Programs(programs) => {
            let found: Vec<_> = programs
                .into_iter()
                .map(|program| (find(policy, who, &program, matching), program))
                .collect();
            let missing = found.iter().find(|(found, _)| found.is_none());
            let why = missing.map_or(Why::Listed, |(_, program)| Why::Unlisted(program.clone()));
            (why, found.into_iter().filter_map(|(found, _)| found).collect())
        }
        Parts::Nothing => return None,
    };
    let is_allowed = matches!(why, Why::Everything | Why::Listed);
    match (ask.as_str(), is_allowed) {
        ("always", _) => verdict(Outcome::Asks, Why::AlwaysAsks, matches),
        (_, true) => verdict(Outcome::Runs, why, matches),
        ("on-miss", false) => verdict(Outcome::Asks, why, matches),
        (_, false) => verdict(Outcome::Refused, why, matches),
    }
}

/// The entry that allows a program: of all agents first, then of this one. A sure one wins.
fn find(policy: &ApprovalPolicy, who: &Who, program: &str, matching: Matching) -> Option<Match> {
    let all = Who::Agent("*".to_owned());
    let of_all = if *who == all { &[][..] } else { allowlist(policy, &all) };
    let entries = || of_all.iter().chain(allowlist(policy, who));
    if matching.star_is_all
        && let Some(star) =
            entries().find(|entry| entry.pattern.trim() == "*" && !has_arguments(entry))
        && !(matching.always_needs_arguments && is_from_always(star))
    {
        return Some(matched(program, star, Sure::Yes));
    }
    // A bare name was found somewhere when it was last used.
    let is_name = !program.contains(['/', '\\', '~']);
    let places: Vec<&str> = if is_name { found_before(policy, program) } else { vec![program] };
    let mut guess = None;
    for entry in entries() {
        let Some(sure) = allows(entry, program, &places, is_name, matching) else { continue };
        match sure {
            Sure::Yes => return Some(matched(program, entry, Sure::Yes)),
            sure => drop(guess.get_or_insert_with(|| matched(program, entry, sure))),
        }
    }
    guess
}

fn allows(
    entry: &AllowedCommand,
    program: &str,
    places: &[&str],
    is_name: bool,
    matching: Matching,
) -> Option<Sure> {
    let pattern = entry.pattern.trim();
    let is_path = pattern.contains(['/', '\\', '~']);
    let sure = if !is_path {
        let fits = matching.names && is_name && pattern != "*" && matching.fits(pattern, program);
        fits.then_some(Sure::Yes)
    } else if let Some(place) = places.iter().find(|place| matching.fits(pattern, place)) {
        Some(if is_name { Sure::LastFoundAt((*place).to_owned()) } else { Sure::Yes })
    } else if is_name && places.is_empty() {
        let last = pattern.rsplit(['/', '\\']).next().unwrap_or_default();
        let fits = !last.is_empty() && matching.fits(last, program);
        fits.then_some(Sure::IfFound)
    } else {
        None
    }?;
    if matching.always_needs_arguments && is_from_always(entry) && !has_arguments(entry) {
        return None;
    }
    Some(if has_arguments(entry) && matching.star_is_all { Sure::IfArguments } else { sure })
}

fn matched(program: &str, entry: &AllowedCommand, sure: Sure) -> Match {
    Match { program: program.to_owned(), pattern: entry.pattern.clone(), sure }
}

fn has_arguments(entry: &AllowedCommand) -> bool {
    entry.rest.get("argPattern").and_then(Value::as_str).is_some_and(|it| !it.is_empty())
}

fn is_from_always(entry: &AllowedCommand) -> bool {
    entry.rest.get("source").and_then(Value::as_str) == Some("allow-always")
}

/// Where the gateway has found a command of this name, as far as the policy remembers.
fn found_before<'a>(policy: &'a ApprovalPolicy, name: &str) -> Vec<&'a str> {
    let rules = policy.defaults.iter().chain(policy.agents.values());
    let mut places: Vec<&str> = rules
        .flat_map(|rules| rules.allowlist.iter().flatten())
        .filter_map(|entry| entry.last_resolved_path.as_deref())
        .filter(|path| path.rsplit(['/', '\\']).next() == Some(name))
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::json;

    fn policy(value: &Value) -> ApprovalPolicy {
        json::read(&value.to_string()).unwrap()
    }

    fn tried(file: &Value, line: &str, version: &str) -> Verdict {
        let main = Who::Agent("main".to_owned());
        let matching = Matching::of(Some(version), false);
        trial(&policy(file), &ApprovalRules::default(), &main, line, matching).unwrap()
    }

    fn listed(security: &str, ask: &str) -> Value {
        json!({"defaults": {"security": security, "ask": ask}, "agents": {
        "*": {"allowlist": [{"pattern": "/usr/bin/rg"}]},
        "main": {"allowlist": [
            {"pattern": "/opt/**/make", "lastResolvedPath": "/opt/tools/bin/make"},
            {"pattern": "git"},
            {"pattern": "/usr/bin/jq", "argPattern": "^.$"},
            {"pattern": "/usr/bin/find", "source": "allow-always"},
        ]}}})
    }

    #[test]
    fn security_and_ask_decide_together() {
        for (security, ask, line, outcome) in [
            ("deny", "always", "/usr/bin/rg", Outcome::Refused),
            ("full", "off", "anything > here", Outcome::Runs),
            ("full", "on-miss", "/bin/sh", Outcome::Runs),
            ("full", "always", "/bin/sh", Outcome::Asks),
            ("allowlist", "off", "/bin/sh", Outcome::Refused),
            ("allowlist", "on-miss", "/bin/sh", Outcome::Asks),
            ("allowlist", "on-miss", "/usr/bin/rg x", Outcome::Runs),
            ("allowlist", "always", "/usr/bin/rg x", Outcome::Asks),
            ("allowlist", "off", "/usr/bin/rg x | /bin/sh", Outcome::Refused),
            ("allowlist", "on-miss", "/usr/bin/rg x > out", Outcome::Asks),
        ] {
            let verdict = tried(&listed(security, ask), line, "2026.9.6");
            assert_eq!(verdict.outcome, outcome, "{security} {ask} {line}");
        }
    }

    #[test]
    fn it_is_told_which_entry_allows_and_how_sure_that_is() {
        let file = listed("allowlist", "on-miss");
        let sure = |line: &str, version: &str| {
            let verdict = tried(&file, line, version);
            verdict.matches.first().map(|found| (found.pattern.clone(), found.sure.clone()))
        };
        let with = |pattern: &str, sure| Some((pattern.to_owned(), sure));
        let new = "2026.9.6";
        assert_eq!(sure("/usr/bin/rg -n x", new), with("/usr/bin/rg", Sure::Yes));
        assert_eq!(sure("rg -n x", new), with("/usr/bin/rg", Sure::IfFound));
        let found = Sure::LastFoundAt("/opt/tools/bin/make".to_owned());
        assert_eq!(sure("make test", new), with("/opt/**/make", found));
        assert_eq!(sure("git log", new), with("git", Sure::Yes));
        assert_eq!(sure("/usr/bin/git log", new), None);
        assert_eq!(sure("git log", "2026.4.15"), None);
        assert_eq!(sure("/usr/bin/jq .", new), with("/usr/bin/jq", Sure::IfArguments));
        assert_eq!(sure("/usr/bin/find", new), None);
        assert_eq!(sure("/usr/bin/find", "2026.4.15"), with("/usr/bin/find", Sure::Yes));
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let verdict = tried(&listed("allowlist", "on-miss"), "/usr/bin/rg x | tee y", "2026.9.6");
        assert_eq!(verdict.why, Why::Unlisted("tee".to_owned()));
        assert_eq!(verdict.matches.len(), 1);
        let verdict = tried(&listed("allowlist", "on-miss"), "echo $(id)", "2026.9.6");
        assert_eq!(verdict.why, Why::Opaque("$(".to_owned()));
    }

    #[test]
    fn a_star_alone_allows_everything_where_gateways_take_it() {
        let file = json!({"defaults": {"security": "allowlist", "ask": "off"},
            "agents": {"main": {"allowlist": [{"pattern": "*"}]}}});
        assert_eq!(tried(&file, "anything at all", "2026.4.15").outcome, Outcome::Runs);
        assert_eq!(tried(&file, "/anything", "2026.2.6-3").outcome, Outcome::Refused);
    }
}
