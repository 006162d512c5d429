//! What a gateway is asked, and what is learned from its refusals.

use quarterdeck::features::usage::asking::{Knows, Whose, denied};
use quarterdeck::features::usage::range::Range;
use quarterdeck::features::usage::range::zone::Zone;
use quarterdeck::gateway::error::CallError;
use quarterdeck::protocol::method::Scope;
use serde_json::json;

use super::day;

fn refused(message: &str) -> CallError {
    CallError::Refused {
        code: "INVALID_REQUEST".to_owned(),
        message: message.to_owned(),
        details: None,
        retry_after_ms: None,
    }
}

fn asked(knows: Knows, zone: Zone) -> serde_json::Value {
    let range = Range::new(day("2026-11-01"), day("2026-11-20"));
    let (days_of, agents) = knows.whose(zone, range, || Some("Asia/Kolkata".to_owned()));
    json!([days_of, agents])
}

fn kolkata(_: i64) -> i32 {
    330
}

#[test]
fn a_gateway_is_asked_for_less_until_it_understands() {
    let all = Knows::default();
    let local = Zone::Local(kolkata);
    let said = json!({ "mode": "specific", "utcOffset": "UTC+5:30", "timeZone": "Asia/Kolkata" });
    assert_eq!(asked(all, local), json!([said, { "agentScope": "all" }]));
    assert_eq!(asked(all, Zone::Utc), json!([{ "mode": "utc" }, { "agentScope": "all" }]));
    assert_eq!(all.whose_days(), Whose::Asked);
    // As 2026.4.15 says it.
    let less = all
        .without(&refused("invalid sessions.usage params: at root: unexpected property 'timeZone'; at root: unexpected property 'agentScope'"))
        .unwrap();
    let said = json!({ "mode": "specific", "utcOffset": "UTC+5:30" });
    assert_eq!(asked(less, local), json!([said, {}]));
    assert_eq!(less.whose_days(), Whose::Gateways);
    // As 2026.2.6-3 says it.
    let least = all
        .without(&refused("invalid sessions.usage params: at root: unexpected property 'mode'; at root: unexpected property 'utcOffset'; at root: unexpected property 'timeZone'; at root: unexpected property 'agentScope'"))
        .unwrap();
    assert_eq!(asked(least, local), json!([{}, {}]));
}

#[test]
fn it_comes_to_an_end_whatever_a_gateway_refuses() {
    let mut knows = Knows::default();
    let mut asked = 0;
    let message = "at root: unexpected property 'mode', 'utcOffset', 'agentScope', 'timeZone'";
    while let Some(less) = knows.without(&refused(message)) {
        (knows, asked) = (less, asked + 1);
    }
    assert_eq!(asked, 1);
    assert_eq!(knows.without(&refused("startDate must not be after endDate")), None);
    assert_eq!(knows.without(&refused("at root: unexpected property 'limit'")), None);
    assert_eq!(knows.without(&CallError::Timeout), None);
}

#[test]
fn the_missing_permission_is_read_from_the_refusal() {
    assert_eq!(denied(&refused("missing scope: operator.admin")), Some(Scope::Admin));
    assert_eq!(denied(&CallError::Scope(Scope::Read)), Some(Scope::Read));
    assert_eq!(denied(&refused("no")), None);
}
