//! Choosing, counting and forgetting.

use super::super::tail::Note;
use super::*;

fn line(level: &str, subsystem: &str, said: &str) -> String {
    format!(
        r#"{{"0":"{{\"subsystem\":\"{subsystem}\"}}","1":"{said}","_meta":{{"logLevelName":"{level}"}}}}"#
    )
}

fn look(sift: &mut Sift, held: &Held, needle: &Needle) {
    sift.forget(held);
    while let Some(line) = held.get(sift.next()) {
        let found = needle.is_in(&line.said);
        sift.take(held, found);
    }
}

fn levels(sift: &Sift) -> Vec<(Level, u32)> {
    let counts = Level::ALL.map(|level| (level, sift.counts().levels[level.number()]));
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

#[test]
fn levels_and_parts_are_counted_beside_each_other() {
    let mut held = Held::new(100);
    for (level, subsystem, said) in [
        ("INFO", "a", "one"),
        ("ERROR", "a", "two"),
        ("ERROR", "b", "one more"),
        ("WARN", "b", "three"),
    ] {
        held.push(&line(level, subsystem, said));
    }
    held.push_note(Note::Replaced);
    let mut sift = Sift::new(Choice::default(), &held);
    look(&mut sift, &held, &Needle::new(""));
    assert_eq!(sift.shown(u32::MAX), [1, 2, 3, 4, 5]);
    assert_eq!(sift.counts().shown, 4);
    let errors = Choice { levels: [Level::Error].into(), ..Choice::default() };
    sift.choose(errors.clone());
    assert_eq!(sift.shown(u32::MAX), [2, 3, 5]);
    assert_eq!(levels(&sift), [(Level::Error, 2), (Level::Warn, 1), (Level::Info, 1)]);
    assert_eq!(sift.counts().subsystems, [0, 1, 1]);
    sift.choose(Choice { subsystems: [2].into(), ..errors });
    assert_eq!(sift.shown(u32::MAX), [3, 5]);
    assert_eq!(levels(&sift), [(Level::Error, 1), (Level::Warn, 1)]);
    assert_eq!(sift.counts().subsystems, [0, 1, 1]);
    let mut sift = Sift::new(Choice::default(), &held);
    look(&mut sift, &held, &Needle::new("ONE"));
    assert_eq!(sift.shown(4), [1, 3]);
}

#[test]
fn what_is_counted_in_is_counted_out_again() {
    let mut held = Held::new(10);
    let choice = Choice { levels: [Level::Info].into(), ..Choice::default() };
    let mut sift = Sift::new(choice.clone(), &held);
    for number in 0..1_000 {
        let level = if number % 3 == 0 { "ERROR" } else { "INFO" };
        held.push(&line(level, ["x", "y"][number % 2], &number.to_string()));
        if number % 7 == 0 {
            look(&mut sift, &held, &Needle::new("1"));
        }
    }
    look(&mut sift, &held, &Needle::new("1"));
    let mut anew = Sift::new(choice, &held);
    look(&mut anew, &held, &Needle::new("1"));
    assert_eq!(sift.counts(), anew.counts());
    assert_eq!(sift.shown(u32::MAX), anew.shown(u32::MAX));
}

#[test]
fn the_next_error_is_found_among_what_is_shown() {
    let mut held = Held::new(100);
    for number in 1..=9 {
        held.push(&line(if number % 3 == 0 { "ERROR" } else { "INFO" }, "x", "said"));
    }
    let mut sift = Sift::new(Choice::default(), &held);
    look(&mut sift, &held, &Needle::new(""));
    let end = u32::MAX;
    assert_eq!(sift.error_beside(None, false, end), Some(9));
    assert_eq!(sift.error_beside(None, true, end), Some(3));
    assert_eq!(sift.error_beside(Some(9), false, end), Some(6));
    assert_eq!(sift.error_beside(Some(3), true, end), Some(6));
    assert_eq!(sift.error_beside(Some(9), true, end), None);
    assert_eq!(sift.error_beside(Some(3), false, end), None);
    assert_eq!(sift.error_beside(None, false, 9), Some(6));
}

#[test]
fn a_text_is_found_whatever_its_capitals() {
    for (needle, text, found) in [
        ("", "anything", true),
        ("ErrOR", "an error", true),
        ("aab", "aaab", true),
        ("abc", "ab", false),
        ("GRÜN", "alles grün", true),
        ("k", "", false),
    ] {
        assert_eq!(Needle::new(needle).is_in(text), found, "{needle} in {text}");
    }
}
