//! The machines that are there when the gateway starts: five devices, three of them nodes, and a
//! node that asks to be let in. Their keys derive from their names, so their ids never change.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::policies;
use crate::chance::Chance;
use crate::device::{base64url, sha256_hex};
use crate::fleet::devices::{Device, Identity, Token};
use crate::fleet::nodes::Live;
use crate::gateway::World;
use crate::played_nodes;
use crate::profile::Profile;
use crate::scopes::{ADMIN, APPROVALS, PAIRING, READ, WRITE};

const HOUR: u64 = 60 * 60 * 1000;
const DAY: u64 = 24 * HOUR;

pub(crate) const PI: &str = "Workshop Pi";
pub(crate) const PHONE: &str = "Pixel 9";
pub(crate) const OLD_MAC: &str = "Old Mac mini";

const PI_COMMANDS: &[&str] = &[
    "camera.snap",
    "system.execApprovals.get",
    "system.execApprovals.set",
    "system.run",
    "system.which",
];

/// The key and the id of a machine with this name.
pub(crate) fn key_and_id(name: &str) -> (String, String) {
    let key = Sha256::digest(format!("demo device {name}"));
    (base64url(&key), sha256_hex(&key))
}

struct Seed {
    name: &'static str,
    platform: &'static str,
    family: &'static str,
    client: (&'static str, &'static str),
    roles: &'static [&'static str],
    scopes: &'static [&'static str],
    ip: &'static str,
    age: u64,
    seen: u64,
    revoked: bool,
}

const DEVICES: &[Seed] = &[
    Seed {
        name: PHONE,
        platform: "android 16",
        family: "Android",
        client: ("openclaw-android", "ui"),
        roles: &["operator", "node"],
        scopes: &[READ, WRITE, APPROVALS],
        ip: "192.0.2.24",
        age: 40 * DAY,
        seen: 4 * 60 * 1000,
        revoked: false,
    },
    Seed {
        name: "Field laptop",
        platform: "linux",
        family: "Linux",
        client: ("cli", "cli"),
        roles: &["operator"],
        scopes: &[ADMIN, READ, WRITE, APPROVALS, PAIRING],
        ip: "192.0.2.31",
        age: 90 * DAY,
        seen: 5 * HOUR,
        revoked: false,
    },
    Seed {
        name: PI,
        platform: "linux",
        family: "Raspberry Pi",
        client: ("node-host", "node"),
        roles: &["node"],
        scopes: &[],
        ip: "192.0.2.17",
        age: 120 * DAY,
        seen: 2 * HOUR,
        revoked: false,
    },
    Seed {
        name: "Kitchen tablet",
        platform: "web",
        family: "iPad",
        client: ("openclaw-control-ui", "webchat"),
        roles: &["operator"],
        scopes: &[READ, WRITE],
        ip: "192.0.2.45",
        age: 60 * DAY,
        seen: 9 * DAY,
        revoked: true,
    },
    Seed {
        name: OLD_MAC,
        platform: "macos 14.6",
        family: "Mac",
        client: ("openclaw-macos", "node"),
        roles: &["node"],
        scopes: &[],
        ip: "192.0.2.52",
        age: 300 * DAY,
        seen: 94 * DAY,
        revoked: false,
    },
];

pub(crate) fn settle(profile: Profile, world: &mut World, now: u64) {
    for seed in DEVICES {
        let device = device(seed, &mut world.chance, now);
        world.devices.paired.insert(device.identity.id.clone(), device);
    }
    for (name, home) in [(PI, "/home/pi"), (PHONE, "/data/openclaw"), (OLD_MAC, "/Users/operator")]
    {
        let (_, id) = key_and_id(name);
        let live = live(name, now);
        let mut request = request(&id, &live);
        request["modelIdentifier"] = json!(live.model);
        let age = if name == OLD_MAC { 300 } else { 40 };
        world.node_pairs.pair(profile, &request, &mut world.chance, now - age * DAY);
        world.node_policies.insert(id.clone(), policies::of_a_node(home));
        world.nodes.played.insert(id.clone(), live);
        if name != OLD_MAC {
            played_nodes::come(profile, world, &id, now);
        }
    }
    let (_, id) = key_and_id("Garden camera");
    let asks = json!({
        "nodeId": id,
        "displayName": "Garden camera",
        "platform": "linux",
        "version": "1.4.2",
        "deviceFamily": "Raspberry Pi",
        "caps": ["camera"],
        "commands": ["camera.snap", "camera.clip"],
        "remoteIp": "192.0.2.61",
    });
    let request_id = world.chance.uuid();
    world.node_pairs.ask(profile, &asks, request_id, now - 11 * 60 * 1000);
}

