//! The gateway's memory: sessions, runs, devices, presence, and who is connected.
//! It decides who hears an event and with which number; it never touches a socket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::approvals::Approvals;
use crate::chance::Chance;
use crate::client::{Client, Out};
use crate::config::Config;
use crate::faults::Faults;
use crate::fleet::channels::{self, Channels};
use crate::fleet::devices::Devices;
use crate::fleet::node_pairs::NodePairs;
use crate::fleet::nodes::Nodes;
use crate::fleet::pushes::Pushes;
use crate::fleet::skills::Skills;
use crate::fleet::voice::Voice;
use crate::log_file::LogFile;
use crate::options::Options;
use crate::policy::Policy;
use crate::profile::Profile;
use crate::run::{Outcome, Run};
use crate::schedule::Schedule;
use crate::scopes;
use crate::seeds;
use crate::session::Session;
use crate::staff::Staff;
use crate::usage::Usage;
use crate::wellbeing::Wellbeing;
use crate::wizard::{Next, Running};

/// Everything that changes. Held under one lock, never across an `await`.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) chance: Chance,
    pub(crate) boot_id: String,
    pub(crate) started_at: u64,
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) runs: BTreeMap<String, Run>,
    pub(crate) approvals: Approvals,
    /// Which commands need leave on the gateway itself.
    pub(crate) policy: Policy,
    /// The same for nodes the gateway plays.
    pub(crate) node_policies: BTreeMap<String, Policy>,
    pub(crate) channels: Channels,
    pub(crate) devices: Devices,
    pub(crate) nodes: Nodes,
    pub(crate) node_pairs: NodePairs,
    pub(crate) presence: BTreeMap<String, Value>,
    pub(crate) presence_version: u64,
    pub(crate) health_version: u64,
    pub(crate) wellbeing: Wellbeing,
    pub(crate) schedule: Schedule,
    pub(crate) log: LogFile,
    /// How many sockets were ever opened.
    pub(crate) sockets: u64,
    pub(crate) clients: BTreeMap<String, Client>,
    pub(crate) seq: u64,
    pub(crate) faults: Faults,
    pub(crate) staff: Staff,
    pub(crate) usage: Usage,
    pub(crate) config: Config,
    pub(crate) wizard: Option<Running>,
    /// What the next wizard is to be like.
    pub(crate) wizard_next: Next,
    /// What the last wizard was answered.
    pub(crate) wizard_answers: Vec<Value>,
    /// What `send` and `poll` have answered, by their keys.
    pub(crate) sent: BTreeMap<String, Value>,
    /// What people were sent.
    pub(crate) told: Vec<Value>,
    pub(crate) skills: Skills,
    pub(crate) voice: Voice,
    pub(crate) pushes: Pushes,
}

/// Who is meant to hear an event.
#[derive(Debug, Clone)]
pub(crate) enum To {
    Everyone,
    /// Those who asked for session events, or for the messages of this one.
    Watchers(String),
    Only(BTreeSet<String>),
}

#[derive(Debug)]
pub struct Gateway {
    pub(crate) options: Options,
    world: Mutex<World>,
}

impl Gateway {
    pub(crate) fn new(options: Options) -> Arc<Gateway> {
        let world = World::fresh(&options);
        Arc::new(Gateway { options, world: Mutex::new(world) })
    }

    pub fn profile(&self) -> Profile {
        self.options.profile
    }

    pub(crate) fn now(&self) -> u64 {
        self.options.clock.now_ms()
    }

    /// A panic elsewhere must not silence the whole gateway, hence the recovered lock.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One line for whoever watches the program. Never a token, never a word of a conversation.
    pub(crate) fn log(&self, line: std::fmt::Arguments<'_>) {
        if !self.options.quiet {
            eprintln!("{line}");
        }
    }

    pub(crate) fn emit(&self, event: &str, payload: Value, to: &To) {
        self.world().emit(self.profile(), event, payload, to, false);
    }

    /// Like `emit`, with the versions of presence and health beside it.
    pub(crate) fn emit_with_versions(&self, event: &str, payload: Value) {
        self.world().emit(self.profile(), event, payload, &To::Everyone, true);
    }

    /// Waits as long as the script says at the chosen pace. Without any pace it only lets others
    /// have their turn, so that a test still sees events in between.
    pub(crate) async fn pause_until(&self, from: Instant, script_ms: u64) {
        let wanted = self.options.pace.stretch(script_ms);
        if wanted <= 0.0 {
            tokio::task::yield_now().await;
        } else {
            tokio::time::sleep_until(from + Duration::from_micros((wanted * 1000.0) as u64)).await;
        }
    }
}

