//! All sessions as they are known now. Each keeps its number while the page is open, so that rows,
//! selection and what is half typed stay with it. Pure.

use std::collections::BTreeMap;

use super::line::Line;
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::row::SessionRow;

#[derive(Debug, Clone, Default)]
pub struct Roster {
    lines: Vec<Line>,
    places: BTreeMap<SessionKey, usize>,
    by_id: BTreeMap<u64, usize>,
    ids: BTreeMap<SessionKey, u64>,
    /// Titles that gateways make from first messages. They cost the gateway a look into each
    /// transcript, so they are asked for with the latest sessions only, and kept.
    titles: BTreeMap<SessionKey, (Option<String>, String)>,
}

impl Roster {
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub fn line(&self, id: u64) -> Option<&Line> {
        self.by_id.get(&id).and_then(|at| self.lines.get(*at))
    }

    pub fn by_key(&self, key: &SessionKey) -> Option<&Line> {
        self.places.get(key).and_then(|at| self.lines.get(*at))
    }

    /// These are all there are. One that is named twice is taken once.
    pub fn replace(&mut self, rows: Vec<SessionRow>) {
        let old = std::mem::take(&mut self.lines);
        self.places.clear();
        self.by_id.clear();
        self.upsert(rows);
        // What was told while the list was on its way is newer than the list.
        for line in old {
            if let Some(at) = self.places.get(&line.key)
                && line.updated > self.lines[*at].updated
            {
                self.lines[*at] = line;
            }
        }
    }

    /// These are as they are said to be; the others stay.
    pub fn upsert(&mut self, rows: Vec<SessionRow>) {
        for row in rows {
            let line = self.made(row);
            if let Some(at) = self.places.get(&line.key) {
                self.lines[*at] = line;
            } else {
                self.places.insert(line.key.clone(), self.lines.len());
                self.by_id.insert(line.id, self.lines.len());
                self.lines.push(line);
            }
        }
    }

    pub fn remove(&mut self, key: &SessionKey) {
        let Some(at) = self.places.remove(key) else { return };
        let line = self.lines.swap_remove(at);
        self.by_id.remove(&line.id);
        if let Some(moved) = self.lines.get(at) {
            self.places.insert(moved.key.clone(), at);
            self.by_id.insert(moved.id, at);
        }
    }

    fn made(&mut self, mut row: SessionRow) -> Line {
        match &row.derived_title {
            Some(title) => {
                let kept = (row.session_id.clone(), title.clone());
                self.titles.insert(row.key.clone(), kept);
            }
            None => {
                let kept = self.titles.get(&row.key);
                let same = kept.filter(|(session, _)| *session == row.session_id);
                row.derived_title = same.map(|(_, title)| title.clone());
            }
        }
        let next = self.ids.len() as u64 + 1;
        let id = *self.ids.entry(row.key.clone()).or_insert(next);
        let mut line = Line::of(&row);
        line.id = id;
        line
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(key: &str, title: Option<&str>) -> SessionRow {
        serde_json::from_value(json!({"key": key, "sessionId": "s", "derivedTitle": title}))
            .unwrap()
    }

    fn keys(roster: &Roster) -> Vec<String> {
        roster.lines().iter().map(|line| line.key.to_string()).collect()
    }

    #[test]
    fn a_session_keeps_its_number_whatever_comes_and_goes() {
        let mut roster = Roster::default();
        roster.replace(vec![row("a", None), row("b", None), row("c", None)]);
        let b = roster.by_key(&"b".into()).unwrap().id;
        roster.remove(&"a".into());
        assert_eq!(keys(&roster), ["c", "b"]);
        assert_eq!(roster.line(b).unwrap().key.as_str(), "b");
        roster.replace(vec![row("d", None), row("b", None), row("b", None)]);
        assert_eq!(roster.by_key(&"b".into()).unwrap().id, b);
        assert_eq!(keys(&roster), ["d", "b"], "named twice, it is there once");
        let ids: std::collections::BTreeSet<_> = roster.lines().iter().map(|it| it.id).collect();
        assert_eq!(ids.len(), 2);
    }

    #[test]
    fn what_was_told_meanwhile_is_newer_than_the_list() {
        let at = |at: u64| serde_json::from_value(json!({"key": "a", "updatedAt": at})).unwrap();
        let mut roster = Roster::default();
        roster.replace(vec![at(5)]);
        roster.upsert(vec![at(9)]);
        roster.replace(vec![at(5)]);
        assert_eq!(roster.lines()[0].updated, Some(9));
        roster.replace(vec![at(12)]);
        assert_eq!(roster.lines()[0].updated, Some(12));
    }

    #[test]
    fn a_title_is_kept_until_the_transcript_is_another() {
        let mut roster = Roster::default();
        roster.replace(vec![row("agent:m:a", Some("Tide tables"))]);
        roster.upsert(vec![row("agent:m:a", None)]);
        assert_eq!(roster.lines()[0].title, "Tide tables");
        let mut reset = row("agent:m:a", None);
        reset.session_id = Some("other".to_owned());
        roster.upsert(vec![reset]);
        assert_eq!(roster.lines()[0].title, "a");
    }

    #[test]
    fn five_thousand_are_found_by_number_and_key() {
        let mut roster = Roster::default();
        roster.replace((0..5_000).map(|n| row(&format!("agent:m:{n}"), None)).collect());
        for n in [0, 17, 4_999] {
            let line = roster.by_key(&SessionKey(format!("agent:m:{n}"))).unwrap();
            assert_eq!(roster.line(line.id), Some(line));
        }
        for n in (0..5_000).step_by(2) {
            roster.remove(&SessionKey(format!("agent:m:{n}")));
        }
        assert_eq!(roster.lines().len(), 2_500);
        assert!(roster.lines().iter().all(|line| roster.line(line.id) == Some(line)));
    }
}
