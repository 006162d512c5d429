//! How a gateway writes, read from its version.

use crate::protocol::version::numbers;

/// What a gateway's `config.patch` does with lists, and with the secrets hidden in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ways {
    /// A list whose entries all have an `id` is merged by it; else a list is replaced whole.
    pub merges_by_id: bool,
    /// `replacePaths` names lists to be replaced whole, and entries go away only there.
    pub takes_replace_paths: bool,
    /// A hidden secret in a list comes back by the entry's `id`; else by its place alone.
    pub restores_by_id: bool,
    /// It cannot be told which of these hold: lists with `id`s are not written by patch, and what is
    /// hidden has to come back either way.
    pub is_unsure: bool,
}

impl Ways {
    /// By what the published versions do: 2026.2.12 replaces every list, 2026.2.17 merges by `id`,
    /// 2026.6.5 takes `replacePaths`, 2026.8.1 restores by `id`. Between the first two it changed
    /// more than once, so those are not relied upon; nor is a version that cannot be read.
    #[must_use]
    pub fn of(version: Option<&str>) -> Self {
        let Some(version) = version.map(numbers).filter(|version| *version > [2000, 0, 0]) else {
            return Self { is_unsure: true, ..Self::default() };
        };
        Self {
            merges_by_id: version >= [2026, 2, 17],
            takes_replace_paths: version >= [2026, 6, 5],
            restores_by_id: version >= [2026, 8, 1],
            is_unsure: version > [2026, 2, 12] && version < [2026, 2, 17],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ways;

    #[test]
    fn a_version_tells_how_its_gateway_writes() {
        let of = |version| Ways::of(Some(version));
        let merging = Ways { merges_by_id: true, ..Ways::default() };
        let naming = Ways { takes_replace_paths: true, ..merging };
        let newest = Ways { restores_by_id: true, ..naming };
        assert_eq!(of("2026.2.6-3"), Ways::default());
        assert_eq!(of("v2026.4.15"), merging);
        assert_eq!(of("2026.6.1"), merging);
        assert_eq!(of("2026.6.5"), naming);
        assert_eq!(of("2026.7.35"), naming);
        assert_eq!(of("2026.8.1-beta.1"), newest);
        assert_eq!(of("2026.9.6"), newest);
        assert!(of("2026.2.15").is_unsure && of("dev").is_unsure && Ways::of(None).is_unsure);
    }
}