impl World {
    pub(crate) fn fresh(options: &Options) -> World {
        let mut chance = Chance::seeded(options.seed);
        let now = options.clock.now_ms();
        let boot_id = chance.uuid();
        let sessions = seeds::sessions(options, &mut chance, now);
        let itself = presence_of_itself(options, &mut chance, now);
        let mut world = World {
            chance,
            boot_id,
            started_at: now,
            sessions,
            runs: BTreeMap::new(),
            approvals: Approvals::default(),
            policy: seeds::policies::of_the_gateway(options.profile, now),
            node_policies: BTreeMap::new(),
            channels: Channels::default(),
            devices: Devices::default(),
            nodes: Nodes::default(),
            node_pairs: NodePairs::default(),
            presence: BTreeMap::from([(String::new(), itself)]),
            presence_version: 1,
            health_version: 2,
            wellbeing: Wellbeing::fresh(options.profile, now),
            schedule: Schedule::default(),
            log: seeds::log_lines::past(options.profile, now),
            sockets: 0,
            clients: BTreeMap::new(),
            seq: 0,
            faults: Faults::default(),
            config: Config::fresh(options.profile, 0),
            wizard: None,
            wizard_next: Next::default(),
            wizard_answers: Vec::new(),
            sent: BTreeMap::new(),
            told: Vec::new(),
            staff: Staff::fresh(options.profile, now),
            skills: Skills::default(),
            voice: Voice::fresh(options.profile),
            pushes: Pushes::default(),
            usage: Usage::seeded(options.seed, options.usage_sessions, options.usage_days, now),
        };
        world.schedule = Schedule::seeded(options.profile, &world.wellbeing.jobs);
        seeds::fleet::settle(options.profile, &mut world, now);
        channels::settle(options.profile, &mut world.channels, now);
        world
    }

    fn emit(&mut self, profile: Profile, event: &str, payload: Value, to: &To, versions: bool) {
        let targeted = !matches!(to, To::Everyone);
        if !targeted && !self.clients.is_empty() {
            self.seq += 1;
        }
        let global = self.seq;
        let state_version =
            json!({ "presence": self.presence_version, "health": self.health_version });
        let due = Instant::now() + Duration::from_millis(self.faults.delay_ms);
        let is_delta = event == "chat" && payload["state"] == "delta";
        for client in self.clients.values_mut() {
            let meant = match to {
                To::Everyone => true,
                To::Watchers(key) => client.subscribed || client.watched_sessions.contains(key),
                To::Only(ids) => ids.contains(&client.id),
            };
            if !meant || !scopes::may_hear(profile, event, &client.scopes) {
                continue;
            }
            let seq = if profile.numbers_per_client() {
                client.seq += 1 + self.faults.skip_numbers;
                Some(client.seq)
            } else {
                (!targeted).then_some(global + self.faults.skip_numbers)
            };
            if self.faults.swallow > 0 && event != "tick" {
                self.faults.swallow -= 1;
                continue;
            }
            let mut frame = json!({ "type": "event", "event": event, "payload": payload });
            if let Some(seq) = seq {
                frame["seq"] = seq.into();
            }
            if versions {
                frame["stateVersion"] = state_version.clone();
            }
            if profile.is_new_shape() {
                frame["recipientProfileId"] = "gateway-owner".into();
            }
            client.put(Out::Frame { frame, due });
        }
        if profile.numbers_per_client() {
            self.faults.skip_numbers = 0;
        } else {
            self.seq += std::mem::take(&mut self.faults.skip_numbers);
        }
        if is_delta && self.faults.counts_down_to_a_drop() {
            self.drop_everyone();
        }
    }

    /// Forgets who was there, except the gateway itself and the nodes it plays.
    pub(crate) fn clear_presence(&mut self) {
        let nodes = &self.nodes.live;
        let stays = |key: &str| {
            key.is_empty() || nodes.get(key).is_some_and(|live| live.connection.is_none())
        };
        self.presence.retain(|key, _| stays(key));
        self.presence_version += 1;
    }

    pub(crate) fn drop_everyone(&mut self) {
        for client in self.clients.values() {
            client.put(Out::Drop);
        }
    }

    /// Takes messages out of a session's line before their turn came, and ends their runs.
    pub(crate) fn forget_waiting(
        &mut self,
        session_key: &str,
        is_meant: impl Fn(&str) -> bool,
    ) -> Vec<String> {
        let Some(session) = self.sessions.get_mut(session_key) else { return Vec::new() };
        let (gone, kept) = std::mem::take(&mut session.waiting)
            .into_iter()
            .partition::<Vec<_>, _>(|wanted| is_meant(&wanted.run_id));
        session.waiting = kept.into();
        let gone: Vec<String> = gone.into_iter().map(|wanted| wanted.run_id).collect();
        for run in gone.iter().filter_map(|id| self.runs.get(id)) {
            run.outcome.send_replace(Outcome::Aborted);
        }
        gone
    }

    /// What runs: the profile's version, or the one an update has brought.
    pub(crate) fn version(&self, profile: Profile) -> &str {
        self.config.updates.version.as_deref().unwrap_or_else(|| profile.server_version())
    }

    pub(crate) fn session_mut(&mut self, key: &str) -> Option<&mut Session> {
        self.sessions.get_mut(key)
    }
}

/// The first row of every presence list.
fn presence_of_itself(options: &Options, chance: &mut Chance, now: u64) -> Value {
    let profile = options.profile;
    let version = if profile == Profile::V2026_2_6 { "unknown" } else { profile.name() };
    let mut entry = json!({
        "host": "gateway-host",
        "ip": "192.0.2.10",
        "version": version,
        "platform": "linux 6.1.0",
        "deviceFamily": "Linux",
        "mode": "gateway",
        "reason": "self",
        "text": format!("Gateway: gateway-host (192.0.2.10) · app {version} · mode gateway · reason self"),
        "ts": now,
    });
    if profile.is_new_shape() {
        entry["instanceId"] = chance.uuid().into();
    } else {
        entry["modelIdentifier"] = "x64".into();
    }
    entry
}
