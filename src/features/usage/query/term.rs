//! What a query is made of: terms with or without a key, and the keys there are.

/// One word of a query, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub key: Option<String>,
    pub value: String,
    pub raw: String,
}

/// Splits at spaces that are not between quotes.
#[must_use]
pub fn terms(text: &str) -> Vec<Term> {
    raw_terms(text).into_iter().map(|raw| read(&raw)).collect()
}

/// The terms with their quotes. A quote that is never closed is left out.
#[must_use]
pub fn raw_terms(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let is_end = match letter {
            '"' => match rest.as_str().split_once('"') {
                Some((quoted, after)) => {
                    word.push('"');
                    word.push_str(quoted);
                    word.push('"');
                    rest = after.chars();
                    false
                }
                None => true,
            },
            letter if letter.is_whitespace() => true,
            letter => {
                word.push(letter);
                false
            }
        };
        if is_end && !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

fn read(raw: &str) -> Term {
    let raw = unquoted(raw);
    match raw.split_once(':') {
        Some((key, value)) if !key.is_empty() => Term {
            key: Some(key.to_owned()),
            value: unquoted(value).to_owned(),
            raw: raw.to_owned(),
        },
        _ => Term { key: None, value: raw.to_owned(), raw: raw.to_owned() },
    }
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

/// A number with `$` before or `k` or `m` behind it.
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix('$').unwrap_or(&text);
    let (digits, times) = match (text.strip_suffix('k'), text.strip_suffix('m')) {
        (Some(digits), _) => (digits, 1e3),
        (_, Some(digits)) => (digits, 1e6),
        _ => (text, 1.0),
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let number = digits.parse::<f64>().ok()? * times;
    (number <= 9_007_199_254_740_991.0).then_some(number)
}

/// What a term can ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Agent,
    Channel,
    Chat,
    Provider,
    Model,
    Tool,
    Label,
    Id,
    Has,
    Bound(Bound),
}

impl Key {
    pub const NAMES: &'static [&'static str] = &[
        "agent",
        "channel",
        "chat",
        "provider",
        "model",
        "tool",
        "label",
        "key",
        "session",
        "id",
        "has",
        "minTokens",
        "maxTokens",
        "minCost",
        "maxCost",
        "minMessages",
        "maxMessages",
        "minErrors",
        "maxErrors",
    ];

    /// Upper and lower case are the same.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.trim().to_lowercase().as_str() {
            "agent" => Self::Agent,
            "channel" => Self::Channel,
            "chat" => Self::Chat,
            "provider" => Self::Provider,
            "model" => Self::Model,
            "tool" => Self::Tool,
            "label" => Self::Label,
            "key" | "session" | "id" => Self::Id,
            "has" => Self::Has,
            "mintokens" => Self::Bound(Bound::MinTokens),
            "maxtokens" => Self::Bound(Bound::MaxTokens),
            "mincost" => Self::Bound(Bound::MinCost),
            "maxcost" => Self::Bound(Bound::MaxCost),
            "minmessages" => Self::Bound(Bound::MinMessages),
            "maxmessages" => Self::Bound(Bound::MaxMessages),
            "minerrors" => Self::Bound(Bound::MinErrors),
            "maxerrors" => Self::Bound(Bound::MaxErrors),
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    MinTokens,
    MaxTokens,
    MinCost,
    MaxCost,
    MinMessages,
    MaxMessages,
    MinErrors,
    MaxErrors,
}

impl Bound {
    #[must_use]
    pub fn is_least(self) -> bool {
        matches!(self, Self::MinTokens | Self::MinCost | Self::MinMessages | Self::MinErrors)
    }
}

/// What a session can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    Tools,
    Errors,
    Context,
    Usage,
    Model,
    Provider,
}

impl Quality {
    pub const NAMES: &'static [&'static str] =
        &["tools", "errors", "context", "usage", "model", "provider"];

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "tools" => Self::Tools,
            "errors" => Self::Errors,
            "context" => Self::Context,
            "usage" => Self::Usage,
            "model" => Self::Model,
            "provider" => Self::Provider,
            _ => return None,
        })
    }
}

/// The name that was probably meant: one that begins so, or is two letters away at most.
#[must_use]
pub fn nearest(typed: &str, names: &'static [&'static str]) -> Option<&'static str> {
    let typed = typed.to_lowercase();
    let distance = |name: &str| {
        let name = name.to_lowercase();
        if typed.chars().count() >= 2 && name.starts_with(&typed) {
            1
        } else {
            apart(&typed, &name)
        }
    };
    let nearest = names.iter().map(|name| (distance(name), *name)).min_by_key(|(far, _)| *far)?;
    let is_near = nearest.0 <= 2 && nearest.0 < typed.chars().count();
    is_near.then_some(nearest.1)
}

/// How many letters have to be put in, taken out or changed.
fn apart(one: &str, other: &str) -> usize {
    // A name of any length may be typed; none of ours is longer than this.
    let one: Vec<char> = one.chars().take(32).collect();
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = index + 1;
        for (column, with) in other.iter().enumerate() {
            let changed = corner + usize::from(letter != with);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(text: &str) -> (Option<String>, String) {
        let term = terms(text).into_iter().next().unwrap();
        (term.key, term.value)
    }

    #[test]
    fn quotes_hold_words_together() {
        let raws: Vec<String> = terms(r#"label:"big desk" "agent:two words" plain "#)
            .into_iter()
            .map(|it| it.raw)
            .collect();
        assert_eq!(raws, [r#"label:"big desk""#, "agent:two words", "plain"]);
        assert_eq!(term(r#"label:"big desk""#), (Some("label".into()), "big desk".into()));
        assert_eq!(term(r#""agent:two words""#), (Some("agent".into()), "two words".into()));
        assert_eq!(term(r#""two words""#), (None, "two words".into()));
    }

    #[test]
    fn a_quote_that_is_never_closed_separates() {
        let values: Vec<String> = terms(r#"a"b c"#).into_iter().map(|it| it.value).collect();
        assert_eq!(values, ["a", "b", "c"]);
        assert!(terms(r#"" "#).is_empty());
    }

    #[test]
    fn a_colon_first_is_no_key() {
        assert_eq!(term(":x"), (None, ":x".into()));
        assert_eq!(term("key:agent:main:main"), (Some("key".into()), "agent:main:main".into()));
        assert_eq!(term("model:"), (Some("model".into()), String::new()));
    }

    #[test]
    fn numbers_take_a_dollar_before_and_a_letter_behind() {
        assert_eq!(parse_number("1.5k"), Some(1_500.0));
        assert_eq!(parse_number("$0.25"), Some(0.25));
        assert_eq!(parse_number("2M"), Some(2_000_000.0));
        for text in
            ["", "k", "-1", "1e5", "1.", ".5", "0x10", "inf", "NaN", "1,5", "99999999999999999"]
        {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn every_name_is_a_key() {
        for name in Key::NAMES {
            assert!(Key::named(name).is_some() && Key::named(&name.to_uppercase()).is_some());
        }
        for name in Quality::NAMES {
            assert!(Quality::named(name).is_some());
        }
    }

    #[test]
    fn the_key_that_was_meant_is_found() {
        assert_eq!(nearest("modle", Key::NAMES), Some("model"));
        assert_eq!(nearest("mintoken", Key::NAMES), Some("minTokens"));
        assert_eq!(nearest("prov", Key::NAMES), Some("provider"));
        assert_eq!(nearest("weather", Key::NAMES), None);
        assert_eq!(nearest("x", Key::NAMES), None);
        assert_eq!(nearest("tool", Quality::NAMES), Some("tools"));
    }
}
