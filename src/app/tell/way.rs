//! Where a notification leads: a page of the console and what is looked at there. What comes from
//! outside, as a press on a notification does, is a way only if it stays below the base. Pure.

use crate::app::page::Page;

/// A page, below the base.
pub fn to(page: Page) -> String {
    page.path().to_owned()
}

/// A thing on a page.
pub fn to_thing(page: Page, name: &str, id: &str) -> String {
    format!("{}?{name}={}", page.path(), encoded(id))
}

/// The way a press may take, as the router wants it: to a page of ours and to nothing else.
pub fn checked(path: &str) -> Option<String> {
    let is_plain = path.chars().all(|letter| letter.is_ascii_graphic() && letter != '\\');
    let (page, _) = path.split_once('?').unwrap_or((path, ""));
    let is_page = Page::ALL.into_iter().any(|known| known.path() == page);
    (is_plain && is_page && !path.contains('#')).then(|| format!("/{path}"))
}

fn encoded(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stays_one_value() {
        let way = to_thing(Page::Chat, "session", "agent:main:a&b=c#d é");
        assert_eq!(way, "chat?session=agent%3Amain%3Aa%26b%3Dc%23d%20%C3%A9");
        assert_eq!(checked(&way), Some(format!("/{way}")));
    }

    #[test]
    fn nothing_leads_away_from_the_console() {
        assert_eq!(checked("approvals").as_deref(), Some("/approvals"));
        assert_eq!(checked("approvals?ask=r-1").as_deref(), Some("/approvals?ask=r-1"));
        for path in [
            "",
            "/approvals",
            "//elsewhere.example/approvals",
            "https://elsewhere.example/",
            "javascript:alert(1)",
            "../approvals",
            "chat/../../x",
            "chat\\..",
            "attic",
            "approvals?ask=1#token=t",
            "approvals ?x",
            "approvals?a=\u{202e}",
        ] {
            assert_eq!(checked(path), None, "{path}");
        }
    }
}
