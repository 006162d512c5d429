//! What is shown of few sessions, and of five thousand.

use serde_json::{Value, json};

use super::*;

const NOW: u64 = 1_800_000_000_000;
const HOUR: u64 = 3_600_000;

fn lines(rows: &[Value]) -> Vec<Line> {
    rows.iter().map(|row| Line::of(&serde_json::from_value(row.clone()).unwrap())).collect()
}

fn few() -> Vec<Line> {
    lines(&[
        json!({"key": "agent:main:main", "label": "Desk", "updatedAt": NOW - HOUR, "totalTokens": 50, "model": "b"}),
        json!({"key": "agent:main:cron:report", "updatedAt": NOW, "model": "a"}),
        json!({"key": "agent:scout:telegram:group:-1", "subject": "boat", "updatedAt": NOW - 30 * HOUR, "totalTokens": 900}),
        json!({"key": "agent:scout:subagent:1", "updatedAt": NOW - 2 * HOUR, "thinkingLevel": "high"}),
        json!({"key": "agent:scout:old", "label": "attic", "archived": true}),
    ])
}

fn shown(lines: &[Line], look: &Look) -> Vec<String> {
    let order = sorted(lines, look.sort, look.descending);
    let sifted = sift(lines, &order, look, NOW, &days(), &BTreeSet::new());
    sifted.in_sight().map(|at| lines[at].key.to_string()).collect()
}

fn days() -> Days {
    // A day of 25 hours lies between the second and the third midnight.
    Days(vec![NOW - 3 * HOUR, NOW - 27 * HOUR, NOW - 52 * HOUR])
}

#[test]
fn the_latest_stand_first_and_what_was_put_away_is_not_there() {
    assert_eq!(
        shown(&few(), &Look::default()),
        [
            "agent:main:cron:report",
            "agent:main:main",
            "agent:scout:subagent:1",
            "agent:scout:telegram:group:-1"
        ]
    );
    let archived = Look { only: Only::Archived, ..Look::default() };
    assert_eq!(shown(&few(), &archived), ["agent:scout:old"]);
}

#[test]
fn each_filter_narrows() {
    let count = |look: Look| shown(&few(), &look).len();
    let usual = Look::default;
    assert_eq!(count(Look { search: "BOAT scout".to_owned(), ..usual() }), 1);
    assert_eq!(count(Look { agent: Some("scout".to_owned()), ..usual() }), 2);
    assert_eq!(count(Look { channel: Some("telegram".to_owned()), ..usual() }), 1);
    assert_eq!(count(Look { within: Some(60), ..usual() }), 2);
    assert_eq!(count(Look { only: Only::Labelled, ..usual() }), 1);
    assert_eq!(count(Look { only: Only::Unlabelled, ..usual() }), 3);
    assert_eq!(count(Look { only: Only::Changed, ..usual() }), 1);
    assert_eq!(count(Look { kinds: [Kind::Main, Kind::Group].into(), ..usual() }), 2);
}

#[test]
fn the_background_is_hidden_counted_and_shown_when_its_kind_is_asked_for() {
    let lines = few();
    let look = Look { without_background: true, ..Look::default() };
    let order = sorted(&lines, look.sort, look.descending);
    let sifted = sift(&lines, &order, &look, NOW, &days(), &BTreeSet::new());
    assert_eq!((sifted.found, sifted.hidden), (2, 2));
    assert_eq!(sifted.kinds.get(&Kind::Cron), Some(&1), "its kind can still be asked for");
    let asked = Look { kinds: [Kind::Cron].into(), ..look };
    assert_eq!(shown(&lines, &asked), ["agent:main:cron:report"]);
}

#[test]
fn what_is_not_known_stands_last_whichever_way() {
    for descending in [true, false] {
        let look = Look { sort: Column::Tokens, descending, ..Look::default() };
        let order = shown(&few(), &look);
        let known = if descending { "agent:scout:telegram:group:-1" } else { "agent:main:main" };
        assert_eq!(order[0], known);
        assert_eq!(order[3], "agent:scout:subagent:1");
    }
}

#[test]
fn groups_have_counts_and_fold() {
    let lines = few();
    let look = Look { grouping: Grouping::Agent, ..Look::default() };
    let order = sorted(&lines, look.sort, look.descending);
    let open = sift(&lines, &order, &look, NOW, &days(), &BTreeSet::new());
    let head = |name: &str, count, folded| Entry::Head {
        group: Group::Agent(name.to_owned()),
        count,
        folded,
    };
    assert_eq!(open.entries[0], head("main", 2, false));
    assert_eq!(open.entries[3], head("scout", 2, false));
    let folded = BTreeSet::from([Group::Agent("main".to_owned())]);
    let folded = sift(&lines, &order, &look, NOW, &days(), &folded);
    assert_eq!(folded.entries[..2], [head("main", 2, true), head("scout", 2, false)]);
    assert_eq!(folded.found, 4, "folded ones are found all the same");
    assert_eq!(folded.in_sight().count(), 2);
}

#[test]
fn days_are_those_of_the_calendar_whatever_their_length() {
    let days = days();
    assert_eq!(days.ago(NOW), 0);
    assert_eq!(days.ago(NOW - 3 * HOUR), 0, "midnight begins its day");
    assert_eq!(days.ago(NOW - 3 * HOUR - 1), 1);
    assert_eq!(days.ago(NOW - 51 * HOUR), 2);
    assert_eq!(days.ago(0), 3, "earlier");
    let look = Look { grouping: Grouping::Day, ..Look::default() };
    let lines = few();
    let order = sorted(&lines, look.sort, look.descending);
    let sifted = sift(&lines, &order, &look, NOW, &days, &BTreeSet::new());
    let heads: Vec<_> = sifted
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Head { group, count, .. } => Some((group.clone(), *count)),
            Entry::Session(_) => None,
        })
        .collect();
    assert_eq!(heads, [(Group::Day(0), 3), (Group::Day(2), 1)]);
}

#[test]
fn five_thousand_sessions_keep_every_promise() {
    let rows: Vec<Value> = (0..5_000_u64)
        .map(|n| {
            let key = match n % 5 {
                0 => format!("agent:main:cron:job-{n}"),
                1 => format!("agent:scout:telegram:group:-{n}"),
                2 => format!("agent:main:subagent:{n}"),
                3 => format!("agent:scout:discord:channel:{n}"),
                _ => format!("agent:main:dashboard:{n}"),
            };
            json!({"key": key, "updatedAt": NOW - n * 60_000, "totalTokens": n * 7 % 1000, "model": format!("m-{}", n % 3)})
        })
        .collect();
    let lines = lines(&rows);
    for column in Column::ALL {
        for descending in [true, false] {
            let mut order = sorted(&lines, column, descending);
            order.sort_unstable();
            assert!(order.iter().copied().eq(0..5_000), "{column:?} loses or doubles a session");
        }
    }
    let look = Look { grouping: Grouping::Kind, without_background: true, ..Look::default() };
    let order = sorted(&lines, look.sort, look.descending);
    let sifted = sift(&lines, &order, &look, NOW, &days(), &BTreeSet::new());
    assert_eq!((sifted.found, sifted.hidden), (3_000, 2_000));
    assert_eq!(sifted.entries.len(), 3_000 + 3);
    assert_eq!(sifted.kinds.values().sum::<usize>(), 5_000);
    let one = Look { search: "job-4995".to_owned(), ..Look::default() };
    assert_eq!(shown(&lines, &one), ["agent:main:cron:job-4995"]);
}
