//! The handshake as the driver does it: saying who we are, and keeping what the gateway gives.

use std::rc::Rc;

use super::{Driver, ROLE, keep};
use crate::gateway::{Delivery, identity::Claim, phase::Phase, session::Credential, tap::Passing};
use crate::platform::{browser, clock, work};
use crate::protocol::{
    handshake::{Auth, Challenge, Client, Connect, HelloOk},
    method::Scope,
};

/// Every gateway lets this one change sessions; under `webchat-ui` later ones do not.
const CLIENT_ID: &str = "openclaw-control-ui";
const CLIENT_MODE: &str = "webchat";
/// Says that this is no build of the gateway's own console. Only for gateways that ask.
const BUILD_ID: &str = "dev";
const SCOPES: [Scope; 5] =
    [Scope::Admin, Scope::Read, Scope::Write, Scope::Approvals, Scope::Pairing];
const CAPS: [&str; 1] = ["tool-events"];

impl Driver {
    pub(super) fn greet(
        &self,
        challenge: Option<&Challenge>,
        credential: Credential,
        names_build: bool,
    ) {
        let place = self.place.borrow();
        let (token, password) = match credential {
            Credential::Given => (place.target.token.clone(), place.target.password.clone()),
            Credential::Device => (place.device_token.clone(), None),
        };
        let scopes: Vec<String> = SCOPES.iter().map(|scope| scope.as_str().to_owned()).collect();
        let claim = Claim {
            client_id: CLIENT_ID,
            client_mode: CLIENT_MODE,
            role: ROLE,
            scopes: &scopes,
            token: token.as_deref(),
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the clock stands after 1970"
        )]
        let now_ms = clock::now_ms() as u64;
        let device = place.key.as_ref().map(|key| key.sign(claim, challenge, now_ms));
        let instance_id = device.as_ref().map(|device| device.id.0.clone()).unwrap_or_default();
        let has_secret = token.is_some() || password.is_some();
        let connect = Connect {
            min_protocol: 3,
            max_protocol: 4,
            client: Client {
                id: CLIENT_ID,
                version: env!("CARGO_PKG_VERSION"),
                platform: "web",
                mode: CLIENT_MODE,
                instance_id,
                build_id: names_build.then_some(BUILD_ID),
            },
            role: ROLE,
            scopes,
            caps: CAPS.to_vec(),
            device,
            auth: has_secret.then_some(Auth { token, password }),
            locale: browser::language(),
            user_agent: browser::user_agent(),
        };
        let mut line = self.line.borrow_mut();
        let Some(line) = line.as_mut() else { return };
        let id = self.pending.borrow_mut().next_id();
        match line.speech.connect(&id, &connect) {
            Ok(frame) => {
                line.connect_id = Some(id);
                self.watch.pass(Passing::Out(&frame));
                line.socket.send(frame, line.speech.dialect().is_binary());
            }
            Err(error) => log::warn!("the connect cannot be written: {error}"),
        }
    }

    pub(super) fn welcome(&self, hello: Rc<HelloOk>) {
        let url = self.place.borrow().target.url.clone();
        let dialect = self.line.borrow().as_ref().map(|line| line.speech.dialect());
        if let Some(issued) = hello.auth.as_ref().and_then(keep::DeviceToken::of) {
            self.keep_token(issued);
        }
        if let Some(dialect) = dialect {
            work::begin(async move { keep::keep_dialect(&url, dialect).await });
        }
        // Whoever hears of the welcome may call at once.
        *self.phase.borrow_mut() = Phase::Connected;
        self.recall.speak(None);
        *self.hello.borrow_mut() = Some(Rc::clone(&hello));
        (self.deliver)(Delivery::Hello(hello));
    }

    /// From now on this console comes back with this token.
    pub(crate) fn keep_token(&self, token: keep::DeviceToken) {
        let url = {
            let mut place = self.place.borrow_mut();
            place.device_token = Some(token.token.clone());
            place.target.url.clone()
        };
        work::begin(async move { keep::keep_device_token(&url, ROLE, &token).await });
    }

    pub(super) fn drop_device_token(&self) {
        let url = {
            let mut place = self.place.borrow_mut();
            place.device_token = None;
            place.target.url.clone()
        };
        work::begin(async move {
            keep::drop_device_token(&url, ROLE).await;
        });
    }
}
