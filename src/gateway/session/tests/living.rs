//! Connecting, losing and regaining a connection.

use super::*;

#[test]
fn a_challenge_is_answered_and_a_welcome_connects() {
    let mut line = Line::new();
    let orders = line.give(Input::Start(KNOWN));
    assert_eq!(opened(&orders), Some((1, Dialect::Gateway)));
    assert_eq!(told(&orders), Some(&Phase::Connecting));
    line.hear(Heard::Opened);
    assert_eq!(connects_with(&line.hear(challenge())), Some((true, Credential::Given, false)));
    let orders = line.hear(hello());
    assert!(matches!(
        orders.as_slice(),
        [
            Order::ForgetAll,
            Order::Wait(Timer::Silence, 60_000),
            Order::Welcome(_),
            Order::Tell(Phase::Connected)
        ]
    ));
}

#[test]
fn a_lost_socket_fails_pending_calls_and_retries_later() {
    let mut line = Line::connected();
    let orders = line.hear(closed(1006));
    assert!(orders.contains(&Order::FailPending));
    assert_eq!(waits(&orders, Timer::Retry), Some(800));
    assert_eq!(
        told(&orders),
        Some(&Phase::Reconnecting {
            attempt: 1,
            retry_at_ms: Some(1_000_800.0),
            reason: Some(Farewell::Lost)
        })
    );
    let orders = line.later(800.0).give(Input::Due(Timer::Retry));
    assert_eq!(opened(&orders), Some((2, Dialect::Gateway)));
    assert!(matches!(
        told(&orders),
        Some(Phase::Reconnecting { attempt: 1, retry_at_ms: None, .. })
    ));
}

#[test]
fn each_failed_try_waits_longer_and_a_welcome_forgets_that() {
    let mut line = Line::connected();
    let mut delays = Vec::new();
    for _ in 0..3 {
        delays.extend(waits(&line.hear(closed(1006)), Timer::Retry));
        line.give(Input::Due(Timer::Retry));
    }
    assert_eq!(delays, [800, 1360, 2312]);
    line.open_and_challenge();
    line.hear(hello());
    assert_eq!(waits(&line.hear(closed(1006)), Timer::Retry), Some(800));
}

#[test]
fn waking_the_tab_retries_at_once() {
    let mut line = Line::connected();
    line.hear(closed(1006));
    let orders = line.give(Input::Woke);
    assert!(opened(&orders).is_some());
    assert!(orders.contains(&Order::ForgetAll));
}

#[test]
fn waking_the_tab_opens_no_second_socket() {
    let mut line = Line::connected();
    assert_eq!(opened(&line.give(Input::Woke)), None);
    let mut line = Line::started(KNOWN);
    assert_eq!(opened(&line.give(Input::Woke)), None);
    assert_eq!(opened(&line.give(Input::Due(Timer::Retry))), None);
}

#[test]
fn waking_after_a_long_sleep_finds_the_line_dead() {
    let mut line = Line::connected();
    let orders = line.later(3_600_000.0).give(Input::Woke);
    assert!(orders.contains(&Order::Close { code: 4000 }));
    assert!(matches!(
        told(&orders),
        Some(Phase::Reconnecting { reason: Some(Farewell::Silent), .. })
    ));
}

#[test]
fn silence_of_two_ticks_closes() {
    let mut line = Line::connected();
    line.later(40_000.0).hear(Heard::Event { seq: None });
    let orders = line.later(20_000.0).give(Input::Due(Timer::Silence));
    assert_eq!(orders, [Order::Wait(Timer::Silence, 40_000)]);
    let orders = line.later(40_000.0).give(Input::Due(Timer::Silence));
    assert!(orders.contains(&Order::Close { code: 4000 }));
}

#[test]
fn a_gateway_that_promises_no_ticks_may_be_silent() {
    let mut line = Line::started(KNOWN);
    line.open_and_challenge();
    let orders = line.hear(Heard::Hello(Rc::new(HelloOk::default())));
    assert_eq!(waits(&orders, Timer::Silence), None);
    assert_eq!(line.later(1e9).give(Input::Woke), []);
}

#[test]
fn a_stop_never_retries() {
    for mut line in [Line::connected(), Line::started(KNOWN)] {
        let orders = line.give(Input::Stop);
        assert!(orders.contains(&Order::Close { code: 1000 }));
        assert!(orders.contains(&Order::ForgetAll));
        assert_eq!(told(&orders), Some(&Phase::Idle));
        for input in [Input::Woke, Input::Due(Timer::Retry), Input::Due(Timer::Challenge)] {
            assert_eq!(line.give(input), []);
        }
        assert_eq!(line.hear(closed(1006)), []);
    }
}

#[test]
fn a_stop_before_the_challenge_sends_nothing() {
    let mut line = Line::started(KNOWN);
    line.hear(Heard::Opened);
    line.give(Input::Stop);
    assert_eq!(line.hear(challenge()), []);
}

#[test]
fn a_stop_while_resting_calls_the_retry_off() {
    let mut line = Line::connected();
    line.hear(closed(1006));
    let orders = line.give(Input::Stop);
    assert!(orders.contains(&Order::ForgetAll));
    assert_eq!(line.give(Input::Due(Timer::Retry)), []);
}

