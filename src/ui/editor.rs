//! A text of many lines, with their numbers, colours, and what is wrong at its place. The editor is
//! fetched with the first such text; where that cannot be had, a plain field stands instead. Places
//! are bytes of the text here and whatever the editor counts in there.

mod canvas;

use std::ops::Range;

use leptos::{html, prelude::*, text_prop::TextProp};

use crate::platform::watch::watch;
use crate::words::{Word, say, t, w};

use canvas::{Canvas, Said};

/// Something that is wrong in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorMark {
    pub place: Range<usize>,
    pub is_error: bool,
    pub text: String,
}

/// What the text is written in: its colours, and what the keys do for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Json5,
    Markdown,
}

impl Language {
    fn as_str(self) -> &'static str {
        match self {
            Self::Json5 => "json5",
            Self::Markdown => "markdown",
        }
    }
}

/// What has become of the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Open,
    /// The script could not be fetched.
    Failed,
}

/// A text to edit. It shows `text` and never changes it by itself: what is typed goes to `on_edit`.
#[component]
pub fn Editor(
    #[prop(into)] label: TextProp,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] on_edit: Callback<String>,
    #[prop(optional)] language: Language,
    #[prop(optional, into)] marks: Signal<Vec<EditorMark>>,
    /// What must not be read over a shoulder; `None`: as it was before, moved with the text.
    #[prop(optional, into)]
    secrets: Signal<Option<Vec<Range<usize>>>>,
    #[prop(into)] locked: Signal<bool>,
    /// A text that is drawn as a word.
    #[prop(optional)]
    chip: Option<(&'static str, Word)>,
    /// A place to go to: taken, and nothing again.
    go: RwSignal<Option<usize>>,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Loading);
    let place = NodeRef::<html::Div>::new();
    let plain = NodeRef::<html::Textarea>::new();
    let canvas = StoredValue::new_local(None::<Canvas>);
    let (name, plain_name) = (label.clone(), label);
    let said = Signal::derive(move || Said {
        label: name.get().to_string(),
        note: t(w::UI_EDITOR_KEYS),
        phrases: phrases(),
        chip: chip.map(|(text, word)| (text, t(word))),
        language: language.as_str(),
    });
    watch(move || {
        let Some(place) = place.get() else { return };
        if canvas.with_value(Option::is_none) {
            // Whoever waited may have gone elsewhere meanwhile.
            let told = move |is_open: bool| {
                let _gone = stage.try_set(if is_open { Stage::Open } else { Stage::Failed });
            };
            canvas.set_value(Some(Canvas::new(place.into(), said, text, on_edit, told)));
        }
    });
    let with = move |act: &dyn Fn(&Canvas)| {
        if stage.get() == Stage::Open {
            canvas.with_value(|canvas| canvas.iter().for_each(act));
        }
    };
    watch(move || with(&|canvas| canvas.say(&said.get())));
    watch(move || with(&|canvas| canvas.lock(locked.get())));
    watch(move || with(&|canvas| text.with(|text| canvas.show(text))));
    watch(move || {
        with(&|canvas| {
            secrets.with(|secrets| {
                let Some(secrets) = secrets else { return };
                text.with_untracked(|text| canvas.hide(text, secrets));
            });
        });
    });
    watch(move || {
        with(&|canvas| marks.with(|marks| text.with_untracked(|it| canvas.mark(it, marks))));
    });
    watch(move || {
        let Some(at) = go.get() else { return };
        match stage.get() {
            Stage::Loading => return,
            Stage::Open => with(&|canvas| text.with_untracked(|text| canvas.go(text, at))),
            Stage::Failed => {
                if let Some(plain) = plain.get_untracked() {
                    let at = text.with_untracked(|text| canvas::units(text, at));
                    let _focused = plain.focus();
                    let _selected = plain.set_selection_range(at, at);
                }
            }
        }
        go.set(None);
    });
    // An editor lives on its element, whatever becomes of the signals around it.
    on_cleanup(move || drop(canvas.try_update_value(Option::take)));
    view! {
        <div class="editor" data-locked=move || locked.get().then_some("")>
            <div
                class="editor__place"
                node_ref=place
                dir="ltr"
                aria-busy=move || (stage.get() == Stage::Loading).then_some("true")
                hidden=move || stage.get() == Stage::Failed
            ></div>
            {move || (stage.get() == Stage::Failed).then(|| {
                let name = plain_name.clone();
                view! {
                    <textarea
                        class="editor__plain"
                        node_ref=plain
                        role="textbox"
                        autocapitalize="none"
                        autocomplete="off"
                        spellcheck="false"
                        dir="ltr"
                        aria-label=move || name.get()
                        aria-invalid=move || marks.with(|marks| marks.iter().any(|it| it.is_error)).then_some("true")
                        readonly=move || locked.get()
                        prop:value=move || text.get()
                        on:input:target=move |event| on_edit.run(event.target().value())
                    ></textarea>
                }
            })}
            <p class="editor__note" hidden=move || stage.get() != Stage::Open>{say(w::UI_EDITOR_KEYS)}</p>
        </div>
    }
}

/// What the editor calls its own parts, in its words and in ours.
fn phrases() -> Vec<(&'static str, String)> {
    [
        ("Find", w::UI_EDITOR_FIND),
        ("next", w::UI_EDITOR_NEXT),
        ("previous", w::UI_EDITOR_PREVIOUS),
        ("all", w::UI_EDITOR_ALL),
        ("match case", w::UI_EDITOR_CASE),
        ("regexp", w::UI_EDITOR_PATTERN),
        ("by word", w::UI_EDITOR_WORD),
        ("Replace", w::UI_EDITOR_REPLACE),
        ("replace", w::UI_EDITOR_REPLACE),
        ("replace all", w::UI_EDITOR_REPLACE_ALL),
        ("close", w::UI_CLOSE),
        ("Go to line", w::UI_EDITOR_LINE),
        ("go", w::UI_EDITOR_GO),
        ("current match", w::UI_EDITOR_MATCH),
        ("on line", w::UI_EDITOR_ON_LINE),
        ("replaced $ matches", w::UI_EDITOR_REPLACED),
        ("replaced match on line $", w::UI_EDITOR_REPLACED_LINE),
        ("Diagnostics", w::UI_EDITOR_FAULTS),
        ("No diagnostics", w::UI_EDITOR_NO_FAULTS),
    ]
    .into_iter()
    .map(|(theirs, ours)| (theirs, t(ours)))
    .collect()
}
