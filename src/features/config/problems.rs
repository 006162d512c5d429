//! What is wrong in the configuration, and where: found while one types, or told by the gateway.

use std::collections::BTreeMap;

use super::path::Path;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It can be saved all the same.
    Warning,
    /// The gateway would refuse it.
    Error,
}

/// One thing that is wrong, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub path: Path,
    pub weight: Weight,
    pub text: String,
}

/// All of them, by place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Problems(BTreeMap<Path, Vec<Problem>>);

impl Problems {
    /// The same sentence at the same place counts once.
    #[must_use]
    pub fn of(all: impl IntoIterator<Item = Problem>) -> Self {
        let mut places: BTreeMap<Path, Vec<Problem>> = BTreeMap::new();
        for problem in all {
            let here = places.entry(problem.path.clone()).or_default();
            if !here.contains(&problem) {
                here.push(problem);
            }
        }
        Self(places)
    }

    /// At this very place.
    #[must_use]
    pub fn at(&self, path: &Path) -> &[Problem] {
        self.0.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many there are at this place and below it, and how bad the worst is.
    #[must_use]
    pub fn within(&self, path: &Path) -> (usize, Option<Weight>) {
        let here = self.all().filter(|problem| problem.path.is_within(path));
        here.fold((0, None), |(count, worst), it| (count + 1, worst.max(Some(it.weight))))
    }

    /// From the top of the configuration down.
    pub fn all(&self) -> impl Iterator<Item = &Problem> {
        self.0.values().flatten()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_counted_below_a_place_and_once() {
        let here = Path::root().key("gateway").key("port");
        let problem =
            |path: &Path, weight| Problem { path: path.clone(), weight, text: "no".to_owned() };
        let problems = Problems::of([
            problem(&here, Weight::Error),
            problem(&here, Weight::Error),
            problem(&Path::root().key("gatewayx"), Weight::Warning),
        ]);
        assert_eq!(problems.at(&here).len(), 1);
        assert_eq!(problems.within(&Path::root().key("gateway")), (1, Some(Weight::Error)));
        assert_eq!(problems.within(&Path::root()), (2, Some(Weight::Error)));
        assert_eq!(problems.within(&here.key("x")), (0, None));
    }
}
