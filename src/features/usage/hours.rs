//! When it was used: hours of the day by days of the week. Late gateways tell each quarter of an
//! hour. Where they do not, a session's use is spread evenly from its first to its last sign of
//! life, as the gateway's own console does, and the map says so.

use std::collections::BTreeMap;

use crate::features::usage::figures::Measure;
use crate::features::usage::range::day::Day;
use crate::features::usage::range::zone::{HOUR_MS, MINUTE_MS, Zone};
use crate::features::usage::series;
use crate::protocol::usage::report::{SessionFigures, SessionUse};

/// How the map came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Method {
    /// From each quarter of an hour.
    #[default]
    Told,
    /// Spread evenly over the time of each session.
    Spread,
    /// Some sessions so, some otherwise.
    Both,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatMap {
    /// Days of the week from Monday, each with its 24 hours.
    pub cells: [[f64; 24]; 7],
    pub method: Method,
    /// How many sessions have use but no time, and are not in it.
    pub left_out: usize,
}

impl HeatMap {
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.cells.iter().flatten().copied().fold(0.0, f64::max)
    }

    #[must_use]
    pub fn sum(&self) -> f64 {
        self.cells.iter().flatten().sum()
    }
}

/// Of one day where one is given.
#[must_use]
pub fn heat_map<'a>(
    sessions: impl IntoIterator<Item = &'a SessionUse>,
    measure: Measure,
    zone: Zone,
    only: Option<Day>,
) -> HeatMap {
    let mut map = HeatMap::default();
    let (mut told, mut spread) = (false, false);
    // Many sessions share a quarter, and the clock is asked about each once.
    let mut sums: BTreeMap<i64, f64> = BTreeMap::new();
    for session in sessions {
        let Some(figures) = &session.figures else { continue };
        let whole = series::within(session, only).get(measure);
        let Some(whole) = whole.filter(|whole| *whole > 0.0) else { continue };
        let quarters = quarters(figures, measure);
        if !quarters.is_empty() {
            told = true;
            for (at, value) in quarters {
                *sums.entry(at).or_default() += value;
            }
        } else if spread_evenly(&mut map, session, whole, zone, only) {
            spread = true;
        } else {
            map.left_out += 1;
        }
    }
    let is_meant = |at: i64| only.is_none_or(|only| zone.day_of(at) == only);
    for (at, value) in sums.into_iter().filter(|(at, _)| is_meant(*at)) {
        add(&mut map, zone, at, value);
    }
    map.method = match (told, spread) {
        (true, true) => Method::Both,
        (false, true) => Method::Spread,
        (_, false) => Method::Told,
    };
    map
}

fn add(map: &mut HeatMap, zone: Zone, at: i64, value: f64) {
    map.cells[zone.day_of(at).weekday()][zone.hour_of(at)] += value;
}

/// When each quarter began, and what was in it.
fn quarters(figures: &SessionFigures, measure: Measure) -> Vec<(i64, f64)> {
    let at = |date: &str, index: u32| {
        let day = Day::parse(date).filter(|_| index < 96)?;
        Some(day.utc_start() + i64::from(index) * 15 * MINUTE_MS)
    };
    if matches!(measure, Measure::Tokens | Measure::Cost) {
        let told = figures.utc_quarter_hour_token_usage.iter().filter_map(|quarter| {
            let value = match measure {
                Measure::Cost => quarter.totals.total_cost?,
                _ => quarter.totals.total_tokens? as f64,
            };
            Some((at(&quarter.date, quarter.quarter_index)?, value))
        });
        return told.collect();
    }
    let told = figures.utc_quarter_hour_message_counts.iter().filter_map(|quarter| {
        let value = match measure {
            Measure::Errors => quarter.counts.errors?,
            Measure::ToolCalls => quarter.counts.tool_calls?,
            _ => quarter.counts.total?,
        };
        Some((at(&quarter.date, quarter.quarter_index)?, value as f64))
    });
    told.collect()
}

/// False where the session has no time, or none on the day that is meant.
fn spread_evenly(
    map: &mut HeatMap,
    session: &SessionUse,
    whole: f64,
    zone: Zone,
    only: Option<Day>,
) -> bool {
    let Some((mut first, mut last)) = life(session) else { return false };
    if let Some(day) = only {
        first = first.max(zone.start_of(day));
        last = last.min(zone.start_of(day.plus(1)) - 1);
    }
    if first > last {
        return false;
    }
    if first == last {
        add(map, zone, first, whole);
        return true;
    }
    // A session that slept for years is not walked through hour by hour.
    let first = first.max(last - 400 * 24 * HOUR_MS);
    let length = (last - first) as f64;
    let mut at = first;
    while at < last {
        let end = zone.hour_end(at).min(last);
        add(map, zone, at, whole * ((end - at) as f64 / length));
        at = end;
    }
    true
}

/// The first and the last sign of life.
fn life(session: &SessionUse) -> Option<(i64, i64)> {
    let figures = session.figures.as_ref()?;
    let moment = |at: Option<u64>| {
        at.or(session.updated_at).filter(|at| *at > 0).and_then(|at| i64::try_from(at).ok())
    };
    let (one, other) = (moment(figures.first_activity)?, moment(figures.last_activity)?);
    Some((one.min(other), one.max(other)))
}
