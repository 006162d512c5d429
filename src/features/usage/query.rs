//! Which sessions are looked at, in the words of the gateway's own console: `agent: channel: chat:
//! provider: model: tool: label: key: session: id: has: minTokens: maxTokens: minCost: maxCost:
//! minMessages: maxMessages:` and words without a key. Terms narrow each other down; several of
//! `channel:`, `provider:`, `model:` or `tool:` widen. Quotes hold words together, `*` and `?` stand
//! for letters, `k` and `m` for thousands and millions. `minErrors:` and `maxErrors:` are ours.

pub mod complete;
pub mod glob;
pub mod subject;
pub mod term;

use std::collections::BTreeMap;

use self::glob::Pattern;
use self::subject::Subject;
use self::term::{Bound, Key, Quality, Term, parse_number, terms};
use crate::protocol::usage::report::SessionUse;

/// Something in a query that has no effect, or not the one that was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// There is no such key; perhaps this one was meant.
    UnknownKey {
        key: String,
        nearest: Option<&'static str>,
    },
    MissingValue {
        key: String,
    },
    /// `has:` knows no such thing.
    UnknownQuality {
        value: String,
        nearest: Option<&'static str>,
    },
    BadNumber {
        key: String,
        value: String,
    },
}

/// A query that has been read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    rules: Vec<Rule>,
    /// Values of keys of which any may match.
    any: BTreeMap<Key, Vec<Pattern>>,
    pub warnings: Vec<Warning>,
}

#[derive(Debug, Clone, PartialEq)]
enum Rule {
    Word(String),
    Text(Key, Pattern),
    Has(Quality),
    Bound(Bound, f64),
}

impl Query {
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for term in terms(text) {
            query.take(&term);
        }
        query
    }

    /// Whether it narrows nothing down.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.any.is_empty()
    }

    #[must_use]
    pub fn matches(&self, session: &SessionUse) -> bool {
        let subject = Subject(session);
        self.rules.iter().all(|rule| rule.matches(&subject))
            && self.any.iter().all(|(key, patterns)| {
                patterns.iter().any(|pattern| subject.any_text(*key, |text| pattern.finds(text)))
            })
    }

    fn take(&mut self, term: &Term) {
        let value = term.value.trim().to_lowercase();
        let Some(name) = &term.key else {
            if !value.is_empty() {
                self.rules.push(Rule::Word(value));
            }
            return;
        };
        let Some(key) = Key::named(name) else {
            let (key, nearest) = (name.clone(), term::nearest(name, Key::NAMES));
            self.warnings.push(Warning::UnknownKey { key, nearest });
            return;
        };
        if value.is_empty() {
            self.warnings.push(Warning::MissingValue { key: name.clone() });
            return;
        }
        match key {
            Key::Has => match Quality::named(&value) {
                Some(quality) => self.rules.push(Rule::Has(quality)),
                None => {
                    let nearest = term::nearest(&value, Quality::NAMES);
                    self.warnings.push(Warning::UnknownQuality { value, nearest });
                }
            },
            Key::Bound(bound) => match parse_number(&value) {
                Some(number) => self.rules.push(Rule::Bound(bound, number)),
                None => self.warnings.push(Warning::BadNumber { key: name.clone(), value }),
            },
            Key::Channel | Key::Provider | Key::Model | Key::Tool => {
                self.any.entry(key).or_default().push(Pattern::new(&value));
            }
            key => self.rules.push(Rule::Text(key, Pattern::new(&value))),
        }
    }
}

impl Rule {
    fn matches(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::Word(word) => {
                subject.any_text(Key::Label, |text| text.contains(word))
                    || subject.any_text(Key::Id, |text| text.contains(word))
            }
            Self::Text(key, pattern) => subject.any_text(*key, |text| pattern.finds(text)),
            Self::Has(quality) => subject.has(*quality),
            Self::Bound(bound, number) => {
                let is = subject.figure(*bound);
                if bound.is_least() { is >= *number } else { is <= *number }
            }
        }
    }
}
