//! The sessions the gateway knows: listed, named, set. Live by hints: a change leads to one more
//! look at the list.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{random, work};
use crate::protocol::id::{AgentId, SessionKey};
use crate::protocol::sessions::changes::SessionsChanged;
use crate::protocol::sessions::patch::SessionsPatch;
use crate::protocol::sessions::row::SessionRow;
use crate::protocol::sessions::{Sessions as List, SessionsList, SessionsSubscribe};
use crate::remote::Remote;
use crate::store::listed::Listed;

/// How many sessions are listed, most recent first.
const LISTED: u32 = 500;

/// Told what changed, or nothing where that is not known.
pub type Listener = Callback<Option<SessionsChanged>>;

#[derive(Clone, Copy)]
pub struct Sessions {
    gateway: GatewayRef,
    list: Listed<List>,
    listener: StoredValue<(u32, Option<Listener>)>,
    ended: RwSignal<u32>,
}

impl Sessions {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self {
            gateway,
            list: Listed::new(),
            listener: StoredValue::new((0, None)),
            ended: RwSignal::new(0),
        }
    }

    #[must_use]
    pub fn list(&self) -> Signal<Remote<List>> {
        self.list.value()
    }

    /// Counts up when a run has ended: what was used has grown.
    #[must_use]
    pub fn ended(self) -> Signal<u32> {
        self.ended.into()
    }

    pub(super) fn run_ended(self) {
        self.ended.update(|ended| *ended = ended.wrapping_add(1));
    }

    /// The listed row of a session. Reactive.
    #[must_use]
    pub fn row(&self, key: &SessionKey) -> Option<SessionRow> {
        self.list
            .value()
            .with(|list| list.ready()?.sessions.iter().find(|row| &row.key == key).cloned())
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.list.forget();
    }

    /// Reads the list. Asked again meanwhile, it is read once more.
    pub async fn load(self) {
        let request = SessionsList {
            limit: Some(LISTED),
            include_derived_titles: Some(true),
            include_last_message: Some(true),
            ..SessionsList::default()
        };
        self.list.load(self.gateway, request).await;
    }

    /// Something changed: looks again if the list has been looked at.
    pub fn refetch(self) {
        self.heard(None);
    }

    /// The gateway says what changed.
    pub fn heard(self, changed: Option<SessionsChanged>) {
        if self.list.is_wanted() {
            work::begin(self.load());
        }
        if let (_, Some(listener)) = self.listener.get_value() {
            listener.run(changed);
        }
    }

    /// Whoever keeps a list of its own hears of changes as well, until it lets go by this number.
    #[must_use]
    pub fn listen(self, listener: Listener) -> u32 {
        let number = self.listener.with_value(|(number, _)| number + 1);
        self.listener.set_value((number, Some(listener)));
        number
    }

    /// Hears no more. Somebody else who listens meanwhile is left alone.
    pub fn let_go(self, number: u32) {
        self.listener.update_value(|listener| {
            if listener.0 == number {
                listener.1 = None;
            }
        });
    }

    /// After a hello or missed events.
    pub fn resync(self) {
        work::begin(async move {
            let gateway = self.gateway.get_value();
            if gateway.offers("sessions.subscribe")
                && let Err(error) = gateway.call(SessionsSubscribe {}).await
            {
                log::debug!("sessions.subscribe: {error:?}");
            }
        });
        self.refetch();
    }

    /// Sets some of a session's fields.
    ///
    /// # Errors
    /// When the gateway refuses; its reason is in the error.
    pub async fn patch(self, patch: SessionsPatch) -> Result<(), CallError> {
        let gateway = self.gateway.get_value();
        gateway.call(patch).await?;
        if !gateway.offers("sessions.subscribe") {
            self.load().await;
        }
        Ok(())
    }
}

/// What a session is called: its label, or what the gateway or its first words make of it.
#[must_use]
pub fn title(row: &SessionRow) -> String {
    [&row.label, &row.display_name, &row.subject, &row.derived_title]
        .into_iter()
        .flatten()
        .map(|name| without_envelope(name))
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| short_key(&row.key))
}

/// A title made from a first message may begin with what the gateway put around the message.
fn without_envelope(name: &str) -> String {
    let mut rest = name.trim();
    if rest.starts_with("Sender (untrusted metadata)") {
        return String::new();
    }
    if rest.starts_with('[')
        && let Some((stamp, after)) = rest.split_once("] ")
        && stamp.contains("UTC")
    {
        rest = after;
    }
    rest.split(" [message_id:").next().unwrap_or(rest).trim().to_owned()
}

/// A key without the part that every key of its agent has.
#[must_use]
pub fn short_key(key: &SessionKey) -> String {
    let mut parts = key.as_str().splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("agent"), Some(_), Some(rest)) => rest.to_owned(),
        _ => key.as_str().to_owned(),
    }
}

/// The agent whose session it is.
#[must_use]
pub fn agent_of(key: &SessionKey) -> Option<AgentId> {
    let mut parts = key.as_str().splitn(3, ':');
    (parts.next() == Some("agent")).then(|| parts.next()).flatten().map(AgentId::from)
}

/// A key that no session has yet. The gateway makes the session with its first message.
#[must_use]
pub fn new_key(agent: Option<&AgentId>, chance: &str) -> SessionKey {
    let agent = agent.map_or("main", AgentId::as_str);
    let tail: String = chance.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    SessionKey(format!("agent:{agent}:desk-{tail}"))
}

/// Where a new session of this agent begins, below the base.
#[must_use]
pub fn new_href(agent: Option<&AgentId>) -> String {
    let key = new_key(agent, &random::uuid());
    format!("/chat?session={}", js_sys::encode_uri_component(key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> SessionRow {
        SessionRow {
            key: SessionKey::from("agent:main:desk"),
            derived_title: Some(name.to_owned()),
            ..SessionRow::default()
        }
    }

    #[test]
    fn a_title_is_free_of_the_envelope_around_its_message() {
        let envelope = "[Fri 2026-11-20 13:14 UTC] hello there [message_id: 72e5";
        assert_eq!(title(&named(envelope)), "hello there");
        assert_eq!(title(&named("Sender (untrusted metadata): ```json {")), "desk");
        assert_eq!(title(&named("[draft] plan")), "[draft] plan");
    }

    #[test]
    fn a_label_wins() {
        let row = SessionRow { label: Some("Main desk".to_owned()), ..named("hello") };
        assert_eq!(title(&row), "Main desk");
    }

    #[test]
    fn a_new_session_belongs_to_its_agent() {
        let key = new_key(Some(&AgentId::from("cody")), "1b2c-3d4e-5f60");
        assert_eq!(key.as_str(), "agent:cody:desk-1b2c3d4e");
    }
}
