//! A text laid out anew. The pieces stay as they are and in their order; only the space between
//! them changes, so no comment and no spelling is lost.

use super::tokens::{Kind, Token, Tokens, is_line_end};

/// Lays out a text without faults.
pub(super) fn layout(text: &str) -> String {
    let mut layout = Layout { text, out: String::new(), depth: 0, owes_line: false, last: None };
    let mut tokens = Tokens::new(text);
    while let Ok(Some(token)) = tokens.next() {
        layout.put(token);
    }
    layout.out.push('\n');
    layout.out
}

struct Layout<'t> {
    text: &'t str,
    out: String,
    depth: usize,
    /// The next value begins a line, whatever comment comes before it.
    owes_line: bool,
    last: Option<Token>,
}

impl Layout<'_> {
    fn put(&mut self, token: Token) {
        let lines = self.lines_before(token);
        let last = self.last.map(|last| last.kind);
        let opened = matches!(last, Some(Kind::Mark('{' | '[')));
        if matches!(token.kind, Kind::Mark('}' | ']')) {
            self.depth = self.depth.saturating_sub(1);
            if !opened {
                self.line(0);
            }
            self.owes_line = false;
        } else {
            match (last, token.kind) {
                (None, _) => {}
                (Some(Kind::Line), _) => self.line(lines - 1),
                (_, Kind::Line | Kind::Block) if lines > 0 => {
                    self.line(if opened { 0 } else { lines - 1 });
                }
                (_, Kind::Line | Kind::Block) => self.out.push(' '),
                (_, Kind::Mark(',' | ':')) => {}
                (Some(Kind::Mark('{' | '[')), _) => self.line(0),
                _ if self.owes_line => self.line(lines.saturating_sub(1)),
                (Some(Kind::Block), _) if lines > 0 => self.line(lines - 1),
                _ => self.out.push(' '),
            }
        }
        self.out.push_str(&self.text[token.start..token.end]);
        match token.kind {
            Kind::Mark('{' | '[') => {
                self.depth += 1;
                self.owes_line = true;
            }
            Kind::Mark(',') => self.owes_line = true,
            _ => {}
        }
        self.last = Some(token);
    }

    /// Begins a line, behind an empty one if there were any.
    fn line(&mut self, empty: usize) {
        self.out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        self.owes_line = false;
    }

    /// How many lines end between the last piece and this. A line comment always ends one.
    fn lines_before(&self, token: Token) -> usize {
        let Some(last) = self.last else { return 0 };
        let between = &self.text[last.end..token.start];
        let ends = between.chars().filter(|letter| is_line_end(*letter)).count();
        ends - between.matches("\r\n").count()
    }
}
