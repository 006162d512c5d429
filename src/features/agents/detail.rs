//! One agent: who it is, what it does, what is known of it, its files, and where the rest of it is.

use icondata::{LuArrowLeft, LuPencil, LuTrash2};
use leptos::{html, prelude::*};

use super::address;
use super::facts::{Elsewhere, Facts, Running};
use super::files::Files;
use super::list::in_words;
use super::looks::Looks;
use super::portrait::Portrait;
use super::profile::{Form, Subject};
use super::state::AgentsState;
use super::state::files::FilesState;
use crate::platform::document;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::agents::{AgentRow, AgentsDelete, AgentsUpdate};
use crate::protocol::id::AgentId;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::icon::Icon;
use crate::ui::remote_view::skeleton;
use crate::ui::sheet::Section;
use crate::words::{say, tr, w};

#[component]
pub fn Detail(
    state: AgentsState,
    files: FilesState,
    id: AgentId,
    minute: Signal<u32>,
) -> impl IntoView {
    let list = state.stores.agents.list();
    let of = id.clone();
    let row = Memo::new(move |_| state.row(&of));
    let is_known = Memo::new(move |_| row.with(Option::is_some));
    let is_read =
        Memo::new(move |_| list.with(|list| !matches!(list, Remote::Absent | Remote::Loading)));
    let page = NodeRef::<html::Article>::new();
    // On a phone the row that was pressed is gone: the keyboard goes on here.
    watch(move || {
        if page.get().is_some() {
            request_animation_frame(|| {
                let _rescued = document::rescue_focus(".agents__detail");
            });
        }
    });
    let id = StoredValue::new(id);
    view! {
        <article class="agents__detail" node_ref=page tabindex="-1" aria-label=say(w::AGENTS_DETAIL)>
            <a class="agents__back" href=address::agent(None)>
                <Icon glyph=LuArrowLeft/>
                <span>{say(w::AGENTS_ALL)}</span>
            </a>
            {move || match (is_known.get(), is_read.get()) {
                (true, _) => {
                    let row = Memo::new(move |before: Option<&AgentRow>| {
                        row.get().or_else(|| before.cloned()).unwrap_or_default()
                    });
                    view! { <Known state files id=id.get_value() row minute/> }.into_any()
                }
                (false, true) => view! { <Unknown state id=id.get_value()/> }.into_any(),
                (false, false) => skeleton(),
            }}
        </article>
    }
}

#[component]
fn Known(
    state: AgentsState,
    files: FilesState,
    id: AgentId,
    row: Memo<AgentRow>,
    minute: Signal<u32>,
) -> impl IntoView {
    let looks: Memo<Looks> = Memo::new(move |_| row.with(|row| state.looks(row)));
    let of = id.clone();
    let doing =
        Memo::new(move |_| state.doing.with(|all| all.get(&of).cloned()).unwrap_or_default());
    let of = id.clone();
    let is_default = Memo::new(move |_| state.stores.agents.default_id().as_ref() == Some(&of));
    let told = move || {
        minute.track();
        doing.with(in_words)
    };
    let of = id.clone();
    view! {
        <header class="agents__head">
            <Portrait looks large=true/>
            <div class="agents__title">
                <h2 dir="auto">{move || looks.with(|it| it.name.clone())}</h2>
                <p class="agents__badges">
                    {move || is_default.get().then(|| view! { <Badge text=w::AGENTS_DEFAULT/> })}
                    <span
                        class="agents__doing"
                        role="status"
                        data-works=move || doing.with(|it| !it.running.is_empty()).then_some("")
                    >
                        {told}
                    </span>
                </p>
            </div>
            <Verbs state row looks/>
        </header>
        <Elsewhere state id=id.clone()/>
        <Running state doing/>
        <Section title=w::AGENTS_ABOUT>
            <Facts state id=id.clone() row looks doing/>
        </Section>
        <Files state files id=of/>
    }
}

/// What can be done with it.
#[component]
fn Verbs(state: AgentsState, row: Memo<AgentRow>, looks: Memo<Looks>) -> impl IntoView {
    let editing = RwSignal::new(false);
    let ask = move || {
        let name = looks.with_untracked(|looks| looks.name.clone());
        state.removing.set(Some((row.with_untracked(|row| row.id.clone()), name)));
    };
    let allowed = state.allowed;
    let connected = state.stores.connection.is_connected();
    let cannot = Signal::derive(move || !allowed.get() || !connected.get());
    let (updates, deletes) = (state.offers::<AgentsUpdate>(), state.offers::<AgentsDelete>());
    let offered = move || updates.get() || deletes.get();
    view! {
        <div class="agents__verbs">
            <Show when=move || updates.get()>
                <Button
                    label=w::AGENTS_EDIT
                    icon=Signal::stored(LuPencil)
                    small=true
                    disabled=cannot
                    on_press=move || editing.set(true)
                />
            </Show>
            <Show when=move || deletes.get()>
                <Button
                    label=w::AGENTS_DELETE
                    icon=Signal::stored(LuTrash2)
                    variant=Variant::Quiet
                    small=true
                    disabled=cannot
                    on_press=ask
                />
            </Show>
        </div>
        <Show when=move || offered() && connected.get() && !allowed.get()>
            <p class="agents__note">{move || tr(w::AGENTS_SCOPE, &[("scope", Scope::Admin.as_str())])}</p>
        </Show>
        <Show when=move || !offered() && connected.get()>
            <p class="agents__note">
                {say(w::AGENTS_BY_CONFIG)} " "
                <a href=address::config("/agents")>{say(w::AGENTS_OPEN_CONFIG)}</a>
            </p>
        </Show>
        <Form state open=editing subject=Subject::Known(row)/>
    }
}

/// The address names somebody this gateway does not know.
#[component]
fn Unknown(state: AgentsState, id: AgentId) -> impl IntoView {
    view! {
        <div role="alert">
            <Callout tone=Tone::Warning title=w::AGENTS_NO_SUCH>
                <p>{say(w::AGENTS_NO_SUCH_DO)}</p>
                <p><code class="agents__code">{id.to_string()}</code></p>
                <p>
                    <Button label=w::UI_PART_AGAIN small=true
                        on_press=move || work::begin(state.stores.agents.load())/>
                </p>
            </Callout>
        </div>
    }
}
