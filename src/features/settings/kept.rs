//! What this browser keeps for the console, told by the names it is kept under. Pure.

/// A kind of thing that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Likings,
    Gateways,
    Drafts,
    Edits,
    Tokens,
}

impl Kind {
    pub const ALL: [Self; 5] =
        [Self::Likings, Self::Gateways, Self::Drafts, Self::Edits, Self::Tokens];

    /// What is kept under this name; `None` is not ours.
    pub fn of(name: &str) -> Option<Self> {
        let rest = name.strip_prefix("quarterdeck.")?;
        let word = rest.split([':', ' ', '.']).next().unwrap_or(rest);
        Some(match word {
            "draft" => Self::Drafts,
            "token" => Self::Tokens,
            "gateways" => Self::Gateways,
            "agent-file" | "config" | "raw" | "policy" | "wake" | "wizard" | "update" => {
                Self::Edits
            }
            _ => Self::Likings,
        })
    }
}

/// So many things of a kind, and how long they are together, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    pub kind: Kind,
    pub count: usize,
    pub characters: usize,
}

/// The kinds of which something is kept.
pub fn sums(kept: &[(String, String)]) -> Vec<Sum> {
    let sum = |kind: Kind| {
        let of_kind = || kept.iter().filter(|(name, _)| Kind::of(name) == Some(kind));
        let characters = of_kind().map(|(name, text)| name.len() + text.len()).sum();
        Sum { kind, count: of_kind().count(), characters }
    };
    Kind::ALL.into_iter().map(sum).filter(|sum| sum.count > 0).collect()
}

/// Whether something is kept for this gateway and no other: its address stands in the name whole.
pub fn is_of(name: &str, url: &str) -> bool {
    let Some(rest) = name.strip_prefix("quarterdeck.") else { return false };
    rest.match_indices(url).any(|(at, _)| {
        let before = rest[..at].chars().next_back();
        let after = rest[at + url.len()..].chars().next();
        matches!(before, Some(':' | ' ')) && matches!(after, None | Some('|' | ' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_of_ours_is_of_a_kind() {
        for (name, kind) in [
            ("quarterdeck.prefs", Some(Kind::Likings)),
            ("quarterdeck.sessions.look", Some(Kind::Likings)),
            ("quarterdeck.budget:ws://a", Some(Kind::Likings)),
            ("quarterdeck.gateways", Some(Kind::Gateways)),
            ("quarterdeck.draft:ws://a|main", Some(Kind::Drafts)),
            ("quarterdeck.token:ws://a", Some(Kind::Tokens)),
            ("quarterdeck.config edits ws://a", Some(Kind::Edits)),
            ("quarterdeck.agent-file ws://a main SOUL.md", Some(Kind::Edits)),
            ("quarterdeck.something later", Some(Kind::Likings)),
            ("openclaw.token", None),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }

    #[test]
    fn what_is_kept_is_counted() {
        let kept =
            [("quarterdeck.draft:a|b", "hello"), ("quarterdeck.draft:a|c", ""), ("other", "x")];
        let kept = kept.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let drafts = Sum { kind: Kind::Drafts, count: 2, characters: 2 * 21 + 5 };
        assert_eq!(sums(&kept), [drafts]);
    }

    #[test]
    fn a_gateway_is_told_from_one_whose_address_begins_alike() {
        let url = "ws://a:1878";
        assert!(is_of("quarterdeck.draft:ws://a:1878|main", url));
        assert!(is_of("quarterdeck.token:ws://a:1878", url));
        assert!(is_of("quarterdeck.config edits ws://a:1878", url));
        assert!(is_of("quarterdeck.agent-file ws://a:1878 main SOUL.md", url));
        assert!(!is_of("quarterdeck.draft:ws://a:18789|main", url));
        assert!(!is_of("quarterdeck.draft:ws://a:1878/ops|main", url));
        assert!(!is_of("quarterdeck.prefs", url));
        assert!(!is_of("elsewhere:ws://a:1878", url));
    }
}
