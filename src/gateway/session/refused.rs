//! What follows a no: nothing, one other way in, or waiting for someone to say yes.

use crate::gateway::{
    dialect::Dialect,
    phase::{Farewell, Phase, RefusalKind},
    refusal,
};
use crate::protocol::frame::ErrorShape;

use super::{APPROVAL_WAIT_MS, CONNECT_FAILED, Credential, Moment, Order, Session, Step, Timer};

impl Session {
    pub(super) fn refused(
        &mut self,
        error: ErrorShape,
        is_formal: bool,
        moment: Moment,
        orders: &mut Vec<Order>,
    ) {
        if self.step == Step::Live {
            return;
        }
        let refusal = refusal::read(&error);
        // Elsewhere a token that is missing in the address is refused as well.
        let is_shorts_no = self.dialect == Dialect::Short && refusal.kind != RefusalKind::Other;
        let is_known = self.is_settled || self.speaks_challenge || is_formal || is_shorts_no;
        if !is_known || refusal::is_misunderstanding(&error) && !self.speaks_challenge {
            orders.push(Order::Close { code: CONNECT_FAILED });
            self.unanswered(moment, orders);
            return;
        }
        orders.push(Order::Close { code: CONNECT_FAILED });
        if self.step == (Step::AwaitingHello { with_nonce: false }) && self.speaks_challenge {
            // It was asked too early, before its challenge had come over a slow line.
            self.open(orders);
            return;
        }
        if self.has_another_way(&refusal.kind, orders) {
            self.open(orders);
            return;
        }
        match refusal.kind {
            RefusalKind::PairingRequired { request_id } => {
                self.step = Step::Resting;
                orders.push(Order::ForgetAll);
                self.tell(Phase::WaitingForApproval { request_id }, orders);
                orders.push(Order::Wait(Timer::Retry, APPROVAL_WAIT_MS));
            }
            RefusalKind::Other if error.retryable == Some(true) => {
                let wait = refusal.retry_after_ms.unwrap_or_default().min(60_000);
                self.rest_at_least_ms = u32::try_from(wait).unwrap_or_default();
                self.lost(Farewell::NotReady { message: refusal.message }, moment, orders);
            }
            _ => {
                self.step = Step::Refused;
                orders.push(Order::ForgetAll);
                orders.push(Order::FailPending);
                self.tell(Phase::Refused(refusal), orders);
            }
        }
    }

    /// Each other way in is gone once.
    fn has_another_way(&mut self, kind: &RefusalKind, orders: &mut Vec<Order>) -> bool {
        let is_about_the_token =
            matches!(kind, RefusalKind::TokenMismatch | RefusalKind::DeviceTokenMismatch);
        match (self.credential, kind) {
            (Credential::Device, _) if is_about_the_token => {
                orders.push(Order::DropDeviceToken);
                self.known.device_token = false;
                self.credential = Credential::Given;
                false
            }
            (Credential::Given, RefusalKind::TokenMismatch)
                if self.known.device_token
                    && self.known.trusted
                    && !self.has_tried_device_token =>
            {
                self.has_tried_device_token = true;
                self.credential = Credential::Device;
                true
            }
            (_, RefusalKind::BuildMismatch) if !self.names_build => {
                self.names_build = true;
                true
            }
            _ => false,
        }
    }
}
