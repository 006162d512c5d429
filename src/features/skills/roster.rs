//! The skills as the list shows them: in order, sifted by how they stand, where they are from and
//! what is looked for, with counts. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::why::{Reason, Standing, reasons};
use crate::protocol::skills::Skill;
use crate::ui::rows::RowId;
use crate::words::{t, w};

/// A skill in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What the address calls it.
    pub key: String,
    pub name: String,
    pub emoji: Option<String>,
    pub about: String,
    pub source: String,
    pub standing: Standing,
    pub why: Option<Reason>,
    /// Everything that is looked through, in small letters.
    text: String,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    pub standing: Option<Standing>,
    pub source: Option<String>,
    pub search: String,
}

impl Look {
    pub fn is_narrow(&self) -> bool {
        *self != Self::default()
    }
}

/// What is left, and how many there would be otherwise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sifted {
    pub rows: Vec<RowId>,
    /// Among those of the source and the search: of each standing.
    pub standings: BTreeMap<Standing, usize>,
    /// Among those of the standing and the search: of each source that there is.
    pub sources: BTreeMap<String, usize>,
}

impl Sifted {
    pub fn all(&self) -> usize {
        self.standings.values().sum()
    }
}

/// Numbers for rows, which stay with their skills while lists are read anew.
#[derive(Debug, Default)]
pub struct Numbers {
    known: BTreeMap<String, RowId>,
}

impl Numbers {
    /// The lines by their numbers, and the numbers in the order of the list.
    pub fn number(&mut self, skills: &[Skill]) -> (BTreeMap<RowId, Line>, Vec<RowId>) {
        let mut lines: Vec<Line> = Vec::with_capacity(skills.len());
        let mut taken = BTreeSet::new();
        for skill in skills {
            let mut key = key(skill).to_owned();
            if !taken.insert(key.clone()) {
                // Two skills may share the key under which their settings are kept.
                key.clone_from(&skill.name);
                if !taken.insert(key.clone()) {
                    continue;
                }
            }
            lines.push(line(skill, key));
        }
        lines.sort_by_cached_key(|line| (line.name.to_lowercase(), line.key.clone()));
        let mut order = Vec::with_capacity(lines.len());
        let mut by_number = BTreeMap::new();
        for line in lines {
            let next = self.known.len() as RowId;
            let number = *self.known.entry(line.key.clone()).or_insert(next);
            order.push(number);
            by_number.insert(number, line);
        }
        (by_number, order)
    }
}

/// What the address and the configuration call a skill.
pub fn key(skill: &Skill) -> &str {
    skill.skill_key.as_deref().filter(|key| !key.is_empty()).unwrap_or(&skill.name)
}

/// The skill of an address.
pub fn find<'a>(skills: &'a [Skill], wanted: &str) -> Option<&'a Skill> {
    let by_name = || skills.iter().find(|skill| skill.name == wanted);
    skills.iter().find(|skill| key(skill) == wanted).or_else(by_name)
}

fn line(skill: &Skill, key: String) -> Line {
    let about = skill.description.clone().unwrap_or_default().trim().to_owned();
    let source = skill.source.clone().unwrap_or_default();
    let text = [skill.name.as_str(), &key, &about, &source].join("\n").to_lowercase();
    Line {
        key,
        name: skill.name.clone(),
        emoji: skill.emoji.clone().filter(|emoji| !emoji.trim().is_empty()),
        about,
        source,
        standing: Standing::of(skill),
        why: reasons(skill).into_iter().next(),
        text,
    }
}

pub fn sift(lines: &BTreeMap<RowId, Line>, order: &[RowId], look: &Look) -> Sifted {
    let words: Vec<String> = look.search.split_whitespace().map(str::to_lowercase).collect();
    let mut sifted = Sifted::default();
    // A source is offered as long as there is one, whatever is looked for.
    for line in lines.values() {
        sifted.sources.entry(line.source.clone()).or_default();
    }
    for number in order {
        let Some(line) = lines.get(number) else { continue };
        if !words.iter().all(|word| line.text.contains(word)) {
            continue;
        }
        let of_standing = look.standing.is_none_or(|it| it == line.standing);
        let of_source = look.source.as_ref().is_none_or(|it| *it == line.source);
        if of_source {
            *sifted.standings.entry(line.standing).or_default() += 1;
        }
        if of_standing {
            *sifted.sources.entry(line.source.clone()).or_default() += 1;
        }
        if of_standing && of_source {
            sifted.rows.push(*number);
        }
    }
    sifted
}

