//! What is looked at, as the address tells it: a link leads to the same figures. Pure.

use super::range::day::Day;
use super::range::{Preset, Range};
use crate::protocol::id::SessionKey;

/// The part of the address after the page's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub preset: Preset,
    /// With the custom preset only.
    pub range: Option<Range>,
    pub query: String,
    pub day: Option<Day>,
    pub session: Option<SessionKey>,
}

impl Place {
    /// `read` gives the value of a name. What makes no sense is as if it were not there.
    pub fn read(read: impl Fn(&str) -> Option<String>) -> Self {
        let filled = |name: &str| read(name).filter(|text| !text.trim().is_empty());
        let day = |name: &str| filled(name).as_deref().and_then(Day::parse);
        let range = day("from").zip(day("to")).map(|(from, to)| Range::new(from, to));
        let preset = filled("days").as_deref().and_then(Preset::from_word);
        let preset = preset.filter(|preset| *preset != Preset::Custom).unwrap_or_default();
        Self {
            preset: if range.is_some() { Preset::Custom } else { preset },
            range,
            query: filled("q").unwrap_or_default(),
            day: day("day"),
            session: filled("session").map(SessionKey),
        }
    }

    /// The same as text, beginning with a question mark unless it is empty.
    pub fn write(&self, encode: impl Fn(&str) -> String) -> String {
        let mut parts = Vec::new();
        match (self.preset, self.range) {
            (Preset::Custom, Some(range)) => {
                parts.push(format!("from={}", range.start));
                parts.push(format!("to={}", range.end));
            }
            (preset, _) if preset != Preset::default() => {
                parts.push(format!("days={}", preset.as_str()));
            }
            _ => {}
        }
        if !self.query.trim().is_empty() {
            parts.push(format!("q={}", encode(self.query.trim())));
        }
        parts.extend(self.day.map(|day| format!("day={day}")));
        parts.extend(self.session.as_ref().map(|it| format!("session={}", encode(it.as_str()))));
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Place {
        let value = |name: &str| pairs.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
        Place::read(value)
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = read(&[
            ("from", "2026-11-01"),
            ("to", "2026-11-09"),
            ("q", "model:gpt*"),
            ("day", "2026-11-03"),
            ("session", "agent:main:main"),
        ]);
        assert_eq!(place.preset, Preset::Custom);
        let written = place.write(str::to_owned);
        assert_eq!(
            written,
            "?from=2026-11-01&to=2026-11-09&q=model:gpt*&day=2026-11-03&session=agent:main:main"
        );
    }

    #[test]
    fn the_usual_place_has_a_bare_address_and_nonsense_is_not_there() {
        assert_eq!(Place::default().write(str::to_owned), "");
        assert_eq!(read(&[("days", "custom"), ("from", "1 May"), ("q", " ")]), Place::default());
        let place = read(&[("days", "90d")]);
        assert_eq!(place.write(str::to_owned), "?days=90d");
    }
}
