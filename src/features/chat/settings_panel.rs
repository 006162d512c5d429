//! What a session is set to: model, thinking level, how much of tool calls is told. Each is set on
//! the gateway at once, and its refusal stands at the field. It is there while it is open.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::platform::work;
use crate::protocol::change::Change;
use crate::protocol::id::SessionKey;
use crate::protocol::method::Method;
use crate::protocol::sessions::patch::SessionsPatch;
use crate::protocol::sessions::row::SessionRow;
use crate::store::Stores;
use crate::ui::input::select::{Choice, Select};
use crate::ui::later::Draw;
use crate::words::{Word, say, t, w};

/// The levels of gateways that do not say which they know.
const THINKING: [&str; 5] = ["off", "minimal", "low", "medium", "high"];
const VERBOSE: [&str; 3] = ["off", "on", "full"];

#[derive(Clone, Copy)]
pub struct SettingsParts {
    pub stores: Stores,
    pub session: Signal<Option<SessionKey>>,
    pub row: Memo<Option<SessionRow>>,
    pub model: Memo<String>,
    pub open: RwSignal<bool>,
}

part! {
    pub fn settings_panel in extras = draw as Draw<SettingsParts>
}

fn draw(parts: SettingsParts) -> AnyView {
    let SettingsParts { stores, session, row, model, open } = parts;
    let levels = stores.chat.levels();
    let refusal = RwSignal::new(None::<String>);
    let allowed = Signal::derive(move || stores.connection.allows(SessionsPatch::SCOPE));

    let models = Memo::new(move |_| {
        stores.models.choices().into_iter().map(|(value, label)| Choice { value, label }).collect()
    });
    let thinking_choices = Memo::new(move |_| {
        row.with(|row| {
            let offered = row.as_ref().map(|row| {
                if row.thinking_levels.is_empty() {
                    &row.thinking_options
                } else {
                    &row.thinking_levels
                }
            });
            match offered.filter(|offered| !offered.is_empty()) {
                Some(offered) => offered
                    .iter()
                    .map(|level| Choice {
                        value: level.id.clone(),
                        label: level.label.clone().unwrap_or_else(|| level.id.clone()),
                    })
                    .collect(),
                None => plain(&THINKING),
            }
        })
    });
    let thinking = Memo::new(move |_| {
        let set = row.with(|row| {
            row.as_ref()
                .and_then(|row| row.thinking_level.clone().or_else(|| row.thinking_default.clone()))
        });
        set.or_else(|| levels.get().thinking).unwrap_or_default()
    });
    let verbose = Memo::new(move |_| {
        let set = row.with(|row| row.as_ref().and_then(|row| row.verbose_level.clone()));
        set.or_else(|| levels.get().verbose).unwrap_or_default()
    });

    let patch = move |set: fn(&mut SessionsPatch, Change<String>), value: String| {
        let Some(key) = session.get_untracked() else { return };
        let mut request = SessionsPatch { key, ..SessionsPatch::default() };
        set(&mut request, if value.is_empty() { Change::Clear } else { Change::Set(value) });
        refusal.set(None);
        work::begin(async move {
            if let Err(error) = stores.sessions.patch(request).await {
                refusal.set(Some(error.sentence()));
            }
        });
    };
    view! {
        <div class="chat__veil" on:click=move |_| open.set(false)></div>
        <div
            class="chat__settings"
            role="dialog"
            aria-label=say(w::CHAT_SETTINGS)
            on:keydown=move |event| if event.key() == "Escape" { open.set(false) }
        >
            <Setting label=w::CHAT_MODEL choices=models value=model allowed
                set=Callback::new(move |value| patch(|request, change| request.model = change, value))/>
            <Setting label=w::CHAT_THINKING_LEVEL choices=thinking_choices value=thinking allowed
                set=Callback::new(move |value| patch(|request, change| request.thinking_level = change, value))/>
            <Setting label=w::CHAT_TOOL_DETAIL choices=Memo::new(|_| plain(&VERBOSE)) value=verbose allowed
                set=Callback::new(move |value| patch(|request, change| request.verbose_level = change, value))/>
            <p class="chat__quiet">{say(w::CHAT_TOOL_DETAIL_HELP)}</p>
            <Show when=move || !allowed.get()>
                <p class="chat__quiet">{say(w::CHAT_SETTINGS_SCOPE)}</p>
            </Show>
            <Show when=move || refusal.with(Option::is_some)>
                <p class="chat__refusal" role="alert">{move || refusal.get()}</p>
            </Show>
        </div>
    }
    .into_any()
}

fn plain(words: &[&str]) -> Vec<Choice> {
    words
        .iter()
        .map(|word| Choice { value: (*word).to_owned(), label: (*word).to_owned() })
        .collect()
}

#[component]
fn Setting(
    label: Word,
    choices: Memo<Vec<Choice>>,
    value: Memo<String>,
    allowed: Signal<bool>,
    set: Callback<String>,
) -> impl IntoView {
    // The default is always among the choices, and so is what is set, listed or not.
    let all = Memo::new(move |_| {
        let mut all = vec![Choice { value: String::new(), label: t(w::CHAT_DEFAULT) }];
        let value = value.get();
        let mut listed = choices.get();
        if !value.is_empty() && !listed.iter().any(|choice| choice.value == value) {
            all.push(Choice { label: value.clone(), value });
        }
        all.append(&mut listed);
        all
    });
    view! {
        <div class="chat__choice">
            <span aria-hidden="true">{move || t(label)}</span>
            <Select
                label=label
                value=value
                choices=all
                disabled=Signal::derive(move || !allowed.get())
                on_choose=set
            />
        </div>
    }
}
