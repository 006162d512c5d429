//! What the gateway says about places beyond the schema, found by path.

use super::node::Run;
use super::scan::{Read, Scan, Text, Texts};

/// Step of a path as hints write it. A list's places are `[]`, or `*` like any key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HintStep<'k> {
    /// `*` for any key.
    Key(&'k str),
    Place,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hint {
    pub(super) label: Option<Text>,
    pub(super) help: Option<Text>,
    pub(super) placeholder: Option<Text>,
    pub(super) group: Option<Text>,
    pub(super) docs_url: Option<Text>,
    pub(super) presentation: Option<Text>,
    pub(super) item_template: Option<Text>,
    pub(super) order: Option<f64>,
    pub(super) advanced: Option<bool>,
    pub(super) sensitive: Option<bool>,
    pub(super) tags: Run,
    /// As written: read when the object is shown.
    pub(super) groups: Option<Text>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    key: Text,
    above: u32,
    parent: bool,
    /// Place in `hints`, from 1.
    hint: u32,
    /// Something here or below is said to be for everyone.
    common: bool,
}

#[derive(Debug, Default)]
pub(super) struct Hints {
    steps: Vec<Step>,
    /// Open addressing: parent and key lead to a step (from 1).
    table: Vec<u32>,
    hints: Vec<Hint>,
    pub(super) tags: Vec<Text>,
}

impl Hints {
    pub(super) fn read(scan: &mut Scan) -> Read<Self> {
        let mut hints = Self { table: vec![0; 1024], ..Self::default() };
        hints.steps.push(Step {
            key: Text::default(),
            above: 0,
            parent: false,
            hint: 0,
            common: false,
        });
        if scan.object()? {
            while let Some(path) = scan.key()? {
                let hint = hints.hint(scan)?;
                hints.put(&scan.texts, path, hint);
            }
        }
        Ok(hints)
    }

    fn hint(&mut self, scan: &mut Scan) -> Read<Hint> {
        let mut hint = Hint::default();
        if !scan.object()? {
            return Ok(hint);
        }
        while let Some(key) = scan.key()? {
            match scan.texts.get(key) {
                "label" => hint.label = scan.maybe_text()?,
                "help" => hint.help = scan.maybe_text()?,
                "placeholder" => hint.placeholder = scan.maybe_text()?,
                "group" => hint.group = scan.maybe_text()?,
                "docsUrl" => hint.docs_url = scan.maybe_text()?,
                "presentation" => hint.presentation = scan.maybe_text()?,
                "itemTemplate" => hint.item_template = scan.maybe_text()?,
                "order" => hint.order = scan.number()?,
                "advanced" => hint.advanced = scan.truth()?,
                "sensitive" => hint.sensitive = scan.truth()?,
                "groups" => hint.groups = Some(scan.raw()?),
                "tags" => {
                    let start = self.tags.len() as u32;
                    if scan.list()? {
                        while scan.entry()? {
                            self.tags.extend(scan.maybe_text()?);
                        }
                    }
                    hint.tags = Run { start, len: self.tags.len() as u32 - start };
                }
                _ => scan.skip()?,
            }
        }
        Ok(hint)
    }

    fn put(&mut self, texts: &Texts, path: Text, hint: Hint) {
        let mut at = 0;
        for (key, word) in pieces(texts.get(path)) {
            at = self.step(texts, at, path.part(key, word.len()), word);
        }
        self.hints.push(hint);
        self.steps[at as usize].hint = self.hints.len() as u32;
        if hint.advanced == Some(false) {
            while !std::mem::replace(&mut self.steps[at as usize].common, true) {
                at = self.steps[at as usize].above;
            }
        }
    }

    fn slot(&self, texts: &Texts, above: u32, word: &str) -> usize {
        let mut hash = 0xcbf2_9ce4_u32 ^ above.wrapping_mul(0x9e37_79b1);
        for byte in word.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        let mut slot = (hash ^ (hash >> 15)) as usize & (self.table.len() - 1);
        while let Some(step) = self.table[slot].checked_sub(1) {
            let step = &self.steps[step as usize];
            if step.above == above && texts.get(step.key) == word {
                break;
            }
            slot = (slot + 1) & (self.table.len() - 1);
        }
        slot
    }

    fn step(&mut self, texts: &Texts, above: u32, key: Text, word: &str) -> u32 {
        let slot = self.slot(texts, above, word);
        if let Some(step) = self.table[slot].checked_sub(1) {
            return step;
        }
        let id = self.steps.len() as u32;
        self.steps[above as usize].parent = true;
        self.steps.push(Step { key, above, parent: false, hint: 0, common: false });
        self.table[slot] = id + 1;
        if self.steps.len() * 2 > self.table.len() {
            self.table = vec![0; self.table.len() * 2];
            for id in 1..self.steps.len() {
                let step = self.steps[id];
                let slot = self.slot(texts, step.above, texts.get(step.key));
                self.table[slot] = id as u32 + 1;
            }
        }
        id
    }

    fn down(&self, texts: &Texts, at: u32, word: &str) -> Option<u32> {
        if self.table.is_empty() || !self.steps[at as usize].parent {
            return None;
        }
        self.table[self.slot(texts, at, word)].checked_sub(1)
    }

    /// Where the hints for the root begin.
    pub(super) fn root(&self) -> Trail {
        Trail(if self.steps.is_empty() { Vec::new() } else { vec![(0, true)] })
    }

    /// One step down, the closest hints first.
    pub(super) fn follow(&self, texts: &Texts, trail: &Trail, step: HintStep) -> Trail {
        let mut next = Vec::new();
        for &(at, _) in &trail.0 {
            match step {
                HintStep::Key(key) => {
                    next.extend(self.down(texts, at, key).map(|it| (it, true)));
                    next.extend(self.down(texts, at, "*").map(|it| (it, false)));
                }
                HintStep::Place => {
                    next.extend(self.down(texts, at, "[]").map(|it| (it, false)));
                    next.extend(self.down(texts, at, "*").map(|it| (it, false)));
                }
            }
        }
        Trail(next)
    }

    /// What is said at the end of a trail, the closest first; whether it names the place itself.
    pub(super) fn at<'h>(&'h self, trail: &'h Trail) -> impl Iterator<Item = (&'h Hint, bool)> {
        trail.0.iter().filter_map(|&(at, exact)| {
            let hint = self.steps[at as usize].hint.checked_sub(1)?;
            Some((&self.hints[hint as usize], exact))
        })
    }

    /// Something here or below is said to be for everyone.
    pub(super) fn is_common(&self, trail: &Trail) -> bool {
        trail.0.iter().any(|&(at, _)| self.steps[at as usize].common)
    }
}

/// Where a path stands among the hints: several places, because of `*`.
#[derive(Debug, Clone, Default)]
pub(super) struct Trail(Vec<(u32, bool)>);

/// The steps of a hint's path and where they begin.
fn pieces(path: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = path.get(start..).filter(|rest| !rest.is_empty())?;
        let end = match rest.strip_prefix("[]") {
            Some(_) => 2,
            None if rest.starts_with('[') => rest.find('.').unwrap_or(rest.len()),
            None => rest.find(['.', '[']).unwrap_or(rest.len()),
        };
        let piece = (start, &rest[..end]);
        start += end + usize::from(rest[end..].starts_with('.'));
        Some(piece)
    })
    .filter(|(_, word)| !word.is_empty())
}
