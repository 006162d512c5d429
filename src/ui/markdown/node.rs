//! What a tree looks like in the page, before the page: elements with fixed names and attributes.
//! Pure, and the only place that decides which elements a message can have.

use std::borrow::Cow;
use std::rc::Rc;

use crate::ui::markdown::tree::{Alignment, Block, Inline, Item, Table, words};

/// One node of the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Text(String),
    Element(Element),
    /// The text of a block of code: the highlighter may have put spans in place of it.
    Code {
        language: String,
        text: String,
        open: bool,
    },
    /// A block that becomes an element only where it has changed.
    Block {
        block: Rc<Block>,
        open: bool,
    },
    /// An item of a list, likewise.
    Item {
        item: Rc<Item>,
        open: bool,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    pub tag: &'static str,
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
    pub children: Vec<Node>,
}

/// The words that stand in a message and are not the author's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labels {
    pub copy: String,
    pub code: String,
    /// With `{columns}`.
    pub table: String,
    pub done: String,
    pub open: String,
    pub plain: String,
}

/// The nodes of a text. `open`: its last block is still growing.
#[must_use]
pub fn nodes(blocks: &[Rc<Block>], open: bool) -> Vec<Node> {
    let last = blocks.len().saturating_sub(1);
    let node = |(index, block): (usize, &Rc<Block>)| Node::Block {
        block: Rc::clone(block),
        open: open && index == last,
    };
    blocks.iter().enumerate().map(node).collect()
}

impl Node {
    /// The node without promises: a text, an element or code.
    #[must_use]
    pub fn expand(&self, labels: &Labels) -> Cow<'_, Node> {
        match self {
            Node::Block { block, open } => Cow::Owned(directed(draw(block, *open, labels))),
            Node::Item { item, open } => Cow::Owned(draw_item(item, *open, labels)),
            node => Cow::Borrowed(node),
        }
    }

    /// Whether nothing has to be done to turn the other node into this one.
    #[must_use]
    pub fn is_same(&self, other: &Node) -> bool {
        match (self, other) {
            (Node::Block { block: a, open: x }, Node::Block { block: b, open: y }) => {
                x == y && (Rc::ptr_eq(a, b) || a == b)
            }
            (Node::Item { item: a, open: x }, Node::Item { item: b, open: y }) => {
                x == y && (Rc::ptr_eq(a, b) || a == b)
            }
            _ => self == other,
        }
    }
}

impl Element {
    fn new(tag: &'static str, children: Vec<Node>) -> Self {
        Self { tag, attributes: Vec::new(), children }
    }

    fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    fn node(self) -> Node {
        Node::Element(self)
    }
}

/// The browser finds the direction of an outermost block by its first letter, passing over
/// punctuation and over whatever has a direction of its own: so nothing inside may say `auto`.
fn directed(node: Node) -> Node {
    match node {
        Node::Element(element) if element.attributes.iter().all(|(name, _)| *name != "dir") => {
            element.with("dir", "auto").node()
        }
        node => node,
    }
}

fn draw(block: &Block, open: bool, labels: &Labels) -> Node {
    match block {
        Block::Paragraph(line) => Element::new("p", inlines(line)).node(),
        Block::Heading { level, text } => heading(*level, text),
        Block::Quote(blocks) => Element::new("blockquote", all(blocks, open, labels)).node(),
        Block::List { start, items } => list(*start, items, open),
        Block::Code { language, text } => code(language, text, open, labels),
        Block::Table(table) => scrolled_table(table, labels),
        Block::Rule => Element::new("hr", Vec::new()).node(),
        Block::Plain(text) => {
            let note = Element::new("p", vec![Node::Text(labels.plain.clone())])
                .with("class", "markdown__note");
            let rest = Element::new("pre", vec![Node::Text(text.clone())]);
            Element::new("div", vec![note.node(), rest.node()])
                .with("class", "markdown__plain")
                .node()
        }
    }
}

fn all(blocks: &[Block], open: bool, labels: &Labels) -> Vec<Node> {
    let last = blocks.len().saturating_sub(1);
    let node = |(index, block)| draw(block, open && index == last, labels);
    blocks.iter().enumerate().map(node).collect()
}

/// A message's titles stand below those of the page around it.
fn heading(level: u8, text: &[Inline]) -> Node {
    let tag = match level {
        1 => "h3",
        2 => "h4",
        3 => "h5",
        _ => "h6",
    };
    Element::new(tag, inlines(text)).node()
}

