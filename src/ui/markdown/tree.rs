//! What a text says, as a tree: the only things a message can be drawn from. There is no place in
//! it for markup of the text's own.

use std::rc::Rc;

/// A part of a text that stands under the one before it.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Paragraph(Vec<Inline>),
    Heading {
        level: u8,
        text: Vec<Inline>,
    },
    Quote(Vec<Block>),
    List {
        /// The number of the first item; `None` is a list without numbers.
        start: Option<u64>,
        items: Vec<Rc<Item>>,
    },
    Code {
        language: String,
        text: String,
    },
    Table(Table),
    Rule,
    /// The rest of a text too long to format.
    Plain(String),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// `Some` is a task, done or open.
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub alignments: Vec<Alignment>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    Text(String),
    Code(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    /// `href` has passed `link::safe`.
    Link {
        href: String,
        text: Vec<Inline>,
    },
    /// `source` has passed `link::safe_image`.
    Image {
        source: String,
        alt: String,
    },
    Break,
}

/// The words of inlines without their form.
#[must_use]
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    collect(inlines, &mut out);
    out
}

fn collect(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                collect(inner, out);
            }
            Inline::Link { text, .. } => collect(text, out),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Break => out.push(' '),
        }
    }
}
