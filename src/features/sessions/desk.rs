//! What the parts of the page have in common: how it is looked at, what is found, what is chosen, and
//! which session is open beside the table. The look stands in the address and is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::bulk::{Deed, Job};
use super::line::Line;
use super::look::Look;
use super::sift::{Days, Entry, Group, Sifted, sift, sorted};
use super::state::SessionsState;
use crate::platform::clock::{self, Alarm};
use crate::platform::watch::watch;
use crate::platform::{document, storage, timer};
use crate::protocol::id::SessionKey;
use crate::ui::rows::{RowId, RowsHandle};

const KEPT: &str = "quarterdeck.sessions.look";
/// Numbers from here on are heads of groups.
const HEADS: u64 = 1 << 40;
/// The address follows typing with this much patience.
const WRITE_MS: u32 = 400;
/// So many days have groups of their own.
const DAYS: u32 = 60;

/// A deed that is asked about, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub deed: Deed,
    pub jobs: Vec<Job>,
    /// It concerns what is chosen in the table and not the session beside it.
    pub many: bool,
}

#[derive(Clone, Copy)]
pub struct Desk {
    pub state: SessionsState,
    pub look: RwSignal<Look>,
    pub sifted: Memo<Sifted>,
    pub rows: RowsHandle,
    pub chosen: RwSignal<BTreeSet<RowId>>,
    /// The session beside the table.
    pub open: Memo<Option<SessionKey>>,
    pub minute: Signal<u32>,
    pub wish: RwSignal<Option<Wish>>,
    pub asking: RwSignal<bool>,
    folded: RwSignal<BTreeSet<Group>>,
    groups: StoredValue<BTreeMap<Group, RowId>>,
    /// Where a choice with the shift key begins.
    anchor: StoredValue<Option<RowId>>,
    go: StoredValue<Callback<(String, bool)>>,
    writing: StoredValue<Option<Alarm>, LocalStorage>,
}

impl Desk {
    pub fn new(state: SessionsState) -> Self {
        let query = use_query_map();
        let get = move |name: &str| query.with_untracked(|query| query.get(name));
        let look = RwSignal::new(if Look::is_in(get) { Look::read(get) } else { kept() });
        let minute = timer::minutes();
        let folded = RwSignal::new(BTreeSet::new());
        let sort = Memo::new(move |_| look.with(|look| (look.sort, look.descending)));
        let order = Memo::new(move |_| {
            let (column, descending) = sort.get();
            state.roster.with(|roster| sorted(roster.lines(), column, descending))
        });
        let sifted = Memo::new(move |_| {
            minute.track();
            let now = clock::now_ms();
            let days = if look.with(|look| look.grouping == super::look::Grouping::Day) {
                days(now)
            } else {
                Days::default()
            };
            state.roster.with(|roster| {
                order.with(|order| {
                    look.with(|look| {
                        folded.with(|folded| {
                            // The order may be that of before; it is told anew in this turn.
                            let is_one = order.len() == roster.lines().len();
                            let order = if is_one { order.as_slice() } else { &[] };
                            sift(roster.lines(), order, look, now as u64, &days, folded)
                        })
                    })
                })
            })
        });
        let open = Memo::new(move |_| {
            let key = query.with(|query| query.get("open"));
            key.filter(|key| !key.is_empty()).map(SessionKey)
        });
        let navigate = use_navigate();
        let go = Callback::new(move |(href, replace): (String, bool)| {
            let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
            navigate(&href, options);
        });
        let desk = Self {
            state,
            look,
            sifted,
            rows: RowsHandle::new(),
            chosen: RwSignal::new(BTreeSet::new()),
            open,
            minute,
            wish: RwSignal::new(None),
            asking: RwSignal::new(false),
            folded,
            groups: StoredValue::new(BTreeMap::new()),
            anchor: StoredValue::new(None),
            go: StoredValue::new(go),
            writing: StoredValue::new_local(None),
        };
        // Back and forth in the browser's history, or a link to another look.
        watch(move || {
            query.track();
            if Look::is_in(get) {
                let told = Look::read(get);
                if look.with_untracked(|look| look.written() != told.written()) {
                    look.set(told);
                }
            }
        });
        watch(move || {
            look.track();
            desk.write_soon();
        });
        desk
    }

    /// Changes the look; what is shown is another matter then.
    pub fn relook(self, change: impl FnOnce(&mut Look)) {
        self.look.update(change);
        self.rows.to_top();
    }

    /// The numbers of the rows, from top to bottom.
    pub fn keys(self) -> Arc<Vec<RowId>> {
        self.state.roster.with(|roster| {
            let lines = roster.lines();
            self.sifted.with(|sifted| {
                let number = |entry: &Entry| match entry {
                    Entry::Session(at) => lines.get(*at).map_or(0, |line| line.id),
                    Entry::Head { group, .. } => self.number(group),
                };
                Arc::new(sifted.entries.iter().map(number).collect())
            })
        })
    }

    fn number(self, group: &Group) -> RowId {
        self.groups
            .try_update_value(|groups| {
                let next = HEADS + groups.len() as u64;
                *groups.entry(group.clone()).or_insert(next)
            })
            .unwrap_or(HEADS)
    }

