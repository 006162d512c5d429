//! The sessions that are shown, sorted as one likes. Of many only those in view are in the page.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use icondata::{LuArrowDown, LuArrowUp};
use leptos::{html, prelude::*};

use super::figures::{Figures, Measure};
use super::shown::Shown;
use super::state::told::Held;
use super::wording::READER;
use crate::platform::watch::watch;
use crate::platform::{frame, moment, work};
use crate::protocol::id::SessionKey;
use crate::protocol::usage::report::SessionUse;
use crate::ui::icon::Icon;
use crate::words::{Word, say, t, w};

/// Fewer are all drawn, and of more as many before it is known how many are in view.
const FEW: usize = 30;
/// Drawn above and below what is in view.
const MARGIN: usize = 10;

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

/// The places of the rows in the order wanted; what is unknown stands last either way.
fn sorted(rows: &[SessionRow], by: Column, is_falling: bool) -> Vec<usize> {
    let turned = |order: Ordering| if is_falling { order.reverse() } else { order };
    let known = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => turned(one.total_cmp(&other)),
        (one, other) => other.is_some().cmp(&one.is_some()),
    };
    #[expect(clippy::cast_precision_loss, reason = "no moment is that far away")]
    let last = |row: &SessionRow| row.last.map(|at| at as f64);
    let names: Vec<String> = match by {
        Column::Name => rows.iter().map(|row| row.name().to_lowercase()).collect(),
        _ => Vec::new(),
    };
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|at, than| {
        let (one, other) = (&rows[*at], &rows[*than]);
        let order = match by {
            Column::Name => turned(names[*at].cmp(&names[*than])),
            Column::Figure(measure) => known(one.figures.get(measure), other.figures.get(measure)),
            Column::Last => known(last(one), last(other)),
        };
        order.then_with(|| one.key.cmp(&other.key))
    });
    order
}

/// The table. `href` leads to one session.
#[component]
pub fn SessionTable(
    #[prop(into)] rows: Signal<Held<Vec<SessionRow>>>,
    href: Callback<SessionKey, String>,
) -> impl IntoView {
    let by = RwSignal::new((Column::Figure(Measure::Tokens), true));
    let order = Memo::new(move |_| {
        let (column, is_falling) = by.get();
        rows.with(|rows| sorted(&rows.0, column, is_falling))
    });
    let count = Memo::new(move |_| order.with(Vec::len));
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
            let seen = (rows(scroller.scroll_top()), rows(scroller.client_height()) + 1, height);
            if view.get_untracked() != seen {
                view.set(seen);
            }
        }
    };
    // Once rows are there, and when there are more of them: a short list makes a low table.
    watch(move || {
        count.track();
        work::begin(async move {
            frame::painted().await;
            if view.try_get_untracked().is_some() {
                look();
            }
        });
    });
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
    // The rows in the page, each with its place.
    let drawn = Memo::new(move |_| {
        let (start, end) = window.get();
        order.with(|order| {
            let places = order.get(start..end.min(order.len())).unwrap_or_default();
            rows.with(|rows| {
                let row = |(at, place): (usize, &usize)| {
                    let row = rows.0.get(*place)?.clone();
                    Some((row.key.clone(), (start + at, row)))
                };
                places.iter().enumerate().filter_map(row).collect::<BTreeMap<_, _>>()
            })
        })
    });
    let shown = move || {
        drawn.with(|drawn| {
            let mut keys: Vec<_> = drawn.iter().map(|(key, (at, _))| (*at, key.clone())).collect();
            keys.sort_unstable_by_key(|(at, _)| *at);
            keys.into_iter().map(|(_, key)| key).collect::<Vec<_>>()
        })
    };
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
                                drawn.with(|drawn| drawn.get(&found).map(|(_, row)| row.clone()))
                            });
                            let at = key.clone();
                            let place = move || drawn.with(|drawn| drawn.get(&at).map(|(at, _)| *at));
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

    fn keys(by: Column, is_falling: bool) -> Vec<String> {
        let rows = [row("b", Some(5), None), row("a", None, Some(3)), row("c", Some(9), Some(1))];
        let order = sorted(&rows, by, is_falling);
        order.into_iter().map(|at| rows[at].key.as_str().to_owned()).collect()
    }

    #[test]
    fn what_is_unknown_stands_last_either_way() {
        assert_eq!(keys(Column::Figure(Measure::Tokens), true), ["c", "b", "a"]);
        assert_eq!(keys(Column::Figure(Measure::Tokens), false), ["b", "c", "a"]);
        assert_eq!(keys(Column::Last, true), ["a", "c", "b"]);
        assert_eq!(keys(Column::Name, false), ["a", "b", "c"]);
    }
}
