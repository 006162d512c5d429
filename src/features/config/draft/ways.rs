//! How a gateway writes, read from its version.

/// What a gateway's `config.patch` does with lists, and with the secrets hidden in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ways {
    /// A list whose entries all have an `id` is merged by it; else a list is replaced whole.
    pub merges_by_id: bool,
    /// `replacePaths` names lists to be replaced whole, and entries go away only there.
    pub takes_replace_paths: bool,
    /// A hidden secret in a list comes back by the entry's `id`; else by its place alone.
    pub restores_by_id: bool,
}

impl Ways {
    /// A version that cannot be read is taken for the oldest: what is sent then is whole, and a
    /// gateway that merges loses nothing by it.
    #[must_use]
    pub fn of(version: Option<&str>) -> Self {
        let at_least = |least: [u32; 3]| version.is_some_and(|version| numbers(version) >= least);
        Self {
            merges_by_id: at_least([2026, 2, 15]),
            takes_replace_paths: at_least([2026, 9, 0]),
            restores_by_id: at_least([2026, 9, 0]),
        }
    }
}

fn numbers(version: &str) -> [u32; 3] {
    let mut numbers = version
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| numbers.next().unwrap_or(0))
}
