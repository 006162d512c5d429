//! Finding out how the other side speaks. A challenge decides at once and for good; without one
//! each dialect is tried in turn, on a fresh socket. The form that carries the token in the address
//! is never tried on a gateway that has sent a challenge.

use crate::gateway::{dialect::Dialect, phase::Farewell};
use crate::protocol::handshake::Challenge;

use super::{CONNECT_FAILED, Moment, Order, Session, Step};

impl Session {
    pub(super) fn challenged(&mut self, challenge: Challenge, orders: &mut Vec<Order>) {
        match (self.dialect, self.step) {
            (Dialect::Gateway | Dialect::JsonRpc, Step::AwaitingChallenge) => {
                self.speaks_challenge = true;
                self.send_connect(Some(challenge), orders);
            }
            // Late, after a connect without it. A welcome may follow all the same; a refusal leads
            // to a try that waits for it.
            (Dialect::Gateway, Step::AwaitingHello { .. }) => self.speaks_challenge = true,
            (Dialect::JsonRpc, Step::AwaitingHello { .. }) if self.is_settled => {
                self.speaks_challenge = true;
            }
            (Dialect::JsonRpc | Dialect::Short, Step::AwaitingHello { .. }) => {
                self.speaks_challenge = true;
                orders.push(Order::Close { code: CONNECT_FAILED });
                self.dialect = Dialect::Gateway;
                self.open(orders);
            }
            _ => {}
        }
    }

    /// A real gateway challenges each time; in the JSON-RPC framing it is left open when.
    pub(super) fn is_sure_of_a_challenge(&self) -> bool {
        self.speaks_challenge && self.dialect == Dialect::Gateway
    }

    pub(super) fn misheard(
        &mut self,
        dialect: Option<Dialect>,
        moment: Moment,
        orders: &mut Vec<Order>,
    ) {
        let is_open = matches!(self.step, Step::AwaitingChallenge | Step::AwaitingHello { .. });
        if !is_open || self.is_settled || self.speaks_challenge {
            return;
        }
        match dialect {
            // Its frames say that it is this dialect: the next challenge belongs to it.
            Some(dialect) if dialect == self.dialect => self.is_settled = true,
            // Nothing was said yet, so this socket will do.
            Some(Dialect::JsonRpc) if self.step == Step::AwaitingChallenge => {
                self.dialect = Dialect::JsonRpc;
                self.is_settled = true;
                orders.push(Order::Speak(Dialect::JsonRpc));
            }
            Some(dialect) => {
                orders.push(Order::Close { code: CONNECT_FAILED });
                self.dialect = dialect;
                self.open(orders);
            }
            None => {
                orders.push(Order::Close { code: CONNECT_FAILED });
                self.unanswered(moment, orders);
            }
        }
    }

    /// The socket was there and no welcome came.
    pub(super) fn unanswered(&mut self, moment: Moment, orders: &mut Vec<Order>) {
        if self.is_settled || self.speaks_challenge {
            self.lost(Farewell::Silent, moment, orders);
            return;
        }
        let first = self.known.dialect.unwrap_or_default();
        self.dialect = self.dialect.next();
        if self.dialect == first {
            self.lost(Farewell::NotAGateway, moment, orders);
        } else {
            self.open(orders);
        }
    }

    /// No socket came about. A gateway of the short dialect may refuse one without a token in its
    /// address, so that form is tried once.
    pub(super) fn unreached(&mut self, moment: Moment, orders: &mut Vec<Order>) {
        if !self.is_settled && !self.speaks_challenge {
            let may_be_short = self.known.secret && self.known.trusted && !self.was_short_tried;
            self.dialect = if may_be_short && self.attempt == 1 {
                self.was_short_tried = true;
                Dialect::Short
            } else {
                self.known.dialect.unwrap_or_default()
            };
        }
        self.lost(Farewell::Unreachable, moment, orders);
    }
}
