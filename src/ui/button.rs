//! Buttons. While something is under way a button shows it in place and keeps its width. A button
//! that cannot be used stays focusable when it says why.

use icondata::Icon as Glyph;
use leptos::{prelude::*, text_prop::TextProp};

use crate::ui::icon::{Icon, IconSize};

/// How loud a button is. At most one on a page is primary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variant {
    Primary,
    #[default]
    Plain,
    Quiet,
    Danger,
}

impl Variant {
    fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A button with a word.
#[component]
pub fn Button(
    #[prop(into)] label: TextProp,
    #[prop(optional)] variant: Variant,
    #[prop(optional, into)] icon: Option<Signal<Glyph>>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional)] small: bool,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |_| {
        if let Some(on_press) = on_press
            && !busy.get_untracked()
        {
            on_press.run(());
        }
    };
    view! {
        <button
            class="button"
            type=if submit { "submit" } else { "button" }
            data-variant=variant.as_str()
            data-size=small.then_some("small")
            aria-busy=move || busy.get().then_some("true")
            disabled=move || disabled.get()
            on:click=press
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span class="button__label">{move || label.get()}</span>
        </button>
    }
}

/// A button with a drawing only; its name is read aloud and shown on hover and focus.
#[component]
pub fn IconButton(
    #[prop(into)] label: TextProp,
    #[prop(into)] glyph: Signal<Glyph>,
    #[prop(optional)] size: IconSize,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// On or off, for a button that toggles something.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let (name, tip) = (label.clone(), label);
    view! {
        <button
            class="button"
            type="button"
            data-variant="quiet"
            data-shape="icon"
            data-tip=move || tip.get()
            aria-label=move || name.get()
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        >
            <Icon glyph=glyph size=size />
        </button>
    }
}
