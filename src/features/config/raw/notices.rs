//! What is to be known before one goes on with the text: where it comes from, what the form holds,
//! what others wrote, what became of the last writing.

use leptos::prelude::*;

use super::source::Origin;
use super::state::{News, RawState};
use crate::features::config::desk::Desk;
use crate::protocol::method::Scope;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::words::{Word, t, tn, tr, w};

#[component]
pub fn Notices(desk: Desk, state: RawState, is_readable: Signal<bool>) -> impl IntoView {
    let origin = Memo::new(move |_| state.source.with(|it| it.as_ref().map(|it| it.origin)));
    let form = Memo::new(move |_| desk.state.draft.with(|draft| draft.count()));
    let changed = Memo::new(move |_| state.theirs.with(Option::is_some));
    let may_write = move || desk.state.is_allowed();
    view! {
        {move || (!may_write()).then(|| notice(Tone::Info, move || {
            tr(w::CONFIG_RAW_NO_SCOPE, &[("scope", Scope::Admin.as_str())])
        }))}
        {move || origin.get().and_then(origin_words).map(|(tone, word)| notice(tone, move || t(word)))}
        {move || (0 < form.get() && may_write()).then(|| view! {
            <Callout tone=Tone::Info title=move || tn(w::CONFIG_RAW_FORM, form.get())>
                <p>
                    <Button
                        label=w::CONFIG_RAW_FORM_TAKE
                        small=true
                        disabled=Signal::derive(move || !is_readable.get() || state.writing.get())
                        on_press=move || state.take_form()
                    />
                </p>
            </Callout>
        })}
        {move || (changed.get() && state.clash.with(Option::is_none)).then(|| view! { <Changed state=state /> })}
        <div class="raw__notices" role="alert">
            {move || state.problem.get().map(|why| notice(Tone::Danger, move || why.clone()))}
            {move || (!state.astray.with(Vec::is_empty)).then(|| view! { <Astray state=state /> })}
        </div>
        <div class="raw__notices" role="status">
            {move || state.news.get().map(|news| {
                let tone = match news {
                    News::Unsure | News::NotWritten | News::WrittenAnew => Tone::Warning,
                    News::Written => Tone::Success,
                    News::Merged => Tone::Info,
                };
                notice(tone, move || news_text(&news))
            })}
            {move || state.wait.left().map(|seconds| view! {
                <Callout tone=Tone::Info title=move || wait_text(seconds)>
                    <p><Button label=w::CONFIG_RAW_WAIT_CANCEL small=true on_press=move || state.wait.give_up() /></p>
                </Callout>
            })}
        </div>
    }
}

fn notice(tone: Tone, title: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    view! { <Callout tone=tone title=title /> }.into_any()
}

fn origin_words(origin: Origin) -> Option<(Tone, Word)> {
    match origin {
        Origin::File => None,
        Origin::NoFile => Some((Tone::Info, w::CONFIG_RAW_NO_FILE)),
        Origin::Values => Some((Tone::Info, w::CONFIG_RAW_VALUES)),
        Origin::Unseen => Some((Tone::Danger, w::CONFIG_RAW_UNSEEN)),
    }
}

fn news_text(news: &News) -> String {
    match news {
        News::Written => t(w::CONFIG_RAW_WRITTEN),
        News::Unsure => t(w::CONFIG_RAW_UNSURE),
        News::NotWritten => t(w::CONFIG_RAW_NOT_WRITTEN),
        News::Merged => t(w::CONFIG_RAW_MERGED),
        News::WrittenAnew => t(w::CONFIG_RAW_ANEW),
    }
}

fn wait_text(seconds: u32) -> String {
    tn(w::CONFIG_RAW_WAIT, usize::try_from(seconds).unwrap_or(usize::MAX))
}

/// Somebody else wrote the file while the text was edited.
#[component]
fn Changed(state: RawState) -> impl IntoView {
    view! {
        <div role="alert">
            <Callout tone=Tone::Warning title=w::CONFIG_RAW_BASE_CHANGED>
                <p class="raw__choice">
                    <Button label=w::CONFIG_RAW_MERGE small=true on_press=move || state.merge() />
                    <Button label=w::CONFIG_RAW_KEEP_MINE small=true on_press=move || state.keep_mine() />
                    <Button label=w::CONFIG_RAW_TAKE_THEIRS small=true on_press=move || state.discard() />
                </p>
            </Callout>
        </div>
    }
}

/// Hidden secrets where the gateway would not put them back.
#[component]
fn Astray(state: RawState) -> impl IntoView {
    view! {
        <Callout tone=Tone::Danger title=w::CONFIG_RAW_ASTRAY>
            <ul class="raw__places">
                {move || state.astray.get().into_iter().map(|path| {
                    view! { <li><code dir="ltr">{path.to_string()}</code></li> }
                }).collect_view()}
            </ul>
        </Callout>
    }
}
