//! Listens to what passes while the page is open: events always, whole frames only when one asks for
//! them. What is no longer looked at is not listened to.

use std::rc::Rc;

use leptos::prelude::*;
use serde_json::value::RawValue;

use super::state::DebugState;
use super::tape::{Tape, Way, kind_of_frame};
use crate::gateway::tap::{Passing, Tap};
use crate::platform::clock;
use crate::platform::watch::watch;
use crate::protocol::mask::mask;

#[derive(Clone, Copy)]
pub struct Taping {
    pub events: StoredValue<Tape, LocalStorage>,
    pub frames: StoredValue<Tape, LocalStorage>,
    /// Whether frames are listened to.
    pub frames_on: RwSignal<bool>,
}

impl Taping {
    /// Begins to listen. Ends with the page.
    pub fn begin(state: DebugState) -> Self {
        let taping = Self {
            events: StoredValue::new_local(Tape::default()),
            frames: StoredValue::new_local(Tape::default()),
            frames_on: RwSignal::new(false),
        };
        let gateway = state.gateway.get_value();
        let tap: Tap = Rc::new(move |passing: Passing<'_>| taping.hear(passing));
        gateway.watch(Some(tap));
        let gateway = StoredValue::new_local(gateway);
        on_cleanup(move || {
            gateway.try_with_value(|gateway| gateway.watch(None));
        });
        let connected = state.stores.connection.is_connected();
        watch(move || {
            if !connected.get() {
                taping.events.update_value(Tape::begin_anew);
            }
        });
        taping
    }

    fn hear(self, passing: Passing<'_>) {
        match passing {
            Passing::Event { name, payload, seq } => {
                let text = payload.map_or("null", RawValue::get);
                self.events.try_update_value(|tape| {
                    tape.add(clock::now_ms(), Way::In, name, seq, text);
                });
            }
            Passing::In(text) => self.hear_frame(Way::In, text),
            Passing::Out(text) => self.hear_frame(Way::Out, text),
        }
    }

    /// A frame is kept without its secrets.
    fn hear_frame(self, way: Way, text: &str) {
        if self.frames_on.try_get_untracked() == Some(true) {
            let kind = kind_of_frame(text);
            let text = mask(text);
            self.frames.try_update_value(|tape| {
                tape.add(clock::now_ms(), way, &kind, None, &text);
            });
        }
    }
}
