//! What is wrong with a setting, below its control.

use leptos::prelude::*;

use super::row::Row;
use crate::features::config::problems::Weight;

pub(super) fn view(row: Row) -> AnyView {
    let problems = row.problems();
    (move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            let line = |(weight, text): (Weight, String)| {
                let weight = match weight {
                    Weight::Error => "error",
                    Weight::Warning => "warning",
                };
                view! { <p data-weight=weight>{text}</p> }
            };
            view! {
                <div class="field__problem" id=row.id("problem")>
                    {problems.into_iter().map(line).collect_view()}
                </div>
            }
        })
    })
    .into_any()
}
