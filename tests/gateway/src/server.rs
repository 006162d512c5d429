//! Listens, and decides what a request is: an order, a socket, or a file. Starting and stopping
//! the whole gateway happens here.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONNECTION, HeaderValue, UPGRADE};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::connection;
use crate::gateway::Gateway;
use crate::handshake::Visitor;
use crate::living;
use crate::options::Options;
use crate::orders;
use crate::schedule;
use crate::serve_files;

pub(crate) type Reply = Response<Full<Bytes>>;

/// A running gateway. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    gateway: Arc<Gateway>,
    address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Server {
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn start(mut options: Options) -> io::Result<Server> {
        let listener = TcpListener::bind((options.host.as_str(), options.port)).await?;
        let address = listener.local_addr()?;
        options.port = address.port();
        let gateway = Gateway::new(options);
        let mut tasks = vec![tokio::spawn(accept_all(listener, Arc::clone(&gateway)))];
        tasks.push(tokio::spawn(living::tick(Arc::clone(&gateway))));
        if !gateway.options.still {
            tasks.push(tokio::spawn(living::reports(Arc::clone(&gateway))));
            tasks.push(tokio::spawn(schedule::runs::keep(Arc::clone(&gateway))));
            tasks.push(tokio::spawn(living::murmurs(Arc::clone(&gateway))));
        }
        Ok(Server { gateway, address, tasks })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the console is: `http://127.0.0.1:18700/ops/`.
    pub fn url(&self) -> String {
        format!("http://{}{}/", self.address, self.gateway.options.base)
    }

    pub fn gateway(&self) -> &Arc<Gateway> {
        &self.gateway
    }

    /// Gives an order as `POST /__demo/orders` would.
    ///
    /// # Errors
    /// A sentence when the order is not understood.
    pub fn order(&self, order: &Value) -> Result<Value, String> {
        orders::carry_out(&self.gateway, order)
    }

    /// Returns when the gateway no longer accepts anybody.
    pub async fn stopped(mut self) {
        if let Some(accepting) = self.tasks.first_mut() {
            drop(accepting.await);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        self.gateway.world().drop_everyone();
    }
}

async fn accept_all(listener: TcpListener, gateway: Arc<Gateway>) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        tokio::spawn(serve_connection(stream, peer, Arc::clone(&gateway)));
    }
}

async fn serve_connection(stream: TcpStream, peer: SocketAddr, gateway: Arc<Gateway>) {
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request| answer(Arc::clone(&gateway), peer, request));
    let serving = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // An error here is the other side's going away, or ours by order.
    drop(serving.await);
}

async fn answer(
    gateway: Arc<Gateway>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> io::Result<Reply> {
    if request.uri().path().starts_with("/__demo/") {
        return Ok(answer_order(&gateway, peer, request).await);
    }
    if gateway.world().faults.is_closed() {
        // As if nobody listened: the connection ends without an answer.
        return Err(io::ErrorKind::ConnectionRefused.into());
    }
    if wants_a_socket(&request) {
        return Ok(upgrade(gateway, request));
    }
    Ok(serve_files::answer(&gateway, &request).await)
}

fn wants_a_socket(request: &Request<Incoming>) -> bool {
    request
        .headers()
        .get(UPGRADE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.eq_ignore_ascii_case("websocket"))
}

fn upgrade(gateway: Arc<Gateway>, mut request: Request<Incoming>) -> Reply {
    let Some(key) = request.headers().get("sec-websocket-key").cloned() else {
        return plain(StatusCode::BAD_REQUEST, "Bad Request");
    };
    let header = |name: &str| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let visitor = Visitor {
        origin: header("origin"),
        host: header("host"),
        forwarded_for: header("x-forwarded-for"),
        query_token: request.uri().query().and_then(token_of),
    };
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgraded.await else { return };
        let limit = usize::try_from(gateway.profile().max_payload()).ok();
        let config = WebSocketConfig::default().max_message_size(limit).max_frame_size(limit);
        let io = TokioIo::new(upgraded);
        let socket = WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await;
        connection::attend(gateway, visitor, socket).await;
    });
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = reply.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
        headers.insert("sec-websocket-accept", accept);
    }
    reply
}

fn token_of(query: &str) -> Option<String> {
    query.split('&').find_map(|pair| pair.strip_prefix("token=")).map(str::to_owned)
}

/// `POST /__demo/orders` and `GET /__demo/state?session=…`, from this machine only.
async fn answer_order(
    gateway: &Arc<Gateway>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Reply {
    if !peer.ip().is_loopback() {
        return plain(StatusCode::FORBIDDEN, "Forbidden");
    }
    let path = request.uri().path().to_owned();
    let order = match (request.method(), path.as_str()) {
        (&Method::GET, "/__demo/state") => {
            let query = request.uri().query().unwrap_or_default();
            let session = query.strip_prefix("session=").map(percent_decoded);
            json!({ "order": "state", "session": session })
        }
        (&Method::POST, "/__demo/orders") => {
            let body = Limited::new(request.into_body(), 1 << 20).collect().await;
            let bytes = body.map(http_body_util::Collected::to_bytes).unwrap_or_default();
            match serde_json::from_slice(&bytes) {
                Ok(order) => order,
                Err(error) => return say(StatusCode::BAD_REQUEST, &error.to_string()),
            }
        }
        _ => return plain(StatusCode::NOT_FOUND, "Not Found"),
    };
    match orders::carry_out(gateway, &order) {
        Ok(answer) => in_json(StatusCode::OK, &answer),
        Err(sentence) => say(StatusCode::BAD_REQUEST, &sentence),
    }
}

/// `agent%3Amain` as `agent:main`; what is no escape stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let escaped = more
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &more[2..] } else { more };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn say(status: StatusCode, error: &str) -> Reply {
    in_json(status, &json!({ "ok": false, "error": error }))
}

pub(crate) fn in_json(status: StatusCode, body: &Value) -> Reply {
    let mut reply = Response::new(Full::from(body.to_string()));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert("content-type", HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert("cache-control", HeaderValue::from_static("no-cache"));
    reply
}

pub(crate) fn plain(status: StatusCode, text: &'static str) -> Reply {
    let mut reply = Response::new(Full::from(text));
    *reply.status_mut() = status;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    reply.headers_mut().insert("content-type", plain);
    reply
}

#[cfg(test)]
mod tests {
    use super::{percent_decoded, token_of};

    #[test]
    fn escapes_are_read_and_the_rest_left_alone() {
        assert_eq!(percent_decoded("agent%3Amain%3a%C3%A9"), "agent:main:é");
        assert_eq!(percent_decoded("100%"), "100%");
    }

    #[test]
    fn the_token_is_found_in_the_address() {
        assert_eq!(token_of("a=1&token=example-token").as_deref(), Some("example-token"));
        assert_eq!(token_of("a=1"), None);
    }
}
