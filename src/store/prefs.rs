//! How the operator likes the console in this browser: theme, density, language, the rail, which key
//! sends. Nothing here concerns a gateway, and nothing secret is kept with it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::platform::storage;
use crate::protocol::json;

mod kind;
mod language;

pub use kind::Kind;
pub use language::Language;

const KEY: &str = "quarterdeck.prefs";

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The value of `data-theme` on the page's root; none leaves it to the system.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// How much stands on the screen at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

impl Density {
    /// The value of `data-density` on the page's root.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Comfortable => None,
            Self::Compact => Some("compact"),
        }
    }
}

/// Which key sends what was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SendKey {
    /// Shift+Enter breaks the line.
    #[default]
    Enter,
    /// Ctrl+Enter or ⌘+Enter sends, Enter breaks the line.
    ModEnter,
}

impl SendKey {
    /// Whether Enter with these keys held down sends.
    #[must_use]
    pub fn sends(self, shift: bool, ctrl_or_command: bool) -> bool {
        match self {
            Self::Enter => !shift,
            Self::ModEnter => ctrl_or_command,
        }
    }
}

/// As they are kept, and as they are taken along.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    theme: Theme,
    density: Density,
    send_key: SendKey,
    /// `None` follows the browser.
    language: Option<Language>,
    rail_folded: bool,
    notify: bool,
    sound: bool,
    /// Single letters do nothing.
    no_letters: bool,
    /// The other saved gateways are looked at as well.
    watch_gateways: bool,
    // Which news are told. Each is named so that what is not kept is as usual.
    quiet_approvals: bool,
    quiet_pairing: bool,
    quiet_jobs: bool,
    quiet_channels: bool,
    tell_runs: bool,
}

impl Kept {
    /// Where a kind of news is kept, and whether it is told when `true` is kept.
    fn place(&mut self, kind: Kind) -> (&mut bool, bool) {
        match kind {
            Kind::Approvals => (&mut self.quiet_approvals, false),
            Kind::Pairing => (&mut self.quiet_pairing, false),
            Kind::Jobs => (&mut self.quiet_jobs, false),
            Kind::Channels => (&mut self.quiet_channels, false),
            Kind::Runs => (&mut self.tell_runs, true),
        }
    }
}

/// The likings, kept as they change.
#[derive(Clone, Copy)]
pub struct Prefs {
    kept: RwSignal<Kept>,
}

impl Prefs {
    pub(super) fn load() -> Self {
        let text = if cfg!(target_arch = "wasm32") { storage::local(KEY) } else { None };
        Self { kept: RwSignal::new(text.as_deref().map(parse).unwrap_or_default()) }
    }

    #[must_use]
    pub fn theme(self) -> Signal<Theme> {
        Signal::derive(move || self.kept.with(|kept| kept.theme))
    }

    /// The language chosen, if one was.
    #[must_use]
    pub fn language(self) -> Signal<Option<Language>> {
        Signal::derive(move || self.kept.with(|kept| kept.language))
    }

