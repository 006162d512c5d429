//! What the page has read, and reading on: gently while the page is seen, at a run while lines keep
//! coming, not at all while it is hidden. What is shown follows from what is looked for here.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::desk::{Desk, Question, Search, Step, Summary};
use super::held::LineId;
use super::sift::{Choice, Needle};
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::clock::{self, Alarm};
use crate::platform::pattern::{self, Matcher, NoAnswer};
use crate::platform::watch::{watch, watch_change};
use crate::platform::{moment, visibility, work};
use crate::protocol::logs::LogsTail;
use crate::protocol::method::{Method, Scope};
use crate::remote::Remote;
use crate::store::Stores;
use crate::words::{t, tr, w};

/// A gateway gives a million bytes at once: at a thousand lines a second that is one second.
const CALM_MS: u32 = 1_000;
const LIVELY_MS: u32 = 400;
const FLOOD_MS: u32 = 150;
const AGAIN_MS: u32 = 5_000;
const LIVELY_BYTES: usize = 20_000;
const FLOOD_BYTES: usize = 150_000;
/// So long may a piece of work take.
const SLICE_MS: f64 = 8.0;

/// What an operator looks for, and how it is shown.
#[derive(Clone, Copy)]
pub struct Look {
    /// As it is typed.
    pub text: RwSignal<String>,
    pub is_pattern: RwSignal<bool>,
    pub choice: RwSignal<Choice>,
    /// What is wrong with the expression.
    pub fault: RwSignal<Option<String>>,
    pub wraps: RwSignal<bool>,
    pub is_utc: RwSignal<bool>,
    /// What looks like a secret is shown as it is.
    pub is_bare: RwSignal<bool>,
    /// The lines whose details are open.
    pub open: RwSignal<BTreeSet<LineId>>,
    /// The line that was jumped to.
    pub marked: RwSignal<Option<LineId>>,
}

impl Look {
    fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            is_pattern: RwSignal::new(false),
            choice: RwSignal::new(Choice::default()),
            fault: RwSignal::new(None),
            wraps: RwSignal::new(false),
            is_utc: RwSignal::new(false),
            is_bare: RwSignal::new(false),
            open: RwSignal::new(BTreeSet::new()),
            marked: RwSignal::new(None),
        }
    }

    /// Whether lines may be left out. Reactive.
    #[must_use]
    pub fn is_narrow(self) -> bool {
        self.text.with(|text| !text.is_empty())
            || self.choice.with(|choice| *choice != Choice::default())
    }

    pub fn widen(self) {
        self.text.set(String::new());
        self.choice.set(Choice::default());
    }

    /// How far the clock that is shown is ahead of UTC at a moment. Reactive.
    #[must_use]
    pub fn ahead(self, at: i64) -> i32 {
        if self.is_utc.get() { 0 } else { moment::utc_offset(at) }
    }
}

#[derive(Clone, Copy)]
pub struct LogsState {
    stores: Stores,
    gateway: GatewayRef,
    desk: StoredValue<Desk, LocalStorage>,
    matcher: StoredValue<Option<Rc<Matcher>>, LocalStorage>,
    next: StoredValue<Option<Alarm>, LocalStorage>,
    reads: StoredValue<bool>,
    works: StoredValue<bool>,
    pub look: Look,
    /// The lines to be seen, by their numbers.
    pub lines: RwSignal<Vec<LineId>>,
    pub summary: RwSignal<Summary>,
    /// Whether the log has been read at all.
    pub standing: RwSignal<Remote<()>>,
    /// Why it is not read on at the moment.
    pub trouble: RwSignal<Option<String>>,
    /// While it stands still: the first line that is not shown.
    pub paused: RwSignal<Option<LineId>>,
}

