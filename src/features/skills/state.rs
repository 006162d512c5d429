//! What the page of skills knows while it is open, and what an operator does with a skill. What is
//! written as a secret goes through here and is kept nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::roster::{self, Line, Look, Numbers, Sifted, key};
use crate::gateway::error::CallError;
use crate::platform::work;
use crate::protocol::id::AgentId;
use crate::protocol::secret::Secret;
use crate::protocol::skills::{
    Skill, SkillInstaller, Skills, SkillsInstall, SkillsStatus, SkillsUpdate,
};
use crate::remote::{Fetch, Remote};
use crate::store::Stores;
use crate::ui::rows::{RowId, RowsHandle};

/// The lines by their numbers, and the numbers in order.
type Listed = (BTreeMap<RowId, Line>, Vec<RowId>);

/// Something that is written for a skill and never read back.
#[derive(Debug, Clone)]
pub enum Writing {
    Key(Secret),
    Variable(String, Secret),
}

#[derive(Clone, Copy)]
pub struct SkillsState {
    pub stores: Stores,
    /// As the address names it; `None` is the gateway's own choice.
    pub agent: Memo<Option<AgentId>>,
    /// The skill that the address names.
    pub chosen: Memo<Option<String>>,
    status: RwSignal<Remote<Arc<Skills>>>,
    /// Whose skills are known.
    of: StoredValue<Option<AgentId>>,
    fetch: StoredValue<Fetch>,
    pub look: RwSignal<Look>,
    lines: Memo<Listed>,
    pub sifted: Memo<Sifted>,
    pub rows: RowsHandle,
    /// The skills that are just being switched.
    switching: RwSignal<BTreeSet<String>>,
    /// Why nothing came of the last switch, and of which skill.
    refused: RwSignal<Option<(String, String)>>,
}

impl SkillsState {
    pub fn new(stores: Stores, agent: Memo<Option<AgentId>>, chosen: Memo<Option<String>>) -> Self {
        let status: RwSignal<Remote<Arc<Skills>>> = RwSignal::new(Remote::Absent);
        let look = RwSignal::new(Look::default());
        let numbers = StoredValue::new(Numbers::default());
        let lines = Memo::new(move |_| {
            status.with(|status| {
                let skills = status.ready().map(|it| it.skills.as_slice()).unwrap_or_default();
                numbers.try_update_value(|numbers| numbers.number(skills)).unwrap_or_default()
            })
        });
        let sifted = Memo::new(move |_| {
            lines.with(|(lines, order)| look.with(|look| roster::sift(lines, order, look)))
        });
        Self {
            stores,
            agent,
            chosen,
            status,
            of: StoredValue::new(None),
            fetch: StoredValue::new(Fetch::Resting),
            look,
            lines,
            sifted,
            rows: RowsHandle::new(),
            switching: RwSignal::new(BTreeSet::new()),
            refused: RwSignal::new(None),
        }
    }

    /// What drawing the list depends on as a whole: whether there is any skill. Reactive.
    pub fn standing(self) -> Remote<bool> {
        self.status.with(|status| match status {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Failed(why) => Remote::Failed(why.clone()),
            Remote::Ready(skills) => Remote::Ready(skills.skills.is_empty()),
        })
    }

    /// A line of the list. Reactive.
    pub fn line(self, row: RowId) -> Option<Line> {
        self.lines.with(|(lines, _)| lines.get(&row).cloned())
    }

    /// How many there are, whatever is looked for. Reactive.
    pub fn count(self) -> usize {
        self.lines.with(|(_, order)| order.len())
    }

    /// The skill of this address. Reactive.
    pub fn skill(self, wanted: &str) -> Option<Skill> {
        self.status.with(|status| roster::find(&status.ready()?.skills, wanted).cloned())
    }

    /// Where skills live on the gateway's machine. Reactive.
    pub fn folders(self) -> [Option<String>; 2] {
        self.status.with(|status| {
            let known = status.ready();
            let of = |read: fn(&Skills) -> &Option<String>| known.and_then(|it| read(it).clone());
            [of(|it| &it.workspace_dir), of(|it| &it.managed_skills_dir)]
        })
    }

