//! Times that grow old while one looks at them.

use leptos::prelude::*;

use crate::platform::{clock, moment, timer};

/// So often "3 minutes ago" is told anew.
const OFTEN_MS: u32 = 10_000;
const SECOND_MS: u32 = 1_000;

/// What time it is, as often as the page needs it.
#[derive(Clone, Copy)]
pub struct Ticking {
    now: RwSignal<f64>,
    second: RwSignal<f64>,
}

impl Ticking {
    /// Ticks for as long as the view is there.
    #[must_use]
    pub fn begin() -> Self {
        let ticking =
            Self { now: RwSignal::new(clock::now_ms()), second: RwSignal::new(clock::now_ms()) };
        timer::every(OFTEN_MS, move || ticking.now.set(clock::now_ms()));
        timer::every(SECOND_MS, move || ticking.second.set(clock::now_ms()));
        ticking
    }

    /// How long ago. Reactive.
    #[must_use]
    pub fn ago(self, at: f64) -> String {
        self.now.track();
        moment::ago(at)
    }

    /// How long since then, in milliseconds, to the second. Reactive.
    #[must_use]
    pub fn since(self, at: f64) -> f64 {
        self.second.get() - at
    }
}

/// How long ago something was, with the exact moment on hover.
#[component]
pub fn Ago(at: f64) -> impl IntoView {
    let ticking = expect_context::<Ticking>();
    view! { <time title=moment::date_and_time(at)>{move || ticking.ago(at)}</time> }
}
