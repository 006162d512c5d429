//! One method: what is known of it, its parameters as a form and as JSON side by side, and what the
//! gateway answers. What cannot be taken back is asked about first.

use icondata::LuChevronLeft;
use leptos::prelude::*;
use serde_json::Value;

use super::draft;
use super::fields::Fields;
use super::history::{CallResult, Calls};
use super::methods::{Methods, href};
use super::state::{DebugState, PATIENCE_S, patience};
use super::table::effect::{self, Danger, Effect};
use super::table::uses::{self, Place};
use super::table::{params, scope};
use crate::platform::random;
use crate::platform::watch::watch;
use crate::protocol::method::Scope;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::icon::Icon;
use crate::ui::input::json::{self, JsonInput};
use crate::ui::input::text::{TextInput, TextKind};
use crate::words::{Word, say, t, tr, w};

/// A call may wait so many seconds.
const LONGEST: u32 = 3_600;

#[component]
pub fn CallsTab(state: DebugState) -> impl IntoView {
    let chosen = Memo::new(move |_| state.method.get());
    view! {
        <div class="debug__calls" data-chosen=move || chosen.with(Option::is_some).then_some("")>
            <div class="debug__side">
                <Methods state/>
            </div>
            <div class="debug__main">
                {move || match chosen.get() {
                    Some(method) => view! { <Method state method/> }.into_any(),
                    None => view! { <p class="debug__choose">{say(w::DEBUG_CHOOSE)}</p> }.into_any(),
                }}
                <Calls state/>
            </div>
        </div>
    }
}

#[component]
fn Method(state: DebugState, method: String) -> impl IntoView {
    let needed = scope(&method);
    let effect = effect::of(&method, needed);
    let (asked, of) = (method.clone(), method.clone());
    let may = Memo::new(move |before: Option<&bool>| {
        let known = state.stores.connection.is_connected().get();
        known.then(|| state.may(&asked)).or(before.copied()).unwrap_or(true)
    });
    let is_there = Memo::new(move |_| state.methods().contains(&of));
    let granted = move || {
        let Some(scope) = needed else { return t(w::DEBUG_SCOPE_UNKNOWN) };
        let word = if may.get() { w::DEBUG_SCOPE_GRANTED } else { w::DEBUG_SCOPE_LACKS };
        tr(word, &[("scope", scope.as_str())])
    };
    let tone = Signal::derive(move || if may.get() { None } else { Some(Tone::Warning) });
    let effect_badge = match effect {
        Effect::Reads => view! { <Badge text=w::DEBUG_READS tone=Some(Tone::Success)/> }.into_any(),
        Effect::Changes => view! { <Badge text=w::DEBUG_CHANGES/> }.into_any(),
        Effect::Asks(_) => {
            view! { <Badge text=w::DEBUG_ASKS tone=Some(Tone::Warning)/> }.into_any()
        }
    };
    let (used, name, shown) = (used_by(&method), method.clone(), method.clone());
    view! {
        <article class="debug__call" aria-label=name>
            <a class="debug__back" href=href(None) on:click=move |_| state.method.set(None)>
                <Icon glyph=LuChevronLeft/>
                {say(w::DEBUG_ALL)}
            </a>
            <header class="debug__head">
                <h2 dir="ltr"><code>{shown}</code></h2>
                <p class="debug__row">
                    {effect_badge}
                    {move || view! { <Badge text=granted tone=tone.get()/> }}
                </p>
                <p class="debug__note">{used}</p>
            </header>
            {move || (!is_there.get()).then(|| view! { <Callout title=w::DEBUG_NOT_THERE/> })}
            {move || (needed == Some(Scope::Node)).then(|| view! { <Callout title=w::DEBUG_NODE_ONLY/> })}
            <Form state method effect may/>
        </article>
    }
}

/// Which pages use it.
fn used_by(method: &str) -> impl Fn() -> String + Send + Sync + use<> {
    let places = uses::of(method);
    move || {
        if places.is_empty() {
            return t(w::DEBUG_USED_HERE);
        }
        let names: Vec<String> = places.iter().map(|place| t(page(*place))).collect();
        tr(w::DEBUG_USED, &[("pages", &names.join(", "))])
    }
}

