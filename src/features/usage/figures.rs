//! What is counted: tokens by kind, money, messages. What nobody told is absent, and adding an
//! absent figure to a known one never makes it look complete.

use crate::protocol::usage::UsageTotals;
use crate::protocol::usage::report::{MessageCounts, SessionFigures};

/// Tokens by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds {
    pub input: u64,
    pub output: u64,
    pub cache_read: u64,
    pub cache_write: u64,
}

impl Kinds {
    /// Nothing unless all four are told.
    #[must_use]
    pub fn of(totals: &UsageTotals) -> Option<Self> {
        Some(Self {
            input: totals.input?,
            output: totals.output?,
            cache_read: totals.cache_read?,
            cache_write: totals.cache_write?,
        })
    }

    #[must_use]
    pub fn sum(self) -> u64 {
        self.input + self.output + self.cache_read + self.cache_write
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            input: self.input + other.input,
            output: self.output + other.output,
            cache_read: self.cache_read + other.cache_read,
            cache_write: self.cache_write + other.cache_write,
        }
    }
}

/// Money in US dollars: the part that is known, and how much is not.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Money {
    pub known: f64,
    /// How many answers have no price.
    pub unpriced: u64,
    /// Further answers may have no price: nobody told how many.
    pub is_vague: bool,
}

/// How money is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    Exactly(f64),
    /// Not all answers have a price: it is this, or more.
    AtLeast(f64),
    /// No answer has a price.
    Unknown,
}

impl Money {
    #[must_use]
    pub fn of(totals: &UsageTotals) -> Option<Self> {
        Some(Self {
            known: totals.total_cost?,
            unpriced: totals.missing_cost_entries.unwrap_or_default(),
            is_vague: totals.missing_cost_entries.is_none(),
        })
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            known: self.known + other.known,
            unpriced: self.unpriced + other.unpriced,
            is_vague: self.is_vague || other.is_vague,
        }
    }

    #[must_use]
    pub fn is_exact(self) -> bool {
        self.unpriced == 0 && !self.is_vague
    }

    #[must_use]
    pub fn told(self) -> Told {
        if self.is_exact() {
            Told::Exactly(self.known)
        } else if self.known > 0.0 || self.unpriced == 0 {
            Told::AtLeast(self.known)
        } else {
            Told::Unknown
        }
    }
}

/// All that is counted of a day, a session or everything.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    pub tokens: Option<u64>,
    pub kinds: Option<Kinds>,
    pub money: Option<Money>,
    pub messages: Option<u64>,
    pub errors: Option<u64>,
    pub tool_calls: Option<u64>,
}

impl Figures {
    /// Nothing happened, and that is known.
    pub const NOTHING: Self = Self {
        tokens: Some(0),
        kinds: Some(Kinds { input: 0, output: 0, cache_read: 0, cache_write: 0 }),
        money: Some(Money { known: 0.0, unpriced: 0, is_vague: false }),
        messages: Some(0),
        errors: Some(0),
        tool_calls: Some(0),
    };

    #[must_use]
    pub fn of_totals(totals: &UsageTotals) -> Self {
        let kinds = Kinds::of(totals);
        Self {
            tokens: totals.total_tokens.or_else(|| kinds.map(Kinds::sum)),
            kinds,
            money: Money::of(totals),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn of_session(session: &SessionFigures) -> Self {
        Self::of_totals(&session.totals).with_messages(&session.message_counts)
    }

    #[must_use]
    pub fn with_messages(self, counts: &MessageCounts) -> Self {
        Self {
            messages: counts.total,
            errors: counts.errors,
            tool_calls: counts.tool_calls,
            ..self
        }
    }

    /// Adds; what is unknown on one side is unknown in the sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        fn both<T>(one: Option<T>, other: Option<T>, add: impl Fn(T, T) -> T) -> Option<T> {
            Some(add(one?, other?))
        }
        let count = |one, other| both(one, other, |one: u64, other| one + other);
        Self {
            tokens: count(self.tokens, other.tokens),
            kinds: both(self.kinds, other.kinds, Kinds::plus),
            money: both(self.money, other.money, Money::plus),
            messages: count(self.messages, other.messages),
            errors: count(self.errors, other.errors),
            tool_calls: count(self.tool_calls, other.tool_calls),
        }
    }

    /// One figure as a number, for drawing and sorting.
    #[must_use]
    pub fn get(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Tokens => self.tokens.map(|tokens| tokens as f64),
            Measure::Cost => self.money.and_then(|money| match money.told() {
                Told::Exactly(known) | Told::AtLeast(known) => Some(known),
                Told::Unknown => None,
            }),
            Measure::Messages => self.messages.map(|messages| messages as f64),
            Measure::Errors => self.errors.map(|errors| errors as f64),
            Measure::ToolCalls => self.tool_calls.map(|calls| calls as f64),
        }
    }
}

/// By what something is drawn, shared out or sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    #[default]
    Tokens,
    Cost,
    Messages,
    Errors,
    ToolCalls,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_price_is_not_free() {
        let money = |known, unpriced, is_vague| Money { known, unpriced, is_vague };
        assert_eq!(money(0.0, 0, false).told(), Told::Exactly(0.0));
        assert_eq!(money(0.0, 2, false).told(), Told::Unknown);
        assert_eq!(money(1.5, 2, false).told(), Told::AtLeast(1.5));
        assert_eq!(money(1.5, 0, true).told(), Told::AtLeast(1.5));
        assert_eq!(money(1.0, 0, false).plus(money(0.5, 3, false)), money(1.5, 3, false));
    }

    #[test]
    fn a_sum_with_something_unknown_is_unknown() {
        let one = Figures { tokens: Some(3), ..Figures::NOTHING };
        let other = Figures { tokens: Some(4), kinds: None, messages: None, ..Figures::NOTHING };
        let sum = one.plus(other);
        assert_eq!((sum.tokens, sum.kinds, sum.messages), (Some(7), None, None));
    }
}
