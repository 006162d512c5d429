//! Files: just what is shown, nothing a spreadsheet would run, and empty where it is unknown.

use std::sync::Arc;

use quarterdeck::features::usage::export::{Table, csv, file_name, json as to_json};
use quarterdeck::features::usage::shown::Shown;
use serde_json::{Value, json};

use super::shown::{choice, two};
use super::{early, report, totals};

#[test]
fn days_have_a_header_with_units_and_iso_dates() {
    let shown = Shown::of(choice("", None), Some(two()), None).unwrap();
    let text = csv(&shown, Table::Days);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "day,sessions,tokens,input tokens,output tokens,cache read tokens,cache write tokens,known cost (USD),answers without a price,messages,errors,tool calls"
    );
    assert_eq!(lines.len(), 5, "a header, three days, and the end of the last line");
    // Kinds are not told by early gateways where a session worked on several days; nor messages.
    assert_eq!(lines[1], "2026-10-24,1,10,,,,,1,0,,,");
    assert_eq!(lines[3], "2026-10-26,0,0,0,0,0,0,0,0,0,0,0");
}

#[test]
fn only_what_is_shown_is_written() {
    let shown = Shown::of(choice("agent:scout", Some("2026-10-25")), Some(two()), None).unwrap();
    let text = csv(&shown, Table::Sessions);
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains("agent:scout:b") && !text.contains("agent:main:a"));
    assert_eq!(csv(&shown, Table::Days).lines().count(), 2);
    assert_eq!(file_name(&shown, "days.csv"), "usage-2026-10-25-days.csv");
    let told: Value = serde_json::from_str(&to_json(&shown, true)).unwrap();
    assert_eq!(told["query"], "agent:scout");
    assert_eq!(told["range"], json!({ "start": "2026-10-24", "end": "2026-10-26" }));
    assert_eq!(told["zone"], json!({ "name": "UTC", "daysOfTheGateway": true }));
    assert_eq!(told["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(told["sessions"][0]["tokens"], 5);
    assert_eq!(told["sessions"][0]["costIsComplete"], false);
    assert_eq!(told["sessions"][0]["firstActivity"], Value::Null);
}

#[test]
fn no_cell_is_a_formula_and_no_cell_breaks_out() {
    let hostile = [
        "=HYPERLINK(\"http://x\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\n=1",
        "\u{feff}=1",
        "＝1",
        "a,\"b\"\r\nc",
        "|x",
    ];
    for label in hostile {
        let mut row = early("agent:main:a", &[("2026-10-24", 1, 0.5)], 0);
        row["label"] = label.into();
        let report = report(json!({ "sessions": [row], "totals": totals(1, 0.5, 0) }));
        let shown = Shown::of(choice("", None), Some(Arc::new(report)), None).unwrap();
        let cells = read(&csv(&shown, Table::Sessions));
        assert_eq!((cells.len(), cells[1].len()), (2, cells[0].len()), "{label:?}");
        let cell = &cells[1][1];
        assert!(cell.ends_with(label), "{label:?} became {cell:?}");
        let first = cell.trim_start().chars().next().unwrap();
        assert!(!"=+-@|＝".contains(first), "{cell:?}");
    }
}

/// Reads a file as RFC 4180 says.
fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut letters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().unwrap();
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\r' if !is_quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                if letters.peek().is_some() {
                    rows.push(vec![String::new()]);
                }
            }
            letter => row.last_mut().unwrap().push(letter),
        }
    }
    assert!(!is_quoted);
    rows
}

#[test]
fn what_is_unknown_is_empty_and_not_0() {
    let row = json!({ "key": "agent:main:a", "usage": null });
    let report = report(json!({ "sessions": [row], "totals": totals(0, 0.0, 0) }));
    let shown = Shown::of(choice("", None), Some(Arc::new(report)), None).unwrap();
    let cells = read(&csv(&shown, Table::Sessions));
    assert!(cells[1][9..].iter().all(String::is_empty), "{:?}", cells[1]);
    let told: Value = serde_json::from_str(&to_json(&shown, false)).unwrap();
    assert_eq!(told["sessions"][0]["tokens"], Value::Null);
    assert_eq!(told["complete"], false);
}