fn page(place: Place) -> Word {
    match place {
        Place::Everywhere => w::DEBUG_EVERYWHERE,
        Place::Chat => w::PAGE_CHAT,
        Place::Approvals => w::PAGE_APPROVALS,
        Place::Sessions => w::PAGE_SESSIONS,
        Place::Overview => w::PAGE_OVERVIEW,
        Place::Channels => w::PAGE_CHANNELS,
        Place::Usage => w::PAGE_USAGE,
        Place::Logs => w::PAGE_LOGS,
        Place::Cron => w::PAGE_CRON,
        Place::Agents => w::PAGE_AGENTS,
        Place::Skills => w::PAGE_SKILLS,
        Place::Nodes => w::PAGE_NODES,
        Place::Devices => w::PAGE_DEVICES,
        Place::Config => w::PAGE_CONFIG,
        Place::Voice => w::PAGE_VOICE,
        Place::Debug => w::PAGE_DEBUG,
    }
}

/// What a form of this method begins with.
#[must_use]
pub fn template(state: DebugState, method: &str) -> Value {
    let known = |name: &str| match name {
        "idempotencyKey" => Some(random::uuid()),
        "sessionKey" | "key" => {
            state.stores.connection.main_session().get_untracked().map(|key| key.0)
        }
        "agentId" => {
            let id = untrack(|| state.stores.agents.default_id());
            Some(id.map_or_else(|| "main".to_owned(), |id| id.0))
        }
        _ => None,
    };
    let made = draft::template(&params::of(method).unwrap_or_default(), known);
    // A turn of an agent without a session is refused in the end.
    match known("sessionKey") {
        Some(key) if method == "agent" => draft::with(made, "sessionKey", Some(Value::from(key))),
        _ => made,
    }
}

#[component]
fn Form(state: DebugState, method: String, effect: Effect, may: Memo<bool>) -> impl IntoView {
    let known = params::of(&method);
    let text = RwSignal::new(draft::pretty(&template(state, &method)));
    let wait = RwSignal::new(patience(&method).to_string());
    let (tried, asking) = (RwSignal::new(false), RwSignal::new(false));
    let method = StoredValue::new(method);
    // Which session is the main one is only known once the gateway has said so.
    let begun = StoredValue::new(text.get_untracked());
    let main = state.stores.connection.main_session();
    watch(move || {
        main.track();
        if text.with_untracked(|text| begun.with_value(|begun| begun == text)) {
            let now = method.with_value(|method| draft::pretty(&template(state, method)));
            begun.set_value(now.clone());
            text.set(now);
        }
    });
    // What was called before and is wished again.
    watch(move || {
        if let Some((of, params)) = state.refill.get()
            && method.with_value(|method| *method == of)
        {
            text.set(draft::pretty(&fresh(&params)));
            state.refill.set(None);
        }
    });
    let wrong_wait = Signal::derive(move || {
        let wrong = wait.with(|typed| seconds(typed).is_none());
        wrong.then(|| tr(w::DEBUG_WAIT_WRONG, &[("most", &LONGEST.to_string())]))
    });
    let send = move || {
        let params = match text.with_untracked(|text| json::read(text)) {
            Ok(params) => params.unwrap_or_else(|| Value::Object(serde_json::Map::new())),
            Err(_) => return,
        };
        let Some(wait) = wait.with_untracked(|wait| seconds(wait)) else { return };
        state.run(method.get_value(), params.clone(), wait);
        // What is sent next is another one.
        text.set(draft::pretty(&fresh(&params)));
        tried.set(false);
    };
    let press = move || {
        tried.set(true);
        let can_be_read = text.with_untracked(|text| json::read(text).is_ok());
        if !can_be_read || !may.get_untracked() || wrong_wait.get_untracked().is_some() {
            return;
        }
        match effect {
            Effect::Asks(_) => asking.set(true),
            Effect::Reads | Effect::Changes => send(),
        }
    };
    let form = match known.clone() {
        None => view! { <p class="debug__note">{say(w::DEBUG_PARAMS_UNKNOWN)}</p> }.into_any(),
        Some(params) if params.is_empty() => {
            view! { <p class="debug__note">{say(w::DEBUG_PARAMS_NONE)}</p> }.into_any()
        }
        Some(params) => view! { <Fields params text tried named=str::to_owned/> }.into_any(),
    };
    let danger = match effect {
        Effect::Asks(danger) => danger,
        Effect::Reads | Effect::Changes => Danger::Unknown,
    };
    let name = method.get_value();
    let title = move || tr(w::DEBUG_ASK_TITLE, &[("method", &name)]);
    let latest = Memo::new(move |_| method.with_value(|method| state.latest(method)));
    let busy =
        Signal::derive(move || latest.with(|it| it.as_ref().is_some_and(|it| it.is_waiting())));
    view! {
        <form
            class="debug__form"
            aria-label=say(w::DEBUG_PARAMS)
            on:submit=move |event| {
                event.prevent_default();
                press();
            }
        >
            <div class="debug__sides">
                {form}
                <JsonInput label=w::DEBUG_JSON value=text hint=w::DEBUG_JSON_HINT/>
            </div>
            <div class="debug__order">
                <Button
                    label=w::DEBUG_CALL
                    variant=Variant::Primary
                    submit=true
                    disabled=Signal::derive(move || !may.get())
                />
                <TextInput label=w::DEBUG_WAIT value=wait kind=TextKind::Number problem=wrong_wait/>
            </div>
        </form>
        <div class="debug__latest" aria-live="polite" aria-busy=move || busy.get().then_some("true")>
            {move || latest.get().map(|call| view! { <CallResult state call/> })}
        </div>
        <Confirm open=asking title text=consequence(danger) verb=w::DEBUG_CALL on_confirm=send/>
    }
}

