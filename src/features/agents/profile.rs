//! Making an agent, and changing what one is called, looks like, runs on and where its files lie. Only
//! what was changed is sent.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::roster::{folder_beside, id_of};
use super::state::AgentsState;
use crate::gateway::error::CallError;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::agents::{AgentRow, AgentsCreate, AgentsUpdate};
use crate::protocol::change::Change;
use crate::protocol::id::AgentId;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::dialog::Dialog;
use crate::ui::input::select::{Choice, Select};
use crate::ui::input::text::{TextInput, TextKind};
use crate::words::{say, t, tr, w};

/// Whom the form is about.
#[derive(Debug, Clone, Copy)]
pub enum Subject {
    New,
    Known(Memo<AgentRow>),
}

/// What the form says.
#[derive(Debug, Clone, Default, PartialEq)]
struct Said {
    name: String,
    workspace: String,
    model: String,
    emoji: String,
    avatar: String,
}

impl Said {
    fn of(state: AgentsState, row: &AgentRow) -> Self {
        let settings = state.settings(&row.id);
        // Where the configuration cannot be read, nobody knows whose the model is.
        let own = match &settings {
            Some(settings) if settings.is_common_model => None,
            Some(settings) => settings.model.clone(),
            None => row.model.as_ref().and_then(|model| model.primary.clone()),
        };
        let identity = row.identity.clone().unwrap_or_default();
        let looks = state.looks(row);
        let is_named = looks.name != row.id.as_str();
        Self {
            name: if is_named { looks.name } else { row.name.clone().unwrap_or_default() },
            workspace: state.workspace(&row.id).unwrap_or_default(),
            model: own.unwrap_or_default(),
            emoji: identity.emoji.or(looks.emoji).unwrap_or_default(),
            avatar: identity.avatar.unwrap_or_default(),
        }
    }

    fn trimmed(&self) -> Self {
        let trimmed = |text: &String| text.trim().to_owned();
        Self {
            name: trimmed(&self.name),
            workspace: trimmed(&self.workspace),
            model: trimmed(&self.model),
            emoji: trimmed(&self.emoji),
            avatar: trimmed(&self.avatar),
        }
    }

    fn to_make(&self) -> AgentsCreate {
        let said = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        AgentsCreate {
            name: self.name.clone(),
            workspace: said(&self.workspace),
            model: said(&self.model),
            emoji: said(&self.emoji),
            avatar: said(&self.avatar),
        }
    }

    /// What differs from what was there; `None` is nothing.
    fn to_change(&self, id: AgentId, before: &Self) -> Option<AgentsUpdate> {
        let said = |now: &String, before: &String| {
            Some(now.clone()).filter(|now| now != before && !now.is_empty())
        };
        let model = match (&self.model, &before.model) {
            (now, before) if now == before => Change::Keep,
            (now, _) if now.is_empty() => Change::Clear,
            (now, _) => Change::Set(now.clone()),
        };
        let update = AgentsUpdate {
            agent_id: id,
            name: said(&self.name, &before.name),
            workspace: said(&self.workspace, &before.workspace),
            model,
            emoji: said(&self.emoji, &before.emoji),
            avatar: said(&self.avatar, &before.avatar),
        };
        let nothing = AgentsUpdate { agent_id: update.agent_id.clone(), ..AgentsUpdate::default() };
        (update != nothing).then_some(update)
    }

    /// What was there and is left empty: gateways take away none of it.
    fn emptied(&self, before: &Self) -> [bool; 4] {
        let gone = |now: &String, before: &String| now.is_empty() && !before.is_empty();
        [
            gone(&self.name, &before.name),
            gone(&self.workspace, &before.workspace),
            gone(&self.emoji, &before.emoji),
            gone(&self.avatar, &before.avatar),
        ]
    }
}

/// The form, while `open` is true.
#[component]
pub fn Form(state: AgentsState, open: RwSignal<bool>, subject: Subject) -> impl IntoView {
    let title = move || match subject {
        Subject::New => t(w::AGENTS_FORM_NEW),
        Subject::Known(row) => {
            tr(w::AGENTS_FORM_EDIT, &[("name", &row.with(|row| state.looks(row).name))])
        }
    };
    view! {
        <Dialog open=open title=title>
            <Fields state open subject/>
        </Dialog>
    }
}