fn device(seed: &Seed, chance: &mut Chance, now: u64) -> Device {
    let (public_key, id) = key_and_id(seed.name);
    let let_in_at = now - seed.age;
    let mut tokens = BTreeMap::new();
    for role in seed.roles {
        let scopes: BTreeSet<String> = match *role {
            "operator" => seed.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            _ => BTreeSet::new(),
        };
        let token = Token {
            last_used_at: Some(now - seed.seen),
            revoked_at: seed.revoked.then_some(now - 8 * DAY),
            rotated_at: (seed.name == "Field laptop").then_some(now - 12 * DAY),
            ..Token::new(chance.token(), scopes, let_in_at)
        };
        tokens.insert((*role).to_owned(), token);
    }
    Device {
        identity: Identity {
            id,
            public_key,
            name: Some(seed.name.to_owned()),
            platform: seed.platform.to_owned(),
            family: Some(seed.family.to_owned()),
            client_id: seed.client.0.to_owned(),
            client_mode: seed.client.1.to_owned(),
            role: seed.roles[0].to_owned(),
            scopes: seed.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            remote_ip: Some(seed.ip.to_owned()),
        },
        roles: seed.roles.iter().map(|role| (*role).to_owned()).collect(),
        tokens,
        created_at: let_in_at,
        approved_at: let_in_at,
        approved_via: "owner",
        last_seen_at: Some(now - seed.seen),
    }
}

fn live(name: &str, now: u64) -> Live {
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let seed = DEVICES.iter().find(|seed| seed.name == name);
    let (caps, commands, version, model): (&[&str], &[&str], _, _) = match name {
        PI => (&["camera", "system"], PI_COMMANDS, "2026.9.4", "Raspberry Pi 5 Model B"),
        PHONE => (&["location", "sms"], &["location.get", "sms.send"], "2026.9.1", "Pixel 9"),
        _ => (&["canvas", "system"], &["system.run", "system.which"], "2026.5.3", "Macmini9,1"),
    };
    Live {
        name: Some(name.to_owned()),
        platform: seed.map_or("linux", |seed| seed.platform).to_owned(),
        version: version.to_owned(),
        family: seed.map(|seed| seed.family.to_owned()),
        model: Some(model.to_owned()),
        remote_ip: seed.map(|seed| seed.ip.to_owned()),
        client_id: seed.map_or("node-host", |seed| seed.client.0).to_owned(),
        client_mode: "node".to_owned(),
        caps: words(caps),
        commands: words(commands),
        path_env: (name == PI).then(|| "/usr/local/bin:/usr/bin:/bin".to_owned()),
        permissions: (name == PHONE).then(|| json!({ "location": true, "sms": false })),
        connected_at: now - 2 * HOUR,
        ..Live::default()
    }
}

/// A node as `node.pair.request` would describe it.
pub(crate) fn request(id: &str, live: &Live) -> Value {
    let mut request = json!({
        "nodeId": id,
        "platform": live.platform,
        "version": live.version,
        "caps": live.caps,
        "commands": live.commands,
    });
    crate::fleet::say(&mut request, "displayName", live.name.clone());
    crate::fleet::say(&mut request, "deviceFamily", live.family.clone());
    crate::fleet::say(&mut request, "remoteIp", live.remote_ip.clone());
    crate::fleet::say(&mut request, "permissions", live.permissions.clone());
    request
}
