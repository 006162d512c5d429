//! A line as one types it in a shell, cut into the words that are sent. Nothing is expanded: no
//! variables, no patterns, no pipes.

/// Why a line cannot be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OpenQuote;

/// Words are divided by white space. Quotes keep it; a backslash takes the next quote, backslash or
/// white space as it is, and is itself everywhere else, as in `C:\Temp`.
pub(super) fn words(line: &str) -> Result<Vec<String>, OpenQuote> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let takes_next = |next: &char| match quote {
            Some('\'') => false,
            Some(_) => matches!(next, '"' | '\\'),
            None => matches!(next, '"' | '\'' | '\\') || next.is_whitespace(),
        };
        match (letter, quote) {
            ('\\', _) if letters.peek().is_some_and(takes_next) => {
                word.get_or_insert_default().extend(letters.next());
            }
            (letter, Some(open)) if letter == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (letter, None) if letter.is_whitespace() => words.extend(word.take()),
            (letter, _) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    if quote.is_some() { Err(OpenQuote) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_as_in_a_shell() {
        for (line, cut) in [
            ("", &[][..]),
            ("  git   log ", &["git", "log"]),
            ("git log -n 3", &["git", "log", "-n", "3"]),
            (r#"echo "two words" 'and $more'"#, &["echo", "two words", "and $more"]),
            (r#"say a"b c"d"#, &["say", "ab cd"]),
            (r#"touch my\ file "a \"b\"""#, &["touch", "my file", r#"a "b""#]),
            (r"dir C:\Temp\x", &["dir", r"C:\Temp\x"]),
            (r#"set """#, &["set", ""]),
            ("a\nb\tc", &["a", "b", "c"]),
            (r"ends\", &[r"ends\"]),
            ("grüße 日本", &["grüße", "日本"]),
        ] {
            assert_eq!(words(line).unwrap(), cut, "{line}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told() {
        assert_eq!(words(r#"echo "two"#), Err(OpenQuote));
        assert_eq!(words("echo it's"), Err(OpenQuote));
    }
}
