//! Every event by name and type: the whole list on one screen. What is not known is kept as it came.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::protocol::agents::AgentEvent;
use crate::protocol::approvals::{ExecApproval, ExecApprovalResolved, PluginApproval};
use crate::protocol::chat::ChatEvent;
use crate::protocol::chat::startup::{MetadataChanged, SendTiming};
use crate::protocol::config::ConfigChanged;
use crate::protocol::cron::CronEvent;
use crate::protocol::devices::{DevicePairChanged, DevicePairResolved, DeviceRequest};
use crate::protocol::health::{HealthSummary, HeartbeatEvent};
use crate::protocol::json;
use crate::protocol::nodes::NodeInvokeRequest;
use crate::protocol::nodes::pairing::{NodePairResolved, NodeRequest};
use crate::protocol::presence::PresenceEvent;
use crate::protocol::sessions::changes::{SessionMessage, SessionOperation, SessionsChanged};
use crate::protocol::skills::SkillsChanged;
use crate::protocol::system::{ConnectChallenge, Shutdown, Tick};
use crate::protocol::update::UpdateNotice;
use crate::protocol::voice::{TalkState, WakeWords};

/// A payload that is read by whoever wants it: what nobody looks at costs neither time nor code.
#[derive(Clone)]
pub struct Unread<T> {
    name: &'static str,
    json: Option<Box<RawValue>>,
    shape: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Unread<T> {
    /// Reads the payload. A missing one is read as `null`.
    ///
    /// # Errors
    /// When the payload is not of its shape.
    pub fn read(&self) -> Result<T, serde_json::Error> {
        json::read(self.json.as_deref().map_or("null", RawValue::get))
    }
}

impl<T> Unread<T> {
    /// The event's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl<T> fmt::Debug for Unread<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

macro_rules! events {
    ($($name:literal => $variant:ident($payload:ty),)*) => {
        /// What the gateway announces.
        #[derive(Debug, Clone)]
        pub enum Event {
            $($variant(Unread<$payload>),)*
            /// An event of a later gateway.
            Unknown { name: String, payload: Option<Box<RawValue>> },
        }

        /// The names in the table.
        pub const EVENTS: &[&str] = &[$($name),*];

        impl Event {
            /// Finds the event of a name.
            #[must_use]
            pub fn named(name: &str, payload: Option<&RawValue>) -> Self {
                let json = payload.map(ToOwned::to_owned);
                match name {
                    $($name => Self::$variant(Unread { name: $name, json, shape: PhantomData }),)*
                    _ => Self::Unknown { name: name.to_owned(), payload: json },
                }
            }

            /// Whether the payload is of its event's shape.
            ///
            /// # Errors
            /// When it is not.
            pub fn check(&self) -> Result<(), serde_json::Error> {
                match self {
                    $(Self::$variant(event) => event.read().map(drop),)*
                    Self::Unknown { .. } => Ok(()),
                }
            }
        }
    };
}

events! {
    "agent" => Agent(AgentEvent),
    "chat" => Chat(ChatEvent),
    "chat.metadata.changed" => ChatMetadataChanged(MetadataChanged),
    "chat.send_timing" => ChatSendTiming(SendTiming),
    "config.changed" => ConfigChanged(ConfigChanged),
    "connect.challenge" => ConnectChallenge(ConnectChallenge),
    "cron" => Cron(CronEvent),
    "device.pair.changed" => DevicePairChanged(DevicePairChanged),
    "device.pair.requested" => DevicePairRequested(DeviceRequest),
    "device.pair.resolved" => DevicePairResolved(DevicePairResolved),
    "exec.approval.requested" => ExecApprovalRequested(ExecApproval),
    "exec.approval.resolved" => ExecApprovalResolved(ExecApprovalResolved),
    "health" => Health(HealthSummary),
    "heartbeat" => Heartbeat(HeartbeatEvent),
    "node.invoke.request" => NodeInvokeRequest(NodeInvokeRequest),
    "node.pair.requested" => NodePairRequested(NodeRequest),
    "node.pair.resolved" => NodePairResolved(NodePairResolved),
    "plugin.approval.requested" => PluginApprovalRequested(PluginApproval),
    "plugin.approval.resolved" => PluginApprovalResolved(ExecApprovalResolved),
    "presence" => Presence(PresenceEvent),
    "session.message" => SessionMessage(SessionMessage),
    "session.operation" => SessionOperation(SessionOperation),
    "session.tool" => SessionTool(AgentEvent),
    "sessions.changed" => SessionsChanged(SessionsChanged),
    "shutdown" => Shutdown(Shutdown),
    "skills.changed" => SkillsChanged(SkillsChanged),
    "talk.mode" => TalkMode(TalkState),
    "tick" => Tick(Tick),
    "update.available" => UpdateAvailable(UpdateNotice),
    "voicewake.changed" => VoicewakeChanged(WakeWords),
}
