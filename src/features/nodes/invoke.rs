//! Running a command on a node: which one, with what, and how long to wait. The well-known ones have
//! a form, every one can be given its parameters as JSON.

use leptos::prelude::*;
use serde_json::Value;

use super::command::{self, Field, Kind, number};
use super::state::{NodesState, Order};
use crate::platform::work;
use crate::protocol::id::NodeId;
use crate::protocol::method::Method;
use crate::protocol::nodes::{Node, NodeInvoke};
use crate::store::Stores;
use crate::store::nodes::title;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Callout;
use crate::ui::input::json::{self, JsonInput};
use crate::ui::input::select::{Choice, Select};
use crate::ui::input::text::{TextInput, TextKind};
use crate::ui::sheet::Section;
use crate::words::{say, t, tr, w};

/// How long a node is given, in seconds. A call is given up a little after the longest.
const PATIENCE: u32 = 30;
const LONGEST: u32 = 120;

#[component]
pub fn Invoke(stores: Stores, state: NodesState, id: NodeId, node: Memo<Node>) -> impl IntoView {
    let phase = stores.connection.phase();
    let commands = Memo::new(move |_| {
        let groups = node.with(|node| command::groups(&node.commands));
        groups.into_iter().flat_map(|(_, commands)| commands).collect::<Vec<_>>()
    });
    let is_offered = Memo::new(move |_| {
        phase.track();
        stores.nodes.offers(NodeInvoke::NAME) && !commands.with(Vec::is_empty)
    });
    let wanted = RwSignal::new(String::new());
    // Only what the node offers can be chosen, and what it no longer offers is no longer chosen.
    let chosen = Memo::new(move |_| {
        let wanted = wanted.get();
        commands.with(|commands| {
            commands
                .iter()
                .find(|it| **it == wanted)
                .or(commands.first())
                .cloned()
                .unwrap_or_default()
        })
    });
    let choices = Signal::derive(move || {
        let choice = |command: String| Choice { value: command.clone(), label: command };
        commands.get().into_iter().map(choice).collect::<Vec<_>>()
    });
    let patience = RwSignal::new(PATIENCE.to_string());
    let connected = Memo::new(move |_| node.with(|node| node.connected == Some(true)));
    let allowed = Signal::derive(move || stores.connection.allows(NodeInvoke::SCOPE));
    let id = StoredValue::new(id);
    view! {
        <Show when=move || is_offered.get()>
            <Section title=w::NODES_RUN_TITLE note=w::NODES_RUN_NOTE>
                <Show when=move || !allowed.get()>
                    <p class="nodes__note">
                        {move || tr(w::NODES_RUN_SCOPE, &[("scope", NodeInvoke::SCOPE.as_str())])}
                    </p>
                </Show>
                <Show when=move || !connected.get()>
                    <Callout title=w::NODES_RUN_AWAY/>
                </Show>
                <div class="nodes__field">
                    <span aria-hidden="true">{say(w::NODES_COMMAND)}</span>
                    <Select
                        label=w::NODES_COMMAND
                        value=chosen
                        choices
                        on_choose=move |command| wanted.set(command)
                    />
                </div>
                {move || {
                    let command = chosen.get();
                    view! { <Form state id=id.get_value() node command patience allowed/> }
                }}
            </Section>
        </Show>
    }
}

/// The parameters of the command that is chosen. Another command begins a new form.
#[component]
fn Form(
    state: NodesState,
    id: NodeId,
    node: Memo<Node>,
    command: String,
    patience: RwSignal<String>,
    allowed: Signal<bool>,
) -> impl IntoView {
    let fields = command::fields(&command);
    let known = fields.is_some();
    let fields = fields.unwrap_or_default();
    let typed: Vec<_> = fields.iter().map(|_| RwSignal::new(String::new())).collect();
    let typed = StoredValue::new(typed);
    let as_json = RwSignal::new(!known);
    let text = RwSignal::new("{}".to_owned());
    let tried = RwSignal::new(false);
    let values = move || {
        typed.with_value(|typed| typed.iter().map(RwSignal::get_untracked).collect::<Vec<_>>())
    };
    // What is wrong is said at its field; then nothing is sent.
    let params = move || -> Option<Option<Value>> {
        if as_json.get_untracked() {
            return text.with_untracked(|text| json::read(text)).ok();
        }
        command::params(fields, &values()).map(|params| Some(Value::Object(params)))
    };
    let write_json = move || {
        text.set(drafted(fields, &values()));
        as_json.set(true);
    };
    let (of, node_id) = (command.clone(), id.clone());
    let run = move || {
        tried.set(true);
        let Some(timeout_ms) = patience.with_untracked(|typed| milliseconds(typed)) else { return };
        let Some(params) = params() else { return };
        let name = node.with_untracked(title);
        let (node, command) = (node_id.clone(), of.clone());
        work::begin(state.invoke(Order { node, name, command, params, timeout_ms }));
    };
    let busy = Signal::derive(move || state.is_running(&id));
    let patience_problem = Signal::derive(move || {
        let wrong = patience.with(|typed| milliseconds(typed).is_none());
        wrong.then(|| tr(w::NODES_PATIENCE_WRONG, &[("most", &LONGEST.to_string())]))
    });
    let parameters = move || {
        if as_json.get() {
            return view! { <JsonInput label=w::NODES_JSON value=text hint=w::NODES_JSON_HINT/> }
                .into_any();
        }
        if fields.is_empty() {
            return view! { <p class="nodes__note">{say(w::NODES_NO_PARAMS)}</p> }.into_any();
        }
        let typed = typed.get_value();
        let inputs = fields.iter().zip(typed).map(|(field, typed)| parameter(*field, typed, tried));
        view! { <div class="nodes__params">{inputs.collect_view()}</div> }.into_any()
    };
    view! {
        <form
            class="nodes__run"
            aria-label=say(w::NODES_RUN_TITLE)
            on:submit=move |event| {
                event.prevent_default();
                if allowed.get_untracked() && !busy.get_untracked() {
                    run();
                }
            }
        >
            {parameters}
            {known.then(|| view! {
                <p>
                    <Show
                        when=move || as_json.get()
                        fallback=move || view! {
                            <Button label=w::NODES_AS_JSON variant=Variant::Quiet small=true on_press=write_json/>
                        }
                    >
                        <Button label=w::NODES_AS_FORM variant=Variant::Quiet small=true
                            on_press=move || as_json.set(false)/>
                    </Show>
                </p>
            })}
            <div class="nodes__order">
                <TextInput label=w::NODES_PATIENCE value=patience kind=TextKind::Number problem=patience_problem/>
                <Button
                    label=w::NODES_RUN
                    variant=Variant::Primary
                    busy
                    disabled=Signal::derive(move || !allowed.get())
                    submit=true
                />
            </div>
        </form>
    }
}