    /// The group whose head a row is, how many are in it, and whether it is folded. Reactive.
    pub fn head(self, id: RowId) -> Option<(Group, usize, bool)> {
        let group = self.groups.with_value(|groups| {
            groups.iter().find(|(_, number)| **number == id).map(|(group, _)| group.clone())
        })?;
        self.sifted.with(|sifted| {
            sifted.entries.iter().find_map(|entry| match entry {
                Entry::Head { group: it, count, folded } if *it == group => {
                    Some((group.clone(), *count, *folded))
                }
                _ => None,
            })
        })
    }

    pub fn is_head(id: RowId) -> bool {
        id >= HEADS
    }

    pub fn fold(self, group: Group) {
        self.folded.update(|folded| {
            if !folded.remove(&group) {
                folded.insert(group);
            }
        });
    }

    /// Chooses one, or with the shift key all from the last one chosen to this.
    pub fn choose(self, id: RowId, on: bool, range: bool) {
        let anchor = self.anchor.get_value().filter(|_| range);
        let meant = untrack(|| match anchor {
            Some(anchor) => between(&self.keys(), anchor, id),
            None => vec![id],
        });
        self.chosen.update(|chosen| {
            for id in meant.into_iter().filter(|id| !Self::is_head(*id)) {
                if on {
                    chosen.insert(id);
                } else {
                    chosen.remove(&id);
                }
            }
        });
        self.anchor.set_value(Some(id));
    }

    /// Everything in sight, or nothing.
    pub fn choose_all(self, on: bool) {
        let all = untrack(|| self.keys());
        let all = all.iter().copied().filter(|id| !Self::is_head(*id));
        self.chosen.set(if on { all.collect() } else { BTreeSet::new() });
    }

    /// Those chosen that there are, in the order in which they stand. Reactive.
    pub fn jobs(self) -> Vec<Job> {
        self.state.roster.with(|roster| {
            self.chosen
                .with(|chosen| chosen.iter().filter_map(|id| roster.line(*id)).map(job).collect())
        })
    }

    /// Asks whether it is meant.
    pub fn ask(self, wish: Wish) {
        self.wish.set(Some(wish));
        self.asking.set(true);
    }

    /// Opens a session beside the table, or closes what is open.
    pub fn show(self, key: Option<&SessionKey>) {
        let replace = key.is_none();
        let href = untrack(|| self.address(key));
        self.go.get_value().run((format!("/sessions{href}"), replace));
    }

    fn address(self, open: Option<&SessionKey>) -> String {
        let mut said = self.look.with(Look::written);
        if let Some(open) = open {
            said.push(("open", open.to_string()));
        }
        let pairs: Vec<String> = said
            .into_iter()
            .map(|(name, value)| format!("{name}={}", js_sys::encode_uri_component(&value)))
            .collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// Keeps the look at once, and puts it into the address when the fingers rest.
    fn write_soon(self) {
        let said: BTreeMap<_, _> = self.look.with_untracked(Look::written).into_iter().collect();
        let kept: BTreeMap<_, _> = said.iter().filter(|(name, _)| **name != "q").collect();
        storage::set_local(KEPT, serde_json::to_string(&kept).ok().as_deref());
        let alarm = clock::after(WRITE_MS, move || {
            let Some(open) = self.open.try_get_untracked() else { return };
            let page = document::address();
            let query = untrack(|| self.address(open.as_ref()));
            if page.path.ends_with("/sessions") && query != page.query {
                document::replace_address(&format!("{}{query}", page.path));
            }
        });
        self.writing.set_value(Some(alarm));
    }
}

pub fn job(line: &Line) -> Job {
    Job { key: line.key.clone(), title: line.title.clone(), session_id: line.session_id.clone() }
}

/// Where a session's conversation is.
pub fn chat_href(key: &SessionKey) -> String {
    format!("{}chat?session={}", document::base(), js_sys::encode_uri_component(key.as_str()))
}

/// What was looked at last time.
fn kept() -> Look {
    let said: BTreeMap<String, String> = storage::local(KEPT)
        .and_then(|text| crate::protocol::json::read(&text).ok())
        .unwrap_or_default();
    Look::read(|name| said.get(name).cloned())
}

/// All from one row to another, whichever stands first.
fn between(keys: &[RowId], one: RowId, other: RowId) -> Vec<RowId> {
    let at = |id: RowId| keys.iter().position(|it| *it == id);
    match (at(one), at(other)) {
        (Some(one), Some(other)) => keys[one.min(other)..=one.max(other)].to_vec(),
        _ => vec![other],
    }
}

/// Where the days begin where the reader lives.
fn days(now: f64) -> Days {
    let date = js_sys::Date::new(&now.into());
    let midnight = |ago: u32| {
        let day = i32::try_from(date.get_date()).unwrap_or(1) - i32::try_from(ago).unwrap_or(0);
        let at = js_sys::Date::new_with_year_month_day(
            date.get_full_year(),
            date.get_month() as i32,
            day,
        );
        at.get_time() as u64
    };
    Days((0..DAYS).map(midnight).collect())
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn a_range_goes_either_way_and_one_that_is_gone_is_one() {
        let keys = [5, 3, 9, 1];
        assert_eq!(between(&keys, 3, 1), [3, 9, 1]);
        assert_eq!(between(&keys, 1, 3), [3, 9, 1]);
        assert_eq!(between(&keys, 7, 9), [9]);
    }
}
