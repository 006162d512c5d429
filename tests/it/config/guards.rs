//! Whatever is let through comes back as the secret that stood there, or the gateway itself refuses.

use quarterdeck::features::config::draft::{Draft, guard, guard_whole};
use quarterdeck::protocol::config::HIDDEN;
use serde_json::Value;

use super::chance::Chance;
use super::model::Gateway;
use super::patches::meant;

#[test]
fn whole_texts_by_chance_keep_every_secret_at_its_object_or_are_refused() {
    let (mut sent, mut refused) = (0, 0);
    for seed in 0..700 {
        let mut chance = Chance::new(seed);
        let file = chance.object(2);
        for gateway in Gateway::ALL {
            let base = gateway.hidden(&file);
            let mut draft = Draft::new(base.clone());
            for _ in 0..=chance.below(3) {
                chance.edit(&mut draft);
            }
            if guard_whole(draft.edited(), &base, gateway.ways()).is_err() {
                refused += 1;
                continue;
            }
            sent += 1;
            let written = gateway.restore(draft.edited(), Some(&file), "");
            let written = written.unwrap_or_else(|why| panic!("{gateway:?}, seed {seed}: {why}"));
            assert_eq!(written, meant(draft.edited(), &file), "{gateway:?}, seed {seed}");
        }
    }
    assert!(sent > refused, "{sent} sent, {refused} refused");
}

#[test]
fn patches_by_chance_never_write_the_sentinel() {
    let mut sent = 0;
    for seed in 0..700 {
        let mut chance = Chance::new(seed);
        let file = chance.object(2);
        for gateway in Gateway::ALL {
            let base = gateway.hidden(&file);
            let mut draft = Draft::new(base.clone());
            for _ in 0..=chance.below(3) {
                chance.edit(&mut draft);
            }
            // As a careless form would send it: every changed key with all that is in it.
            let body: Value = draft
                .edited()
                .as_object()
                .unwrap()
                .iter()
                .filter(|(key, value)| base.get(*key) != Some(*value))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            if guard(&body, &base, gateway.ways()).is_ok()
                && let Ok(written) = gateway.patch(&file, &body, &[])
            {
                sent += 1;
                assert!(!written.to_string().contains(HIDDEN), "{gateway:?}, seed {seed}: {body}");
            }
        }
    }
    assert!(sent > 1000, "{sent} sent");
}
