//! A command as it is, with nothing hidden: characters that show nothing, or that change how others
//! are shown, become marks with their number. Pure.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Shown as it is.
    Plain(String),
    /// A character that cannot be seen, by its number: `U+202E`.
    Hidden(String),
    /// A line break, which is both marked and made.
    LineBreak,
}

/// The text in pieces; joined they are the whole text, never shortened.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    for character in text.chars() {
        if character != '\n' && !is_hidden(character) {
            plain.push(character);
            continue;
        }
        if !plain.is_empty() {
            pieces.push(Piece::Plain(std::mem::take(&mut plain)));
        }
        pieces.push(if character == '\n' {
            Piece::LineBreak
        } else {
            Piece::Hidden(format!("U+{:04X}", u32::from(character)))
        });
    }
    if !plain.is_empty() {
        pieces.push(Piece::Plain(plain));
    }
    pieces
}

/// Whether a text has characters that a reader would not see. Later gateways write them out by
/// themselves, as `\u{202E}`.
#[must_use]
pub fn has_hidden(text: &str) -> bool {
    text.contains("\\u{") || text.chars().any(|character| character != '\n' && is_hidden(character))
}

fn is_hidden(character: char) -> bool {
    matches!(character,
        // Controls, also those of old terminals.
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Spaces that are not the space, and what looks like one.
        | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}'
        | '\u{205f}' | '\u{3000}' | '\u{2800}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
        // Nothing at all: soft hyphens, joiners, marks of order and direction, fillers.
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Piece {
        Piece::Plain(text.to_owned())
    }

    #[test]
    fn an_honest_command_is_one_piece() {
        assert_eq!(pieces("grep -r \"naïve 日本\" ."), [plain("grep -r \"naïve 日本\" .")]);
    }

    #[test]
    fn what_turns_the_reading_around_is_marked() {
        let hidden = |number: &str| Piece::Hidden(number.to_owned());
        assert_eq!(
            pieces("rm \u{202e}txt.\u{200b}x"),
            [plain("rm "), hidden("U+202E"), plain("txt."), hidden("U+200B"), plain("x")]
        );
        assert_eq!(pieces("\u{1b}[2K"), [hidden("U+001B"), plain("[2K")]);
        assert!(has_hidden("a\u{e0041}b"));
        assert!(has_hidden("a\\u{202E}b"));
        assert!(!has_hidden("a\nb"));
    }

    #[test]
    fn a_second_line_cannot_be_missed() {
        assert_eq!(pieces("ls\nrm x"), [plain("ls"), Piece::LineBreak, plain("rm x")]);
    }
}
