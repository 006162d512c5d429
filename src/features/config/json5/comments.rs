//! How many comments a text has, whether or not it can be read.

/// One that is not closed counts.
#[must_use]
pub fn comments(text: &str) -> usize {
    let mut rest = text;
    let mut count = 0;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (first, behind) = (&rest[at..=at], &rest[at + 1..]);
        rest = match (first, behind.chars().next()) {
            ("/", Some('/')) => {
                count += 1;
                behind.split_once('\n').map_or("", |(_, rest)| rest)
            }
            ("/", Some('*')) => {
                count += 1;
                behind[1..].split_once("*/").map_or("", |(_, rest)| rest)
            }
            ("/", _) => behind,
            (quote, _) => behind_text(behind, quote),
        };
    }
    count
}

/// What follows a text, from behind its opening quote.
fn behind_text<'t>(text: &'t str, quote: &str) -> &'t str {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        if !escaped && quote.starts_with(letter) {
            return &text[at + 1..];
        }
        escaped = letter == '\\' && !escaped;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::comments;

    #[test]
    fn comments_are_counted_and_texts_that_look_like_them_are_not() {
        for (text, count) in [
            ("// a\n{ /* b */ x: 'http://c', y: \"\\\"//d\" } // e", 3),
            ("{ \"url\": \"ws://x/*\" }", 0),
            ("{} /* open", 1),
        ] {
            assert_eq!(comments(text), count, "{text}");
        }
    }
}
