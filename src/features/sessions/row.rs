//! A row of the table. It stays while its session changes, so that the keyboard stays where it is.

use icondata::{
    Icon as Glyph, LuArchive, LuCircleSlash, LuMessageSquare, LuPin, LuSlidersHorizontal,
    LuTriangleAlert,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::amount::short;
use super::desk::{Desk, chat_href};
use super::line::Line;
use crate::platform::moment;
use crate::ui::icon::Icon;
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn SessionLine(desk: Desk, id: u64) -> impl IntoView {
    // A session that is just going is still drawn as it was.
    let line = Memo::new(move |before: Option<&Option<Line>>| {
        let line = desk.state.roster.with(|roster| roster.line(id).cloned());
        line.or_else(|| before.cloned().flatten())
    });
    let text = move |read: fn(&Line) -> String| {
        move || line.with(|line| line.as_ref().map(read).unwrap_or_default())
    };
    // Told once: every change of the rows asks all of them.
    let is_entrance = Memo::new(move |_| desk.rows.is_entrance(id));
    let entrance = move || if is_entrance.get() { "0" } else { "-1" };
    let chosen = Memo::new(move |_| desk.chosen.with(|chosen| chosen.contains(&id)));
    let is_open = Memo::new(move |_| {
        desk.open.with(|open| {
            open.is_some() && line.with(|line| line.as_ref().map(|line| &line.key) == open.as_ref())
        })
    });
    let open = move |_| {
        if let Some(line) = line.get_untracked() {
            desk.show(Some(&line.key));
        }
    };
    // Who presses the row anywhere means the session, except on what does something else.
    let press = move |event: leptos::ev::MouseEvent| {
        let place = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let control = place.and_then(|place| place.closest("a, button, label").ok().flatten());
        if control.is_none() {
            open(event);
        }
    };
    let choose = move |event: leptos::ev::MouseEvent| {
        let on = event_target_checked(&event);
        desk.choose(id, on, event.shift_key());
    };
    view! {
        <div
            class="table__row"
            role="none"
            on:click=press
            data-chosen=move || chosen.get().then_some("")
            data-open=move || is_open.get().then_some("")
        >
            <div class="table__cell" role="gridcell" data-column="choose">
                <label class="table__pick">
                    <input
                        class="table__choose"
                        type="checkbox"
                        tabindex=entrance
                        aria-label=move || tr(w::SESSIONS_CHOOSE, &[("title", &text(|line| line.title.clone())())])
                        prop:checked=move || chosen.get()
                        on:click=choose
                    />
                </label>
            </div>
            <div class="table__cell" role="gridcell" data-column="title">
                {move || {
                    line.with(|line| line.as_ref().is_some_and(|line| line.running))
                        .then(|| {
                            view! { <span class="table__running" role="img" aria-label=say(w::SESSIONS_RUNNING)></span> }
                        })
                }}
                <button
                    class="table__title"
                    type="button"
                    data-entrance=""
                    tabindex=entrance
                    title=text(|line| line.key.to_string())
                    aria-current=move || is_open.get().then_some("true")
                    on:click=open
                >
                    <span dir="auto">{text(|line| line.title.clone())}</span>
                </button>
                {move || line.with(|line| line.as_ref().map(flags))}
            </div>
            {move || line.with(|line| line.as_ref().map(|line| cells(desk, line)))}
            <div class="table__cell" role="gridcell" data-column="chat">
                <a
                    class="table__chat"
                    tabindex=entrance
                    href=move || line.with(|line| line.as_ref().map(|line| chat_href(&line.key)))
                    aria-label=move || tr(w::SESSIONS_OPEN_CHAT, &[("title", &text(|line| line.title.clone())())])
                >
                    <Icon glyph=LuMessageSquare/>
                </a>
            </div>
        </div>
    }
}

/// What nobody presses is drawn in one piece: of many rows that come into view at once, each thing
/// that looks after itself is one too many. Reactive.
fn cells(desk: Desk, line: &Line) -> AnyView {
    let cell = |column: &'static str, title: Option<String>, text: String| {
        view! {
            <div class="table__cell" role="gridcell" data-column=column title=title>{text}</div>
        }
    };
    let name = desk.state.stores.agents.name(Some(&line.agent.clone().into()));
    let agent = name.unwrap_or_else(|| line.agent.clone());
    desk.minute.track();
    let at = line.updated.map(|at| at as f64);
    view! {
        {cell("kind", None, t(line.kind.word()))}
        <div class="table__cell" role="gridcell" data-column="agent" dir="auto">{agent}</div>
        {cell("channel", None, line.channel.clone().unwrap_or_default())}
        {cell("model", line.full_model(), line.model.clone().unwrap_or_default())}
        <div class="table__cell" role="gridcell" data-column="tokens">{tokens(line)}</div>
        {cell("updated", at.map(moment::date_and_time), at.map_or_else(|| t(w::SESSIONS_NEVER), moment::ago))}
    }
    .into_any()
}

/// What is remarkable about it, as small signs with their words.
fn flags(line: &Line) -> AnyView {
    let sign = |is: bool, glyph: Glyph, tone: &'static str, words: String| {
        is.then(|| {
            let name = words.clone();
            view! {
                <span class="table__sign" role="img" data-tone=tone title=words aria-label=name>
                    <Icon glyph/>
                </span>
            }
        })
    };
    view! {
        <span class="table__signs">
            {sign(line.pinned, LuPin, "quiet", t(w::SESSIONS_PINNED))}
            {sign(line.archived, LuArchive, "quiet", t(w::SESSIONS_ARCHIVED))}
            {sign(line.aborted, LuCircleSlash, "warning", t(w::SESSIONS_ABORTED))}
            {sign(line.failed, LuTriangleAlert, "danger", t(w::SESSIONS_FAILED))}
            {sign(line.overrides > 0, LuSlidersHorizontal, "quiet", tn(w::SESSIONS_OVERRIDES, line.overrides))}
        </span>
    }
    .into_any()
}

/// What stands in the context, of how much fits.
fn tokens(line: &Line) -> AnyView {
    let Some(tokens) = line.tokens else {
        return view! {
            <span class="table__unknown" title=t(w::SESSIONS_TOKENS_UNKNOWN)>{t(w::SESSIONS_UNKNOWN)}</span>
        }
        .into_any();
    };
    let share = line.room.map(|room| (tokens as f64 / room as f64).clamp(0.0, 1.0));
    let words = match line.room {
        Some(room) => {
            tr(w::SESSIONS_TOKENS_OF, &[("n", &tokens.to_string()), ("room", &room.to_string())])
        }
        None => tokens.to_string(),
    };
    view! {
        <span class="table__tokens" title=words>
            {short(tokens)}
            {share.map(|share| {
                let full = if share >= 0.8 { "nearly" } else { "no" };
                let width = format!("{:.0}%", share * 100.0);
                view! {
                    <span class="table__meter" data-full=full aria-hidden="true">
                        <span style:width=width></span>
                    </span>
                }
            })}
        </span>
    }
    .into_any()
}
