//! The files of an agent: which there are, what each is for, how large and how old, and which could be
//! made. Each leads to its text.

use leptos::prelude::*;

use super::address;
use super::state::AgentsState;
use super::state::files::FilesState;
use crate::platform::{moment, number, work};
use crate::protocol::agents::{AgentFile, AgentFiles, AgentsFilesList};
use crate::protocol::id::AgentId;
use crate::ui::badge::Badge;
use crate::ui::callout::Tone;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section};
use crate::words::{Word, say, t, tr, w};

#[component]
pub fn Files(state: AgentsState, files: FilesState, id: AgentId) -> impl IntoView {
    let id = StoredValue::new(id);
    let draw = move |list: &AgentFiles| {
        if list.files.is_empty() {
            return view! { <Empty text=w::AGENTS_FILES_NONE/> }.into_any();
        }
        let lines = list.files.iter().cloned();
        let lines = lines.map(|file| line(files, id.get_value(), file)).collect_view();
        view! {
            <p class="agents__path"><code class="agents__code" dir="ltr">{list.workspace.clone()}</code></p>
            <ul class="agents__files">{lines}</ul>
        }
        .into_any()
    };
    let again = move || work::begin(files.load_list());
    let offered = state.offers::<AgentsFilesList>();
    view! {
        <Section title=w::AGENTS_FILES note=w::AGENTS_FILES_NOTE>
            <Show when=move || offered.get() || files.list.with(|list| list.ready().is_some())
                fallback=|| view! { <Empty text=w::AGENTS_FILES_UNOFFERED/> }>
                {remote_view(files.list.into(), again, draw)}
            </Show>
        </Section>
    }
}

fn line(files: FilesState, id: AgentId, file: AgentFile) -> impl IntoView {
    let to = address::file(&id, &file.name);
    let is_missing = file.missing == Some(true);
    let name = file.name.clone();
    let is_kept = move || files.is_kept(&id, &name);
    let about = about(&file.name);
    let meta = if is_missing {
        t(if file.expected_absent == Some(true) {
            w::AGENTS_FILE_OPTIONAL
        } else {
            w::AGENTS_FILE_MISSING
        })
    } else {
        let size = file.size.map(size_in_words);
        let when = file.updated_at_ms.map(moment::ago);
        [size, when].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let exact = file.updated_at_ms.filter(|_| !is_missing).map(moment::date_and_time);
    view! {
        <li class="agents__item">
            <a class="agents__file" href=to data-missing=is_missing.then_some("")>
                <span class="agents__name" dir="ltr">{file.name}</span>
                {move || is_kept().then(|| view! { <Badge text=w::AGENTS_FILE_UNSAVED tone=Some(Tone::Warning)/> })}
                {is_missing.then(|| view! { <span class="agents__make">{say(w::AGENTS_FILE_CREATE)}</span> })}
                <span class="agents__about">{about.map(|word| view! { <span>{say(word)}</span> })}</span>
                <span class="agents__meta" title=exact>{meta}</span>
            </a>
        </li>
    }
}

/// Bytes as people say them.
#[must_use]
pub fn size_in_words(bytes: u64) -> String {
    let bytes = bytes as f64;
    if bytes < 1_024.0 {
        tr(w::AGENTS_SIZE_BYTES, &[("n", &number::whole(bytes))])
    } else {
        tr(w::AGENTS_SIZE_KB, &[("n", &number::whole((bytes / 1_024.0).max(1.0).round()))])
    }
}

/// What a file of this name is for.
#[must_use]
pub fn about(name: &str) -> Option<Word> {
    Some(match name {
        "AGENTS.md" => w::AGENTS_FILE_AGENTS,
        "SOUL.md" => w::AGENTS_FILE_SOUL,
        "TOOLS.md" => w::AGENTS_FILE_TOOLS,
        "IDENTITY.md" => w::AGENTS_FILE_IDENTITY,
        "USER.md" => w::AGENTS_FILE_USER,
        "HEARTBEAT.md" => w::AGENTS_FILE_HEARTBEAT,
        "BOOTSTRAP.md" => w::AGENTS_FILE_BOOTSTRAP,
        "MEMORY.md" | "memory.md" => w::AGENTS_FILE_MEMORY,
        _ => return None,
    })
}
