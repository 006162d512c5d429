//! The files of the clone, as text. Nothing is judged here.

use std::fs;
use std::path::{Path, PathBuf};

/// A file by its path from the root of the clone, with `/` on every system.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn open(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path))
            .unwrap_or_else(|why| panic!("{path} cannot be read: {why}"));
        Self { path: path.to_owned(), text }
    }

    /// A file made up to show a rule what it looks for.
    pub(super) fn made_up(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Lines with their numbers, without those that are only a comment.
    pub(super) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// `src/ui/button.rs` is `button`.
    pub(super) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with one of the endings, in order. A folder that is not there is empty.
pub(super) fn read(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("node_modules") && !path.ends_with("target") {
                collect(&path, endings, found);
            }
        } else if path.extension().is_some_and(|end| endings.iter().any(|wanted| end == *wanted)) {
            let below = path.strip_prefix(root()).expect("collected below the root");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            found.push(File::open(&parts.join("/")));
        }
    }
}
