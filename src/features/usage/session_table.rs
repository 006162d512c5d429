//! The sessions that are shown, sorted as one likes. Of many only those in view are in the page.

use std::cmp::Ordering;

use icondata::{LuArrowDown, LuArrowUp};
use leptos::{html, prelude::*};

use super::figures::{Figures, Measure};
use super::shown::Shown;
use super::wording::READER;
use crate::platform::moment;
use crate::protocol::id::SessionKey;
use crate::protocol::usage::report::SessionUse;
use crate::ui::icon::Icon;
use crate::words::{Word, say, t, w};

/// Fewer are all drawn.
const FEW: usize = 100;
/// Drawn above and below what is in view.
const MARGIN: usize = 20;

/// One session as the table shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRow {
    pub key: SessionKey,
    pub label: Option<String>,
    pub agent: Option<String>,
    pub channel: Option<String>,
    pub figures: Figures,
    /// Milliseconds since the epoch.
    pub last: Option<u64>,
}

impl SessionRow {
    /// What is shown of a session: of the chosen day, where there is one.
    pub fn of(session: &SessionUse, shown: &Shown) -> Self {
        let figures = session.figures.as_ref();
        Self {
            key: session.key.clone(),
            label: session.label.clone().filter(|label| !label.trim().is_empty()),
            agent: session.agent_id.as_ref().map(|agent| agent.as_str().to_owned()),
            channel: session.channel.clone(),
            figures: shown.figures(session),
            last: figures.and_then(|it| it.last_activity).or(session.updated_at),
        }
    }

    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or(self.key.as_str())
    }
}

/// By what the sessions are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Name,
    Figure(Measure),
    Last,
}

const COLUMNS: [(Column, Word); 7] = [
    (Column::Name, w::USAGE_SESSION),
    (Column::Figure(Measure::Tokens), w::USAGE_TOKENS),
    (Column::Figure(Measure::Cost), w::USAGE_COST),
    (Column::Figure(Measure::Messages), w::USAGE_MESSAGES),
    (Column::Figure(Measure::ToolCalls), w::USAGE_TOOL_CALLS),
    (Column::Figure(Measure::Errors), w::USAGE_ERRORS),
    (Column::Last, w::USAGE_LAST),
];

/// Sorts; what is unknown stands last either way.
fn sort(rows: &mut [SessionRow], by: Column, is_falling: bool) {
    let turned = |order: Ordering| if is_falling { order.reverse() } else { order };
    let known = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => turned(one.total_cmp(&other)),
        (one, other) => other.is_some().cmp(&one.is_some()),
    };
    #[expect(clippy::cast_precision_loss, reason = "no moment is that far away")]
    let last = |row: &SessionRow| row.last.map(|at| at as f64);
    rows.sort_by(|one, other| {
        let order = match by {
            Column::Name => turned(one.name().to_lowercase().cmp(&other.name().to_lowercase())),
            Column::Figure(measure) => known(one.figures.get(measure), other.figures.get(measure)),
            Column::Last => known(last(one), last(other)),
        };
        order.then_with(|| one.key.cmp(&other.key))
    });
}

