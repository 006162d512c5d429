//! What follows a no.

use super::*;

fn refused_with(known: Known, error: serde_json::Value) -> (Line, Vec<Order>) {
    let mut line = Line::started(known);
    line.open_and_challenge();
    let orders = line.refuse(error);
    (line, orders)
}

#[test]
fn a_refusal_never_retries() {
    for message in [
        "unauthorized: gateway token mismatch (hint)",
        "unauthorized: gateway token missing (hint)",
        "unauthorized: gateway password mismatch (hint)",
        "origin not allowed (hint)",
        "device identity required",
        "protocol mismatch",
        "unauthorized: too many failed authentication attempts (retry later)",
        "invalid connect params",
    ] {
        let error = json!({"code": "INVALID_REQUEST", "message": message});
        let (mut line, orders) = refused_with(KNOWN, error);
        assert!(matches!(told(&orders), Some(Phase::Refused(_))), "{message}");
        assert!(orders.contains(&Order::Close { code: 4008 }));
        assert_eq!(waits(&orders, Timer::Retry), None);
        assert_eq!(line.give(Input::Woke), []);
        assert_eq!(line.give(Input::Due(Timer::Retry)), []);
        assert_eq!(line.hear(closed(1008)), []);
    }
}

#[test]
fn the_operator_may_try_again_after_a_refusal() {
    let (mut line, _) = refused_with(KNOWN, mismatch());
    assert!(opened(&line.give(Input::RetryNow)).is_some());
}

#[test]
fn a_structured_refusal_is_preferred_to_the_closing_reason() {
    let error = json!({"message": "no", "details": {"code": "AUTH_RATE_LIMITED"}});
    let (mut line, orders) = refused_with(KNOWN, error);
    assert_eq!(refusal(&orders), Some(&RefusalKind::RateLimited));
    let reason = "unauthorized: gateway token mismatch".to_owned();
    assert_eq!(line.hear(Heard::Closed { code: 1008, reason }), []);
}

#[test]
fn a_closing_reason_is_read_when_nothing_else_was_said() {
    let mut line = Line::started(KNOWN);
    line.open_and_challenge();
    let reason = "unauthorized: gateway token mismatch".to_owned();
    let orders = line.hear(Heard::Closed { code: 1008, reason });
    assert_eq!(refusal(&orders), Some(&RefusalKind::TokenMismatch));
}

#[test]
fn a_token_that_was_given_goes_before_the_one_of_the_device() {
    let known = Known { device_token: true, ..KNOWN };
    let mut line = Line::started(known);
    let orders = line.open_and_challenge();
    assert_eq!(connects_with(&orders), Some((true, Credential::Given, false)));
}

#[test]
fn without_a_given_token_the_one_of_the_device_is_used() {
    let mut line = Line::started(Known { secret: false, device_token: true, ..KNOWN });
    let orders = line.open_and_challenge();
    assert_eq!(connects_with(&orders), Some((true, Credential::Device, false)));
}

#[test]
fn after_a_mismatch_the_token_of_the_device_is_tried_exactly_once() {
    let known = Known { device_token: true, ..KNOWN };
    let (mut line, orders) = refused_with(known, mismatch());
    assert_eq!(opened(&orders), Some((2, Dialect::Gateway)));
    let orders = line.open_and_challenge();
    assert_eq!(connects_with(&orders), Some((true, Credential::Device, false)));
    let orders = line.refuse(mismatch());
    assert!(orders.contains(&Order::DropDeviceToken));
    assert_eq!(refusal(&orders), Some(&RefusalKind::TokenMismatch));
    assert_eq!(opened(&orders), None);
    line.give(Input::RetryNow);
    let orders = line.open_and_challenge();
    assert_eq!(connects_with(&orders), Some((true, Credential::Given, false)));
    assert_eq!(opened(&line.refuse(mismatch())), None);
}

#[test]
fn the_token_of_the_device_is_not_shown_to_a_place_others_can_listen_to() {
    let known = Known { device_token: true, trusted: false, ..KNOWN };
    let (_, orders) = refused_with(known, mismatch());
    assert_eq!(opened(&orders), None);
    assert_eq!(refusal(&orders), Some(&RefusalKind::TokenMismatch));
}

#[test]
fn waiting_for_approval_goes_on_by_itself() {
    let error =
        json!({"code": "NOT_PAIRED", "message": "pairing required", "details": {"requestId": "r"}});
    let (mut line, orders) = refused_with(KNOWN, error.clone());
    let waiting = Phase::WaitingForApproval { request_id: Some("r".to_owned()) };
    assert_eq!(told(&orders), Some(&waiting));
    assert_eq!(waits(&orders, Timer::Retry), Some(3_000));

    let orders = line.give(Input::Due(Timer::Retry));
    assert!(opened(&orders).is_some());
    assert_eq!(told(&orders), None, "the operator sees no flicker");
    line.open_and_challenge();
    assert_eq!(told(&line.refuse(error.clone())), None);

    assert!(opened(&line.give(Input::Woke)).is_some());
    line.open_and_challenge();
    assert_eq!(told(&line.hear(hello())), Some(&Phase::Connected));
}

#[test]
fn a_gateway_that_is_not_ready_is_asked_again_when_it_said() {
    let error = json!({"code": "UNAVAILABLE", "message": "starting", "retryable": true,
        "retryAfterMs": 5_000});
    let (_, orders) = refused_with(KNOWN, error);
    assert_eq!(waits(&orders, Timer::Retry), Some(5_000));
    assert!(matches!(told(&orders), Some(Phase::Reconnecting {
        reason: Some(Farewell::NotReady { message }), .. }) if message == "starting"));
}

#[test]
fn a_rate_limit_keeps_its_time() {
    let error = json!({"message": "unauthorized: too many failed authentication attempts",
        "retryable": true, "retryAfterMs": 60_000, "details": {"code": "AUTH_RATE_LIMITED"}});
    let (_, orders) = refused_with(KNOWN, error);
    let Some(Phase::Refused(refusal)) = told(&orders) else { panic!() };
    assert_eq!(refusal.kind, RefusalKind::RateLimited);
    assert_eq!(refusal.retry_after_ms, Some(60_000));
}

#[test]
fn a_gateway_that_asks_for_its_own_build_is_told_once_that_this_is_another() {
    let error = json!({"code": "UNAVAILABLE", "message": "protocol mismatch: reload",
        "details": {"code": "PROTOCOL_MISMATCH", "reloadRequired": true}});
    let (mut line, orders) = refused_with(KNOWN, error.clone());
    assert!(opened(&orders).is_some());
    assert_eq!(connects_with(&line.open_and_challenge()), Some((true, Credential::Given, true)));
    assert_eq!(refusal(&line.refuse(error)), Some(&RefusalKind::BuildMismatch));
}

#[test]
fn an_address_the_browser_refuses_is_a_refusal() {
    let mut line = Line::started(KNOWN);
    let orders = line.give(Input::BadAddress);
    assert_eq!(refusal(&orders), Some(&RefusalKind::BadAddress));
    assert_eq!(line.give(Input::Due(Timer::Open)), []);
}
