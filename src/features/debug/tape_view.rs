//! What has passed, the newest first: found by words, held still by a pause, looked into one by one.
//! What looks like a secret is out of sight.

use std::sync::Arc;

use icondata::LuChevronRight;
use leptos::prelude::*;
use serde_json::Value;

use super::draft;
use super::reply::{copy, size};
use super::state::DebugState;
use super::table::uses::{self, Heard};
use super::tape::{MOST, Record, Tape, Way};
use super::taping::Taping;
use crate::platform::{download, moment, timer};
use crate::protocol::mask::{mask, mask_value};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Tone;
use crate::ui::icon::Icon;
use crate::ui::input::select::{Choice, Select};
use crate::ui::input::switch::Switch;
use crate::ui::sheet::{Empty, Section};
use crate::ui::tree::Tree;
use crate::words::{Word, say, t, tn, tr, w};

/// How often one looks whether something has passed.
const LOOK_MS: u32 = 250;
/// So many are drawn at first, and more at each wish.
const SHOWN: usize = 100;
/// So much of a record stands in its line.
const LINE: usize = 160;

#[component]
pub fn EventsTab(state: DebugState, taping: Taping) -> impl IntoView {
    view! {
        <Section title=w::DEBUG_EVENTS_TITLE note=w::DEBUG_EVENTS_NOTE>
            <TapeView state tape=taping.events name="events" empty=w::DEBUG_EVENTS_EMPTY/>
            <Known state/>
        </Section>
    }
}

/// Which events there are, and who listens to each.
#[component]
fn Known(state: DebugState) -> impl IntoView {
    let row = |name: String| {
        let found = uses::EVENTS.iter().find(|(known, _)| *known == name).map(|(_, heard)| *heard);
        let word = match found {
            Some(Heard::Connection) => w::DEBUG_HEARD_CONNECTION,
            Some(Heard::Pages) => w::DEBUG_HEARD_PAGES,
            Some(Heard::Debug) | None => w::DEBUG_HEARD_HERE,
        };
        view! {
            <li class="debug__row">
                <code dir="ltr">{name}</code>
                <span class="debug__note">{say(word)}</span>
            </li>
        }
    };
    view! {
        <details class="debug__known">
            <summary>{move || tn(w::DEBUG_KNOWN, state.events().len())}</summary>
            <ul>{move || state.events().into_iter().map(row).collect_view()}</ul>
        </details>
    }
}

#[component]
pub fn FramesTab(state: DebugState, taping: Taping) -> impl IntoView {
    let on = taping.frames_on;
    view! {
        <Section title=w::DEBUG_FRAMES_TITLE note=w::DEBUG_FRAMES_NOTE>
            <p>
                <Switch label=w::DEBUG_FRAMES_ON on on_turn=move |is_on| on.set(is_on)/>
            </p>
            <TapeView state tape=taping.frames name="frames" empty=w::DEBUG_FRAMES_EMPTY/>
        </Section>
    }
}

