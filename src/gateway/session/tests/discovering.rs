//! Finding out how the other side speaks.

use super::*;

/// A socket that opened to a gateway that is silent until our first frame is overdue.
fn unchallenged() -> Line {
    let mut line = Line::started(KNOWN);
    line.hear(Heard::Opened);
    line.give(Input::Due(Timer::Challenge));
    line
}

#[test]
fn without_a_challenge_a_connect_without_a_nonce_is_tried() {
    let mut line = Line::started(KNOWN);
    assert_eq!(waits(&line.hear(Heard::Opened), Timer::Challenge), Some(750));
    let orders = line.give(Input::Due(Timer::Challenge));
    assert_eq!(connects_with(&orders), Some((false, Credential::Given, false)));
    assert_eq!(told(&line.hear(hello())), Some(&Phase::Connected));
}

#[test]
fn no_answer_leads_to_the_next_dialect_and_at_last_to_a_rest() {
    let mut line = unchallenged();
    assert_eq!(opened(&line.give(Input::Due(Timer::Answer))), Some((2, Dialect::JsonRpc)));
    assert!(connects_with(&line.hear(Heard::Opened)).is_some());
    assert_eq!(opened(&line.give(Input::Due(Timer::Answer))), Some((3, Dialect::Short)));
    assert!(connects_with(&line.hear(Heard::Opened)).is_some());
    let orders = line.give(Input::Due(Timer::Answer));
    assert!(matches!(
        told(&orders),
        Some(Phase::Reconnecting { reason: Some(Farewell::NotAGateway), .. })
    ));
    assert_eq!(opened(&line.give(Input::Due(Timer::Retry))), Some((4, Dialect::Gateway)));
}

#[test]
fn a_frame_of_another_dialect_leads_there_at_once() {
    for dialect in [Dialect::JsonRpc, Dialect::Short] {
        let orders = unchallenged().hear(Heard::Strange(Some(dialect)));
        assert_eq!(opened(&orders), Some((2, dialect)));
    }
}

#[test]
fn a_socket_closed_without_a_word_leads_to_the_next_dialect() {
    let orders = unchallenged().hear(closed(1002));
    assert_eq!(opened(&orders), Some((2, Dialect::JsonRpc)));
}

#[test]
fn a_misunderstanding_leads_to_the_next_dialect() {
    let error = ErrorShape { code: "404".to_owned(), ..ErrorShape::default() };
    let orders = unchallenged().hear(Heard::Refused { error, is_formal: false });
    assert_eq!(opened(&orders), Some((2, Dialect::JsonRpc)));
}

#[test]
fn the_form_with_the_token_is_never_tried_on_a_gateway_that_challenges() {
    let mut line = Line::started(KNOWN);
    line.open_and_challenge();
    for timer in [Some(Timer::Answer), None, Some(Timer::Challenge), None, None] {
        let orders = match timer {
            Some(timer) => line.give(Input::Due(timer)),
            None => line.hear(closed(1006)),
        };
        assert_eq!(opened(&orders), None);
        let orders = line.give(Input::Due(Timer::Retry));
        assert_eq!(opened(&orders).map(|(_, dialect)| dialect), Some(Dialect::Gateway));
        let orders = line.hear(Heard::Opened);
        assert_eq!(waits(&orders, Timer::Challenge), Some(10_000));
    }
}

#[test]
fn a_late_challenge_brings_the_gateway_dialect_back() {
    let mut line = unchallenged();
    line.give(Input::Due(Timer::Answer));
    line.hear(Heard::Opened);
    let orders = line.hear(challenge());
    assert!(orders.contains(&Order::Close { code: 4008 }));
    assert_eq!(opened(&orders), Some((3, Dialect::Gateway)));
    assert_eq!(waits(&line.hear(Heard::Opened), Timer::Challenge), Some(10_000));
}

#[test]
fn a_no_to_a_connect_that_came_before_its_challenge_is_no_refusal() {
    let mut line = unchallenged();
    line.hear(challenge());
    let error = json!({"code": "INVALID_REQUEST", "message": "device nonce required"});
    let orders = line.refuse(error);
    assert_eq!(opened(&orders), Some((2, Dialect::Gateway)));
    assert_eq!(told(&orders), None);
}

