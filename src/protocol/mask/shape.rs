//! Where in a text a secret stands: by its own shape, or by the name or the words before it.

use std::ops::Range;

use super::name::{self, Kind};

/// How well-known tokens begin, and how many letters have to follow for it to be one.
const BEGINNINGS: [(&str, usize); 34] = [
    ("sk-", 8),
    ("sk_live_", 8),
    ("sk_test_", 8),
    ("rk_live_", 8),
    ("ghp_", 16),
    ("gho_", 16),
    ("ghu_", 16),
    ("ghs_", 16),
    ("ghr_", 16),
    ("github_pat_", 16),
    ("glpat-", 12),
    ("xoxa-", 10),
    ("xoxb-", 10),
    ("xoxe-", 10),
    ("xoxp-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xapp-", 10),
    ("gsk_", 10),
    ("AIza", 20),
    ("pplx-", 10),
    ("npm_", 10),
    ("hf_", 16),
    ("r8_", 16),
    ("xai-", 16),
    ("tvly-", 10),
    ("fc-", 24),
    ("AKIA", 16),
    ("ASIA", 16),
    ("ya29.", 16),
    ("SG.", 16),
    ("eyJ", 30),
    ("key-", 24),
    ("whsec_", 12),
];

const PRIVATE_KEY: &str = "PRIVATE KEY-----";

/// Whether a word begins here.
pub(super) fn begins_word(bytes: &[u8], at: usize) -> bool {
    is_word(bytes[at]) && (at == 0 || !is_word(bytes[at - 1]) || is_escape(bytes, at))
}

/// The `n` of `\n` is no part of the word after it.
fn is_escape(bytes: &[u8], at: usize) -> bool {
    at >= 2 && bytes[at - 2] == b'\\' && matches!(bytes[at - 1], b'n' | b't' | b'r')
}

pub(super) fn end_of_word(bytes: &[u8], from: usize) -> usize {
    // `\nname`: the letter after the stroke is a word of its own.
    if from > 0 && bytes[from - 1] == b'\\' && matches!(bytes[from], b'n' | b't' | b'r') {
        return from + 1;
    }
    from + bytes[from..].iter().take_while(|byte| is_word(**byte)).count()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Letters that tokens of all makes are written with.
fn is_token(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'.' | b'+' | b'/' | b'=' | b'~')
}

/// What has to go, when the word at `at` is a secret or stands before one.
pub(super) fn secret_at(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let word = &text[at..end];
    beginning(text, at)
        .or_else(|| bot(text, at, end))
        .or_else(|| beside_name(text, word, end))
        .or_else(|| bearer(text, word, end))
        .or_else(|| address(text, end))
        .or_else(|| private_key(text, word, end))
}

/// `sk-…`: what follows the beginning goes.
fn beginning(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let (beginning, least) = BEGINNINGS.iter().find(|(it, _)| rest.starts_with(it))?;
    let start = at + beginning.len();
    let dots = matches!(*beginning, "eyJ" | "ya29." | "SG.");
    let letter = |byte: &u8| is_word(*byte) || (dots && *byte == b'.');
    let end = start + text.as_bytes()[start..].iter().take_while(|byte| letter(byte)).count();
    (end - start >= *least).then_some(start..end)
}

/// `1234567:AA…`, as Telegram gives it, alone or after `bot` in an address.
fn bot(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let number = text[at..end].strip_prefix("bot").unwrap_or(&text[at..end]);
    let is_number = number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || text.as_bytes().get(end) != Some(&b':') {
        return None;
    }
    let token = text.as_bytes()[end + 1..].iter().take_while(|byte| is_word(**byte)).count();
    (token >= 20).then_some(end + 1..end + 1 + token)
}

