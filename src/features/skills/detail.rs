//! One skill: what it is for, whether this agent can use it and why not, and everything that can be
//! done about that.

use icondata::LuArrowLeft;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::install::Install;
use super::keys::Keys;
use super::needs::{Facts, Needs};
use super::requirement::{own_switch, pointer};
use super::roster::{key, source_name};
use super::state::SkillsState;
use super::view::href;
use super::why::{Reason, Standing, reasons};
use crate::platform::watch::watch;
use crate::platform::{document as page_document, work};
use crate::protocol::method::Scope;
use crate::protocol::skills::Skill;
use crate::remote::Remote;
use crate::ui::badge::Badge;
use crate::ui::callout::{Callout, Tone};
use crate::ui::icon::Icon;
use crate::ui::input::switch::Switch;
use crate::ui::remote_view::skeleton;
use crate::words::{Word, say, t, tr, w};

#[component]
pub fn Detail(state: SkillsState, key: String) -> impl IntoView {
    let wanted = StoredValue::new(key);
    let skill = Memo::new(move |_| wanted.with_value(|wanted| state.skill(wanted)));
    let is_known = Memo::new(move |_| skill.with(Option::is_some));
    let page = NodeRef::<html::Article>::new();
    // On a phone the row that was pressed is gone: the keyboard goes on here.
    watch(move || {
        if let Some(page) = page.get() {
            request_animation_frame(move || {
                let rests = document().active_element();
                if rests.is_none_or(|it| it.unchecked_ref::<web_sys::Node>().node_name() == "BODY")
                {
                    let _focused = page.focus();
                }
            });
        }
    });
    let back = move || href(state.agent.get().as_ref(), None);
    view! {
        <article class="skills__detail" node_ref=page tabindex="-1" aria-label=say(w::SKILLS_SINGLE)>
            <a class="skills__back" href=back>
                <Icon glyph=LuArrowLeft/>
                <span>{say(w::SKILLS_BACK)}</span>
            </a>
            {move || match is_known.get() {
                true => view! { <Known state skill/> }.into_any(),
                false => view! { <Unknown state wanted/> }.into_any(),
            }}
        </article>
    }
}

/// Nothing is known of it, not yet or not at all.
#[component]
fn Unknown(state: SkillsState, wanted: StoredValue<String>) -> impl IntoView {
    let standing = Memo::new(move |_| state.standing());
    move || match standing.get() {
        Remote::Ready(_) => view! {
            <Callout tone=Tone::Warning title=w::SKILLS_NO_SUCH>
                <p>{say(w::SKILLS_NO_SUCH_WHY)}</p>
                <p><code class="skills__code">{wanted.get_value()}</code></p>
            </Callout>
        }
        .into_any(),
        // The list beside it says what failed.
        Remote::Failed(_) => ().into_any(),
        Remote::Absent | Remote::Loading => skeleton(),
    }
}

#[component]
fn Known(state: SkillsState, skill: Memo<Option<Skill>>) -> impl IntoView {
    // What has just gone is still drawn as it was, until the page turns.
    let skill = Memo::new(move |before: Option<&Skill>| {
        skill.get().or_else(|| before.cloned()).unwrap_or_else(nothing)
    });
    let name = move || skill.with(|skill| skill.name.clone());
    let emoji = move || skill.with(|skill| skill.emoji.clone());
    let about = move || skill.with(|skill| skill.description.clone()).unwrap_or_default();
    let standing = Memo::new(move |_| skill.with(Standing::of));
    let badge = move || {
        let standing = standing.get();
        view! { <Badge text=standing.word() tone=tone(standing)/> }
    };
    let source =
        move || skill.with(|skill| source_name(skill.source.as_deref().unwrap_or_default()));
    let may_act = Signal::derive(move || state.stores.connection.allows(Scope::Admin));
    view! {
        <header class="skills__head">
            <h2 class="skills__title" dir="auto">
                {move || emoji().map(|emoji| view! { <span aria-hidden="true">{emoji}</span> })}
                <span>{name}</span>
            </h2>
            <p class="skills__badges">
                {badge}
                <Badge text=source/>
            </p>
            <p class="skills__description" dir="auto">{about}</p>
            <Enabled state skill may_act/>
            {move || {
                (!may_act.get()).then(|| {
                    let lacks = tr(w::SKILLS_ADMIN, &[("scope", Scope::Admin.as_str())]);
                    view! { <p class="skills__note">{lacks}</p> }
                })
            }}
        </header>
        <WhyNot skill/>
        <Install state skill may_act/>
        <Keys state skill may_act/>
        <Needs skill/>
        <Facts state skill/>
    }
}