    #[must_use]
    pub fn rail_folded(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| kept.rail_folded))
    }

    /// Whether anything is told by a notification while the tab is hidden.
    #[must_use]
    pub fn notify(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| kept.notify))
    }

    /// Whether a kind of news is told, if anything is.
    #[must_use]
    pub fn tells(self, kind: Kind) -> Signal<bool> {
        Signal::derive(move || {
            let mut kept = self.kept.get();
            let (is, tells) = kept.place(kind);
            *is == tells
        })
    }

    pub fn set_tells(self, kind: Kind, on: bool) {
        self.change(|kept| {
            let (is, tells) = kept.place(kind);
            *is = on == tells;
        });
    }

    /// Whether a question is told by a sound.
    #[must_use]
    pub fn sound(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| kept.sound))
    }

    #[must_use]
    pub fn density(self) -> Signal<Density> {
        Signal::derive(move || self.kept.with(|kept| kept.density))
    }

    #[must_use]
    pub fn send_key(self) -> Signal<SendKey> {
        Signal::derive(move || self.kept.with(|kept| kept.send_key))
    }

    /// All of them, to take along.
    #[must_use]
    pub fn all(self) -> Kept {
        self.kept.get_untracked()
    }

    /// Takes what was taken along elsewhere.
    pub fn take(self, kept: Kept) {
        self.change(|now| *now = kept);
    }

    /// Whether single letters are keys.
    #[must_use]
    pub fn letters(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| !kept.no_letters))
    }

    /// Whether the other saved gateways are looked at as well.
    #[must_use]
    pub fn watch_gateways(self) -> Signal<bool> {
        Signal::derive(move || self.kept.with(|kept| kept.watch_gateways))
    }

    pub fn set_watch_gateways(self, watch: bool) {
        self.change(|kept| kept.watch_gateways = watch);
    }

    pub fn set_letters(self, letters: bool) {
        self.change(|kept| kept.no_letters = !letters);
    }

    pub fn set_density(self, density: Density) {
        self.change(|kept| kept.density = density);
    }

    pub fn set_send_key(self, send_key: SendKey) {
        self.change(|kept| kept.send_key = send_key);
    }

    pub fn set_notify(self, notify: bool) {
        self.change(|kept| kept.notify = notify);
    }

    pub fn set_sound(self, sound: bool) {
        self.change(|kept| kept.sound = sound);
    }

    pub fn set_theme(self, theme: Theme) {
        self.change(|kept| kept.theme = theme);
    }

    pub fn set_language(self, language: Language) {
        self.change(|kept| kept.language = Some(language));
    }

    pub fn fold_rail(self, folded: bool) {
        self.change(|kept| kept.rail_folded = folded);
    }

    fn change(self, change: impl FnOnce(&mut Kept)) {
        self.kept.update(change);
        match self.kept.with_untracked(serde_json::to_string) {
            Ok(text) if cfg!(target_arch = "wasm32") => storage::set_local(KEY, Some(&text)),
            Ok(_) => {}
            Err(error) => log::warn!("the preferences were not kept: {error}"),
        }
    }
}

/// What a later or a damaged console wrote falls back to the usual, field by field.
#[must_use]
pub fn parse(text: &str) -> Kept {
    let Ok(serde_json::Value::Object(fields)) = json::read(text) else {
        return Kept::default();
    };
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let is_on = |name: &str| field(name) == true;
    Kept {
        theme: serde_json::from_value(field("theme")).unwrap_or_default(),
        density: serde_json::from_value(field("density")).unwrap_or_default(),
        send_key: serde_json::from_value(field("send_key")).unwrap_or_default(),
        language: serde_json::from_value(field("language")).unwrap_or_default(),
        rail_folded: is_on("rail_folded"),
        notify: is_on("notify"),
        sound: is_on("sound"),
        no_letters: is_on("no_letters"),
        quiet_approvals: is_on("quiet_approvals"),
        quiet_pairing: is_on("quiet_pairing"),
        quiet_jobs: is_on("quiet_jobs"),
        quiet_channels: is_on("quiet_channels"),
        tell_runs: is_on("tell_runs"),
        watch_gateways: is_on("watch_gateways"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_liking_that_is_not_known_leaves_the_others_alone() {
        let kept = parse(r#"{"theme":"sepia","language":"de","rail_folded":true}"#);
        let expected = Kept {
            theme: Theme::System,
            language: Some(Language::German),
            rail_folded: true,
            ..Kept::default()
        };
        assert_eq!(kept, expected);
        assert_eq!(parse("?"), Kept::default());
    }

    #[test]
    fn the_key_that_sends_is_the_one_chosen() {
        assert!(SendKey::Enter.sends(false, false));
        assert!(SendKey::Enter.sends(false, true));
        assert!(!SendKey::Enter.sends(true, false));
        assert!(!SendKey::ModEnter.sends(false, false));
        assert!(SendKey::ModEnter.sends(false, true));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let kept = Kept {
            theme: Theme::Dark,
            density: Density::Compact,
            send_key: SendKey::ModEnter,
            rail_folded: true,
            sound: true,
            quiet_jobs: true,
            tell_runs: true,
            watch_gateways: true,
            ..Kept::default()
        };
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(parse(&text), kept);
    }

    #[test]
    fn all_but_finished_runs_are_told_until_one_says_otherwise() {
        let tells = |kept: &Kept| {
            let mut kept = kept.clone();
            Kind::ALL.map(|kind| {
                let (is, tells) = kept.place(kind);
                *is == tells
            })
        };
        // What was kept before there were kinds is kept as it was.
        let before = parse(r#"{"theme":"dark","notify":true,"sound":true}"#);
        assert_eq!(tells(&before), [true, true, true, true, false]);
        let odd = parse(r#"{"quiet_jobs":"yes","quiet_channels":true,"tell_runs":true}"#);
        assert_eq!(tells(&odd), [true, true, true, false, true]);
    }
}
