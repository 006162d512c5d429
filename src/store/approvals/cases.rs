//! The queue under every order of events: nothing is lost, and no answer goes to the wrong id.

use serde_json::json;

use super::queue::{Ask, End, Queue, Stand, What};
use crate::protocol::approvals::Decision;
use crate::protocol::id::RequestId;

fn ask(id: &str, now_ms: f64, time_ms: u64) -> Ask {
    let asked = serde_json::from_value(json!({
        "id": id,
        "request": { "command": format!("echo {id}") },
        "createdAtMs": 1_000_000,
        "expiresAtMs": 1_000_000 + time_ms,
    }));
    Ask::of_command(asked.unwrap(), now_ms, None)
}

fn id(text: &str) -> RequestId {
    RequestId::from(text)
}

fn open(queue: &Queue) -> Vec<&str> {
    queue.open().iter().map(|ask| ask.id.as_str()).collect()
}

fn end_of(queue: &Queue, name: &str) -> Option<End> {
    match &queue.get(&id(name))?.stand {
        Stand::Ended { end, .. } => Some(end.clone()),
        _ => None,
    }
}

#[test]
fn the_most_urgent_comes_first() {
    let mut queue = Queue::default();
    queue.ask(ask("slow", 0.0, 60_000));
    queue.ask(ask("quick", 0.0, 5_000));
    assert_eq!(open(&queue), ["quick", "slow"]);
    assert_eq!(queue.next_due_ms(), Some(5_000.0));
}

#[test]
fn a_new_question_has_all_of_its_time_whatever_the_clocks_say() {
    assert_eq!(ask("a", 7.0, 20_000).due_ms, Some(20_007.0));
}

#[test]
fn a_listed_question_has_what_is_left_by_the_gateways_clock() {
    let asked = json!({
        "id": "a", "request": { "command": "ls" }, "createdAtMs": 1_000_000, "expiresAtMs": 1_020_000,
    });
    let read = || serde_json::from_value(asked.clone()).unwrap();
    // The gateway's clock is 995 seconds ahead of ours, which shows 15: 10 of 20 seconds are left.
    let ask = Ask::of_command(read(), 15_000.0, Some(995_000.0));
    assert_eq!(ask.due_ms, Some(25_000.0));
    // A clock that is wrong by hours gives no more than the whole time.
    let ask = Ask::of_command(read(), 15_000.0, Some(0.0));
    assert_eq!(ask.due_ms, Some(35_000.0));
}

#[test]
fn an_answer_stays_with_its_id_when_another_question_arrives() {
    let mut queue = Queue::default();
    queue.ask(ask("read", 0.0, 60_000));
    queue.ask(ask("urgent", 0.0, 1_000));
    assert!(queue.answer(&id("read"), &Decision::AllowOnce));
    queue.taken(&id("read"), 10.0);
    let here = End::Answered { decision: Some(Decision::AllowOnce), by: None, here: true };
    assert_eq!(end_of(&queue, "read"), Some(here));
    assert_eq!(open(&queue), ["urgent"]);
}

#[test]
fn a_question_is_answered_once() {
    let mut queue = Queue::default();
    queue.ask(ask("a", 0.0, 60_000));
    assert!(queue.answer(&id("a"), &Decision::Deny));
    assert!(!queue.answer(&id("a"), &Decision::AllowOnce));
    queue.taken(&id("a"), 1.0);
    assert!(!queue.answer(&id("a"), &Decision::AllowOnce));
}

#[test]
fn an_answer_that_did_not_get_through_can_be_given_again() {
    let mut queue = Queue::default();
    queue.ask(ask("a", 0.0, 60_000));
    queue.answer(&id("a"), &Decision::Deny);
    queue.failed(&id("a"), "The gateway is busy.".to_owned());
    let trouble = Some("The gateway is busy.".to_owned());
    assert_eq!(queue.get(&id("a")).unwrap().stand, Stand::Waiting { trouble });
    assert!(queue.answer(&id("a"), &Decision::Deny));
}

#[test]
fn an_answer_from_elsewhere_wins_over_one_on_its_way() {
    let mut queue = Queue::default();
    queue.ask(ask("a", 0.0, 60_000));
    queue.answer(&id("a"), &Decision::AllowOnce);
    queue.resolved(&id("a"), Some(Decision::Deny), Some("phone".to_owned()), 5.0);
    queue.failed(&id("a"), "unknown approval id".to_owned());
    let elsewhere =
        End::Answered { decision: Some(Decision::Deny), by: Some("phone".to_owned()), here: false };
    assert_eq!(end_of(&queue, "a"), Some(elsewhere));
}

#[test]
fn time_runs_out_without_an_event_but_not_for_an_answer_on_its_way() {
    let mut queue = Queue::default();
    queue.ask(ask("left", 0.0, 1_000));
    queue.ask(ask("sent", 0.0, 1_000));
    queue.answer(&id("sent"), &Decision::AllowOnce);
    queue.expire(1_000.0);
    assert_eq!(end_of(&queue, "left"), Some(End::Expired));
    assert_eq!(open(&queue), ["sent"]);
    queue.taken(&id("sent"), 1_200.0);
    assert!(matches!(end_of(&queue, "sent"), Some(End::Answered { here: true, .. })));
}

