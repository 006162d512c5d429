//! The installers that the gateway offers for what a skill lacks: one runs at a time, and what it
//! wrote and how it ended stays until it is put away.

use leptos::prelude::*;
use serde_json::Value;

use super::state::SkillsState;
use crate::platform::{clock, timer};
use crate::protocol::skills::{Skill, SkillInstalled, SkillInstaller};
use crate::store::skills::{Install as Run, Outcome};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, tn, tr, w};

#[component]
pub fn Install(state: SkillsState, skill: Memo<Skill>, may_act: Signal<bool>) -> impl IntoView {
    let run = state.stores.skills.install();
    let name = Memo::new(move |_| skill.with(|skill| skill.name.clone()));
    let own = Memo::new(move |_| {
        run.with(|run| run.clone()).filter(|run| name.with(|name| run.skill == *name))
    });
    let offered = Memo::new(move |_| skill.with(offered));
    let is_there =
        Memo::new(move |_| offered.with(|it| !it.is_empty()) || own.with(Option::is_some));
    // Another skill's installer is waited for.
    let elsewhere = Memo::new(move |_| {
        run.with(|run| run.clone())
            .filter(|run| run.outcome.is_none() && name.with(|name| run.skill != *name))
            .map(|run| run.skill)
    });
    let busy = Signal::derive(move || {
        run.with(|run| run.as_ref().is_some_and(|run| run.outcome.is_none()))
    });
    let disabled = Signal::derive(move || !may_act.get() || busy.get());
    let line = move |installer: SkillInstaller| {
        let label = installer.label.clone().unwrap_or_else(|| installer.id.clone());
        let brings = (!installer.bins.is_empty())
            .then(|| tr(w::SKILLS_BRINGS, &[("what", &installer.bins.join(", "))]));
        view! {
            <li class="skills__installer">
                <span dir="auto">{label.clone()}</span>
                <span class="skills__note">{brings}</span>
                <Button
                    label=move || tr(w::SKILLS_INSTALL_BY, &[("what", &label)])
                    small=true
                    disabled=disabled
                    on_press=move || untrack(|| skill.with(|skill| state.install(skill, &installer)))
                />
            </li>
        }
    };
    view! {
        <Show when=move || is_there.get()>
            <Section title=w::SKILLS_INSTALL note=w::SKILLS_INSTALL_NOTE>
                <ul class="skills__installers" hidden=move || offered.with(Vec::is_empty)>
                    <For each=move || offered.get() key=|it| it.id.clone() children=line/>
                </ul>
                {move || {
                    elsewhere.get().map(|other| {
                        let waits = move || tr(w::SKILLS_INSTALL_WAITS, &[("name", &other)]);
                        view! { <p class="skills__note">{waits}</p> }
                    })
                }}
                <div role="status">
                    {move || own.get().map(|run| view! { <Shown state run/> })}
                </div>
            </Section>
        </Show>
    }
}

/// The installers that could bring what is missing.
fn offered(skill: &Skill) -> Vec<SkillInstaller> {
    let missing = &skill.missing;
    let lacks_program = !missing.bins.is_empty() || !missing.any_bins.is_empty();
    let lacks = lacks_program || !missing.env.is_empty();
    // What is downloaded often has no program of its own, but a folder that a variable names.
    let helps = |it: &&SkillInstaller| lacks_program || (lacks && it.bins.is_empty());
    skill.install.iter().filter(helps).cloned().collect()
}

#[component]
fn Shown(state: SkillsState, run: Run) -> impl IntoView {
    let label = run.label.clone();
    let Some(outcome) = run.outcome else {
        return view! { <Running label began=run.began/> }.into_any();
    };
    let took = run.took_ms.map(|ms| (ms / 1_000.0).round() as usize).unwrap_or_default();
    let (tone, word, why, said) = match outcome {
        Outcome::Done(said) => (Tone::Success, w::SKILLS_INSTALLED, said.message.clone(), said),
        Outcome::Failed { why, said } => (Tone::Danger, w::SKILLS_INSTALL_FAILED, Some(why), said),
        Outcome::Unknown(why) => {
            (Tone::Warning, w::SKILLS_INSTALL_UNKNOWN, Some(why), SkillInstalled::default())
        }
    };
    let code = said.code.as_ref().and_then(Value::as_i64);
    let title = move || tr(word, &[("what", &label)]);
    let facts = move || {
        let took = tn(w::SKILLS_TOOK, took);
        let code = code.map(|code| tr(w::SKILLS_EXIT, &[("code", &code.to_string())]));
        [Some(took), code].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let why = why.filter(|why| !why.trim().is_empty());
    let warnings = said.warnings.iter().cloned().map(|it| view! { <li dir="auto">{it}</li> });
    let warnings = warnings.collect_view();
    let has_warnings = !said.warnings.is_empty();
    view! {
        <Callout tone=tone title=title>
            {why.map(|why| view! { <p class="skills__said" dir="auto">{why}</p> })}
            {has_warnings.then(|| view! { <ul class="skills__reasons">{warnings}</ul> })}
            <p class="skills__note">{facts}</p>
            {written(w::SKILLS_STDERR, said.stderr)}
            {written(w::SKILLS_STDOUT, said.stdout)}
            <p>
                <Button
                    label=w::SKILLS_PUT_AWAY
                    small=true
                    variant=Variant::Quiet
                    on_press=move || state.stores.skills.put_away()
                />
            </p>
        </Callout>
    }
    .into_any()
}

#[component]
fn Running(label: String, began: f64) -> impl IntoView {
    let elapsed = move || ((clock::now_ms() - began) / 1_000.0).max(0.0) as usize;
    let seconds = RwSignal::new(elapsed());
    timer::every(1_000, move || seconds.set(elapsed()));
    let title = move || tr(w::SKILLS_INSTALLING, &[("what", &label)]);
    view! {
        <div class="skills__running">
            <p>{title}</p>
            <progress class="skills__progress" aria-label=say(w::SKILLS_INSTALL)></progress>
            <p class="skills__note" aria-live="off">{move || tn(w::SKILLS_RUNS_FOR, seconds.get())}</p>
            <p class="skills__note">{move || t(w::SKILLS_RUNS_ON)}</p>
        </div>
    }
}

/// What a program wrote, folded unless it is all there is to see.
fn written(word: Word, text: Option<String>) -> Option<AnyView> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    Some(
        view! {
            <details class="skills__output">
                <summary>{say(word)}</summary>
                <pre class="skills__text" tabindex="0" dir="ltr">{text}</pre>
            </details>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ids(skill: Value) -> Vec<String> {
        let skill: Skill = serde_json::from_value(skill).unwrap();
        offered(&skill).into_iter().map(|it| it.id).collect()
    }

    #[test]
    fn only_what_could_help_is_offered() {
        let brew = json!([{"id": "brew", "bins": ["gh"]}]);
        assert_eq!(
            ids(json!({"name": "a", "missing": {"bins": ["gh"]}, "install": brew})),
            ["brew"]
        );
        assert_eq!(ids(json!({"name": "a", "install": brew})), Vec::<String>::new());
        let env = json!({"env": ["KEY"]});
        assert_eq!(
            ids(json!({"name": "a", "missing": env, "install": brew})),
            Vec::<String>::new(),
            "a key is not installed"
        );
        let download = json!([{"id": "download-model", "kind": "download", "bins": []}]);
        assert_eq!(
            ids(json!({"name": "a", "missing": env, "install": download})),
            ["download-model"]
        );
    }
}
