//! Days: all of them, in order, and unknown where nothing was told.

use quarterdeck::features::usage::figures::{Kinds, Money, Told};
use quarterdeck::features::usage::range::Range;
use quarterdeck::features::usage::series::{
    daily, daily_of_all, fill_kinds, on_day, total, within,
};
use serde_json::json;

use super::{costs, day, early, report, session, totals, with};

fn range() -> Range {
    Range::new(day("2026-10-24"), day("2026-10-26"))
}

#[test]
fn every_day_is_there_and_a_quiet_one_is_nothing() {
    let one = session(early("a", &[("2026-10-25", 10, 0.5)], 0));
    let points = daily([&one], range(), true);
    let days: Vec<String> = points.iter().map(|point| point.day.to_string()).collect();
    assert_eq!(days, ["2026-10-24", "2026-10-25", "2026-10-26"]);
    assert_eq!(points[0].figures.tokens, Some(0));
    assert_eq!(points[1].figures.tokens, Some(10));
    assert_eq!((points[0].sessions, points[1].sessions), (0, 1));
}

#[test]
fn while_it_is_gathered_a_quiet_day_is_unknown() {
    let one = session(early("a", &[("2026-10-25", 10, 0.5)], 0));
    let none = session(json!({ "key": "b", "usage": null }));
    assert_eq!(daily([&one], range(), false)[0].figures.tokens, None);
    assert_eq!(daily([&one, &none], range(), true)[0].figures.tokens, None);
    assert_eq!(total([&one, &none]).tokens, None);
    assert_eq!(within(&none, Some(day("2026-10-25"))).tokens, None);
}

#[test]
fn no_sessions_are_no_use() {
    assert_eq!(total([]).tokens, Some(0));
    assert_eq!(daily([], range(), true).len(), 3);
}

#[test]
fn a_day_of_the_gateway_outside_the_span_is_kept() {
    let one = session(early("a", &[("2026-10-27", 10, 0.5)], 0));
    let points = daily([&one], range(), true);
    assert_eq!(points.last().unwrap().day, day("2026-10-27"));
}

#[test]
fn early_gateways_leave_open_on_which_day_a_price_is_missing() {
    let several = [("2026-10-24", 10, 0.5), ("2026-10-25", 10, 0.0)];
    let vague = session(early("a", &several, 2));
    let money = daily([&vague], range(), true)[1].figures.money.unwrap();
    assert_eq!(money.told(), Told::AtLeast(0.0));
    let priced = session(early("a", &several, 0));
    let money = daily([&priced], range(), true)[1].figures.money.unwrap();
    assert_eq!(money.told(), Told::Exactly(0.0));
    let one_day = session(early("a", &several[..1], 2));
    let money = on_day(&one_day, day("2026-10-24")).unwrap().money.unwrap();
    assert_eq!(money, Money { known: 0.5, unpriced: 2, is_vague: false });
}

#[test]
fn kinds_come_from_the_day_as_a_whole_where_it_is_about_the_same_tokens() {
    let several = [("2026-10-24", 10, 0.5), ("2026-10-25", 20, 0.0)];
    let mut points = daily([&session(early("a", &several, 2))], range(), true);
    assert_eq!(points[0].figures.kinds, None);
    let told = costs(json!({ "daily": [
        with(json!({ "date": "2026-10-24" }), totals(10, 0.5, 2)),
        with(json!({ "date": "2026-10-25" }), totals(19, 0.0, 0)),
        with(json!({ "date": "2026-10-31" }), totals(19, 0.0, 0)),
        with(json!({ "date": "nonsense" }), totals(19, 0.0, 0)),
    ], "totals": totals(29, 0.5, 2) }));
    fill_kinds(&mut points, &told, true);
    assert_eq!(points[0].figures.kinds, Some(Kinds { input: 10, ..Kinds::default() }));
    assert_eq!(points[0].figures.money, Some(Money { known: 0.5, unpriced: 2, is_vague: false }));
    // Another agent worked on that day, which the day as a whole leaves out.
    assert_eq!(points[1].figures.kinds, None);
    assert!(points[1].figures.money.unwrap().is_vague);
}

#[test]
fn late_gateways_tell_each_day_in_full() {
    let usage = json!({
        "dailyBreakdown": [
            with(json!({ "date": "2026-10-24", "tokens": 7, "cost": 0.1 }), totals(7, 0.1, 3)),
        ],
        "dailyMessageCounts": [
            { "date": "2026-10-24", "total": 5, "user": 1, "assistant": 4, "toolCalls": 2, "toolResults": 2, "errors": 1 },
            { "date": "2026-10-25", "total": 1, "user": 1, "assistant": 0, "toolCalls": 0, "toolResults": 0, "errors": 0 },
        ],
    });
    let one = session(json!({ "key": "a", "usage": with(usage, totals(7, 0.1, 3)) }));
    let points = daily([&one], range(), true);
    let figures = points[0].figures;
    assert_eq!(figures.kinds, Some(Kinds { input: 7, ..Kinds::default() }));
    assert_eq!(figures.money, Some(Money { known: 0.1, unpriced: 3, is_vague: false }));
    assert_eq!((figures.messages, figures.errors, figures.tool_calls), (Some(5), Some(1), Some(2)));
    assert_eq!((points[1].figures.messages, points[1].figures.tokens), (Some(1), Some(0)));
}

#[test]
fn a_day_of_all_sessions_takes_kinds_where_they_are_told() {
    let daily = json!([{ "date": "2026-10-24", "tokens": 7, "cost": 0.1, "messages": 5, "toolCalls": 2, "errors": 1 }]);
    let old = report(json!({ "totals": totals(7, 0.1, 3), "aggregates": { "daily": daily } }));
    let figures = daily_of_all(&old, range(), true)[0].figures;
    assert_eq!((figures.kinds, figures.messages), (None, Some(5)));
    assert!(figures.money.unwrap().is_vague);
    let cost_daily = json!([with(json!({ "date": "2026-10-24" }), totals(7, 0.1, 3))]);
    let new = json!({ "daily": daily, "costDaily": cost_daily });
    let new = report(json!({ "totals": totals(7, 0.1, 3), "aggregates": new }));
    let figures = daily_of_all(&new, range(), true)[0].figures;
    assert_eq!((figures.kinds.map(Kinds::sum), figures.messages), (Some(7), Some(5)));
    assert_eq!(figures.money.unwrap().unpriced, 3);
}