impl LogsState {
    /// The page is opened: reads while there is a connection.
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        let state = Self {
            stores,
            gateway: stores.connection.line(),
            desk: StoredValue::new_local(Desk::default()),
            matcher: StoredValue::new_local(None),
            next: StoredValue::new_local(None),
            reads: StoredValue::new(false),
            works: StoredValue::new(false),
            look: Look::new(),
            lines: RwSignal::new(Vec::new()),
            summary: RwSignal::new(Summary::default()),
            standing: RwSignal::new(Remote::Loading),
            trouble: RwSignal::new(None),
            paused: RwSignal::new(None),
        };
        let url = stores.connection.url();
        // What one gateway said is never shown as another's.
        watch_change(move |before: Option<Option<String>>| {
            let url = url.get();
            if before.flatten().is_some_and(|before| Some(&before) != url.as_ref()) {
                state.forget();
            }
            url
        });
        let readable = stores.connection.is_readable();
        watch(move || {
            if readable.get() {
                state.read_on();
            }
        });
        watch(move || state.seek());
        let look = state.look;
        watch(move || {
            let choice = look.choice.get();
            state.at_desk(|desk| desk.choose(choice));
            state.show();
        });
        let wake = StoredValue::new_local(Some(visibility::on_wake(move || state.read_on())));
        on_cleanup(move || {
            wake.try_set_value(None);
        });
        state
    }

    /// Whether this gateway shows its log. Not reactive.
    #[must_use]
    pub fn is_offered(self) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(LogsTail::NAME))
    }

    #[must_use]
    pub fn connected(self) -> Signal<bool> {
        self.stores.connection.is_connected()
    }

    fn may(self) -> bool {
        self.is_offered() && self.gateway.with_value(|gateway| gateway.allows(Scope::Read))
    }

    /// Reads at once, unless that is under way; and goes on by itself.
    pub fn read_on(self) {
        let is_free = self.reads.try_get_value() == Some(false);
        if is_free && visibility::is_visible() && self.may() {
            self.reads.set_value(true);
            self.next.set_value(None);
            work::begin(async move {
                let wait = self.read().await;
                // The page may have been left meanwhile.
                if self.reads.try_set_value(false).is_none()
                    && let Some(wait) = wait
                {
                    self.next.set_value(Some(clock::after(wait, move || self.read_on())));
                }
            });
        }
    }

    /// Reads what has come, and says after how long to look again.
    async fn read(self) -> Option<u32> {
        loop {
            let asked = self.at_desk(|desk| desk.tail.ask())?;
            let answer = self.gateway.get_value().call(asked.clone()).await;
            let answer = match answer {
                Ok(answer) => answer,
                // The next hello goes on.
                Err(CallError::Offline) => return None,
                Err(error) => {
                    self.at_desk(|_| ())?;
                    self.failed(&error);
                    return Some(AGAIN_MS);
                }
            };
            let bytes: usize = answer.lines.iter().map(String::len).sum();
            let is_more =
                self.at_desk(|desk| desk.tail.take(&asked, answer, &mut desk.incoming))?;
            self.work().await;
            self.at_desk(|_| ())?;
            self.standing.set(Remote::Ready(()));
            self.trouble.set(None);
            if !is_more {
                return Some(match bytes {
                    FLOOD_BYTES.. => FLOOD_MS,
                    LIVELY_BYTES.. => LIVELY_MS,
                    _ => CALM_MS,
                });
            }
        }
    }

    fn failed(self, error: &CallError) {
        let why = error.sentence();
        if self.standing.with_untracked(|standing| standing.ready().is_some()) {
            self.trouble.set(Some(why));
        } else {
            self.standing.set(Remote::Failed(why));
        }
    }

    /// Looks for what is typed. Reactive.
    fn seek(self) {
        let (text, is_pattern) = (self.look.text.get(), self.look.is_pattern.get());
        let fault = if is_pattern { pattern::fault(&text) } else { None };
        // A bad expression finds nothing new: what is shown stays.
        if fault.is_none() {
            let search = match is_pattern && !text.is_empty() {
                true => Search::Pattern(text),
                false => Search::Text(Needle::new(&text)),
            };
            let choice = self.look.choice.get_untracked();
            let is_new = self.at_desk(|desk| {
                let is_new = *desk.search() != search;
                if is_new {
                    desk.seek(search, choice);
                }
                is_new
            });
            if is_new == Some(true) {
                work::begin(self.work());
            }
        }
        let say = |why: String| tr(w::LOGS_PATTERN_BAD, &[("why", &why)]);
        self.look.fault.set(fault.map(say));
    }

    /// Does what there is to do in pieces, and shows what has come of it.
    async fn work(self) {
        if self.works.try_get_value() != Some(false) {
            return;
        }
        self.works.set_value(true);
        loop {
            let until = clock::steady_ms() + SLICE_MS;
            let step = self.at_desk(|desk| desk.work(|| clock::steady_ms() < until));
            match step {
                None => return,
                Some(Step::More) => clock::sleep(0).await,
                Some(Step::Ask(question)) => self.ask(question).await,
                Some(Step::Done) => break,
            }
        }
        self.works.set_value(false);
        self.show();
    }

    async fn ask(self, question: Question) {
        let found = match self.matcher().await {
            Ok(matcher) => matcher.find(&question.pattern, &question.lines).await,
            Err(why) => Err(why),
        };
        match found {
            Ok(found) => {
                self.at_desk(|desk| desk.found(&question, &found));
            }
            Err(why) => {
                self.matcher.try_set_value(None);
                let choice = self.look.choice.try_get_untracked();
                let is_asked = self.at_desk(|desk| {
                    let is_asked = *desk.search() == Search::Pattern(question.pattern.clone());
                    if let (true, Some(choice)) = (is_asked, choice) {
                        desk.seek(Search::Text(Needle::new("")), choice);
                    }
                    is_asked
                });
                if is_asked == Some(true) {
                    let word = match why {
                        NoAnswer::TooSlow => w::LOGS_PATTERN_SLOW,
                        NoAnswer::NoWorker => w::LOGS_PATTERN_NO_WORKER,
                    };
                    self.look.fault.set(Some(t(word)));
                }
            }
        }
    }

    async fn matcher(self) -> Result<Rc<Matcher>, NoAnswer> {
        let kept = self.matcher.try_with_value(Option::clone).flatten();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let begun = Rc::new(Matcher::begin().await?);
        self.matcher.try_set_value(Some(Rc::clone(&begun)));
        Ok(begun)
    }

    /// Brings what was found before the eyes.
    fn show(self) {
        let end = self.paused.get_untracked().unwrap_or(LineId::MAX);
        let Some((lines, summary)) = self.at_desk(|desk| (desk.shown(end), desk.summary(end)))
        else {
            return;
        };
        if self.lines.with_untracked(|before| *before != lines) {
            self.lines.set(lines);
        }
        if self.summary.with_untracked(|before| *before != summary) {
            self.summary.set(summary);
        }
    }

    /// Lets what is shown stand still, or go on. Reading goes on all the same.
    pub fn pause(self, stands: bool) {
        let end = self.at_desk(|desk| desk.held.end());
        self.paused.set(end.filter(|_| stands));
        self.show();
    }

    /// The error after or before the line that was jumped to last.
    pub fn error_beside(self, is_after: bool) -> Option<LineId> {
        let end = self.paused.get_untracked().unwrap_or(LineId::MAX);
        let marked = self.look.marked.get_untracked();
        // Behind the last comes the first.
        let find = |desk: &mut Desk| {
            let beside = desk.error_beside(marked, is_after, end);
            beside.or_else(|| desk.error_beside(None, is_after, end))
        };
        let found = self.at_desk(find).flatten();
        if found.is_some() {
            self.look.marked.set(found);
        }
        found
    }

    /// What is known of the lines. Not reactive.
    pub fn at_desk<T>(self, act: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        self.desk.try_update_value(act)
    }

    /// Another gateway is at the other end.
    fn forget(self) {
        self.at_desk(|desk| *desk = Desk::default());
        self.look.open.set(BTreeSet::new());
        self.look.marked.set(None);
        self.paused.set(None);
        self.standing.set(Remote::Loading);
        self.seek();
        self.show();
    }
}
