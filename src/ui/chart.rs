//! A chart with its table behind it. ECharts draws it, fetched with the first chart; where that
//! cannot be had the table stands instead. What is drawn and what the table says are one value.

mod canvas;
mod drawing;
mod dress;
mod table;

use icondata::{LuChartColumn, LuTable2};
use leptos::{html, prelude::*, text_prop::TextProp};

use crate::platform::watch::watch;
use crate::ui::button::Button;
use crate::words::{say, w};

pub use drawing::{Drawing, Row, Table};
pub use dress::dress;

use canvas::Canvas;
use table::data_table;

/// How tall a chart is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Height {
    #[default]
    Usual,
    Low,
}

impl Height {
    fn as_str(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Low => "low",
        }
    }
}

/// What has become of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Drawn,
    /// The drawing script could not be fetched.
    Failed,
}

impl Stage {
    fn as_str(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Drawn => "drawn",
            Self::Failed => "failed",
        }
    }
}

/// A figure: the drawing, or the same as a table. `format` writes the numbers at an axis of values.
#[component]
pub fn Chart(
    /// Says what is drawn.
    #[prop(into)]
    label: TextProp,
    #[prop(into)] drawing: Signal<Drawing>,
    #[prop(into)] format: Callback<f64, String>,
    #[prop(optional)] height: Height,
    /// Takes the row of the table, which is the place on the axis of the drawing.
    #[prop(optional, into)]
    on_press: Option<Callback<usize>>,
    /// What else can be done with the figure, beside the way to its table.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Loading);
    let wants_table = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    let canvas = StoredValue::new_local(None::<Canvas>);
    watch(move || {
        if let Some(place) = place.get()
            && canvas.with_value(Option::is_none)
        {
            let told = move |is_drawn: bool| {
                // Whoever waited may have gone elsewhere meanwhile.
                let _gone = stage.try_set(if is_drawn { Stage::Drawn } else { Stage::Failed });
            };
            canvas.set_value(Some(Canvas::new(place.into(), drawing, format, on_press, told)));
        }
    });
    // A drawing lives on its element, whatever becomes of the signals around it.
    on_cleanup(move || drop(canvas.try_update_value(Option::take)));
    let shows_table = Memo::new(move |_| wants_table.get() || stage.get() == Stage::Failed);
    let table = Memo::new(move |_| drawing.with(|drawing| drawing.table.clone()));
    let (name, caption) = (label.clone(), label);
    view! {
        <figure class="chart" data-stage=move || stage.get().as_str()>
            <div class="chart__tools">
                {actions.run()}
                {move || {
                    (stage.get() != Stage::Failed)
                        .then(|| {
                            view! {
                                <Button
                                    label=move || {
                                        if wants_table.get() {
                                            say(w::UI_CHART_AS_DRAWING)()
                                        } else {
                                            say(w::UI_CHART_AS_TABLE)()
                                        }
                                    }
                                    icon=Signal::derive(move || {
                                        if wants_table.get() { LuChartColumn } else { LuTable2 }
                                    })
                                    small=true
                                    on_press=move || wants_table.update(|wants| *wants = !*wants)
                                />
                            }
                        })
                }}
            </div>
            {move || {
                (stage.get() == Stage::Failed)
                    .then(|| view! { <p class="chart__note">{say(w::UI_CHART_FAILED)}</p> })
            }}
            <div
                class="chart__drawing"
                node_ref=place
                role="img"
                aria-label=move || name.get()
                aria-busy=move || (stage.get() == Stage::Loading).then_some("true")
                data-height=height.as_str()
                data-press=on_press.is_some().then_some("")
                hidden=move || shows_table.get()
            ></div>
            {move || shows_table.get().then(|| data_table(caption.clone(), table.into(), on_press))}
        </figure>
    }
}