    /// Another agent is looked at: what is known is of the one before.
    pub fn turn(self) {
        if self.of.get_value() != self.agent.get_untracked() {
            self.status.set(Remote::Absent);
            self.refused.set(None);
            self.rows.to_top();
        }
    }

    pub fn refetch(self) {
        work::begin(self.load());
    }

    /// Reads the skills of the agent looked at. What is on screen stays while they are read anew, and
    /// when that fails.
    pub async fn load(self) {
        if !self.fetch.try_update_value(Fetch::want).unwrap_or(false) {
            return;
        }
        loop {
            // The page may be left while they are read.
            let Some(agent_id) = self.agent.try_get_untracked() else { return };
            if self.status.with_untracked(|status| status.ready().is_none()) {
                self.status.set(Remote::Loading);
            }
            let request = SkillsStatus { agent_id: agent_id.clone() };
            let answer = self.stores.connection.line().get_value().call(request).await;
            let Some(now) = self.agent.try_get_untracked() else { return };
            if now == agent_id {
                self.take(agent_id, answer);
            }
            if !self.fetch.try_update_value(Fetch::done).unwrap_or(false) {
                return;
            }
        }
    }

    fn take(self, agent_id: Option<AgentId>, answer: Result<Skills, CallError>) {
        let is_ready = self.status.with_untracked(|status| status.ready().is_some());
        match answer {
            Ok(skills) => {
                self.of.set_value(agent_id);
                self.status.set(Remote::Ready(Arc::new(skills)));
            }
            // It is read again after the next hello.
            Err(CallError::Offline) => {}
            Err(error) if is_ready => log::warn!("skills were not read again: {error:?}"),
            Err(error) => self.status.set(Remote::Failed(error.sentence())),
        }
    }

    /// Whether just this skill is being switched. Reactive.
    pub fn is_switching(self, skill: &str) -> bool {
        self.switching.with(|all| all.contains(skill))
    }

    /// Why the last switch of this skill came to nothing. Reactive.
    pub fn refusal(self, skill: &str) -> Option<String> {
        self.refused.with(|refused| {
            refused.as_ref().filter(|(of, _)| of == skill).map(|(_, why)| why.clone())
        })
    }

    /// Switches a skill on or off, for all agents.
    pub async fn switch(self, skill: Skill, on: bool) {
        let key = key(&skill).to_owned();
        if self.switching.with_untracked(|all| all.contains(&key)) {
            return;
        }
        self.refused.set(None);
        self.switching.update(|all| {
            all.insert(key.clone());
        });
        let done = self.update(SkillsUpdate {
            skill_key: key.clone(),
            enabled: Some(on),
            api_key: None,
            env: BTreeMap::new(),
        });
        let done = done.await;
        self.switching.try_update(|all| all.remove(&key));
        if let Err(why) = done {
            self.refused.try_set(Some((key, why)));
        }
    }

    /// Writes a key or a variable; an empty one is forgotten by the gateway. Sent once.
    pub async fn write(self, skill: &Skill, writing: Writing) -> Result<(), String> {
        let (api_key, env) = match writing {
            Writing::Key(secret) => (Some(secret), BTreeMap::new()),
            Writing::Variable(name, secret) => (None, BTreeMap::from([(name, secret)])),
        };
        let skill_key = key(skill).to_owned();
        self.update(SkillsUpdate { skill_key, enabled: None, api_key, env }).await
    }

    async fn update(self, request: SkillsUpdate) -> Result<(), String> {
        let answer = self.stores.connection.line().get_value().call(request).await;
        // Even without an answer it may have happened.
        self.load().await;
        answer.map(drop).map_err(|error| error.sentence())
    }

    /// Runs an installer of a skill.
    pub fn install(self, skill: &Skill, installer: &SkillInstaller) {
        // Who says whose skills they are also installs for that agent; others refuse the question.
        let agent_id = self.status.with_untracked(|it| it.ready()?.agent_id.clone());
        let request = SkillsInstall {
            agent_id,
            name: skill.name.clone(),
            install_id: installer.id.clone(),
            timeout_ms: None,
        };
        let label = installer.label.clone().unwrap_or_else(|| installer.id.clone());
        work::begin(self.stores.skills.run(self.stores.connection.line(), request, label));
    }
}
