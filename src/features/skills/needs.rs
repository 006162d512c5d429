//! What a skill asks for, one by one, and where it lives.

use icondata::{LuCheck, LuX};
use leptos::prelude::*;

use super::requirement::{Kind, Requirement, requirements};
use super::roster::key;
use super::state::SkillsState;
use crate::protocol::skills::Skill;
use crate::ui::icon::Icon;
use crate::ui::sheet::Section;
use crate::words::{Word, say, w};

#[component]
pub fn Needs(skill: Memo<Skill>) -> impl IntoView {
    let all = Memo::new(move |_| skill.with(requirements));
    // Of such a skill gateways do not look what is there.
    let always = Memo::new(move |_| skill.with(|skill| skill.always == Some(true)));
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let always = always.get();
            let lines = all.into_iter().map(|it| line(it, always)).collect_view();
            let note = if always { w::SKILLS_ASKS_ALWAYS } else { w::SKILLS_ASKS_NOTE };
            view! {
                <Section title=w::SKILLS_ASKS note=note>
                    <ul class="skills__needs">{lines}</ul>
                </Section>
            }
        })
    }
}

fn line(it: Requirement, always: bool) -> impl IntoView {
    let is_there = it.is_there;
    let state = (!always).then(|| {
        let glyph = if is_there { LuCheck } else { LuX };
        view! {
            <span class="skills__there" data-there=is_there.then_some("")>
                <Icon glyph=glyph/>
                {say(if is_there { w::SKILLS_THERE } else { w::SKILLS_MISSING })}
            </span>
        }
    });
    view! {
        <li class="skills__need">
            <span class="skills__kind-of">{say(word(it.kind))}</span>
            <code class="skills__code" dir="ltr">{it.what}</code>
            {state}
        </li>
    }
}

fn word(kind: Kind) -> Word {
    match kind {
        Kind::System => w::SKILLS_KIND_SYSTEM,
        Kind::Program => w::SKILLS_KIND_PROGRAM,
        Kind::AnyProgram => w::SKILLS_KIND_ANY_PROGRAM,
        Kind::Variable => w::SKILLS_KIND_VARIABLE,
        Kind::Setting => w::SKILLS_KIND_SETTING,
    }
}

/// Where it lives and what it is called in the configuration.
#[component]
pub fn Facts(state: SkillsState, skill: Memo<Skill>) -> impl IntoView {
    let facts = Memo::new(move |_| {
        let [workspace, managed] = state.folders();
        skill.with(|skill| {
            let all = [
                (w::SKILLS_FACT_KEY, Some(format!("skills.entries.{}", key(skill)))),
                (w::SKILLS_FACT_FILE, skill.file_path.clone().or(skill.base_dir.clone())),
                (w::SKILLS_FACT_WORKSPACE, workspace),
                (w::SKILLS_FACT_MANAGED, managed),
            ];
            all.into_iter().filter_map(|(word, said)| Some((word, said?))).collect::<Vec<_>>()
        })
    });
    // Only what the web serves is led to.
    let homepage = Memo::new(move |_| {
        let said = skill.with(|skill| skill.homepage.clone());
        said.filter(|it| it.starts_with("https://") || it.starts_with("http://"))
    });
    view! {
        <Section title=w::SKILLS_FACTS>
            <dl class="skills__facts">
                {move || {
                    homepage.get().map(|address| view! {
                        <div class="skills__fact">
                            <dt>{say(w::SKILLS_FACT_HOMEPAGE)}</dt>
                            <dd>
                                <a href=address.clone() target="_blank" rel="noopener noreferrer">{address.clone()}</a>
                            </dd>
                        </div>
                    })
                }}
                {move || {
                    facts.get().into_iter().map(|(word, said)| view! {
                        <div class="skills__fact">
                            <dt>{say(word)}</dt>
                            <dd><code class="skills__code" dir="ltr">{said}</code></dd>
                        </div>
                    }).collect_view()
                }}
            </dl>
        </Section>
    }
}