#[component]
fn TapeView(
    state: DebugState,
    tape: StoredValue<Tape, LocalStorage>,
    /// What the file is called that one takes along.
    name: &'static str,
    empty: Word,
) -> impl IntoView {
    let (search, only) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (shown, paused_at) = (RwSignal::new(SHOWN), RwSignal::new(None::<u64>));
    let count = RwSignal::new(0_u64);
    let turn = RwSignal::new(0_u32);
    let look = move || {
        let now = tape.try_with_value(Tape::count).unwrap_or_default();
        if count.get_untracked() != now {
            count.set(now);
        }
    };
    look();
    timer::every(LOOK_MS, look);
    let found = Memo::new(move |_| {
        turn.track();
        if paused_at.with(Option::is_none) {
            count.track();
        }
        let (words, only) = (search.get(), only.get());
        tape.with_value(|tape| {
            let found = tape.found(&words, paused_at.get());
            let fits = |it: &&&Record| only.is_empty() || it.name == only;
            found.iter().filter(fits).map(|it| it.number).collect::<Vec<_>>()
        })
    });
    // A list that is open must not change because of what has just come.
    let known = Memo::new(move |_| {
        turn.track();
        count.track();
        let mut names: Vec<String> =
            tape.with_value(Tape::names).into_iter().map(|(name, _)| name).collect();
        names.sort();
        names
    });
    let names = Signal::derive(move || {
        let each = known.get().into_iter();
        let each = each.map(|name| Choice { value: name.clone(), label: name });
        let all = Choice { value: String::new(), label: t(w::DEBUG_TAPE_ALL) };
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    });
    let order = Memo::new(move |_| {
        let shown = shown.get();
        found.with(|found| found.iter().take(shown).copied().collect::<Vec<_>>())
    });
    let is_empty = Memo::new(move |_| found.with(Vec::is_empty));
    let summary = move || {
        turn.track();
        let (kept, passed, missed) = {
            count.track();
            tape.with_value(|tape| (tape.kept(), tape.count(), tape.missed()))
        };
        let told = tr(
            w::DEBUG_TAPE_COUNT,
            &[("n", &passed.to_string()), ("kept", &kept.to_string()), ("most", &MOST.to_string())],
        );
        let missed = usize::try_from(missed).unwrap_or(usize::MAX);
        if missed == 0 { told } else { format!("{told} {}", tn(w::DEBUG_TAPE_MISSED, missed)) }
    };
    let later = move || {
        let since = paused_at.get()?;
        let n = usize::try_from(count.get().saturating_sub(since)).unwrap_or(usize::MAX);
        (n > 0).then(|| tn(w::DEBUG_TAPE_LATER, n))
    };
    let pause = move || match paused_at.get_untracked() {
        Some(_) => paused_at.set(None),
        None => paused_at.set(Some(tape.with_value(Tape::count))),
    };
    let pause_word =
        move || t(if paused_at.with(Option::is_some) { w::DEBUG_RESUME } else { w::DEBUG_PAUSE });
    let clear = move || {
        tape.update_value(Tape::clear);
        shown.set(SHOWN);
        turn.update(|turn| *turn += 1);
    };
    let take = move || {
        let text = found.with_untracked(|found| {
            tape.with_value(|tape| {
                let records: Vec<_> = found.iter().filter_map(|it| tape.get(*it)).collect();
                as_lines(&records)
            })
        });
        if !download::text(&format!("{name}.jsonl"), "application/x-ndjson", &text) {
            state.toasts.say(Tone::Danger, t(w::DEBUG_NOT_DOWNLOADED));
        }
    };
    let rest = move || found.with(Vec::len).saturating_sub(shown.get());
    let nothing = move || {
        is_empty.get().then(|| {
            let is_searched = search.with(|it| !it.is_empty()) || only.with(|it| !it.is_empty());
            view! { <Empty text=if is_searched { w::DEBUG_TAPE_NONE } else { empty }/> }
        })
    };
    view! {
        <div class="debug__tools">
            <input
                class="input__field"
                type="search"
                aria-label=say(w::DEBUG_TAPE_FIND)
                placeholder=say(w::DEBUG_TAPE_FIND)
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input:target=move |event| search.set(event.target().value())
            />
            <Select label=w::DEBUG_TAPE_NAME value=only choices=names on_choose=move |it| only.set(it)/>
            <Button label=pause_word on_press=pause/>
            <Button label=w::DEBUG_DOWNLOAD on_press=take/>
            <Button label=w::DEBUG_CLEAR variant=Variant::Quiet on_press=clear/>
        </div>
        <p class="debug__note">{summary}</p>
        <p class="debug__note" role="status">{later}</p>
        {nothing}
        <ol class="debug__tape" aria-label=say(w::DEBUG_TAPE_LABEL) hidden=move || is_empty.get()>
            <For each=move || order.get() key=|number| *number let:number>
                {tape
                    .with_value(|tape| tape.get(number).cloned())
                    .map(|record| view! { <Line state record/> })}
            </For>
        </ol>
        <Show when=move || rest() != 0>
            <p>
                <Button
                    label=move || tn(w::DEBUG_TAPE_MORE, rest().min(SHOWN))
                    on_press=move || shown.update(|shown| *shown += SHOWN)
                />
            </p>
        </Show>
    }
}

