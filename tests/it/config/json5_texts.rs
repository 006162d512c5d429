//! JSON5 as its specification has it, and what is laid out anew.

use quarterdeck::features::config::json5::{self, FaultKind};
use quarterdeck::features::config::path::Path;
use serde_json::{Value, json};

use super::chance::Chance;

#[test]
fn what_the_specification_allows_is_read() {
    for (text, value) in [
        ("{}", json!({})),
        ("[]", json!([])),
        ("{a:1,}", json!({ "a": 1 })),
        ("[1,]", json!([1])),
        ("{'a':\"b\"}", json!({ "a": "b" })),
        ("{$_:1,_$:2,a\\u200C:3}", json!({ "$_": 1, "_$": 2, "a\u{200c}": 3 })),
        ("{ùńîċõďë:9}", json!({ "ùńîċõďë": 9 })),
        ("{\\u0061\\u0062:1,\\u0024\\u005F:2}", json!({ "ab": 1, "$_": 2 })),
        (
            "{abc:1,null:2,true:3,Infinity:4}",
            json!({ "abc": 1, "null": 2, "true": 3, "Infinity": 4 }),
        ),
        (
            "[0,0.,.5,1.5,-0,+1,-1.25,1e3,1E-2,+.5]",
            json!([0, 0, 0.5, 1.5, 0, 1, -1.25, 1000, 0.01, 0.5]),
        ),
        ("[0x1,0xFf,-0X10,+0xC8]", json!([1, 255, -16, 200])),
        (
            "[9007199254740993,18446744073709551615,-9223372036854775808]",
            json!([9_007_199_254_740_993_u64, u64::MAX, i64::MIN]),
        ),
        ("[true,false,null]", json!([true, false, null])),
        (
            "'\\b\\f\\n\\r\\t\\v\\0\\x0f\\u01fF\\\\\\'\\\"\\a'",
            json!("\u{8}\u{c}\n\r\t\u{b}\0\u{f}\u{1ff}\\'\"a"),
        ),
        ("'\\uD83D\\uDE00'", json!("😀")),
        ("'a\\\nb\\\r\nc\\\rd\\\u{2028}e\\\u{2029}f'", json!("abcdef")),
        ("'a\u{2028}b\u{2029}c'", json!("a\u{2028}b\u{2029}c")),
        ("'it\"s'", json!("it\"s")),
        ("// c\n1 // d", json!(1)),
        ("/* a * / ** */ {/**/ a /**/ : /**/ 1 /**/ } //", json!({ "a": 1 })),
        ("\t\u{b}\u{c} \u{a0}\u{feff}\n\r\u{2028}\u{2029}\u{2003}1", json!(1)),
        ("// a\r1", json!(1)),
        ("{\"__proto__\":1}", json!({ "__proto__": 1 })),
    ] {
        assert_eq!(json5::read(text), Ok(value), "{text}");
    }
}

#[test]
fn a_fault_is_said_with_its_place() {
    let open = |open| FaultKind::Unfinished { open };
    let unexpected = |found: &str| FaultKind::Unexpected { found: found.to_owned() };
    for (text, line, column, kind) in [
        ("", 1, 1, open(None)),
        ("//", 1, 3, open(None)),
        ("{", 1, 2, open(Some('{'))),
        ("{a:[1,\n", 2, 1, open(Some('['))),
        ("{a", 1, 3, open(Some('{'))),
        ("{a:", 1, 4, open(Some('{'))),
        ("[,]", 1, 2, unexpected(",")),
        ("{,}", 1, 2, unexpected(",")),
        ("{a:1,,}", 1, 6, unexpected(",")),
        ("[1}", 1, 3, unexpected("}")),
        ("{a:1\n b:2}", 2, 2, FaultKind::MissingComma),
        ("[1 2]", 1, 4, FaultKind::MissingComma),
        ("{a 1}", 1, 4, FaultKind::MissingColon),
        ("{a-b:1}", 1, 2, unexpected("a-b")),
        ("{1a:1}", 1, 2, unexpected("1a")),
        ("{a:b}", 1, 4, unexpected("b")),
        ("1 2", 1, 3, FaultKind::Trailing),
        ("{} }", 1, 4, FaultKind::Trailing),
        ("'a\nb'", 1, 1, FaultKind::OpenText),
        ("\"a", 1, 1, FaultKind::OpenText),
        ("/* a", 1, 1, FaultKind::OpenComment),
        ("{é:1, a: /}", 1, 10, unexpected("/")),
        ("'\\u12'", 1, 2, FaultKind::Escape),
        ("'\\uD800'", 1, 2, FaultKind::Escape),
        ("'\\1'", 1, 2, FaultKind::Escape),
        ("'\\01'", 1, 2, FaultKind::Escape),
        ("01", 1, 1, FaultKind::Number),
        ("1e", 1, 1, FaultKind::Number),
        (".", 1, 1, FaultKind::Number),
        ("0x", 1, 1, FaultKind::Number),
        ("--1", 1, 1, FaultKind::Number),
        ("Infinity", 1, 1, FaultKind::NotFinite),
        ("[-Infinity]", 1, 2, FaultKind::NotFinite),
        ("+NaN", 1, 1, FaultKind::NotFinite),
        ("1e999", 1, 1, FaultKind::NotFinite),
        ("{\r\n a:1,\r\n 'a':2}", 3, 2, FaultKind::DuplicateKey { key: "a".to_owned() }),
    ] {
        let fault = json5::read(text).unwrap_err();
        assert_eq!((fault.line, fault.column, &fault.kind), (line, column, &kind), "{text:?}");
    }
    assert_eq!(json5::read(&"[".repeat(5000)).unwrap_err().kind, FaultKind::TooDeep);
}

