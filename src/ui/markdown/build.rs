//! Builds the tree from what the parser meets. It keeps its own stack and opens nothing below
//! `DEEPEST`: what is nested further is read as if its marks were not there.

use std::mem;
use std::rc::Rc;

use pulldown_cmark::{Alignment as Align, CodeBlockKind, LinkType, Tag, TagEnd};

use crate::ui::markdown::link;
use crate::ui::markdown::tree::{Alignment, Block, Inline, Item, Table, words};

/// Deeper than any text a person reads, shallow enough for every stack.
const DEEPEST: usize = 32;

#[derive(Default)]
pub(super) struct Builder {
    stack: Vec<Open>,
    /// How many marks below `DEEPEST` are open.
    flat: usize,
    done: Vec<Block>,
}

/// Something begun and not finished.
struct Open {
    kind: Kind,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

enum Kind {
    Paragraph,
    Heading(u8),
    Quote,
    Html,
    List { start: Option<u64>, items: Vec<Rc<Item>> },
    Item(Option<bool>),
    Code { language: String, text: String },
    Table(Table),
    Row(Vec<Vec<Inline>>),
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link(Option<String>),
    Image(String),
}

impl Builder {
    pub(super) fn finished(&mut self) -> Option<Block> {
        self.done.pop()
    }

    pub(super) fn open(&mut self, tag: Tag<'_>) {
        let nests = matches!(
            tag,
            Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
        );
        if self.flat > 0 || nests && self.stack.len() >= DEEPEST {
            self.flat += 1;
            return;
        }
        let kind = match tag {
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(kind) => Kind::Code { language: language(&kind), text: String::new() },
            Tag::HtmlBlock => Kind::Html,
            Tag::List(start) => Kind::List { start, items: Vec::new() },
            Tag::Item => Kind::Item(None),
            Tag::Table(columns) => {
                let alignments = columns.into_iter().map(alignment).collect();
                Kind::Table(Table { alignments, ..Table::default() })
            }
            Tag::TableHead | Tag::TableRow => Kind::Row(Vec::new()),
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                Kind::Link(link::safe(&format!("mailto:{dest_url}")))
            }
            Tag::Link { dest_url, .. } => Kind::Link(link::safe(&dest_url)),
            Tag::Image { dest_url, .. } => Kind::Image(dest_url.into_string()),
            _ => Kind::Paragraph,
        };
        self.stack.push(Open { kind, blocks: Vec::new(), inlines: Vec::new() });
    }

