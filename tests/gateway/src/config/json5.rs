//! Reads JSON5 the way gateways do, and complains in the words of their reader.

use serde_json::{Map, Number, Value};

/// # Errors
/// The sentence a gateway answers, with line and column.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0 };
    reader.space()?;
    let value = reader.value()?;
    reader.space()?;
    if reader.peek().is_some() { Err(reader.complaint()) } else { Ok(value) }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self) -> Result<char, String> {
        let found = self.peek().ok_or_else(|| self.complaint())?;
        self.at += 1;
        Ok(found)
    }

    fn complaint(&self) -> String {
        let before = &self.chars[..self.at.min(self.chars.len())];
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
        let what = match self.peek() {
            Some(found) => format!("invalid character '{}'", found.escape_debug()),
            None => "invalid end of input".to_owned(),
        };
        format!("SyntaxError: JSON5: {what} at {line}:{column}")
    }

    /// White space and comments.
    fn space(&mut self) -> Result<(), String> {
        loop {
            match self.peek() {
                Some(c) if c.is_whitespace() || c == '\u{feff}' => self.at += 1,
                Some('/') => {
                    self.at += 1;
                    match self.peek() {
                        Some('/') => {
                            while self.peek().is_some_and(|c| c != '\n') {
                                self.at += 1;
                            }
                        }
                        Some('*') => {
                            self.at += 1;
                            while !(self.peek() == Some('*')
                                && self.chars.get(self.at + 1) == Some(&'/'))
                            {
                                self.take()?;
                            }
                            self.at += 2;
                        }
                        _ => return Err(self.complaint()),
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    fn value(&mut self) -> Result<Value, String> {
        match self.peek() {
            Some('{') => self.object(),
            Some('[') => self.array(),
            Some('"' | '\'') => self.string().map(Value::String),
            Some(c) if c.is_ascii_digit() || matches!(c, '-' | '+' | '.') => self.number(),
            Some(_) => {
                for (word, value) in
                    [("null", Value::Null), ("true", true.into()), ("false", false.into())]
                {
                    if self.chars[self.at..].iter().copied().take(word.len()).eq(word.chars()) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(self.complaint())
            }
            None => Err(self.complaint()),
        }
    }

    fn object(&mut self) -> Result<Value, String> {
        self.at += 1;
        let mut fields = Map::new();
        loop {
            self.space()?;
            let name = match self.peek() {
                Some('}') => {
                    self.at += 1;
                    return Ok(fields.into());
                }
                Some('"' | '\'') => self.string()?,
                Some(c) if is_of_a_name(c) && !c.is_ascii_digit() => {
                    let mut name = String::new();
                    while let Some(c) = self.peek().filter(|c| is_of_a_name(*c)) {
                        name.push(c);
                        self.at += 1;
                    }
                    name
                }
                _ => return Err(self.complaint()),
            };
            self.space()?;
            if self.peek() != Some(':') {
                return Err(self.complaint());
            }
            self.at += 1;
            self.space()?;
            let value = self.value()?;
            fields.insert(name, value);
            self.space()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some('}') => {}
                _ => return Err(self.complaint()),
            }
        }
    }

    fn array(&mut self) -> Result<Value, String> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space()?;
            if self.peek() == Some(']') {
                self.at += 1;
                return Ok(items.into());
            }
            items.push(self.value()?);
            self.space()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some(']') => {}
                _ => return Err(self.complaint()),
            }
        }
    }

    fn string(&mut self) -> Result<String, String> {
        let quote = self.take()?;
        let mut text = String::new();
        loop {
            match self.peek() {
                Some('\n') | None => return Err(self.complaint()),
                Some(c) if c == quote => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => {
                    self.at += 1;
                    self.escape(&mut text)?;
                }
                Some(c) => {
                    text.push(c);
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Result<(), String> {
        match self.take()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'v' => text.push('\u{b}'),
            '0' => text.push('\0'),
            'x' => {
                let code = self.hex(2)?;
                text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            }
            'u' => {
                let mut code = self.hex(4)?;
                if (0xd800..0xdc00).contains(&code)
                    && self.chars[self.at..].iter().take(2).eq(&['\\', 'u'])
                {
                    self.at += 2;
                    let low = self.hex(4)?;
                    code = 0x1_0000 + ((code - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
                }
                text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            }
            '\n' => {}
            other => text.push(other),
        }
        Ok(())
    }

    fn hex(&mut self, digits: usize) -> Result<u32, String> {
        let mut code = 0;
        for _ in 0..digits {
            let digit = self.peek().and_then(|c| c.to_digit(16)).ok_or_else(|| self.complaint())?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Value, String> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'))
        {
            self.at += 1;
        }
        let text: String = self.chars[start..self.at].iter().collect();
        let text = text.trim_start_matches('+');
        if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))
            && let Ok(number) = u64::from_str_radix(digits, 16)
        {
            return Ok(number.into());
        }
        if let Ok(number) = text.parse::<i64>() {
            return Ok(number.into());
        }
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        match number {
            // As in JavaScript, `1.0` is `1`.
            Some(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                Ok((number as i64).into())
            }
            Some(number) => Ok(Number::from_f64(number).map_or(Value::Null, Value::Number)),
            None => {
                self.at = start;
                Err(self.complaint())
            }
        }
    }
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parse;

    #[test]
    fn what_people_write_is_read() {
        let text =
            "// a\n{ a: 1, 'b': [+2, .5, 0x10,], /* c */ \"d\": \"\\u00e9\\x41\\\n\", e: null, }";
        let read = json!({ "a": 1, "b": [2, 0.5, 16], "d": "éA", "e": null });
        assert_eq!(parse(text), Ok(read));
    }

    #[test]
    fn complaints_have_the_recorded_words() {
        let said = |text: &str| parse(text).unwrap_err();
        assert_eq!(said("{ not json"), "SyntaxError: JSON5: invalid character 'j' at 1:7");
        assert_eq!(said("{ broken"), "SyntaxError: JSON5: invalid end of input at 1:9");
        assert_eq!(said("{\n a: }"), "SyntaxError: JSON5: invalid character '}' at 2:5");
    }
}