fn parameter(field: Field, typed: RwSignal<String>, tried: RwSignal<bool>) -> AnyView {
    let label = move || {
        if field.required {
            t(field.label)
        } else {
            tr(w::NODES_PARAM_OPTIONAL, &[("name", &t(field.label))])
        }
    };
    let choices = match field.kind {
        Kind::Choice(words) => words.iter().map(|word| ((*word).to_owned(), None)).collect(),
        Kind::Switch => {
            vec![("true".to_owned(), Some(w::NODES_YES)), ("false".to_owned(), Some(w::NODES_NO))]
        }
        Kind::Text | Kind::Prose | Kind::Words | Kind::Line | Kind::Number => Vec::new(),
    };
    if !choices.is_empty() {
        let choices = Signal::derive(move || {
            let unset = Choice { value: String::new(), label: t(w::NODES_UNSET) };
            let each = choices.clone().into_iter().map(|(value, word)| {
                let label = word.map_or_else(|| value.clone(), t);
                Choice { value, label }
            });
            std::iter::once(unset).chain(each).collect::<Vec<_>>()
        });
        return view! {
            <div class="nodes__field">
                <span aria-hidden="true">{label}</span>
                <Select label value=typed choices on_choose=move |value| typed.set(value)/>
            </div>
        }
        .into_any();
    }
    let problem = Signal::derive(move || {
        let wrong = typed.with(|typed| command::value(&field, typed).err());
        let is_said = tried.get() || typed.with(|typed| !typed.trim().is_empty());
        wrong.filter(|_| is_said).map(|problem| t(problem.word()))
    });
    let kind = match field.kind {
        Kind::Number => TextKind::Number,
        Kind::Prose => TextKind::Words,
        _ => TextKind::Url,
    };
    let hint = move || match field.kind {
        // What a line is cut into is what will run.
        Kind::Line => typed.with(|typed| sent_as(&field, typed)).unwrap_or_default(),
        Kind::Words => t(w::NODES_WORDS_HINT),
        _ => String::new(),
    };
    view! { <TextInput label value=typed kind hint problem/> }.into_any()
}

fn sent_as(field: &Field, typed: &str) -> Option<String> {
    let value = command::value(field, typed).ok()??;
    Some(tr(w::NODES_SENT_AS, &[("words", &value.to_string())]))
}

/// What the form says so far, to go on with as JSON.
fn drafted(fields: &[Field], typed: &[String]) -> String {
    let sent = |(field, typed): (&Field, &String)| {
        command::value(field, typed).ok().flatten().map(|value| (field.name.to_owned(), value))
    };
    let draft = Value::Object(fields.iter().zip(typed).filter_map(sent).collect());
    serde_json::to_string_pretty(&draft).expect("a JSON value can be written")
}

/// Seconds as they are typed.
fn milliseconds(typed: &str) -> Option<u32> {
    let seconds = number(typed.trim())?.as_f64()?;
    (seconds >= 1.0 && seconds <= f64::from(LONGEST)).then_some((seconds * 1000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_given_a_second_to_two_minutes() {
        for (typed, given) in [
            ("30", Some(30_000)),
            (" 1.5 ", Some(1_500)),
            ("120", Some(120_000)),
            ("0", None),
            ("121", None),
            ("", None),
            ("soon", None),
        ] {
            assert_eq!(milliseconds(typed), given, "{typed}");
        }
    }

    #[test]
    fn the_form_is_taken_over_into_json_as_far_as_it_is_right() {
        let fields = command::fields("system.run").unwrap();
        let typed = ["git log", "", "soon"].map(str::to_owned);
        let draft: Value = serde_json::from_str(&drafted(fields, &typed)).unwrap();
        assert_eq!(draft, serde_json::json!({"command": ["git", "log"]}));
    }
}
