//! Everything that has no place in the bar of a phone: a sheet from below with all pages and the
//! operator's own matters.

use icondata::{LuInfo, LuLogOut};
use leptos::prelude::*;

use crate::platform::part::part;
use crate::platform::watch::watch_change;
use crate::ui::later::Draw;
use crate::{
    app::{
        language::spoken,
        nav::GroupOfLinks,
        options::THEMES,
        page::{Group, Page},
        switcher::{ListParts, gateway_list, has_others},
    },
    store::{
        Stores,
        lights::Lights,
        prefs::{Language, Theme},
    },
    ui::{
        button::Button,
        dialog::Dialog,
        input::select::{Choice, Select},
        later::quietly,
    },
    words::{say, t, w},
};

/// What the drawer opens and shows.
#[derive(Clone, Copy)]
pub struct DrawerParts {
    pub open: RwSignal<bool>,
    pub about: RwSignal<bool>,
    pub page: Memo<Option<Page>>,
    pub lights: RwSignal<Option<Lights>>,
}

part! {
    pub fn drawer in extras = draw as Draw<DrawerParts>
}

fn draw(DrawerParts { open, about, page, lights }: DrawerParts) -> AnyView {
    view! { <Drawer open=open about=about page=page lights=lights /> }.into_any()
}

#[component]
fn Drawer(
    open: RwSignal<bool>,
    about: RwSignal<bool>,
    #[prop(into)] page: Signal<Option<Page>>,
    lights: RwSignal<Option<Lights>>,
) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let connection = stores.connection;
    let has_others = Memo::new(move |_| has_others(stores));
    // Whoever arrives at a page has no more use for the sheet.
    watch_change(move |before: Option<Option<Page>>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            open.set(false);
        }
        now
    });
    view! {
        <Dialog open=open title=w::APP_MORE>
            <div class="drawer">
                {move || has_others.get().then(|| quietly(gateway_list, ListParts { lights, open }))}
                <nav class="drawer__pages" aria-label=say(w::APP_MAIN) on:click=move |_| open.set(false)>
                    {Group::ALL.into_iter().map(|group| view! { <GroupOfLinks group=group page=page /> }).collect_view()}
                </nav>
                <ThemeChoice />
                <LanguageChoice />
                <div class="drawer__foot">
                    <Button
                        label=w::APP_ABOUT
                        icon=LuInfo
                        on_press=move || {
                            open.set(false);
                            about.set(true);
                        }
                    />
                    <Button
                        label=w::APP_SIGN_OUT
                        icon=LuLogOut
                        on_press=move || connection.sign_out()
                    />
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let prefs = expect_context::<Stores>().prefs;
    let name = |theme: Theme| theme.attribute().unwrap_or("system");
    let choices = move || {
        THEMES
            .map(|(theme, word, _)| Choice { value: name(theme).to_owned(), label: t(word) })
            .to_vec()
    };
    let choose = move |value: String| {
        if let Some((theme, ..)) = THEMES.into_iter().find(|(theme, ..)| name(*theme) == value) {
            prefs.set_theme(theme);
        }
    };
    view! {
        <div class="drawer__row">
            <span aria-hidden="true">{say(w::APP_THEME)}</span>
            <Select
                label=w::APP_THEME
                value=Signal::derive(move || name(prefs.theme().get()).to_owned())
                choices=Signal::derive(choices)
                on_choose=choose
            />
        </div>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let prefs = expect_context::<Stores>().prefs;
    let language = spoken(prefs);
    let choices = Language::ALL
        .map(|language| Choice {
            value: language.code().to_owned(),
            label: language.own_name().to_owned(),
        })
        .to_vec();
    let choose = move |value: String| {
        if let Some(language) = Language::ALL.into_iter().find(|language| language.code() == value)
        {
            prefs.set_language(language);
        }
    };
    view! {
        <div class="drawer__row">
            <span aria-hidden="true">{say(w::APP_LANGUAGE)}</span>
            <Select
                label=w::APP_LANGUAGE
                value=Signal::derive(move || language.get().code().to_owned())
                choices=choices
                on_choose=choose
            />
        </div>
    }
}
