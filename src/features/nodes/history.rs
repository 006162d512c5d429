//! The commands run from this page and what came of them, the newest first and open.

use icondata::LuChevronRight;
use leptos::prelude::*;

use super::answer::Answer;
use super::state::{Invocation, NodesState, Order, Outcome};
use super::trouble::Trouble;
use crate::platform::{clipboard, moment, timer, work};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::icon::Icon;
use crate::ui::sheet::Section;
use crate::ui::tree::Tree;
use crate::words::{say, t, tr, w};

#[component]
pub fn History(state: NodesState) -> impl IntoView {
    let all = state.invocations();
    let newest = Memo::new(move |_| all.with(|all| all.first().map(|it| it.number)));
    let news = move || all.with(|all| all.first().map(told).unwrap_or_default());
    view! {
        <p data-spoken="" role="status">{news}</p>
        <Show when=move || newest.get().is_some()>
            <Section title=w::NODES_HISTORY note=w::NODES_HISTORY_NOTE>
                <ol class="nodes__history">
                    <For
                        each=move || all.get()
                        key=|it| (it.number, it.outcome == Outcome::Running)
                        let:invocation
                    >
                        <Entry invocation newest/>
                    </For>
                </ol>
            </Section>
        </Show>
    }
}

/// How a command stands, in one line.
fn told(invocation: &Invocation) -> String {
    let command = &invocation.order.command;
    let (word, took) = match &invocation.outcome {
        Outcome::Running => return tr(w::NODES_TOLD_RUNNING, &[("command", command)]),
        Outcome::Answered { took_ms, .. } => (w::NODES_TOLD_ANSWERED, *took_ms),
        Outcome::Failed { took_ms, .. } => (w::NODES_TOLD_FAILED, *took_ms),
    };
    tr(word, &[("command", command), ("took", &duration(took))])
}

#[component]
fn Entry(invocation: Invocation, newest: Memo<Option<u32>>) -> impl IntoView {
    let Invocation { number, order, at, outcome } = invocation;
    let took = match &outcome {
        Outcome::Running => None,
        Outcome::Answered { took_ms, .. } | Outcome::Failed { took_ms, .. } => Some(*took_ms),
    };
    let badge = match &outcome {
        Outcome::Running => view! { <Badge text=w::NODES_RUNNING/> }.into_any(),
        Outcome::Answered { .. } => {
            view! { <Badge text=w::NODES_ANSWERED tone=Some(Tone::Success)/> }.into_any()
        }
        Outcome::Failed { .. } => {
            view! { <Badge text=w::NODES_FAILED tone=Some(Tone::Danger)/> }.into_any()
        }
    };
    let body = match outcome {
        Outcome::Running => view! { <p class="nodes__note">{say(w::NODES_WAITING)}</p> }.into_any(),
        Outcome::Answered { answer, .. } => draw_answer(&answer),
        Outcome::Failed { trouble, .. } => draw_trouble(&trouble),
    };
    view! {
        <li>
            <details class="nodes__entry" open=move || newest.get() == Some(number)>
                <summary>
                    <Icon glyph=LuChevronRight/>
                    <code>{order.command.clone()}</code>
                    <span class="nodes__when" dir="auto">{order.name.clone()}</span>
                    {badge}
                    <span class="nodes__took">{took.map(duration)}</span>
                    <time class="nodes__when">{moment::date_and_time(at)}</time>
                </summary>
                <div class="nodes__outcome">
                    {sent(&order)}
                    {body}
                </div>
            </details>
        </li>
    }
}

/// What was sent, on one line.
fn sent(order: &Order) -> Option<AnyView> {
    let params = order.params.as_ref()?.to_string();
    Some(
        view! {
            <p class="nodes__sent">
                <span>{say(w::NODES_SENT)}</span>
                " "
                <code dir="ltr">{params}</code>
            </p>
        }
        .into_any(),
    )
}

fn draw_answer(answer: &Answer) -> AnyView {
    let pictures = answer
        .pictures()
        .into_iter()
        .map(
            |address| view! { <img class="nodes__picture" src=address alt=say(w::NODES_PICTURE)/> },
        )
        .collect_view();
    let told = match answer {
        Answer::Nothing => {
            return view! { <p class="nodes__note">{say(w::NODES_NO_ANSWER)}</p> }.into_any();
        }
        Answer::Text(text) => {
            view! { <pre class="nodes__text" dir="auto" tabindex="0">{text.clone()}</pre> }
                .into_any()
        }
        Answer::Tree(tree) => view! { <Tree value=tree.clone().into()/> }.into_any(),
    };
    let json = StoredValue::new(answer.as_json());
    view! {
        {pictures}
        {told}
        <CopyJson json/>
    }
    .into_any()
}

/// So long the button says that it has copied.
const SHOWN: u32 = 2_000;

#[component]
fn CopyJson(json: StoredValue<String>) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move || {
        work::begin(async move {
            let done = clipboard::copy(&json.get_value()).await;
            copied.try_set(Some(done));
        });
    };
    crate::platform::watch::watch(move || {
        if copied.get().is_some() {
            timer::after(SHOWN, move || copied.set(None));
        }
    });
    let label = move || {
        t(match copied.get() {
            None => w::NODES_COPY,
            Some(true) => w::UI_COPIED,
            Some(false) => w::NODES_NOT_COPIED,
        })
    };
    view! { <p><Button label variant=Variant::Plain small=true on_press=copy/></p> }
}

fn draw_trouble(trouble: &Trouble) -> AnyView {
    let Trouble { what, advice, said } = trouble.clone();
    view! {
        <Callout tone=Tone::Danger title=move || what.clone() details=said.unwrap_or_default()>
            {advice.map(|advice| view! { <p>{advice}</p> })}
        </Callout>
    }
    .into_any()
}

/// In milliseconds, or in seconds where that says more.
fn duration(ms: f64) -> String {
    if ms < 1000.0 {
        tr(w::NODES_MS, &[("n", &format!("{ms:.0}"))])
    } else {
        tr(w::NODES_SECONDS, &[("n", &format!("{:.1}", ms / 1000.0))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_the_unit_that_says_most() {
        assert!(duration(42.4).contains("42"));
        assert!(duration(1_540.0).contains("1.5"));
    }
}
