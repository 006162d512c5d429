//! A text that grows: what is finished is kept, only its last block (of a list: its last item) is
//! read again. The tree is at every moment the one `parse` would give for the whole text.

use std::rc::Rc;

use crate::ui::markdown::parse::{Definition, Placed, cut, read};
use crate::ui::markdown::tree::{Block, Item};

#[derive(Default)]
pub struct Stream {
    source: String,
    blocks: Vec<Rc<Block>>,
    kept: Kept,
}

/// What further text cannot change.
#[derive(Default, Clone)]
struct Kept {
    blocks: usize,
    /// Items of the list the rest of the text begins with.
    items: Option<(Option<u64>, Vec<Rc<Item>>)>,
    /// Where the rest begins.
    until: usize,
    /// Link targets defined before `until`, as written, each on a line of its own.
    definitions: String,
    /// All link targets known when the kept blocks were read.
    applied: Vec<String>,
    /// The text has passed the limit: all but its plain rest is kept.
    full: bool,
}

impl Stream {
    /// Takes the whole text so far. What it has in common with the text before costs nothing.
    pub fn update(&mut self, text: &str) -> &[Rc<Block>] {
        if text == self.source {
            return &self.blocks;
        }
        if let Some(more) = text.strip_prefix(self.source.as_str()) {
            self.source.push_str(more);
        } else {
            *self = Self { source: text.to_owned(), ..Self::default() };
        }
        let end = cut(&self.source);
        if !self.kept.full {
            self.read_rest(end);
        }
        if end < self.source.len() {
            // `parse` reads a cut text without what follows: read it so once, then keep it.
            if !self.kept.full {
                self.restart(end);
                self.kept = Kept { blocks: self.blocks.len(), full: true, ..Kept::default() };
            }
            self.blocks.truncate(self.kept.blocks);
            self.blocks.push(Rc::new(Block::Plain(self.source[end..].to_owned())));
        }
        &self.blocks
    }

    fn read_rest(&mut self, end: usize) {
        let rest = &self.source[self.kept.until..end];
        let shift = self.kept.definitions.len();
        let reading =
            if shift == 0 { read(rest) } else { read(&format!("{}{rest}", self.kept.definitions)) };
        let text = |it: &Definition| {
            if it.start < shift {
                self.kept.definitions.get(it.start..it.end).unwrap_or_default().to_owned()
            } else {
                rest.get(it.start - shift..it.end - shift).unwrap_or_default().to_owned()
            }
        };
        let known: Vec<String> = reading.definitions.iter().map(text).collect();
        let list_goes_on = self.kept.items.is_none()
            || matches!(reading.blocks.first(), Some(Placed { block: Block::List { .. }, .. }));
        // A new target may concern a block that is kept already.
        if self.kept.until > 0 && (known != self.kept.applied || !list_goes_on) {
            self.restart(end);
            return;
        }
        self.kept.applied = known;
        let placed: Vec<Placed> = reading
            .blocks
            .into_iter()
            .map(|it| Placed {
                block: it.block,
                start: it.start.saturating_sub(shift),
                items: it.items.iter().map(|start| start.saturating_sub(shift)).collect(),
            })
            .collect();
        let definitions: Vec<Definition> = reading
            .definitions
            .into_iter()
            .filter(|it| it.start >= shift)
            .map(|it| Definition { start: it.start - shift, end: it.end - shift })
            .collect();
        self.take(placed, &definitions, end);
    }

    fn restart(&mut self, end: usize) {
        self.kept = Kept::default();
        self.blocks.clear();
        self.read_rest(end);
    }

    fn take(&mut self, placed: Vec<Placed>, definitions: &[Definition], end: usize) {
        let rest = &self.source[self.kept.until..end];
        let firm = placed.iter().rposition(|it| is_firm(rest, it)).unwrap_or(0);
        let mut until = if firm == 0 { 0 } else { line_start(rest, placed[firm].start) };
        let ends_firm = firm + 1 == placed.len();
        let mut begun = self.kept.items.take();
        let kept_items = begun.as_ref().map_or(0, |(_, items)| items.len());
        self.blocks.truncate(self.kept.blocks);
        for (index, it) in placed.into_iter().enumerate() {
            let block = match (begun.take(), it.block) {
                (Some((start, mut all)), Block::List { items, .. }) => {
                    all.extend(items);
                    Block::List { start, items: all }
                }
                (_, block) => block,
            };
            if let Block::List { start, items } = &block
                && index == firm
            {
                let fresh = it.items.len();
                let last_item = it.items.iter().rposition(|at| ends_firm && ends_line(rest, *at));
                let keep = match last_item {
                    Some(at) => {
                        until = line_start(rest, it.items[at]);
                        items.len() - fresh + at
                    }
                    None if index == 0 => kept_items,
                    None => 0,
                };
                self.kept.items = (keep > 0).then(|| (*start, items[..keep].to_vec()));
            }
            self.blocks.push(Rc::new(block));
        }
        self.kept.blocks += firm;
        for it in definitions.iter().filter(|it| it.end <= until) {
            self.kept.definitions.push_str(rest[it.start..it.end].trim());
            self.kept.definitions.push_str("\n\n");
        }
        self.kept.until += until;
    }
}

/// Whether further text cannot join this block to the one before it. The line it begins with must
/// be complete, and of a table the second one too, for without it the first is no table.
fn is_firm(text: &str, placed: &Placed) -> bool {
    let lines = if matches!(placed.block, Block::Table(_)) { 2 } else { 1 };
    text[placed.start..].matches('\n').take(lines).count() == lines
}

fn ends_line(text: &str, at: usize) -> bool {
    text[at..].contains('\n')
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests;
