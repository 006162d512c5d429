//! Which devices were let in, which ask to be, and the tokens they may come back with.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::say;
use crate::chance::Chance;
use crate::profile::Profile;

/// What a device may come back with, in one role.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) token: String,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) created_at: u64,
    pub(crate) rotated_at: Option<u64>,
    pub(crate) revoked_at: Option<u64>,
    pub(crate) last_used_at: Option<u64>,
}

impl Token {
    pub(crate) fn new(token: String, scopes: BTreeSet<String>, created_at: u64) -> Token {
        Token { token, scopes, created_at, rotated_at: None, revoked_at: None, last_used_at: None }
    }

    pub(crate) fn issued_at(&self) -> u64 {
        self.rotated_at.unwrap_or(self.created_at)
    }
}

/// What a device says about itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identity {
    pub(crate) id: String,
    pub(crate) public_key: String,
    pub(crate) name: Option<String>,
    pub(crate) platform: String,
    pub(crate) family: Option<String>,
    pub(crate) client_id: String,
    pub(crate) client_mode: String,
    pub(crate) role: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) remote_ip: Option<String>,
}

impl Identity {
    fn to_json(&self, profile: Profile) -> Value {
        let mut identity = json!({
            "deviceId": self.id,
            "publicKey": self.public_key,
            "platform": self.platform,
            "clientId": self.client_id,
            "clientMode": self.client_mode,
            "role": self.role,
        });
        say(&mut identity, "displayName", self.name.clone());
        say(&mut identity, "remoteIp", self.remote_ip.clone());
        if profile > Profile::V2026_2_6 {
            say(&mut identity, "deviceFamily", self.family.clone());
        }
        identity
    }
}

/// A device that asks.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) device: Identity,
    pub(crate) is_repair: bool,
    pub(crate) at: u64,
}

impl Request {
    pub(crate) fn to_json(&self, profile: Profile) -> Value {
        let mut request = self.device.to_json(profile);
        request["requestId"] = self.id.clone().into();
        request["roles"] = json!([self.device.role]);
        request["scopes"] = json!(self.device.scopes);
        request["silent"] = false.into();
        request["isRepair"] = self.is_repair.into();
        request["ts"] = self.at.into();
        request
    }
}

/// A device that was let in.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) identity: Identity,
    pub(crate) roles: Vec<String>,
    pub(crate) tokens: BTreeMap<String, Token>,
    pub(crate) created_at: u64,
    pub(crate) approved_at: u64,
    pub(crate) approved_via: &'static str,
    pub(crate) last_seen_at: Option<u64>,
}

impl Device {
    /// The device without its secrets.
    pub(crate) fn to_json(&self, profile: Profile) -> Value {
        let mut device = self.identity.to_json(profile);
        device["roles"] = json!(self.roles);
        if !self.identity.scopes.is_empty() || profile > Profile::V2026_2_6 {
            device["scopes"] = json!(self.identity.scopes);
        }
        device["createdAtMs"] = self.created_at.into();
        device["approvedAtMs"] = self.approved_at.into();
        if profile.is_new_shape() {
            device["approvedVia"] = self.approved_via.into();
            say(&mut device, "lastSeenAtMs", self.last_seen_at);
            say(&mut device, "lastSeenReason", self.last_seen_at.map(|_| "connect"));
        }
        let tokens: Vec<Value> = self
            .tokens
            .iter()
            .map(|(role, token)| {
                let mut row = json!({
                    "role": role, "scopes": token.scopes, "createdAtMs": token.created_at,
                });
                say(&mut row, "rotatedAtMs", token.rotated_at);
                say(&mut row, "revokedAtMs", token.revoked_at);
                say(&mut row, "lastUsedAtMs", token.last_used_at);
                row
            })
            .collect();
        if !tokens.is_empty() {
            device["tokens"] = tokens.into();
        }
        device
    }

