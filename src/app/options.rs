//! The operator's own matters, as a menu on a desk and as part of the drawer on a phone: theme,
//! language, about, signing out.

use icondata::{Icon as Glyph, LuEllipsisVertical, LuInfo, LuLogOut, LuMonitor, LuMoon, LuSun};
use leptos::prelude::*;

use crate::{
    store::{
        Stores,
        prefs::{Language, Theme},
    },
    ui::menu::{Menu, MenuChoice, MenuGroup, MenuItem},
    words::{Word, w},
};

/// The themes in the order in which they are offered.
pub const THEMES: [(Theme, Word, Glyph); 3] = [
    (Theme::System, w::APP_THEME_SYSTEM, LuMonitor),
    (Theme::Light, w::APP_THEME_LIGHT, LuSun),
    (Theme::Dark, w::APP_THEME_DARK, LuMoon),
];

/// The menu at the end of the top bar.
#[component]
pub fn OptionsMenu(about: RwSignal<bool>) -> impl IntoView {
    let Stores { connection, prefs, .. } = expect_context::<Stores>();
    let language = crate::app::language::spoken(prefs);
    view! {
        <Menu label=w::APP_SETTINGS glyph=LuEllipsisVertical>
            <MenuGroup label=w::APP_THEME>
                {THEMES
                    .into_iter()
                    .map(|(theme, word, _)| {
                        view! {
                            <MenuChoice
                                label=word
                                checked=Signal::derive(move || prefs.theme().get() == theme)
                                on_choose=move || prefs.set_theme(theme)
                            />
                        }
                    })
                    .collect_view()}
            </MenuGroup>
            <MenuGroup label=w::APP_LANGUAGE>
                {Language::ALL
                    .into_iter()
                    .map(|choice| {
                        view! {
                            <MenuChoice
                                label=choice.own_name()
                                lang=choice.code()
                                checked=Signal::derive(move || language.get() == choice)
                                on_choose=move || prefs.set_language(choice)
                            />
                        }
                    })
                    .collect_view()}
            </MenuGroup>
            <MenuItem label=w::APP_ABOUT glyph=LuInfo on_press=move || about.set(true) />
            <MenuItem
                label=w::APP_SIGN_OUT
                glyph=LuLogOut
                on_press=move || connection.sign_out()
            />
        </Menu>
    }
}
