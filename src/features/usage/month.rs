//! How the month stands: what was spent, how it will end and by which method, and the budget.

use leptos::prelude::*;

use super::budget;
use super::drawings;
use super::forecast::{Budget, Estimate, Forecast, LEAST, Passed, Why};
use super::range::day::Day;
use super::series::Point;
use super::wording::{READER, unpriced};
use crate::platform::watch::watch;
use crate::ui::chart::{Chart, Height};
use crate::ui::input::text::{TextInput, TextKind};
use crate::words::{say, t, tr, w};

/// The days of the month up to today, and what is made of them.
#[component]
pub fn Month(
    #[prop(into)] points: Signal<Vec<Point>>,
    #[prop(into)] today: Signal<Day>,
    #[prop(into)] forecast: Signal<Forecast>,
    #[prop(into)] budget: Signal<Option<f64>>,
    on_budget: Callback<Option<f64>>,
) -> impl IntoView {
    let typed = RwSignal::new(budget.get_untracked().map(|it| it.to_string()).unwrap_or_default());
    let read = move || typed.with(|typed| amount(typed));
    watch(move || {
        if let Ok(amount) = read()
            && budget.get_untracked() != amount
        {
            on_budget.run(amount);
        }
    });
    let drawing = Memo::new(move |_| {
        let (today, forecast) = (today.get(), forecast.get());
        points.with(|points| drawings::month::month(points, today, &forecast, READER))
    });
    let problem = move || read().is_err().then(|| t(w::USAGE_BUDGET_WRONG));
    view! {
        <div class="month">
            <div class="month__words">
                <p class="month__end">{move || end(forecast.get(), today.get())}</p>
                <p class="month__note">{move || so_far(forecast.get())}</p>
                <p class="month__note">{move || method(forecast.get(), today.get())}</p>
                <TextInput
                    label=w::USAGE_BUDGET_LABEL
                    value=typed
                    kind=TextKind::Number
                    hint=w::USAGE_BUDGET_HINT
                    problem=Signal::derive(problem)
                />
                {move || {
                    let budget = forecast.get().budget?;
                    let is_over = matches!(budget.passed, Passed::On(_) | Passed::Expected(_));
                    let tone = if is_over { "over" } else { "within" };
                    Some(
                        view! {
                            <p class="month__budget" data-tone=tone>
                                {about_budget(budget)}
                            </p>
                        },
                    )
                }}
            </div>
            <Chart
                label=say(w::USAGE_MONTH_CHART)
                drawing
                format=READER.money
                height=Height::Low
            />
        </div>
    }
}

/// What was typed as money; nothing is no budget.
fn amount(typed: &str) -> Result<Option<f64>, ()> {
    if typed.trim().trim_start_matches('$').is_empty() {
        return Ok(None);
    }
    budget::read(typed).map(Some).ok_or(())
}

fn end(forecast: Forecast, today: Day) -> String {
    match forecast.end {
        Ok(estimate) => {
            let word = if estimate.is_least { w::USAGE_END_LEAST } else { w::USAGE_END };
            let day = READER.short_day(today.last_of_month());
            tr(word, &[("cost", &(READER.money)(estimate.total)), ("day", &day)])
        }
        Err(_) => t(w::USAGE_END_UNKNOWN),
    }
}

fn so_far(forecast: Forecast) -> String {
    let said = tr(w::USAGE_SO_FAR, &[("cost", &READER.cost(Some(forecast.so_far)))]);
    match unpriced(Some(forecast.so_far)) {
        Some(unpriced) => format!("{said}, {unpriced}"),
        None => said,
    }
}

/// The method is told with the number; where there is none, why.
fn method(forecast: Forecast, today: Day) -> String {
    match forecast.end {
        Ok(Estimate { per_day, days, from, .. }) => tr(
            w::USAGE_METHOD,
            &[
                ("days", &days.to_string()),
                ("from", &READER.short_day(from.start)),
                ("to", &READER.short_day(from.end)),
                ("cost", &(READER.money)(per_day)),
                ("left", &today.last_of_month().since(today).to_string()),
            ],
        ),
        Err(Why::TooFewDays(days)) => {
            tr(w::USAGE_TOO_FEW_DAYS, &[("least", &LEAST.to_string()), ("days", &days.to_string())])
        }
        Err(Why::NoPrices) => t(w::USAGE_NO_PRICES),
    }
}

fn about_budget(budget: Budget) -> String {
    let left = (READER.money)(budget.left.abs());
    let first = if budget.left < 0.0 { w::USAGE_BUDGET_OVER } else { w::USAGE_BUDGET_LEFT };
    let first = tr(first, &[("cost", &left)]);
    let then = match budget.passed {
        Passed::On(day) => tr(w::USAGE_PASSED_ON, &[("day", &READER.short_day(day))]),
        Passed::Expected(day) => tr(w::USAGE_PASSED_EXPECTED, &[("day", &READER.short_day(day))]),
        Passed::NotExpected => t(w::USAGE_PASSED_NOT),
        Passed::Unknown => return first,
    };
    format!("{first} {then}")
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn a_budget_is_money_or_none() {
        assert_eq!(amount(" $ 12,50 "), Ok(Some(12.5)));
        assert_eq!(amount(""), Ok(None));
        assert_eq!(amount("0"), Err(()));
        assert_eq!(amount("much"), Err(()));
    }
}
