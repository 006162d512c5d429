//! Changes a text so that it says something else, and leaves everything else of it as it is:
//! comments, order, spelling. Where that does not work out, the whole is written anew.

use std::ops::Range;

use serde_json::Value;

use crate::features::config::json5;
use crate::features::config::path::Path;

/// A text that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    pub text: String,
    /// Comments and spelling stayed where nothing was changed.
    pub is_kept: bool,
}

/// The text with what it says made `to`.
#[must_use]
pub fn rewrite(text: &str, to: &Value) -> Rewritten {
    let mut now = text.to_owned();
    let done = json5::read(text).ok().and_then(|from| meet(&mut now, &Path::root(), &from, to));
    if done.is_some() && json5::read(&now).as_ref() == Ok(to) {
        return Rewritten { text: now, is_kept: true };
    }
    Rewritten { text: json5::write(to), is_kept: false }
}

fn meet(text: &mut String, path: &Path, from: &Value, to: &Value) -> Option<()> {
    match (from, to) {
        (from, to) if from == to => {}
        (Value::Object(old), Value::Object(new)) => {
            for key in old.keys().filter(|key| !new.contains_key(*key)) {
                let place = json5::place(text, &path.key(key))?;
                take_out(text, place);
            }
            for (key, value) in new {
                match old.get(key) {
                    Some(before) => meet(text, &path.key(key), before, value)?,
                    None => put_in(text, path, key, value)?,
                }
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (index, (before, after)) in old.iter().zip(new).enumerate() {
                meet(text, &path.index(index), before, after)?;
            }
        }
        (_, to) => {
            let place = value_place(text, path)?;
            let written = indented(to, &indent_at(text, place.start));
            text.replace_range(place, &written);
        }
    }
    Some(())
}

/// Where the value itself stands: without the key before it.
fn value_place(text: &str, path: &Path) -> Option<Range<usize>> {
    let place = json5::place(text, path)?;
    if !matches!(path.last(), Some(crate::features::config::path::Step::Key(_))) {
        return Some(place);
    }
    let entry = &text[place.clone()];
    let colon = behind_key(entry)?;
    let start = behind_space(entry, colon);
    Some(place.start + start..place.end)
}

/// The place behind the colon of an entry.
fn behind_key(entry: &str) -> Option<usize> {
    let quote = entry.chars().next().filter(|first| matches!(first, '"' | '\''));
    let mut escaped = false;
    let mut end = 0;
    for (at, letter) in entry.char_indices().skip(usize::from(quote.is_some())) {
        let ends = match quote {
            Some(quote) => letter == quote && !escaped,
            None => letter == ':' || letter.is_whitespace() || letter == '/',
        };
        if ends {
            end = at + if quote.is_some() { letter.len_utf8() } else { 0 };
            break;
        }
        escaped = letter == '\\' && !escaped;
    }
    let at = behind_space(entry, end);
    entry[at..].starts_with(':').then_some(at + 1)
}

/// The next place that is neither space nor comment.
fn behind_space(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let comment = if trimmed.starts_with("//") {
            trimmed.find('\n').unwrap_or(trimmed.len())
        } else if trimmed.starts_with("/*") {
            trimmed.find("*/").map_or(trimmed.len(), |end| end + 2)
        } else {
            return at;
        };
        at += comment;
    }
}

/// Takes an entry out, with its comma and its line.
fn take_out(text: &mut String, place: Range<usize>) {
    let next = behind_space(text, place.end);
    let (mut start, mut end) = (place.start, place.end);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let begins_line = text[line_start..start].trim().is_empty();
    if text[next..].starts_with(',') {
        end = next + 1;
    } else if let Some(comma) = text[..start].trim_end().strip_suffix(',') {
        // The last one: what is before it ends the list now.
        let comma = comma.len();
        if !text[comma..start].contains("//") {
            text.remove(comma);
            start -= 1;
            end -= 1;
        }
    }
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[end..];
    let line_end = rest.find('\n').unwrap_or(rest.len());
    if begins_line && rest[..line_end].trim().is_empty() && line_start > 0 {
        // From the end of the line before: the entry behind keeps its own beginning.
        text.replace_range(line_start - 1..end + line_end, "");
    } else {
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        text.replace_range(start..end + spaces, "");
    }
}

