//! What a write would make of the configuration, or why a gateway of this version refuses it.

use serde_json::{Value, json};

use crate::config::file::{self, Next};
use crate::config::merge::{self, Rules};
use crate::config::validate::{Issue, summary};
use crate::config::{Config, Snapshot, defaults, json5, restore, schema};
use crate::profile::Profile;
use crate::refusal::Refusal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Write {
    Set,
    Apply,
    Patch,
}

impl Write {
    pub(super) fn method(self) -> &'static str {
        match self {
            Write::Set => "config.set",
            Write::Apply => "config.apply",
            Write::Patch => "config.patch",
        }
    }
}

/// What is to be written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) wanted: Write,
    /// The new text, `None` where nothing would change.
    pub(super) text: Option<String>,
    /// The new configuration in effect.
    pub(super) config: Value,
    pub(super) changed: Vec<String>,
    /// Secrets that cannot be found at the moment.
    pub(super) missing: Vec<String>,
}

const REREAD: &str = "re-run config.get and retry";

/// `replacePaths`, and the refusal to shorten lists unasked, came with 2026.6.
fn guards_lists(profile: Profile) -> bool {
    profile >= Profile::V2026_6_11
}

pub(super) fn of(
    profile: Profile,
    wanted: Write,
    params: &Value,
    config: &Config,
    now: u64,
) -> Result<Written, Refusal> {
    let before = config.read(profile);
    let is_patch = wanted == Write::Patch;
    let base = params["baseHash"].as_str().map(str::trim).filter(|hash| !hash.is_empty());
    let may_lack_hash = is_patch && profile >= Profile::V2026_9_6;
    match base {
        None if may_lack_hash => {}
        None => return Err(Refusal::invalid(format!("config base hash required; {REREAD}"))),
        Some(hash) if hash != before.hash(profile) => {
            return Err(Refusal::invalid(format!("config changed since last load; {REREAD}")));
        }
        Some(_) => {}
    }
    if is_patch && !before.is_valid() {
        return Err(if profile >= Profile::V2026_9_6 {
            let words = summary(profile, &before.issues);
            with_issues(format!("{words}; fix (openclaw doctor) before patching"), &before.issues)
        } else {
            Refusal::invalid("invalid config; fix before patching")
        });
    }
    let raw = params["raw"].as_str().unwrap_or_default();
    let sent = json5::parse(raw).map_err(Refusal::invalid)?;
    let next = if is_patch {
        patched(profile, params, &before, &sent, base.is_none())?
    } else {
        replaced(profile, wanted, &before, &sent)?
    };
    let Some(next) = next else {
        return Ok(Written {
            wanted,
            config: before.config,
            text: None,
            changed: Vec::new(),
            missing: Vec::new(),
        });
    };
    let (text, config) = match &next {
        Made::Effective(config) => {
            (file::written(profile, &before, &Next::Effective(config), now), config.clone())
        }
        Made::Source(source) => (
            file::written(profile, &before, &Next::Source(source), now),
            defaults::filled(profile, source),
        ),
    };
    let missing = file::unknown_references(&config);
    if let Some(name) = missing.first()
        && profile > Profile::V2026_2_6
        && profile < Profile::V2026_9_6
    {
        let words = format!("Environment variable \"{name}\" is missing or empty.");
        let message = format!("invalid config: active SecretRef resolution failed ({words})");
        return Err(Refusal::invalid(message));
    }
    let changed = merge::changed(&before.config, &config, "");
    Ok(Written { wanted, text: Some(text), config, changed, missing })
}

/// What has been made: with defaults, or as in the file.
enum Made {
    Effective(Value),
    Source(Value),
}

fn with_issues(message: String, issues: &[Issue]) -> Refusal {
    let issues: Vec<Value> = issues.iter().map(Issue::to_json).collect();
    Refusal::invalid(message).with_details(json!({ "issues": issues }))
}

fn check(profile: Profile, config: &Value) -> Result<(), Refusal> {
    let issues = file::issues(profile, config);
    if issues.is_empty() { Ok(()) } else { Err(with_issues(summary(profile, &issues), &issues)) }
}

