//! One line of the log: when, how grave, from where, what. Its moment opens what else is in it.

use icondata::{LuChevronDown, LuChevronRight, LuInfo};
use leptos::prelude::*;

use super::held::{LineId, MOST};
use super::level::Level;
use super::log_details::LogDetails;
use super::moment;
use super::state::LogsState;
use super::tail::Note;
use crate::platform::{clock, number};
use crate::protocol::mask::mask;
use crate::ui::icon::Icon;
use crate::words::{say, t, tr, w};

/// So much of a line is drawn; the details have all of it.
const DRAWN: usize = 4_000;

/// What a row needs of its line.
struct Seen {
    at: Option<i64>,
    level: Level,
    subsystem: String,
    said: String,
    note: Option<Note>,
}

pub(super) fn log_line(state: LogsState, id: LineId) -> AnyView {
    let seen = state.at_desk(|desk| {
        let line = desk.held.get(id)?;
        let end = line.said.floor_char_boundary(DRAWN);
        let said = if end < line.said.len() {
            format!("{}…", &line.said[..end])
        } else {
            line.said.to_string()
        };
        Some(Seen {
            at: line.at(),
            level: line.level,
            subsystem: desk.held.subsystem(line.subsystem).to_owned(),
            said,
            note: line.note.as_deref().cloned(),
        })
    });
    match seen.flatten() {
        Some(Seen { note: Some(note), .. }) => draw_note(move || words_of(&note)),
        Some(seen) => draw_line(state, id, seen),
        None if id == 0 => draw_note(move || {
            let gone = state.summary.with(|summary| summary.gone);
            let told = [("n", number::whole(gone as f64)), ("most", number::whole(MOST as f64))];
            tr(w::LOGS_GONE, &told.each_ref().map(|(name, value)| (*name, value.as_str())))
        }),
        None => ().into_any(),
    }
}

fn draw_note(words: impl Fn() -> String + Send + 'static) -> AnyView {
    view! {
        <p class="log_line__note">
            <Icon glyph=LuInfo/>
            <span>{words}</span>
        </p>
    }
    .into_any()
}

fn words_of(note: &Note) -> String {
    match note {
        Note::Older => t(w::LOGS_OLDER),
        Note::Missing(Some(bytes)) => {
            let kilobytes = number::whole((*bytes as f64 / 1_000.0).ceil());
            tr(w::LOGS_MISSING_SIZE, &[("size", &kilobytes)])
        }
        Note::Missing(None) => t(w::LOGS_MISSING),
        Note::Replaced => t(w::LOGS_REPLACED),
        Note::NextFile(name) => tr(w::LOGS_NEXT_FILE, &[("file", name)]),
    }
}

fn draw_line(state: LogsState, id: LineId, seen: Seen) -> AnyView {
    let Seen { at, level, subsystem, said, .. } = seen;
    let look = state.look;
    let is_open = Memo::new(move |_| look.open.with(|open| open.contains(&id)));
    let time = move || at.map_or_else(|| "—".to_owned(), |at| short(at, look.ahead(at)));
    let exact = move || at.map(|at| moment::iso(at, look.ahead(at)));
    let press = move |_| {
        look.open.update(|open| {
            if !open.remove(&id) {
                open.insert(id);
            }
        });
    };
    let part = subsystem.clone();
    let said = StoredValue::new(said);
    let words = move || {
        said.with_value(
            |said| if look.is_bare.get() { said.clone() } else { mask(said).into_owned() },
        )
    };
    view! {
        <div
            class="log_line"
            data-level=level.code()
            data-marked=move || (look.marked.get() == Some(id)).then_some("")
        >
            <button
                class="log_line__open"
                type="button"
                title=exact
                aria-expanded=move || is_open.get().to_string()
                aria-label=move || tr(w::LOGS_DETAILS_OF, &[("time", &time())])
                on:click=press
            >
                {move || match is_open.get() {
                    true => view! { <Icon glyph=LuChevronDown/> },
                    false => view! { <Icon glyph=LuChevronRight/> },
                }}
                <span>{time}</span>
            </button>
            <span class="log_line__level">{(level != Level::None).then(|| say(level.word()))}</span>
            <span class="log_line__subsystem" title=part>{subsystem}</span>
            <span class="log_line__said" dir="auto">{words}</span>
        </div>
        {move || is_open.get().then(|| view! { <LogDetails state id/> })}
    }
    .into_any()
}

/// The time of day, and the day before it when that is not today.
fn short(at: i64, ahead: i32) -> String {
    let written = moment::write(at, ahead);
    let today = moment::write(clock::now_ms() as i64, ahead).day;
    if written.day == today {
        return written.time;
    }
    let day = written.day.get(5..).unwrap_or_default();
    format!("{day} {}", written.time)
}