/// The table. `href` leads to one session.
#[component]
pub fn SessionTable(
    #[prop(into)] rows: Signal<Vec<SessionRow>>,
    href: Callback<SessionKey, String>,
) -> impl IntoView {
    let by = RwSignal::new((Column::Figure(Measure::Tokens), true));
    let sorted = Memo::new(move |_| {
        let mut rows = rows.get();
        let (column, is_falling) = by.get();
        sort(&mut rows, column, is_falling);
        rows
    });
    let count = Memo::new(move |_| sorted.with(Vec::len));
    let scroller = NodeRef::<html::Div>::new();
    // Which row is at the top, how many are in view, and how high one is.
    let view = RwSignal::new((0_usize, FEW, 0.0_f64));
    let look = move || {
        let Some(scroller) = scroller.get_untracked() else { return };
        let row = scroller.query_selector("tbody tr[data-row]").ok().flatten();
        let height = row.map_or(0.0, |row| row.get_bounding_client_rect().height());
        if height > 0.0 {
            let rows = |pixels: i32| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a small count"
                )]
                let rows = (f64::from(pixels) / height).max(0.0) as usize;
                rows
            };
            view.set((rows(scroller.scroll_top()), rows(scroller.client_height()) + 1, height));
        }
    };
    let window = Memo::new(move |_| {
        let (count, (top, seen, _)) = (count.get(), view.get());
        if count <= FEW {
            return (0, count);
        }
        // In steps, so that not every pixel draws anew.
        let start = top.saturating_sub(MARGIN) / MARGIN * MARGIN;
        (start.min(count), (start + seen + 3 * MARGIN).min(count))
    });
    let space = move |rows: usize| {
        let height = view.get().2;
        #[expect(clippy::cast_precision_loss, reason = "a small count")]
        let height = rows as f64 * height;
        format!("{height}px")
    };
    let shown = move || {
        let (start, end) = window.get();
        let keys = |rows: &Vec<SessionRow>| {
            rows.get(start..end.min(rows.len()))
                .unwrap_or_default()
                .iter()
                .map(|row| row.key.clone())
                .collect::<Vec<_>>()
        };
        sorted.with(keys)
    };
    let by_key = Memo::new(move |_| {
        sorted.with(|rows| {
            let places = rows.iter().enumerate().map(|(at, row)| (row.key.clone(), at));
            places.collect::<std::collections::BTreeMap<_, _>>()
        })
    });
    let head = move |(column, name): (Column, Word)| {
        let direction = move || {
            let (by, is_falling) = by.get();
            (by == column).then_some(if is_falling { "descending" } else { "ascending" })
        };
        let press = move |_| {
            by.update(|(by, is_falling)| {
                *is_falling = if *by == column { !*is_falling } else { column != Column::Name };
                *by = column;
            });
            if let Some(scroller) = scroller.get_untracked() {
                scroller.set_scroll_top(0);
            }
        };
        view! {
            <th scope="col" aria-sort=direction>
                <button class="session_table__sort" type="button" on:click=press>
                    {say(name)}
                    {move || match direction() {
                        Some("descending") => Some(view! { <Icon glyph=LuArrowDown /> }),
                        Some(_) => Some(view! { <Icon glyph=LuArrowUp /> }),
                        None => None,
                    }}
                </button>
            </th>
        }
    };
    view! {
        <div
            class="session_table"
            node_ref=scroller
            role="group"
            tabindex="0"
            aria-label=say(w::USAGE_SESSIONS)
            on:scroll=move |_| look()
        >
            <table aria-label=say(w::USAGE_SESSIONS) aria-rowcount=move || (count.get() + 1).to_string()>
                <thead>
                    <tr>{COLUMNS.into_iter().map(head).collect_view()}</tr>
                </thead>
                <tbody>
                    <tr aria-hidden="true">
                        <td colspan="7" style:height=move || space(window.get().0)></td>
                    </tr>
                    <For each=shown key=SessionKey::clone let:key>
                        {
                            let found = key.clone();
                            let row = Memo::new(move |_| {
                                let at = by_key.with(|places| places.get(&found).copied());
                                at.and_then(|at| sorted.with(|rows| rows.get(at).cloned()))
                            });
                            let at = key.clone();
                            let place = move || by_key.with(|places| places.get(&at).copied());
                            view! { <Line row place=Signal::derive(place) href=Signal::derive(move || href.run(key.clone())) /> }
                        }
                    </For>
                    <tr aria-hidden="true">
                        <td
                            colspan="7"
                            style:height=move || space(count.get().saturating_sub(window.get().1))
                        ></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Line(
    row: Memo<Option<SessionRow>>,
    place: Signal<Option<usize>>,
    href: Signal<String>,
) -> impl IntoView {
    let of =
        move |read: fn(&SessionRow) -> Option<String>| row.with(|row| row.as_ref().and_then(read));
    let figure =
        move |measure| row.with(|row| row.as_ref().map(|row| READER.figure(&row.figures, measure)));
    let about = move || {
        let words = [of(|row| row.agent.clone()), of(|row| row.channel.clone())];
        words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    #[expect(clippy::cast_precision_loss, reason = "no moment is that far away")]
    let last = move || row.with(|row| row.as_ref().and_then(|row| row.last)).map(|at| at as f64);
    view! {
        <tr data-row="" aria-rowindex=move || place.get().map(|place| (place + 2).to_string())>
            <th scope="row">
                <a
                    class="session_table__name"
                    href=move || href.get()
                    title=move || of(|row| Some(row.key.as_str().to_owned()))
                >
                    <bdi>{move || of(|row| Some(row.name().to_owned()))}</bdi>
                </a>
                <span class="session_table__about">{about}</span>
            </th>
            <td>{move || figure(Measure::Tokens)}</td>
            <td>{move || figure(Measure::Cost)}</td>
            <td>{move || figure(Measure::Messages)}</td>
            <td>{move || figure(Measure::ToolCalls)}</td>
            <td>{move || figure(Measure::Errors)}</td>
            <td title=move || last().map(moment::date_and_time)>
                {move || last().map_or_else(|| t(w::USAGE_UNKNOWN), moment::ago)}
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, tokens: Option<u64>, last: Option<u64>) -> SessionRow {
        let figures = Figures { tokens, ..Figures::default() };
        let key = SessionKey(key.to_owned());
        SessionRow { key, label: None, agent: None, channel: None, figures, last }
    }

    fn sorted(by: Column, is_falling: bool) -> Vec<String> {
        let mut rows =
            [row("b", Some(5), None), row("a", None, Some(3)), row("c", Some(9), Some(1))];
        sort(&mut rows, by, is_falling);
        rows.iter().map(|row| row.key.as_str().to_owned()).collect()
    }

    #[test]
    fn what_is_unknown_stands_last_either_way() {
        assert_eq!(sorted(Column::Figure(Measure::Tokens), true), ["c", "b", "a"]);
        assert_eq!(sorted(Column::Figure(Measure::Tokens), false), ["b", "c", "a"]);
        assert_eq!(sorted(Column::Last, true), ["a", "c", "b"]);
        assert_eq!(sorted(Column::Name, false), ["a", "b", "c"]);
    }
}
