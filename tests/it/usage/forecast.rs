//! The month's end: its method, when it says nothing, and the budget.

use quarterdeck::features::usage::figures::{Figures, Money, Told};
use quarterdeck::features::usage::forecast::{Passed, Why, forecast, needed};
use quarterdeck::features::usage::range::{Range, day::Day};
use quarterdeck::features::usage::series::Point;

use super::day;

/// A dollar a day, and whatever `money` makes of it.
fn points(today: Day, money: impl Fn(Day) -> Option<Money>) -> Vec<Point> {
    let point = |day: Day| {
        let figures = Figures { tokens: Some(1), money: money(day), ..Figures::NOTHING };
        Point { day, figures, sessions: 1 }
    };
    needed(today).days().map(point).collect()
}

fn dollar(_: Day) -> Option<Money> {
    Some(Money { known: 1.0, ..Money::default() })
}

fn close(one: f64, other: f64) {
    assert!((one - other).abs() < 1e-9, "{one} is not {other}");
}

#[test]
fn the_days_that_are_left_cost_what_the_last_ones_did() {
    let today = day("2026-11-20");
    let told = forecast(&points(today, dollar), today, None);
    let estimate = told.end.unwrap();
    close(told.so_far.known, 20.0);
    close(estimate.total, 30.0);
    assert_eq!((estimate.days, estimate.is_least), (14, false));
    assert_eq!(estimate.from, Range::new(day("2026-11-06"), day("2026-11-19")));
    assert_eq!(told.budget, None);
}

#[test]
fn today_is_not_over() {
    let today = day("2026-11-20");
    let half =
        |day: Day| Some(Money { known: if day == today { 0.25 } else { 1.0 }, ..Money::default() });
    let told = forecast(&points(today, half), today, None);
    close(told.so_far.known, 19.25);
    close(told.end.unwrap().total, 30.0);
    let dear =
        |day: Day| Some(Money { known: if day == today { 9.0 } else { 1.0 }, ..Money::default() });
    close(forecast(&points(today, dear), today, None).end.unwrap().total, 38.0);
}

#[test]
fn the_first_and_the_last_of_a_month() {
    let first = day("2026-11-01");
    let told = forecast(&points(first, dollar), first, Some(100.0));
    close(told.so_far.known, 1.0);
    close(told.end.unwrap().total, 30.0);
    assert_eq!(told.budget.unwrap().passed, Passed::NotExpected);
    let last = day("2028-02-29");
    close(forecast(&points(last, dollar), last, None).end.unwrap().total, 29.0);
    assert_eq!(needed(first).start, day("2026-10-18"));
    assert_eq!(needed(day("2026-12-31")).start, day("2026-12-01"));
}

#[test]
fn too_few_days_and_no_prices_are_said() {
    let today = day("2026-11-20");
    let mut new = points(today, dollar);
    for point in new.iter_mut().filter(|point| point.day < day("2026-11-18")) {
        point.figures = Figures::NOTHING;
    }
    assert_eq!(forecast(&new, today, None).end, Err(Why::TooFewDays(2)));
    assert_eq!(forecast(&[], today, None).end, Err(Why::TooFewDays(0)));
    let unpriced = |_| Some(Money { known: 0.0, unpriced: 3, is_vague: false });
    let told = forecast(&points(today, unpriced), today, Some(5.0));
    assert_eq!(told.end, Err(Why::NoPrices));
    assert_eq!(told.so_far.told(), Told::Unknown);
    assert_eq!(told.budget.unwrap().passed, Passed::Unknown);
}

#[test]
fn a_missing_price_makes_it_the_least() {
    let today = day("2026-11-20");
    let some = |day: Day| {
        let unpriced = u64::from(day == Day::parse("2026-11-10").unwrap());
        Some(Money { known: 1.0, unpriced, is_vague: false })
    };
    assert!(forecast(&points(today, some), today, None).end.unwrap().is_least);
    let untold =
        |day: Day| if day == Day::parse("2026-11-02").unwrap() { None } else { dollar(day) };
    let told = forecast(&points(today, untold), today, None);
    close(told.so_far.known, 19.0);
    assert!(told.so_far.is_vague && told.end.unwrap().is_least);
}

#[test]
fn the_budget_is_passed_on_a_day() {
    let today = day("2026-11-20");
    let all = points(today, dollar);
    let passed = |amount| forecast(&all, today, Some(amount)).budget.unwrap();
    assert_eq!(passed(10.0).passed, Passed::On(day("2026-11-11")));
    close(passed(10.0).left, -10.0);
    assert_eq!(passed(20.0).passed, Passed::Expected(day("2026-11-21")));
    assert_eq!(passed(29.5).passed, Passed::Expected(day("2026-11-30")));
    assert_eq!(passed(30.0).passed, Passed::NotExpected);
    for amount in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(forecast(&all, today, Some(amount)).budget, None);
    }
}