#[test]
fn a_challenge_in_json_rpc_is_answered_on_the_same_socket() {
    let mut line = Line::started(KNOWN);
    line.hear(Heard::Opened);
    let orders = line.hear(Heard::Strange(Some(Dialect::JsonRpc)));
    assert_eq!(orders, [Order::Speak(Dialect::JsonRpc)]);
    let orders = line.hear(challenge());
    assert_eq!(connects_with(&orders), Some((true, Credential::Given, false)));
}

#[test]
fn a_challenge_in_json_rpc_after_our_connect_may_be_ignored_until_a_refusal() {
    let mut line = unchallenged();
    line.hear(Heard::Strange(Some(Dialect::JsonRpc)));
    line.hear(Heard::Opened);
    line.hear(Heard::Strange(Some(Dialect::JsonRpc)));
    assert_eq!(line.hear(challenge()), []);
    let orders = line.refuse(json!({"code": "UNAUTHORIZED", "message": "sign the challenge"}));
    assert_eq!(opened(&orders), Some((3, Dialect::JsonRpc)));
    assert_eq!(waits(&line.hear(Heard::Opened), Timer::Challenge), Some(750));
    let orders = line.hear(challenge());
    assert_eq!(connects_with(&orders), Some((true, Credential::Given, false)));
}

#[test]
fn a_refused_token_in_the_short_dialect_is_a_refusal() {
    let error = || ErrorShape { code: "401".to_owned(), ..ErrorShape::default() };
    let mut line = unchallenged();
    let no = Heard::Refused { error: error(), is_formal: false };
    assert_eq!(opened(&line.hear(no.clone())), Some((2, Dialect::JsonRpc)));
    line.hear(Heard::Opened);
    assert_eq!(opened(&line.hear(no.clone())), Some((3, Dialect::Short)));
    line.hear(Heard::Opened);
    assert_eq!(refusal(&line.hear(no)), Some(&RefusalKind::TokenMismatch));
}

#[test]
fn a_dialect_that_was_welcomed_is_kept() {
    let mut line = unchallenged();
    line.hear(Heard::Strange(Some(Dialect::Short)));
    line.hear(Heard::Opened);
    line.hear(Heard::Hello(Rc::new(HelloOk::default())));
    line.hear(closed(1006));
    let orders = line.give(Input::Due(Timer::Retry));
    assert_eq!(opened(&orders).map(|(_, dialect)| dialect), Some(Dialect::Short));
    line.hear(closed(1006));
    let orders = line.give(Input::Due(Timer::Retry));
    assert_eq!(opened(&orders).map(|(_, dialect)| dialect), Some(Dialect::Short));
}

#[test]
fn a_dialect_from_last_time_is_tried_first() {
    let mut line = Line::new();
    let orders = line.give(Input::Start(Known { dialect: Some(Dialect::Short), ..KNOWN }));
    assert_eq!(opened(&orders), Some((1, Dialect::Short)));
    line.hear(Heard::Opened);
    let orders = line.hear(challenge());
    assert_eq!(opened(&orders), Some((2, Dialect::Gateway)));
}

#[test]
fn an_unknown_place_that_cannot_be_reached_is_tried_once_with_the_token_in_its_address() {
    let mut line = Line::started(KNOWN);
    let mut dialects = Vec::new();
    for _ in 0..5 {
        line.hear(closed(1006));
        dialects.extend(opened(&line.give(Input::Due(Timer::Retry))).map(|(_, it)| it));
    }
    assert_eq!(dialects.iter().filter(|it| **it == Dialect::Short).count(), 1);
}

#[test]
fn a_place_that_others_can_listen_to_gets_no_token_in_its_address_unasked() {
    let mut line = Line::started(Known { trusted: false, ..KNOWN });
    for _ in 0..4 {
        line.hear(closed(1006));
        let orders = line.give(Input::Due(Timer::Retry));
        assert_eq!(opened(&orders).map(|(_, it)| it), Some(Dialect::Gateway));
    }
}
