//! A file of an agent: its text to edit, beside it as it reads, and what is to be known before it is
//! saved. On a phone the one or the other.

use icondata::{LuArrowLeft, LuSave};
use leptos::{ev, html, prelude::*};

use super::address;
use super::files::{about, size_in_words};
use super::merge::has_markers;
use super::state::AgentsState;
use super::state::files::{FilesState, News, Place};
use super::text::{LARGE, has_lost_bytes};
use super::versus::Versus;
use crate::platform::watch::watch;
use crate::platform::{clock, document, moment, work};
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::editor::{Editor, Language};
use crate::ui::icon::Icon;
use crate::ui::markdown::Markdown;
use crate::ui::remote_view::remote_view;
use crate::ui::segments::Segments;
use crate::words::{say, t, tn, tr, w};

/// A preview of a long text rests this long after the last key.
const REST_MS: u32 = 250;

/// Drawn at once up to this length.
const QUICK: usize = 8 * 1024;

#[component]
pub fn FileDesk(state: AgentsState, files: FilesState, place: Place) -> impl IntoView {
    let back = address::agent(Some(&place.agent));
    let id = place.agent.clone();
    let agent = move || state.row(&id).map_or_else(|| id.to_string(), |row| state.looks(&row).name);
    let is_there = Memo::new(move |_| files.base.with(Option::is_some));
    let page = NodeRef::<html::Article>::new();
    watch(move || {
        if page.get().is_some() {
            request_animation_frame(|| {
                let _rescued = document::rescue_focus(".agents__desk");
            });
        }
    });
    let allowed = state.allowed;
    let connected = state.stores.connection.is_connected();
    let is_edited = Memo::new(move |_| files.is_edited());
    let is_missing =
        Memo::new(move |_| files.base.with(|base| base.as_ref().is_some_and(|base| base.missing)));
    let is_disputed = Memo::new(move |_| files.theirs.with(Option::is_some));
    let can_save = Memo::new(move |_| {
        (is_edited.get() || is_missing.get())
            && connected.get()
            && allowed.get()
            && !is_disputed.get()
    });
    let save = move || {
        if can_save.get_untracked() {
            work::begin(files.save());
        }
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_save = (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key()
            && event.key().eq_ignore_ascii_case("s");
        if is_save {
            event.prevent_default();
            save();
        }
    });
    on_cleanup(move || keys.remove());
    let retry = move || work::begin(files.read());
    let (name, label) = (place.name.clone(), place.name.clone());
    let purpose = about(&place.name);
    view! {
        <article class="agents__desk" node_ref=page tabindex="-1" aria-label=label>
            <header class="agents__filehead">
                <a class="agents__return" href=back>
                    <Icon glyph=LuArrowLeft/>
                    <span dir="auto">{agent}</span>
                </a>
                <h2 dir="ltr">{name}</h2>
                {purpose.map(|word| view! { <p class="agents__note">{say(word)}</p> })}
            </header>
            {move || if is_there.get() {
                view! {
                    <Notices files allowed is_missing/>
                    <Show when=move || is_disputed.get()><Versus files/></Show>
                    <Panes files locked=Signal::derive(move || !allowed.get())/>
                    <Bar files is_edited is_missing can_save save=Callback::new(move |()| save())/>
                }
                .into_any()
            } else {
                remote_view(files.reading.into(), retry, |()| ().into_any())
            }}
        </article>
    }
}

/// What is to be known of the file, above its text.
#[component]
fn Notices(files: FilesState, allowed: Memo<bool>, is_missing: Memo<bool>) -> impl IntoView {
    let connected = files.stores.connection.is_connected();
    let lost = Memo::new(move |_| {
        files.base.with(|base| base.as_ref().is_some_and(|it| has_lost_bytes(&it.text.plain)))
    });
    let marked = Memo::new(move |_| files.text.with(|text| has_markers(text)));
    let reread = Memo::new(move |_| files.reading.with(|it| matches!(it, Remote::Failed(_))));
    view! {
        <div class="agents__notices">
            <Show when=move || is_missing.get()>
                <Callout title=w::AGENTS_FILE_NEW/>
            </Show>
            <Show when=move || connected.get() && !allowed.get()>
                <Callout title=move || tr(w::AGENTS_FILE_SCOPE, &[("scope", Scope::Admin.as_str())])/>
            </Show>
            <Show when=move || !connected.get()>
                <Callout tone=Tone::Warning title=w::AGENTS_FILE_OFFLINE/>
            </Show>
            <Show when=move || reread.get()>
                <Callout tone=Tone::Warning title=w::AGENTS_FILE_STALE/>
            </Show>
            <Show when=move || lost.get()>
                <Callout tone=Tone::Warning title=w::AGENTS_FILE_BYTES/>
            </Show>
            <Show when=move || marked.get()>
                <Callout tone=Tone::Warning title=w::AGENTS_FILE_MARKERS/>
            </Show>
            <div role="alert">
                {move || files.trouble.get().map(|why| {
                    view! {
                        <Callout tone=Tone::Danger title=w::AGENTS_FILE_NOT_SAVED>
                            <p>{why}</p>
                        </Callout>
                    }
                })}
            </div>
        </div>
    }
}

