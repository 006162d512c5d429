//! Who used it: by model, provider, agent, channel, session or tool, counted from the sessions that
//! are shown. What cannot be put anywhere is its own group, so that the parts add up to the whole.

use std::collections::BTreeMap;

use crate::features::usage::figures::{Figures, Kinds, Measure, Money};
use crate::features::usage::series;
use crate::protocol::usage::report::{SessionFigures, SessionUse, UsageGroup};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum By {
    #[default]
    Model,
    Provider,
    Agent,
    Channel,
    Session,
    Tool,
}

impl By {
    pub const ALL: [Self; 6] =
        [Self::Model, Self::Provider, Self::Agent, Self::Channel, Self::Session, Self::Tool];

    /// Tools are counted in calls, the others in tokens, money and (where told) messages.
    #[must_use]
    pub fn measure(self, wished: Measure) -> Measure {
        match (self, wished) {
            (Self::Tool, _) => Measure::ToolCalls,
            (Self::Model | Self::Provider, Measure::Messages | Measure::Errors) => Measure::Tokens,
            (_, wished) => wished,
        }
    }

    /// The query that shows one group of it.
    #[must_use]
    pub const fn query_key(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Provider => "provider",
            Self::Agent => "agent",
            Self::Channel => "channel",
            Self::Session => "key",
            Self::Tool => "tool",
        }
    }
}

/// One of those who used it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is called; nothing for what nobody named.
    pub id: Option<String>,
    /// A word beside it: the provider of a model, the label of a session.
    pub note: Option<String>,
    pub figures: Figures,
    /// How many answers (models, providers) or calls (tools) there were.
    pub count: Option<u64>,
    /// Its part of the whole, 0 to 1; unknown where it or the whole is.
    pub share: Option<f64>,
}

/// The parts, the largest first.
#[must_use]
pub fn breakdown(by: By, wished: Measure, sessions: &[&SessionUse]) -> Vec<Part> {
    let measure = by.measure(wished);
    let mut parts = match by {
        By::Model => {
            of_groups(sessions, |group| Some((group.model.clone()?, group.provider.clone())))
        }
        By::Provider => of_groups(sessions, |group| Some((group.provider.clone()?, None))),
        By::Agent => of_sessions(sessions, |session| {
            Some((session.agent_id.as_ref()?.as_str().to_owned(), None))
        }),
        By::Channel => of_sessions(sessions, |session| Some((session.channel.clone()?, None))),
        By::Session => of_sessions(sessions, |session| {
            Some((session.key.as_str().to_owned(), session.label.clone()))
        }),
        By::Tool => of_tools(sessions),
    };
    let values: Vec<f64> = parts.iter().filter_map(|part| part.figures.get(measure)).collect();
    let whole: f64 = values.iter().sum();
    for part in &mut parts {
        let value = part.figures.get(measure);
        part.share = value.filter(|_| whole > 0.0).map(|value| value / whole);
    }
    let size = |part: &Part| part.figures.get(measure).unwrap_or(-1.0);
    parts.sort_by(|one, other| {
        size(other).total_cmp(&size(one)).then_with(|| one.id.cmp(&other.id))
    });
    parts
}

/// A name and what stands beside it.
type Name = (String, Option<String>);
type Parts = BTreeMap<Option<Name>, (Figures, Option<u64>)>;

fn listed(parts: Parts) -> Vec<Part> {
    let part = |(name, (figures, count)): (Option<Name>, (Figures, Option<u64>))| {
        let (id, note) = name.map_or((None, None), |(id, note)| (Some(id), note));
        Part { id, note, figures, count, share: None }
    };
    parts.into_iter().map(part).collect()
}

fn of_sessions(sessions: &[&SessionUse], name: impl Fn(&SessionUse) -> Option<Name>) -> Vec<Part> {
    let mut parts = Parts::new();
    for session in sessions {
        let entry = parts.entry(name(session)).or_insert((Figures::NOTHING, None));
        entry.0 = entry.0.plus(series::of_session(session));
    }
    listed(parts)
}

fn of_groups(sessions: &[&SessionUse], name: impl Fn(&UsageGroup) -> Option<Name>) -> Vec<Part> {
    let mut parts = Parts::new();
    let mut add = |name: Option<Name>, figures: Figures, count: Option<u64>| {
        let nothing =
            Figures { messages: None, errors: None, tool_calls: None, ..Figures::NOTHING };
        let entry = parts.entry(name).or_insert((nothing, Some(0)));
        entry.0 = entry.0.plus(figures);
        entry.1 = entry.1.zip(count).map(|(one, other)| one + other);
    };
    for session in sessions {
        let Some(figures) = &session.figures else {
            add(None, Figures::default(), None);
            continue;
        };
        for group in &figures.model_usage {
            add(name(group), Figures::of_totals(&group.totals), group.count);
        }
        if let Some(rest) = rest(figures) {
            add(None, rest, None);
        }
    }
    listed(parts)
}

/// What a session used without saying by which model: answers that were put in by hand, say.
fn rest(session: &SessionFigures) -> Option<Figures> {
    let whole = Figures::of_totals(&session.totals);
    let nothing = Figures::NOTHING;
    let told = session.model_usage.iter().fold(nothing, |sum, group| {
        sum.plus(Figures {
            messages: Some(0),
            errors: Some(0),
            tool_calls: Some(0),
            ..Figures::of_totals(&group.totals)
        })
    });
    let less = |whole: u64, told: u64| whole.saturating_sub(told);
    let tokens = whole.tokens.zip(told.tokens).map(|(whole, told)| less(whole, told));
    let money = whole.money.zip(told.money).map(|(whole, told)| Money {
        known: cents(whole.known - told.known),
        unpriced: less(whole.unpriced, told.unpriced),
        is_vague: whole.is_vague,
    });
    let kinds = whole.kinds.zip(told.kinds).map(|(whole, told)| Kinds {
        input: less(whole.input, told.input),
        output: less(whole.output, told.output),
        cache_read: less(whole.cache_read, told.cache_read),
        cache_write: less(whole.cache_write, told.cache_write),
    });
    let is_something =
        tokens != Some(0) || money.is_none_or(|money| money.known > 0.0 || money.unpriced > 0);
    is_something.then_some(Figures { tokens, kinds, money, ..Figures::default() })
}

/// What is left of sums that are equal but for their last digits is nothing.
fn cents(left: f64) -> f64 {
    if left < 1e-9 { 0.0 } else { left }
}

fn of_tools(sessions: &[&SessionUse]) -> Vec<Part> {
    let mut parts = Parts::new();
    let mut add = |name: Option<Name>, calls: Option<u64>| {
        let nothing = Figures { tool_calls: Some(0), ..Figures::default() };
        let entry = parts.entry(name).or_insert((nothing, None));
        let sum = entry.0.tool_calls.zip(calls).map(|(one, other)| one + other);
        (entry.0.tool_calls, entry.1) = (sum, sum);
    };
    for session in sessions {
        let Some(figures) = &session.figures else {
            add(None, None);
            continue;
        };
        let tools = &figures.tool_usage;
        for tool in &tools.tools {
            add(Some((tool.name.clone(), None)), tool.count);
        }
        let named: u64 = tools.tools.iter().filter_map(|tool| tool.count).sum();
        let unnamed = tools.total_calls.unwrap_or(named).saturating_sub(named);
        if unnamed > 0 {
            add(None, Some(unnamed));
        }
    }
    listed(parts)
}
