//! What came of an update: the verdict, why, from which version to which, and each step with what it
//! printed, folded.

use leptos::prelude::*;

use super::report::{Ending, Report, Step, StepState};
use super::wording::{duration, phase, reason, step_state, verdict};
use crate::platform::moment;
use crate::ui::badge::Badge;
use crate::ui::callout::Callout;
use crate::words::{say, t, tr, w};

/// `back` says what is known since the gateway is back.
#[component]
pub fn OutcomeCard(
    report: Report,
    #[prop(optional_no_strip)] back: Option<String>,
) -> impl IntoView {
    let (tone, _) = verdict(&report);
    let report = StoredValue::new(report);
    let text = move || report.with_value(|report| verdict(report).1);
    let why = move || report.with_value(reason);
    let versions = move || {
        report.with_value(|it| match (&it.before, &it.after) {
            (Some(before), Some(after)) => {
                Some(tr(w::CONFIG_UPDATE_FROM_TO, &[("before", before), ("after", after)]))
            }
            (Some(before), None) => Some(tr(w::CONFIG_UPDATE_FROM, &[("before", before)])),
            (None, Some(after)) => Some(tr(w::CONFIG_UPDATE_TO, &[("after", after)])),
            (None, None) => None,
        })
    };
    let when = move || {
        report.with_value(|it| {
            let parts = [
                it.phase.as_deref().filter(|it| *it != "finished").map(phase),
                it.at.map(moment::date_and_time),
                it.duration_ms
                    .filter(|_| it.ending != Ending::Running)
                    .map(|ms| tr(w::CONFIG_UPDATE_TOOK, &[("time", &duration(ms))])),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let steps = report.with_value(|report| report.steps.clone());
    view! {
        <div class="outcome_card">
            <Callout tone=tone title=text>
                {move || why().map(|why| view! { <p>{why}</p> })}
                {move || versions().map(|it| view! { <p class="outcome_card__versions" dir="auto">{it}</p> })}
                {back.map(|back| view! { <p>{back}</p> })}
                <p class="outcome_card__when">{when}</p>
            </Callout>
            {(!steps.is_empty()).then(|| view! {
                <ol class="outcome_card__steps" aria-label=say(w::CONFIG_UPDATE_STEPS)>
                    {steps.into_iter().map(|step| view! { <OneStep step=step /> }).collect_view()}
                </ol>
            })}
        </div>
    }
}

#[component]
fn OneStep(step: Step) -> impl IntoView {
    let Step { name, command, duration_ms, exit_code, state, out, err } = step;
    let (tone, word) = step_state(state);
    let command = command.filter(|command| *command != name);
    let facts = move || {
        let parts = [
            duration_ms.filter(|ms| 1.0 <= *ms).map(duration),
            exit_code
                .filter(|code| *code != 0)
                .map(|code| tr(w::CONFIG_UPDATE_EXIT_CODE, &[("code", &code.to_string())])),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let is_told = command.is_some() || out.is_some() || err.is_some();
    let printed = [(w::CONFIG_UPDATE_PRINTED, out), (w::CONFIG_UPDATE_COMPLAINED, err)];
    view! {
        <li class="outcome_card__step">
            <div class="outcome_card__head">
                <span class="outcome_card__name" dir="auto">{move || phase(&name)}</span>
                <Badge text=word tone=tone />
                <span class="outcome_card__facts">{facts}</span>
            </div>
            {is_told.then(|| view! {
                <details class="outcome_card__more" open=state == StepState::Failed>
                    <summary>{say(w::UI_DETAILS)}</summary>
                    {command.map(|command| view! {
                        <pre class="outcome_card__command" dir="ltr" tabindex="0" aria-label=say(w::CONFIG_UPDATE_COMMAND)>{command}</pre>
                    })}
                    {printed.into_iter().filter_map(|(word, text)| Some((word, text?))).map(|(word, text)| view! {
                        <p class="outcome_card__label">{say(word)}</p>
                        <pre class="outcome_card__tail" dir="ltr" tabindex="0" aria-label=move || t(word)>{text}</pre>
                    }).collect_view()}
                </details>
            })}
        </li>
    }
}