/// The text, and the text as it reads.
#[component]
fn Panes(files: FilesState, locked: Signal<bool>) -> impl IntoView {
    let reads = RwSignal::new(false);
    let shown = RwSignal::new(untrack(|| files.shown()));
    let alarm = StoredValue::new_local(None::<clock::Alarm>);
    watch(move || {
        let length = files.text.with(String::len);
        let draw = move || drop(shown.try_set(untrack(|| files.shown())));
        if length <= QUICK {
            alarm.set_value(None);
            draw();
        } else {
            alarm.set_value(Some(clock::after(REST_MS, draw)));
        }
    });
    on_cleanup(move || drop(alarm.try_update_value(Option::take)));
    let is_cut = Memo::new(move |_| files.text.with(|text| text.len() > LARGE));
    let is_blank = Memo::new(move |_| shown.with(|text| text.trim().is_empty()));
    let go = RwSignal::new(None::<usize>);
    view! {
        <div class="agents__switch">
            <Segments
                label=w::AGENTS_FILE_VIEW
                names=vec![w::AGENTS_FILE_WRITE.into(), w::AGENTS_FILE_READ.into()]
                chosen=Signal::derive(move || Some(usize::from(reads.get())))
                on_choose=move |at| reads.set(at == 1)
            />
        </div>
        <div class="agents__panes" data-reads=move || reads.get().then_some("")>
            <div class="agents__write">
                <Editor
                    label=w::AGENTS_FILE_TEXT
                    text=files.text
                    on_edit=move |text| files.edit(text)
                    language=Language::Markdown
                    locked=locked
                    go=go
                />
            </div>
            <section class="agents__read" aria-label=say(w::AGENTS_FILE_PREVIEW) tabindex="0">
                <Show when=move || is_cut.get()>
                    <p class="agents__note">
                        {tr(w::AGENTS_FILE_CUT, &[("size", &size_in_words(LARGE as u64))])}
                    </p>
                </Show>
                <Show when=move || is_blank.get()>
                    <p class="agents__note">{say(w::AGENTS_FILE_EMPTY)}</p>
                </Show>
                <Markdown text=shown/>
            </section>
        </div>
    }
}

/// How the text stands, and what can be done with it.
#[component]
fn Bar(
    files: FilesState,
    is_edited: Memo<bool>,
    is_missing: Memo<bool>,
    can_save: Memo<bool>,
    save: Callback<()>,
) -> impl IntoView {
    let discarding = RwSignal::new(false);
    let stands = move || {
        if let Some(news) = files.news.get() {
            return in_words(&news);
        }
        if files.theirs.with(Option::is_some) {
            return t(w::AGENTS_FILE_DISPUTED);
        }
        if is_edited.get() {
            return t(w::AGENTS_FILE_EDITED);
        }
        files.base.with(|base| {
            let base = base.as_ref();
            let size = base.and_then(|it| it.size).map(size_in_words);
            let when = base
                .and_then(|it| it.updated_at)
                .map(|at| tr(w::AGENTS_FILE_CHANGED, &[("when", &moment::date_and_time(at))]));
            [size, when].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let label =
        move || t(if is_missing.get() { w::AGENTS_FILE_CREATE } else { w::AGENTS_FILE_SAVE });
    view! {
        <div class="agents__bar" data-edited=move || is_edited.get().then_some("")>
            <p class="agents__stand" role="status">{stands}</p>
            <Button
                label=w::AGENTS_FILE_DISCARD
                disabled=Signal::derive(move || !is_edited.get() || files.saving.get())
                on_press=move || discarding.set(true)
            />
            <Button
                label=label
                icon=Signal::stored(LuSave)
                variant=Variant::Primary
                busy=files.saving
                disabled=Signal::derive(move || !can_save.get())
                on_press=save
            />
        </div>
        <Confirm
            open=discarding
            title=w::AGENTS_FILE_DISCARD_TITLE
            text=w::AGENTS_FILE_DISCARD_TEXT
            verb=w::AGENTS_FILE_DISCARD
            on_confirm=move |()| files.discard()
        />
    }
}

fn in_words(news: &News) -> String {
    t(match news {
        News::Saved => w::AGENTS_FILE_SAVED,
        News::ShownAnew => w::AGENTS_FILE_ANEW,
        News::Kept => w::AGENTS_FILE_KEPT,
        News::Merged(0) => w::AGENTS_FILE_MERGED,
        News::Merged(count) => return tn(w::AGENTS_FILE_MERGED_OPEN, *count),
        News::Unsure => w::AGENTS_FILE_UNSURE,
        News::NotWritten => w::AGENTS_FILE_NOT_WRITTEN,
        News::NotKept => w::AGENTS_FILE_NOT_KEPT,
    })
}
