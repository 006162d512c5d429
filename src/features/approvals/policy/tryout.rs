//! Test a command on what is edited, before it is saved: what would become of it for each agent.

use leptos::prelude::*;

use super::places::Who;
use super::trial::{Match, Outcome, Sure, Verdict, Why, trial};
use super::view::Desk;
use super::wording::who_name;
use crate::ui::badge::Badge;
use crate::ui::callout::Tone;
use crate::ui::input::text::{TextInput, TextKind};
use crate::words::{say, t, tr, w};

#[component]
pub fn Tryout(desk: Desk) -> impl IntoView {
    let line = RwSignal::new(String::new());
    let verdicts = Memo::new(move |_| {
        let (line, matching) = (line.get(), desk.matching.get());
        let tried = |who: Who| {
            let verdict = desk.fallback.with(|last| {
                desk.state.draft.with(|draft| trial(draft, last, &who, &line, matching))
            });
            verdict.map(|verdict| (who, verdict))
        };
        desk.everyone().into_iter().filter_map(tried).collect::<Vec<_>>()
    });
    view! {
        <section class="policy__part" aria-labelledby="policy-test">
            <h3 id="policy-test">{say(w::POLICY_TEST)}</h3>
            <p class="policy__means">{say(w::POLICY_TEST_NOTE)}</p>
            <TextInput label=w::POLICY_TEST_COMMAND value=line kind=TextKind::Url placeholder="/usr/bin/git status" />
            <ul class="policy__verdicts" aria-live="polite" aria-label=say(w::POLICY_VERDICTS)>
                {move || verdicts.get().into_iter().map(|(who, verdict)| view! {
                    <li class="policy__verdict">
                        <span class="policy__who" dir="auto">{
                            let who = who.clone();
                            move || named(desk, &who)
                        }</span>
                        {outcome(verdict.outcome)}
                        <span class="policy__why">{
                            let verdict = verdict.clone();
                            move || why(&verdict)
                        }</span>
                        {verdict.matches.into_iter().map(|found| view! {
                            <span class="policy__match">{move || matched(&found)}</span>
                        }).collect_view()}
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}

fn named(desk: Desk, who: &Who) -> String {
    match who {
        Who::Agent(id) if id == "*" => t(w::POLICY_OTHER_AGENTS),
        who => who_name(desk.stores, who),
    }
}

fn outcome(outcome: Outcome) -> impl IntoView {
    let (word, tone) = match outcome {
        Outcome::Runs => (w::POLICY_RUNS, Tone::Success),
        Outcome::Asks => (w::POLICY_ASKS, Tone::Warning),
        Outcome::Refused => (w::POLICY_REFUSED, Tone::Danger),
    };
    view! { <Badge text=word tone=Some(tone) /> }
}

fn why(verdict: &Verdict) -> String {
    match &verdict.why {
        Why::Denied => t(w::POLICY_WHY_DENIED),
        Why::Everything => t(w::POLICY_WHY_EVERYTHING),
        Why::AlwaysAsks => t(w::POLICY_WHY_ALWAYS),
        Why::Listed => t(w::POLICY_WHY_LISTED),
        Why::Unlisted(program) => tr(w::POLICY_WHY_UNLISTED, &[("program", program)]),
        Why::Opaque(mark) => tr(w::POLICY_WHY_OPAQUE, &[("mark", mark)]),
    }
}

fn matched(found: &Match) -> String {
    let values = [("program", found.program.as_str()), ("pattern", found.pattern.as_str())];
    match &found.sure {
        Sure::Yes => tr(w::POLICY_MATCH, &values),
        Sure::IfFound => tr(w::POLICY_MATCH_IF_FOUND, &values),
        Sure::IfArguments => tr(w::POLICY_MATCH_IF_ARGUMENTS, &values),
        Sure::LastFoundAt(path) => {
            let [program, pattern] = values;
            tr(w::POLICY_MATCH_LAST_FOUND, &[program, pattern, ("path", path)])
        }
    }
}