#[test]
fn a_no_that_nobody_gave_when_time_runs_out_is_time_running_out() {
    let mut queue = Queue::default();
    queue.ask(ask("late", 0.0, 3_000));
    queue.ask(ask("early", 0.0, 60_000));
    queue.resolved(&id("late"), Some(Decision::Deny), None, 2_950.0);
    queue.resolved(&id("early"), Some(Decision::Deny), None, 2_950.0);
    assert_eq!(end_of(&queue, "late"), Some(End::Expired));
    assert!(matches!(end_of(&queue, "early"), Some(End::Answered { .. })));
}

#[test]
fn what_the_gateway_no_longer_lists_has_ended_and_what_it_lists_is_asked_once() {
    let mut queue = Queue::default();
    queue.ask(ask("known", 0.0, 60_000));
    queue.ask(ask("ended", 0.0, 60_000));
    let listed = vec![ask("known", 5.0, 60_000), ask("missed", 5.0, 60_000)];
    queue.listed(listed, |what| matches!(what, What::Command(_)), 5.0);
    assert_eq!(end_of(&queue, "ended"), Some(End::Gone));
    assert_eq!(open(&queue), ["known", "missed"]);
}

#[test]
fn an_answer_that_is_not_offered_is_not_given() {
    let mut queue = Queue::default();
    let asked = json!({
        "id": "a", "request": { "command": "ls", "allowedDecisions": ["allow-once", "deny"] },
    });
    queue.ask(Ask::of_command(serde_json::from_value(asked).unwrap(), 0.0, None));
    assert!(!queue.answer(&id("a"), &Decision::AllowAlways));
    assert!(queue.answer(&id("a"), &Decision::AllowOnce));
}

/// A small generator of numbers, the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}

/// Random interleavings of questions, answers here and elsewhere, refusals and time running out. The
/// gateway is played honestly: it takes the first answer to an id it still waits for.
#[test]
fn in_no_order_of_events_is_a_question_lost_or_an_answer_given_to_another() {
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let mut queue = Queue::default();
        let mut now = 0.0;
        let mut gateway: Vec<(RequestId, f64, Option<Decision>)> = Vec::new();
        let mut on_the_wire: Vec<(RequestId, Decision)> = Vec::new();
        let mut clicked: Vec<(RequestId, Decision)> = Vec::new();
        for step in 0..120 {
            now += dice.roll(400) as f64;
            match dice.roll(7) {
                0 | 1 => {
                    let name = format!("q{step}");
                    let time = 200 + dice.roll(4_000) as u64;
                    queue.ask(ask(&name, now, time));
                    gateway.push((id(&name), now + time as f64, None));
                }
                2 | 3 => {
                    // The operator answers what is on screen: the id was read before.
                    let Some(seen) = queue.open().first().map(|ask| ask.id.clone()) else {
                        continue;
                    };
                    let decision =
                        if dice.roll(2) == 0 { Decision::AllowOnce } else { Decision::Deny };
                    if queue.answer(&seen, &decision) {
                        clicked.push((seen.clone(), decision.clone()));
                        on_the_wire.push((seen, decision));
                    }
                }
                4 if !on_the_wire.is_empty() => {
                    let (sent, decision) = on_the_wire.remove(dice.roll(on_the_wire.len()));
                    let held = gateway.iter_mut().find(|(held, ..)| *held == sent).unwrap();
                    if held.2.is_none() && held.1 > now {
                        held.2 = Some(decision.clone());
                        queue.taken(&sent, now);
                        queue.resolved(&sent, Some(decision), Some("us".to_owned()), now);
                    } else {
                        queue.gone(&sent, now);
                    }
                }
                5 if !gateway.is_empty() => {
                    let at = dice.roll(gateway.len());
                    let held = &mut gateway[at];
                    if held.2.is_none() && held.1 > now {
                        held.2 = Some(Decision::Deny);
                        queue.resolved(
                            &held.0.clone(),
                            Some(Decision::Deny),
                            Some("them".to_owned()),
                            now,
                        );
                    }
                }
                _ => queue.expire(now),
            }
        }
        for (held, due, decision) in &gateway {
            let known = queue.get(held).expect("no question is lost");
            if let Stand::Ended { end: End::Answered { decision: shown, .. }, .. } = &known.stand {
                assert_eq!(shown, decision, "seed {seed}: {held} shows what the gateway took");
            }
            let is_waiting = decision.is_none() && *due > now;
            assert_eq!(known.is_open() && !matches!(known.stand, Stand::Answering(_)), {
                let on_its_way = matches!(known.stand, Stand::Answering(_));
                is_waiting && !on_its_way || (!on_its_way && known.is_open() && *due <= now)
            });
            if let Some(decision) = decision {
                let ours = clicked.iter().any(|(one, given)| one == held && given == decision);
                let theirs = *decision == Decision::Deny;
                assert!(ours || theirs, "seed {seed}: {held} got an answer nobody gave it");
            }
        }
    }
}
