//! The reader is never moved, and never more than two views of rows are in the page.

use super::*;

/// A list of 1,000 rows, each 50 tall as far as anybody knows, seen through a view of 600.
fn list() -> Window<i32> {
    let mut window = Window::new(50.0, 600.0, true);
    window.set_keys((0..1000).collect());
    window
}

/// Where the top of a row is in the view.
fn place(window: &Window<i32>, key: i32) -> f64 {
    window.heights.top(window.row_of(&key).unwrap()) - window.scroll
}

fn read_at(window: &mut Window<i32>, scroll: f64) {
    window.scrolled(scroll);
    assert!(!window.follows());
}

#[test]
fn a_list_begins_at_its_end_and_shows_two_views_of_rows() {
    let window = list();
    assert_eq!(window.scroll(), 49_400.0);
    assert_eq!(window.rows(), 982..1000);
    assert_eq!(window.room_around(&(982..1000)), (49_100.0, 0.0));
    assert_eq!(window.room_around(&(10..20)), (500.0, 49_000.0));
}

#[test]
fn rows_that_are_smaller_or_taller_than_assumed_are_made_up_for() {
    let mut window = list();
    window.measure((982..1000).map(|key| (key, 200.0)));
    assert_eq!(window.rows(), 995..1000);
    window.measure((982..1000).map(|key| (key, 20.0)));
    assert!(window.rows().len() >= 900 / 50);
}

#[test]
fn a_follower_stays_at_the_end_while_the_last_row_grows() {
    let mut window = list();
    for height in [60.0, 90.0, 400.0, 2_000.0, 100.0] {
        window.measure([(999, height)]);
        assert_eq!(place(&window, 999) + height, 600.0);
        window.scrolled(window.scroll());
        assert!(window.follows());
    }
}

#[test]
fn the_least_step_up_lets_go_and_growth_below_moves_nothing() {
    let mut window = list();
    let scroll = window.scroll() - 5.0;
    read_at(&mut window, scroll);
    window.measure([(999, 400.0)]);
    window.set_keys((0..1010).collect());
    assert_eq!(window.scroll(), scroll);
    assert_eq!(window.unseen(), 10);
}

#[test]
fn going_up_lets_go_before_the_view_has_moved() {
    let mut window = list();
    let scroll = window.scroll();
    window.let_go();
    window.measure([(999, 400.0)]);
    assert_eq!(window.scroll(), scroll);
    let mut still = list();
    still.let_go();
    still.resume();
    assert!(still.follows());
}

#[test]
fn a_list_that_does_not_fill_the_view_cannot_be_let_go() {
    let mut window = Window::new(50.0, 600.0, true);
    window.set_keys(vec![1, 2]);
    window.let_go();
    assert!(window.follows());
}

#[test]
fn coming_near_the_end_follows_again_and_forgets_what_was_unseen() {
    let mut window = list();
    read_at(&mut window, 1_000.0);
    window.set_keys((0..1003).collect());
    assert_eq!((window.unseen(), window.is_near_end()), (3, false));
    window.scrolled(window.end() - 30.0);
    assert_eq!((window.unseen(), window.follows()), (0, true));
    read_at(&mut window, 1_000.0);
    window.set_keys((0..1004).collect());
    window.to_end();
    assert_eq!((window.unseen(), window.scroll()), (0, window.end()));
}

#[test]
fn a_list_that_shrinks_at_its_end_is_still_followed() {
    let mut window = list();
    window.measure([(999, 500.0)]);
    window.measure([(999, 50.0)]);
    window.scrolled(window.end());
    assert!(window.follows());
}

#[test]
fn older_rows_arrive_above_and_the_row_before_the_eyes_stays() {
    let mut window = list();
    read_at(&mut window, 123.0);
    let before = place(&window, 2);
    window.set_keys((-100..1000).collect());
    assert_eq!(place(&window, 2), before);
    assert_eq!(window.unseen(), 0);
}

#[test]
fn rows_measured_above_do_not_move_the_row_before_the_eyes() {
    let mut window = list();
    read_at(&mut window, 20_000.0);
    let key = 400;
    let before = place(&window, key);
    for height in [10.0, 300.0, 77.7] {
        window.measure((380..400).map(|key| (key, height)));
        assert!((place(&window, key) - before).abs() < 1e-6);
    }
}

#[test]
fn a_row_cut_by_the_top_of_the_view_grows_downwards() {
    let mut window = list();
    read_at(&mut window, 20_020.0);
    window.measure([(400, 900.0)]);
    assert_eq!(place(&window, 400), -20.0);
}

#[test]
fn when_the_row_before_the_eyes_goes_the_next_one_holds() {
    let mut window = list();
    read_at(&mut window, 20_000.0);
    let before = place(&window, 402);
    window.set_keys((300..1000).filter(|key| ![400, 401].contains(key)).collect());
    assert_eq!(place(&window, 402), before);
}

#[test]
fn a_view_that_changes_its_height_keeps_its_top_or_its_end() {
    let mut window = list();
    window.resize(300.0);
    assert_eq!(window.scroll(), 49_700.0);
    read_at(&mut window, 20_000.0);
    window.resize(500.0);
    assert_eq!(window.scroll(), 20_000.0);
}

#[test]
fn another_list_is_not_taken_for_a_longer_one() {
    let mut window = list();
    read_at(&mut window, 1_000.0);
    window.set_keys((5_000..5_010).collect());
    assert_eq!(window.unseen(), 0);
    assert_eq!(window.scroll(), 0.0);
    window.set_keys(Vec::new());
    assert_eq!((window.rows(), window.room_around(&(0..0))), (0..0, (0.0, 0.0)));
}

#[test]
fn a_row_can_be_brought_into_view() {
    let mut window = list();
    window.to_row(&500);
    assert_eq!(place(&window, 500), 150.0);
    window.measure((480..500).map(|key| (key, 400.0)));
    assert_eq!(place(&window, 500), 150.0);
    window.to_row(&0);
    assert_eq!(window.scroll(), 0.0);
}

#[test]
fn a_reader_among_changes_of_every_kind_is_never_moved() {
    let mut window = list();
    read_at(&mut window, 25_000.0);
    let key = window.keys[window.heights.at(window.scroll())];
    let before = place(&window, key);
    let mut seed = 88_172_645_463_325_252_u64;
    let mut dice = move |end: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        i32::try_from(seed % end).expect("small")
    };
    let (mut first, mut last) = (0, 1000);
    for _ in 0..500 {
        match dice(3) {
            0 => first -= dice(30),
            1 => last += dice(3),
            _ => {
                let row = first + dice(u64::try_from(last - first).expect("it grows"));
                if row != key {
                    window.measure([(row, f64::from(dice(900)))]);
                }
            }
        }
        window.set_keys((first..last).collect());
        assert!((place(&window, key) - before).abs() < 1e-3);
        assert!(window.rows().contains(&window.row_of(&key).unwrap()));
    }
}

#[test]
fn keys_in_any_order_keep_their_rows() {
    let mut window = Window::new(50.0, 600.0, true);
    window.set_keys((0..1000).rev().collect());
    window.measure([(500, 90.0)]);
    // From one order to the other and back, without the last ones.
    window.set_keys((0..1000).collect());
    assert_eq!(window.row_of(&500), Some(500));
    window.set_keys((10..1000).rev().collect());
    assert_eq!((window.row_of(&500), window.row_of(&5)), (Some(499), None));
    assert_eq!(window.heights.get(499), 90.0);
}
