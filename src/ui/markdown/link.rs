//! Where a text may lead: which addresses become links, which images are shown, and where an
//! address written without markup ends. What is not allowed stays text; nothing is repaired.

use crate::ui::markdown::tree::Inline;

const SCHEMES: &[&str] = &["http://", "https://", "mailto:", "tel:"];
const BARE: &[&str] = &["https://", "http://"];
const IMAGES: &[&str] = &["png", "jpeg", "gif", "webp"];

/// The address if a reader may follow it.
#[must_use]
pub fn safe(address: &str) -> Option<String> {
    let clean = !address.chars().any(|c| c.is_control());
    let known = SCHEMES.iter().any(|scheme| has_prefix(address, scheme));
    (clean && known).then(|| address.to_owned())
}

/// The address if it is a picture that comes with the text itself and cannot carry a script.
#[must_use]
pub fn safe_image(address: &str) -> Option<String> {
    let rest = address.strip_prefix("data:image/")?;
    let (kind, data) = rest.split_once(";base64,")?;
    let pure = !data.is_empty()
        && data.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
    (pure && IMAGES.contains(&kind)).then(|| address.to_owned())
}

/// Turns bare `http://` and `https://` addresses in the text of a line into links.
#[must_use]
pub fn linked(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) if text.contains("://") => split(&text, &mut out),
            Inline::Emphasis(inner) => out.push(Inline::Emphasis(linked(inner))),
            Inline::Strong(inner) => out.push(Inline::Strong(linked(inner))),
            Inline::Strikethrough(inner) => out.push(Inline::Strikethrough(linked(inner))),
            other => out.push(other),
        }
    }
    out
}

fn split(text: &str, out: &mut Vec<Inline>) {
    let mut told = 0;
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let colon = from + found;
        from = colon + 3;
        let Some(start) = BARE.iter().find_map(|scheme| {
            let start = (colon + 3).checked_sub(scheme.len())?;
            (start >= told && text.get(start..colon + 3)?.eq_ignore_ascii_case(scheme))
                .then_some(start)
        }) else {
            continue;
        };
        let before = text[..start].chars().next_back();
        let length = end_of(&text[colon + 3..]);
        if length == 0 || before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let end = colon + 3 + length;
        let Some(href) = safe(&text[start..end]) else { continue };
        if start > told {
            out.push(Inline::Text(text[told..start].to_owned()));
        }
        out.push(Inline::Link { text: vec![Inline::Text(href.clone())], href });
        told = end;
        from = end;
    }
    if told < text.len() {
        out.push(Inline::Text(text[told..].to_owned()));
    }
}

/// How much of what follows the scheme belongs to the address; 0 if there is no host.
fn end_of(rest: &str) -> usize {
    if !rest.starts_with(|c: char| c.is_alphanumeric() && !is_wide(c) || c == '[') {
        return 0;
    }
    let stop = |c: char| {
        c.is_whitespace() || c.is_control() || is_wide(c) || matches!(c, '<' | '>' | '"' | '`')
    };
    let mut end = rest.find(stop).unwrap_or(rest.len());
    while let Some(last) = rest[..end].chars().next_back() {
        let drop = match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '…' | '”' | '’' | '»' => {
                true
            }
            ')' => unbalanced(&rest[..end], '(', ')'),
            ']' => unbalanced(&rest[..end], '[', ']'),
            '}' => unbalanced(&rest[..end], '{', '}'),
            _ => false,
        };
        if !drop {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

fn unbalanced(text: &str, open: char, close: char) -> bool {
    text.matches(close).count() > text.matches(open).count()
}

/// Scripts written without spaces between words: an address in such a text ends where they begin.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        split(text, &mut out);
        out.into_iter()
            .filter_map(|inline| match inline {
                Inline::Link { href, .. } => Some(href),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn only_web_mail_and_telephone_lead_somewhere() {
        for good in ["http://a.b", "HTTPS://a.b/c?d#e", "mailto:a@b.c", "tel:+49123"] {
            assert_eq!(safe(good).as_deref(), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            " javascript:alert(1)",
            "vbscript:x",
            "data:text/html,<script>",
            "data:text/html;base64,PHN2Zz4=",
            "file:///etc/passwd",
            "blob:https://a.b/c",
            "//a.b/c",
            "/relative",
            "#top",
            "https:a.b",
            "http://a\tb",
            "",
        ] {
            assert_eq!(safe(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn only_pictures_inside_the_text_are_shown() {
        assert!(safe_image("data:image/png;base64,iVBORw0KGgo=").is_some());
        for bad in [
            "data:image/svg+xml;base64,PHN2Zz4=",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "data:image/png,abc",
            "data:image/png;base64,",
            "data:image/png;base64,\" onerror=\"alert(1)",
            "data:image/png;charset=x;base64,aaaa",
            "https://a.b/c.png",
            "data:text/html;base64,aaaa",
        ] {
            assert_eq!(safe_image(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_bare_address_ends_before_the_punctuation_of_the_sentence() {
        assert_eq!(links("See https://a.b/c."), ["https://a.b/c"]);
        assert_eq!(links("(https://a.b/c)"), ["https://a.b/c"]);
        assert_eq!(links("https://a.b/c_(d), and"), ["https://a.b/c_(d)"]);
        assert_eq!(links("'https://a.b/?q=1&r=2'!"), ["https://a.b/?q=1&r=2"]);
        assert_eq!(links("http://[::1]:8080/x"), ["http://[::1]:8080/x"]);
    }

    #[test]
    fn chinese_japanese_and_korean_text_does_not_leak_into_an_address() {
        assert_eq!(links("请看https://a.b/c。谢谢"), ["https://a.b/c"]);
        assert_eq!(links("https://a.b/c日本語"), ["https://a.b/c"]);
        assert_eq!(links("（https://a.b/c）を見て"), ["https://a.b/c"]);
        assert_eq!(links("https://a.b/c한국어"), ["https://a.b/c"]);
    }

    #[test]
    fn what_only_looks_like_an_address_stays_text() {
        for text in ["https://", "https:// x", "xhttps://a.b", "ftp://a.b", "://", "日://x"] {
            assert_eq!(links(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn nothing_of_the_text_is_lost_around_addresses() {
        let text = "a https://a.b, b http://c.d! xhttps://e.f c";
        let mut out = Vec::new();
        split(text, &mut out);
        assert_eq!(crate::ui::markdown::tree::words(&out), text);
        assert_eq!(links(text), ["https://a.b", "http://c.d"]);
    }
}