/// `password=…`, `"token": "…"`, `--api-key …`, also where the quotes are escaped.
fn beside_name(text: &str, word: &str, end: usize) -> Option<Range<usize>> {
    let kind = name::kind(word)?;
    let bytes = text.as_bytes();
    let closed = end + quotes(&bytes[end..]);
    let sign = closed + blanks(&bytes[closed..]);
    let is_option = word.starts_with("--");
    let value = match bytes.get(sign) {
        Some(b':' | b'=') => sign + 1,
        // A word after a word is only a value after an option.
        Some(_) if is_option && sign > end => sign,
        _ => return None,
    };
    let is_apart = blanks(&bytes[value..]) > 0;
    let value = value + blanks(&bytes[value..]);
    let quote = quotes(&bytes[value..]);
    let start = value + quote;
    let stop = if quote > 0 {
        start + quoted(&text[start..], &text[value..start])
    } else if kind == Kind::Header {
        start + text[start..].find(['\n', '\r', '"', '\\']).unwrap_or(text.len() - start)
    } else {
        start + bytes[start..].iter().take_while(|byte| is_bare(**byte)).count()
    };
    let found = &text[start..stop];
    if found.is_empty() || name::says_nothing(found) {
        return None;
    }
    if quote == 0 && kind != Kind::Header {
        let counts =
            kind == Kind::Token && found.bytes().all(|it| it.is_ascii_digit() || it == b'.');
        // `token: rejected by the gateway` is a sentence.
        let is_prose = is_apart && !is_option && found.bytes().all(|it| it.is_ascii_lowercase());
        if counts || is_prose || found.starts_with(['{', '[', '(']) {
            return None;
        }
    }
    Some(start..stop)
}

/// How far a text in quotes goes, closed the way it was opened.
fn quoted(rest: &str, quote: &str) -> usize {
    let mut from = 0;
    while let Some(found) = rest[from..].find(quote) {
        let place = from + found;
        // A quote behind more strokes than the one that opened belongs to the text.
        if !rest[..place].ends_with('\\') {
            return place;
        }
        from = place + quote.len();
    }
    rest.len()
}

fn is_bare(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
        && !matches!(
            byte,
            b'"' | b'\'' | b'`' | b',' | b';' | b'&' | b')' | b'}' | b']' | b'\\' | b'<'
        )
}

fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// A quote with the strokes before it.
fn quotes(bytes: &[u8]) -> usize {
    let strokes = bytes.iter().take_while(|byte| **byte == b'\\').count();
    match bytes.get(strokes) {
        Some(b'"' | b'\'' | b'`') => strokes + 1,
        _ => 0,
    }
}

/// `Bearer …`
fn bearer(text: &str, word: &str, end: usize) -> Option<Range<usize>> {
    if !word.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let bytes = text.as_bytes();
    let start = end + blanks(&bytes[end..]);
    let length = bytes[start..].iter().take_while(|byte| is_token(**byte)).count();
    let found = &text[start..start + length];
    let is_one = start > end && length >= 8 && !found.bytes().all(|it| it.is_ascii_lowercase());
    is_one.then(|| start..start + length)
}

/// `https://name:password@host`: the password goes, or all before the `@` when there is none.
fn address(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = text[end..].strip_prefix("://")?;
    let host = rest.find(|it: char| it.is_whitespace() || "/?#\"'\\<>".contains(it));
    let host = &rest[..host.unwrap_or(rest.len())];
    let credentials = host.rfind('@')?;
    let start = end + "://".len();
    let password = host[..credentials].find(':').map_or(0, |colon| colon + 1);
    (password < credentials).then(|| start + password..start + credentials)
}

/// All between the two lines that say what it is.
fn private_key(text: &str, word: &str, end: usize) -> Option<Range<usize>> {
    if !word.starts_with("-----BEGIN") {
        return None;
    }
    let label = &text[end..];
    let begins = label.find(PRIVATE_KEY).filter(|place| *place < 24)?;
    let start = end + begins + PRIVATE_KEY.len();
    let stop = text[start..].find("-----END").unwrap_or(text.len() - start);
    Some(start..start + stop)
}
