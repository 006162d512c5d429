//! A file's text as it is edited: with one kind of line ends, and the kind it had remembered, so that
//! saving changes only what somebody has typed.

/// Larger than this, it is drawn and kept with more care.
pub(super) const LARGE: usize = 100 * 1024;

/// A text with plain line ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pub plain: String,
    /// Every line of the file ends as on Windows.
    pub is_crlf: bool,
}

impl Text {
    pub fn read(raw: &str) -> Self {
        if !raw.contains('\r') {
            return Self { plain: raw.to_owned(), is_crlf: false };
        }
        let (pairs, ends) = (raw.matches("\r\n").count(), raw.matches('\n').count());
        let plain = raw.replace("\r\n", "\n").replace('\r', "\n");
        Self { plain, is_crlf: pairs > 0 && pairs == ends }
    }

    /// As it goes back into the file.
    pub fn write(plain: &str, is_crlf: bool) -> String {
        if is_crlf { plain.replace('\n', "\r\n") } else { plain.to_owned() }
    }
}

/// Whether bytes of the file were no text: they are gone once it is saved.
#[must_use]
pub fn has_lost_bytes(text: &str) -> bool {
    text.contains('\u{fffd}')
}

/// The first part of a text, cut at the end of a line where that is near.
#[must_use]
pub fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text[..end].rfind('\n').filter(|at| end < at + 4096).map_or(&text[..end], |at| &text[..=at])
}

/// A number that tells two texts apart (FNV-1a): for texts too long to be kept twice.
#[must_use]
pub fn print_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_come_back_as_they_were() {
        for (raw, plain, is_crlf) in [
            ("a\nb\n", "a\nb\n", false),
            ("a\r\nb\r\n", "a\nb\n", true),
            ("a\r\nb", "a\nb", true),
            ("a\r\nb\nc", "a\nb\nc", false),
            ("a\rb", "a\nb", false),
            ("", "", false),
        ] {
            let text = Text::read(raw);
            assert_eq!((text.plain.as_str(), text.is_crlf), (plain, is_crlf), "{raw:?}");
            if is_crlf || !raw.contains('\r') {
                assert_eq!(Text::write(&text.plain, text.is_crlf), raw);
            }
        }
    }

    #[test]
    fn a_beginning_is_cut_between_letters_and_rather_at_a_line() {
        assert_eq!(beginning("grün", 9), "grün");
        assert_eq!(beginning("grün", 3), "gr");
        assert_eq!(beginning("one\ntwo three", 9), "one\n");
    }

    #[test]
    fn bytes_that_were_no_text_are_noticed() {
        assert!(has_lost_bytes("a\u{fffd}b") && !has_lost_bytes("grün 🦀"));
        assert_ne!(print_of("one"), print_of("two"));
    }
}
