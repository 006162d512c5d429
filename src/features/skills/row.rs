//! A row of the list: what a skill is called, how it stands, and what keeps it from being used or
//! else what it is for. It stays while lists are read anew.

use icondata::{Icon as Glyph, LuCircleCheck, LuCircleSlash, LuTriangleAlert};
use leptos::prelude::*;

use super::roster::Line;
use super::state::SkillsState;
use super::view::href;
use super::why::{Reason, Standing};
use crate::ui::icon::Icon;
use crate::ui::rows::RowId;
use crate::words::{t, w};

#[component]
pub fn Row(state: SkillsState, id: RowId) -> impl IntoView {
    // One that is just going is still drawn as it was.
    let line = Memo::new(move |before: Option<&Option<Line>>| {
        state.line(id).or_else(|| before.cloned().flatten())
    });
    let read =
        move |read: fn(&Line) -> String| line.with(|it| it.as_ref().map(read).unwrap_or_default());
    let standing = Memo::new(move |_| {
        line.with(|line| line.as_ref().map_or(Standing::Needs, |line| line.standing))
    });
    let is_entrance = Memo::new(move |_| state.rows.is_entrance(id));
    let is_chosen = Memo::new(move |_| {
        state.chosen.with(|chosen| {
            let Some(chosen) = chosen else { return false };
            line.with(|line| {
                line.as_ref().is_some_and(|it| it.key == *chosen || it.name == *chosen)
            })
        })
    });
    let to = move || href(state.agent.get().as_ref(), Some(&read(|line| line.key.clone())));
    view! {
        <div class="skills__row" role="gridcell">
            <a
                class="skills__link"
                href=to
                data-entrance=""
                data-standing=move || standing.get().code()
                tabindex=move || if is_entrance.get() { "0" } else { "-1" }
                aria-current=move || is_chosen.get().then_some("true")
            >
                <Icon glyph=Signal::derive(move || glyph(standing.get()))/>
                <span class="skills__name" dir="auto">
                    {move || line.with(|line| line.as_ref().and_then(|it| it.emoji.clone()))
                        .map(|emoji| view! { <span class="skills__emoji" aria-hidden="true">{emoji}</span> })}
                    {move || read(|line| line.name.clone())}
                </span>
                <span class="skills__standing">{move || t(standing.get().word())}</span>
                <span class="skills__about" dir="auto">{move || read(about)}</span>
            </a>
        </div>
    }
}

/// What one wants to know of it next.
fn about(line: &Line) -> String {
    match &line.why {
        Some(Reason::Disabled) | None if line.about.is_empty() => t(w::SKILLS_ABOUT_NONE),
        Some(Reason::Disabled) | None => line.about.clone(),
        Some(why) => why.sentence(),
    }
}

pub(super) fn glyph(standing: Standing) -> Glyph {
    match standing {
        Standing::Ready => LuCircleCheck,
        Standing::Needs => LuTriangleAlert,
        Standing::Disabled => LuCircleSlash,
    }
}
