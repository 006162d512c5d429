//! The parts that take the keyboard: dialogs and menus.

use leptos::prelude::*;
use quarterdeck::ui::{
    button::Button,
    dialog::Dialog,
    menu::{Menu, MenuChoice, MenuItem},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, focused, frame, key, show};

fn show_dialog() -> House {
    show(|| {
        let open = RwSignal::new(false);
        view! {
            <Button label="Open" on_press=move || open.set(true) />
            <Dialog open=open title="A question">
                <Button label="Answer" />
            </Dialog>
        }
    })
}

#[wasm_bindgen_test]
async fn a_dialog_keeps_the_keyboard_and_gives_it_back() {
    let house = show_dialog();
    let opener = house.see("button", "Open");
    opener.focus().unwrap();
    house.press("button", "Open").await;
    house.see("dialog", "A question");
    assert_eq!(focused(), "Close");
    opener.focus().unwrap();
    assert_eq!(focused(), "Close");
    house.press("button", "Close").await;
    assert!(house.lacks("dialog", "A question"));
    assert_eq!(focused(), "Open");
}

#[wasm_bindgen_test]
async fn a_dialog_that_was_closed_opens_again() {
    let house = show_dialog();
    for _ in 0..2 {
        house.press("button", "Open").await;
        house.see("button", "Answer");
        house.press("button", "Close").await;
        assert!(house.lacks("button", "Answer"));
    }
}

fn show_menu(chosen: RwSignal<&'static str>) -> House {
    show(move || {
        view! {
            <Menu label="More" glyph=icondata::LuMenu>
                <MenuItem label="First" glyph=icondata::LuInfo on_press=move || chosen.set("first") />
                <MenuChoice
                    label="Second"
                    checked=Signal::derive(move || chosen.get() == "second")
                    on_choose=move || chosen.set("second")
                />
                <MenuItem label="Third" glyph=icondata::LuInfo on_press=move || chosen.set("third") />
            </Menu>
        }
    })
}

#[wasm_bindgen_test]
async fn arrows_walk_through_a_menu_in_a_circle() {
    let house = show_menu(RwSignal::new(""));
    house.see("button", "More").focus().unwrap();
    key("ArrowDown").await;
    frame().await;
    assert_eq!(focused(), "First");
    key("ArrowUp").await;
    assert_eq!(focused(), "Third");
    key("ArrowDown").await;
    assert_eq!(focused(), "First");
    key("End").await;
    assert_eq!(focused(), "Third");
    key("Home").await;
    assert_eq!(focused(), "First");
}

#[wasm_bindgen_test]
async fn escape_closes_a_menu_and_gives_the_keyboard_back() {
    let house = show_menu(RwSignal::new(""));
    house.press("button", "More").await;
    frame().await;
    assert_eq!(focused(), "First");
    key("Escape").await;
    assert!(house.lacks("menu", "More"));
    assert_eq!(focused(), "More");
}

#[wasm_bindgen_test]
async fn a_choice_leaves_the_menu_open_and_a_deed_closes_it() {
    let chosen = RwSignal::new("");
    let house = show_menu(chosen);
    house.press("button", "More").await;
    house.press("menuitemradio", "Second").await;
    let second = house.see("menuitemradio", "Second");
    assert_eq!(second.get_attribute("aria-checked").as_deref(), Some("true"));
    house.press("menuitem", "Third").await;
    assert!(house.lacks("menu", "More"));
    assert_eq!(chosen.get_untracked(), "third");
}