#[component]
fn Fields(state: AgentsState, open: RwSignal<bool>, subject: Subject) -> impl IntoView {
    let is_new = matches!(subject, Subject::New);
    let before = untrack(|| match subject {
        Subject::New => Said::default(),
        Subject::Known(row) => row.with(|row| Said::of(state, row)),
    });
    let [name, workspace, emoji, avatar] =
        [&before.name, &before.workspace, &before.emoji, &before.avatar]
            .map(|text| RwSignal::new(text.clone()));
    let model = RwSignal::new(before.model.clone());
    let [name_problem, workspace_problem, emoji_problem, avatar_problem] =
        [(); 4].map(|()| RwSignal::new(None::<String>));
    let trouble = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    work::begin(state.stores.models.load());
    // A folder is proposed until somebody types one.
    let proposed = StoredValue::new(String::new());
    if is_new {
        watch(move || {
            let default = state.stores.agents.default_id();
            let other = default.and_then(|id| state.workspace(&id)).unwrap_or_default();
            let folder = name.with(|name| folder_beside(&other, &id_of(name)));
            let is_ours = workspace.with_untracked(|now| *now == proposed.get_value());
            if is_ours {
                proposed.set_value(folder.clone());
                workspace.set(folder);
            }
        });
    }
    let navigate = use_navigate();
    let go = StoredValue::new_local(move |id: &AgentId| {
        let id = String::from(js_sys::encode_uri_component(id.as_str()));
        navigate(&format!("/agents?agent={id}"), NavigateOptions::default());
    });
    let before = StoredValue::new(before);
    let said = move || {
        Said {
            name: name.get_untracked(),
            workspace: workspace.get_untracked(),
            model: model.get_untracked(),
            emoji: emoji.get_untracked(),
            avatar: avatar.get_untracked(),
        }
        .trimmed()
    };
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let said = said();
        trouble.set(None);
        let emptied = before.with_value(|before| said.emptied(before));
        let problems = [name_problem, workspace_problem, emoji_problem, avatar_problem];
        for (problem, is_emptied) in problems.into_iter().zip(emptied) {
            problem.set(is_emptied.then(|| t(w::AGENTS_FORM_STAYS)));
        }
        if is_new && id_of(&said.name).is_empty() {
            name_problem.set(Some(t(w::AGENTS_FORM_NAME_MISSING)));
        }
        if problems.iter().any(|problem| problem.with_untracked(Option::is_some)) {
            return;
        }
        busy.set(true);
        work::begin(async move {
            let outcome = match subject {
                Subject::New => state.create(said.to_make()).await.map(|made| Some(made.agent_id)),
                Subject::Known(row) => {
                    let id = row.with_untracked(|row| row.id.clone());
                    let update = before.with_value(|before| said.to_change(id, before));
                    match update {
                        Some(update) => state.update(update).await.map(|()| None),
                        None => Ok(None),
                    }
                }
            };
            busy.try_set(false);
            match outcome {
                Ok(made) => {
                    if let Some(id) = made {
                        go.try_with_value(|go| go(&id));
                    }
                    open.try_set(false);
                }
                Err(error) if asks_for_folder(&error) => {
                    workspace_problem.try_set(Some(t(w::AGENTS_FORM_FOLDER_MISSING)));
                }
                Err(error) => {
                    trouble.try_set(Some(refusal(&error)));
                }
            }
        });
    };
    let had_model = before.with_value(|before| before.model.clone());
    let choices = Signal::derive(move || {
        let mut choices: Vec<_> = state
            .stores
            .models
            .choices()
            .into_iter()
            .map(|(value, label)| Choice { value, label })
            .collect();
        for known in [&had_model, &model.get()] {
            if !known.is_empty() && !choices.iter().any(|choice| choice.value == *known) {
                choices.insert(0, Choice { value: known.clone(), label: known.clone() });
            }
        }
        if had_model.is_empty() || state.can_clear_model() {
            choices
                .insert(0, Choice { value: String::new(), label: t(w::AGENTS_FORM_MODEL_COMMON) });
        }
        choices
    });
    let id_note = move || {
        let id = name.with(|name| id_of(name));
        if id.is_empty() {
            t(w::AGENTS_FORM_NAME_HINT)
        } else {
            tr(w::AGENTS_FORM_ID, &[("id", &id)])
        }
    };
    let name_hint = move || if is_new { id_note() } else { t(w::AGENTS_FORM_NAME_CHANGE) };
    let folder_hint =
        if is_new { w::AGENTS_FORM_FOLDER_HINT } else { w::AGENTS_FORM_FOLDER_CHANGE };
    let verb = if is_new { w::AGENTS_FORM_MAKE } else { w::AGENTS_FORM_SAVE };
    view! {
        <form
            class="profile"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <TextInput label=w::AGENTS_FORM_NAME value=name hint=name_hint problem=name_problem/>
            <TextInput label=w::AGENTS_FORM_EMOJI value=emoji problem=emoji_problem hint=w::AGENTS_FORM_EMOJI_HINT/>
            <div class="profile__field">
                <span class="input__label">{say(w::AGENTS_FORM_MODEL)}</span>
                <Select
                    label=w::AGENTS_FORM_MODEL
                    value=model
                    choices=choices
                    on_choose=move |chosen| model.set(chosen)
                />
            </div>
            <TextInput label=w::AGENTS_FORM_FOLDER value=workspace kind=TextKind::Url
                hint=folder_hint problem=workspace_problem/>
            <TextInput label=w::AGENTS_FORM_AVATAR value=avatar kind=TextKind::Url
                hint=w::AGENTS_FORM_AVATAR_HINT problem=avatar_problem/>
            <div role="alert">
                {move || trouble.get().map(|why| view! { <Callout tone=Tone::Danger title=move || why.clone()/> })}
            </div>
            <div class="profile__end">
                <Button label=w::UI_CANCEL on_press=move || open.set(false)/>
                <Button label=verb variant=Variant::Primary busy=busy submit=true/>
            </div>
        </form>
    }
}

