//! What is to be known before and after saving: what went well, what did not, what waits to be
//! decided, and the gateway's restart.

use leptos::{html, prelude::*};

use super::conflict::Conflicts;
use super::desk::Desk;
use super::page::labels;
use super::path::Path;
use super::restart::Restart;
use super::state::{News, Trouble};
use super::wording::place_in_full;
use crate::platform::timer;
use crate::platform::watch::watch_change;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::words::{Word, say, t, tn, w};

#[component]
pub fn Notices(desk: Desk) -> impl IntoView {
    let state = desk.state;
    let deciding = RwSignal::new(false);
    let disputed = Memo::new(move |_| {
        state.dispute.with(|it| it.as_ref().map_or(0, |it| it.merged.conflicts.len()))
    });
    // Asked as soon as it comes up; put off, it waits in the notice.
    watch_change(move |before: Option<usize>| {
        let now = disputed.get();
        if now > 0 && before.unwrap_or(0) == 0 {
            deciding.set(true);
        } else if now == 0 {
            deciding.set(false);
        }
        now
    });
    // It may have been scrolled away; what was just asked for is answered in sight.
    let all = NodeRef::<html::Div>::new();
    watch_change(move |before: Option<bool>| {
        let now = state.trouble.with(Option::is_some) || disputed.get() > 0;
        if now && before == Some(false) {
            timer::after(0, move || {
                if let Some(Some(all)) = all.try_get_untracked() {
                    all.scroll_into_view();
                }
            });
        }
        now
    });
    view! {
        <div class="review__notices" node_ref=all>
            <div role="alert">
                {move || (disputed.get() > 0).then(|| view! {
                    <Callout
                        tone=Tone::Warning
                        title=move || tn(w::CONFIG_SAVE_DISPUTED, disputed.get())
                    >
                        <p>
                            <Button
                                label=w::CONFIG_SAVE_DECIDE
                                small=true
                                on_press=move || deciding.set(true)
                            />
                        </p>
                    </Callout>
                })}
                {move || state.trouble.get().map(|trouble| told(desk, trouble))}
            </div>
            <div role="status">
                {move || state.news.get().map(|news| good(desk, news))}
                {move || restart(state.restart.get())}
            </div>
        </div>
        <Conflicts desk=desk open=deciding />
    }
}

fn told(desk: Desk, trouble: Trouble) -> AnyView {
    let plain = |tone: Tone, word: Word| view! { <Callout tone=tone title=word /> }.into_any();
    match trouble {
        Trouble::Refused { sentence, issues } if issues.is_empty() => {
            refusal(sentence, ().into_any())
        }
        Trouble::Refused { sentence, issues } => {
            let told = issues.into_iter().map(|issue| (issue.path, Some(issue.text))).collect();
            let list = places(desk, told);
            view! {
                <Callout tone=Tone::Danger title=w::CONFIG_SAVE_REFUSED details=sentence>
                    {list}
                </Callout>
            }
            .into_any()
        }
        Trouble::Hidden(paths) => {
            let list = places(desk, paths.into_iter().map(|path| (path, None)).collect());
            view! {
                <Callout tone=Tone::Danger title=w::CONFIG_SAVE_HIDDEN>
                    <p>{say(w::CONFIG_SAVE_HIDDEN_NOTE)}</p>
                    {list}
                </Callout>
            }
            .into_any()
        }
        Trouble::Unsayable(path) => {
            let list = places(desk, vec![(path, None)]);
            view! {
                <Callout tone=Tone::Danger title=w::CONFIG_SAVE_UNSAYABLE>{list}</Callout>
            }
            .into_any()
        }
        Trouble::Invalid => plain(Tone::Danger, w::CONFIG_SAVE_INVALID),
        Trouble::Offline => plain(Tone::Warning, w::CONFIG_SAVE_OFFLINE),
        Trouble::Unsure => plain(Tone::Warning, w::CONFIG_SAVE_UNSURE),
        Trouble::NotThere => plain(Tone::Warning, w::CONFIG_SAVE_NOT_SAVED),
        Trouble::Unseen => plain(Tone::Warning, w::CONFIG_SAVE_UNSEEN),
        Trouble::Said(sentence) => refusal(sentence, ().into_any()),
    }
}