/// `config.set` and `config.apply`: the whole. The earliest looks at it before secrets are back.
fn replaced(
    profile: Profile,
    wanted: Write,
    before: &Snapshot,
    sent: &Value,
) -> Result<Option<Made>, Refusal> {
    let hints = &schema(profile).hints;
    let restored =
        || restore::secrets(profile, hints, sent, &before.config).map_err(Refusal::invalid);
    let config = if profile == Profile::V2026_2_6 {
        check(profile, sent)?;
        defaults::filled(profile, &restored()?)
    } else {
        let restored = restored()?;
        check(profile, &restored)?;
        defaults::filled(profile, &restored)
    };
    if wanted == Write::Set && profile >= Profile::V2026_9_6 {
        let agents = |of: &Value| -> Vec<String> {
            let entries = of["agents"]["entries"].as_object();
            entries.into_iter().flatten().map(|(id, _)| id.clone()).collect()
        };
        let left = agents(&config);
        let mut gone = agents(&before.config);
        gone.retain(|id| !left.contains(id));
        gone.sort();
        if !gone.is_empty() {
            return Err(Refusal::invalid(format!(
                "config.set would remove existing agent entries: {}. Use the agents.delete RPC or `openclaw agents delete <id>` for intentional deletion.",
                gone.join(", ")
            )));
        }
    }
    Ok(Some(Made::Effective(config)))
}

/// `None` where nothing would change and the version says so.
fn patched(
    profile: Profile,
    params: &Value,
    before: &Snapshot,
    patch: &Value,
    lacks_hash: bool,
) -> Result<Option<Made>, Refusal> {
    if !patch.is_object() {
        return Err(Refusal::invalid("config.patch raw must be an object"));
    }
    if lacks_hash && !touches_preferences(patch) {
        return Err(Refusal::invalid(format!("config base hash required; {REREAD}")));
    }
    let hints = &schema(profile).hints;
    let rules = Rules {
        by_id: profile > Profile::V2026_2_6,
        replace: merge::normalized(&params["replacePaths"]),
    };
    let restored = |merged: &Value| {
        restore::secrets(profile, hints, merged, &before.config).map_err(Refusal::invalid)
    };
    if !guards_lists(profile) {
        let merged = merge::apply(&before.config, patch, &rules, "");
        let config = restored(&merged)?;
        check(profile, &config)?;
        let config = defaults::filled(profile, &config);
        let is_same = config == before.config;
        let says_so = profile > Profile::V2026_2_6;
        return Ok((!is_same || !says_so).then_some(Made::Effective(config)));
    }
    merge::check_ids(patch, &before.config, &rules.replace, "").map_err(Refusal::invalid)?;
    let source = restored(&merge::apply(&before.source, patch, &rules, ""))?;
    let mut cut =
        merge::lists_cut_short(&before.config, patch, &defaults::filled(profile, &source), "");
    cut.retain(|path| !rules.replace.contains(path));
    if !cut.is_empty() {
        return Err(Refusal::invalid(format!(
            "config.patch would remove entries from array path(s): {}. Pass replacePaths with the exact path(s) when this is intentional, or use config.apply for full-config replacement.",
            cut.join(", ")
        )));
    }
    let changed = merge::changed(&before.source, &source, "");
    if lacks_hash {
        let is_free = |path: &&String| *path == "ui.prefs" || path.starts_with("ui.prefs.");
        let guarded: Vec<&str> =
            changed.iter().filter(|path| !is_free(path)).map(String::as_str).collect();
        if !guarded.is_empty() {
            let paths = guarded.join(", ");
            let message = format!("config base hash required for {paths}; {REREAD} with baseHash");
            return Err(Refusal::invalid(message));
        }
    }
    if changed.is_empty() {
        return Ok(None);
    }
    check(profile, &source)?;
    Ok(Some(Made::Source(source)))
}

/// Only `ui.prefs` may be written by whoever comes last, without having read.
fn touches_preferences(patch: &Value) -> bool {
    match patch.get("ui") {
        None => true,
        Some(Value::Object(ui)) => ui.get("prefs").is_none_or(Value::is_object),
        Some(_) => false,
    }
}
