//! Takes a command line apart into the programs it would start, as far as the gateway does: pipes and
//! chains, quotes and escapes. What the gateway cannot look into is not looked into here either.

/// The programs of a command line, or why it cannot be taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parts {
    Programs(Vec<String>),
    /// With what stands in the way.
    Opaque(String),
    Nothing,
}

pub fn parts(line: &str) -> Parts {
    let mut programs: Vec<Option<String>> = vec![None];
    let mut word: Option<String> = None;
    let mut letters = line.trim().chars().peekable();
    if letters.peek().is_none() {
        return Parts::Nothing;
    }
    let end_word = |word: &mut Option<String>, programs: &mut Vec<Option<String>>| {
        if let (Some(word), Some(program)) = (word.take(), programs.last_mut()) {
            program.get_or_insert(word);
        }
    };
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                // A Windows path is not escaped.
                Some(next) if next.is_alphanumeric() => {
                    word.get_or_insert_default().extend(['\\', next])
                }
                Some(next) => word.get_or_insert_default().push(next),
                None => return Parts::Opaque("\\".to_owned()),
            },
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match letters.next() {
                        None => return Parts::Opaque(letter.to_string()),
                        Some(next) if next == letter => break,
                        Some('`') if letter == '"' => return Parts::Opaque("`".to_owned()),
                        Some('$') if letter == '"' && letters.peek() == Some(&'(') => {
                            return Parts::Opaque("$(".to_owned());
                        }
                        Some('\\') if letter == '"' => word.extend(letters.next()),
                        Some(next) => word.push(next),
                    }
                }
            }
            '$' if letters.peek() == Some(&'(') => return Parts::Opaque("$(".to_owned()),
            '`' | '<' | '>' | '(' | ')' => return Parts::Opaque(letter.to_string()),
            '|' | '&' | ';' | '\n' | '\r' => {
                let twice = letters.peek() == Some(&letter);
                match letter {
                    '|' | '&' if twice => drop(letters.next()),
                    '|' if letters.peek() != Some(&'&') => {}
                    ';' => {}
                    '\n' | '\r' => return Parts::Opaque("↵".to_owned()),
                    _ => return Parts::Opaque(letter.to_string()),
                }
                end_word(&mut word, &mut programs);
                programs.push(None);
            }
            blank if blank.is_whitespace() => end_word(&mut word, &mut programs),
            plain => word.get_or_insert_default().push(plain),
        }
    }
    end_word(&mut word, &mut programs);
    // A chain may end in a semicolon.
    if programs.len() > 1 && programs.last() == Some(&None) && line.trim_end().ends_with(';') {
        programs.pop();
    }
    programs.into_iter().collect::<Option<Vec<_>>>().map_or_else(
        || {
            Parts::Opaque(
                line.trim()
                    .chars()
                    .rev()
                    .find(|letter| "|&;".contains(*letter))
                    .unwrap_or('|')
                    .to_string(),
            )
        },
        Parts::Programs,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipes_and_chains_are_taken_apart() {
        for (line, expected) in [
            ("git status", &["git"][..]),
            ("  /usr/bin/rg -n 'a | b' src | head -5", &["/usr/bin/rg", "head"]),
            ("make && ./run --x; echo done;", &["make", "./run", "echo"]),
            ("a || b", &["a", "b"]),
            ("\"/opt/my tool\" x", &["/opt/my tool"]),
            ("/opt/my\\ tool x", &["/opt/my tool"]),
            ("C:\\Tools\\rg.exe x", &["C:\\Tools\\rg.exe"]),
        ] {
            let expected = expected.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(parts(line), Parts::Programs(expected), "{line}");
        }
    }

    #[test]
    fn what_hides_a_command_is_named() {
        for (line, mark) in [
            ("echo $(id)", "$("),
            ("echo `id`", "`"),
            ("echo \"$(id)\"", "$("),
            ("cat < /etc/passwd", "<"),
            ("ls > out", ">"),
            ("(ls)", "("),
            ("sleep 5 &", "&"),
            ("echo 'open", "'"),
            ("ls\nid", "↵"),
            ("ls |", "|"),
            ("| ls", "|"),
        ] {
            assert_eq!(parts(line), Parts::Opaque(mark.to_owned()), "{line}");
        }
        assert_eq!(parts("  "), Parts::Nothing);
    }
}
