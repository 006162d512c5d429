//! A chart where nothing can draw it: its table stands instead, says the same and can be pressed.

use charming::{Chart as Picture, component::Axis, series::Bar};
use leptos::prelude::*;
use quarterdeck::ui::chart::{Chart, Drawing, Row, Table};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::document;
use crate::house::{House, frame, show};

#[wasm_bindgen_test]
async fn without_the_drawing_script_the_table_stands_instead() {
    let (house, _, _) = open().await;
    assert!(house.words().contains("The drawing could not be loaded"));
    let table = house.see("group", "Bars of two days").inner_text();
    for cell in ["Day", "Tokens", "Monday", "10", "Tuesday", "20"] {
        assert!(table.contains(cell), "{cell} in: {table}");
    }
    assert!(house.lacks("img", "Bars of two days"));
    assert!(house.lacks("button", "Show as table"), "there is nothing to go back to");
}

#[wasm_bindgen_test]
async fn a_row_is_pressed_as_its_place_would_be_and_keeps_the_focus() {
    let (house, picked, _) = open().await;
    let tuesday = house.see("button", "Tuesday");
    tuesday.focus().unwrap();
    house.press("button", "Tuesday").await;
    assert_eq!(picked.get_untracked(), Some(1));
    assert_eq!(tuesday.get_attribute("aria-pressed").as_deref(), Some("true"));
    assert_eq!(document().active_element().as_ref(), Some(tuesday.as_ref()));
}

#[wasm_bindgen_test]
async fn the_table_follows_what_is_drawn() {
    let (house, _, tokens) = open().await;
    tokens.set(77);
    frame().await;
    let table = house.see("group", "Bars of two days").inner_text();
    assert!(table.contains("77") && !table.contains("20"), "{table}");
}

/// Two days; the second has as many tokens as the signal says.
async fn open() -> (House, RwSignal<Option<usize>>, RwSignal<u32>) {
    let picked = RwSignal::new(None::<usize>);
    let tokens = RwSignal::new(20_u32);
    let house = show(move || {
        let drawing = Signal::derive(move || {
            let (picked, tokens) = (picked.get(), tokens.get());
            let row = |at: usize, day: &str, tokens: u32| Row {
                cells: vec![day.to_owned(), tokens.to_string()],
                is_pressed: Some(picked == Some(at)),
            };
            let chart = Picture::new()
                .x_axis(Axis::new().data(vec!["Monday", "Tuesday"]))
                .series(Bar::new().data(vec![10, i32::try_from(tokens).unwrap()]));
            let head = vec!["Day".to_owned(), "Tokens".to_owned()];
            let rows = vec![row(0, "Monday", 10), row(1, "Tuesday", tokens)];
            Drawing::new(&chart, Table { head, rows })
        });
        view! {
            <Chart
                label="Bars of two days"
                drawing
                format=|value: f64| value.to_string()
                on_press=Callback::new(move |at| picked.set(Some(at)))
            />
        }
    });
    frame().await;
    frame().await;
    (house, picked, tokens)
}
