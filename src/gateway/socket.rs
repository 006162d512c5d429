//! The browser's WebSocket, and nothing else: opens, sends, hears, closes. The only file that names
//! it. What the frames mean is not known here.

use std::{future::poll_fn, task::Poll};

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::{Sink, StreamExt, sink::SinkExt};
use gloo_net::websocket::{Message, State, WebSocketError, futures::WebSocket};

use crate::platform::work;

/// What a socket has to say.
#[derive(Debug)]
pub(crate) enum Sound {
    Opened,
    Text(String),
    /// The last one.
    Closed {
        code: u16,
        reason: String,
    },
}

enum Errand {
    Text(String),
    Bytes(Vec<u8>),
    Close(u16),
}

/// The speaking end of a socket. Dropping it closes the socket.
#[derive(Debug, Clone)]
pub(crate) struct Socket(UnboundedSender<Errand>);

impl Socket {
    pub(crate) fn send(&self, text: String, is_binary: bool) {
        self.run(if is_binary { Errand::Bytes(text.into_bytes()) } else { Errand::Text(text) });
    }

    /// Nothing is heard of it afterwards.
    pub(crate) fn close(&self, code: u16) {
        self.run(Errand::Close(code));
    }

    fn run(&self, errand: Errand) {
        if self.0.unbounded_send(errand).is_err() {
            log::debug!("the socket is gone already");
        }
    }
}

/// The browser does not take the address.
#[derive(Debug)]
pub(crate) struct BadAddress;

/// Opens a socket; `hear` is called in order, first with `Opened`, last with `Closed`.
///
/// # Errors
/// When the address is malformed or forbidden to this page.
pub(crate) fn open(url: &str, hear: impl Fn(Sound) + 'static) -> Result<Socket, BadAddress> {
    // Browsers take more than these two by now, and read a bare word as a path of this page.
    if !(url.starts_with("ws://") || url.starts_with("wss://")) {
        return Err(BadAddress);
    }
    let socket = WebSocket::open(url).map_err(|_| BadAddress)?;
    let (sender, receiver) = unbounded();
    work::begin(live(socket, receiver, hear));
    Ok(Socket(sender))
}

enum Step {
    Opened,
    Heard(Option<Result<Message, WebSocketError>>),
    Errand(Option<Errand>),
}

async fn live(
    mut socket: WebSocket,
    mut errands: UnboundedReceiver<Errand>,
    hear: impl Fn(Sound) + 'static,
) {
    let mut is_open = false;
    loop {
        let step = poll_fn(|context| {
            if !is_open
                && SinkExt::<Message>::poll_ready_unpin(&mut socket, context).is_ready()
                && matches!(socket.state(), State::Open)
            {
                return Poll::Ready(Step::Opened);
            }
            if let Poll::Ready(heard) = socket.poll_next_unpin(context) {
                return Poll::Ready(Step::Heard(heard));
            }
            errands.poll_next_unpin(context).map(Step::Errand)
        })
        .await;
        match step {
            Step::Opened => {
                is_open = true;
                hear(Sound::Opened);
            }
            Step::Heard(Some(Ok(Message::Text(text)))) => hear(Sound::Text(text)),
            Step::Heard(Some(Ok(Message::Bytes(bytes)))) => {
                hear(Sound::Text(String::from_utf8_lossy(&bytes).into_owned()));
            }
            Step::Heard(Some(Err(WebSocketError::ConnectionClose(event)))) => {
                hear(Sound::Closed { code: event.code, reason: event.reason });
                return;
            }
            // The close that follows says more.
            Step::Heard(Some(Err(_))) => {}
            Step::Heard(None) => {
                hear(Sound::Closed { code: 1006, reason: String::new() });
                return;
            }
            Step::Errand(Some(Errand::Text(text))) => speak(&mut socket, Message::Text(text)),
            Step::Errand(Some(Errand::Bytes(bytes))) => speak(&mut socket, Message::Bytes(bytes)),
            Step::Errand(Some(Errand::Close(code))) => {
                if let Err(error) = socket.close(Some(code), None) {
                    log::debug!("the socket does not close: {error}");
                }
                return;
            }
            Step::Errand(None) => return,
        }
    }
}

fn speak(socket: &mut WebSocket, message: Message) {
    if let Err(error) = Sink::start_send(std::pin::Pin::new(socket), message) {
        log::warn!("a frame was not sent: {error}");
    }
}