#[test]
fn a_second_start_replaces_the_first_and_its_socket_is_not_heard() {
    let mut line = Line::connected();
    let orders = line.give(Input::Start(KNOWN));
    assert!(orders.contains(&Order::Close { code: 1000 }));
    assert!(orders.contains(&Order::FailPending));
    assert_eq!(opened(&orders), Some((2, Dialect::Gateway)));
    assert_eq!(line.give(Input::From(1, Heard::Event { seq: Some(9) })), []);
    assert_eq!(line.give(Input::From(1, closed(1006))), []);
}

#[test]
fn the_shutdown_notice_is_told_and_its_time_is_waited_for() {
    let mut line = Line::connected();
    let notice = Heard::Shutdown { reason: "restart".to_owned(), expected_ms: Some(4_000) };
    assert_eq!(line.hear(notice), []);
    let orders = line.hear(closed(1012));
    assert_eq!(waits(&orders, Timer::Retry), Some(4_000));
    assert!(matches!(
        told(&orders),
        Some(Phase::Reconnecting {
            reason: Some(Farewell::Restarting { expected_ms: Some(4_000) }),
            ..
        })
    ));
    line.give(Input::Due(Timer::Retry));
    assert_eq!(waits(&line.hear(closed(1006)), Timer::Retry), Some(1360));
}

#[test]
fn a_shutdown_notice_is_forgotten_by_the_next_welcome() {
    let mut line = Line::connected();
    line.hear(Heard::Shutdown { reason: "maintenance".to_owned(), expected_ms: None });
    let orders = line.hear(closed(1001));
    assert!(matches!(told(&orders), Some(Phase::Reconnecting {
        reason: Some(Farewell::ShutDown { reason }), .. }) if reason == "maintenance"));
    line.give(Input::Due(Timer::Retry));
    line.open_and_challenge();
    line.hear(hello());
    let orders = line.hear(closed(1006));
    assert!(matches!(
        told(&orders),
        Some(Phase::Reconnecting { reason: Some(Farewell::Lost), .. })
    ));
}

#[test]
fn closing_codes_are_told_in_words() {
    let slow = Heard::Closed { code: 1008, reason: "slow consumer".to_owned() };
    for (heard, farewell) in [
        (closed(1012), Farewell::Restarting { expected_ms: None }),
        (closed(1009), Farewell::TooLarge),
        (slow, Farewell::TooSlow),
        (closed(4123), Farewell::Other { code: 4123, reason: String::new() }),
    ] {
        let orders = Line::connected().hear(heard);
        let Some(Phase::Reconnecting { reason, .. }) = told(&orders) else { panic!() };
        assert_eq!(reason.as_ref(), Some(&farewell));
    }
}

#[test]
fn a_gap_in_the_sequence_asks_for_a_resync() {
    let mut line = Line::connected();
    assert_eq!(line.hear(Heard::Event { seq: Some(5) }), []);
    assert_eq!(line.hear(Heard::Event { seq: None }), []);
    assert_eq!(line.hear(Heard::Event { seq: Some(6) }), []);
    assert_eq!(line.hear(Heard::Event { seq: Some(9) }), [Order::Resync]);
}

#[test]
fn many_gaps_ask_for_one_more_resync_some_seconds_later() {
    let mut line = Line::connected();
    line.hear(Heard::Event { seq: Some(1) });
    assert_eq!(line.hear(Heard::Event { seq: Some(3) }), [Order::Resync]);
    let orders = line.later(1_000.0).hear(Heard::Event { seq: Some(5) });
    assert_eq!(orders, [Order::Wait(Timer::Resync, 4_000)]);
    assert_eq!(line.later(1_000.0).hear(Heard::Event { seq: Some(7) }), []);
    assert_eq!(line.later(3_000.0).give(Input::Due(Timer::Resync)), [Order::Resync]);
    let orders = line.later(6_000.0).hear(Heard::Event { seq: Some(9) });
    assert_eq!(orders, [Order::Resync]);
}

#[test]
fn a_welcome_forgets_the_old_sequence() {
    let mut line = Line::connected();
    line.hear(Heard::Event { seq: Some(5) });
    line.hear(closed(1006));
    line.give(Input::Due(Timer::Retry));
    line.open_and_challenge();
    line.hear(hello());
    assert_eq!(line.hear(Heard::Event { seq: Some(70) }), []);
}

#[test]
fn a_socket_that_never_opens_is_given_up_and_tried_again() {
    let mut line = Line::started(KNOWN);
    let orders = line.give(Input::Due(Timer::Open));
    assert!(orders.contains(&Order::Close { code: 4008 }));
    assert!(matches!(
        told(&orders),
        Some(Phase::Reconnecting { reason: Some(Farewell::Unreachable), .. })
    ));
    assert!(waits(&orders, Timer::Retry).is_some());
}

#[test]
fn who_is_not_waited_for_tries_again_more_slowly() {
    let mut line = Line::started(Known { unhurried: true, ..KNOWN });
    let waits: Vec<_> = (0..8)
        .map(|_| {
            let wait = waits(&line.hear(closed(1012)), Timer::Retry).unwrap();
            line.give(Input::Due(Timer::Retry));
            line.hear(Heard::Opened);
            line.hear(challenge());
            wait
        })
        .collect();
    assert_eq!((waits[0], waits[7]), (6_400, 120_000));
}
