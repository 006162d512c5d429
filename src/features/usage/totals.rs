//! Everything together: one tile for each figure. What is not known says so.

use leptos::prelude::*;

use super::drawings::frame::KINDS;
use super::figures::{Figures, Kinds, Measure};
use super::wording::{READER, unpriced};
use crate::words::{Word, say, t, tr, w};

/// Stands where a figure will be.
const NOT_YET: &str = "…";

/// What stands in one tile: the figure, and a line about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tile {
    figure: String,
    note: Option<String>,
}

/// The tiles. `days` is how many days they are about.
#[component]
pub fn Totals(
    #[prop(into)] figures: Signal<Figures>,
    #[prop(into)] sessions: Signal<usize>,
    #[prop(into)] days: Signal<usize>,
    /// Without a list of sessions nobody knows how many there are.
    #[prop(into)]
    has_sessions: Signal<bool>,
    /// The sessions are still being asked for: what only they tell is not unknown, but not here yet.
    #[prop(into)]
    is_asking: Signal<bool>,
) -> impl IntoView {
    let plain = move |measure| {
        move || {
            let is_known = figures.with(|it| it.get(measure).is_some());
            if !is_known && is_asking.get() {
                return Tile { figure: NOT_YET.to_owned(), note: None };
            }
            Tile { figure: figures.with(|it| READER.figure(it, measure)), note: None }
        }
    };
    let cost = move || {
        let figures = figures.get();
        Tile { figure: READER.cost(figures.money), note: unpriced(figures.money) }
    };
    let cached = move || Tile {
        figure: READER.share(figures.with(|figures| figures.kinds.and_then(cache_share))),
        note: Some(t(w::USAGE_CACHE_SHARE_NOTE)),
    };
    let count = move || {
        if !has_sessions.get() && is_asking.get() {
            return Tile { figure: NOT_YET.to_owned(), note: None };
        }
        let count = has_sessions.get().then(|| sessions.get());
        Tile { figure: READER.count(count.and_then(|it| u64::try_from(it).ok())), note: None }
    };
    let average = move || {
        let (figures, days) = (figures.get(), days.get().max(1));
        #[expect(clippy::cast_precision_loss, reason = "no span has that many days")]
        let part = |measure: Measure| figures.get(measure).map(|sum| sum / days as f64);
        let unknown = || t(w::USAGE_UNKNOWN);
        let tokens = part(Measure::Tokens).map_or_else(unknown, READER.compact);
        Tile {
            figure: part(Measure::Cost).map_or_else(unknown, READER.money),
            note: Some(tr(w::USAGE_AVERAGE_TOKENS, &[("tokens", &tokens)])),
        }
    };
    view! {
        <dl class="totals">
            {tile(w::USAGE_COST, "third", cost)}
            {tile(w::USAGE_AVERAGE, "third", average)}
            {tile(w::USAGE_CACHE_SHARE, "third", cached)}
            <div class="totals__tile" data-size="whole">
                <dt>{say(w::USAGE_TOKENS)}</dt>
                <dd class="totals__figure">{move || plain(Measure::Tokens)().figure}</dd>
                {move || figures.with(|figures| figures.kinds).map(kinds)}
            </div>
            {tile(w::USAGE_SESSIONS, "quarter", count)}
            {tile(w::USAGE_MESSAGES, "quarter", plain(Measure::Messages))}
            {tile(w::USAGE_TOOL_CALLS, "quarter", plain(Measure::ToolCalls))}
            {tile(w::USAGE_ERRORS, "quarter", plain(Measure::Errors))}
        </dl>
    }
}

fn tile(
    name: Word,
    size: &'static str,
    tile: impl Fn() -> Tile + Send + Sync + 'static,
) -> AnyView {
    let tile = Memo::new(move |_| tile());
    view! {
        <div class="totals__tile" data-size=size>
            <dt>{say(name)}</dt>
            <dd class="totals__figure">{move || tile.with(|tile| tile.figure.clone())}</dd>
            {move || {
                tile.with(|tile| tile.note.clone())
                    .map(|note| view! { <dd class="totals__note">{note}</dd> })
            }}
        </div>
    }
    .into_any()
}

fn kinds(kinds: Kinds) -> AnyView {
    let kind = |(name, kind): (Word, fn(&Kinds) -> u64)| {
        view! {
            <span class="totals__kind">
                {say(name)} " " <strong>{READER.count(Some(kind(&kinds)))}</strong>
            </span>
        }
    };
    view! { <dd class="totals__kinds">{KINDS.into_iter().map(kind).collect_view()}</dd> }.into_any()
}

/// Which part of all that was put in came out of the cache.
fn cache_share(kinds: Kinds) -> Option<f64> {
    let put_in = kinds.input + kinds.cache_read + kinds.cache_write;
    #[expect(clippy::cast_precision_loss, reason = "no count is that large")]
    let share = |part: u64| part as f64 / put_in as f64;
    (put_in > 0).then(|| share(kinds.cache_read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_share_is_of_what_was_put_in() {
        let kinds = Kinds { input: 10, output: 500, cache_read: 80, cache_write: 10 };
        assert_eq!(cache_share(kinds), Some(0.8));
        assert_eq!(cache_share(Kinds { output: 5, ..Kinds::default() }), None);
    }
}