/// Puts an entry behind all others of an object.
fn put_in(text: &mut String, object: &Path, key: &str, value: &Value) -> Option<()> {
    let whole = value_place(text, object)?;
    let read = object.get(&json5::read(text).ok()?)?.as_object()?.clone();
    let last =
        read.keys().filter_map(|key| json5::place(text, &object.key(key))).max_by_key(|it| it.end);
    let Some(last) = last else {
        let outer = indent_at(text, whole.start);
        let inner = format!("{outer}  ");
        let entry = format!("\n{inner}{}: {}", Value::from(key), indented(value, &inner));
        let rest = &text[whole.start + 1..whole.end.checked_sub(1)?];
        if rest.trim().is_empty() {
            text.replace_range(whole, &format!("{{{entry}\n{outer}}}"));
        } else {
            text.insert_str(whole.start + 1, &format!("{entry},"));
        }
        return Some(());
    };
    let line_start = text[..last.start].rfind('\n').map_or(0, |at| at + 1);
    let begins_line = text[line_start..last.start].trim().is_empty() && line_start > 0;
    let next = behind_space(text, last.end);
    let has_comma = text[next..].starts_with(',');
    if !begins_line {
        let entry = format!(", {}: {}", Value::from(key), indented(value, ""));
        text.insert_str(last.end, &entry);
        return Some(());
    }
    let indent = text[line_start..last.start].to_owned();
    let entry = format!("\n{indent}{}: {}", Value::from(key), indented(value, &indent));
    let comma = if has_comma { "," } else { "" };
    let behind = if has_comma { next + 1 } else { last.end };
    // Behind a comment that stands in the line of the last one.
    let line_end = text[behind..].find('\n').map_or(text.len(), |at| behind + at);
    let tail = text[behind..line_end].trim();
    let at = if tail.starts_with("//") || tail.ends_with("*/") || tail.is_empty() {
        line_end
    } else {
        behind
    };
    text.insert_str(at, &format!("{entry}{comma}"));
    if !has_comma {
        text.insert(last.end, ',');
    }
    Some(())
}

/// The space with which the line begins that a place is in.
fn indent_at(text: &str, at: usize) -> String {
    let line = &text[text[..at].rfind('\n').map_or(0, |at| at + 1)..];
    line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).collect()
}

fn indented(value: &Value, indent: &str) -> String {
    json5::write(value).trim_end().replace('\n', &format!("\n{indent}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = r"// the desk
{
  gateway: {
    port: 18789, // as ever
    'bind': /* near */ 'loopback',
  },
  // who
  list: [1, 2],
  last: true // the end
}
";

    #[track_caller]
    fn becomes(to: &Value, expected: &str) {
        let found = rewrite(TEXT, to);
        assert!(found.is_kept, "written anew:\n{}", found.text);
        assert_eq!(found.text, expected);
    }

    fn edited(edit: impl FnOnce(&mut Value)) -> Value {
        let mut value = json5::read(TEXT).unwrap();
        edit(&mut value);
        value
    }

    #[test]
    fn only_what_is_changed_is_written() {
        let to = edited(|it| it["gateway"]["port"] = json!(1));
        becomes(&to, &TEXT.replace("18789", "1"));
        let to = edited(|it| it["gateway"]["bind"] = json!("lan"));
        becomes(&to, &TEXT.replace("'loopback'", "\"lan\""));
        let to = edited(|it| it["list"][1] = json!(3));
        becomes(&to, &TEXT.replace("[1, 2]", "[1, 3]"));
    }

    #[test]
    fn what_is_added_stands_behind_all_others() {
        let to = edited(|it| it["gateway"]["mode"] = json!("local"));
        becomes(&to, &TEXT.replace("'loopback',", "'loopback',\n    \"mode\": \"local\","));
        let to = edited(|it| it["x"] = json!({"y": []}));
        becomes(
            &to,
            &TEXT.replace(
                "last: true // the end",
                "last: true, // the end\n  \"x\": {\n    \"y\": []\n  }",
            ),
        );
    }

    #[test]
    fn what_is_taken_out_takes_its_line_and_comma_along() {
        let take = |path: &[&str]| {
            edited(|it| {
                let (last, above) = path.split_last().unwrap();
                let at = above.iter().fold(it, |at, key| &mut at[*key]);
                at.as_object_mut().unwrap().remove(*last);
            })
        };
        becomes(&take(&["list"]), &TEXT.replace("\n  list: [1, 2],", ""));
        let found = rewrite(TEXT, &take(&["last"]));
        assert!(found.is_kept && found.text.contains("[1, 2]"), "{}", found.text);
        let found = rewrite(TEXT, &take(&["gateway", "port"]));
        assert!(found.is_kept && found.text.contains("// as ever"), "{}", found.text);
    }

    #[test]
    fn an_empty_object_and_one_line_are_filled() {
        for (text, to, expected) in [
            ("{}", json!({"a": 1}), "{\n  \"a\": 1\n}"),
            ("{ a: 1 }", json!({"a": 1, "b": 2}), "{ a: 1, \"b\": 2 }"),
            ("{ a: 1, b: 2 }", json!({"a": 1}), "{ a: 1 }"),
            ("{ a: 1, b: 2 }", json!({"b": 2}), "{ b: 2 }"),
        ] {
            let found = rewrite(text, &to);
            assert_eq!((found.text.as_str(), found.is_kept), (expected, true), "{text}");
        }
    }

    #[test]
    fn a_text_that_cannot_be_read_is_written_anew() {
        let found = rewrite("{ a: ", &json!({"b": 2}));
        assert_eq!((json5::read(&found.text), found.is_kept), (Ok(json!({"b": 2})), false));
    }
}
