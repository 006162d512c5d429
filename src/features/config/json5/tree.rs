//! What a text says, and where. A text with a fault is read up to it.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::tokens::{At, Kind, Token, Tokens, text, unicode};
use super::{FaultKind, number};
use crate::features::config::path::Step;

/// Deeper than any configuration, and less than the stack of a browser takes.
const DEPTH: usize = 128;

#[derive(Debug)]
pub(super) struct Node {
    span: Range<usize>,
    kind: NodeKind,
}

#[derive(Debug)]
enum NodeKind {
    Plain(Value),
    List(Vec<Node>),
    /// Keys with their beginning.
    Map(Vec<(Arc<str>, usize, Node)>),
}

/// Reads a text as far as it can be read.
pub(super) fn read(text: &str) -> (Option<Node>, Option<At>) {
    let mut reading = Reading { text, tokens: Tokens::new(text), open: Vec::new(), fault: None };
    let node = match reading.token() {
        Some(token) => reading.node(token),
        None => {
            reading.unfinished();
            None
        }
    };
    if reading.fault.is_none()
        && let Some(token) = reading.token()
    {
        reading.fault = Some((token.start, FaultKind::Trailing));
    }
    (node, reading.fault)
}

impl Node {
    pub(super) fn value(self) -> Value {
        match self.kind {
            NodeKind::Plain(value) => value,
            NodeKind::List(list) => list.into_iter().map(Node::value).collect(),
            NodeKind::Map(map) => {
                map.into_iter().map(|(key, _, node)| (key.to_string(), node.value())).collect()
            }
        }
    }

    /// Where something below stands, with its key.
    pub(super) fn place(&self, steps: &[Step]) -> Option<Range<usize>> {
        let Some((first, rest)) = steps.split_first() else { return Some(self.span.clone()) };
        match (&self.kind, first) {
            (NodeKind::List(list), Step::Index(index)) => list.get(*index)?.place(rest),
            (NodeKind::Map(map), Step::Key(key)) => {
                let (_, start, node) = map.iter().rev().find(|(it, ..)| it == key)?;
                let place = node.place(rest)?;
                Some(if rest.is_empty() { *start..place.end } else { place })
            }
            _ => None,
        }
    }

    pub(super) fn steps_to(&self, at: usize, steps: &mut Vec<Step>) {
        match &self.kind {
            NodeKind::Plain(_) => {}
            NodeKind::List(list) => {
                let found =
                    list.iter().enumerate().find(|(_, node)| node.holds(node.span.start, at));
                if let Some((index, node)) = found {
                    steps.push(Step::Index(index));
                    node.steps_to(at, steps);
                }
            }
            NodeKind::Map(map) => {
                let found = map.iter().find(|(_, start, node)| node.holds(*start, at));
                if let Some((key, _, node)) = found {
                    steps.push(Step::Key(key.clone()));
                    node.steps_to(at, steps);
                }
            }
        }
    }

    fn holds(&self, start: usize, at: usize) -> bool {
        (start..=self.span.end).contains(&at)
    }
}

struct Reading<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
    open: Vec<char>,
    fault: Option<At>,
}

