//! What is on the screen when a call has failed, a query is typed, a day is chosen.

use std::sync::Arc;

use quarterdeck::features::usage::figures::Told;
use quarterdeck::features::usage::range::Range;
use quarterdeck::features::usage::range::zone::Zone;
use quarterdeck::features::usage::shown::{Choice, LIMIT, Shown};
use quarterdeck::protocol::usage::report::SessionsUsageReport;
use serde_json::json;

use super::{costs, day, early, report, totals, with};

pub(super) fn choice(query: &str, only: Option<&str>) -> Choice {
    let range = Range::new(day("2026-10-24"), day("2026-10-26"));
    Choice { range, zone: Zone::Utc, query: query.to_owned(), day: only.map(day) }
}

pub(super) fn two() -> Arc<SessionsUsageReport> {
    let mut second = early("agent:scout:b", &[("2026-10-25", 5, 0.25)], 1);
    second["agentId"] = "scout".into();
    Arc::new(report(json!({
        "sessions": [early("agent:main:a", &[("2026-10-24", 10, 1.0), ("2026-10-25", 20, 2.0)], 0), second],
        "totals": totals(35, 3.25, 1),
        "aggregates": { "messages": { "total": 8, "errors": 0, "toolCalls": 2 } },
    })))
}

#[test]
fn without_a_query_the_totals_are_the_gateways_own() {
    let shown = Shown::of(choice("", None), Some(two()), None).unwrap();
    assert_eq!((shown.total.tokens, shown.total.messages), (Some(35), Some(8)));
    assert_eq!(shown.total.money.unwrap().told(), Told::AtLeast(3.25));
    assert_eq!(shown.sessions().len(), 2);
    let days: u64 = shown.points.iter().filter_map(|point| point.figures.tokens).sum();
    assert_eq!(days, 35);
    assert!(shown.is_complete && !shown.may_be_more());
}

#[test]
fn a_query_counts_again() {
    let shown = Shown::of(choice("agent:scout", None), Some(two()), None).unwrap();
    assert_eq!((shown.total.tokens, shown.sessions().len()), (Some(5), 1));
    assert_eq!(shown.points[1].figures.tokens, Some(5));
    assert_eq!(shown.all().len(), 2);
    let none = Shown::of(choice("agent:nobody", None), Some(two()), None).unwrap();
    assert_eq!((none.total.tokens, none.sessions().len()), (Some(0), 0));
}

#[test]
fn a_day_shows_who_was_at_work() {
    let shown = Shown::of(choice("", Some("2026-10-24")), Some(two()), None).unwrap();
    let keys: Vec<&str> = shown.sessions().iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["agent:main:a"]);
    assert_eq!(shown.total.tokens, Some(10));
    assert_eq!(shown.figures(shown.sessions()[0]).tokens, Some(10));
    assert_eq!(shown.points.len(), 3);
}

#[test]
fn one_failing_call_does_not_blank_the_page() {
    let told = costs(json!({
        "daily": [with(json!({ "date": "2026-10-25" }), totals(9, 1.0, 0))], "totals": totals(9, 1.0, 0),
    }));
    let shown = Shown::of(choice("", None), None, Some(&told)).unwrap();
    assert_eq!((shown.total.tokens, shown.total.messages), (Some(9), None));
    assert_eq!(shown.points[1].figures.kinds.unwrap().input, 9);
    assert!(shown.sessions().is_empty());
    assert!(Shown::of(choice("", None), None, None).is_none());
}

#[test]
fn what_is_still_gathered_is_not_nothing() {
    let gathering = report(json!({
        "sessions": [{ "key": "a", "usage": null }], "totals": totals(0, 0.0, 0),
        "cacheStatus": { "status": "refreshing", "cachedFiles": 0, "pendingFiles": 1, "staleFiles": 1 },
    }));
    let shown = Shown::of(choice("", None), Some(Arc::new(gathering)), None).unwrap();
    assert_eq!((shown.total.tokens, shown.points[0].figures.tokens), (None, None));
    assert_eq!((shown.ungathered, shown.is_complete), (1, false));
}

#[test]
fn a_full_list_may_not_be_all() {
    let row = early("agent:main:a", &[("2026-10-24", 1, 0.0)], 0);
    let full = |count: Option<u64>| {
        let sessions: Vec<_> = (0..LIMIT).map(|_| row.clone()).collect();
        let all = json!({ "date": "2026-10-24", "tokens": 5000, "cost": 0 });
        report(json!({
            "sessions": sessions, "totals": totals(5000, 0.0, 0),
            "aggregates": { "sessionCount": count, "daily": [all] },
        }))
    };
    let shown = |count| Shown::of(choice("", None), Some(Arc::new(full(count))), None).unwrap();
    assert!(shown(None).may_be_more());
    assert!(!shown(Some(1000)).may_be_more());
    let more = shown(Some(5000));
    assert!(more.may_be_more());
    assert_eq!(more.points[0].figures.tokens, Some(5000), "days of all, listed or not");
}
