//! Held against the library of the gateways: `tests/cron/croner.json` is what croner 10.0.1 says.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::features::cron::times::clocks::tests::{berlin, lord_howe, new_york};
use crate::features::cron::times::clocks::{Clocks, croner_moment};
use crate::features::cron::times::iso::moment;

#[derive(Deserialize)]
struct Said {
    valid: Vec<Case>,
    invalid: Vec<String>,
}

#[derive(Deserialize)]
struct Case {
    expr: String,
    zone: String,
    /// After a moment: the next runs, each after the one before.
    runs: BTreeMap<String, Vec<Option<i64>>>,
}

fn said() -> Said {
    serde_json::from_str(include_str!("../../../../../tests/cron/croner.json")).unwrap()
}

#[test]
fn expressions_mean_what_the_library_says() {
    let mut count = 0;
    for case in said().valid {
        let pattern = Pattern::read(&case.expr).unwrap_or_else(|_| panic!("{}", case.expr));
        let clocks: &dyn Clocks = match case.zone.as_str() {
            "Europe/Berlin" => &berlin,
            "America/New_York" => &new_york,
            "Australia/Lord_Howe" => &lord_howe,
            _ => &|_| 0,
        };
        for (from, runs) in case.runs {
            let mut at = moment(&from).unwrap();
            for expected in runs {
                let wall = pattern.next_wall(clocks.wall(at));
                let found = wall.map(|wall| croner_moment(clocks, wall));
                assert_eq!(found, expected, "{} in {} after {from}", case.expr, case.zone);
                at = found.unwrap_or(at);
                count += 1;
            }
        }
    }
    assert!(count > 5_000, "{count}");
}

#[test]
fn what_the_library_refuses_is_refused() {
    for expr in said().invalid {
        assert!(Pattern::read(&expr).is_err(), "{expr:?}");
    }
}

#[test]
fn a_refusal_names_its_place() {
    for (expr, fault) in [
        ("* * * *", Fault::Parts(4)),
        ("", Fault::Parts(0)),
        ("60 * * * *", Fault::Field(Field::Minute)),
        ("* 24 * * *", Fault::Field(Field::Hour)),
        ("* * 32 * *", Fault::Field(Field::Day)),
        ("* * * foo *", Fault::Field(Field::Month)),
        ("* * * * 8", Fault::Field(Field::Weekday)),
        ("99 0 * * * *", Fault::Field(Field::Second)),
        ("0 0 0 1 1 * 0", Fault::Field(Field::Year)),
        ("@reboot", Fault::Reboot),
    ] {
        assert_eq!(Pattern::read(expr), Err(fault), "{expr:?}");
    }
}

#[test]
fn how_often_it_is_due_on_a_day_is_known() {
    let times = |expr: &str| Pattern::read(expr).unwrap().times_a_day();
    assert_eq!(times("0 7 * * 1-5"), 1);
    assert_eq!(times("*/15 8-17 * * *"), 40);
    assert_eq!(times("* * * * * *"), 86_400);
}