    pub(super) fn close(&mut self, tag: TagEnd) {
        if self.flat > 0 {
            self.flat -= 1;
            self.separate(tag);
            return;
        }
        let Some(mut open) = self.stack.pop() else { return };
        match open.kind {
            Kind::Paragraph => self.block(Block::Paragraph(line(open.inlines))),
            Kind::Heading(level) => self.block(Block::Heading { level, text: line(open.inlines) }),
            Kind::Quote => {
                open.settle();
                self.block(Block::Quote(open.blocks));
            }
            Kind::Html => self.block(Block::Paragraph(open.inlines)),
            Kind::List { start, items } => self.block(Block::List { start, items }),
            Kind::Item(task) => {
                open.settle();
                let item = Item { task, blocks: open.blocks };
                if let Some(Open { kind: Kind::List { items, .. }, .. }) = self.stack.last_mut() {
                    items.push(Rc::new(item));
                }
            }
            Kind::Code { language, text } => self.block(Block::Code { language, text }),
            Kind::Table(table) => self.block(Block::Table(table)),
            Kind::Row(cells) => {
                if let Some(Open { kind: Kind::Table(table), .. }) = self.stack.last_mut() {
                    if tag == TagEnd::TableHead {
                        table.head = cells;
                    } else {
                        table.rows.push(cells);
                    }
                }
            }
            Kind::Cell => {
                if let Some(Open { kind: Kind::Row(cells), .. }) = self.stack.last_mut() {
                    cells.push(line(open.inlines));
                }
            }
            Kind::Emphasis => self.inline(Inline::Emphasis(open.inlines)),
            Kind::Strong => self.inline(Inline::Strong(open.inlines)),
            Kind::Strikethrough => self.inline(Inline::Strikethrough(open.inlines)),
            Kind::Link(Some(href)) => self.inline(Inline::Link { href, text: open.inlines }),
            Kind::Link(None) => open.inlines.into_iter().for_each(|it| self.inline(it)),
            Kind::Image(source) => self.image(source, &open.inlines),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        match self.stack.last_mut() {
            Some(Open { kind: Kind::Code { text: code, .. }, .. }) => code.push_str(text),
            // The lines of a block of HTML arrive with their ends.
            Some(Open { kind: Kind::Html, .. }) => {
                for (index, part) in text.split('\n').enumerate() {
                    if index > 0 {
                        self.line_break();
                    }
                    self.inline(Inline::Text(part.trim_end_matches('\r').to_owned()));
                }
            }
            _ => self.inline(Inline::Text(text.to_owned())),
        }
    }

    pub(super) fn code(&mut self, text: &str) {
        self.inline(Inline::Code(text.to_owned()));
    }

    pub(super) fn line_break(&mut self) {
        self.inline(Inline::Break);
    }

    pub(super) fn task(&mut self, done: bool) {
        let item = self.stack.iter_mut().rev().find_map(|open| match &mut open.kind {
            Kind::Item(task) => Some(task),
            _ => None,
        });
        if let (Some(task), 0) = (item, self.flat) {
            *task = Some(done);
        }
    }

    pub(super) fn block(&mut self, block: Block) {
        let block = match block {
            Block::Paragraph(mut inlines) => {
                while inlines.last() == Some(&Inline::Break) {
                    inlines.pop();
                }
                if inlines.is_empty() {
                    return;
                }
                Block::Paragraph(inlines)
            }
            block => block,
        };
        if self.flat > 0 {
            return;
        }
        match self.stack.last_mut() {
            Some(open) => {
                open.settle();
                open.blocks.push(block);
            }
            None => self.done.push(block),
        }
    }

    fn inline(&mut self, inline: Inline) {
        let Some(open) = self.stack.last_mut() else { return };
        match (open.inlines.last_mut(), inline) {
            (_, Inline::Text(text)) if text.is_empty() => {}
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => open.inlines.push(inline),
        }
    }

    /// Without its marks, what was a block of its own still ends with its line.
    fn separate(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow => {
                self.line_break();
            }
            TagEnd::TableCell => self.text(" "),
            _ => {}
        }
    }

    /// A picture that may not be shown is a link to where it is, or its description.
    fn image(&mut self, source: String, alt: &[Inline]) {
        let alt = words(alt);
        if let Some(source) = link::safe_image(&source) {
            self.inline(Inline::Image { source, alt });
        } else if let Some(href) = link::safe(&source) {
            let inside_link =
                self.stack.iter().any(|open| matches!(open.kind, Kind::Link(Some(_))));
            let text = if alt.is_empty() { href.clone() } else { alt };
            if inside_link {
                self.inline(Inline::Text(text));
            } else {
                self.inline(Inline::Link { href, text: vec![Inline::Text(text)] });
            }
        } else {
            self.inline(Inline::Text(alt));
        }
    }
}

impl Open {
    /// Text that stands directly in an item or a quote is a paragraph like any other, so that a
    /// list reads the same whether or not blank lines stand between its items.
    fn settle(&mut self) {
        let mut inlines = mem::take(&mut self.inlines);
        while inlines.last() == Some(&Inline::Break) {
            inlines.pop();
        }
        if !inlines.is_empty() {
            self.blocks.push(Block::Paragraph(line(inlines)));
        }
    }
}

fn line(inlines: Vec<Inline>) -> Vec<Inline> {
    link::linked(inlines)
}

/// The first word after the fence, as highlighters name it.
fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => {
            info.split([' ', ',', '{', '\t']).next().unwrap_or_default().chars().take(40).collect()
        }
        CodeBlockKind::Indented => String::new(),
    }
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::None => Alignment::None,
        Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}