fn list(start: Option<u64>, items: &[Rc<Item>], open: bool) -> Node {
    let last = items.len().saturating_sub(1);
    let node = |(index, item): (usize, &Rc<Item>)| Node::Item {
        item: Rc::clone(item),
        open: open && index == last,
    };
    let children = items.iter().enumerate().map(node).collect();
    let element = match start {
        None => Element::new("ul", children),
        Some(1) => Element::new("ol", children),
        Some(start) => Element::new("ol", children).with("start", start.to_string()),
    };
    element.node()
}

fn draw_item(item: &Item, open: bool, labels: &Labels) -> Node {
    let blocks = all(&item.blocks, open, labels);
    let Some(done) = item.task else { return Element::new("li", blocks).node() };
    let label = if done { &labels.done } else { &labels.open };
    let mut mark = Element::new("input", Vec::new())
        .with("type", "checkbox")
        .with("disabled", "")
        .with("aria-label", label.clone());
    if done {
        mark = mark.with("checked", "");
    }
    let children = [mark.node()].into_iter().chain(blocks).collect();
    Element::new("li", children).with("class", "markdown__task").node()
}

fn code(language: &str, text: &str, open: bool, labels: &Labels) -> Node {
    let name = if language.is_empty() { labels.code.clone() } else { language.to_owned() };
    let spoken = if language.is_empty() {
        labels.code.clone()
    } else {
        format!("{}, {language}", labels.code)
    };
    let title =
        Element::new("span", vec![Node::Text(name)]).with("class", "markdown__language").node();
    let status =
        Element::new("span", Vec::new()).with("class", "markdown__status").with("role", "status");
    let copy = Element::new("button", vec![Node::Text(labels.copy.clone())])
        .with("type", "button")
        .with("class", "markdown__copy");
    let head = Element::new("div", vec![title, status.node(), copy.node()])
        .with("class", "markdown__head")
        .node();
    let text = Node::Code { language: language.to_owned(), text: text.to_owned(), open };
    let body = Element::new("pre", vec![text])
        .with("tabindex", "0")
        .with("role", "group")
        .with("aria-label", spoken);
    Element::new("div", vec![head, body.node()])
        .with("class", "markdown__code")
        .with("dir", "ltr")
        .node()
}

fn scrolled_table(table: &Table, labels: &Labels) -> Node {
    let columns: Vec<String> = table.head.iter().map(|cell| words(cell)).collect();
    let label = labels.table.replace("{columns}", &columns.join(", "));
    let head = row(&table.head, &table.alignments, "th");
    let rows = table.rows.iter().map(|cells| row(cells, &table.alignments, "td")).collect();
    let head = Element::new("thead", vec![head]).node();
    let body = Element::new("tbody", rows).node();
    Element::new("div", vec![Element::new("table", vec![head, body]).node()])
        .with("class", "markdown__table")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", label)
        .node()
}

fn row(cells: &[Vec<Inline>], alignments: &[Alignment], tag: &'static str) -> Node {
    let cell = |(index, text): (usize, &Vec<Inline>)| {
        let element = Element::new(tag, inlines(text));
        let element = if tag == "th" { element.with("scope", "col") } else { element };
        let side = match alignments.get(index) {
            Some(Alignment::Left) => "left",
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            Some(Alignment::None) | None => return element.node(),
        };
        element.with("data-align", side).node()
    };
    Element::new("tr", cells.iter().enumerate().map(cell).collect()).node()
}

fn inlines(line: &[Inline]) -> Vec<Node> {
    line.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> Node {
    match inline {
        Inline::Text(text) => Node::Text(text.clone()),
        Inline::Code(text) => {
            Element::new("code", vec![Node::Text(text.clone())]).with("dir", "ltr").node()
        }
        Inline::Emphasis(inner) => Element::new("em", inlines(inner)).node(),
        Inline::Strong(inner) => Element::new("strong", inlines(inner)).node(),
        Inline::Strikethrough(inner) => Element::new("del", inlines(inner)).node(),
        Inline::Link { href, text } => Element::new("a", inlines(text))
            .with("href", href.clone())
            .with("target", "_blank")
            .with("rel", "noopener noreferrer nofollow")
            .with("referrerpolicy", "no-referrer")
            .node(),
        Inline::Image { source, alt } => Element::new("img", Vec::new())
            .with("src", source.clone())
            .with("alt", alt.clone())
            .with("class", "markdown__image")
            .node(),
        Inline::Break => Element::new("br", Vec::new()).node(),
    }
}

#[cfg(test)]
mod tests;
