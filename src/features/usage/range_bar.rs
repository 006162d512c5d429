//! Which days are looked at and by whose clock, how old the figures are, and how to take them away.

use icondata::{Icon as Glyph, LuBraces, LuDownload, LuFileSpreadsheet, LuRefreshCw};
use leptos::{prelude::*, text_prop::TextProp};

use super::range::day::Day;
use super::range::{Preset, Range};
use crate::platform::{moment, timer};
use crate::ui::button::Button;
use crate::ui::menu::{Menu, MenuItem};
use crate::ui::segments::Segments;
use crate::ui::unique_id;
use crate::words::{Word, say, tr, w};

/// The presets that have a segment; the custom one is chosen by its days.
const PRESETS: [(Preset, Word); 6] = [
    (Preset::Today, w::USAGE_TODAY),
    (Preset::SevenDays, w::USAGE_SEVEN_DAYS),
    (Preset::ThirtyDays, w::USAGE_THIRTY_DAYS),
    (Preset::NinetyDays, w::USAGE_NINETY_DAYS),
    (Preset::ThisMonth, w::USAGE_THIS_MONTH),
    (Preset::LastMonth, w::USAGE_LAST_MONTH),
];

/// As what the figures are taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    Days,
    Sessions,
    Everything,
}

const EXPORTS: [(Export, Word, Glyph); 3] = [
    (Export::Days, w::USAGE_EXPORT_DAYS, LuFileSpreadsheet),
    (Export::Sessions, w::USAGE_EXPORT_SESSIONS, LuFileSpreadsheet),
    (Export::Everything, w::USAGE_EXPORT_ALL, LuBraces),
];

/// The bar above the page.
#[component]
pub fn RangeBar(
    #[prop(into)] preset: Signal<Preset>,
    #[prop(into)] range: Signal<Range>,
    on_preset: Callback<Preset>,
    on_range: Callback<Range>,
    #[prop(into)] is_utc: Signal<bool>,
    on_utc: Callback<bool>,
    /// When the figures were read, in milliseconds since the epoch.
    #[prop(into)]
    read_at: Signal<Option<f64>>,
    #[prop(into)] is_reading: Signal<bool>,
    on_refresh: Callback<()>,
    /// There is something to take away.
    #[prop(into)]
    has_figures: Signal<bool>,
    on_export: Callback<Export>,
) -> impl IntoView {
    let minute = timer::minutes();
    let age = move || {
        minute.track();
        read_at.get().map(|at| tr(w::USAGE_AGE, &[("when", &moment::ago(at))]))
    };
    let chosen = move || PRESETS.iter().position(|(one, _)| *one == preset.get());
    let names = |words: &[Word]| words.iter().map(|word| TextProp::from(*word)).collect::<Vec<_>>();
    let start = Signal::derive(move || range.get().start);
    let end = Signal::derive(move || range.get().end);
    let zones = names(&[w::USAGE_LOCAL, w::USAGE_UTC]);
    view! {
        <div class="range_bar">
            <Segments
                label=w::USAGE_RANGE
                names=names(&PRESETS.map(|(_, word)| word))
                chosen=Signal::derive(chosen)
                on_choose=move |at: usize| {
                    if let Some((preset, _)) = PRESETS.get(at) {
                        on_preset.run(*preset);
                    }
                }
            />
            <div class="range_bar__days">
                <DayInput
                    label=w::USAGE_FROM
                    day=start
                    on_day=move |day| on_range.run(Range::new(day, end.get_untracked()))
                />
                <DayInput
                    label=w::USAGE_TO
                    day=end
                    on_day=move |day| on_range.run(Range::new(start.get_untracked(), day))
                />
            </div>
            <Segments
                label=w::USAGE_ZONE
                names=zones
                chosen=Signal::derive(move || Some(usize::from(is_utc.get())))
                on_choose=move |at: usize| on_utc.run(at == 1)
            />
            <div class="range_bar__tools">
                <Button
                    label=w::USAGE_REFRESH
                    icon=Signal::stored(LuRefreshCw)
                    busy=is_reading
                    on_press=move || on_refresh.run(())
                />
                {move || {
                    has_figures
                        .get()
                        .then(|| {
                            view! {
                                <Menu label=w::USAGE_EXPORT glyph=LuDownload worded=true>
                                    {EXPORTS
                                        .into_iter()
                                        .map(|(kind, word, glyph)| {
                                            view! {
                                                <MenuItem
                                                    label=word
                                                    glyph=glyph
                                                    on_press=move || on_export.run(kind)
                                                />
                                            }
                                        })
                                        .collect_view()}
                                </Menu>
                            }
                        })
                }}
                <span
                    class="range_bar__age"
                    title=move || read_at.get().map(moment::date_and_time)
                >
                    {age}
                </span>
            </div>
        </div>
    }
}

/// The browser's own field: it knows how the reader writes dates.
#[component]
fn DayInput(label: Word, day: Signal<Day>, #[prop(into)] on_day: Callback<Day>) -> impl IntoView {
    let id = unique_id("day");
    let for_id = id.clone();
    view! {
        <span class="range_bar__day">
            <label for=for_id>{say(label)}</label>
            <input
                class="input__field"
                id=id
                type="date"
                prop:value=move || day.get().to_string()
                on:change:target=move |event| {
                    // A field that was emptied leaves the day as it is.
                    if let Some(day) = Day::parse(&event.target().value()) {
                        on_day.run(day);
                    }
                }
            />
        </span>
    }
}
