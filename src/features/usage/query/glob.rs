//! A value in a query: a part of a text, or with `*` and `?` the whole of it.

/// Both texts are in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    Part(String),
    Whole(Vec<char>),
}

impl Pattern {
    #[must_use]
    pub fn new(value: &str) -> Self {
        if value.contains(['*', '?']) {
            Self::Whole(value.chars().collect())
        } else {
            Self::Part(value.to_owned())
        }
    }

    #[must_use]
    pub fn finds(&self, text: &str) -> bool {
        match self {
            Self::Part(part) => text.contains(part),
            Self::Whole(pattern) => is_match(pattern, &text.chars().collect::<Vec<_>>()),
        }
    }
}

/// Never looks at a letter more often than there are stars: no query makes the page stand still.
fn is_match(pattern: &[char], text: &[char]) -> bool {
    let (mut at, mut on) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while on < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, on));
                at += 1;
            }
            Some(letter) if *letter == '?' || *letter == text[on] => {
                at += 1;
                on += 1;
            }
            _ => {
                let Some((back, from)) = star else { return false };
                star = Some((back, from + 1));
                (at, on) = (back + 1, from + 1);
            }
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn stars_and_question_marks_stand_for_letters() {
        let finds = |pattern: &str, text: &str| Pattern::new(pattern).finds(text);
        assert!(finds("agent:*:main", "agent:main:main"));
        assert!(finds("*", ""));
        assert!(finds("a?c*", "abcd"));
        assert!(!finds("a?c", "ac"));
        assert!(!finds("main*", "agent:main"));
        assert!(finds("main", "agent:main:x"));
        assert!(finds("**ä?", "größe ähx") == finds("*ä?", "größe ähx"));
        // What means something to regular expressions means nothing here.
        assert!(finds("a.(b)*", "a.(b)c") && !finds("a.b*", "axb"));
    }

    #[test]
    fn many_stars_end_soon() {
        let pattern = "*a".repeat(40);
        assert!(!Pattern::new(&pattern).finds(&"a".repeat(39)));
        assert!(Pattern::new(&pattern).finds(&"a".repeat(40)));
    }
}
