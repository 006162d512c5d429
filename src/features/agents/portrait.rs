//! The face of an agent: its picture, or what stands for it.

use leptos::prelude::*;

use super::looks::{Face, Looks};

/// It is never the only name of an agent: whoever draws it says the name beside it.
#[component]
pub fn Portrait(looks: Memo<Looks>, #[prop(optional)] large: bool) -> impl IntoView {
    let face = Memo::new(move |_| looks.with(|looks| looks.face.clone()));
    move || {
        let size = large.then_some("large");
        let letters = move |letters: String| {
            view! { <span class="portrait" data-size=size aria-hidden="true">{letters}</span> }
                .into_any()
        };
        match face.get() {
            Face::Letters(text) => letters(text),
            Face::Picture { source, instead } => {
                let failed = RwSignal::new(false);
                let draw = move || {
                    if failed.get() {
                        return letters(instead.clone());
                    }
                    view! {
                        <img
                            class="portrait"
                            data-size=size
                            src=source.clone()
                            alt=""
                            loading="lazy"
                            referrerpolicy="no-referrer"
                            on:error=move |_| failed.set(true)
                        />
                    }
                    .into_any()
                };
                draw.into_any()
            }
        }
    }
}