/// What will come of it, plainly.
#[must_use]
pub fn consequence(danger: Danger) -> Word {
    match danger {
        Danger::Deletes => w::DEBUG_ASK_DELETES,
        Danger::Ends => w::DEBUG_ASK_ENDS,
        Danger::Configures => w::DEBUG_ASK_CONFIGURES,
        Danger::Updates => w::DEBUG_ASK_UPDATES,
        Danger::Admits => w::DEBUG_ASK_ADMITS,
        Danger::Runs => w::DEBUG_ASK_RUNS,
        Danger::Tells => w::DEBUG_ASK_TELLS,
        Danger::Guides => w::DEBUG_ASK_GUIDES,
        Danger::Reveals => w::DEBUG_ASK_REVEALS,
        Danger::Administers => w::DEBUG_ASK_ADMINISTERS,
        Danger::Unknown => w::DEBUG_ASK_UNKNOWN,
    }
}

/// The same parameters for another call: a key that tells calls apart is a new one.
#[must_use]
pub fn fresh(params: &Value) -> Value {
    match params.get("idempotencyKey") {
        Some(Value::String(_)) => {
            draft::with(params.clone(), "idempotencyKey", Some(Value::from(random::uuid())))
        }
        _ => params.clone(),
    }
}

fn seconds(typed: &str) -> Option<u32> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(PATIENCE_S);
    }
    typed.parse().ok().filter(|it| (1..=LONGEST).contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_call_waits_a_second_to_an_hour() {
        for (typed, waits) in
            [("", Some(60)), ("5", Some(5)), ("0", None), ("3601", None), ("soon", None)]
        {
            assert_eq!(seconds(typed), waits, "{typed}");
        }
    }

    #[test]
    fn another_call_has_another_key() {
        let params = json!({"message": "a", "idempotencyKey": "k"});
        let next = fresh(&params);
        assert_eq!(next["message"], "a");
        assert_ne!(next["idempotencyKey"], "k");
        assert_eq!(fresh(&json!({"a": 1})), json!({"a": 1}));
    }
}
