//! JSON as it is written: where the fields of an object stand, without reading what is in them. A
//! log of a thousand lines a second leaves no time for more.

use std::borrow::Cow;

use crate::protocol::json;

/// A field of an object in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// As it stands between its quotes.
    pub name: &'a str,
    /// As it is written, a text with its quotes.
    pub value: &'a str,
    /// Where the value begins.
    pub at: usize,
}

/// The fields of an object that is all of this text. Nothing when it is no object, or not a whole one.
#[must_use]
pub fn fields(text: &str) -> Option<Vec<Field<'_>>> {
    let bytes = text.as_bytes();
    let mut at = blank(bytes, 0);
    if bytes.get(at) != Some(&b'{') {
        return None;
    }
    let mut fields = Vec::with_capacity(12);
    at = blank(bytes, at + 1);
    if bytes.get(at) == Some(&b'}') {
        return (blank(bytes, at + 1) == bytes.len()).then_some(fields);
    }
    loop {
        let name = at;
        at = end_of_text(bytes, at)?;
        let name = &text[name + 1..at - 1];
        at = blank(bytes, at);
        if bytes.get(at) != Some(&b':') {
            return None;
        }
        let start = blank(bytes, at + 1);
        at = end_of_value(bytes, start)?;
        fields.push(Field { name, value: &text[start..at], at: start });
        at = blank(bytes, at);
        match bytes.get(at)? {
            b',' => at = blank(bytes, at + 1),
            b'}' => return (blank(bytes, at + 1) == bytes.len()).then_some(fields),
            _ => return None,
        }
    }
}

/// The field of this name.
#[must_use]
pub fn field<'a>(fields: &[Field<'a>], name: &str) -> Option<&'a str> {
    fields.iter().find(|field| field.name == name).map(|field| field.value)
}

/// What a text says, if it is one.
#[must_use]
pub fn text(value: &str) -> Option<Cow<'_, str>> {
    let inside = value.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') {
        return json::read::<String>(value).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inside))
}

fn blank(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Behind the closing quote of the text that begins here.
fn end_of_text(bytes: &[u8], from: usize) -> Option<usize> {
    if bytes.get(from) != Some(&b'"') {
        return None;
    }
    let mut at = from + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn end_of_value(bytes: &[u8], from: usize) -> Option<usize> {
    match bytes.get(from)? {
        b'"' => end_of_text(bytes, from),
        b'{' | b'[' => {
            let (mut at, mut depth) = (from, 0_usize);
            loop {
                match bytes.get(at)? {
                    b'"' => {
                        at = end_of_text(bytes, at)?;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        _ => {
            let rest = &bytes[from..];
            let length = rest.iter().position(|byte| {
                matches!(byte, b',' | b'}' | b']' | b'"' | b'{' | b'[')
                    || byte.is_ascii_whitespace()
            })?;
            (length > 0).then_some(from + length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_where_they_are_written() {
        let line = r#" {"0":"{\"a\":1}", "n" : -1.5e3 ,"o":{"x":["}",{"y":"\\\""}]},"t":true} "#;
        let fields = fields(line).unwrap();
        let told: Vec<_> = fields.iter().map(|field| (field.name, field.value)).collect();
        assert_eq!(
            told,
            [
                ("0", r#""{\"a\":1}""#),
                ("n", "-1.5e3"),
                ("o", r#"{"x":["}",{"y":"\\\""}]}"#),
                ("t", "true"),
            ]
        );
        for field in fields {
            assert!(line[field.at..].starts_with(field.value));
        }
    }

    #[test]
    fn what_is_no_whole_object_has_no_fields() {
        for text in [
            "",
            "plain",
            "[1]",
            "{",
            r#"{"a"#,
            r#"{"a":1"#,
            r#"{"a":1} x"#,
            r#"{"a":}"#,
            r#"{a:1}"#,
            r#"{"a":"\"#,
            r#"{"a":{"b":1}"#,
            r#"{"a" 1}"#,
            r#"{"a":1,}"#,
        ] {
            assert_eq!(fields(text), None, "{text}");
        }
        assert_eq!(fields("{}"), Some(Vec::new()));
    }

    #[test]
    fn a_text_is_read_as_it_was_meant() {
        assert_eq!(text(r#""plain""#).as_deref(), Some("plain"));
        assert_eq!(text(r#""a\u2192\n\"b\"""#).as_deref(), Some("a→\n\"b\""));
        assert_eq!(text("5"), None);
        assert_eq!(text("\""), None);
    }
}