impl Reading<'_> {
    /// The next piece that says something.
    fn token(&mut self) -> Option<Token> {
        loop {
            match self.tokens.next() {
                Ok(Some(token)) if matches!(token.kind, Kind::Line | Kind::Block) => {}
                Ok(token) => return token,
                Err(fault) => {
                    self.fault = Some(fault);
                    return None;
                }
            }
        }
    }

    fn word(&self, token: Token) -> &str {
        &self.text[token.start..token.end]
    }

    fn unfinished(&mut self) {
        let open = self.open.last().copied();
        self.fault.get_or_insert((self.text.len(), FaultKind::Unfinished { open }));
    }

    fn unexpected(&mut self, token: Token) {
        let found = self.word(token).to_owned();
        self.fault.get_or_insert((token.start, FaultKind::Unexpected { found }));
    }

    /// A value; what could be read of it where there is a fault in it.
    fn node(&mut self, token: Token) -> Option<Node> {
        let mut end = token.end;
        let kind = match token.kind {
            Kind::Mark(mark @ ('{' | '[')) => {
                if self.open.len() == DEPTH {
                    self.fault = Some((token.start, FaultKind::TooDeep));
                    return None;
                }
                self.open.push(mark);
                let (kind, closed) = if mark == '{' { self.map() } else { self.list() };
                end = closed.unwrap_or(self.text.len());
                self.open.pop();
                kind
            }
            Kind::Text => match text(self.word(token), token.start) {
                Ok(said) => NodeKind::Plain(Value::String(said)),
                Err(fault) => {
                    self.fault = Some(fault);
                    return None;
                }
            },
            Kind::Word => match plain(self.word(token)) {
                Ok(value) => NodeKind::Plain(value),
                Err(kind) => {
                    self.fault = Some((token.start, kind));
                    return None;
                }
            },
            _ => {
                self.unexpected(token);
                return None;
            }
        };
        Some(Node { span: token.start..end, kind })
    }

    fn list(&mut self) -> (NodeKind, Option<usize>) {
        let mut list = Vec::new();
        let end = loop {
            let Some(token) = self.token() else { break self.cut() };
            if token.kind == Kind::Mark(']') {
                break Some(token.end);
            }
            list.extend(self.node(token));
            if self.fault.is_some() {
                break None;
            }
            match self.separator(']') {
                Some(Ok(())) => {}
                Some(Err(end)) => break Some(end),
                None => break None,
            }
        };
        (NodeKind::List(list), end)
    }

    fn map(&mut self) -> (NodeKind, Option<usize>) {
        let mut map: Vec<(Arc<str>, usize, Node)> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let end = loop {
            let Some(token) = self.token() else { break self.cut() };
            if token.kind == Kind::Mark('}') {
                break Some(token.end);
            }
            let Some(key) = self.key(token) else { break None };
            if !seen.insert(key.clone()) {
                let kind = FaultKind::DuplicateKey { key: key.to_string() };
                self.fault = Some((token.start, kind));
                break None;
            }
            match self.token() {
                Some(colon) if colon.kind == Kind::Mark(':') => {}
                Some(other) => {
                    self.fault = Some((other.start, FaultKind::MissingColon));
                    break None;
                }
                None => break self.cut(),
            }
            let Some(value) = self.token() else { break self.cut() };
            map.extend(self.node(value).map(|node| (key, token.start, node)));
            if self.fault.is_some() {
                break None;
            }
            match self.separator('}') {
                Some(Ok(())) => {}
                Some(Err(end)) => break Some(end),
                None => break None,
            }
        };
        (NodeKind::Map(map), end)
    }

    fn cut(&mut self) -> Option<usize> {
        self.unfinished();
        None
    }

    /// Behind an entry: a comma, or the end with where it is.
    fn separator(&mut self, close: char) -> Option<Result<(), usize>> {
        let Some(token) = self.token() else {
            self.unfinished();
            return None;
        };
        match token.kind {
            Kind::Mark(',') => Some(Ok(())),
            Kind::Mark(mark) if mark == close => Some(Err(token.end)),
            Kind::Mark('}' | ']' | ':') => {
                self.unexpected(token);
                None
            }
            _ => {
                self.fault = Some((token.start, FaultKind::MissingComma));
                None
            }
        }
    }

    fn key(&mut self, token: Token) -> Option<Arc<str>> {
        let key = match token.kind {
            Kind::Text => match text(self.word(token), token.start) {
                Ok(key) => Some(key),
                Err(fault) => {
                    self.fault = Some(fault);
                    return None;
                }
            },
            Kind::Word => name(self.word(token)),
            _ => None,
        };
        if key.is_none() {
            self.unexpected(token);
        }
        key.map(Arc::from)
    }
}

fn plain(word: &str) -> Result<Value, FaultKind> {
    match word {
        "null" => Ok(Value::Null),
        "true" => Ok(Value::Bool(true)),
        "false" => Ok(Value::Bool(false)),
        word if number::begins(word) => number::read(word),
        word => Err(FaultKind::Unexpected { found: word.to_owned() }),
    }
}

/// A key without quotes: a name as JavaScript has them.
fn name(word: &str) -> Option<String> {
    let mut name = String::new();
    let mut letters = word.char_indices().peekable();
    while let Some((_, letter)) = letters.next() {
        let letter = match letter {
            '\\' => match letters.next() {
                Some((_, 'u')) => unicode(&mut letters)?,
                _ => return None,
            },
            letter => letter,
        };
        let begins = letter.is_alphabetic() || matches!(letter, '$' | '_');
        let goes_on = letter.is_alphanumeric()
            || matches!(
                letter,
                '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{203f}' | '\u{2040}'
            );
        if !(begins || (goes_on && !name.is_empty())) {
            return None;
        }
        name.push(letter);
    }
    (!name.is_empty()).then_some(name)
}