/// Early gateways insist on a folder.
fn asks_for_folder(error: &CallError) -> bool {
    matches!(error, CallError::Refused { message, .. }
        if message.contains("workspace") && message.contains("required"))
}

/// An agent that is nowhere written can be used and not changed.
fn refusal(error: &CallError) -> String {
    match error {
        CallError::Refused { message, .. }
            if message.starts_with("agent \"") && message.ends_with("not found") =>
        {
            t(w::AGENTS_FORM_UNWRITTEN)
        }
        error => error.sentence(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(name: &str, model: &str, emoji: &str) -> Said {
        Said {
            name: name.to_owned(),
            model: model.to_owned(),
            emoji: emoji.to_owned(),
            ..Said::default()
        }
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = said("Asha", "a/b", "🦀");
        let change = |now: &Said| {
            now.to_change(AgentId::from("a"), &before).map(|it| serde_json::to_value(it).unwrap())
        };
        assert_eq!(change(&before), None);
        assert_eq!(
            change(&said("Asha", "", "🐦")),
            Some(json!({"agentId": "a", "model": null, "emoji": "🐦"}))
        );
        assert_eq!(
            change(&said("Wren", "c/d", "")),
            Some(json!({"agentId": "a", "name": "Wren", "model": "c/d"}))
        );
        assert_eq!(said("", "", "").emptied(&before), [true, false, true, false]);
    }

    #[test]
    fn what_is_left_empty_is_not_said_of_a_new_agent() {
        let made = serde_json::to_value(said("Asha", "", "").to_make()).unwrap();
        assert_eq!(made, json!({"name": "Asha"}));
    }

    #[test]
    fn refusals_that_can_be_mended_say_how() {
        let refused = |message: &str| CallError::Refused {
            code: "INVALID_REQUEST".to_owned(),
            message: message.to_owned(),
            details: None,
            retry_after_ms: None,
        };
        assert!(asks_for_folder(&refused(
            "invalid agents.create params: must have required property 'workspace'"
        )));
        assert_eq!(refusal(&refused("agent \"main\" not found")), t(w::AGENTS_FORM_UNWRITTEN));
        assert!(refusal(&refused("\"main\" is reserved")).contains("reserved"));
    }
}
