//! Names beside which a secret stands.

/// What kind of secret a name promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Numbers are secrets as well.
    Password,
    /// Something long and random; a number beside such a name counts or limits.
    Token,
    /// A whole header: everything up to the end of the line.
    Header,
}

/// The last words of a name, without what joins words, and what they promise.
const ENDINGS: [(&str, Kind); 24] = [
    ("password", Kind::Password),
    ("passwords", Kind::Password),
    ("passwd", Kind::Password),
    ("passphrase", Kind::Password),
    ("pwd", Kind::Password),
    ("token", Kind::Token),
    ("tokens", Kind::Token),
    ("secret", Kind::Token),
    ("secrets", Kind::Token),
    ("apikey", Kind::Token),
    ("apikeys", Kind::Token),
    ("accesskey", Kind::Token),
    ("accesskeyid", Kind::Token),
    ("privatekey", Kind::Token),
    ("secretkey", Kind::Token),
    ("signingkey", Kind::Token),
    ("encryptionkey", Kind::Token),
    ("authkey", Kind::Token),
    ("credential", Kind::Token),
    ("credentials", Kind::Token),
    ("signature", Kind::Token),
    ("authorization", Kind::Header),
    ("cookie", Kind::Header),
    ("cookies", Kind::Header),
];

/// What stands beside this name, if it is a secret.
#[must_use]
pub fn kind(name: &str) -> Option<Kind> {
    // The longest ending has thirteen letters; a name may be of any length.
    let mut ending: Vec<u8> = name
        .bytes()
        .rev()
        .filter(u8::is_ascii_alphanumeric)
        .take(13)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    ending.reverse();
    let found = ENDINGS.iter().find(|(word, _)| ending.ends_with(word.as_bytes()));
    found.map(|(_, kind)| *kind)
}

/// A value that is no secret even beside such a name.
#[must_use]
pub fn says_nothing(value: &str) -> bool {
    const WORDS: [&str; 16] = [
        "true",
        "false",
        "null",
        "undefined",
        "none",
        "missing",
        "required",
        "unset",
        "set",
        "yes",
        "no",
        "on",
        "off",
        "mismatch",
        "ok",
        "invalid",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(value))
        || value
            .chars()
            .all(|letter| matches!(letter, '*' | '•' | '…' | '.' | '<' | '>' | '[' | ']'))
        || value == "__OPENCLAW_REDACTED__"
}
