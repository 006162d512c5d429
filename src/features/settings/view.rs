//! The page: looks, writing, being told, saved gateways, what is stored, the version, the keys.

use leptos::prelude::*;

use super::gateways::SavedGateways;
use super::looks::{Looks, Writing};
use super::shortcuts::Shortcuts;
use super::stored::Stored;
use super::told::Told;
use super::version::Version;
use crate::platform::part::part;
use crate::store::Stores;
use crate::ui::later::Draw;
use crate::ui::sheet::{Section, Sheet};
use crate::words::w;

part! {
    pub fn settings_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <SettingsPage/> }.into_any()
}

#[component]
fn SettingsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    view! {
        <Sheet label=w::PAGE_SETTINGS>
            <Section title=w::SETTINGS_LOOKS note=w::SETTINGS_NOTE>
                <Looks prefs=stores.prefs/>
            </Section>
            <Section title=w::SETTINGS_WRITING>
                <Writing prefs=stores.prefs/>
            </Section>
            <Section title=w::SETTINGS_TOLD note=w::SETTINGS_TOLD_NOTE>
                <Told stores/>
            </Section>
            <Section title=w::SETTINGS_GATEWAYS note=w::SETTINGS_GATEWAYS_NOTE>
                <SavedGateways stores/>
            </Section>
            <Section title=w::SETTINGS_STORED note=w::SETTINGS_STORED_NOTE>
                <Stored stores/>
            </Section>
            <Section title=w::SETTINGS_VERSION>
                <Version stores/>
            </Section>
            <Section title=w::SETTINGS_KEYS>
                <Shortcuts prefs=stores.prefs/>
            </Section>
        </Sheet>
    }
}
