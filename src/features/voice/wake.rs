//! The words that wake the gateway's listeners, as a list that is edited and then saved as a whole.

use icondata::{LuArrowDown, LuArrowUp, LuPlus, LuTrash2};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::draft::{Draft, Entry, LONGEST, MOST, Problem};
use super::state::VoiceState;
use crate::platform::work;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::ui::button::{Button, IconButton, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::Section;
use crate::ui::unique_id;
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn Wake(state: VoiceState) -> impl IntoView {
    let words = state.stores.voice.words();
    let kind = Memo::new(move |_| {
        words.with(|words| match words {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Ready(_) => Remote::Ready(()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    let again = move || work::begin(state.stores.voice.load());
    view! {
        <Section title=w::VOICE_WAKE note=w::VOICE_WAKE_NOTE>
            {remote_view(kind.into(), again, move |(): &()| view! { <Edited state/> }.into_any())}
        </Section>
    }
}

#[component]
fn Edited(state: VoiceState) -> impl IntoView {
    let draft = state.draft;
    let list = NodeRef::<html::Ol>::new();
    let read = move |read: fn(&Draft) -> bool| draft.with(|it| it.as_ref().is_some_and(read));
    let entries =
        move || draft.with(|it| it.as_ref().map(|it| it.entries().to_vec()).unwrap_or_default());
    let count = Memo::new(move |_| draft.with(|it| it.as_ref().map_or(0, |it| it.words().len())));
    let is_edited = Memo::new(move |_| read(Draft::is_edited));
    let is_full = Memo::new(move |_| read(|it| it.entries().len() >= MOST));
    let may_act = Signal::derive(move || state.stores.connection.allows(Scope::Write));
    let may_save = Signal::derive(move || may_act.get() && read(Draft::may_save));
    let is_empty = Memo::new(move |_| count.get() == 0);
    let refused = Memo::new(move |_| state.save_refused.get());
    let asking = RwSignal::new(false);
    let focus = move |id: u64| focus(list, id);
    let edit = move |change: fn(&mut Draft)| {
        state.edit(change);
    };
    let add = move || {
        if let Some(id) = state.edit(Draft::add).flatten() {
            focus(id);
        }
    };
    let save = move || {
        let words = draft.with_untracked(|it| it.as_ref().map(Draft::words).unwrap_or_default());
        work::begin(state.save(words));
    };
    view! {
        <Conflict state/>
        <ol class="voice__words" node_ref=list aria-label=say(w::VOICE_WAKE)>
            <For each=entries key=|it| it.id let:entry>
                <Word state entry list add=Callback::new(move |()| add())/>
            </For>
        </ol>
        <p class="voice__note" role="status">
            {move || match is_empty.get() {
                true => t(w::VOICE_WAKE_EMPTY),
                false => tn(w::VOICE_WAKE_COUNT, count.get()).replace("{most}", &MOST.to_string()),
            }}
            {move || is_edited.get().then(|| view! { " " <strong>{say(w::VOICE_UNSAVED)}</strong> })}
        </p>
        <div class="voice__deeds">
            <Button
                label=w::VOICE_ADD
                icon=Signal::stored(LuPlus)
                disabled=Signal::derive(move || !may_act.get() || is_full.get())
                on_press=add
            />
            <Button
                label=w::VOICE_SAVE
                variant=Variant::Primary
                busy=state.saving
                disabled=Signal::derive(move || !may_save.get())
                on_press=save
            />
            <Button
                label=w::VOICE_DISCARD
                variant=Variant::Quiet
                disabled=Signal::derive(move || !is_edited.get())
                on_press=move || edit(Draft::discard)
            />
            <Button
                label=w::VOICE_RESET
                variant=Variant::Quiet
                disabled=Signal::derive(move || !may_act.get() || state.saving.get())
                on_press=move || asking.set(true)
            />
        </div>
        {super::speech::refusal(refused)}
        {move || (!may_act.get()).then(|| {
            let lacks = tr(w::VOICE_WRITE, &[("scope", Scope::Write.as_str())]);
            view! { <p class="voice__note">{lacks}</p> }
        })}
        <Confirm
            open=asking
            title=w::VOICE_RESET_ASK
            text=w::VOICE_RESET_TEXT
            verb=w::VOICE_RESET
            on_confirm=move || work::begin(state.save(Vec::new()))
        />
    }
}

/// The keyboard goes to a word's field, once it is drawn.
fn focus(list: NodeRef<html::Ol>, id: u64) {
    request_animation_frame(move || {
        let Some(Some(list)) = list.try_get_untracked() else { return };
        let field = list.query_selector(&format!("[data-word=\"{id}\"] input")).ok().flatten();
        if let Some(field) = field {
            let _focused = field.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// Another operator has written while this one edits.
#[component]
fn Conflict(state: VoiceState) -> impl IntoView {
    let theirs = Memo::new(move |_| {
        state.draft.with(|it| it.as_ref().and_then(|it| it.theirs().map(<[String]>::to_vec)))
    });
    let edit = move |change: fn(&mut Draft)| {
        state.edit(change);
    };
    view! {
        <div role="alert">
            {move || theirs.get().map(|theirs| view! {
                <Callout tone=Tone::Warning title=w::VOICE_CONFLICT>
                    <p>{say(w::VOICE_CONFLICT_THEIRS)}</p>
                    <ul class="voice__names">
                        {theirs.into_iter().map(|it| view! { <li dir="auto">{it}</li> }).collect_view()}
                    </ul>
                    <div class="voice__deeds">
                        <Button
                            label=w::VOICE_CONFLICT_MINE
                            small=true
                            on_press=move || edit(Draft::keep_mine)
                        />
                        <Button
                            label=w::VOICE_CONFLICT_TAKE
                            small=true
                            on_press=move || edit(Draft::take_theirs)
                        />
                    </div>
                </Callout>
            })}
        </div>
    }
}

#[component]
fn Word(
    state: VoiceState,
    entry: Entry,
    list: NodeRef<html::Ol>,
    add: Callback<()>,
) -> impl IntoView {
    let id = entry.id;
    let draft = state.draft;
    let text = Memo::new(move |_| {
        draft
            .with(|it| it.as_ref().and_then(|it| it.text(id).map(str::to_owned)))
            .unwrap_or_default()
    });
    let at = Memo::new(move |_| {
        draft.with(|it| {
            let entries = it.as_ref().map(Draft::entries).unwrap_or_default();
            (entries.iter().position(|it| it.id == id).unwrap_or_default() + 1, entries.len())
        })
    });
    let problem = Memo::new(move |_| draft.with(|it| it.as_ref().and_then(|it| it.problem(id))));
    let number = move || at.get().0.to_string();
    let named = move |word| move || tr(word, &[("n", &number())]);
    let note = move || match problem.get() {
        Some(Problem::TooLong) => tr(w::VOICE_WORD_LONG, &[("most", &LONGEST.to_string())]),
        Some(Problem::Twice) => t(w::VOICE_WORD_TWICE),
        None => String::new(),
    };
    let note_id = unique_id("word-note");
    let described_by = note_id.clone();
    let shift = move |down: bool| {
        state.edit(|draft| draft.shift(id, down));
    };
    let remove = move || {
        if let Some(next) = state.edit(|draft| draft.remove(id)).flatten() {
            focus(list, next);
        }
    };
    view! {
        <li class="voice__word" data-word=id.to_string() data-invalid=move || problem.get().is_some().then_some("true")>
            <input
                class="input__field"
                type="text"
                dir="auto"
                aria-label=named(w::VOICE_WORD)
                aria-invalid=move || problem.get().is_some().then_some("true")
                aria-describedby=described_by
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || text.get()
                on:input:target=move |event| {
                    let typed = event.target().value();
                    state.edit(|draft| draft.set(id, &typed));
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.is_composing() {
                        event.prevent_default();
                        add.run(());
                    }
                }
            />
            <IconButton
                label=named(w::VOICE_UP)
                glyph=LuArrowUp
                disabled=Signal::derive(move || at.get().0 == 1)
                on_press=move || shift(false)
            />
            <IconButton
                label=named(w::VOICE_DOWN)
                glyph=LuArrowDown
                disabled=Signal::derive(move || at.get().0 == at.get().1)
                on_press=move || shift(true)
            />
            <IconButton label=named(w::VOICE_REMOVE) glyph=LuTrash2 on_press=remove/>
            <p class="voice__problem" id=note_id>{note}</p>
        </li>
    }
}
