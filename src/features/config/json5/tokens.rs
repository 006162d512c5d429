//! The text in pieces. Together with the space between them the pieces are the text.

use super::FaultKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of `{}[]:,`.
    Mark(char),
    /// In quotes.
    Text,
    /// A key without quotes, a number, `true`.
    Word,
    /// To the end of its line.
    Line,
    /// `/* … */`
    Block,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A fault and where it is.
pub(super) type At = (usize, FaultKind);

pub(super) fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

pub(super) fn is_space(letter: char) -> bool {
    is_line_end(letter)
        || matches!(
            letter,
            '\t' | '\u{b}' | '\u{c}' | ' ' | '\u{a0}' | '\u{feff}' | '\u{1680}' | '\u{2000}'
                ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
        )
}

/// Goes through a text, a piece at a time.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next piece; comments are pieces. `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token>, At> {
        let rest = &self.text[self.at..];
        let space = rest.find(|letter| !is_space(letter)).unwrap_or(rest.len());
        self.at += space;
        let rest = &rest[space..];
        let Some(first) = rest.chars().next() else { return Ok(None) };
        let start = self.at;
        let (kind, len) = match first {
            '{' | '}' | '[' | ']' | ':' | ',' => (Kind::Mark(first), 1),
            '"' | '\'' => (Kind::Text, self.text_len(rest, first)?),
            '/' if rest.starts_with("//") => {
                (Kind::Line, rest.find(is_line_end).unwrap_or(rest.len()))
            }
            '/' if rest.starts_with("/*") => {
                let end = rest[2..].find("*/").ok_or((start, FaultKind::OpenComment))?;
                (Kind::Block, end + 4)
            }
            '/' => return Err((start, FaultKind::Unexpected { found: first.to_string() })),
            _ => (Kind::Word, rest.find(ends_word).unwrap_or(rest.len())),
        };
        self.at += len;
        Ok(Some(Token { kind, start, end: self.at }))
    }

    fn text_len(&self, rest: &str, quote: char) -> Result<usize, At> {
        let mut letters = rest.char_indices().skip(1).peekable();
        while let Some((place, letter)) = letters.next() {
            match letter {
                '\\' => {
                    // A line may go on behind a `\`.
                    if let Some((_, '\r')) = letters.next() {
                        letters.next_if(|(_, letter)| *letter == '\n');
                    }
                }
                '\n' | '\r' => return Err((self.at, FaultKind::OpenText)),
                letter if letter == quote => return Ok(place + 1),
                _ => {}
            }
        }
        Err((self.at, FaultKind::OpenText))
    }
}

fn ends_word(letter: char) -> bool {
    is_space(letter) || matches!(letter, '{' | '}' | '[' | ']' | ':' | ',' | '"' | '\'' | '/')
}

/// What a text in quotes says.
pub(super) fn text(quoted: &str, start: usize) -> Result<String, At> {
    let inner = &quoted[1..quoted.len() - 1];
    let mut said = String::with_capacity(inner.len());
    let mut letters = inner.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if letter != '\\' {
            said.push(letter);
            continue;
        }
        let fault = || (start + 1 + place, FaultKind::Escape);
        let Some((_, letter)) = letters.next() else { return Err(fault()) };
        match letter {
            'b' => said.push('\u{8}'),
            'f' => said.push('\u{c}'),
            'n' => said.push('\n'),
            'r' => said.push('\r'),
            't' => said.push('\t'),
            'v' => said.push('\u{b}'),
            '0' if !letters.peek().is_some_and(|(_, next)| next.is_ascii_digit()) => {
                said.push('\0')
            }
            '0'..='9' => return Err(fault()),
            '\r' => drop(letters.next_if(|(_, next)| *next == '\n')),
            '\n' | '\u{2028}' | '\u{2029}' => {}
            'x' => said.push(
                char::from_u32(digits(&mut letters, 2).ok_or_else(fault)?).ok_or_else(fault)?,
            ),
            'u' => said.push(unicode(&mut letters).ok_or_else(fault)?),
            other => said.push(other),
        }
    }
    Ok(said)
}

/// Behind `\u`: four digits, or two times four that are one letter together. Half a letter is none.
pub(super) fn unicode(
    letters: &mut std::iter::Peekable<impl Iterator<Item = (usize, char)> + Clone>,
) -> Option<char> {
    let first = digits(letters, 4)?;
    if !(0xD800..0xDC00).contains(&first) {
        return char::from_u32(first);
    }
    let is_next =
        |wanted: char, next: Option<(usize, char)>| next.is_some_and(|(_, it)| it == wanted);
    if !is_next('\\', letters.next()) || !is_next('u', letters.next()) {
        return None;
    }
    let second = digits(letters, 4).filter(|second| (0xDC00..0xE000).contains(second))?;
    char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
}

fn digits(letters: &mut impl Iterator<Item = (usize, char)>, count: usize) -> Option<u32> {
    (0..count).try_fold(0, |sum, _| Some(sum * 16 + letters.next()?.1.to_digit(16)?))
}