/// The records as lines of JSON, without secrets, the oldest first.
fn as_lines(records: &[&Record]) -> String {
    let line = |record: &&Record| {
        let value = match serde_json::from_str::<Value>(&record.text) {
            Ok(value) => mask_value(&value),
            Err(_) => Value::from(mask(&record.text).into_owned()),
        };
        let way = match record.way {
            Way::In => "in",
            Way::Out => "out",
        };
        let row = serde_json::json!({
            "at": record.at, "way": way, "name": record.name, "seq": record.seq, "data": value,
        });
        format!("{row}\n")
    };
    records.iter().rev().map(line).collect()
}

#[component]
fn Line(state: DebugState, record: Record) -> impl IntoView {
    let open = RwSignal::new(false);
    let Record { at, way, name, seq, gap, text, .. } = record;
    let beginning = beginning(&text);
    let bytes = text.len();
    let text = StoredValue::new(text);
    let gap = usize::try_from(gap).unwrap_or(usize::MAX);
    view! {
        <li>
            {(gap > 0).then(|| view! {
                <p class="debug__gap">{tn(w::DEBUG_TAPE_GAP, gap)}</p>
            })}
            <details class="debug__record" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>
                    <Icon glyph=LuChevronRight/>
                    <time class="debug__note">{moment::write(moment::Way::Clock, at, false)}</time>
                    {(way == Way::Out).then(|| view! { <Badge text=w::DEBUG_OUT/> })}
                    <code dir="ltr">{name}</code>
                    <span class="debug__seq">{seq.map(|seq| format!("#{seq}"))}</span>
                    <span class="debug__beginning" dir="ltr">{beginning}</span>
                    <span class="debug__note">{size(bytes)}</span>
                </summary>
                {move || open.get().then(|| opened(state, &text.get_value()))}
            </details>
        </li>
    }
}

fn opened(state: DebugState, text: &str) -> AnyView {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            let value = mask_value(&value);
            let whole = draft::pretty(&value);
            view! {
                <div class="debug__outcome">
                    <p>
                        <Button label=w::DEBUG_COPY small=true on_press=move || copy(state, whole.clone())/>
                    </p>
                    <Tree value=Arc::new(value)/>
                </div>
            }
            .into_any()
        }
        Err(_) => {
            let text = mask(text).into_owned();
            view! { <pre class="debug__text" dir="auto" tabindex="0">{text}</pre> }.into_any()
        }
    }
}

/// The first of it, on one line, without secrets.
fn beginning(text: &str) -> String {
    let mut end = text.len().min(LINE * 4);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    mask(&text[..end]).chars().take(LINE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_along_has_no_secret_and_begins_with_the_oldest() {
        let mut tape = Tape::default();
        tape.add(1.0, Way::In, "one", Some(1), r#"{"token":"abcdef0123456789abcdef"}"#);
        tape.add(2.0, Way::Out, "two", None, "no json");
        let lines = as_lines(&tape.found("", None));
        assert!(!lines.contains("abcdef0123456789"), "{lines}");
        assert!(lines.starts_with(r#"{"at":1.0"#), "{lines}");
        assert_eq!(lines.lines().count(), 2);
    }

    #[test]
    fn a_beginning_ends_between_letters() {
        assert!(beginning(&"ü".repeat(1_000)).chars().all(|it| it == 'ü'));
    }
}
