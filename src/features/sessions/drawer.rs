//! One session beside the table: what it is, its last lines, how it is set, what it has used, and
//! what can be done with it. What is half typed stays while the gateway's list is read anew.

use icondata::{LuMessageSquare, LuX};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::bulk::Deed;
use super::desk::{Desk, Wish, chat_href, job};
use super::facts::FactList;
use super::fields::{Age, Facts};
use super::form::Settings;
use super::kind::Kind;
use super::line::Line;
use super::preview::{Preview, Use};
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::id::SessionKey;
use crate::protocol::method::{Method, Scope};
use crate::protocol::sessions::{
    SessionPreview, SessionsCompact, SessionsDelete, SessionsPreview, SessionsReset,
};
use crate::remote::Remote;
use crate::ui::button::{Button, IconButton, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::icon::Icon;
use crate::words::{say, tr, w};

/// What is known of the session that is open, beyond its row.
#[derive(Clone, Copy)]
pub struct Looked {
    pub key: StoredValue<SessionKey>,
    pub line: Memo<Option<Line>>,
    pub facts: RwSignal<Facts>,
    /// Whether the facts have been asked for, and come if they can be had. Until then nothing is typed
    /// into fields that are about to be filled.
    pub is_read: RwSignal<bool>,
    pub preview: RwSignal<Remote<Option<SessionPreview>>>,
}

#[component]
pub fn Drawer(desk: Desk, key: SessionKey) -> impl IntoView {
    let state = desk.state;
    let key = StoredValue::new(key);
    let line = Memo::new(move |before: Option<&Option<Line>>| {
        let now = state.roster.with(|roster| key.with_value(|key| roster.by_key(key).cloned()));
        now.or_else(|| before.cloned().flatten())
    });
    let is_gone = Memo::new(move |_| {
        let all_read = state.standing.with(|it| it.ready().is_some()) && !state.partial.get();
        all_read && state.roster.with(|roster| key.with_value(|key| roster.by_key(key).is_none()))
    });
    let looked = Looked {
        key,
        line,
        facts: RwSignal::new(Facts::default()),
        is_read: RwSignal::new(false),
        preview: RwSignal::new(Remote::Absent),
    };
    let readable = state.stores.connection.is_readable();
    // Whatever happens in it shows in the time of its last activity or in its run.
    let stamp = Memo::new(move |_| {
        line.with(|line| {
            line.as_ref().map(|line| (line.updated, line.running, line.session_id.clone()))
        })
    });
    watch(move || {
        let _seen = stamp.get();
        if readable.get() {
            work::begin(read(desk, looked));
        }
    });
    let panel = NodeRef::<html::Aside>::new();
    // On a phone the row that was pressed is out of sight: the keyboard goes on here.
    watch(move || {
        if let Some(panel) = panel.get() {
            request_animation_frame(move || {
                let hidden = document()
                    .active_element()
                    .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
                    .is_none_or(|it| it.tag_name() == "BODY" || it.offset_height() == 0);
                if hidden {
                    let _focused = panel.focus();
                }
            });
        }
    });
    let close = move || {
        let id = line.with_untracked(|line| line.as_ref().map(|line| line.id));
        desk.show(None);
        if let Some(id) = id {
            desk.rows.focus(id);
        }
    };
    let title = move || {
        line.with(|line| match line {
            Some(line) => line.title.clone(),
            None => key.with_value(ToString::to_string),
        })
    };
    let href = key.with_value(chat_href);
    view! {
        <aside
            class="drawer"
            node_ref=panel
            tabindex="-1"
            aria-label=say(w::SESSIONS_DETAIL)
            on:keydown=move |event| if event.key() == "Escape" && !event.default_prevented() { close() }
        >
            <header class="drawer__head">
                <h2 class="drawer__title" dir="auto">{title}</h2>
                <IconButton label=w::UI_CLOSE glyph=LuX on_press=close/>
            </header>
            {move || {
                is_gone
                    .get()
                    .then(|| view! { <Callout tone=Tone::Warning title=w::SESSIONS_GONE/> })
            }}
            <div class="drawer__deeds">
                <a class="button" data-variant="primary" data-size="small" href=href>
                    <Icon glyph=LuMessageSquare/>
                    <span class="button__label">{say(w::SESSIONS_CHAT)}</span>
                </a>
                <Deeds desk line/>
            </div>
            <FactList looked/>
            <Preview looked again=move || work::begin(read(desk, looked))/>
            <Settings desk looked/>
            <Use desk looked/>
        </aside>
    }
}

async fn read(desk: Desk, looked: Looked) {
    let key = looked.key.get_value();
    if looked.preview.with_untracked(|it| it.ready().is_none()) {
        looked.preview.set(Remote::Loading);
    }
    if let Ok(Some(row)) = desk.state.facts(key.clone()).await {
        looked.facts.try_update(|facts| facts.row = row);
    }
    looked.is_read.try_set(true);
    if !desk.state.offers_now(SessionsPreview::NAME) {
        return;
    }
    let read = desk.state.preview(key).await;
    let had = looked.preview.try_with_untracked(|it| it.ready().is_some()).unwrap_or(false);
    match read {
        Ok(preview) => drop(looked.preview.try_set(Remote::Ready(preview))),
        Err(error) if !had => drop(looked.preview.try_set(Remote::Failed(error.sentence()))),
        Err(error) => log::warn!("the preview was not read again: {error:?}"),
    }
}

/// What can be done with the whole of it. What the connection may not do names the scope it needs.
#[component]
fn Deeds(desk: Desk, line: Memo<Option<Line>>) -> impl IntoView {
    let state = desk.state;
    let connection = state.stores.connection;
    let admin =
        Signal::derive(move || !connection.allows(Scope::Admin) || line.with(Option::is_none));
    let ask = move |deed: Deed| {
        if let Some(line) = line.get_untracked() {
            desk.ask(Wish { deed, jobs: vec![job(&line)], many: false });
        }
    };
    let is_main = Memo::new(move |_| {
        line.with(|line| line.as_ref().is_some_and(|line| line.kind == Kind::Main))
    });
    let archived = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.archived)));
    let compact =
        move || Deed::Compact { keep: (state.age() == Age::Early).then_some(super::confirm::KEPT) };
    view! {
        {move || state.offers(SessionsReset::NAME).then(|| view! {
            <Button label=w::SESSIONS_RESET small=true disabled=admin on_press=move || ask(Deed::Reset)/>
        })}
        {move || state.offers(SessionsCompact::NAME).then(|| view! {
            <Button label=w::SESSIONS_COMPACT small=true disabled=admin on_press=move || ask(compact())/>
        })}
        {move || (state.age() == Age::Late && !is_main.get()).then(|| {
            let restore = archived.get() == Some(true);
            let (word, deed) = match restore {
                true => (w::SESSIONS_RESTORE, Deed::Restore),
                false => (w::SESSIONS_ARCHIVE, Deed::Archive),
            };
            let disabled = Signal::derive(move || !connection.allows(Scope::Write));
            view! { <Button label=word small=true disabled on_press=move || ask(deed)/> }
        })}
        {move || (state.offers(SessionsDelete::NAME) && !is_main.get()).then(|| view! {
            <Button label=w::SESSIONS_DELETE variant=Variant::Danger small=true disabled=admin
                on_press=move || ask(Deed::Delete { transcript: true })/>
        })}
        {move || is_main.get().then(|| view! { <p class="drawer__note">{say(w::SESSIONS_MAIN_STAYS)}</p> })}
        {move || (!connection.allows(Scope::Admin)).then(|| view! {
            <p class="drawer__note">{tr(w::SESSIONS_SCOPE, &[("scope", Scope::Admin.as_str())])}</p>
        })}
    }
}
