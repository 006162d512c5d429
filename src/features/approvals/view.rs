//! The page.

use leptos::prelude::*;

use super::policy::view::PolicyEditor;
use crate::store::Stores;
use crate::ui::later::part;
use crate::ui::sheet::{Section, Sheet};
use crate::words::w;

part! {
    pub fn approvals_page in approvals = draw, ()
}

fn draw((): ()) -> AnyView {
    view! { <ApprovalsPage/> }.into_any()
}

#[component]
fn ApprovalsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    view! {
        <Sheet label=w::PAGE_APPROVALS>
            <Section title=w::POLICY_TITLE note=w::POLICY_NOTE>
                <PolicyEditor stores=stores/>
            </Section>
        </Sheet>
    }
}
