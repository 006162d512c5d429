//! The document that says which commands need leave, one for the gateway and one for each node.
//! It is kept as it was written: fields nobody here knows stay in it.

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::device::sha256_hex;
use crate::profile::Profile;

#[derive(Debug, Clone)]
pub(crate) struct Policy {
    path: String,
    file: Value,
}

/// Why a document was not replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conflict {
    HashMissing,
    HashStale,
}

impl Policy {
    pub(crate) fn new(path: String, file: Value) -> Policy {
        Policy { path, file }
    }

    pub(crate) fn hash(&self) -> String {
        sha256_hex(self.file.to_string().as_bytes())
    }

    /// The document as `exec.approvals.get` shows it.
    pub(crate) fn snapshot(&self, profile: Profile) -> Value {
        let mut snapshot =
            json!({ "path": self.path, "exists": true, "hash": self.hash(), "file": self.file });
        if profile.is_new_shape() {
            let defaults = &self.file["defaults"];
            let said = |name: &str, otherwise: &str| {
                defaults[name].as_str().unwrap_or(otherwise).to_owned()
            };
            snapshot["resolvedDefaults"] = json!({
                "security": said("security", "full"),
                "ask": said("ask", "off"),
                "askFallback": said("askFallback", "deny"),
                "autoAllowSkills": defaults["autoAllowSkills"] == true,
            });
        }
        snapshot
    }

    /// # Errors
    /// When the writer has not read what stands here.
    pub(crate) fn replace(
        &mut self,
        file: &Value,
        base_hash: Option<&str>,
        chance: &mut Chance,
    ) -> Result<(), Conflict> {
        match base_hash.map(str::trim).filter(|hash| !hash.is_empty()) {
            None => return Err(Conflict::HashMissing),
            Some(hash) if hash != self.hash() => return Err(Conflict::HashStale),
            Some(_) => {}
        }
        let mut file = file.clone();
        if !file["socket"]["path"].is_string() {
            file["socket"] = self.file["socket"].clone();
        }
        for name in ["defaults", "agents"] {
            if !file[name].is_object() {
                file[name] = json!({});
            }
        }
        let agents = file["agents"].as_object_mut().into_iter().flat_map(|all| all.values_mut());
        for rules in agents {
            let list = rules.get_mut("allowlist").and_then(Value::as_array_mut);
            for entry in list.into_iter().flatten() {
                if entry.is_object() && !entry["id"].is_string() {
                    entry["id"] = chance.uuid().into();
                }
            }
        }
        self.file = file;
        Ok(())
    }

    /// What "always" leaves behind: the program, allowed for this agent from now on.
    pub(crate) fn allow(
        &mut self,
        profile: Profile,
        request: &Value,
        chance: &mut Chance,
        now: u64,
    ) {
        let Some(pattern) = request["resolvedPath"].as_str() else { return };
        let agent = request["agentId"].as_str().unwrap_or("main");
        let rules = &mut self.file["agents"][agent];
        if !rules["allowlist"].is_array() {
            rules["allowlist"] = json!([]);
        }
        let Some(list) = rules["allowlist"].as_array_mut() else { return };
        if list.iter().any(|entry| entry["pattern"] == pattern) {
            return;
        }
        let mut entry = json!({
            "id": chance.uuid(),
            "pattern": pattern,
            "lastUsedAt": now,
            "lastUsedCommand": request["command"],
            "lastResolvedPath": pattern,
        });
        if profile >= Profile::V2026_4_15 {
            entry["source"] = "allow-always".into();
        }
        list.push(entry);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Conflict, Policy};
    use crate::chance::Chance;
    use crate::profile::Profile;

    fn policy() -> Policy {
        let file =
            json!({ "version": 1, "socket": { "path": "/s" }, "defaults": {}, "agents": {} });
        Policy::new("/p".to_owned(), file)
    }

    #[test]
    fn only_who_has_read_it_may_write_it() {
        let mut policy = policy();
        let mut chance = Chance::seeded(1);
        let file = json!({ "version": 1, "agents": { "main": { "mood": "calm" } }, "later": 7 });
        assert_eq!(policy.replace(&file, None, &mut chance), Err(Conflict::HashMissing));
        assert_eq!(policy.replace(&file, Some("old"), &mut chance), Err(Conflict::HashStale));
        let hash = policy.hash();
        assert_eq!(policy.replace(&file, Some(&hash), &mut chance), Ok(()));
        let snapshot = policy.snapshot(Profile::V2026_2_6);
        assert_eq!(snapshot["file"]["later"], 7);
        assert_eq!(snapshot["file"]["agents"]["main"], json!({ "mood": "calm" }));
        assert_eq!(snapshot["file"]["socket"]["path"], "/s");
        assert_ne!(snapshot["hash"], hash.as_str());
    }

    #[test]
    fn always_allows_a_program_once() {
        let mut policy = policy();
        let mut chance = Chance::seeded(1);
        let request =
            json!({ "resolvedPath": "/usr/bin/git", "agentId": "scout", "command": "git" });
        policy.allow(Profile::V2026_9_6, &request, &mut chance, 5);
        policy.allow(Profile::V2026_9_6, &request, &mut chance, 6);
        let list = &policy.snapshot(Profile::V2026_9_6)["file"]["agents"]["scout"]["allowlist"];
        assert_eq!(list.as_array().unwrap().len(), 1);
        assert_eq!(list[0]["pattern"], "/usr/bin/git");
    }
}