    fn takes_up(&mut self, role: &str, scopes: &[String]) {
        if !self.roles.iter().any(|known| known == role) {
            self.roles.push(role.to_owned());
        }
        for scope in scopes {
            if !self.identity.scopes.contains(scope) {
                self.identity.scopes.push(scope.clone());
            }
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Devices {
    pub(crate) paired: BTreeMap<String, Device>,
    pub(crate) pending: Vec<Request>,
}

impl Devices {
    /// Why this device has to ask, or nothing when it may come in as it is.
    pub(crate) fn reason_to_ask(&self, asks: &Identity) -> Option<&'static str> {
        let Some(known) = self.paired.get(&asks.id) else { return Some("not-paired") };
        if known.identity.public_key != asks.public_key {
            Some("not-paired")
        } else if !known.roles.contains(&asks.role) {
            Some("role-upgrade")
        } else if asks.scopes.iter().any(|scope| !known.identity.scopes.contains(scope)) {
            Some("scope-upgrade")
        } else {
            None
        }
    }

    /// The request of this device, and whether it is a new one.
    pub(crate) fn ask(&mut self, id: String, device: Identity, now: u64) -> (Request, bool) {
        if let Some(waiting) = self.pending.iter().find(|other| other.device.id == device.id) {
            return (waiting.clone(), false);
        }
        let is_repair = self.paired.contains_key(&device.id);
        let request = Request { id, device, is_repair, at: now };
        self.pending.push(request.clone());
        (request, true)
    }

    fn take(&mut self, request_id: &str) -> Option<Request> {
        let at = self.pending.iter().position(|request| request.id == request_id)?;
        Some(self.pending.remove(at))
    }

    pub(crate) fn approve(
        &mut self,
        request_id: &str,
        chance: &mut Chance,
        now: u64,
    ) -> Option<Device> {
        let request = self.take(request_id)?;
        Some(self.let_in(request.device, "owner", chance, now))
    }

    pub(crate) fn reject(&mut self, request_id: &str) -> Option<Request> {
        self.take(request_id)
    }

    pub(crate) fn let_in(
        &mut self,
        asks: Identity,
        via: &'static str,
        chance: &mut Chance,
        now: u64,
    ) -> Device {
        let (role, scopes) = (asks.role.clone(), asks.scopes.clone());
        let device = self.paired.entry(asks.id.clone()).or_insert_with(|| Device {
            identity: Identity { scopes: Vec::new(), ..asks.clone() },
            roles: Vec::new(),
            tokens: BTreeMap::new(),
            created_at: now,
            approved_at: now,
            approved_via: via,
            last_seen_at: None,
        });
        let known = std::mem::take(&mut device.identity.scopes);
        device.identity = Identity { scopes: known, ..asks };
        device.takes_up(&role, &scopes);
        device.approved_at = now;
        device.approved_via = via;
        let fresh = chance.token();
        let wanted: BTreeSet<String> = scopes.into_iter().collect();
        renew(&mut device.tokens, &role, fresh, wanted, now);
        device.clone()
    }

    /// The token for someone who comes in: the one it has, when that still holds and allows as
    /// much, otherwise a new one.
    pub(crate) fn token_for(
        &mut self,
        device_id: &str,
        role: &str,
        scopes: &[String],
        chance: &mut Chance,
        now: u64,
    ) -> Option<Token> {
        let device = self.paired.get_mut(device_id)?;
        device.last_seen_at = Some(now);
        let wanted: BTreeSet<String> = scopes.iter().cloned().collect();
        let is_enough =
            |token: &Token| token.revoked_at.is_none() && wanted.is_subset(&token.scopes);
        if !device.tokens.get(role).is_some_and(is_enough) {
            let fresh = chance.token();
            renew(&mut device.tokens, role, fresh, wanted, now);
        }
        device.tokens.get(role).cloned()
    }

    /// Whether a device shows the token it was given, and marks its use.
    pub(crate) fn knows(&mut self, device_id: &str, role: &str, token: &str, now: u64) -> bool {
        let held = self.paired.get_mut(device_id).and_then(|device| device.tokens.get_mut(role));
        match held {
            Some(held) if held.token == token && held.revoked_at.is_none() => {
                held.last_used_at = Some(now);
                true
            }
            _ => false,
        }
    }

    pub(crate) fn rotate(
        &mut self,
        device_id: &str,
        role: &str,
        scopes: Option<BTreeSet<String>>,
        chance: &mut Chance,
        now: u64,
    ) -> Option<Token> {
        let device = self.paired.get_mut(device_id)?;
        let held = device.tokens.get(role).map(|token| token.scopes.clone());
        let scopes =
            scopes.or(held).unwrap_or_else(|| device.identity.scopes.iter().cloned().collect());
        let token = renew(&mut device.tokens, role, chance.token(), scopes, now);
        token.rotated_at = Some(now);
        Some(token.clone())
    }

    pub(crate) fn revoke(&mut self, device_id: &str, role: &str, now: u64) -> Option<Token> {
        let token = self.paired.get_mut(device_id)?.tokens.get_mut(role)?;
        token.revoked_at = Some(now);
        Some(token.clone())
    }

    pub(crate) fn forget_tokens(&mut self) {
        for device in self.paired.values_mut() {
            device.tokens.clear();
        }
    }
}

/// Puts a new token in the place of the one this role has.
fn renew<'a>(
    tokens: &'a mut BTreeMap<String, Token>,
    role: &str,
    fresh: String,
    scopes: BTreeSet<String>,
    now: u64,
) -> &'a mut Token {
    let old = tokens.remove(role);
    let token = Token {
        rotated_at: old.as_ref().map(|_| now),
        last_used_at: old.as_ref().and_then(|old| old.last_used_at),
        ..Token::new(fresh, scopes, old.map_or(now, |old| old.created_at))
    };
    tokens.entry(role.to_owned()).or_insert(token)
}
