//! From a text to its tree, once and whole. Raw HTML becomes visible text, addresses that are not
//! allowed become text, and nothing nests deeper than a reader could follow: so a hostile text
//! can neither act nor exhaust the stack.

use std::mem;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::ui::markdown::build::Builder;
use crate::ui::markdown::tree::Block;

/// How much of a text is formatted. What follows is shown as it is written.
pub const LIMIT: usize = 100_000;

/// The tree of a text.
#[must_use]
pub fn parse(text: &str) -> Vec<Block> {
    let (head, rest) = text.split_at(cut(text));
    let mut blocks: Vec<Block> = read(head).blocks.into_iter().map(|it| it.block).collect();
    if !rest.is_empty() {
        blocks.push(Block::Plain(rest.to_owned()));
    }
    blocks
}

/// Where formatting ends. It depends on the first `LIMIT` bytes only, so it stays as a text grows.
pub(super) fn cut(text: &str) -> usize {
    if text.len() <= LIMIT {
        return text.len();
    }
    let head = &text[..text.floor_char_boundary(LIMIT)];
    head.rfind("\n\n").map_or(head.len(), |at| at + 2)
}

/// A block of the outermost level and where it stands.
pub(super) struct Placed {
    pub(super) block: Block,
    pub(super) start: usize,
    /// Of a list: where its items begin.
    pub(super) items: Vec<usize>,
}

/// A link's target given apart from it: `[label]: address`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Definition {
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) struct Reading {
    pub(super) blocks: Vec<Placed>,
    /// In the order of the text.
    pub(super) definitions: Vec<Definition>,
}

pub(super) fn read(text: &str) -> Reading {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(text, options);
    let mut definitions: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(_, it)| Definition { start: it.span.start, end: it.span.end })
        .collect();
    definitions.sort();
    let mut blocks = Vec::new();
    let mut builder = Builder::default();
    let (mut start, mut items, mut depth) = (0, Vec::new(), 0_usize);
    for (event, range) in parser.into_offset_iter() {
        if depth == 0 {
            start = range.start;
        }
        match &event {
            Event::Start(tag) => {
                depth += 1;
                if depth == 2 && matches!(tag, Tag::Item) {
                    items.push(range.start);
                }
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
        take(&mut builder, event);
        if depth == 0 {
            let items = mem::take(&mut items);
            blocks.extend(builder.finished().map(|block| Placed { block, start, items }));
        }
    }
    Reading { blocks, definitions }
}

fn take(builder: &mut Builder, event: Event<'_>) {
    match event {
        Event::Start(tag) => builder.open(tag),
        Event::End(tag) => builder.close(tag),
        Event::Text(text) => builder.text(&text),
        Event::Code(text) => builder.code(&text),
        Event::Html(text) => builder.text(&text),
        Event::InlineHtml(text) if is_break(&text) => builder.line_break(),
        Event::InlineHtml(text) => builder.text(&text),
        Event::SoftBreak | Event::HardBreak => builder.line_break(),
        Event::Rule => builder.block(Block::Rule),
        Event::TaskListMarker(done) => builder.task(done),
        Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
            builder.text(&text);
        }
    }
}

/// The one tag that says nothing but "new line", and the only way to say it inside a table.
fn is_break(html: &str) -> bool {
    let inner = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    inner.trim().eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests;