fn nothing() -> Skill {
    crate::protocol::json::read(r#"{"name":""}"#).unwrap_or_else(|_| unreachable!())
}

fn tone(standing: Standing) -> Option<Tone> {
    match standing {
        Standing::Ready => Some(Tone::Success),
        Standing::Needs => Some(Tone::Warning),
        Standing::Disabled => None,
    }
}

/// On or off, for all agents. Some skills are off until their own setting says otherwise.
#[component]
fn Enabled(state: SkillsState, skill: Memo<Skill>, may_act: Signal<bool>) -> impl IntoView {
    let of = Memo::new(move |_| skill.with(|skill| key(skill).to_owned()));
    let is_on = Memo::new(move |_| {
        skill.with(|skill| {
            let waits = skill.missing.config.contains(&own_switch(key(skill)));
            skill.disabled != Some(true) && !waits
        })
    });
    let busy = Signal::derive(move || of.with(|of| state.is_switching(of)));
    let refused = Memo::new(move |_| of.with(|of| state.refusal(of)));
    let turn = move |on: bool| work::begin(state.switch(skill.get_untracked(), on));
    let disabled = Signal::derive(move || busy.get() || !may_act.get());
    view! {
        <div class="skills__enabled" aria-busy=move || busy.get().then_some("true")>
            <Switch label=w::SKILLS_ENABLED on=is_on disabled=disabled on_turn=turn/>
            <span class="skills__note">{say(w::SKILLS_ENABLED_NOTE)}</span>
        </div>
        <div role="alert">
            {move || refused.get().map(|why| view! { <Callout tone=Tone::Danger title=move || why.clone()/> })}
        </div>
    }
}

/// Everything that keeps the skill from being used, each with the way to where it can be helped.
#[component]
fn WhyNot(skill: Memo<Skill>) -> impl IntoView {
    let why = Memo::new(move |_| {
        skill.with(|skill| match Standing::of(skill) {
            Standing::Ready => Vec::new(),
            _ => reasons(skill),
        })
    });
    move || {
        let reasons = why.get();
        (!reasons.is_empty()).then(|| {
            let lines = reasons.into_iter().map(|reason| {
                let ways = ways(&reason).into_iter().map(way).collect_view();
                view! { <li>{move || reason.sentence()} {ways}</li> }
            });
            view! {
                <Callout tone=Tone::Warning title=w::SKILLS_WHY_NOT>
                    <ul class="skills__reasons">{lines.collect_view()}</ul>
                </Callout>
            }
        })
    }
}

/// Where in the configuration something can be helped.
fn ways(reason: &Reason) -> Vec<(Word, String)> {
    match reason {
        Reason::Allowlist => vec![(w::SKILLS_TO_CONFIG, "/skills/allowBundled".to_owned())],
        Reason::AgentFilter => vec![(w::SKILLS_TO_CONFIG, "/agents/list".to_owned())],
        Reason::Settings(paths) => {
            paths.iter().map(|path| (w::SKILLS_TO_SETTING, pointer(path))).collect()
        }
        _ => Vec::new(),
    }
}

fn way((word, at): (Word, String)) -> impl IntoView {
    let to = String::from(js_sys::encode_uri_component(&at)).replace("%2F", "/");
    let to = format!("{}config?at={to}", page_document::base());
    let name = at.trim_start_matches('/').replace('/', ".");
    let label = move || match word == w::SKILLS_TO_SETTING {
        true => tr(word, &[("what", &name)]),
        false => t(word),
    };
    view! { " " <a href=to>{label}</a> }
}
