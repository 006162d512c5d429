//! A notice in its place on the page: what happened, what it means, what to do. Details stay folded.

use icondata::{Icon as Glyph, LuCircleAlert, LuCircleCheck, LuInfo, LuTriangleAlert};
use leptos::{prelude::*, text_prop::TextProp};

use crate::{
    ui::icon::Icon,
    words::{say, w},
};

/// What kind of news it is. The color never says it alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Info,
    Success,
    Warning,
    Danger,
}

impl Tone {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    pub(super) fn glyph(self) -> Glyph {
        match self {
            Self::Info => LuInfo,
            Self::Success => LuCircleCheck,
            Self::Warning => LuTriangleAlert,
            Self::Danger => LuCircleAlert,
        }
    }
}

/// A notice. Give it `role="alert"` from outside where it appears because of something just done.
#[component]
pub fn Callout(
    #[prop(optional)] tone: Tone,
    #[prop(into)] title: TextProp,
    /// Somebody else's words, folded.
    #[prop(optional, into)]
    details: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let details = details.filter(|details| !details.trim().is_empty());
    view! {
        <div class="callout" data-tone=tone.as_str()>
            <Icon glyph=tone.glyph() />
            <div class="callout__body">
                <p class="callout__title">{move || title.get()}</p>
                {children.map(|children| children())}
                {details
                    .map(|details| {
                        view! {
                            <details class="callout__details">
                                <summary>{say(w::UI_DETAILS)}</summary>
                                <p>{details}</p>
                            </details>
                        }
                    })}
            </div>
        </div>
    }
}