#[test]
fn what_was_written_is_read_back() {
    for seed in 0..300 {
        let value = Chance::new(seed).object(3);
        assert_eq!(json5::read(&json5::write(&value)).as_ref(), Ok(&value), "seed {seed}");
    }
    assert_eq!(json5::write(&json!({ "a": [1] })), "{\n  \"a\": [\n    1\n  ]\n}");
}

#[test]
fn a_text_is_laid_out_without_losing_a_comment() {
    let text = "// top\n{a:1,// one\n/* b */ b : [ ] , c:{ // see\n\n\nd:0xFF,\n\n\n 'e':+1. /* last */},\n // end\n}\n// after";
    let laid = "// top\n{\n  a: 1, // one\n  /* b */ b: [],\n  c: { // see\n\n    d: 0xFF,\n\n    'e': +1. /* last */\n  },\n  // end\n}\n// after\n";
    assert_eq!(json5::format(text).unwrap(), laid);
    assert_eq!(json5::format(laid).unwrap(), laid);
    assert!(json5::format("{").is_err());
}

/// A value spelt by chance, with comments wherever one can stand.
fn spelt(chance: &mut Chance, value: &Value, text: &mut String) {
    gap(chance, text);
    match value {
        Value::Object(map) => {
            text.push('{');
            for (place, (key, value)) in map.iter().enumerate() {
                gap(chance, text);
                match chance.below(3) {
                    0 if !key.contains('.') => text.push_str(key),
                    1 => text.push_str(&format!("'{key}'")),
                    _ => text.push_str(&format!("\"{key}\"")),
                }
                gap(chance, text);
                text.push(':');
                spelt(chance, value, text);
                comma(chance, text, place + 1 == map.len());
            }
            text.push('}');
        }
        Value::Array(list) => {
            text.push('[');
            for (place, value) in list.iter().enumerate() {
                spelt(chance, value, text);
                comma(chance, text, place + 1 == list.len());
            }
            text.push(']');
        }
        Value::Number(number) if chance.one_in(3) => text.push_str(&format!("+{number}")),
        value => text.push_str(&value.to_string()),
    }
    gap(chance, text);
}

fn comma(chance: &mut Chance, text: &mut String, is_last: bool) {
    if !is_last || chance.one_in(2) {
        text.push(',');
    }
    gap(chance, text);
}

fn gap(chance: &mut Chance, text: &mut String) {
    while chance.one_in(3) {
        text.push_str(chance.of(&[
            " ",
            "\n",
            "\r\n",
            "\n\n\n",
            "\t",
            "// a, b\n",
            "/* {c} */",
            "/* d\n e */",
            "//\r\n",
        ]));
    }
}

/// The pieces of a text without the space between them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let len = if rest.starts_with("//") {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else if let Some(inside) = rest.strip_prefix("/*") {
            inside.find("*/").unwrap() + 4
        } else if matches!(letter, '"' | '\'') {
            rest[1..].find(letter).unwrap() + 2
        } else {
            letter.len_utf8()
        };
        let (piece, behind) = rest.split_at(len);
        if piece.trim().is_empty() || len > 1 {
            pieces.extend([piece.trim_end().to_owned(), String::new()]);
        } else {
            pieces.last_mut().unwrap().push_str(piece);
        }
        rest = behind;
    }
    let marks = |piece: String| -> Vec<String> {
        if piece.starts_with(['/', '"', '\'']) {
            return vec![piece];
        }
        piece
            .split_inclusive(['{', '}', '[', ']', ':', ','])
            .flat_map(|it| {
                let (word, mark) = it.split_at(it.len() - 1);
                if "{}[]:,".contains(mark) {
                    vec![word.to_owned(), mark.to_owned()]
                } else {
                    vec![it.to_owned()]
                }
            })
            .collect()
    };
    pieces.into_iter().flat_map(marks).filter(|piece| !piece.is_empty()).collect()
}

#[test]
fn texts_by_chance_keep_every_piece_and_come_to_rest() {
    for seed in 0..700 {
        let mut chance = Chance::new(seed);
        let value = chance.object(2);
        let mut text = String::new();
        spelt(&mut chance, &value, &mut text);
        assert_eq!(json5::read(&text).as_ref(), Ok(&value), "seed {seed}: {text}");
        let laid = json5::format(&text).unwrap();
        assert_eq!(pieces(&laid), pieces(&text), "seed {seed}: {text:?}\n{laid:?}");
        assert_eq!(json5::read(&laid).as_ref(), Ok(&value), "seed {seed}: {text}");
        assert_eq!(json5::format(&laid).unwrap(), laid, "seed {seed}: {text:?}");
    }
}

#[test]
fn a_place_and_its_path_are_found_in_the_text() {
    let text = "{ // é\n  a: { 'b.c': [1, { d: 'x' }] },\n  e: tru";
    let d = Path::root().key("a").key("b.c").index(1).key("d");
    let place = json5::place(text, &d).unwrap();
    assert_eq!(&text[place.clone()], "d: 'x'");
    assert_eq!(json5::path_at(text, place.start), d);
    assert_eq!(json5::path_at(text, place.end), d);
    assert_eq!(json5::path_at(text, 0), Path::root());
    assert_eq!(
        &text[json5::place(text, &Path::root().key("a")).unwrap()],
        "a: { 'b.c': [1, { d: 'x' }] }"
    );
    assert_eq!(json5::place(text, &Path::root().key("z")), None);
    assert_eq!(json5::place("[1,2]", &Path::root()), Some(0..5));
}