/// Where a skill is from, in the operator's words; a later gateway's word as it is.
pub fn source_name(source: &str) -> String {
    let word = match source {
        "openclaw-bundled" => w::SKILLS_FROM_BUNDLED,
        "openclaw-managed" => w::SKILLS_FROM_MANAGED,
        "openclaw-workspace" => w::SKILLS_FROM_WORKSPACE,
        "openclaw-extra" => w::SKILLS_FROM_EXTRA,
        "openclaw-plugin" => w::SKILLS_FROM_PLUGIN,
        "openclaw-custodian" => w::SKILLS_FROM_CUSTODIAN,
        "agents-skills-personal" => w::SKILLS_FROM_PERSONAL,
        "agents-skills-project" => w::SKILLS_FROM_PROJECT,
        "" => w::SKILLS_FROM_UNKNOWN,
        other => return other.to_owned(),
    };
    t(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn skills(all: Value) -> Vec<Skill> {
        serde_json::from_value(all).unwrap()
    }

    fn few() -> Vec<Skill> {
        skills(json!([
            {"name": "weather", "eligible": true, "source": "openclaw-bundled",
             "description": "Tells the weather"},
            {"name": "Notes", "eligible": false, "source": "openclaw-workspace",
             "missing": {"bins": ["memo"]}},
            {"name": "github", "eligible": true, "disabled": true, "source": "openclaw-bundled"},
        ]))
    }

    fn names(lines: &BTreeMap<RowId, Line>, rows: &[RowId]) -> Vec<String> {
        rows.iter().map(|row| lines[row].name.clone()).collect()
    }

    #[test]
    fn skills_stand_in_the_order_of_their_names() {
        let (lines, order) = Numbers::default().number(&few());
        assert_eq!(names(&lines, &order), ["github", "Notes", "weather"]);
    }

    #[test]
    fn a_skill_keeps_its_number_while_others_come_and_go() {
        let mut numbers = Numbers::default();
        let (_, before) = numbers.number(&few());
        let mut more = few();
        more.insert(0, skills(json!([{"name": "a-first"}])).remove(0));
        let (lines, after) = numbers.number(&more);
        assert_eq!(after[1..], before);
        assert_eq!(lines[&after[0]].name, "a-first");
    }

    #[test]
    fn two_of_one_key_are_both_there() {
        let twins = skills(json!([{"name": "a", "skillKey": "k"}, {"name": "b", "skillKey": "k"}]));
        let (lines, order) = Numbers::default().number(&twins);
        let keys: Vec<_> = order.iter().map(|row| lines[row].key.as_str()).collect();
        assert_eq!(keys, ["k", "b"]);
        assert_eq!(find(&twins, "b").unwrap().name, "b");
        assert_eq!(find(&twins, "k").unwrap().name, "a");
        assert!(find(&twins, "c").is_none());
    }

    #[test]
    fn counts_say_what_another_press_would_show() {
        let (lines, order) = Numbers::default().number(&few());
        let bundled = Some("openclaw-bundled".to_owned());
        let look = Look { source: bundled, ..Look::default() };
        let sifted = sift(&lines, &order, &look);
        assert_eq!(names(&lines, &sifted.rows), ["github", "weather"]);
        assert_eq!(sifted.all(), 2);
        assert_eq!(sifted.standings.get(&Standing::Needs), None);
        assert_eq!(sifted.sources["openclaw-workspace"], 1);
        let look = Look { standing: Some(Standing::Ready), ..Look::default() };
        let sifted = sift(&lines, &order, &look);
        assert_eq!(names(&lines, &sifted.rows), ["weather"]);
        assert_eq!(sifted.sources["openclaw-workspace"], 0, "it is still offered");
        assert_eq!(sifted.all(), 3);
    }

    #[test]
    fn every_word_of_a_search_is_found_somewhere() {
        let (lines, order) = Numbers::default().number(&few());
        let found = |search: &str| {
            let look = Look { search: search.to_owned(), ..Look::default() };
            names(&lines, &sift(&lines, &order, &look).rows)
        };
        assert_eq!(found("  TELLS weather "), ["weather"]);
        assert_eq!(found("tells notes"), Vec::<String>::new());
        assert_eq!(found("bundled"), ["github", "weather"]);
    }
}
