//! The table behind a chart. It scrolls in itself, and its rows can be chosen where the chart's
//! places can be. A row stays the same element while its words change: the keyboard stays on it.

use leptos::{prelude::*, text_prop::TextProp};

use super::drawing::{Row, Table};

/// A table that says what a chart draws.
pub(super) fn data_table(
    caption: TextProp,
    table: Signal<Table>,
    on_press: Option<Callback<usize>>,
) -> AnyView {
    let name = caption.clone();
    let head = Memo::new(move |_| table.with(|table| table.head.clone()));
    let head = move || {
        head.get().into_iter().map(|cell| view! { <th scope="col">{cell}</th> }).collect_view()
    };
    let count = Memo::new(move |_| table.with(|table| table.rows.len()));
    view! {
        <div class="chart__table" role="group" tabindex="0" aria-label=move || name.get()>
            <table>
                <caption class="chart__caption">{move || caption.get()}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>
                    <For each=move || 0..count.get() key=|at| *at let:at>
                        <Line at table on_press />
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Line(at: usize, table: Signal<Table>, on_press: Option<Callback<usize>>) -> impl IntoView {
    let row =
        Memo::new(move |_| table.with(|table| table.rows.get(at).cloned()).unwrap_or_default());
    let name = move || row.with(|row| row.cells.first().cloned().unwrap_or_default());
    let is_pressed = move || row.with(|row| row.is_pressed);
    let name = match on_press {
        Some(on_press) => view! {
            <button
                class="chart__row"
                type="button"
                aria-pressed=move || is_pressed().map(|is_pressed| is_pressed.to_string())
                on:click=move |_| on_press.run(at)
            >
                {name}
            </button>
        }
        .into_any(),
        None => name.into_any(),
    };
    let cells = move || {
        let cells = row.with(|Row { cells, .. }| cells.get(1..).unwrap_or_default().to_vec());
        cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()
    };
    view! {
        <tr data-pressed=move || (is_pressed() == Some(true)).then_some("")>
            <th scope="row">{name}</th>
            {cells}
        </tr>
    }
}
