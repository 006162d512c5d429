//! Who used it: by model, provider, agent, channel, session or tool, counted from the sessions that
//! are shown. What cannot be put anywhere is its own group, so that the parts add up to the whole.

use std::collections::BTreeMap;

use crate::features::usage::figures::{Figures, Kinds, Measure, Money};
use crate::features::usage::range::day::Day;
use crate::features::usage::series;
use crate::protocol::usage::report::{SessionFigures, SessionUse};

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

/// The parts, the largest first; of one day where one is given. Tools are not told by the day.
#[must_use]
pub fn breakdown(by: By, wished: Measure, sessions: &[&SessionUse], day: Option<Day>) -> Vec<Part> {
    let measure = by.measure(wished);
    let mut parts = match by {
        By::Model => {
            of_groups(sessions, day, |group| Some((group.model.clone()?, group.provider.clone())))
        }
        By::Provider => of_groups(sessions, day, |group| Some((group.provider.clone()?, None))),
        By::Agent => of_sessions(sessions, day, |session| {
            Some((session.agent_id.as_ref()?.as_str().to_owned(), None))
        }),
        By::Channel => of_sessions(sessions, day, |session| Some((session.channel.clone()?, None))),
        By::Session => of_sessions(sessions, day, |session| {
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

fn of_sessions(
    sessions: &[&SessionUse],
    day: Option<Day>,
    name: impl Fn(&SessionUse) -> Option<Name>,
) -> Vec<Part> {
    let mut parts = Parts::new();
    for session in sessions {
        let entry = parts.entry(name(session)).or_insert((Figures::NOTHING, None));
        entry.0 = entry.0.plus(series::within(session, day));
    }
    listed(parts)
}

/// A model or a provider of one session.
struct Group<'a> {
    provider: &'a Option<String>,
    model: &'a Option<String>,
    figures: Figures,
    count: Option<u64>,
}

fn groups(session: &SessionFigures, day: Option<Day>) -> Vec<Group<'_>> {
    let Some(day) = day else {
        let whole = session.model_usage.iter().map(|group| Group {
            provider: &group.provider,
            model: &group.model,
            figures: Figures::of_totals(&group.totals),
            count: group.count,
        });
        return whole.collect();
    };
    let missing = session.totals.missing_cost_entries;
    let of_day =
        session.daily_model_usage.iter().filter(|told| Day::parse(&told.date) == Some(day));
    let of_day = of_day.map(|told| Group {
        provider: &told.provider,
        model: &told.model,
        figures: Figures {
            tokens: told.tokens,
            money: told.cost.map(|known| Money {
                known,
                unpriced: 0,
                is_vague: missing != Some(0),
            }),
            ..Figures::default()
        },
        count: told.count,
    });
    of_day.collect()
}

fn of_groups<'a>(
    sessions: &[&'a SessionUse],
    day: Option<Day>,
    name: impl Fn(&Group<'a>) -> Option<Name>,
) -> Vec<Part> {
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
        let groups = groups(figures, day);
        for group in &groups {
            add(name(group), group.figures, group.count);
        }
        if let Some(rest) = rest(series::within(session, day), &groups) {
            add(None, rest, None);
        }
    }
    listed(parts)
}

/// What a session used without saying by which model: answers that were put in by hand, say.
fn rest(whole: Figures, groups: &[Group<'_>]) -> Option<Figures> {
    let told = groups.iter().fold(Figures::NOTHING, |sum, group| sum.plus(group.figures));
    let less = |whole: u64, told: u64| whole.saturating_sub(told);
    let tokens = whole.tokens.zip(told.tokens).map(|(whole, told)| less(whole, told));
    let money = whole.money.zip(told.money).map(|(whole, told)| Money {
        known: cents(whole.known - told.known),
        unpriced: less(whole.unpriced, told.unpriced),
        is_vague: false,
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
