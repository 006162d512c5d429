//! The handshake as the driver does it: saying who we are, and keeping what the gateway gives.

use std::rc::Rc;

use super::{Driver, Manner, ROLE, keep};
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
/// What it takes to see that something waits.
const LOOKING_ON: [Scope; 2] = [Scope::Read, Scope::Approvals];
const LOOKING_CLOSER: [Scope; 3] = [Scope::Read, Scope::Approvals, Scope::Admin];

/// The permissions that a connection asks for. `held`: what the token of this device is good for. Who
/// looks on asks for nothing beyond it, word for word: a gateway would make another token for that,
/// and the one that is kept would be worth nothing.
pub(super) fn wish(manner: Manner, held: Option<&[String]>) -> Vec<String> {
    let scopes: &[Scope] = match manner {
        Manner::Operating => &SCOPES,
        Manner::LookingOn => &LOOKING_ON,
        Manner::LookingCloser => &LOOKING_CLOSER,
    };
    let held = held.filter(|held| manner != Manner::Operating && !held.is_empty());
    let words = scopes.iter().map(|scope| scope.as_str().to_owned());
    words.filter(|word| held.is_none_or(|held| held.contains(word))).collect()
}

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
        let scopes = wish(self.manner.get(), place.held.as_deref());
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
            caps: if !self.looks_on() { CAPS.to_vec() } else { Vec::new() },
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
        if !self.looks_on() {
            self.keep_what_it_gives(&hello);
        }
        // Whoever hears of the welcome may call at once.
        *self.phase.borrow_mut() = Phase::Connected;
        self.recall.speak(None);
        *self.hello.borrow_mut() = Some(Rc::clone(&hello));
        (self.deliver)(Delivery::Hello(hello));
    }

    fn keep_what_it_gives(&self, hello: &HelloOk) {
        let url = self.place.borrow().target.url.clone();
        let dialect = self.line.borrow().as_ref().map(|line| line.speech.dialect());
        if let Some(issued) = hello.auth.as_ref().and_then(keep::DeviceToken::of) {
            self.keep_token(issued);
        }
        if let Some(dialect) = dialect {
            work::begin(async move { keep::keep_dialect(&url, dialect).await });
        }
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
        if self.looks_on() {
            return;
        }
        work::begin(async move {
            keep::drop_device_token(&url, ROLE).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(scopes: &[Scope]) -> Vec<String> {
        scopes.iter().map(|scope| scope.as_str().to_owned()).collect()
    }

    #[test]
    fn who_operates_asks_for_everything_whatever_the_token_is_good_for() {
        assert_eq!(wish(Manner::Operating, Some(&words(&[Scope::Read]))), words(&SCOPES));
    }

    #[test]
    fn who_looks_on_asks_for_no_more_than_it_takes_and_than_is_held() {
        let wish = |held: Option<&[Scope]>| wish(Manner::LookingOn, held.map(words).as_deref());
        assert_eq!(wish(None), words(&LOOKING_ON));
        assert_eq!(wish(Some(&[])), words(&LOOKING_ON), "a token that does not say");
        assert_eq!(wish(Some(&SCOPES)), words(&LOOKING_ON));
        assert_eq!(wish(Some(&[Scope::Write, Scope::Read])), words(&[Scope::Read]));
        assert!(wish(Some(&[Scope::Admin])).is_empty(), "no token is put at risk");
    }

    #[test]
    fn who_looks_closer_asks_to_be_an_administrator_only_where_it_is_one() {
        let wish = |held: &[Scope]| wish(Manner::LookingCloser, Some(&words(held)));
        assert_eq!(wish(&SCOPES), words(&LOOKING_CLOSER));
        assert_eq!(wish(&LOOKING_ON), words(&LOOKING_ON));
    }
}