fn refusal(sentence: String, more: AnyView) -> AnyView {
    view! {
        <Callout tone=Tone::Danger title=w::CONFIG_SAVE_NOT_WRITTEN>
            <p>{sentence}</p>
            {more}
        </Callout>
    }
    .into_any()
}

/// Each is shown in its place when it is pressed.
fn places(desk: Desk, told: Vec<(Path, Option<String>)>) -> AnyView {
    let schema = desk.schema.get_value();
    let line = |(path, text): (Path, Option<String>)| {
        let name = desk.state.draft.with_untracked(|it| place_in_full(&schema, &path, it.edited()));
        let to = path.clone();
        view! {
            <li>
                <button class="review__place" type="button" on:click=move |_| desk.go(to.clone())>
                    {name}
                </button>
                {text.map(|text| view! { <span>{text}</span> })}
            </li>
        }
    };
    view! { <ul class="review__places">{told.into_iter().map(line).collect_view()}</ul> }.into_any()
}

fn good(desk: Desk, news: News) -> AnyView {
    let close = move || desk.state.news.set(None);
    let plain = |tone: Tone, word: Word| {
        view! {
            <Callout tone=tone title=word>
                <p><Button label=w::UI_CLOSE small=true on_press=close /></p>
            </Callout>
        }
        .into_any()
    };
    match news {
        News::Saved => plain(Tone::Success, w::CONFIG_SAVE_SAVED),
        News::Same => plain(Tone::Info, w::CONFIG_SAVE_SAME),
        News::Found => plain(Tone::Success, w::CONFIG_SAVE_FOUND),
        News::Remembered => plain(Tone::Info, w::CONFIG_SAVE_REMEMBERED),
        News::SavedBut(said) => view! {
            <Callout tone=Tone::Warning title=w::CONFIG_SAVE_SAVED_BUT details=said />
        }
        .into_any(),
        News::Merged(paths) => {
            let schema = desk.schema.get_value();
            let names = desk.state.draft.with_untracked(|draft| {
                let name = |path: &Path| labels(&schema, draft.edited(), path);
                paths.iter().take(5).map(name).collect::<Vec<_>>()
            });
            let rest = paths.len().saturating_sub(names.len());
            let mut text = names.join(", ");
            if rest > 0 {
                text = format!("{text}, {}", tn(w::CONFIG_SAVE_AND_MORE, rest));
            }
            view! {
                <Callout tone=Tone::Info title=w::CONFIG_SAVE_MERGED>
                    <p>{text}</p>
                    <p><Button label=w::UI_CLOSE small=true on_press=close /></p>
                </Callout>
            }
            .into_any()
        }
    }
}

fn restart(restart: Restart) -> AnyView {
    let text = match restart {
        Restart::None => return ().into_any(),
        Restart::Expected { in_ms: Some(ms) } => {
            let seconds = usize::try_from(ms.div_ceil(1_000)).unwrap_or(usize::MAX);
            tn(w::CONFIG_SAVE_RESTART_IN, seconds)
        }
        Restart::Expected { in_ms: None } => t(w::CONFIG_SAVE_RESTART_SOON),
        Restart::Perhaps => t(w::CONFIG_SAVE_RESTART_IF),
        Restart::Away => t(w::CONFIG_SAVE_RESTART_AWAY),
        Restart::Back => t(w::CONFIG_SAVE_RESTART_BACK),
    };
    let tone = if restart == Restart::Back { Tone::Success } else { Tone::Info };
    view! { <Callout tone=tone title=text /> }.into_any()
}
