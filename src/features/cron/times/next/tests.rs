//! Runs of schedules over days, changes of clocks and gateways.

use serde_json::json;

use super::*;
use crate::features::cron::times::clocks::tests::berlin;

fn at(text: &str) -> i64 {
    iso::moment(text).unwrap()
}

fn schedule(json: serde_json::Value, job: Job, rules: Rules) -> Schedule {
    Schedule::of(&serde_json::from_value(json).unwrap(), job, rules, at("2026-11-21T09:00Z"))
        .unwrap()
}

fn cron(expr: &str, rules: Rules) -> Schedule {
    schedule(json!({"kind": "cron", "expr": expr}), Job::default(), rules)
}

fn times(runs: &[i64]) -> Vec<String> {
    runs.iter().map(|at| iso::write(*at)[5..16].to_owned()).collect()
}

#[test]
fn what_runs_once_runs_once() {
    let once =
        schedule(json!({"kind": "at", "at": "2026-11-22T07:00Z"}), Job::default(), Rules::First);
    let runs = |from: &str| once.runs((at(from), None), 10, Rules::First, &berlin);
    assert_eq!(times(&runs("2026-11-21T09:00Z")), ["11-22T07:00"]);
    assert!(runs("2026-11-22T07:00Z").is_empty());
}

#[test]
fn an_interval_keeps_to_its_anchor_and_later_to_the_last_run() {
    let json = json!({"kind": "every", "everyMs": 3_600_000, "anchorMs": at("2026-11-21T00:10Z")});
    let job = Job { last: Some(at("2026-11-21T08:45Z")), ..Job::default() };
    let from = at("2026-11-21T09:00Z");
    let runs = |rules| {
        let schedule = schedule(json.clone(), job, rules);
        times(&schedule.runs((from, None), 3, rules, &berlin))
    };
    assert_eq!(runs(Rules::First), ["11-21T09:10", "11-21T10:10", "11-21T11:10"]);
    assert_eq!(runs(Rules::Second), ["11-21T09:45", "11-21T10:45", "11-21T11:45"]);
    let later =
        schedule(json.clone(), Job { last: Some(at("2026-11-20T23:59Z")), ..job }, Rules::Later);
    assert_eq!(times(&later.runs((from, None), 1, Rules::Later, &berlin)), ["11-21T09:10"]);
    let ahead = json!({"kind": "every", "everyMs": 60_000, "anchorMs": at("2026-12-01T00:00Z")});
    let ahead = schedule(ahead, Job::default(), Rules::First);
    assert_eq!(
        times(&ahead.runs((from, None), 2, Rules::First, &berlin)),
        ["12-01T00:00", "12-01T00:01"]
    );
}

#[test]
fn the_hour_that_is_left_out_runs_after_it_or_not_at_all() {
    let from = at("2026-03-28T12:00Z");
    let runs = |rules| times(&cron("30 2 * * *", rules).runs((from, None), 3, rules, &berlin));
    assert_eq!(runs(Rules::First), ["03-29T01:30", "03-30T00:30", "03-31T00:30"]);
    assert_eq!(runs(Rules::Second), runs(Rules::First));
    assert_eq!(runs(Rules::Later), ["03-30T00:30", "03-31T00:30", "04-01T00:30"]);
}

#[test]
fn the_hour_that_comes_twice_runs_the_first_time() {
    let from = at("2026-10-24T12:00Z");
    for rules in [Rules::First, Rules::Second, Rules::Later] {
        let runs = cron("30 2 * * *", rules).runs((from, None), 2, rules, &berlin);
        assert_eq!(times(&runs), ["10-25T00:30", "10-26T01:30"]);
    }
    // In the second of the two hours.
    let from = at("2026-10-25T01:10Z");
    let next = |rules| cron("*/20 * * * *", rules).next(from, rules, &berlin);
    assert_eq!(next(Rules::First), None, "the first gateways give up until something changes");
    assert_eq!(next(Rules::Second), Some(at("2026-10-26T00:20Z")));
    assert_eq!(next(Rules::Later), Some(at("2026-10-25T02:00Z")));
}

#[test]
fn full_hours_are_spread_by_the_job_where_gateways_do_so() {
    let job = Job { id: Some("abc"), ..Job::default() };
    let from = at("2026-11-21T09:00Z");
    let next = |json: serde_json::Value, rules| {
        schedule(json, job, rules).next(from, rules, &berlin).unwrap() - from
    };
    let hourly = json!({"kind": "cron", "expr": "0 * * * *"});
    let offset = 0xba78_16bf_i64 % 300_000;
    assert_eq!(next(hourly.clone(), Rules::First), 3_600_000);
    assert_eq!(next(hourly, Rules::Second), offset);
    let exact = json!({"kind": "cron", "expr": "0 * * * *", "staggerMs": 0});
    assert_eq!(next(exact, Rules::Later), 3_600_000);
}

#[test]
fn what_no_gateway_takes_has_no_runs() {
    let wrong = |json: serde_json::Value| {
        Schedule::of(&serde_json::from_value(json).unwrap(), Job::default(), Rules::First, 0)
            .unwrap_err()
    };
    assert_eq!(wrong(json!({"kind": "at", "at": "soon"})), Wrong::At);
    assert_eq!(wrong(json!({"kind": "every"})), Wrong::Every);
    assert_eq!(wrong(json!({"kind": "cron", "expr": "x"})), Wrong::Expr(Fault::Parts(1)));
    let never = cron("0 0 30 2 *", Rules::Later);
    assert_eq!(never.next(0, Rules::Later, &berlin), None);
    let other = schedule(json!({"kind": "stream", "command": ["x"]}), Job::default(), Rules::Later);
    assert_eq!(other, Schedule::Unknown);
}

#[test]
fn the_first_run_is_the_one_that_was_told() {
    let told = at("2026-11-21T11:07Z");
    let runs = cron("0 12 * * *", Rules::First).runs(
        (at("2026-11-21T09:00Z"), Some(told)),
        3,
        Rules::First,
        &berlin,
    );
    assert_eq!(times(&runs), ["11-21T11:07", "11-22T11:00", "11-23T11:00"]);
}
