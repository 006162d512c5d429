//! A session as a query sees it.

use crate::features::usage::query::term::{Bound, Key, Quality};
use crate::protocol::usage::report::{SessionUse, UsageGroup};

#[derive(Clone, Copy)]
pub struct Subject<'a>(pub &'a SessionUse);

impl<'a> Subject<'a> {
    /// Whether one of the texts behind a key, in lower case, is as wanted.
    pub fn any_text(&self, key: Key, is_wanted: impl Fn(&str) -> bool) -> bool {
        self.texts(key).into_iter().flatten().any(|text| is_wanted(&text.to_lowercase()))
    }

    /// The texts behind a key, as the gateway wrote them.
    pub fn texts(&self, key: Key) -> Vec<Option<&'a str>> {
        let session = self.0;
        let models = || self.models().iter();
        match key {
            Key::Agent => vec![session.agent_id.as_ref().map(|id| id.as_str())],
            Key::Channel => vec![session.channel.as_deref()],
            Key::Chat => vec![session.chat_type.as_deref()],
            Key::Label => vec![session.label.as_deref()],
            Key::Id => vec![Some(session.key.as_str()), session.session_id.as_deref()],
            Key::Provider => {
                let origin = session.origin.as_ref().and_then(|origin| origin.provider.as_deref());
                let own = [
                    session.model_provider.as_deref(),
                    session.provider_override.as_deref(),
                    origin,
                ];
                own.into_iter().chain(models().map(|group| group.provider.as_deref())).collect()
            }
            Key::Model => [session.model.as_deref()]
                .into_iter()
                .chain(models().map(|group| group.model.as_deref()))
                .collect(),
            Key::Tool => {
                let tools = session.figures.iter().flat_map(|figures| &figures.tool_usage.tools);
                tools.map(|tool| Some(tool.name.as_str())).collect()
            }
            Key::Has | Key::Bound(_) => Vec::new(),
        }
    }

    fn models(&self) -> &'a [UsageGroup] {
        self.0.figures.as_ref().map_or(&[], |figures| &figures.model_usage)
    }

    pub fn has(&self, quality: Quality) -> bool {
        let session = self.0;
        let figures = session.figures.as_ref();
        match quality {
            Quality::Tools => figures.is_some_and(|it| it.tool_usage.total_calls.unwrap_or(0) > 0),
            Quality::Errors => figures.is_some_and(|it| it.message_counts.errors.unwrap_or(0) > 0),
            Quality::Context => {
                session.has_context_weight.unwrap_or(false)
                    || session.context_weight.as_ref().is_some_and(|weight| !weight.is_null())
            }
            Quality::Usage => figures.is_some(),
            Quality::Model => self.any_text(Key::Model, |text| !text.is_empty()),
            Quality::Provider => self.any_text(Key::Provider, |text| !text.is_empty()),
        }
    }

    /// As the gateway's console counts: what is unknown is below every bound.
    pub fn figure(&self, bound: Bound) -> f64 {
        let Some(figures) = &self.0.figures else { return 0.0 };
        let counts = &figures.message_counts;
        let count = match bound {
            Bound::MinCost | Bound::MaxCost => return figures.totals.total_cost.unwrap_or(0.0),
            Bound::MinTokens | Bound::MaxTokens => figures.totals.total_tokens,
            Bound::MinMessages | Bound::MaxMessages => counts.total,
            Bound::MinErrors | Bound::MaxErrors => counts.errors,
        };
        count.unwrap_or(0) as f64
    }
}
