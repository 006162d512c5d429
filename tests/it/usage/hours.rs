//! The map of hours: from quarters of an hour where they are told, else spread, and it says which.

use quarterdeck::features::usage::figures::Measure;
use quarterdeck::features::usage::hours::{Method, heat_map};
use quarterdeck::features::usage::range::day::Day;
use quarterdeck::features::usage::range::zone::Zone;
use serde_json::{Value, json};

use super::{day, session, totals, with};

const HOUR: i64 = 3_600_000;

/// UTC+1, and UTC+2 until the clocks were set back on 25 October 2026 at 01:00 UTC.
fn berlin(ms: i64) -> i32 {
    if ms < Day::parse("2026-10-25").unwrap().utc_start() + HOUR { 120 } else { 60 }
}

fn kolkata(_: i64) -> i32 {
    330
}

fn quarters(rows: &[(&str, u32, u64)]) -> Value {
    let row = |(date, index, tokens): &(&str, u32, u64)| {
        with(json!({ "date": date, "quarterIndex": index }), totals(*tokens, 0.0, 0))
    };
    let whole = rows.iter().map(|(_, _, tokens)| tokens).sum();
    let usage = json!({ "utcQuarterHourTokenUsage": rows.iter().map(row).collect::<Vec<_>>() });
    json!({ "key": "a", "usage": with(usage, totals(whole, 0.0, 0)) })
}

fn lived(from: i64, until: i64, tokens: u64) -> Value {
    let usage = json!({ "firstActivity": from, "lastActivity": until });
    json!({ "key": "a", "usage": with(usage, totals(tokens, 0.0, 0)) })
}

#[test]
fn quarters_fall_into_the_hour_that_the_clock_shows() {
    // A Saturday, 23:30 in UTC.
    let one = session(quarters(&[("2026-10-24", 94, 8)]));
    let utc = heat_map([&one], Measure::Tokens, Zone::Utc, None);
    assert_eq!((utc.cells[5][23], utc.method), (8.0, Method::Told));
    let local = heat_map([&one], Measure::Tokens, Zone::Local(kolkata), None);
    assert_eq!(local.cells[6][5], 8.0);
}

#[test]
fn the_hour_that_happens_twice_holds_both() {
    // 00:30 and 01:30 in UTC are both 02:30 in Berlin on that Sunday.
    let one = session(quarters(&[("2026-10-25", 2, 3), ("2026-10-25", 6, 4)]));
    let map = heat_map([&one], Measure::Tokens, Zone::Local(berlin), None);
    assert_eq!(map.cells[6][2], 7.0);
    assert_eq!(map.sum(), 7.0);
}

#[test]
fn what_is_not_told_is_spread_and_nothing_is_lost() {
    let start = day("2026-10-24").utc_start() + 20 * HOUR;
    let one = session(lived(start, start + 10 * HOUR, 1000));
    for zone in [Zone::Utc, Zone::Local(berlin), Zone::Local(kolkata)] {
        let map = heat_map([&one], Measure::Tokens, zone, None);
        assert_eq!(map.method, Method::Spread);
        assert!((map.sum() - 1000.0).abs() < 1e-6);
        assert_eq!(map.left_out, 0);
    }
    let map = heat_map([&one], Measure::Tokens, Zone::Local(berlin), None);
    assert!((map.cells[6][2] - 200.0).abs() < 1e-6, "two hours are called two o'clock");
}

#[test]
fn a_single_moment_and_no_moment() {
    let at = day("2026-10-26").utc_start() + 5 * HOUR;
    let moment = session(lived(at, at, 6));
    let nowhere = session(json!({ "key": "b", "usage": totals(9, 0.0, 0) }));
    let idle = session(json!({ "key": "c", "usage": totals(0, 0.0, 0) }));
    let map = heat_map([&moment, &nowhere, &idle], Measure::Tokens, Zone::Utc, None);
    assert_eq!((map.cells[0][5], map.sum(), map.left_out), (6.0, 6.0, 1));
}

#[test]
fn both_ways_are_told_as_both() {
    let at = day("2026-10-26").utc_start();
    let map = heat_map(
        [&session(quarters(&[("2026-10-24", 0, 8)])), &session(lived(at, at + HOUR, 2))],
        Measure::Tokens,
        Zone::Utc,
        None,
    );
    assert_eq!((map.method, map.sum()), (Method::Both, 10.0));
}

#[test]
fn nonsense_quarters_are_left_out() {
    let one =
        session(quarters(&[("2026-10-24", 96, 8), ("2026-13-24", 1, 8), ("2026-10-24", 1, 1)]));
    assert_eq!(heat_map([&one], Measure::Tokens, Zone::Utc, None).sum(), 1.0);
}

#[test]
fn one_day_is_its_own_hours_only() {
    let mut told = quarters(&[("2026-10-24", 4, 8), ("2026-10-25", 4, 3)]);
    told["usage"]["dailyBreakdown"] = json!([
        { "date": "2026-10-24", "tokens": 8, "cost": 0 }, { "date": "2026-10-25", "tokens": 3, "cost": 0 },
    ]);
    let one = session(told);
    let map = heat_map([&one], Measure::Tokens, Zone::Utc, Some(day("2026-10-25")));
    assert_eq!((map.sum(), map.cells[6][1]), (3.0, 3.0));
}
